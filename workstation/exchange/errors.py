"""The one error of reading a file, apart so that every reader can raise it without cycles."""

from pathlib import Path

from workstation.method.text import clean_line


class TableError(ValueError):
    """A file that cannot be read as a table; the message is one sentence for the person."""


def shown(path: Path) -> str:
    """Return the file's name fit to stand in a sentence, with control characters made harmless."""
    return clean_line(path.name) or clean_line(str(path))
