"""Signals of interest: their kinds and points, and what makes a lead of them (METHOD, urgency)."""

from typing import Literal, get_args

import msgspec

from workstation.method.urgency import Decay

Logged = Literal[
    "positive", "referral", "neutral", "hand_raiser", "conversation", "meeting_booked",
    "meeting_held", "no_show",
]  # fmt: skip
"""What the rep logs and what tells interest: kinds of response, a conversation, a meeting."""
LOGGED: tuple[str, ...] = get_args(Logged)

CROSSED = "crossed the mark of a lead"
"""Why there is a hand-raiser who asked for nothing: a fast-track signal made the lead."""


class SignalKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of signal.

    `letter` chooses it in the menu; `points` is what it gives (below 0: takes); with `least` and
    `most` the rep says how much. `fast_track`: when it makes a lead, the lead is a hand-raiser.
    `raises_hand`: it is one whatever the score. `on`: what is logged adds it by itself.
    """

    key: str
    title: str
    letter: str
    points: int
    least: int | None = None
    most: int | None = None
    fast_track: bool = False
    raises_hand: bool = False
    on: list[Logged] = []

    @property
    def asks(self) -> bool:
        """Whether the rep says how many points it is worth."""
        return self.most is not None


class SignalRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The kinds of signals, the mark of a lead and its clocks, and the decay.

    `lead_from`: the score from which an account is a lead; `hand_raiser_minutes` and `lead_hours`:
    how soon a hand-raiser and any other lead should hear from the rep; `too_late_hours`: no answer
    by then counts as a failure.
    """

    kinds: list[SignalKind]
    decay: Decay = Decay()
    lead_from: int = 65
    hand_raiser_minutes: int = 5
    lead_hours: int = 24
    too_late_hours: int = 24

    def kind(self, key: str) -> SignalKind | None:
        """Return the kind with this key or title, None when there is none."""
        said = _plain(key)
        return next((k for k in self.kinds if said in (_plain(k.key), _plain(k.title))), None)

    def on(self, logged: str) -> SignalKind | None:
        """Return the kind of signal that something logged adds by itself."""
        return next((kind for kind in self.kinds if logged in kind.on), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
