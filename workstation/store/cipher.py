"""Which files are encrypted, and the keys this run of the program was given for them."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from workstation.store.errors import StoreError

PLAIN_HEADER = b"SQLite format 3\0"
"""How every SQLite file begins that is not encrypted (SQLite's file format)."""

SALT_BYTES, KEY_BYTES, ROUNDS, PAGE = 16, 32, 256_000, 4096
"""SQLCipher 4's own settings, so that any SQLCipher opens the file with the same passphrase."""

_RANDOM_VALUES = 200
"""A page of random bytes has about 256 different ones; text and plain databases far fewer."""

INSTALL = "pip install 'workstation[encryption]'"


class Locked(StoreError):
    """The file is encrypted and its passphrase is not known."""


class WrongPassphrase(Locked):
    """The passphrase given does not open the file."""


class Secret:
    """A text that is shown nowhere: not in a traceback, a log or a message."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class Key:
    """What opens one encrypted file: the salt at its beginning and what the passphrase makes of it.

    Raw keys skip the 256 000 rounds, so that further connections open at once.
    """

    __slots__ = ("_raw", "passphrase", "salt")

    def __init__(self, passphrase: Secret, salt: bytes) -> None:
        import hashlib
        import unicodedata

        spelt = unicodedata.normalize("NFC", passphrase.reveal()).encode()
        raw = hashlib.pbkdf2_hmac("sha512", spelt, salt, ROUNDS, KEY_BYTES)
        self.passphrase = passphrase
        self.salt = salt
        self._raw = Secret(f"x'{raw.hex()}{salt.hex()}'")

    def reveal(self) -> str:
        """Return the key as SQLCipher reads raw keys: 96 hexadecimal digits in ``x'…'``."""
        return self._raw.reveal()


Asker = Callable[[Path], None]
"""Finds out the passphrase of a file and calls ``give`` with it; raises ``Locked`` in failing."""

_lock = threading.RLock()
_keys: dict[bytes, Key] = {}
_passphrases: list[Secret] = []
_asker: list[Asker] = []
_refused: set[bytes] = set()
"""Salts of files that none of the passphrases known opens: trying takes a third of a second."""
_quiet = threading.local()


def ask_with(asker: Asker | None) -> None:
    """Say how a passphrase is found out that is not known yet; None: not at all."""
    _asker[:] = [] if asker is None else [asker]


@contextlib.contextmanager
def unasked() -> Iterator[None]:
    """While entered, nobody is asked by this thread: what is not known already stays closed."""
    _quiet.now = True
    try:
        yield
    finally:
        _quiet.now = False


def salt_of(path: Path) -> bytes | None:
    """Return the salt of an encrypted file; None for a plain one, or one that is none at all.

    An encrypted file cannot be told from random bytes; it is one when it is whole pages of them.
    Never call this for a file that is open in this process: closing it here would drop the locks
    SQLite holds on it (``connection.open_file`` sees to that).
    """
    try:
        with path.open("rb") as file:
            first = file.read(PAGE)
        size = path.stat().st_size
    except OSError:
        return None
    if first.startswith(PLAIN_HEADER) or len(first) < PAGE or size % PAGE:
        return None
    return first[:SALT_BYTES] if len(set(first)) >= _RANDOM_VALUES else None


def give(path: Path, passphrase: Secret) -> None:
    """Keep what opens a file, for this run of the program only.

    Raises:
        WrongPassphrase: it does not open the file.
        StoreError: the file is not encrypted, or SQLCipher is not installed.
    """
    salt = salt_of(path)
    if salt is None:
        raise StoreError(f"{path} is not encrypted.")
    key = Key(passphrase, salt)
    if not _opens(path, key):
        raise WrongPassphrase(f"That is not the passphrase of {path}; nothing was opened.")
    keep(key)


def keep(key: Key) -> None:
    """Remember a key that is known to be right."""
    with _lock:
        _keys[key.salt] = key
        if key.passphrase not in _passphrases:
            _passphrases.append(key.passphrase)
            _refused.clear()


def forget_all() -> None:
    """Forget every key and passphrase of this run."""
    with _lock:
        _keys.clear()
        _passphrases.clear()
        _refused.clear()


def key_of(path: Path, salt: bytes) -> Key:
    """Return the key of a file by its salt, asking for the passphrase if need be.

    Raises:
        Locked: nobody can be asked, or the answers were wrong.
        StoreError: SQLCipher is not installed.
    """
    with _lock:
        require_installed(path)
        if salt not in _keys and salt not in _refused:
            _try_known(path, salt)
        if salt not in _keys and _asker and not getattr(_quiet, "now", False):
            _asker[0](path)
        if salt not in _keys:
            raise Locked(f"{path} is encrypted, and its passphrase was not given.")
        return _keys[salt]


def _try_known(path: Path, salt: bytes) -> None:
    for passphrase in _passphrases:
        key = Key(passphrase, salt)
        if _opens(path, key):
            _keys[salt] = key
            return
    _refused.add(salt)


def require_installed(path: Path) -> None:
    """Refuse when the library that reads encrypted files is not there.

    Raises:
        StoreError: with the command that installs it.
    """
    try:
        import sqlcipher3.dbapi2  # noqa: F401
    except ImportError as error:
        raise StoreError(
            f"Encryption of {path} needs SQLCipher, which is not installed: {INSTALL}"
        ) from error


def _opens(path: Path, key: Key) -> bool:
    import sqlite3

    from workstation.store.cipher_sqlite import open_keyed

    require_installed(path)
    with contextlib.closing(open_keyed(path, key, mode="ro", timeout=5.0)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_NOTADB"):
                return False
            raise StoreError(f"{path} cannot be read ({error}).") from error
    return True
