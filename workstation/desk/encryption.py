"""Encrypting the file with its back-ups, decrypting them, and changing the passphrase."""

import glob
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from workstation.store import backup, backup_files, cipher, cipher_convert, lost, partial, rescue
from workstation.store.cipher import PLAIN_HEADER, Key, Secret
from workstation.store.connection import salt_of
from workstation.store.errors import StoreError

__all__ = ["salt_of"]

Copies = Literal["convert", "remove", "keep"]
"""What becomes of the copies beside the file, of which some are back-ups."""

Said = Callable[[str], None]


@dataclass(slots=True)
class Converted:
    """What was done: copies converted and removed, and those left as they were, with the reason."""

    copies: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    left: list[tuple[Path, str]] = field(default_factory=list)
    in_clear: list[Path] = field(default_factory=list)
    """Files beside that are no databases and are in clear, before and after; rows of imported
    lists that could not be used are among them."""


def ready(path: Path) -> list[Path]:
    """Return the plain copies, and texts from it, of a file that is to be encrypted.

    What a killed program left half-made is among the copies.

    Raises:
        StoreError: there is no file, or SQLCipher is not installed.
    """
    cipher.require_installed(path)
    if not path.is_file() or not path.stat().st_size:
        raise StoreError(f"There is no file {path} yet; the first start makes one.")
    return [*copies_of(path, encrypted=False), *_half_made(path), *texts_of(path)]


def passphrase_of(path: Path) -> Secret:
    """Return the passphrase that opens a file, found out as for any opening.

    Raises:
        Locked: it is not to be had.
        StoreError: the file is not encrypted.
    """
    salt = salt_of(path)
    if salt is None:
        raise StoreError(f"{path} is not encrypted.")
    return cipher.key_of(path, salt).passphrase


def is_encrypted(path: Path) -> bool:
    """Tell whether a file is encrypted."""
    return salt_of(path) is not None


def copies_of(path: Path, *, encrypted: bool) -> list[Path]:
    """Return the back-ups and other copies beside a file that are encrypted, or that are plain."""
    wanted = is_encrypted if encrypted else _is_plain
    return [file for file in _beside(path) if wanted(file)]


def texts_of(path: Path) -> list[Path]:
    """Return the texts in clear that hold words of a file, and cannot be encrypted.

    These are the logs of what was deleted, and words rescued when the file could not be written:
    beside it, or in the person's own folder for what the program remembers.
    """
    rescued = rescue.beside(path)
    beside = sorted(rescued.iterdir()) if rescued.is_dir() else []
    elsewhere = [file for file, _ in rescue.kept(path) if file.parent != rescued]
    logs = sorted(path.parent.glob(f"{glob.escape(path.name)}.deleted-*.jsonl"))
    return [file for file in (*logs, *beside, *elsewhere) if file.is_file()]


def _half_made(path: Path) -> list[Path]:
    """Return what killed programs left half-made of a file and its copies, in clear."""
    folder = backup_files.folder_of(path)
    ours = [path, *(one for one in _beside(path) if one.parent == path.parent)]
    return [
        file
        for file in (*backup_files.inside(folder), *path.parent.iterdir())
        if partial.is_half_made(file.name)
        and (file.parent == folder or any(partial.is_of(file.name, one) for one in ours))
        and _is_plain(file)
    ]


