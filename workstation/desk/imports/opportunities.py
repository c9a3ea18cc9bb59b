"""Turns rows of a file into opportunities of accounts we know."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.imports.attach import Attach
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.cells import currency
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.known import Whose
from workstation.desk.imports.moments import moments_of
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.questions import currency_of
from workstation.desk.imports.records import Held, Known
from workstation.desk.imports.seen import Seen
from workstation.desk.imports.vouch import is_unique
from workstation.exchange import amounts, values
from workstation.exchange.dates import DateOrder, read_day
from workstation.exchange.squashing import squashed
from workstation.exchange.values import Unreadable
from workstation.method.words import OPPORTUNITY_KINDS, SOURCES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_STAGES = ("new", "qualified", "won", "lost", "walked_away", "rejected")
_CLOSED = ("won", "lost", "walked_away", "rejected")
_FIRST = ("prospect", "new", "qualif", "lead", "appointment", "discovery", "unqualif")
_KINDS = {
    "renewal": ("renew",),
    "add_on": ("add", "upsell", "up-sell", "cross", "expansion", "existing", "upgrade"),
}
"""Words for what revenue is; `Existing Customer - Renewal` is a renewal."""
_FILLED = (
    "contact_id", "stage", "kind", "amount_minor", "currency", "source", "account_executive",
    "closed_on", "close_reason", "next_step",
)  # fmt: skip
_CLOSED_BY = {
    "won": frozenset("dealwontime wontime wondate wonon datewon".split()),
    "lost": frozenset("deallosttime losttime lostdate loston datelost".split()),
    "": frozenset("dealdealclosedon dealclosetime closetime".split()),
}
"""Columns with the day on which one was closed in this way, or at all."""
_EXPECTED = frozenset("dealexpectedclosedate expectedclosedate".split())
_PEOPLE = frozenset(
    "dealcontactperson contactname contact contactperson primarycontact primarycontactname "
    "associatedcontact ansprechpartner".split()
)
_UNSAID = frozenset(("currency", "source_modified_at"))
_KEY = "opportunity"


class OpportunityRows:
    """Decides about rows of opportunities, a portion at a time."""

    made = 0

    def __init__(
        self,
        desk: "Desk",
        columns: Columns,
        whose: Whose,
        batch: Batch,
        rules: Rules,
        written_at: str,
        met: Seen | None,
    ) -> None:
        self._desk = desk
        self._columns = columns
        self._whose = whose
        self._batch = batch
        self._rules = rules
        self._attach = Attach(columns, whose, "contact_email")
        self._today = desk.days.today().isoformat()
        self._money = currency_of(columns.plan, desk.settings.get("currency"))
        self._taken: dict[str, Known] = {}
        self._written_at = written_at
        self._met = met
        self._made = 0

    def take(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Decide about rows and collect the opportunities they bring."""
        columns = self._columns
        columns.begin(rows)
        self._attach.begin()
        sources = columns.cells("source_id")
        stored = self._whose.stored("opportunities", sources)
        given = self._read()
        names = columns.names("name")
        notes = columns.notes() or [None] * columns.count
        columns.keep_extras()
        self._taken = {}
        moments = moments_of(columns, self._written_at)
        outcomes = [
            self._one(
                row, names[row], sources[row], stored, {k: v[row] for k, v in given.items()},
                notes[row], moments[row],
            )
            for row in range(columns.count)
        ]  # fmt: skip
        if self._met is not None:
            keys = [(_KEY, key, known.id) for key, known in self._taken.items()]
            self._met.remember(self._taken.values(), keys)
        return outcomes

    def _one(
        self,
        row: int,
        name: str,
        source_id: str,
        stored: dict[str, int],
        given: Held,
        note: str | None,
        moment: str,
    ) -> Outcome:
        account, person, why = self._attach.of(row)
        if account is None:
            return Outcome("unusable", why=why)
        if not name:
            return Outcome("unusable", account, "no name")
        expected = given["closed_on"]
        given["contact_id"] = person.id if person else self._person_named(row, account)
        if given["stage"] not in _CLOSED:
            given["closed_on"] = None
            if expected:
                self._columns.add_fact(row, "Close date", str(expected))
        if note:
            self._columns.add_fact(row, "Note", note)
        known = self._known(account, name, source_id, stored, given)
        facts = self._columns.facts[row] or {}
        if known is not None:
            fields = self._fill(known, given, moment)
            fields += self._add_facts(known, account, name, facts)
            return Outcome("updated" if fields else "same", known, fields=fields)
        held: Held = {
            **given,
            "account_id": account.id,
            "name": name,
            "source_id": source_id or None,
            "source_modified_at": moment or None,
            "created_on": given["created_on"] or given["closed_on"] or self._today,
        }
        if held["closed_on"] is None and given["stage"] in _CLOSED:
            held["closed_on"] = self._today
        self._made += 1
        number = 0 if self._met is None else -self._made
        made = Known(number, dict(held), name, protected=False, pending=True)
        self._taken[_key(account, source_id, name, given)] = made
        self._batch.add_made("opportunities", held, made)
        self._add_facts(made, account, name, facts)
        return Outcome("new", made)

    def _person_named(self, row: int, account: Known) -> int | None:
        """Return the person at an account whom a column of its own names."""
        columns = self._columns
        at = next((at for at, name in columns.extras if squashed(name) in _PEOPLE), None)
        cell = columns.cells_at(at)[row] if at is not None else ""
        return self._whose.person_named(account, cell) if cell else None

    def _closing(self, stages: Sequence[str]) -> list[str | None]:
        """Read the day on which each row was closed, by the column that tells for its stage.

        Of one that is open it is the day on which it is expected to be.
        """
        columns = self._columns
        found = list(self._days("closed_on") or [None] * columns.count)
        order = columns.order_of("closed_on")
        for at, name in columns.extras:
            plain = squashed(name)
            how = next((how for how, names in _CLOSED_BY.items() if plain in names), None)
            if how is None and plain not in _EXPECTED:
                continue
            for row, cell in enumerate(columns.cells_at(at)):
                stage = stages[row]
                tells = how == stage or (how == "" and stage in _CLOSED and not found[row])
                if how is None:
                    tells = stage not in _CLOSED and not found[row]
                day = _day(cell, order) if cell and tells else None
                if isinstance(day, str):
                    found[row] = day
        return found

    def _known(
        self, account: Known, name: str, source_id: str, stored: dict[str, int], given: Held
    ) -> Known | None:
        """Return the opportunity a row is about, as the rows before left it.

        Without an identifier another amount, or another day it was closed, is another one.
        """
        key = _key(account, source_id, name, given)
        taken = self._taken.get(key) or self._met_before(key, name)
        if taken is None:
            held = self._of_source(account, name, source_id, stored) or self._of_name(
                account, name, source_id, given
            )
            taken = Known(int(held["id"] or 0), held, name, protected=False) if held else None
        if taken is not None:
            self._taken[key] = taken
        return taken

    def _of_source(
        self, account: Known, name: str, source_id: str, stored: dict[str, int]
    ) -> Held | None:
        """Return the opportunity of an identifier; a short one counts only with a witness."""
        if source_id not in stored:
            return None
        rows = self._desk.store.rows(
            "SELECT * FROM opportunities WHERE source_id = ? "
            "AND (? OR name = ? OR account_id = ?) ORDER BY account_id <> ?, id",
            (source_id, is_unique(source_id), name, account.id, account.id),
        )
        return dict(rows[0]) if rows else None

    def _of_name(self, account: Known, name: str, source_id: str, given: Held) -> Held | None:
        rows = self._desk.store.rows(
            "SELECT * FROM opportunities WHERE account_id = ? AND name = ? "
            "AND (source_id IS NULL OR ? = '') ORDER BY amount_minor IS NOT ?, "
            "closed_on IS NOT ?, id",
            (account.id, name, source_id, given["amount_minor"], given["closed_on"]),
        )
        return next((dict(row) for row in rows if not _differ(dict(row), given)), None)

    def _met_before(self, key: str, name: str) -> Known | None:
        """Return the opportunity of an earlier portion of a preview."""
        numbers = self._met.ids(_KEY, [key]) if self._met is not None else []
        if self._met is None or not numbers:
            return None
        number = numbers[0][1]
        held, facts, *_ = self._met.states([number])[number]
        return Known(number, held, name, protected=False, facts=facts)

    def _fill(self, known: Known, given: Held, moment: str) -> tuple[str, ...]:
        """Fill in what is empty, and change what the policy lets a file change."""
        if known.pending:
            return ()
        fresh: Held = {}
        rules = self._rules
        for name in _FILLED:
            value, was = given[name], known.held[name]
            if value is None or value == was:
                continue
            if (
                rules.fills(name)
                if was is None
                else (
                    rules.overwrites_any and rules.overwrites("opportunities", known, name, moment)
                )
            ):
                fresh[name] = value
        if not fresh:
            return ()
        if moment > str(known.held["source_modified_at"] or ""):
            fresh["source_modified_at"] = moment
        known.held.update(fresh)
        self._batch.update("opportunities", known.id, fresh)
        return tuple(name for name in fresh if name not in _UNSAID) or ("currency",)

    def _add_facts(
        self, known: Known, account: Known, name: str, facts: dict[str, str]
    ) -> tuple[str, ...]:
        """Keep what fits no column with the account, under the opportunity's name."""
        if not facts:
            return ()
        held = {
            row["key"]
            for row in self._desk.store.rows(
                "SELECT key FROM facts WHERE account_id = ? AND contact_id IS NULL", (account.id,)
            )
        }
        added = []
        for key, value in facts.items():
            whole = f"{name}: {key}"
            if whole not in held and whole not in (known.facts or account.facts or {}):
                for each in (known, account):
                    each.facts = {**(each.facts or {}), whole: (0, value)}
                self._batch.add_fact(account, None, whole, value)
                added.append(key)
        return tuple(added)

    def _days(self, field: str) -> list[str | None] | None:
        order = self._columns.order_of(field)
        return self._columns.reads(field, lambda cell: _day(cell, order))

    def _read(self) -> dict[str, list[str | int | None]]:
        columns = self._columns
        nothing: list[None] = [None] * columns.count
        codes = columns.reads("currency", currency) or nothing
        mark = columns.mark_of("amount_minor")
        found = (
            columns.reads("amount_minor", lambda cell: amounts.money(cell, self._money, mark=mark))
            or nothing
        )
        won = columns.reads("is_won", values.yes_no) or nothing
        closed = columns.reads("is_closed", values.yes_no) or nothing
        stages = columns.cells("stage")
        kept = [
            stage_of(said, won=one, closed=other)
            for said, one, other in zip(stages, won, closed, strict=True)
        ]
        for row, (stage, told) in enumerate(zip(kept, stages, strict=True)):
            if told and told.casefold().replace(" ", "_") != stage:
                columns.add_fact(row, "Stage", told)
        return {
            "stage": list(kept),
            "kind": [kind_of(cell) for cell in columns.cells("kind")],
            "amount_minor": [one.minor if one else None for one in found],
            "currency": [
                (code or one.currency) if one else None
                for code, one in zip(codes, found, strict=True)
            ],
            "source": [_source(cell) for cell in columns.cells("source")],
            "account_executive": list(columns.texts("account_executive") or nothing),
            "created_on": list(self._days("created_on") or nothing),
            "closed_on": list(self._closing(kept)),
            "close_reason": list(columns.texts("close_reason") or nothing),
            "next_step": list(columns.texts("next_step") or nothing),
        }


