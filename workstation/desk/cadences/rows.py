"""Cadences as typed rows: a run under way, a target to start for, and what a start would do."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.method.cadence import Landing, find, said_step

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

THROUGH = "completed"
"""The end reason of a run whose last step was done."""

RUNS = (
    "SELECT cadence_runs.*, accounts.name AS account, accounts.bin, accounts.country, "
    "accounts.region, accounts.urgency, accounts.urgency_at, contacts.name AS contact, "
    "contacts.do_not_call, contacts.opted_out, due.id AS follow_up_id, due.due_on, due.channel, "
    "due.why FROM cadence_runs "
    "JOIN accounts ON accounts.id = cadence_runs.account_id "
    "LEFT JOIN contacts ON contacts.id = cadence_runs.contact_id "
    "LEFT JOIN follow_ups AS due ON due.cadence_run_id = cadence_runs.id AND due.state = 'open' "
)
"""SQL for runs with the names, the account's place and the open follow-up."""

_AT_A_TIME = 500


class Target(msgspec.Struct, frozen=True):
    """Whom a cadence is for; without a contact it is the best one who may be reached."""

    account_id: int
    contact_id: int | None = None


class Run(msgspec.Struct, frozen=True):
    """A cadence of one person; ``step`` of ``steps`` is its next one.

    ``state`` is running, paused or ended; ``next_on``, ``channel`` and ``why`` are of what is
    planned (None and "" while nothing is). ``choose`` says that it is through and its outcome
    still to be chosen.
    """

    id: int
    cadence: str
    title: str
    account_id: int
    account: str
    contact_id: int | None
    contact: str | None
    state: str
    step: int
    steps: int
    said: str
    started_on: date
    next_on: date | None
    channel: str
    why: str
    away_until: date | None
    follow_up_id: int | None
    choose: bool
    template: str

    @property
    def who(self) -> str:
        """The person, else the account."""
        return self.contact or self.account


class PreviewRow(msgspec.Struct, frozen=True):
    """What a start would do for one target.

    ``named`` says that the person was, and not chosen as the best. ``landings`` are the days of all
    steps, ``first`` the number of the first one planned, ``shifted`` by how many working days all
    of them are later than from the day of the start; ``left_out`` says why nothing is started, ""
    when it is.
    """

    account_id: int
    account: str
    contact_id: int | None = None
    contact: str | None = None
    named: bool = False
    landings: tuple[Landing, ...] = ()
    first: int = 1
    shifted: int = 0
    left_out: str = ""

    @property
    def moved(self) -> str:
        """What steps were moved past, each name once."""
        names = [name for each in self.landings for name in each.moved.split(", ") if name]
        return ", ".join(dict.fromkeys(names))


class Preview(msgspec.Struct, frozen=True):
    """What a start would do for all targets; ``notes`` is what should be known besides."""

    cadence: str
    on: date
    rows: tuple[PreviewRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def going(self) -> list[PreviewRow]:
        """The rows that would start."""
        return [each for each in self.rows if not each.left_out]

    @property
    def left_out(self) -> list[PreviewRow]:
        """The rows that would not."""
        return [each for each in self.rows if each.left_out]


def title_of(desk: "Desk", key: str) -> str:
    """Return the title of a cadence, also of one that the playbook has no more."""
    cadence = find(desk.playbook.cadences, key)
    return cadence.title if cadence else key.replace("_", " ")


def run_title(desk: "Desk", verb: str, row: "Row") -> str:
    """Name what is done to a run: "Pause No-show: Marlow Finch"."""
    return f"{verb} {title_of(desk, row['cadence'])}: {row['contact'] or row['account']}"


def run_of(desk: "Desk", row: "Row") -> Run:
    """Read a row of ``RUNS``."""
    cadence = find(desk.playbook.cadences, row["cadence"])
    step = cadence.step(row["step"]) if cadence else None
    waits = row["state"] == "ended" and row["end_reason"] == THROUGH and row["outcome"] is None
    return Run(
        id=row["id"],
        cadence=row["cadence"],
        title=title_of(desk, row["cadence"]),
        account_id=row["account_id"],
        account=row["account"],
        contact_id=row["contact_id"],
        contact=row["contact"],
        state=row["state"],
        step=row["step"],
        steps=len(cadence.steps) if cadence else 0,
        said=said_step(cadence, row["step"]) if cadence else "not in the playbook any more",
        started_on=date.fromisoformat(row["started_on"]),
        next_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        channel=row["channel"] or "",
        why=row["why"] or "",
        away_until=date.fromisoformat(row["away_until_on"]) if row["away_until_on"] else None,
        follow_up_id=row["follow_up_id"],
        choose=waits and row["follow_up_id"] is not None,
        template=step.template if step and row["state"] == "running" else "",
    )


def open_runs(desk: "Desk", condition: str, values: Sequence[str | int | None] = ()) -> "list[Row]":
    """Return the rows of ``RUNS`` that have not ended and meet a condition, oldest first."""
    return desk.store.rows(
        f"{RUNS} WHERE cadence_runs.state <> 'ended' AND {condition} ORDER BY cadence_runs.id",
        values,
    )


def open_runs_at(desk: "Desk", accounts: Sequence[int]) -> "list[Row]":
    """Return the runs at many accounts that have not ended, some hundreds at a time."""
    if desk.store.value("SELECT 1 FROM cadence_runs WHERE state <> 'ended' LIMIT 1") is None:
        return []
    found: list[Row] = []
    for start in range(0, len(accounts), _AT_A_TIME):
        part = accounts[start : start + _AT_A_TIME]
        found += open_runs(desk, f"cadence_runs.account_id IN ({', '.join('?' * len(part))})", part)
    return found


def runs_of(desk: "Desk", account_id: int, contact_id: int | None) -> "list[Row]":
    """Return the runs that what one person does concerns: theirs, and the account's own.

    Without a person it concerns every run at the account.
    """
    return open_runs(
        desk,
        "cadence_runs.account_id = ?1 AND (?2 IS NULL OR cadence_runs.contact_id IS NULL "
        "OR cadence_runs.contact_id = ?2)",
        (account_id, contact_id),
    )
