"""The loaded playbook: everything a team may change, checked and typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import msgspec

if TYPE_CHECKING:
    from workstation.method.backwards import TargetRules
    from workstation.method.bins import Bin, BinKey
    from workstation.method.buyer import BuyerScales
    from workstation.method.cadence import Cadence
    from workstation.method.dashboard import Tile
    from workstation.method.emails import EmailTemplate
    from workstation.method.flow import Flow, Question
    from workstation.method.goals import GoalRules
    from workstation.method.hours import CallingHours
    from workstation.method.limits import Limits
    from workstation.method.measures import Measure
    from workstation.method.objections import Objection
    from workstation.method.openers import Opener
    from workstation.method.outcomes import Outcome
    from workstation.method.preparation import PreparationQuestion
    from workstation.method.profiles import Profile
    from workstation.method.ranking import QueueRules
    from workstation.method.signals import SignalRules
    from workstation.method.stories import Story


class Keyed(Protocol):
    """What is found by its key."""

    @property
    def key(self) -> str:
        """Its key."""
        ...


_K = TypeVar("_K", bound=Keyed)
_P = TypeVar("_P")


class Playbook:
    """Bins, outcomes, flows and all that a call uses, measures, goals, tiles, queue, hours, limits.

    A part that is held packed is unpacked when it is first asked for: a start needs few of them.
    The lookups raise KeyError for a key the playbook does not have; ``bin`` answers for any key.

    Args:
        held: every part by its name, as it is or packed by ``pack``.
    """

    def __init__(self, held: Mapping[str, object]) -> None:
        self._held = dict(held)

    def pack(self) -> dict[str, bytes]:
        """Return every part as MessagePack."""
        return {name: msgspec.msgpack.encode(getattr(self, name)) for name in PARTS}

    def but(self, **parts: object) -> Playbook:
        """Return this playbook with other parts in place of its own.

        Raises:
            TypeError: a playbook has no such part.
        """
        if strangers := parts.keys() - set(PARTS):
            raise TypeError(f"no part of a playbook: {', '.join(sorted(strangers))}")
        return Playbook({**self._held, **parts})

    def __eq__(self, other: object) -> bool:
        """Say whether all parts are the same."""
        if not isinstance(other, Playbook):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in PARTS)

    __hash__ = None  # type: ignore[assignment]

    def _part(self, name: str, kind: type[_P]) -> _P:
        held = self._held[name]
        if isinstance(held, bytes):
            return msgspec.msgpack.decode(held, type=kind)
        return cast("_P", held)

    @cached_property
    def bins(self) -> list[Bin]:
        """The eight bins."""
        from workstation.method.bins import Bin

        return self._part("bins", list[Bin])

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What may come of a call."""
        from workstation.method.outcomes import Outcome

        return self._part("outcomes", list[Outcome])

    @cached_property
    def flows(self) -> list[Flow]:
        """The call flows; a team's own at the end."""
        from workstation.method.flow import Flow

        return self._part("flows", list[Flow])

    @cached_property
    def measures(self) -> list[Measure]:
        """What is counted, and how."""
        from workstation.method.measures import Measure

        return self._part("measures", list[Measure])

    @cached_property
    def goals(self) -> GoalRules:
        """How the day's goals are suggested."""
        from workstation.method.goals import GoalRules

        return self._part("goals", GoalRules)

    @cached_property
    def tiles(self) -> list[Tile]:
        """The tiles of the dashboard."""
        from workstation.method.dashboard import Tile

        return self._part("tiles", list[Tile])

    @cached_property
    def queue(self) -> QueueRules:
        """The classes of the queue, in order, and its rules."""
        from workstation.method.ranking import QueueRules

        return self._part("queue", QueueRules)

    @cached_property
    def hours(self) -> CallingHours:
        """When to call whom."""
        from workstation.method.hours import CallingHours

        return self._part("hours", CallingHours)

    @cached_property
    def limits(self) -> Limits:
        """How much is too much."""
        from workstation.method.limits import Limits

        return self._part("limits", Limits)

    @cached_property
    def preparation(self) -> list[PreparationQuestion]:
        """The questions of the card before a call."""
        from workstation.method.preparation import PreparationQuestion

        return self._part("preparation", list[PreparationQuestion])

    @cached_property
    def openers(self) -> list[Opener]:
        """Ways to begin."""
        from workstation.method.openers import Opener

        return self._part("openers", list[Opener])

    @cached_property
    def objections(self) -> list[Objection]:
        """What is said against it, and what helps."""
        from workstation.method.objections import Objection

        return self._part("objections", list[Objection])

    @cached_property
    def stories(self) -> list[Story]:
        """Stories of customers."""
        from workstation.method.stories import Story

        return self._part("stories", list[Story])

    @cached_property
    def buyer(self) -> BuyerScales:
        """The scales a buyer stands on."""
        from workstation.method.buyer import BuyerScales

        return self._part("buyer", BuyerScales)

    @cached_property
    def emails(self) -> list[EmailTemplate]:
        """The templates of emails."""
        from workstation.method.emails import EmailTemplate

        return self._part("emails", list[EmailTemplate])

    @cached_property
    def cadences(self) -> list[Cadence]:
        """The cadences; a team's own at the end."""
        from workstation.method.cadence import Cadence

        return self._part("cadences", list[Cadence])

    @cached_property
    def signals(self) -> SignalRules:
        """Signs of interest, and what they count."""
        from workstation.method.signals import SignalRules

        return self._part("signals", SignalRules)

    @cached_property
    def profiles(self) -> list[Profile]:
        """The ideal customer profiles."""
        from workstation.method.profiles import Profile

        return self._part("profiles", list[Profile])

    @cached_property
    def targets(self) -> TargetRules:
        """What targets are worked back from."""
        from workstation.method.backwards import TargetRules

        return self._part("targets", TargetRules)

    def bin(self, key: str) -> Bin:
        """Return the bin with this key; one nobody knows is as guarded as an avoid bin."""
        try:
            return _find(self.bins, key)
        except KeyError:
            return _stranger(key)

    def open_bins(self) -> list[str]:
        """Return the keys of the bins one may prospect in; what is in no known bin is in none."""
        return [each.key for each in self.bins if each.prospecting != "refused"]

    def outcome(self, key: str) -> Outcome:
        """Return the outcome with this key."""
        return _find(self.outcomes, key)

    def flow(self, key: str) -> Flow:
        """Return the flow with this key."""
        return _find(self.flows, key)

    def measure(self, key: str) -> Measure:
        """Return the measure with this key."""
        return _find(self.measures, key)

    def question(self, key: str) -> Question:
        """Return the question with this key, from whichever flow asks it first."""
        return _find([question for flow in self.flows for question in flow.questions()], key)


PARTS = tuple(name for name, held in vars(Playbook).items() if isinstance(held, cached_property))
"""The parts of a playbook, each an attribute of it."""


def _stranger(key: str) -> Bin:
    """Return what stands for a bin the playbook does not have: a file changed by other programs."""
    from workstation.method.bins import Bin
    from workstation.method.text import clean_line

    return Bin(
        key=cast("BinKey", key),
        title=clean_line(key) or "no bin",
        letter="?",
        meaning="not in the playbook; workstation check puts it right",
        prospecting="refused",
    )


def _find(items: list[_K], key: str) -> _K:
    for item in items:
        if item.key == key:
            return item
    raise KeyError(key)
