"""The classes of the follow-up queue, in order, and the numbers that put a record into one."""

from typing import Literal, get_args

import msgspec

QueueClassKey = Literal[
    "promised_now",
    "hand_raiser",
    "response",
    "promised_today",
    "overdue",
    "baton",
    "step_due",
    "no_next_step",
    "check_back",
    "going_quiet",
    "fresh_ground",
]
QUEUE_CLASS_KEYS: tuple[str, ...] = get_args(QueueClassKey)


class QueueClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reason to be in the queue; `short` (at most 10 characters) stands in the list."""

    key: QueueClassKey
    title: str
    short: str
    meaning: str


class QueueRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The queue: its classes, most urgent first, and its thresholds.

    `lead_minutes`: how long before its moment a promise comes up; `quiet_days`: days without a
    touch after which a good account goes quiet; `fresh_per_day`: cold accounts offered a day;
    `untouched_months`: how long a cold account must have been left alone.
    """

    classes: list[QueueClass]
    lead_minutes: int = 10
    quiet_days: int = 14
    fresh_per_day: int = 20
    untouched_months: int = 6
