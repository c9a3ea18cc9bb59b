"""Encrypting the file with a passphrase, decrypting it, and changing or keeping the passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workstation.cli import unlock
from workstation.cli.failures import Failure
from workstation.cli.output import complain, on_terminal, say
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.encryption import Converted, Copies

_SHORT = 12
_WAYS: "dict[str, Copies]" = {
    "encrypt": "convert",
    "decrypt": "convert",
    "remove": "remove",
    "keep": "keep",
}


@click.command()
@click.option(
    "--backups",
    type=click.Choice(["encrypt", "remove", "keep"]),
    help="What becomes of back-ups and other plain copies beside the file, the lists of deleted "
    "records among them, which can be removed only; asked for on a terminal, encrypt otherwise.",
)
@click.option("--remember", is_flag=True, help="Keep the passphrase in the system keyring.")
@click.pass_obj
def encrypt(session: Session, *, backups: str | None, remember: bool) -> None:
    """Encrypt the file with a passphrase (SQLCipher), and its back-ups with it.

    The passphrase is asked for, or read from the file descriptor WORKSTATION_PASSPHRASE_FD names.
    A passphrase that is lost cannot be recovered by anybody.
    """
    from workstation.desk import encryption

    path = session.path
    plain = encryption.ready(path)
    again = encryption.is_encrypted(path)
    if again and not plain:
        raise Failure(f"{path} is encrypted already.")
    passphrase = unlock.present(path) if again else unlock.new(path)
    if not again and len(passphrase.reveal()) < _SHORT:
        complain("That passphrase is short: whoever has the file can try very many.")
    choice = backups or _asked(len(plain))
    done = encryption.encrypt(path, passphrase, _WAYS[choice], _working)
    say(f"{'Encrypted already' if again else 'Encrypted'}: {path}")
    _report(done, "encrypted too")
    for file in done.in_clear:
        say(f"  still in clear: {file}")
    if remember:
        _remember(path)
    say(
        "Exports and files you imported stay as they are, and what was deleted can be on the disk "
        "until it is written over. Keep the passphrase safe: without it nobody opens the file."
    )


@click.command()
@click.option(
    "--backups",
    type=click.Choice(["decrypt", "remove", "keep"]),
    default="decrypt",
    show_default=True,
    help="What becomes of the encrypted back-ups and other copies beside the file.",
)
@click.pass_obj
def decrypt(session: Session, *, backups: str) -> None:
    """Write the file, and its back-ups, in clear again."""
    from workstation.desk import encryption, keyring

    path = session.path
    salt = encryption.salt_of(path)
    if salt is None and not encryption.copies_of(path, encrypted=True):
        raise Failure(f"{path} is not encrypted.")
    kept = keyring.recall(salt) if salt else None
    done = encryption.decrypt(path, _WAYS[backups], _working)
    say(f"{'In clear' if salt else 'In clear already'}: {path}")
    _report(done, "in clear too")
    for file in done.in_clear:
        say(f"  in clear as before: {file}")
    if salt and kept and not done.left:
        keyring.forget(salt)


@click.group(invoke_without_command=True)
@click.pass_context
def passphrase(ctx: click.Context) -> None:
    """Change the passphrase of the file; or keep it in the system keyring, or no more.

    The present one and then the new one are asked for, or read as two lines from the file
    descriptor WORKSTATION_PASSPHRASE_FD names.
    """
    if ctx.invoked_subcommand is not None:
        return
    from workstation.desk import encryption, keyring

    path = (ctx.find_object(Session) or Session()).path
    before = _encrypted(path)
    present = unlock.present(path)
    fresh = unlock.new(path)
    done = encryption.change(path, present, fresh, _working)
    say(f"The passphrase is changed: {path}")
    _report(done, "changed too")
    if keyring.recall(before) is not None:
        _remember(path)
        if not done.left:
            keyring.forget(before)


@passphrase.command()
@click.pass_obj
def remember(session: Session) -> None:
    """Keep the passphrase in the system keyring, so that you are not asked."""
    _encrypted(session.path)
    _remember(session.path)


@passphrase.command()
@click.pass_obj
def forget(session: Session) -> None:
    """Remove the passphrase from the system keyring."""
    from workstation.desk import keyring

    gone = keyring.forget(_encrypted(session.path))
    say(f"The system keyring {'no longer knows' if gone else 'did not know'} the passphrase.")


def _encrypted(path: Path) -> bytes:
    from workstation.desk import encryption

    salt = encryption.salt_of(path)
    if salt is None:
        raise Failure(f"{path} is not encrypted; 'workstation encrypt' does that.")
    return salt


def _remember(path: Path) -> None:
    from workstation.desk import encryption, keyring

    keyring.remember(_encrypted(path), encryption.passphrase_of(path))
    say("The system keyring knows the passphrase now; 'workstation passphrase forget' ends that.")


def _asked(copies: int) -> str:
    """Ask what becomes of plain copies, where there are any and somebody can answer."""
    if not copies or not unlock.can_ask():
        return "encrypt"
    lie = "1 plain copy lies" if copies == 1 else f"{copies} plain copies lie"
    answer: str = click.prompt(
        f"{lie} beside the file. Encrypt, remove or keep {'it' if copies == 1 else 'them'}?",
        type=click.Choice(["encrypt", "remove", "keep"]),
        default="encrypt",
        err=True,
    )
    return answer


def _working(name: str) -> None:
    if on_terminal():
        complain(f"Working on {name} …")


def _report(done: "Converted", how: str) -> None:
    if done.copies:
        say(f"  copies {how}: {len(done.copies)}")
    for file in done.removed:
        say(f"  removed: {file}")
    for file, why in done.left:
        say(f"  as it was: {file} ({why.rstrip('.')})")
