"""Says where typed words lie that no program could write, and that this file has no place for."""

from collections.abc import Iterator
from pathlib import Path

from workstation.store import rescue


def unclaimed(path: Path) -> Iterator[str]:
    """Yield a sentence for each file of such words; see ``store.rescue``."""
    for file, _ in rescue.left(path):
        yield (
            f"Words typed while {path.name} could not be written lie in {file}: the account they "
            "belong to is not in this file. Read them there, and delete it when you have them."
        )
