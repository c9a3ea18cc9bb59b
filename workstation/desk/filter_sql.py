"""A filter's tree as SQL conditions on ``accounts``: the only place that makes SQL of one.

Column and table names are written here and never come from a filter; whatever was typed goes in
as a parameter.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, assert_never

from workstation.desk.clock import iso
from workstation.desk.search_words import like
from workstation.exchange.amounts import ODD_DIGITS
from workstation.method.country_groups import codes_of
from workstation.method.filter_days import days_of, moved
from workstation.method.filter_places import country_among
from workstation.method.filter_tree import (
    During,
    Either,
    Every,
    Filter,
    Has,
    Not,
    Number,
    OneOf,
    Said,
    Text,
    Untouched,
    Words,
)
from workstation.method.text import clean_line
from workstation.method.urgency import MOST, present
from workstation.method.zones import country_names, region_names

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.signals import SignalRules

Condition = tuple[str, list[str | int]]
"""SQL with question marks, and what stands for them."""

NOTHING: Condition = ("0", [])
ALL: Condition = ("1", [])

_NUMBERS = {
    "tier": "tier",
    "fit": "fit",
    "employees": "employees",
    "contacts": "(SELECT count(*) FROM contacts WHERE contacts.account_id = accounts.id)",
}
_DAYS = {
    "touched": "last_touch_on",
    "created": "created_on",
    "step": "next_follow_up_on",
    "lead": "became_lead_on",
    "bin_since": "bin_since_on",
}
_WAY = (
    "(EXISTS (SELECT 1 FROM {0} WHERE {0}.account_id = accounts.id AND {0}.state = 'valid') "
    "OR EXISTS (SELECT 1 FROM contacts CROSS JOIN {0} ON {0}.contact_id = contacts.id "
    "WHERE contacts.account_id = accounts.id AND {0}.account_id IS NULL "
    "AND {0}.state = 'valid'))"
)
"""SQL that the account or one of its people has a number or an address that works."""

_THINGS = {
    "step": "next_follow_up_on IS NOT NULL",
    "touch": "last_touch_on IS NOT NULL",
    "fit": "fit IS NOT NULL",
    "domain": "domain IS NOT NULL",
    "contact": "EXISTS (SELECT 1 FROM contacts WHERE contacts.account_id = accounts.id)",
    "phone": f"(accounts.phone IS NOT NULL OR {_WAY.format('phones')})",
    "email": _WAY.format("emails"),
    "opportunity": (
        "EXISTS (SELECT 1 FROM opportunities WHERE opportunities.account_id = accounts.id)"
    ),
    "cadence": "id IN (SELECT account_id FROM cadence_runs WHERE state <> 'ended')",
}
_STARS = {0: (0, 10), 1: (11, 29), 2: (30, 50), 3: (51, 69), 4: (70, 90), 5: (91, 100)}
"""The fit (0-100) shown as so many stars: a fifth of it, rounded half to even."""

_FLAMES = {0: (0, 0), 1: (1, 24), 2: (25, 49), 3: (50, 74), 4: (75, 100)}
"""The urgency (0-100) shown as so many flames."""

_OPEN = ("new", "qualified")


class FilterSql:
    """Makes conditions as of one moment."""

    def __init__(
        self, now: datetime, signals: "SignalRules", protected: Sequence[str] = ()
    ) -> None:
        self._now = now
        self._today = now.date()
        self._decay = signals.decay
        self._lead_from = signals.lead_from
        self._protected = protected

    @classmethod
    def at(cls, desk: "Desk") -> "FilterSql":
        """Return one for the present of a desk."""
        protected = [each.key for each in desk.playbook.bins if each.prospecting == "refused"]
        return cls(desk.clock.now(), desk.playbook.signals, protected)

    def condition(self, part: Filter) -> Condition:
        """Return what a row of ``accounts`` must fulfil; unknown (NULL) counts as no."""
        match part:
            case Words():
                return _words(part)
            case Number():
                return self._number(part)
            case OneOf():
                return _one_of(part)
            case Text():
                return _text(part)
            case Said():
                return _said(part)
            case During():
                return _between(_DAYS[part.field], *days_of(part.period, self._today))
            case Untouched():
                return self._untouched(part)
            case Has():
                return self._lead() if part.what == "lead" else (_THINGS[part.what], [])
            case Not():
                sql, values = self.condition(part.part)
                return f"({sql}) IS NOT TRUE", values
            case Every():
                return self._joined(part.parts, " AND ", ALL)
            case Either():
                return self._joined(part.parts, " OR ", NOTHING)
            case _:
                assert_never(part)

    def _joined(self, parts: tuple[Filter, ...], sign: str, none: Condition) -> Condition:
        made = [self.condition(part) for part in parts]
        if not made:
            return none
        values = [value for _, given in made for value in given]
        return f"({sign.join(sql for sql, _ in made)})", values

    def _untouched(self, part: Untouched) -> Condition:
        if not part.number:
            return "last_touch_on IS NULL", []
        last = moved(self._today, -part.number, part.unit).isoformat()
        return "(last_touch_on IS NULL OR last_touch_on <= ?)", [last]

    def _lead(self) -> Condition:
        """Return the condition of a lead as the queue knows one: urgent still, not protected."""
        urgent, values = self._urgency_from(self._lead_from)
        free = f" AND bin NOT IN ({_marks(self._protected)})" if self._protected else ""
        return (
            f"(lead_at > '' AND lead_at <= ? AND ({urgent}){free})",
            [iso(self._now), *values, *self._protected],
        )

    def _number(self, part: Number) -> Condition:
        if part.field == "urgency":
            return self._urgency(part.least or 0, MOST if part.most is None else part.most)
        if part.field == "flames":
            return self._urgency(*_shown(_FLAMES, part))
        if part.field == "stars":
            least, most = _shown(_STARS, part)
            return "fit BETWEEN ? AND ?", [least, most]
        column = _revenue() if part.field == "revenue" else _NUMBERS[part.field]
        sql, values = [], []
        if part.least is not None:
            sql.append(f"{column} >= ?")
            values.append(part.least)
        if part.most is not None:
            sql.append(f"{column} <= ?")
            values.append(part.most)
        return f"({' AND '.join(sql) or f'{column} IS NOT NULL'})", [*values]

    def _urgency(self, least: int, most: int) -> Condition:
        """Return the condition that the urgency of now lies within bounds."""
        at_least, values = self._urgency_from(least)
        if most >= MOST:
            return at_least, values
        too_much, more = self._urgency_from(most + 1)
        return f"({at_least} AND NOT {too_much})", [*values, *more]

    def _urgency_from(self, least: int) -> Condition:
        """Return the condition that the urgency of now is so high, by score and moment kept.

        Silence only lowers a score, so each score kept has a moment since which it must hold;
        scores with the same are put together.
        """
        if least <= 0:
            return ALL
        spans: list[tuple[int, int, int | None]] = []
        for points in range(least, MOST + 1):
            steps = self._steps_above(points, least)
            if spans and spans[-1][2] == steps:
                spans[-1] = (spans[-1][0], points, steps)
            else:
                spans.append((points, points, steps))
        sql, values = [], list[str | int]()
        for first, last, steps in spans:
            sql.append("urgency BETWEEN ? AND ?")
            values += [first, last]
            if steps is not None:
                sql[-1] += " AND (urgency_at IS NULL OR urgency_at > ?)"
                silent = timedelta(days=(steps + 1) * self._decay.after_days)
                values.append(iso(self._now - silent))
        return f"({' OR '.join(f'({each})' for each in sql)})", values

    def _steps_above(self, points: int, least: int) -> int | None:
        """Return after how many steps of silence a score is still so high; None: after any."""
        step = timedelta(days=self._decay.after_days)
        for number in range(1, MOST + 2):
            if present(points, self._now - number * step, self._now, self._decay) < least:
                return number - 1
        return None


def _made(sql: str, values: list[str | int]) -> Condition:
    return sql, values


def _shown(bands: dict[int, tuple[int, int]], part: Number) -> tuple[int, int]:
    """Return the bounds of the score that is shown as a number within bounds."""
    least = bands[min(max(part.least or 0, 0), max(bands))][0]
    most = max(bands) if part.most is None else part.most
    return least, bands[min(max(most, 0), max(bands))][1]


def _revenue() -> str:
    """Return SQL for the revenue in whole units of its currency."""
    cases: dict[int, list[str]] = {}
    for currency, digits in ODD_DIGITS.items():
        cases.setdefault(10**digits, []).append(f"'{currency}'")
    whens = " ".join(
        f"WHEN revenue_currency IN ({', '.join(names)}) THEN {scale}"
        for scale, names in cases.items()
    )
    return f"(revenue_minor / CASE {whens} ELSE 100 END)"


def _between(column: str, first: date, last: date) -> Condition:
    return f"{column} BETWEEN ? AND ?", [first.isoformat(), last.isoformat()]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _match(text: str, *, exact: bool) -> str:
    """Return words as a full-text query: quoted, all required; the last a prefix unless exact."""
    words = [word for word in clean_line(text).replace('"', " ").split() if _has_letters(word)]
    if not words:
        return ""
    if exact:
        return f'"{" ".join(words)}"'
    return " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])


def _has_letters(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _words(part: Words) -> Condition:
    """Return the condition that words are found, a country's name also where its code is kept."""
    found = _found(part)
    named = None if part.exact else country_among(part.text)
    if named is None:
        return found
    names = country_names(named.code)
    there, values = f"country COLLATE NOCASE IN ({_marks(names)})", [*found[1], *names]
    if named.rest:
        beside, more = _found(Words(named.rest))
        there, values = f"({there} AND {beside})", [*values, *more]
    return f"({found[0]} OR {there})", values