def encrypt(
    path: Path, passphrase: Secret, copies: Copies = "convert", said: Said = lambda _: None
) -> Converted:
    """Encrypt a file and, unless told otherwise, the copies beside it with the same passphrase.

    An encrypted file is left as it is, and its copies are seen to: so it can be taken up again.

    Args:
        path: the file.
        passphrase: the one it gets, or has.
        copies: what becomes of plain copies; texts among them are removed or left.
        said: told what is worked on.

    Raises:
        StoreError: nothing was changed.
    """
    salt = salt_of(path)
    if salt is None:
        backup.verify(path)
        key = cipher_convert.new_key(passphrase)
        said(path.name)
        cipher_convert.convert(path, key)
        cipher.keep(key)
        lost.remember(path)
    else:
        cipher.give(path, passphrase)
        key = cipher.key_of(path, salt)
    done = _see_to(copies_of(path, encrypted=False), key, copies, said)
    _clear_away(_half_made(path), done)
    texts = texts_of(path)
    _see_to_texts(texts, copies, done)
    backup_files.without_names(backup_files.folder_of(path), [file for file, _ in done.left])
    done.in_clear = [
        file
        for file in _beside(path)
        if not _is_plain(file) and _is_foreign(file) and file not in texts
    ]
    from workstation.desk.imports.unusable import lying_beside

    done.in_clear += lying_beside(path)
    return done


def decrypt(path: Path, copies: Copies = "convert", said: Said = lambda _: None) -> Converted:
    """Write a file, and unless told otherwise the copies beside it, in clear again.

    Raises:
        Locked: the passphrase is not to be had.
        StoreError: nothing was changed.
    """
    if is_encrypted(path):
        backup.verify(path)
        said(path.name)
        cipher_convert.convert(path, None)
    done = _see_to(copies_of(path, encrypted=True), None, copies, said)
    done.in_clear = texts_of(path)
    return done


def change(path: Path, present: Secret, new: Secret, said: Said = lambda _: None) -> Converted:
    """Give an encrypted file and the copies beside it another passphrase.

    Copies that ``present`` does not open keep the one they have.

    Raises:
        WrongPassphrase: ``present`` is not the passphrase.
        StoreError: nothing was changed.
    """
    cipher.give(path, present)
    backup.verify(path)
    copies = copies_of(path, encrypted=True)
    key = cipher_convert.new_key(new)
    said(path.name)
    cipher_convert.convert(path, key)
    cipher.keep(key)
    return _see_to(copies, key, "convert", said)


def _see_to(files: list[Path], key: Key | None, copies: Copies, said: Said) -> Converted:
    done = Converted()
    for file in files:
        try:
            if copies == "convert":
                said(file.name)
                with cipher.unasked():
                    cipher_convert.convert(file, key)
                    if file.suffix == ".db":
                        backup_files.describe(file, backup.verify(file))
                done.copies.append(file)
            elif copies == "remove":
                backup_files.remove([file])
                done.removed.append(file)
            else:
                done.left.append((file, "kept as you asked"))
        except StoreError as error:
            done.left.append((file, str(error)))
    return done


def _see_to_texts(files: list[Path], copies: Copies, done: Converted) -> None:
    for file in files:
        if copies == "keep":
            done.left.append((file, "kept in clear as you asked"))
        elif copies == "convert":
            why = "text stays in clear; 'workstation encrypt --backups remove' removes it"
            done.left.append((file, why))
        else:
            try:
                file.unlink()
            except OSError as error:
                done.left.append((file, str(error.strerror or error)))
                continue
            done.removed.append(file)
            if file.suffix == ".json":
                rescue.remove(file)


def _clear_away(files: list[Path], done: Converted) -> None:
    for file in files:
        try:
            partial.remove(file)
        except OSError as error:
            done.left.append((file, str(error.strerror or error)))
        else:
            done.removed.append(file)


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files that belong to a file: back-ups, and copies called after it."""
    folder = backup_files.folder_of(path)
    for file in [*sorted(backup_files.inside(folder)), *sorted(path.parent.iterdir())]:
        ours = file.parent == folder or file.name.startswith(f"{path.name}.")
        if ours and file.is_file() and not _is_being_made(file.name):
            yield file


def _is_being_made(name: str) -> bool:
    return name.endswith(".part") or partial.is_half_made(name)


def _is_plain(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except OSError:
        return False


def _is_foreign(file: Path) -> bool:
    """Tell whether a file is neither a database nor the note of a back-up, which says little."""
    return file.suffix != ".json" and not is_encrypted(file)
