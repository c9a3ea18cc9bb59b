"""Windows on a long list: the few pages held at a time, and where a record has gone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar, runtime_checkable

from workstation.desk.desk import StoreError

RowT = TypeVar("RowT")

PAGE = 50
"""Records in one page."""

HELD = 16
"""Pages held at most; the one not looked at for the longest time goes first."""


NEAR = 200
"""How far to either side a record is searched in a source that cannot locate it."""


class Source(Protocol[RowT]):
    """What a list shows: answers at once, from an index, and never hands out more than asked."""

    def count(self) -> int:
        """Return how many records there are now."""

    def page(self, first: int, n: int) -> Sequence[RowT]:
        """Return `n` records from position `first` (0-based) on; fewer at the end."""

    def key(self, row: RowT) -> Hashable:
        """Return what names the record whatever its position, usually its id."""


@runtime_checkable
class Locating(Protocol):
    """A source that can tell where a record is; in others only the neighbourhood is searched."""

    def index_of(self, key: Hashable) -> int | None:
        """Return the position of the record with that key, or None when it is not in the list."""


class Pages(Generic[RowT]):
    """A source seen through at most `HELD` pages of `PAGE` records."""

    def __init__(self, source: Source[RowT]) -> None:
        self.source = source
        self.count = source.count()
        self._held: OrderedDict[int, Sequence[RowT]] = OrderedDict()

    @property
    def held(self) -> int:
        """How many pages are in memory now."""
        return len(self._held)

    def row(self, index: int) -> RowT | None:
        """Return the record at a position; None outside the list, or when it cannot be read now."""
        if not 0 <= index < self.count:
            return None
        number, offset = divmod(index, PAGE)
        page = self._held.get(number)
        if page is None:
            try:
                page = self.source.page(number * PAGE, PAGE)
            except StoreError:
                return None  # whatever is wrong with the file, the program says so by itself
            self._held[number] = page
            if len(self._held) > HELD:
                self._held.popitem(last=False)
        else:
            self._held.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def refresh(self) -> None:
        """Forget all pages and count again."""
        self._held.clear()
        self.count = self.source.count()

    def held_keys(self, first: int, last: int) -> Iterator[Hashable]:
        """Yield the keys of the positions first..last that are in memory, reading nothing."""
        for index in range(max(first, 0), last + 1):
            number, offset = divmod(index, PAGE)
            page = self._held.get(number, ())
            if offset < len(page):
                yield self.source.key(page[offset])

    def keys(self, first: int, last: int) -> Iterator[Hashable]:
        """Yield the keys of the positions first..last, without displacing the pages held."""
        for start in range(max(first, 0), min(last, self.count - 1) + 1, PAGE):
            for row in self.source.page(start, min(PAGE, last - start + 1)):
                yield self.source.key(row)

    def find(self, keys: Sequence[Hashable], near: int) -> int | None:
        """Return the position of the first of `keys` still in the list.

        A source that can locate is asked; any other is searched a little to either side of `near`.
        """
        if isinstance(self.source, Locating):
            locate = self.source.index_of
            return next((at for key in keys if (at := locate(key)) is not None), None)
        first = max(near - NEAR, 0)
        there = {key: first + i for i, key in enumerate(self.keys(first, near + NEAR))}
        return next((there[key] for key in keys if key in there), None)
