"""A folder or .zip of files with a manifest: written whole or not at all, checked when read."""

import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from workstation.exchange.leftovers import PART, sweep
from workstation.exchange.whole_file import whole_file
from workstation.method.text import clean_line

MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_MOST_MANIFEST = 16 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


class BundleError(ValueError):
    """A bundle that cannot be used; the message is one sentence for the person."""


class Tally(io.RawIOBase):
    """A file to write through, which keeps count: ``size`` in bytes and the digest."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401
        """Write on, and count."""
        held = bytes(data)
        self._inner.write(held)
        self._digest.update(held)
        self.size += len(held)
        return len(held)

    @property
    def sha256(self) -> str:
        """The digest so far, in hexadecimal."""
        return self._digest.hexdigest()


class BundleWriter:
    """Writes the files of a bundle one after the other; made by ``write_bundle``."""

    def __init__(self, folder: Path | None, archive: zipfile.ZipFile | None) -> None:
        self._folder = folder
        self._archive = archive
        self._files: dict[str, dict[str, object]] = {}

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """Open a file of the bundle to write; ``name`` is its path with ``/``."""
        with self._opened(name) as inner:
            tally = Tally(inner)
            yield tally  # type: ignore[misc]
        self._files[name] = {"bytes": tally.size, "sha256": tally.sha256}

    def finish(self, said: Mapping[str, object]) -> None:
        """Write the manifest: what is ``said``, and every file with its size and digest."""
        manifest = {**said, "files": self._files}
        with self._opened(MANIFEST) as file:
            file.write(json.dumps(manifest, indent=1, ensure_ascii=False).encode() + b"\n")

    @contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        if self._archive is not None:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with self._archive.open(info, "w", force_zip64=True) as inner:
                yield inner  # type: ignore[misc]
            return
        assert self._folder is not None  # noqa: S101
        path = self._folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def write_bundle(target: Path) -> Iterator[BundleWriter]:
    """Write a bundle that appears under its name when the block ends, not at all after a failure.

    A target ending in ``.zip`` is one file; any other a folder, which takes the place of what is
    there: the caller has asked. What was there goes once the new one is in its place. Readable by
    its owner only.

    Raises:
        OSError: it cannot be written.
    """
    if target.suffix.lower() == ".zip":
        with ExitStack() as stack:
            file = stack.enter_context(whole_file(target.resolve()))
            archive = stack.enter_context(zipfile.ZipFile(file, "w", allowZip64=True))
            yield BundleWriter(None, archive)
        return
    place = target.resolve()
    part = Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}-", suffix=PART, dir=place.parent))
    sweep(part)
    aside = part.with_suffix(".old")
    try:
        yield BundleWriter(part, None)
        if place.exists():
            place.rename(aside)
        try:
            part.rename(place)
        except BaseException:
            with suppress(OSError):
                aside.rename(place)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    finally:
        shutil.rmtree(part, ignore_errors=True)


class Bundle:
    """A bundle to read; made by ``open_bundle``. ``said`` is its manifest."""

    def __init__(self, path: Path, archive: zipfile.ZipFile | None) -> None:
        self._path = path
        self._archive = archive
        self.shown = clean_line(path.name) or clean_line(str(path))
        self.said = self._manifest()
        files = self.said.get("files")
        if not isinstance(files, dict):
            raise BundleError(f"{self.shown} is no export of the workstation.")
        self._files: dict[str, Any] = files

    @property
    def names(self) -> list[str]:
        """The files the manifest names."""
        return list(self._files)

    @property
    def size(self) -> int:
        """Bytes of all files together, as the manifest has them."""
        return sum(int(each["bytes"]) for each in self._files.values() if _sized(each))

    def check(self) -> Iterator[int]:
        """Look every file through; yields the bytes of each portion.

        Raises:
            BundleError: a file is missing, was changed or cannot be read; nothing else is named.
        """
        for name, told in self._files.items():
            if not _safe(name) or not _sized(told):
                raise BundleError(f"The manifest of {self.shown} was changed by hand.")
            digest, size = hashlib.sha256(), 0
            with self.open(name) as file:
                while True:
                    with self._reading(name):
                        part = file.read(_CHUNK)
                    if not part:
                        break
                    digest.update(part)
                    size += len(part)
                    if size > int(told["bytes"]):
                        break
                    yield len(part)
            if size != told["bytes"] or digest.hexdigest() != told["sha256"]:
                raise BundleError(
                    f"{clean_line(name)} in {self.shown} was changed after it was written: "
                    "export everything again."
                )

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file of the bundle to read.

        Raises:
            BundleError: it is not there or cannot be read.
        """
        missing = BundleError(f"{clean_line(name)} is missing in {self.shown}.")
        if self._archive is None:
            path = self._path / name
            if not path.is_file():
                raise missing
            try:
                file = path.open("rb")
            except OSError as error:
                raise self._unreadable(name, error) from error
        else:
            try:
                file = self._archive.open(name)  # type: ignore[assignment]
            except KeyError:
                raise missing from None
            except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                raise self._unreadable(name, error) from error
        with file:
            yield file

    def lines(self, name: str, most: int) -> Iterator[bytes]:
        """Yield the lines of a file.

        Raises:
            BundleError: it cannot be read, or a line is longer than ``most`` bytes.
        """
        with self.open(name) as file:
            while True:
                with self._reading(name):
                    line = file.readline(most + 1)
                if not line:
                    return
                if len(line) > most:
                    raise BundleError(f"{clean_line(name)} in {self.shown} has an endless line.")
                yield line

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        try:
            yield
        except (OSError, zipfile.BadZipFile, EOFError, ValueError, zlib.error) as error:
            raise self._unreadable(name, error) from error

    def _unreadable(self, name: str, error: BaseException) -> BundleError:
        reason = getattr(error, "strerror", None) or str(error)
        return BundleError(
            f"{clean_line(name)} in {self.shown} cannot be read ({clean_line(reason)})."
        )

    def _manifest(self) -> dict[str, Any]:
        with self.open(MANIFEST) as file, self._reading(MANIFEST):
            held = file.read(_MOST_MANIFEST)
        try:
            said = json.loads(held)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise BundleError(f"The manifest of {self.shown} cannot be read.")
        return said


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Open a folder or .zip to read.

    Raises:
        BundleError: it has no manifest, or cannot be read.
    """
    shown = clean_line(path.name) or clean_line(str(path))
    if path.is_dir():
        if not (path / MANIFEST).is_file():
            raise BundleError(
                f"{shown} has no {MANIFEST}: name a folder made by 'workstation export --all', "
                "or a single file."
            )
        yield Bundle(path, None)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BundleError(f"{shown} cannot be read ({clean_line(reason)}).") from error
    with archive:
        yield Bundle(path, archive)


def is_bundle(path: Path) -> bool:
    """Say whether something is a folder, or a .zip with a manifest: nothing else is a bundle."""
    if path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def has_manifest(folder: Path) -> bool:
    """Say whether a folder looks like a bundle that was written here, before it is opened."""
    return (folder / MANIFEST).is_file()


def _safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name
        and ":" not in name and "\0" not in name
    )  # fmt: skip


def _sized(told: object) -> bool:
    return (
        isinstance(told, dict)
        and type(told.get("bytes")) is int
        and isinstance(told.get("sha256"), str)
    )
