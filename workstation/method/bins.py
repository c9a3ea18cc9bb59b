"""The eight bins an account can be in, and what each of them permits."""

from typing import Literal, get_args

import msgspec

BinKey = Literal[
    "cold",
    "working",
    "nurture.opportunity",
    "nurture.quarterly",
    "nurture.dead",
    "avoid.client",
    "avoid.bad_fit",
    "avoid.duplicate",
]
BIN_KEYS: tuple[str, ...] = get_args(BinKey)
AVOID_KEYS = tuple(key for key in BIN_KEYS if key.startswith("avoid."))

Purpose = Literal["pitch", "campaign", "mapping", "research"]


class Bin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One bin: an account's stage before an opportunity exists (Predictable Revenue, status).

    `letter` chooses it in the bin picker; `limit` is the number of accounts above which a warning
    is shown; `resurface_after_months` counts from the day named by `counts_from`.
    """

    key: BinKey
    title: str
    group: Literal["", "nurture", "avoid"] = ""
    letter: str
    meaning: str
    prospecting: Literal["allowed", "campaign_only", "watch", "refused"]
    needs_next_step: bool = False
    limit: int | None = None
    resurface_after_months: int | None = None
    counts_from: Literal["bin_since", "last_touch"] = "last_touch"


class Verdict(msgspec.Struct, frozen=True):
    """Whether a person at an account may be prospected; `why` is one sentence, "" when all is well.

    A verdict that is `ok` may still carry a `why`: advice the rep sees and may follow. One that is
    not has its reason in two or three words as `short`, for a title ("in Client").
    """

    ok: bool
    why: str = ""
    short: str = ""


def may_prospect(
    bin_: Bin,
    *,
    do_not_call: bool = False,
    opted_out: bool = False,
    bounced: bool = False,
    channel: str = "call",
    purpose: Purpose = "pitch",
) -> Verdict:
    """Say whether this contact in this bin may be called or mailed as a prospect.

    Refused in the avoid bins, on the phone to people who asked not to be called, in writing to
    those who opted out or whose address bounced (Predictable Revenue, account status; CAN-SPAM).
    """
    if bin_.prospecting == "refused":
        why = f"The account is in {bin_.title}: {bin_.meaning}"
        return Verdict(ok=False, why=why, short=f"in {bin_.title}")
    if do_not_call and channel == "call":
        why = "This person asked not to be called."
        return Verdict(ok=False, why=why, short="do not call")
    if opted_out and channel == "email":
        why = "This person opted out of email."
        return Verdict(ok=False, why=why, short="opted out of email")
    if bounced and channel == "email":
        why = "The last email to this address came back."
        return Verdict(ok=False, why=why, short="mail comes back")
    if bin_.prospecting == "campaign_only" and purpose == "pitch":
        return Verdict(
            ok=True,
            why=f"{bin_.title} accounts are opened by a campaign, a mapping or a research call.",
        )
    if bin_.prospecting == "watch":
        return Verdict(ok=True, why="An opportunity is alive here: agree with its owner first.")
    return Verdict(ok=True)
