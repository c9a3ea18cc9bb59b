"""Drills: objections practised aloud against the clock, and the record of them."""

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.method import drills
from workstation.method.drills import CRITERIA, Scores
from workstation.method.objections import Objection

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

__all__ = ["CardStanding", "Drill", "Drills", "Scores"]

LONGEST = 3600
"""Seconds an answer counts at most; a drill left open over lunch is no longer one."""


class Drill(msgspec.Struct, frozen=True):
    """One answer practised: its card, how long it took, and how it was."""

    id: int
    card: str
    title: str
    seconds: int
    scores: Scores
    done_on: date


class CardStanding(msgspec.Struct, frozen=True):
    """How well a card goes: times practised, average score (0 to 8), average seconds.

    ``weakest`` is the criterion with the lowest average, "" when all are alike; numbers are None
    for a card never practised.
    """

    card: str
    title: str
    source: str
    times: int
    average: float | None
    seconds: int | None
    weakest: str
    last_on: date | None


class Drills:
    """Draws cards and keeps how they went."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def draw(self, rng: Random, *, but: str = "") -> Objection:
        """Draw a card, preferring those never or least well done; ``but`` is not drawn again.

        Raises:
            DeskError: the playbook has no objections.
        """
        rows = self._desk.store.rows(
            "SELECT card, avg(source + question + story + proof) AS average "
            "FROM drills GROUP BY card"
        )
        averages = {row["card"]: row["average"] for row in rows}
        card = drills.draw(self._desk.playbook.objections, averages, rng, but=but)
        if card is None:
            raise DeskError("There are no objections to practise: objections.yaml is empty.")
        return card

    def record(self, card: str, seconds: int, scores: Scores) -> Changed:
        """Keep how an answer went, as one recorded action.

        Raises:
            DeskError: there is no such card.
        """
        found = next((each for each in self._desk.playbook.objections if each.key == card), None)
        if found is None:
            raise DeskError(f"There is no objection {card!r} in the playbook.")
        title = f"Practise “{found.title}”: {scores.total} of {drills.BEST}"
        at, day = self._desk.days.stamp()
        with self._desk.store.action(title) as act:
            made = act.insert(
                "drills",
                {
                    "card": card,
                    "seconds": min(max(seconds, 0), LONGEST),
                    **{key: getattr(scores, key) for key in CRITERIA},
                    "done_at": at,
                    "done_on": day,
                },
            )
        return Changed(act.id, title, made=made)

    def history(self, limit: int = 50) -> list[Drill]:
        """Return what was practised, latest first."""
        rows = self._desk.store.rows(
            "SELECT * FROM drills ORDER BY done_at DESC, id DESC LIMIT ?", (limit,)
        )
        titles = {each.key: each.title for each in self._desk.playbook.objections}
        return [
            Drill(
                row["id"],
                row["card"],
                titles.get(row["card"], row["card"]),
                row["seconds"],
                Scores(**{key: row[key] for key in CRITERIA}),
                date.fromisoformat(row["done_on"]),
            )
            for row in rows
        ]

    def standing(self) -> list[CardStanding]:
        """Return how well each card of the playbook goes, in the playbook's order."""
        sums = ", ".join(f"avg({key}) AS {key}" for key in CRITERIA)
        rows = {
            row["card"]: row
            for row in self._desk.store.rows(
                f"SELECT card, count(*) AS times, avg(seconds) AS seconds, {sums}, "
                "max(done_on) AS last_on FROM drills GROUP BY card"
            )
        }
        found = []
        for each in self._desk.playbook.objections:
            row = rows.get(each.key)
            if row is None:
                found.append(
                    CardStanding(each.key, each.title, each.source, 0, None, None, "", None)
                )
                continue
            scores = {key: float(row[key]) for key in CRITERIA}
            found.append(
                CardStanding(
                    each.key,
                    each.title,
                    each.source,
                    row["times"],
                    sum(scores.values()),
                    round(row["seconds"]),
                    drills.weakest(scores),
                    date.fromisoformat(row["last_on"]),
                )
            )
        return found
