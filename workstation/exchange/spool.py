"""Keeps what comes in through a pipe in a private file, so that it can be read more than once."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.errors import TableError
from workstation.exchange.leftovers import SPOOL, sweep

_CHUNK = 1 << 20


@contextmanager
def spooled(stream: BinaryIO, name: str = "standard input") -> Iterator[Path]:
    """Give a file that holds all of a stream and is gone afterwards.

    Nobody else may read it (mode 0600). `name` is what the file is called in messages. Raises
    TableError when there is no room for it or the stream breaks off.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix=SPOOL)
    except OSError as error:
        raise _no_room(error) from None
    with folder as made:
        sweep(Path(made))
        path = Path(made) / name
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                while piece := stream.read(_CHUNK):
                    file.write(piece)
        except OSError as error:
            raise _no_room(error) from None
        yield path


def _no_room(error: OSError) -> TableError:
    reason = error.strerror or str(error)
    return TableError(
        f"What came in through the pipe cannot be kept for reading ({reason}): save it as a file "
        "and import that."
    )
