"""No record is above or instead of itself: links of one kind lead up, never round."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rule, update

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress


class NoCircle(Rule):
    """Following ``column`` from row to row of ``table`` comes to an end."""

    repair = "Each circle is opened at its newest record."

    def __init__(self, key: str, title: str, table: str, column: str, says: str) -> None:
        self.key, self.title = key, title
        self._table, self._column, self._says = table, column, says

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the newest record of each circle."""
        del progress
        for number in self._newest(desk):
            yield Found(self._table, number, self._says)

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Cut the link of the newest record of each circle."""
        rows = [(number, None) for number in self._newest(desk)]
        return update(act, self._table, (self._column,), rows)

    def _newest(self, desk: "Desk") -> list[int]:
        column = self._column
        sql = f"SELECT id, {column} FROM {self._table} WHERE {column} IS NOT NULL"
        links: dict[int, int] = {row[0]: row[1] for row in desk.store.each(sql)}
        seen: set[int] = set()
        found = []
        for start in links:
            path: dict[int, None] = {}
            now: int | None = start
            while now is not None and now not in seen and now not in path:
                path[now] = None
                now = links.get(now)
            if now is not None and now in path:
                way = list(path)
                found.append(max(way[way.index(now) :]))
            seen.update(path)
        return found


CIRCLES = (
    NoCircle(
        "parent_circle",
        "companies that are above themselves",
        "accounts",
        "parent_id",
        "comes back to itself by its parent companies",
    ),
    NoCircle(
        "duplicate_circle",
        "accounts that are duplicates of themselves",
        "accounts",
        "duplicate_of_id",
        "comes back to itself by what it is a duplicate of",
    ),
    NoCircle(
        "why_circle",
        "reasons that are below themselves",
        "whys",
        "parent_id",
        "comes back to itself by the reasons above it",
    ),
)
