"""Writes the commands that sentences name so that they work on the very file they speak of."""

import os
import re
from pathlib import Path

_PLAIN = re.compile(r"[\w@%+=:,./\\~-]+")
_by_option: set[str] = set()


def by_option(path: Path) -> None:
    """Remember that a file was named with ``--db``: without it, commands mean another file."""
    _by_option.add(_whole(path))


def command(words: str, path: Path) -> str:
    """Return a command for a file in quotes: ``'workstation --db desk.db restore 3'``.

    ``--db`` is there if the file was named with it.
    """
    if _whole(path) not in _by_option:
        return f"'workstation {words}'"
    named = str(path)
    if not _PLAIN.fullmatch(named):
        import shlex

        named = shlex.quote(named) if any(each in named for each in '"$`\\!') else f'"{named}"'
    return f"'workstation --db {named} {words}'"


def _whole(path: Path) -> str:
    # Not resolve: what is said is for the file as it was named.
    return os.path.abspath(path)  # noqa: PTH100 - takes the .. out, too