def _key(account: Known, source_id: str, name: str, given: Held) -> str:
    if source_id:
        return f"{account.id} {source_id}"
    return f"{account.id} {name} {given['amount_minor']} {given['closed_on']}"


def _differ(one: Held, other: Held) -> bool:
    """Say whether two opportunities of one name have different amounts or days of closing."""
    return any(
        one[field] is not None and other[field] is not None and one[field] != other[field]
        for field in ("amount_minor", "closed_on")
    )


def stage_of(said: str, *, won: bool | None, closed: bool | None) -> str:
    """Return our stage for what another tool says of one."""
    words = said.casefold().strip()
    plain = words.replace(" ", "_")
    if plain in _STAGES:
        return plain
    if won or "won" in words.split() or "closedwon" in words or "gewonnen" in words:
        return "won"
    if "lost" in words or "verloren" in words or "closed" in words or closed:
        return "lost"
    return "new" if words.startswith(_FIRST) else "qualified"


def kind_of(said: str) -> str:
    """Return what the revenue of an opportunity is by another tool's word for it."""
    words = said.casefold().strip()
    if words in OPPORTUNITY_KINDS:
        return words
    return next(
        (kind for kind, parts in _KINDS.items() if any(part in words for part in parts)), "new"
    )


def _source(said: str) -> str | None:
    if not said:
        return None
    from workstation.desk.imports.account_cells import source_of

    return said if said in SOURCES else source_of(said)


def _day(cell: str, order: DateOrder) -> str | Unreadable:
    found = read_day(cell, order)
    return found.isoformat() if isinstance(found, date) else found
