"""Whether others on the machine could read or replace the file, said and never changed unasked."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def exposed(path: Path) -> Iterator[str]:
    """Yield a sentence for each way in which the file, its back-ups or its folder stand open.

    The program makes its files for their owner only; this is about files that were copied there,
    and folders that were there before. Systems without such rights yield nothing.
    """
    if os.name == "nt":
        return
    backups = path.with_name(f"{path.name}.backups")
    inside = _inside(backups)
    open_files = [file for file in (path, *inside) if _mode(file) & _OTHERS]
    if open_files:
        more = f" and {len(open_files) - 1} of its back-ups" if len(open_files) > 1 else ""
        yield (
            f"Others on this machine can read {open_files[0]}{more}: 'chmod 600' on it ends that."
        )
    if _mode(backups) & _OTHERS:
        yield f"Others on this machine can look into {backups}: 'chmod 700' on it ends that."
    folder = _mode(path.absolute().parent)
    if folder & stat.S_IWOTH and not folder & stat.S_ISVTX:
        yield (
            f"Anybody on this machine can replace files in {path.absolute().parent}: keep "
            f"{path.name} in a folder of your own."
        )


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []  # that it cannot be looked into is said of the back-ups


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
