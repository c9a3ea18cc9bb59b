"""A file that appears whole or not at all: written beside its place, then put there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.leftovers import PART, sweep


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write; it takes the place of ``path`` when the block ends without a failure.

    Until then, and after a failure, what was there stays. Its owner alone may read it. What a
    killed run left half-written in the folder goes.

    Raises:
        OSError: the folder cannot be written to.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=PART, dir=path.parent)
    part = Path(name)
    sweep(part)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
