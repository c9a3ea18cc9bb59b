"""Closing a day: what it came to, what was left hanging, and the record of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.elsewhere import DONE_HERE
from workstation.desk.measures.measures import whole
from workstation.method.days import say_day
from workstation.method.text import clean

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.goals import Goal


@dataclass(frozen=True, slots=True)
class Loose:
    """An account something was left hanging at: `what` says what, "" for no next step at all."""

    account_id: int
    account: str
    what: str


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """What a day came to, numbers first.

    `promises` are accounts something was agreed with on that day and nothing is planned for;
    `without_step` the others touched without a next step, where the bin brings none by itself.
    `follow_ups_done` were closed as done on the day, out of `follow_ups_due` that were due by its
    end or were done early. `closed` tells whether the day has been closed, with `note`.
    """

    day: date
    goals: tuple["Goal", ...]
    dials: int
    conversations: int
    emails: int
    follow_ups_done: int
    follow_ups_due: int
    promises: tuple[Loose, ...]
    without_step: tuple[Loose, ...]
    closed: bool
    note: str | None

    @property
    def hit(self) -> int:
        """How many goals were reached."""
        return sum(goal.done for goal in self.goals)


def day_numbers(desk: "Desk", day: date, goals: Sequence["Goal"]) -> DayNumbers:
    """Work out a day's numbers; promises are judged by what is planned now."""
    promises, without = _loose(desk, day)
    done, due = _follow_ups(desk, day)
    closing = desk.store.row("SELECT note FROM day_closings WHERE day_on = ?", (day.isoformat(),))
    return DayNumbers(
        day=day,
        goals=tuple(goals),
        dials=_count(desk, "dials", day),
        conversations=_count(desk, "conversations", day),
        emails=_count(desk, "emails_sent", day),
        follow_ups_done=done,
        follow_ups_due=due,
        promises=promises,
        without_step=without,
        closed=closing is not None,
        note=closing["note"] if closing else None,
    )


def close_day(desk: "Desk", day: date, goals: Sequence["Goal"], note: str) -> Changed:
    """Write the day's result and note; an earlier closing of it is replaced."""
    hit = sum(goal.done for goal in goals)
    says = say_day(day, near=desk.days.today())
    title = f"Close {says}: {hit} of {len(goals)} {'goal' if len(goals) == 1 else 'goals'}"
    number = desk.store.value("SELECT id FROM day_closings WHERE day_on = ?", (day.isoformat(),))
    values: dict[str, str | int | None] = {
        "day_on": day.isoformat(),
        "goals_planned": len(goals),
        "goals_hit": hit,
        "note": clean(note).strip() or None,
        "closed_at": desk.days.stamp()[0],
    }
    with desk.store.action(title) as act:
        if number is None:
            number = act.insert("day_closings", values)
        else:
            act.update("day_closings", number, values)
    return Changed(act.id, title, made=number)


def _count(desk: "Desk", key: str, day: date) -> int:
    return whole(desk.measures.value(key, day, day)) if desk.measures.has(key) else 0


def _follow_ups(desk: "Desk", day: date) -> tuple[int, int]:
    done = desk.store.value(
        "SELECT count(*) FROM follow_ups WHERE closed_on = ? AND state = 'done'",
        (day.isoformat(),),
    )
    left = desk.store.value(
        "SELECT count(*) FROM follow_ups WHERE state = 'open' AND promised IN (0, 1) "
        "AND due_on <= ?",
        (day.isoformat(),),
    )
    return int(done), int(done) + int(left)


def _loose(desk: "Desk", day: date) -> tuple[tuple[Loose, ...], tuple[Loose, ...]]:
    """Return the accounts touched on the day that have nothing planned: promised, and others."""
    promised = {
        outcome.key: outcome.next.why
        for outcome in desk.playbook.outcomes
        if outcome.next is not None and outcome.next.promised
    }
    stepping = {
        found.key
        for found in desk.playbook.bins
        if found.prospecting in ("allowed", "campaign_only") and not found.resurface_after_months
    }
    rows = desk.store.rows(
        "SELECT accounts.id, accounts.name, accounts.bin, outcome, buyer_action "
        "FROM activities JOIN accounts ON accounts.id = activities.account_id "
        f"WHERE happened_on = ? AND is_touch AND {DONE_HERE} AND next_follow_up_on IS NULL "
        "ORDER BY happened_at, activities.id",
        (day.isoformat(),),
    )
    agreed: dict[int, Loose] = {}
    others: dict[int, Loose] = {}
    for row in rows:
        what = row["buyer_action"] or promised.get(row["outcome"] or "")
        if what:
            agreed[row["id"]] = Loose(row["id"], row["name"], what)
        elif row["bin"] in stepping:
            others[row["id"]] = Loose(row["id"], row["name"], "")
    return (
        tuple(agreed.values()),
        tuple(found for number, found in others.items() if number not in agreed),
    )
