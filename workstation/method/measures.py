"""The measures: each defined once, used by goals, dashboard and command line alike."""

from collections.abc import Mapping
from typing import Literal

import msgspec

ColumnKind = Literal["text", "number", "day", "moment"]
Table = Literal["activities", "opportunities", "follow_ups", "accounts", "contacts"]
Period = Literal["day", "week", "month"]
How = Literal[
    "count", "sum", "ratio", "difference", "average_days", "first_response",
    "touches_per_account", "contacts_per_account",
]  # fmt: skip
WORKED: tuple[How, ...] = ("first_response", "touches_per_account", "contacts_per_account")
"""Those worked out from more than the rows of one table."""
AVERAGES: tuple[How, ...] = ("ratio", "average_days", *WORKED)
"""Those of which the numbers of two days do not add up to that of both."""

FIVE_MINUTES = 300
"""Seconds from which a call is one of substance (METHOD, measures: five-minute calls)."""

COLUMNS: Mapping[str, Mapping[str, ColumnKind]] = {
    "activities": {
        "kind": "text",
        "direction": "text",
        "outcome": "text",
        "counts_as": "text",
        "meeting": "text",
        "flow": "text",
        "seconds": "number",
        "happened_on": "day",
        "happened_at": "moment",
    },
    "opportunities": {
        "stage": "text",
        "kind": "text",
        "source": "text",
        "amount_minor": "number",
        "passed_on": "day",
        "accepted_on": "day",
        "closed_on": "day",
        "first_response_on": "day",
        "created_on": "day",
    },
    "follow_ups": {
        "state": "text",
        "channel": "text",
        "kind": "text",
        "promised": "number",
        "kept": "number",
        "due_on": "day",
        "first_due_on": "day",
        "closed_on": "day",
    },
    "accounts": {
        "bin": "text",
        "source": "text",
        "became_lead_on": "day",
        "created_on": "day",
    },
    "contacts": {"created_on": "day"},
}
"""The columns a measure may look at, by table, with what they hold."""

RESPONSES: tuple[str, ...] = (
    "positive",
    "referral",
    "neutral",
    "negative",
    "out_of_office",
    "bounce",
    "opt_out",
)
"""What an answered email came to: the `outcome` of an activity of kind `response`."""

VALUES: Mapping[tuple[str, str], tuple[str | int, ...]] = {
    ("activities", "kind"): (
        "call",
        "email",
        "response",
        "meeting",
        "note",
        "social",
        "bin",
        "skip",
    ),
    ("activities", "direction"): ("out", "in"),
    ("activities", "counts_as"): ("unanswered", "answered", "conversation"),
    ("activities", "meeting"): ("booked", "held", "no_show"),
    ("opportunities", "stage"): ("new", "qualified", "won", "lost", "walked_away", "rejected"),
    ("opportunities", "kind"): ("new", "add_on", "renewal"),
    ("opportunities", "source"): ("seed", "net", "spear"),
    ("accounts", "source"): ("seed", "net", "spear"),
    ("follow_ups", "kind"): ("next_step", "hand_raiser", "response", "check_back", "cadence"),
    ("follow_ups", "state"): ("open", "done", "skipped"),
    ("follow_ups", "channel"): ("call", "email", "meeting", "social", "task"),
    ("follow_ups", "promised"): (0, 1),
    ("follow_ups", "kept"): (0, 1),
}
"""Columns that hold one of a few words: a measure that asks for another would always be zero."""


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measure, as data.

    `count` and `sum` look at rows of `table` whose columns hold one of the values in `where`, at
    least the numbers in `at_least`, and anything in `present`; a row belongs to the day in
    `dated_by`. `ratio` is `of` / `over` (a fraction: 0.08 is shown as 8 %), `difference` is `of`
    minus `less`, `average_days` the mean of `end` - `start` of rows dated by `end`.
    `first_response` is the median time from seeing a raised hand to the first touch, in minutes;
    `touches_per_account` and `contacts_per_account` say how deep the accounts worked now have been
    worked by the end of the span (METHOD, measures: depth). `adds` is the
    column a sum adds up; money is in minor units. `targets` are per day, week or month.
    `goal_one` and `goal_many` word a goal made from it; `{target}` stands for the number.
    """

    key: str
    title: str
    meaning: str
    unit: str = ""
    how: How
    table: Table | None = None
    where: dict[str, list[str | int]] = {}
    at_least: dict[str, int] = {}
    present: list[str] = []
    dated_by: str | None = None
    adds: str | None = None
    of: str | None = None
    over: str | None = None
    less: str | None = None
    start: str | None = None
    end: str | None = None
    shows: Literal["number", "percent", "money", "days", "minutes"] = "number"
    targets: dict[Period, float] = {}
    for_goals: bool = False
    goal_one: str = ""
    goal_many: str = ""


class Pace(msgspec.Struct, frozen=True):
    """How a count stands against its target, in the measure's own unit.

    `expected` is where it should be by now, `gap` how far it is behind (negative: ahead), and
    `per_day_left` what each remaining working day, today included, has to bring.
    """

    expected: float
    gap: float
    per_day_left: float


def pace(done: float, target: float, working_days_gone: int, working_days_total: int) -> Pace:
    """Compare what is done with a target spread evenly over the working days of the period.

    `working_days_gone` are the finished ones. With no working day left everything missing is due
    now.
    """
    total = max(working_days_total, 0)
    gone = min(max(working_days_gone, 0), total)
    expected = target * gone / total if total else target
    missing = max(target - done, 0.0)
    left = total - gone
    return Pace(
        expected=expected, gap=expected - done, per_day_left=missing / left if left else missing
    )


def goal_text(measure: Measure, target: int) -> str:
    """Word a counted goal, such as "hold 5 conversations"."""
    if target == 1 and measure.goal_one:
        return measure.goal_one
    if measure.goal_many:
        return measure.goal_many.replace("{target}", str(target))
    return f"{measure.title.lower()}: {target}"
