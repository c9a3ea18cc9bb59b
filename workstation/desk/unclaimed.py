"""Says where typed words lie that are not in this file, and whether they will come into it."""

from collections.abc import Iterator

from workstation.store import rescue
from workstation.store.store import Store

_THERE = "SELECT 1 FROM accounts WHERE id = ?"


def unclaimed(store: Store) -> Iterator[str]:
    """Yield a sentence for each file of such words; see ``store.rescue``."""
    path = store.path
    words = f"Words typed while {path.name} could not be written lie in"
    for file, left in rescue.left(path):
        if left.name or store.value(_THERE, (left.account_id,)):
            yield f"{words} {file}: they are brought in at the next start that can write it."
        else:
            yield (
                f"{words} {file}: the account they belong to is not in this file. Read them there, "
                "and delete it when you have them."
            )
    for file, number in rescue.in_other_hands(path):
        yield (
            f"{words} {file}: the program that wrote them seems to run still (its number is "
            f"{number}) and brings them in itself. Has it ended, read them there, and delete it."
        )
