"""Remembers beside a file that it held work, so that no new one silently takes its place.

What remembers it is the folder of the file's back-ups: it is made with the first change, whether or
not there is anything to put into it yet, and to move it away is to agree to begin with nothing.
"""

import contextlib
from pathlib import Path

from workstation.store.called import command
from workstation.store.errors import StoreError
from workstation.store.explained import way_back


def remember(path: Path) -> None:
    """Remember that a file holds work; where nothing can be written beside it, it is not."""
    from workstation.store.backup_files import folder_of, make_folder

    with contextlib.suppress(StoreError):
        make_folder(folder_of(path))


def lost(path: Path, *, bare: bool = False) -> str | None:
    """Say that a file is gone or empty although it held work, and how to go on; None if not so.

    ``bare``: the file is a database without a single table, which is empty too.
    """
    there = path.exists()
    if there and path.stat().st_size and not bare:
        return None
    from workstation.store.backup_files import folder_of, kept_in

    folder = folder_of(path)
    if not folder.is_dir():
        return None
    back = way_back(path)
    if back is None and kept_in(folder):
        back = (
            "no back-up of it is known to be good, "
            f"{command('backup list --verify', path)} looks them through and "
            f"{command('restore', path)} brings one back"
        )
    elif back is None:
        back = (
            "no back-up of it was made yet, so put the file itself back if you can; "
            f"{command('restore FILE', path)} brings a copy back that you made"
        )
    return (
        f"{path} {'is empty' if there else 'is not there'}, though it has held your work: {back}; "
        f"or move {folder.name} away to begin with nothing."
    )
