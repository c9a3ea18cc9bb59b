"""The records behind a number, as one line each."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.figures import say_value
from workstation.method.elsewhere import ELSEWHERE, SAID_ELSEWHERE
from workstation.method.measures import Measure

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_LONGEST_NOTE = 120


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """One record behind a number: whose, the day it counts on, and what it is in words.

    A contact that belongs to no account has no `account_id` and an empty `account`.
    """

    account_id: int | None
    account: str
    on: date
    title: str
    detail: str


def record_of(desk: "Desk", measure: Measure, row: sqlite3.Row) -> MeasureRecord:
    """Read one row of the query behind a measure."""
    is_account = measure.table == "accounts"
    title, detail = _words(desk, measure, row)
    return MeasureRecord(
        account_id=row["id"] if is_account else row["account_id"],
        account=row["account_name"] or "",
        on=date.fromisoformat(row["on_day"]),
        title=title,
        detail=" · ".join(part for part in detail if part),
    )


def _words(desk: "Desk", measure: Measure, row: sqlite3.Row) -> tuple[str, list[str]]:
    if measure.table == "activities":
        note = (row["note"] or "").partition("\n")[0][:_LONGEST_NOTE]
        return _what_happened(desk, row), [row["contact_name"] or "", _minutes(row), note]
    if measure.table == "opportunities":
        stage, amount = row["stage"].replace("_", " "), money(desk, row)
        return row["name"], [stage, row["kind"].replace("_", "-"), amount]
    if measure.table == "follow_ups":
        state = "kept" if row["kept"] else row["state"]
        return row["why"] or row["channel"], [row["contact_name"] or "", row["channel"], state]
    if measure.table == "contacts":
        return row["name"], [row["title"] or "", row["role"].replace("_", " ")]
    return desk.playbook.bin(row["bin"]).title, [row["source"] or "", row["city"] or ""]


def _what_happened(desk: "Desk", row: sqlite3.Row) -> str:
    kind, outcome = str(row["kind"]), str(row["outcome"] or "")
    if kind in ("call", "meeting") and outcome:
        titles = {found.key: found.title for found in desk.playbook.outcomes}
        return titles.get(outcome, outcome.replace("_", " "))
    if kind == "response" and outcome:
        return f"Response: {outcome.replace('_', ' ')}"
    return SAID_ELSEWHERE.capitalize() if outcome == ELSEWHERE else kind.capitalize()


def _minutes(row: sqlite3.Row) -> str:
    return f"{row['seconds'] // 60} min" if row["seconds"] and row["seconds"] >= 60 else ""


def money(desk: "Desk", row: sqlite3.Row) -> str:
    """Write the amount of an opportunity in its own currency; "" when there is none."""
    if row["amount_minor"] is None:
        return ""
    return say_value(row["amount_minor"], "money", row["currency"] or desk.settings.get("currency"))
