"""What earlier calls to an account left beside their notes: concerns, whys, where they stood."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.calls.under_way import Rung
from workstation.desk.prepared import answers_for
from workstation.method.buyer import SCALES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

LATEST = 6
"""How many earlier concerns are told, and how far back it is looked where a buyer stood."""


class Heard(msgspec.Struct, frozen=True):
    """A concern raised in an earlier call; ``resolved`` is None when nobody said."""

    card: str
    said: str
    resolved: bool | None
    on: date


class Background(msgspec.Struct, frozen=True):
    """What earlier calls left.

    ``standing`` is the last level known by scale ("interest", "urgency", "stage"); ``ladder`` the
    why-ladder of the latest call that has one; ``prepared`` what was answered before this call, by
    question of the preparation, and ``questions`` how many there are.
    """

    heard: tuple[Heard, ...] = ()
    ladder: tuple[Rung, ...] = ()
    standing: dict[str, str] = {}
    prepared: dict[str, str] = {}
    questions: int = 0


def background(desk: "Desk", account_id: int, contact_id: int | None = None) -> Background:
    """Return what earlier calls to an account left, and what was prepared for this one."""
    answers = answers_for(desk, account_id, contact_id)
    return Background(
        _heard(desk, account_id),
        _ladder(desk, account_id),
        _standing(desk, account_id),
        {each.key: answers[each.key] for each in desk.playbook.preparation if each.key in answers},
        len(desk.playbook.preparation),
    )


def _heard(desk: "Desk", account_id: int) -> tuple[Heard, ...]:
    rows = desk.store.rows(
        "SELECT card, said, resolved, raised_on FROM objections WHERE account_id = ? "
        "ORDER BY raised_on DESC, id DESC LIMIT ?",
        (account_id, LATEST),
    )
    return tuple(
        Heard(
            row["card"],
            row["said"] or "",
            None if row["resolved"] is None else bool(row["resolved"]),
            date.fromisoformat(row["raised_on"]),
        )
        for row in rows
    )


def _ladder(desk: "Desk", account_id: int) -> tuple[Rung, ...]:
    rows = desk.store.rows(
        "SELECT id, parent_id, text FROM whys WHERE account_id = ?1 AND activity_id IS "
        "(SELECT activity_id FROM whys WHERE account_id = ?1 ORDER BY id DESC LIMIT 1) "
        "ORDER BY position",
        (account_id,),
    )
    depths: dict[int | None, int] = {None: -1}
    rungs = []
    for row in rows:
        depths[row["id"]] = depth = depths.get(row["parent_id"], -1) + 1
        rungs.append(Rung(row["text"], depth))
    return tuple(rungs)


def _standing(desk: "Desk", account_id: int) -> dict[str, str]:
    """Return the last level known of each scale, from the calls of an account."""
    known: dict[str, str] = {}
    for row in desk.store.rows(
        "SELECT interest, buyer_urgency AS urgency, buyer_stage AS stage FROM activities "
        "WHERE account_id = ? AND coalesce(interest, buyer_urgency, buyer_stage) IS NOT NULL "
        "ORDER BY happened_at DESC LIMIT ?",
        (account_id, LATEST),
    ):
        for scale in SCALES:
            if row[scale]:
                known.setdefault(scale, row[scale])
    return known
