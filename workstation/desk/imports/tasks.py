"""Turns rows of a file into what happened and what is to happen: activities and follow-ups."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from workstation.desk.clock import iso
from workstation.desk.imports.attach import Attach
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.known import Whose
from workstation.desk.imports.records import Held, Known
from workstation.desk.imports.seen import Seen
from workstation.desk.imports.vouch import is_unique
from workstation.exchange.dates import read_moment
from workstation.exchange.squashing import squashed
from workstation.exchange.values import yes_no
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_DONE = re.compile(r"complet|done|closed|finished|erledigt|abgeschlossen|held|sent", re.IGNORECASE)
_DROPPED = re.compile(r"cancel|deleted|abgebrochen|storniert", re.IGNORECASE)
_KINDS = (
    ("call", re.compile(r"\bcall|phone|dial|anruf|telefon", re.IGNORECASE)),
    ("email", re.compile(r"e-?mail", re.IGNORECASE)),
    ("meeting", re.compile(r"meeting|event|demo|visit|appointment|termin|lunch", re.IGNORECASE)),
    ("social", re.compile(r"linkedin|social|xing|twitter", re.IGNORECASE)),
)
_RESULTS = (
    ("voicemail", re.compile(r"voice ?mail|mailbox|left (?:a )?message", re.IGNORECASE)),
    (
        "wrong_number",
        re.compile(r"wrong (?:number|person)|invalid number|disconnected", re.IGNORECASE),
    ),
    (
        "no_answer",
        re.compile(
            r"no[ _-]?answer|not (?:reached|connected)|unanswered|no contact", re.IGNORECASE
        ),
    ),
    ("busy", re.compile(r"busy|line engaged", re.IGNORECASE)),
    ("not_interested", re.compile(r"not interested", re.IGNORECASE)),
    ("call_back", re.compile(r"call ?back", re.IGNORECASE)),
    ("gatekeeper", re.compile(r"gate ?keeper", re.IGNORECASE)),
    ("conversation", re.compile(r"connected|answered|reached|spoke|conversation", re.IGNORECASE)),
)
"""What other tools call the outcome of a call, by ours."""
_UNDONE = re.compile(
    r"\b(?:incomplete|uncompleted|unfinished|undone|not|nicht|non|pas)\b", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"(?:.*[ _.\-])?ids?|.*[a-z]I[Dd]s?|[A-Z]*ID|(?:.*[ _.\-])?I[Dd]s?")
_KEPT_AT = re.compile(
    r"(?:date)?(?:created|lastmodified|updated|modified)[a-z]*|(?:create|update|add)d?(?:date|time)|"
    r"[a-z]*(?:addtime|updatetime|lastupdated)|systemmodstamp|(?:activity)?duetime"
)
"""Columns with moments at which a tool kept something, which tell nothing of what happened."""
_CLOCKS = frozenset("activityduetime duetime time uhrzeit heure hora".split())
"""Columns with the time of day beside one with the day."""
_PLANNED = frozenset(
    "priority taskpriority hstaskpriority calltype deal activitydeal opportunity lead location "
    "activitylocation relatedto regarding".split()
)
"""What is said of a follow-up besides; more would hide what it is for."""
_USUAL = re.compile(
    r"normal|medium|none|completed?|done|closed|finished|not ?started|open|planned|true|false|"
    r"yes|no|0|0\.0+",
    re.IGNORECASE,
)
"""Words of a status or priority that tell nothing more."""
_NOON = time(12)
_KEY = "task"


class TaskRows:
    """Decides about rows of tasks and events, a portion at a time."""

    made = 0

    def __init__(
        self, desk: "Desk", columns: Columns, whose: Whose, batch: Batch, met: Seen | None
    ) -> None:
        self._desk = desk
        self._columns = columns
        self._whose = whose
        self._batch = batch
        self._attach = Attach(columns, whose, "email")
        self._now = desk.clock.now()
        self._zone = self._now.tzinfo or UTC
        self._taken: set[tuple[object, ...]] = set()
        self._met = met
        self._also: list[tuple[str, list[str], bool]] = []
        self._outcomes = {one.key: one for one in desk.playbook.outcomes}

    def take(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Decide about rows and collect what they bring."""
        columns = self._columns
        columns.begin(rows)
        self._attach.begin()
        self._also = [
            (name, columns.cells_at(at), squashed(name) in _PLANNED)
            for at, name in columns.extras
            if not (_IDENTIFIER.fullmatch(name) or _KEPT_AT.fullmatch(squashed(name)))
        ]
        sources = columns.cells("source_id")
        done = self._whose.stored("activities", sources)
        planned = self._whose.stored("follow_ups", sources)
        self._taken = set()
        moments, days = self._read("done_at"), self._timed(self._read("due_on"))
        subjects = columns.texts("subject") or [None] * columns.count
        notes = columns.notes() or [None] * columns.count
        outcomes = [
            self._one(
                row,
                sources[row],
                (done, planned),
                moments[row] if moments else None,
                days[row] if days else None,
                (subjects[row] or "", notes[row] or ""),
            )
            for row in range(columns.count)
        ]
        if self._met is not None:
            self._met.remember((), [(_KEY, repr(key), 0) for key in self._taken])
        return outcomes

    def _has_taken(self, key: tuple[object, ...]) -> bool:
        """Say whether an earlier row of the file brought this."""
        return key in self._taken or bool(self._met and self._met.ids(_KEY, [repr(key)]))

    def _read(self, field: str) -> list[datetime | None] | None:
        order = self._columns.order_of(field)
        return self._columns.reads(field, lambda cell: read_moment(cell, order, self._zone))

    def _timed(self, days: list[datetime | None] | None) -> list[datetime | None] | None:
        """Put the time of day from a column of its own to days that have none."""
        columns = self._columns
        at = next((at for at, name in columns.extras if squashed(name) in _CLOCKS), None)
        if days is None or at is None:
            return days
        order, cells = columns.order_of("due_on"), columns.cells("due_on")
        found = list(days)
        for row, clock in enumerate(columns.cells_at(at)):
            day = days[row]
            if clock and day is not None and day.time() == time():
                whole = read_moment(f"{cells[row]} {clock}", order, self._zone)
                found[row] = whole if isinstance(whole, datetime) else day
        return found

    def _one(
        self,
        row: int,
        source_id: str,
        stored: tuple[dict[str, int], dict[str, int]],
        done_at: datetime | None,
        due: datetime | None,
        said: tuple[str, str],
    ) -> Outcome:
        columns = self._columns
        account, person, why = self._attach.of(row)
        if account is None:
            return Outcome("unusable", why=why)
        person_id = person.id if person else None
        if person is None:
            person_id = self._whose.person_named(account, self._attach.called(row))
        if source_id and not is_unique(source_id):
            stored = (
                self._at(account, "activities", source_id),
                self._at(account, "follow_ups", source_id),
            )
        subject, note = said
        kind = kind_of(columns.cells("kind")[row], subject)
        status = columns.cells("status")[row]
        outcome = self._outcome(row, kind)
        open_ = done_at is None and not _is_done(status) and not self._is_over(due)
        more = self._more(row, outcome, planned=open_)
        said = (subject, "\n".join(part for part in (note, *more) if part))
        note = said[1]
        if _DROPPED.search(status):
            return Outcome("unusable", account, f"it was dropped ({status[:40]})")
        if open_:
            return self._plan(account, person, person_id, source_id, stored[1], kind, due, said)
        at = done_at or due
        if at is None:
            return Outcome("unusable", account, "done, but no day says when")
        if done_at is None and at.time() == time():
            at = datetime.combine(at.date(), _NOON, self._zone)
        local = at.astimezone(self._zone)
        if local.date() > self._now.date():
            return Outcome("unusable", account, f"done on {local.date()}, which has not come yet")
        values_: Held = {
            "account_id": account.id,
            "contact_id": person_id,
            "kind": kind if kind != "task" else "note",
            "happened_at": iso(min(at, self._now)),
            "happened_on": local.date().isoformat(),
            "seconds": self._seconds(row),
            "note": "\n".join(part for part in (subject, note) if part) or None,
            "source_id": source_id or None,
            **outcome,
        }
        open_step = stored[1].get(source_id) if source_id else None
        if self._has(stored[0], source_id, values_):
            return Outcome("same", account)
        if open_step is not None:
            self._batch.update(
                "follow_ups",
                open_step,
                {
                    "state": "done",
                    "closed_at": values_["happened_at"],
                    "closed_on": values_["happened_on"],
                },
            )
        self._batch.add_row("activities", values_)
        if open_step is not None:
            return Outcome("updated", account, fields=("done",))
        return Outcome("new", account)

    def _at(self, account: Known, table: str, source_id: str) -> dict[str, int]:
        """Return the account's own row with a short identifier, which other tools give too."""
        number = self._desk.store.value(
            f"SELECT id FROM {table} WHERE source_id = ? AND account_id = ?",
            (source_id, account.id),
        )
        return {source_id: int(number)} if number else {}

    def _is_over(self, due: datetime | None) -> bool:
        """Say whether this is past, in a file that never says what is done, such as of events."""
        says = self._columns.has("status") or self._columns.has("done_at")
        return not says and due is not None and due < self._now

    def _plan(
        self,
        account: Known,
        person: Known | None,
        person_id: int | None,
        source_id: str,
        stored: dict[str, int],
        kind: str,
        due: datetime | None,
        said: tuple[str, str],
    ) -> Outcome:
        if source_id and source_id in stored:
            return Outcome("same", account)
        if due is None:
            return Outcome("unusable", account, "to be done, but no day says when")
        if account.protected:
            return Outcome("protected", account, "the account is to be avoided")
        blocked = {"call": "do_not_call", "email": "opted_out"}.get(kind)
        if person is not None and blocked and person.held[blocked]:
            return Outcome("protected", account, f"{person.name} is not to be contacted that way")
        local = due.astimezone(self._zone)
        timed = local.time() != time()
        why = " – ".join(part for part in said if part).replace("\n", " ")
        values_: Held = {
            "account_id": account.id,
            "contact_id": person_id,
            "channel": kind,
            "why": why[:500],
            "due_on": local.date().isoformat(),
            "due_at": iso(due) if timed else None,
            "first_due_on": local.date().isoformat(),
            "source_id": source_id or None,
        }
        key = ("follow_ups", account.id, source_id or (values_["due_on"], why))
        known = self._has_taken(key) or (
            not source_id
            and self._desk.store.value(
                "SELECT 1 FROM follow_ups WHERE account_id = ? AND due_on = ? AND why = ?",
                (account.id, values_["due_on"], values_["why"]),
            )
        )
        if known:
            return Outcome("same", account)
        self._taken.add(key)
        self._batch.add_row("follow_ups", values_)
        return Outcome("new", account)

    def _has(self, stored: dict[str, int], source_id: str, values_: Held) -> bool:
        key = ("activities", values_["account_id"], source_id or (*values_.values(),))
        if self._has_taken(key) or (source_id and source_id in stored):
            return True
        self._taken.add(key)
        return not source_id and bool(
            self._desk.store.value(
                "SELECT 1 FROM activities WHERE account_id = ? AND happened_at = ? AND kind = ? "
                "AND note IS ?",
                (
                    values_["account_id"],
                    values_["happened_at"],
                    values_["kind"],
                    values_["note"],
                ),
            )
        )

    def _more(self, row: int, outcome: Held, *, planned: bool) -> list[str]:
        """Return what else a row says: its priority, deal, status, unknown outcome and the like."""
        columns = self._columns
        told = [
            (name, cell)
            for name, cells, short in self._also
            if (short or not planned) and (cell := cells[row])
        ]
        told += [("Status", columns.cells("status")[row])]
        if outcome["outcome"] is None:
            told += [("Outcome", columns.cells("outcome")[row])]
        return [
            f"{name}: {cleaned}"
            for name, cell in told
            if (cleaned := clean_line(cell)) and not _USUAL.fullmatch(cleaned)
        ]

    def _seconds(self, row: int) -> int | None:
        cell = self._columns.cells("seconds")[row]
        return int(float(cell)) if re.fullmatch(r"\d{1,6}(\.\d+)?", cell) else None

    def _outcome(self, row: int, kind: str) -> Held:
        """Return the outcome when it is one of the playbook's, and what it counts as."""
        cell = self._columns.cells("outcome")[row]
        told = "_".join(cell.casefold().split())
        if told and told not in self._outcomes:
            told = next((key for key, pattern in _RESULTS if pattern.search(cell)), "")
        outcome = self._outcomes.get(told)
        if outcome is None or outcome.of != kind:
            return {"outcome": None, "counts_as": None}
        return {"outcome": outcome.key, "counts_as": outcome.counts_as}


def _is_done(status: str) -> bool:
    """Say whether a cell says that a task is done, in words or with a mark (`x`, `true`)."""
    if yes_no(status) is True:
        return True
    return bool(_DONE.search(status)) and not _UNDONE.search(status)


def kind_of(told: str, subject: str) -> str:
    """Return what kind of task its type, or else its subject, speaks of."""
    for words in (told, subject):
        found = next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
        if found:
            return found
    return "task"
