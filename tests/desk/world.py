"""Puts records on a desk in a few words, through recorded actions."""

from datetime import UTC, date, datetime, time
from typing import Any

from workstation.desk.clock import iso
from workstation.desk.desk import Desk


def account(desk: Desk, name: str = "Corvid Labs", **columns: Any) -> int:
    """Add an account; further columns as given."""
    made = desk.accounts.add({"name": name}).made
    assert made is not None
    if columns:
        with desk.store.action("Prepare") as act:
            act.update("accounts", made, columns)
    return made


def log(desk: Desk, account_id: int, kind: str = "call", on: date | None = None, **columns: Any):
    """Log an activity: now, or at noon UTC of another day."""
    at, day = desk.days.stamp()
    if on is not None:
        at, day = iso(datetime.combine(on, time(12), UTC)), on.isoformat()
    values = {"account_id": account_id, "kind": kind, "happened_at": at, "happened_on": day}
    with desk.store.action(f"Log {kind}") as act:
        return act.insert("activities", {**values, **columns})


def talk(desk: Desk, account_id: int, times: int = 1, on: date | None = None) -> None:
    """Log calls that were conversations."""
    for _ in range(times):
        log(desk, account_id, on=on, outcome="conversation", counts_as="conversation")


def opportunity(desk: Desk, account_id: int, stage: str = "qualified", **columns: Any) -> int:
    """Add an opportunity; days may be given as dates."""
    values = {
        "account_id": account_id,
        "name": "Night desk",
        "stage": stage,
        "created_on": desk.days.today().isoformat(),
    }
    given = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in columns.items()
    }
    with desk.store.action("Add opportunity") as act:
        return act.insert("opportunities", {**values, **given})


def follow_up(desk: Desk, account_id: int, due: date, **columns: Any) -> int:
    """Plan a follow-up."""
    values = {
        "account_id": account_id,
        "due_on": due.isoformat(),
        "first_due_on": due.isoformat(),
        "why": "Case study",
    }
    with desk.store.action("Plan") as act:
        return act.insert("follow_ups", {**values, **columns})
