"""A bar with the time left for work that takes long, on a terminal only."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workstation.store.bulk import Progress


@contextlib.contextmanager
def bar(label: str) -> "Iterator[Progress | None]":
    """Show a bar on standard error while it is a terminal; yields what is told the progress."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = max(total, 1)
            shown.update(done - shown.pos)

        yield progress
