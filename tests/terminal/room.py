"""A disk that runs full when a test wants it: a small one of its own, else a limit on the program.

Who may mount (root, as in most containers) gets a real disk in memory. Elsewhere the running
program is forbidden to write any file beyond a size, which fails in the same places.
"""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 12 << 20
_UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


class Disk:
    """A folder on which there is room, or not."""

    def __init__(self, folder: Path, *, real: bool) -> None:
        self.folder = folder
        self._real = real
        self._limit = resource.RLIM_INFINITY

    def runs_full(self, *processes: int, but: int = 0) -> None:
        """Leave so many bytes and no more to these and later processes."""
        if not self._real:
            self._limit = but
            for process in processes:
                resource.prlimit(process, resource.RLIMIT_FSIZE, (but, resource.RLIM_INFINITY))
            return
        filler = os.open(self.folder / "filler", os.O_WRONLY | os.O_CREAT)
        try:
            while os.write(filler, bytes(4096)):
                pass
        except OSError:
            os.ftruncate(filler, max(os.fstat(filler).st_size - but, 0))
        finally:
            os.close(filler)

    def has_room(self, *processes: int) -> None:
        """Give the room back."""
        self._limit = resource.RLIM_INFINITY
        for process in () if self._real else processes:
            resource.prlimit(process, resource.RLIMIT_FSIZE, _UNLIMITED)
        (self.folder / "filler").unlink(missing_ok=True)

    def hold(self) -> None:
        """Hold a new process, from within it, to what is left."""
        if self._limit != resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._limit, resource.RLIM_INFINITY))


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Give a disk of a few megabytes at a folder."""
    folder.mkdir()
    mounted = mount(folder, f"size={SIZE}")
    try:
        yield Disk(folder, real=mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder], check=True)


def mount(folder: Path, options: str) -> bool:
    """Mount a disk in memory on a folder, or change the one there; say whether that may be done."""
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
