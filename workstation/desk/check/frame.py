"""What the records stand in: triggers, indexes and views, the mark of an action, identifiers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rule
from workstation.store import check_shape
from workstation.store.ids import COUNTER_MASK
from workstation.store.triggers import RECORD_TABLES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.bulk import Progress

_HIGHEST = 1 << 53


class Shape(Rule):
    """The file has the triggers, indexes and views that keep log, search and lists right."""

    key = "shape"
    title = "parts of the file missing or changed"
    repair = "They are made anew."
    stage = "frame"

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the parts."""
        del progress
        for part in check_shape.misshapen(desk.store):
            yield Found(part.name, None, f"the {part.kind} is missing or another")

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Make the parts."""
        parts = check_shape.misshapen(desk.store)
        check_shape.reshape(desk.store, parts)
        return len(parts)


class NothingUnderWay(Rule):
    """No action is marked as under way when none is: what is changed then would go unlogged."""

    key = "left_over"
    title = "marks of an action that never ended"
    repair = "They go."
    stage = "frame"

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the marks."""
        del progress
        for _ in range(check_shape.left_over(desk.store)):
            yield Found("current_action", None, "an action is marked as under way")

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Take the marks away."""
        found = check_shape.left_over(desk.store)
        check_shape.clear_left_over(desk.store)
        return found


class NextNumbers(Rule):
    """The next identifier of every machine is one that nothing has."""

    key = "next_numbers"
    title = "machines whose next identifier is taken"
    repair = "The next one is after the last that is taken."
    stage = "frame"

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the machines."""
        del progress
        for node, last in check_shape.behind(desk.store).items():
            taken = last & COUNTER_MASK
            yield Found("devices", None, f"machine {node} would give out {taken} or less again")

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Move the next identifiers on."""
        found = check_shape.behind(desk.store)
        desk.store.reserve(list(found.values()))
        return len(found)


class InRange(Rule):
    """Identifiers are between 1 and 2**53, which every program reads exactly."""

    key = "identifiers"
    title = "records with an identifier out of range"
    advice = "Export them, delete them and import them again: they then get new ones."

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the records."""
        del progress
        for table in RECORD_TABLES:
            for row in desk.store.each(f"SELECT id FROM {table} WHERE id <= 0 OR id >= {_HIGHEST}"):
                yield Found(table, row[0], f"has the identifier {row[0]}")
