"""What a rule of the check is, and the commonest kind: rows that meet a condition, and a cure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress, Value

Stage = Literal["frame", "links", "records", "derived"]
"""When a rule is put right: ``frame`` before anything is recorded; ``links`` by itself and
under no action, as what another program did, for a row that points nowhere cannot be brought back:
no undo takes that back; ``records`` in the one action of the
check; ``derived`` at the end, what follows from the rows and is not recorded."""

STAGES: tuple[Stage, ...] = ("frame", "links", "records", "derived")

PUT_RIGHT = "Check: put right"
"""How the title of the action begins by which a check puts records right."""


class Found(NamedTuple):
    """One thing that is wrong: with which row (None: with the file), and what, as half a sentence.

    ``table`` may be any table or index; ``many`` is how many things it stands for.
    """

    table: str
    id: int | None
    what: str
    many: int = 1


class Rule:
    """One promise of the house.

    ``key`` names it for programs, ``title`` says in a few words what is wrong when it is broken.
    ``repair`` says what a repair does, "" where there is none; ``advice`` then what a person does.
    """

    key: str = ""
    title: str = ""
    repair: str = ""
    advice: str = ""
    stage: Stage = "records"
    weight: int = 1
    """About how long looking takes, beside the others."""

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield what breaks the rule."""
        raise NotImplementedError

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Put right what breaks the rule within an action; return how many things."""
        raise NotImplementedError

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Put right what is not recorded, outside any action; return how many things."""
        raise NotImplementedError


class Rows(Rule):
    """A rule on rows of one table: those that meet an SQL condition break it.

    Args:
        key: as in ``Rule``; so are ``title``, ``repair`` and ``advice``.
        table: the table.
        bad: the condition.
        says: what is wrong with a row, with names of columns of ``shows`` in braces.
        shows: columns or SQL expressions by the name they have in ``says``.
        sets: what columns become, as SQL on the row; empty where nothing can be put right.
    """

    def __init__(
        self,
        key: str,
        title: str,
        table: str,
        bad: str,
        says: str,
        shows: Mapping[str, str] | None = None,
        sets: Mapping[str, str] | None = None,
        *,
        repair: str = "",
        advice: str = "",
        stage: Stage = "records",
    ) -> None:
        self.key, self.title, self.repair, self.advice = key, title, repair, advice
        self.stage = stage
        self._table, self._bad, self._says = table, bad, says
        self._shows, self._sets = shows or {}, sets or {}

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the rows that meet the condition."""
        del progress
        shown = "".join(f", {sql} AS {name}" for name, sql in self._shows.items())
        for row in desk.store.each(
            f"SELECT {self._table}.id{shown} FROM {self._table} WHERE {self._bad}"
        ):
            said = {name: row[name] for name in self._shows}
            yield Found(self._table, row[0], self._says.format(**said))

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Give the rows what they should hold."""
        names = list(self._sets)
        listed = ", ".join(self._sets.values())
        rows: list[Sequence[Value]] = [
            tuple(row)
            for row in desk.store.rows(
                f"SELECT {self._table}.id, {listed} FROM {self._table} WHERE {self._bad}"
            )
        ]
        return update(act, self._table, names, rows)


def update(
    act: "Writer", table: str, names: Sequence[str], rows: "Sequence[Sequence[Value]]"
) -> int:
    """Set columns of rows, each given as ``(id, value, ...)``; return how many there are."""
    if len(rows) == 1 or "updated_at" in names:
        for number, *values in rows:
            act.update(table, int(number or 0), dict(zip(names, values, strict=True)))
    elif rows:
        act.update_many(table, names, rows)
    return len(rows)