def _found(part: Words) -> Condition:
    query = _match(part.text, exact=part.exact)
    if len(part.text.strip()) < _FEWEST_LETTERS or not query:
        return "name LIKE ? ESCAPE '\\'", [f"{like(part.text.strip())}%"]
    return _made(
        "id IN (SELECT rowid FROM accounts_search WHERE accounts_search MATCH ? "
        "UNION SELECT account_id FROM contacts WHERE id IN "
        "(SELECT rowid FROM contacts_search WHERE contacts_search MATCH ?))",
        [query, query],
    )


_FEWEST_LETTERS = 2
"""One letter matches nearly everything: it is looked for at the beginning of names only."""


def _text(part: Text) -> Condition:
    if part.field == "region":
        names = region_names(part.text)
        return f"region COLLATE NOCASE IN ({_marks(names)})", [*names]
    query = _match(part.text, exact=part.exact)
    if not query:
        return NOTHING
    if part.field == "fact":
        return _made(
            "id IN (SELECT coalesce(facts.account_id, contacts.account_id) FROM facts "
            "LEFT JOIN contacts ON contacts.id = facts.contact_id WHERE facts.id IN "
            "(SELECT rowid FROM facts_search WHERE facts_search MATCH ?))",
            [query],
        )
    if part.field == "title":
        return _made(
            "id IN (SELECT account_id FROM contacts WHERE id IN "
            "(SELECT rowid FROM contacts_search WHERE contacts_search MATCH ?))",
            [f"title : ({query})"],
        )
    return _made(
        "id IN (SELECT rowid FROM accounts_search WHERE accounts_search MATCH ?)",
        [f"{part.field} : ({query})"],
    )


