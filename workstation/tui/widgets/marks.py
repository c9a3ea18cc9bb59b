"""Which records of a list are marked: some, or all but some, so that marking all costs nothing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


class Marks:
    """Marked keys; once everything is marked, the keys that are not."""

    def __init__(self) -> None:
        self.everything = False
        self._keys: set[Hashable] = set()

    def __contains__(self, key: Hashable) -> bool:
        return (key in self._keys) is not self.everything

    def count(self, of: int) -> int:
        """Return how many of a list of `of` records are marked."""
        return max(of - len(self._keys), 0) if self.everything else len(self._keys)

    def toggle(self, key: Hashable) -> None:
        """Mark the record, or take its mark away."""
        self._keys ^= {key}

    def add(self, keys: Iterable[Hashable]) -> None:
        """Mark several records."""
        if self.everything:
            self._keys.difference_update(keys)
        else:
            self._keys.update(keys)

    def mark_all(self) -> None:
        """Mark every record of the list, those that come later included."""
        self.everything = True
        self._keys.clear()

    def clear(self) -> None:
        """Take all marks away."""
        self.everything = False
        self._keys.clear()

    def of(self, keys: Iterable[Hashable]) -> set[Hashable]:
        """Return the marked ones among `keys`, the keys of the whole list."""
        return {key for key in keys if key in self} if self.everything else set(self._keys)
