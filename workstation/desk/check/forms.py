"""Days, moments, numbers, money and text are written as the house writes them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.read_days import written
from workstation.desk.check.rule import Found, Rows, Rule, update
from workstation.desk.check.wording import column_words
from workstation.method.text import clean
from workstation.store.check import tables_with, typed_columns
from workstation.store.triggers import RECORD_TABLES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress, Value

_MOMENT = "'%Y-%m-%dT%H:%M:%SZ'"
_STAMPS = ("created_at", "updated_at")


class OfColumns(Rule):
    """A rule that is asked of many columns, each as a rule on the rows of its table."""

    def rules(self, desk: "Desk") -> Iterator[Rows]:
        """Yield the rule of each column."""
        raise NotImplementedError

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield what breaks the rule, column by column."""
        for rule in self.rules(desk):
            yield from rule.find(desk, progress)

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Put the columns right one after the other."""
        # One may be right already when its turn comes: a stamp that another one moved.
        found = sum(1 for _ in self.find(desk))
        for rule in self.rules(desk):
            rule.mend(desk, act)
        return found


class Moments(OfColumns):
    """Columns ending ``_at`` hold UTC moments, those ending ``_on`` days."""

    key = "days_and_moments"
    title = "days and moments that are not written as such"
    repair = (
        "What can be read is written as it should be (31.12.2026 becomes 2026-12-31); what cannot "
        "is emptied, or where it has to be there becomes the day or moment the record was made. "
        "Undo shows what was there."
    )
    weight = 20

    def rules(self, desk: "Desk") -> Iterator["_Moment"]:
        """Yield a rule for every day and moment; the stamps first, for the others may need them."""
        for table in RECORD_TABLES:
            names = typed_columns(desk.store, table)
            stamps = [name for name in _STAMPS if name in names]
            others = [n for n in names if n.endswith(("_at", "_on")) and n not in stamps]
            for name in (*stamps, *others):
                yield _moment(desk, table, name, required=names[name][1])


class _Moment(Rows):
    """One column of days or moments; what other programs write is read where it can be."""

    def __init__(self, table: str, name: str, bad: str, read: str, instead: str) -> None:
        super().__init__("days_and_moments", "", table, bad, "")
        self._name, self._read, self._instead = name, read, instead

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the rows, each with what it becomes."""
        del progress
        kind = "day" if self._name.endswith("_on") else "moment"
        words = column_words(self._name)
        for number, was, right in self._right(desk):
            then = f"becomes {right}" if right else "is emptied"
            yield Found(
                self._table, number, f"has “{was}” as its “{words}”, which is no {kind} and {then}"
            )

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Write the days and moments as they should be."""
        rows = [(number, right) for number, _, right in self._right(desk)]
        return update(act, self._table, (self._name,), rows)

    def _right(self, desk: "Desk") -> Iterator[tuple[int, object, "Value"]]:
        name = self._name
        for number, was, read, instead in desk.store.rows(
            f"SELECT id, {name}, {self._read.format(name)}, {self._instead} FROM {self._table} "
            f"WHERE {self._bad}"
        ):
            plain = written(was)
            if plain and name.endswith("_on"):
                yield number, was, plain[:10]
                continue
            better = plain and desk.store.value(f"SELECT {self._read.format('?')}", (plain,))
            yield number, was, better or read or instead


def _moment(desk: "Desk", table: str, name: str, *, required: bool) -> _Moment:
    day = name.endswith("_on")
    read = "date({}, '+0 days')" if day else f"strftime({_MOMENT}, {{}}, '+0 days')"
    instead = "NULL"
    if name in _STAMPS:
        other = _STAMPS[1 - _STAMPS.index(name)]
        now = desk.days.stamp()[0]
        instead = f"coalesce(strftime({_MOMENT}, {other}, '+0 days'), '{now}')"
    elif required:
        instead = "date(created_at)" if day else "created_at"
    bad = f"{name} IS NOT NULL AND NOT ({read.format(name)} IS {name})"
    return _Moment(table, name, bad, read, instead)


class WholeNumbers(OfColumns):
    """Columns for whole numbers hold whole numbers or nothing; money is in minor units."""

    key = "numbers"
    title = "numbers that are not written as such"
    repair = "What is a number is made a whole one; what is not is emptied."
    weight = 20

    def rules(self, desk: "Desk") -> Iterator[Rows]:
        """Yield a rule for every column of whole numbers, SQLite's own aside."""
        for table in RECORD_TABLES:
            for name, (kind, required, default) in typed_columns(desk.store, table).items():
                if kind == "INTEGER" and name != "id":
                    instead = default or "0" if required else "NULL"
                    right = f"iif(typeof({name}) = 'real', CAST({name} AS INTEGER), {instead})"
                    yield Rows(
                        "numbers",
                        "",
                        table,
                        f"typeof({name}) NOT IN ('integer', 'null')",
                        f"has “{{was}}” as its “{column_words(name)}”, which is no whole number "
                        "and {fate}",
                        {
                            "was": name,
                            "fate": f"coalesce('becomes ' || ({right}), 'is emptied')",
                        },
                        {name: right},
                    )