def _said(part: Said) -> Condition:
    query = _match(part.text, exact=part.exact)
    if not query:
        return NOTHING
    if part.where == "note":
        return _made(
            "id IN (SELECT account_id FROM activities WHERE id IN "
            "(SELECT rowid FROM notes_search WHERE notes_search MATCH ?))",
            [query],
        )
    asked = f" AND question IN ({_marks(part.questions)})" if part.questions else ""
    return _made(
        "id IN (SELECT account_id FROM answers WHERE id IN "
        f"(SELECT rowid FROM answers_search WHERE answers_search MATCH ?){asked})",
        [query, *part.questions],
    )


def _one_of(part: OneOf) -> Condition:
    keys = list(part.keys)
    if part.field == "bin":
        groups = [key for key in keys if key in ("nurture", "avoid")]
        sql = [f"bin IN ({_marks(keys)})", *("bin GLOB ?" for _ in groups)]
        return f"({' OR '.join(sql)})", [*keys, *(f"{group}.*" for group in groups)]
    if part.field == "country":
        names = [name for code in sorted(codes_of(part.keys)) for name in country_names(code)]
        return f"country COLLATE NOCASE IN ({_marks(names)})", [*names]
    if part.field == "source":
        return f"source IN ({_marks(keys)})", [*keys]
    if part.field == "opportunity":
        stages = [stage for key in keys for stage in (_OPEN if key == "open" else (key,))]
        return _made(
            f"id IN (SELECT account_id FROM opportunities WHERE stage IN ({_marks(stages)}))",
            [*stages],
        )
    if part.field == "role":
        return _made(
            "EXISTS (SELECT 1 FROM contacts WHERE contacts.account_id = accounts.id "
            f"AND role IN ({_marks(keys)}))",
            [*keys],
        )
    if part.field == "answered":
        return f"id IN (SELECT account_id FROM answers WHERE question IN ({_marks(keys)}))", [*keys]
    if part.field == "objection":
        if "any" in keys:
            return "id IN (SELECT account_id FROM objections)", []
        return f"id IN (SELECT account_id FROM objections WHERE card IN ({_marks(keys)}))", [*keys]
    running = "id IN (SELECT account_id FROM cadence_runs WHERE state <> 'ended'"
    if "running" in keys:
        return f"{running})", []
    return f"{running} AND cadence IN ({_marks(keys)}))", [*keys]
