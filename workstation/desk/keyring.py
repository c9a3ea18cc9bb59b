"""The passphrase of an encrypted file in the system's keyring, where there is one.

Entries are called by the file's salt, which moves along with the file and its back-ups.
"""

from typing import Any

from workstation.store.cipher import INSTALL, Secret
from workstation.store.errors import StoreError

SERVICE = "workstation"


class NoKeyring(StoreError):
    """There is no keyring to keep a passphrase in, or it does not answer."""


def recall(salt: bytes) -> Secret | None:
    """Return the passphrase kept for a file, None when there is none or no keyring."""
    try:
        kept = _call("get_password", salt)
    except NoKeyring:
        return None
    return Secret(kept) if isinstance(kept, str) and kept else None


def remember(salt: bytes, passphrase: Secret) -> None:
    """Keep the passphrase of an encrypted file.

    Raises:
        NoKeyring: there is nowhere safe to keep it.
    """
    _call("set_password", salt, passphrase.reveal())


def forget(salt: bytes) -> bool:
    """Remove what is kept for a file; return whether anything was.

    Raises:
        NoKeyring: there is no keyring, or it does not answer.
    """
    if _call("get_password", salt) is None:
        return False
    _call("delete_password", salt)
    return True


def _call(what: str, salt: bytes, *more: str) -> Any:  # noqa: ANN401
    try:
        import keyring
    except ImportError:
        raise NoKeyring(f"The system keyring needs an addition: {INSTALL}") from None
    try:
        backend = keyring.get_keyring()
        # Below 1 are those that keep nothing, or keep it in clear.
        if float(backend.priority) < 1:
            raise NoKeyring("There is no system keyring here, so nothing is kept in one.")
        return getattr(backend, what)(SERVICE, salt.hex(), *more)
    except NoKeyring:
        raise
    except Exception as error:  # noqa: BLE001
        # Each system's keyring fails in its own way, and what it says may quote what it was given.
        sentence = f"The system keyring does not answer ({type(error).__name__})."
        raise NoKeyring(sentence) from None