_CURRENCIES = (
    ("accounts", "revenue_minor", "revenue_currency"),
    ("opportunities", "amount_minor", "currency"),
)


class Money(OfColumns):
    """A currency is three capital letters (ISO 4217); none is the rep's own."""

    key = "money"
    title = "amounts in a currency there is not"
    repair = "It is written in capitals, or becomes the currency of your settings."

    def rules(self, desk: "Desk") -> Iterator[Rows]:
        """Yield a rule for each kind of amount."""
        own = desk.settings.get("currency")
        if len(own) != 3 or not own.isalpha():
            own = "USD"
        letters = "[A-Z][A-Z][A-Z]"
        for table, amount, name in _CURRENCIES:
            capitals = f"upper(trim({name}))"
            yield Rows(
                "money",
                "",
                table,
                f"{amount} IS NOT NULL AND coalesce({name}, '') <> '' "
                f"AND {name} NOT GLOB '{letters}'",
                "has an amount in “{was}”, which is no currency",
                {"was": name},
                {name: f"iif({capitals} GLOB '{letters}', {capitals}, '{own}')"},
            )


_NEAR = (
    ("activities", "happened_at", "happened_on"),
    ("follow_ups", "closed_at", "closed_on"),
    ("meetings", "starts_at", "day_on"),
    ("drills", "done_at", "done_on"),
)


class DayOfMoment(OfColumns):
    """The day beside a moment is that moment's day in some place of the world."""

    key = "day_of_moment"
    title = "days that are not those of the moment beside them"
    repair = "The day becomes that of the moment."
    weight = 5

    def rules(self, desk: "Desk") -> Iterator[Rows]:
        """Yield a rule for each pair of columns."""
        del desk
        for table, at, day in _NEAR:
            yield Rows(
                "day_of_moment",
                "",
                table,
                f"abs(julianday({day}) - julianday(date({at}))) > 1",
                "is of {day}, and of the moment {at}",
                {"day": day, "at": at},
                {day: f"date({at})"},
            )


_HARMFUL = "\x01-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""What ``method.text.clean`` takes out, as SQLite's GLOB has it."""

_NO_TEXT = ("_at", "_on")


class CleanText(Rule):
    """No text that came from outside can steer a terminal."""

    key = "text"
    title = "texts with control characters"
    repair = "Each such character becomes �, and every line end a plain one."
    weight = 60

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the rows with such text."""
        del progress
        for table, names, bad in _texts(desk):
            for row in desk.store.each(f"SELECT id, {', '.join(names)} FROM {table} WHERE {bad}"):
                wrong = [name for name in names if _harmful(row[name])]
                if wrong:
                    yield Found(table, row[0], f"has control characters in {', '.join(wrong)}")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Clean the texts."""
        done = 0
        for table, names, bad in _texts(desk):
            rows: list[tuple[Value, ...]] = []
            for row in desk.store.rows(f"SELECT id, {', '.join(names)} FROM {table} WHERE {bad}"):
                values = [clean(row[n]) if _harmful(row[n]) else row[n] for n in names]
                if values != list(row)[1:]:
                    rows.append((row[0], *values))
            done += update(act, table, names, rows)
        return done


def _harmful(value: object) -> bool:
    return isinstance(value, str) and clean(value) != value


def _texts(desk: "Desk") -> Iterator[tuple[str, list[str], str]]:
    """Yield tables with their columns of text and the condition for harmful ones."""
    for table in tables_with(desk.store, "id"):
        names = [
            name
            for name, (kind, _, _) in typed_columns(desk.store, table).items()
            if kind == "TEXT" and not name.endswith(_NO_TEXT)
        ]
        if names:
            bad = " OR ".join(f"{name} GLOB '*[{_HARMFUL}]*'" for name in names)
            yield table, names, bad
