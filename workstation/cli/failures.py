"""Every failure as one sentence on standard error and an exit code; never a traceback."""

import os

import click

from workstation.cli.output import complain
from workstation.method.text import clean_line

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


class Failure(click.ClickException):
    """The command cannot do what was asked; the message is a sentence."""


def exit_code_of(error: Exception) -> int:
    """Tell the person what went wrong, and return what the process should exit with."""
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return WRONG_USAGE
    if isinstance(error, click.UsageError):
        usage = f"{error.ctx.get_usage()}\n" if error.ctx else ""
        complain(usage + clean_line(error.format_message()), lines=True)
        return WRONG_USAGE
    if os.environ.get("WORKSTATION_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
        return FAILED
    sentence = clean_line(_sentence(error))
    complain(sentence if sentence.endswith((".", "!", "?")) else f"{sentence}.")
    return FAILED


def _sentence(error: Exception) -> str:
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, _told()) and str(error):
        return f"{error}{_hint(error)}"
    import sqlite3

    if isinstance(error, sqlite3.OperationalError):
        from workstation.store.errors import is_busy

        if is_busy(error):
            return (
                "Another program has the file locked; nothing was changed. Try again in a minute."
            )
        return f"The file could not be read or written ({error}); nothing was changed."
    if isinstance(error, OSError) and error.strerror:
        what = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return f"{what}{error.strerror}."
    from workstation.desk.check.suspected import advice

    look = advice(error)
    return (
        f"Something in the program went wrong ({type(error).__name__}: {error}); nothing "
        f"half-done was kept. {f'{look} ' if look else ''}"
        "Set WORKSTATION_DEBUG=1 to see where, and please report it."
    )


def _hint(error: Exception) -> str:
    """Return the option of the command line that would help, if there is one."""
    from workstation.desk.errors import Exists, Protected

    if isinstance(error, Protected):
        return " Add it with --reason."
    return " --overwrite replaces it." if isinstance(error, Exists) else ""


def _told() -> tuple[type[Exception], ...]:
    """Return the errors whose message is a sentence for the person already."""
    from workstation.desk.errors import DeskError
    from workstation.exchange.errors import TableError
    from workstation.playbook.problem import PlaybookError
    from workstation.store.errors import StoreError

    return DeskError, StoreError, TableError, PlaybookError
