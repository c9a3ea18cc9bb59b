"""How the passphrase of an encrypted file is found out: handed over, kept, or asked for."""

import os
import sys
from pathlib import Path

import click

from workstation.cli.output import complain
from workstation.store import cipher
from workstation.store.cipher import Locked, Secret, WrongPassphrase, salt_of

DESCRIPTOR = "WORKSTATION_PASSPHRASE_FD"
"""Names an open file descriptor with the passphrase on its first line; 0 is standard input."""

_TRIES = 3


def find_out(path: Path) -> None:
    """Open a file with the passphrase handed over, kept in the system keyring, or typed.

    Raises:
        WrongPassphrase: the one handed over is wrong, or three typed ones are.
        Locked: nobody can be asked.
    """
    handed_over = _handed_over()
    if handed_over is not None:
        cipher.give(path, handed_over)
        return
    if _from_keyring(path):
        return
    if not can_ask():
        raise Locked(
            f"{path} is encrypted, and there is no terminal to ask for its passphrase: keep it in "
            f"the system keyring with 'workstation passphrase remember', or set {DESCRIPTOR} to "
            "the number of an open file descriptor it is read from."
        )
    for left in range(_TRIES - 1, -1, -1):
        try:
            cipher.give(path, prompt(f"Passphrase of {path.name}"))
        except WrongPassphrase as error:
            if not left:
                break
            complain(f"{error} Try again.")
        else:
            return
    raise WrongPassphrase(f"None of the three is the passphrase of {path}; nothing was opened.")


def present(path: Path) -> Secret:
    """Return the present passphrase, handed over or typed, never the one in the keyring.

    Raises:
        WrongPassphrase: it is wrong, three times when it is typed.
        Locked: nobody can be asked.
    """
    handed_over = _handed_over()
    if handed_over is not None:
        return handed_over
    require_terminal(path)
    for left in range(_TRIES - 1, -1, -1):
        typed = prompt(f"Present passphrase of {path.name}")
        try:
            cipher.give(path, typed)
        except WrongPassphrase as error:
            if not left:
                break
            complain(f"{error} Try again.")
        else:
            return typed
    raise WrongPassphrase(f"None of the three is the passphrase of {path}; nothing was changed.")


def new(path: Path) -> Secret:
    """Return a passphrase for a file, handed over, or typed twice.

    Raises:
        Locked: nobody can be asked, or what was given is empty or not twice the same.
    """
    handed_over = _handed_over()
    if handed_over is not None:
        if not handed_over:
            raise Locked("A passphrase cannot be empty; nothing was changed.")
        return handed_over
    require_terminal(path)
    for _ in range(_TRIES):
        typed = prompt("New passphrase (several words are best)")
        if typed and typed == prompt("The same again"):
            return typed
        complain("The two were not the same." if typed else "A passphrase cannot be empty.")
    raise Locked("No passphrase was given; nothing was changed.")


def require_terminal(path: Path) -> None:
    """Refuse to go on where nobody can be asked.

    Raises:
        Locked: there is no terminal.
    """
    if not can_ask():
        raise Locked(
            f"There is no terminal to ask for the passphrase of {path}; set {DESCRIPTOR} to the "
            "number of an open file descriptor it is read from."
        )


def can_ask() -> bool:
    """Tell whether a person sits at a terminal."""
    return sys.stdin.isatty() and "_WORKSTATION_COMPLETE" not in os.environ


def prompt(question: str) -> Secret:
    """Ask on the terminal; what is typed is not shown."""
    typed = click.prompt(question, hide_input=True, default="", show_default=False, err=True)
    return Secret(str(typed))


def _from_keyring(path: Path) -> bool:
    from workstation.desk.keyring import recall

    salt = salt_of(path)
    kept = recall(salt) if salt is not None else None
    if kept is None:
        return False
    try:
        cipher.give(path, kept)
    except WrongPassphrase:
        complain(f"The passphrase in the system keyring does not open {path}.")
        return False
    return True


def _handed_over() -> Secret | None:
    """Read one line from the descriptor named, byte by byte: what follows is not ours.

    Raises:
        Locked: there is no such descriptor, or nothing more comes from it.
    """
    named = os.environ.get(DESCRIPTOR)
    if not named:
        return None
    line = bytearray()
    try:
        while (byte := os.read(int(named), 1)) not in (b"", b"\n"):
            line += byte
    except (ValueError, OSError):
        raise Locked(f"{DESCRIPTOR} has to be the number of an open file descriptor.") from None
    if not line and not byte:
        raise Locked(f"No passphrase came from the file descriptor that {DESCRIPTOR} names.")
    try:
        return Secret(line.decode().removesuffix("\r"))
    except UnicodeDecodeError:
        raise Locked("The passphrase handed over is not UTF-8 text.") from None
