"""Limits that keep a rep from hounding people and from working without a break."""

import msgspec

from workstation.method.hours import clock_time


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much is enough; every number is the playbook's to change.

    `unanswered_a_day` calls to one contact without an answer, then `days_between` days before the
    next try (Heinz Marketing); a call block lasts `block_minutes`, a break is due after
    `break_after_minutes`, the day stops at `day_ends` local time (Predictable Revenue, the day).
    """

    unanswered_a_day: int = 2
    days_between: int = 1
    block_minutes: int = 60
    break_after_minutes: int = 90
    day_ends: str = "18:00"

    def __post_init__(self) -> None:
        clock_time(self.day_ends)
        for name, least in (
            ("unanswered_a_day", 1),
            ("days_between", 0),
            ("block_minutes", 1),
            ("break_after_minutes", 1),
        ):
            found = getattr(self, name)
            if found < least:
                message = f"{name} is {found}, expected {least} or more"
                raise ValueError(message)
