"""What a call or meeting came to, and what each outcome proposes to do next."""

from typing import Literal

import msgspec

OUTCOME_KEYS: tuple[str, ...] = (
    "no_answer",
    "busy",
    "wrong_number",
    "gatekeeper",
    "voicemail",
    "call_back",
    "conversation",
    "qualification",
    "discovery",
    "meeting_held",
    "no_show",
    "not_interested",
    "do_not_call",
)
"""The outcomes every playbook has; a team may add its own beside them."""

Channel = Literal["call", "email", "meeting", "social", "task"]


class NextStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The follow-up an outcome proposes.

    `when` is text for `parse_when`, "+1d" for instance; "" asks the rep to type it.
    `promised` means the prospect expects it.
    """

    when: str
    channel: Channel = "call"
    why: str
    promised: bool = False


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outcome with the written rule by which a rep chooses it.

    `bin` is the bin proposed (None keeps it), only when the account is in one of `bin_from` (empty:
    any). `mark` flags the number or the person; `meeting` is what the activity says of a meeting.
    """

    key: str
    title: str
    letter: str
    rule: str
    counts_as: Literal["unanswered", "answered", "conversation"]
    of: Literal["call", "meeting"] = "call"
    next: NextStep | None = None
    bin: str | None = None
    bin_from: list[str] = []
    mark: Literal["wrong_number", "do_not_call"] | None = None
    asks_reason: bool = False
    meeting: Literal["booked", "held", "no_show"] | None = None

    def proposes_bin(self, current: str) -> str | None:
        """Return the bin to propose for an account now in `current`; None when it should stay."""
        if self.bin is None or self.bin == current:
            return None
        if self.bin_from and current not in self.bin_from:
            return None
        return self.bin
