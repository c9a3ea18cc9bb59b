"""The classes of the follow-up queue, in order, and the numbers that put a record into one."""

from typing import Literal, get_args

import msgspec

QueueClassKey = Literal[
    "promised_now",
    "hand_raiser",
    "response",
    "new_lead",
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
    """One reason to be in the queue; `short` (at most 10 characters) stands in the list.

    `minutes` is what such a row takes until the rep's own pace is known.
    """

    key: QueueClassKey
    title: str
    short: str
    meaning: str
    minutes: int = 5


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much urgency, fit and age count in the order within a class.

    Each is an exponent from 0 (does not count) to 5; 1 is the plain product.
    """

    urgency: float = 1
    fit: float = 1
    age: float = 1


EVEN = Weights()
MOST_WEIGHT = 5


class QueueRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The queue: its classes, most urgent first, and its thresholds.

    `lead_minutes`: how long before its moment a promise comes up; `quiet_days`: days without a
    touch after which a good account goes quiet; `fresh_per_day`: cold accounts offered a day;
    `untouched_months`: how long a cold account must have been left alone; `fresh_tier`: the last
    tier that is offered cold, 1 to 3 (tier 4 is nurtured only); `depth_touches` and
    `depth_contacts`: how often an account is touched, and through how many people, before it is
    given up.
    """

    classes: list[QueueClass]
    weights: Weights = EVEN
    lead_minutes: int = 10
    quiet_days: int = 14
    fresh_per_day: int = 20
    untouched_months: int = 6
    fresh_tier: int = 1
    depth_touches: int = 10
    depth_contacts: int = 5
