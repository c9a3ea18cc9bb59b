"""Places typed with a ``~``: the home folder, without a fault where nobody has one."""

import os
from pathlib import Path


def from_home(path: str | Path) -> Path:
    """Return a path with ``~`` or ``~name`` at its beginning filled in.

    Where there is no such person it stays as it was typed, as shells do it, and is then not found.
    """
    return Path(os.path.expanduser(path))  # noqa: PTH111 - the other way raises
