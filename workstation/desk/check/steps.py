"""What is planned and what runs: closed or open and not both, and one cadence with a person."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rows, Rule, update

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

OPEN_IS_OPEN = Rows(
    "open_follow_ups",
    "open follow-ups that say when they were closed",
    "follow_ups",
    "state = 'open' AND coalesce(closed_on, closed_at, closed_by_id) IS NOT NULL",
    "is open and was closed {day}",
    {"day": "coalesce(closed_on, closed_at, 'by a call')"},
    {"closed_on": "NULL", "closed_at": "NULL", "closed_by_id": "NULL"},
    repair="They are open: nothing that is to be done is dropped.",
)

CLOSED_HAS_DAY = Rows(
    "closed_follow_ups",
    "closed follow-ups without the day",
    "follow_ups",
    "state <> 'open' AND closed_on IS NULL",
    "is {state} and nobody knows when",
    {"state": "state"},
    {"closed_on": "coalesce(date(closed_at), date(updated_at))"},
    repair="They were closed when they were last changed.",
)

RUN_ENDED = Rows(
    "ended_cadences",
    "cadences that go on and have an end, or the other way round",
    "cadence_runs",
    "(state = 'ended') <> (ended_on IS NOT NULL)",
    "is {state}, and its last day is {day}",
    {"state": "state", "day": "coalesce(ended_on, 'not known')"},
    {"ended_on": "iif(state = 'ended', date(updated_at), NULL)"},
    repair="The state holds.",
)

_SEVERAL = (
    "SELECT id FROM cadence_runs WHERE state <> 'ended' AND contact_id IS NOT NULL AND id < "
    "(SELECT max(id) FROM cadence_runs AS other WHERE other.contact_id = cadence_runs.contact_id "
    "AND other.state <> 'ended')"
)


class OneCadence(Rule):
    """At most one cadence is under way with a person."""

    key = "one_cadence"
    title = "cadences under way with a person who has a newer one"
    repair = "The newest goes on; the others end, and their open steps are skipped."

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the older ones."""
        del progress
        for row in desk.store.each(_SEVERAL):
            yield Found("cadence_runs", row[0], "runs beside a newer one with the same person")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """End the older ones and skip their steps."""
        moment, day = desk.days.stamp()
        why = "another cadence runs with the same person"
        runs = [row[0] for row in desk.store.rows(_SEVERAL)]
        steps = desk.store.rows(
            f"SELECT id FROM follow_ups WHERE state = 'open' AND cadence_run_id IN ({_SEVERAL})"
        )
        names = ("state", "skip_reason", "closed_at", "closed_on")
        update(act, "follow_ups", names, [(row[0], "skipped", why, moment, day) for row in steps])
        ended = [(run, "ended", day, why) for run in runs]
        return update(act, "cadence_runs", ("state", "ended_on", "end_reason"), ended)
