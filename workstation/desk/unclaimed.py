"""Says where typed words lie that no program could write, and that this file has no place for."""

from collections.abc import Iterator
from pathlib import Path

from workstation.store import rescue


def unclaimed(path: Path) -> Iterator[str]:
    """Yield a sentence for each file of such words; see ``store.rescue``."""
    words = f"Words typed while {path.name} could not be written lie in"
    for file, _ in rescue.left(path):
        yield (
            f"{words} {file}: the account they belong to is not in this file. Read them there, and "
            "delete it when you have them."
        )
    for file, number in rescue.in_other_hands(path):
        yield (
            f"{words} {file}: the program that wrote them seems to run still (its number is "
            f"{number}) and brings them in itself. Has it ended, read them there, and delete it."
        )
