"""Starting a cadence: who it may run for, on which days, and why somebody is left out."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.cadences.days import Calendars
from workstation.desk.cadences.promises import last_day, past_promise, promised_calls
from workstation.desk.cadences.rows import Preview, PreviewRow, Target, open_runs_at
from workstation.desk.calls.retries import retries
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.records import BEST_FIRST
from workstation.desk.urgency_now import UrgencyNow
from workstation.method.cadence import Cadence, Facts, Landing, find, landings, next_step, said_step
from workstation.method.days import NoWorkingDayError

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.bulk import Progress, Value

MOST_AHEAD = timedelta(days=366)
_AT_A_TIME = 500
_SAID = 3
_FOLLOW_UP = (
    "account_id",
    "contact_id",
    "cadence_run_id",
    "cadence_step",
    "kind",
    "channel",
    "why",
    "due_on",
    "first_due_on",
)


def preview(desk: "Desk", cadence: Cadence, targets: Sequence[Target], on: date) -> Preview:
    """Return what a start on a day would do for each target; nothing is written.

    Raises:
        DeskError: the day is past or too far ahead, or nobody works any more.
    """
    today = desk.days.today()
    if not today <= on <= today + MOST_AHEAD:
        raise DeskError(f"A cadence starts today or within a year, not on {on.isoformat()}.")
    reader = _Reader(desk, cadence, on)
    rows: list[PreviewRow] = []
    try:
        for start in range(0, len(targets), _AT_A_TIME):
            rows += reader.read(targets[start : start + _AT_A_TIME])
    except NoWorkingDayError as error:
        raise DeskError(f"No day is left to work on: {error}.") from error
    return Preview(cadence.key, on, tuple(rows), reader.calendars.notes())


def refusals(desk: "Desk", known: Sequence[Cadence], target: Target) -> dict[str, str]:
    """Return why cadences would not start for a target, by key; no day is worked out."""
    today = desk.days.today()
    rows = {
        each.key: next(_Reader(desk, each, today).read([target], landed=False)) for each in known
    }
    return {key: row.left_out for key, row in rows.items() if row.left_out}


def write(
    desk: "Desk", cadence: Cadence, found: Preview, progress: "Progress | None" = None
) -> Changed:
    """Start what a preview found, as one action: a run each, and the follow-up of its first step.

    What has changed since is looked at within the action: whoever has a cadence, is protected or
    was promised a call meanwhile is treated as a preview would now. The call to try again that an
    unanswered one had planned with the same person gives way to it.

    Raises:
        DeskError: nobody is left to start it for.
    """
    if not found.going:
        raise DeskError(_nobody(cadence, found))
    moment, today = desk.days.stamp()
    with desk.store.action(f"Start {cadence.title}") as act:
        found = _again(desk, cadence, found)
        going = found.going
        if not going:
            raise DeskError(_nobody(cadence, found))
        one = going[0]
        who = f"{one.contact} at {one.account}" if one.contact else one.account
        title = f"Start {cadence.title}: {who if len(going) == 1 else f'{len(going)} accounts'}"
        act.retitle(title)
        gone = _retries(desk, going)
        act.update_many(
            "follow_ups",
            ("state", "skip_reason", "closed_at", "closed_on"),
            [(each, "skipped", f"{cadence.title} started", moment, today) for each in gone],
        )
        runs = act.insert_many(
            "cadence_runs",
            ("account_id", "contact_id", "cadence", "step", "started_on", "shifted_days"),
            [
                (row.account_id, row.contact_id, cadence.key, row.first, day, row.shifted)
                for row in going
                for day in [found.on.isoformat()]
            ],
            progress=progress,
        )
        act.insert_many(
            "follow_ups",
            _FOLLOW_UP,
            [_follow_up(cadence, run, row) for run, row in zip(runs, going, strict=True)],
            progress=progress,
        )
    accounts = tuple(row.account_id for row in going[:100])
    return Changed(act.id, title, accounts, (*_left(found), *found.notes), made=runs[0])


def _again(desk: "Desk", cadence: Cadence, found: Preview) -> Preview:
    """Return a preview with what it starts looked at anew; who was left out stays so."""
    wanted = [Target(row.account_id, row.contact_id if row.named else None) for row in found.going]
    now = preview(desk, cadence, wanted, found.on)
    return msgspec.structs.replace(found, rows=(*found.left_out, *now.rows))


def _retries(desk: "Desk", going: Sequence[PreviewRow]) -> list[int]:
    """Return the retries with those it starts for."""
    wanted = {(row.account_id, row.contact_id) for row in going}
    accounts = list({row.account_id for row in going})
    return [
        row["id"]
        for row in retries(desk, accounts)
        if (row["account_id"], row["contact_id"]) in wanted
    ]


def _follow_up(cadence: Cadence, run: int, row: PreviewRow) -> "tuple[Value, ...]":
    """Return the values of ``_FOLLOW_UP`` for the first step of a run."""
    step = cadence.steps[row.first - 1]
    day = row.landings[row.first - 1].day.isoformat()
    who = (row.account_id, row.contact_id)
    return (*who, run, row.first, "cadence", step.channel, step.why, day, day)


def _nobody(cadence: Cadence, found: Preview) -> str:
    left = found.left_out
    if not left:
        return "Nobody was named to start it for."
    who, why = left[0].account or "the account", left[0].left_out
    if len(left) == 1:
        return f"{cadence.title} cannot start for {who}: {why}."
    return f"{cadence.title} can start for none of {len(left)}; {who} is left out: {why}."


def _left(found: Preview) -> tuple[str, ...]:
    """Say who was left out and why, the first few of them."""
    left = found.left_out
    said = [f"{row.account or 'An account'} is left out: {row.left_out}." for row in left[:_SAID]]
    if len(left) > _SAID:
        more = len(left) - _SAID
        said.append(f"{more} more {'is' if more == 1 else 'are'} left out.")
    return tuple(said)


class _Reader:
    """Reads targets some hundreds at a time; the days of a place are worked out once."""

    def __init__(self, desk: "Desk", cadence: Cadence, on: date) -> None:
        self._desk = desk
        self._cadence = cadence
        self._channels = cadence.channels()
        self._on = on
        self._urgency = UrgencyNow(desk)
        self._lead_from = desk.playbook.signals.lead_from
        self._taken: set[tuple[int, int | None]] = set()
        self._landings: dict[tuple[str | None, str | None], tuple[Landing, ...]] = {}
        self.calendars = Calendars(desk)

    def read(self, targets: Sequence[Target], *, landed: bool = True) -> Iterator[PreviewRow]:
        """Yield what a start would do for each; unless ``landed``, without the days."""
        numbers = list(dict.fromkeys(each.account_id for each in targets))
        marks = ", ".join("?" * len(numbers))
        store = self._desk.store
        accounts = {
            row["id"]: row
            for row in store.rows(
                "SELECT id, name, bin, tier, country, region, phone, urgency, urgency_at, "
                "EXISTS (SELECT 1 FROM emails WHERE emails.account_id = accounts.id "
                "AND contact_id IS NULL AND state = 'valid') AS has_email "
                f"FROM accounts WHERE id IN ({marks})",
                numbers,
            )
        }
        people: dict[int, list[Row]] = {}
        for row in store.rows(
            "SELECT id, account_id, name, do_not_call, opted_out, EXISTS (SELECT 1 FROM emails "
            "WHERE contact_id = contacts.id AND state = 'valid') AS has_email, "
            "EXISTS (SELECT 1 FROM phones WHERE contact_id = contacts.id AND state = 'valid') "
            f"AS has_phone FROM contacts WHERE account_id IN ({marks}) ORDER BY {BEST_FIRST}",
            numbers,
        ):
            people.setdefault(row["account_id"], []).append(row)
        running: dict[int, list[Row]] = {}
        for row in open_runs_at(self._desk, numbers):
            running.setdefault(row["account_id"], []).append(row)
        vowed = promised_calls(self._desk, numbers) if landed else {}
        for target in targets:
            account = accounts.get(target.account_id)
            if account is None:
                yield PreviewRow(target.account_id, "", left_out="not there any more")
                continue
            found = self._row(
                account, target.contact_id, people.get(account["id"], []),
                running.get(account["id"], []),
            )  # fmt: skip
            if landed and not found.left_out:
                found = self._land(found, account, last_day(vowed, found))
            yield found

    def _row(
        self, account: "Row", wanted: int | None, people: "Sequence[Row]", running: "Sequence[Row]"
    ) -> PreviewRow:
        person, why = self._person(wanted, people)
        contact = person["id"] if person else None
        if (account["id"], contact) in self._taken:
            why = "named twice"
        why = self._account(account) or self._runs(running, wanted, contact) or why
        facts = Facts(
            unreachable=not (account["phone"] or (person and person["has_phone"])),
            has_email=bool((person or account)["has_email"]),
            is_lead=self._urgency(account["urgency"], account["urgency_at"]) >= self._lead_from,
        )
        first = next_step(self._cadence, 1, facts)
        if first is None:
            why = why or "no step of it applies"
        if not why:
            self._taken.add((account["id"], contact))
        return PreviewRow(
            account["id"], account["name"], contact, person["name"] if person else None,
            named=wanted is not None, first=first or 1, left_out=why,
        )  # fmt: skip

    def _person(self, wanted: int | None, people: "Sequence[Row]") -> "tuple[Row | None, str]":
        """Return whom it is for and why it is not: the one named, else the best who may be."""
        if wanted is not None:
            found = next((row for row in people if row["id"] == wanted), None)
            return found, self._refused(found) if found else "that person is not there any more"
        free = next((row for row in people if not self._refused(row)), None)
        if free is not None or not people:
            return free, ""
        return people[0], self._refused(people[0])

    def _refused(self, person: "Row") -> str:
        if person["do_not_call"] and "call" in self._channels:
            return f"{person['name']} asked not to be called"
        if person["opted_out"] and "email" in self._channels:
            return f"{person['name']} opted out of email"
        return ""

    def _account(self, account: "Row") -> str:
        bins, key = self._desk.playbook, account["bin"]
        if bins.bin(key).prospecting == "refused":
            return f"no prospecting in {bins.bin(key).title}"
        if self._cadence.bins and key not in self._cadence.bins:
            wanted = [bins.bin(each).title for each in self._cadence.bins]
            either = " or ".join((", ".join(wanted[:-1]), wanted[-1]) if wanted[1:] else wanted)
            return f"it is in {bins.bin(key).title}, not {either}"
        if self._cadence.refuses_tier(account["tier"]):
            return "tier 4 is nurtured only"
        return ""

    def _runs(self, running: "Sequence[Row]", wanted: int | None, contact: int | None) -> str:
        """Name the cadence that runs with this person or, nobody being named, at all."""
        for row in running:
            if wanted is None or row["contact_id"] in (None, contact):
                known = find(self._desk.playbook.cadences, row["cadence"])
                title = known.title if known else row["cadence"]
                at = f" ({said_step(known, row['step'])})" if known else ""
                who = f" with {row['contact']}" if row["contact"] else ""
                return f"{title} runs already{who}{at}"
        return ""

    def _land(self, row: PreviewRow, account: "Row", promised: date | None) -> PreviewRow:
        """Give a row its days: from the start on, or past the day of a promised call."""
        place = (account["country"], account["region"])
        both = self.calendars.of(*place)
        if place not in self._landings:
            self._landings[place] = tuple(landings(self._cadence, self._on, both))
        days = self._landings[place]
        if promised is None or promised < days[row.first - 1].day:
            return msgspec.structs.replace(row, landings=days)
        days, shifted = past_promise(self._cadence, self._on, both, row.first, promised)
        return msgspec.structs.replace(row, landings=days, shifted=shifted)
