"""A new desk without the work of making one: the empty file and the checked playbook are kept.

Both are what the program itself makes and keeps, once in each process of a run: the file of
``Desk.open``, which is copied, and the cache every start of the program reads.
"""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from workstation.desk.clock import Clock, FrozenClock
from workstation.desk.desk import Desk


@functools.cache
def kept() -> Path:
    """Return the folder of this process with an empty desk's file and the program's cache."""
    folder = Path(tempfile.mkdtemp(prefix="workstation-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Desk.open(folder / "desk.db", node=1, cache=folder).close()
    return folder


def lay(path: Path) -> Path:
    """Put an empty desk's file at a path, with the rights the program gives it."""
    shutil.copyfile(kept() / "desk.db", path)
    path.chmod(0o600)
    return path


@functools.cache
def prepared(by: Callable[[Desk], object], moment: datetime) -> Path:
    """Return the file of a desk a function has worked on at a moment, made once; copy it."""
    path = Path(tempfile.mkdtemp(dir=kept())) / "desk.db"
    with closing(open_desk(path, FrozenClock(moment))) as desk:
        by(desk)
    return path


def open_desk(path: Path, clock: Clock | None = None, *, node: int = 1) -> Desk:
    """Open the desk on a file, an empty one if there is none."""
    if not path.exists():
        lay(path)
    return Desk.open(path, clock=clock, cache=kept(), node=node)
