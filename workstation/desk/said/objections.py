"""Objections over all calls: how often each was heard, how often it was resolved, what followed."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.meeting_rows import BOOKED
from workstation.desk.said.words import said_key, words_of
from workstation.method.objections import SOURCES

if TYPE_CHECKING:
    import sqlite3

    from workstation.desk.desk import Desk
    from workstation.method.objections import Objection

LOST = "gone"
"""The source of a card that the playbook does not hold any more."""


class ObjectionReport(msgspec.Struct, frozen=True):
    """One card: how often it was heard and what came of it.

    ``source`` is where the resistance comes from, "gone" for a card the playbook has lost.
    ``unknown`` were neither noted as resolved nor as unresolved. ``calls`` is how many of the times
    belong to a logged call, ``went_on`` how many of those calls booked a meeting or made a
    follow-up.
    """

    card: str
    title: str
    source: str
    in_playbook: bool
    heard: int
    resolved: int
    unresolved: int
    unknown: int
    calls: int
    went_on: int
    last_on: date

    @property
    def share_resolved(self) -> int | None:
        """Percent resolved of those where it is known; None where it never is."""
        return _percent(self.resolved, self.resolved + self.unresolved)

    @property
    def share_went_on(self) -> int | None:
        """Percent of the calls that ended with a next step; None without a logged call."""
        return _percent(self.went_on, self.calls)


class SourceTotal(msgspec.Struct, frozen=True):
    """What was heard from one source of resistance (Heinz Marketing)."""

    source: str
    heard: int
    resolved: int
    share_resolved: int | None


def read_objections(desk: "Desk", words: str = "") -> list[ObjectionReport]:
    """Return the cards heard, the commonest first; those of the words, where some are given."""
    cards = {card.key: card for card in desk.playbook.objections}
    found = [
        _report(row, cards.get(row["card"]))
        for row in desk.store.rows(
            "SELECT card, count(*) AS heard, coalesce(sum(resolved), 0) AS resolved, "
            "sum(resolved = 0) AS unresolved, count(objections.activity_id) AS calls, "
            f"sum({BOOKED} OR EXISTS (SELECT 1 FROM follow_ups "
            "WHERE made_by_id = objections.activity_id)) AS went_on, max(raised_on) AS last_on "
            "FROM objections LEFT JOIN activities ON activities.id = objections.activity_id "
            "GROUP BY card"
        )
    ]
    typed = words_of(words)
    if typed:
        found = [each for each in found if _fits(typed, each, cards.get(each.card))]
    return sorted(found, key=lambda each: (-each.heard, each.title.casefold()))


def totals(reports: Iterable[ObjectionReport]) -> list[SourceTotal]:
    """Return the totals by source, in the order of SOURCES, those of lost cards at the end."""
    known = list(reports)
    made = []
    for source in (*SOURCES, LOST):
        of = [each for each in known if each.source == source]
        if of:
            resolved = sum(each.resolved for each in of)
            whole = resolved + sum(each.unresolved for each in of)
            heard = sum(each.heard for each in of)
            made.append(SourceTotal(source, heard, resolved, _percent(resolved, whole)))
    return made


def _report(row: "sqlite3.Row", card: "Objection | None") -> ObjectionReport:
    unresolved = row["unresolved"] or 0
    return ObjectionReport(
        card=row["card"],
        title=card.title if card else said_key(row["card"]),
        source=card.source if card else LOST,
        in_playbook=card is not None,
        heard=row["heard"],
        resolved=row["resolved"],
        unresolved=unresolved,
        unknown=row["heard"] - row["resolved"] - unresolved,
        calls=row["calls"],
        went_on=row["went_on"] or 0,
        last_on=date.fromisoformat(row["last_on"]),
    )


def _fits(typed: list[str], report: ObjectionReport, card: "Objection | None") -> bool:
    """Say whether every word begins a word of the card."""
    other = card.words if card else []
    there = words_of(" ".join((report.title, report.card, report.source, *other)))
    return all(any(each.startswith(word) for each in there) for word in typed)


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
