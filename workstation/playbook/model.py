"""The loaded playbook: everything a team may change, checked and typed."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

import msgspec

from workstation.method.bins import Bin
from workstation.method.buyer import BuyerScales
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
from workstation.method.ranking import QueueRules
from workstation.method.stories import Story


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_K = TypeVar("_K", bound=_Keyed)
_V = TypeVar("_V", bound=msgspec.Struct)


class Playbook(msgspec.Struct, frozen=True, kw_only=True):
    """Bins, outcomes, flows and all that a call uses, measures, goals, tiles, queue, hours, limits.

    The lookups raise KeyError for a key the playbook does not have.
    """

    bins: list[Bin]
    outcomes: list[Outcome]
    flows: list[Flow]
    measures: list[Measure]
    goals: GoalRules
    tiles: list[Tile]
    queue: QueueRules
    hours: CallingHours
    limits: Limits
    preparation: list[PreparationQuestion]
    openers: list[Opener]
    objections: list[Objection]
    stories: list[Story]
    buyer: BuyerScales
    emails: list[EmailTemplate]

    def bin(self, key: str) -> Bin:
        """Return the bin with this key."""
        return _find(self.bins, key)

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


def _find(items: list[_K], key: str) -> _K:
    for item in items:
        if item.key == key:
            return item
    raise KeyError(key)


class BinsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What bins.yaml holds."""

    bins: list[Bin]


class OutcomesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What outcomes.yaml holds."""

    outcomes: list[Outcome]


class MeasuresFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What measures.yaml holds."""

    measures: list[Measure]


class DashboardFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What dashboard.yaml holds."""

    tiles: list[Tile]


class PreparationFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What preparation.yaml holds."""

    questions: list[PreparationQuestion]


class OpenersFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What openers.yaml holds."""

    openers: list[Opener]


class ObjectionsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What objections.yaml holds."""

    objections: list[Objection]


class StoriesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stories.yaml holds."""

    stories: list[Story]


class EmailsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What emails.yaml holds."""

    emails: list[EmailTemplate]


FILES: dict[str, type[msgspec.Struct]] = {
    "bins.yaml": BinsFile,
    "outcomes.yaml": OutcomesFile,
    "measures.yaml": MeasuresFile,
    "goals.yaml": GoalRules,
    "dashboard.yaml": DashboardFile,
    "queue.yaml": QueueRules,
    "hours.yaml": CallingHours,
    "limits.yaml": Limits,
    "preparation.yaml": PreparationFile,
    "openers.yaml": OpenersFile,
    "objections.yaml": ObjectionsFile,
    "stories.yaml": StoriesFile,
    "buyer.yaml": BuyerScales,
    "emails.yaml": EmailsFile,
}
"""The files of a playbook folder and the type of each; flows/<key>.yaml are Flows."""

FLOWS = "flows/"
_FLOW_ORDER = (
    "qualification",
    "first_contact",
    "discovery",
    "working_session",
    "mapping",
    "research",
    "voicemail",
    "check_back",
    "dead_opportunity",
    "no_show",
    "baton",
    "check_in",
    "give_first",
)


def flow_file(key: str) -> str:
    """Return the file of a flow: "flows/qualification.yaml"."""
    return f"{FLOWS}{key}.yaml"


def type_of(file: str) -> type[msgspec.Struct]:
    """Return the type a file's values must have."""
    return Flow if file.startswith(FLOWS) else FILES[file]


def assemble(files: Mapping[str, msgspec.Struct]) -> Playbook:
    """Put the values of all files together; flows in the usual order, a team's own at the end."""
    flows = [value for value in files.values() if isinstance(value, Flow)]
    ranks = {key: rank for rank, key in enumerate(_FLOW_ORDER)}
    flows.sort(key=lambda flow: (ranks.get(flow.key, len(ranks)), flow.key))
    return Playbook(
        bins=_value(files["bins.yaml"], BinsFile).bins,
        outcomes=_value(files["outcomes.yaml"], OutcomesFile).outcomes,
        flows=flows,
        measures=_value(files["measures.yaml"], MeasuresFile).measures,
        goals=_value(files["goals.yaml"], GoalRules),
        tiles=_value(files["dashboard.yaml"], DashboardFile).tiles,
        queue=_value(files["queue.yaml"], QueueRules),
        hours=_value(files["hours.yaml"], CallingHours),
        limits=_value(files["limits.yaml"], Limits),
        preparation=_value(files["preparation.yaml"], PreparationFile).questions,
        openers=_value(files["openers.yaml"], OpenersFile).openers,
        objections=_value(files["objections.yaml"], ObjectionsFile).objections,
        stories=_value(files["stories.yaml"], StoriesFile).stories,
        buyer=_value(files["buyer.yaml"], BuyerScales),
        emails=_value(files["emails.yaml"], EmailsFile).emails,
    )


def _value(value: msgspec.Struct, type_: type[_V]) -> _V:
    if not isinstance(value, type_):
        raise TypeError(value)
    return value
