"""What each file of a playbook holds, and all of them put together."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from workstation.method.backwards import TargetRules
from workstation.method.bins import Bin
from workstation.method.buyer import BuyerScales
from workstation.method.cadence import Cadence
from workstation.method.dashboard import Tile
from workstation.method.emails import EmailTemplate
from workstation.method.flow import Flow
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
from workstation.playbook.model import Keyed, Playbook
from workstation.playbook.names import CADENCES, FLOWS

_K = TypeVar("_K", bound=Keyed)
_V = TypeVar("_V", bound=msgspec.Struct)


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


class ProfilesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What profiles.yaml holds."""

    profiles: list[Profile]


_TYPES: dict[str, type[msgspec.Struct]] = {
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
    "signals.yaml": SignalRules,
    "profiles.yaml": ProfilesFile,
    "targets.yaml": TargetRules,
}

_CADENCE_ORDER = (
    "new_lead",
    "cold_referral",
    "voicemail_email",
    "quarterly_check_back",
    "dead_opportunity",
    "baton_check",
    "no_show",
    "stay_in_touch",
)
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


def type_of(file: str) -> type[msgspec.Struct]:
    """Return the type a file's values must have."""
    if file.startswith(CADENCES):
        return Cadence
    return Flow if file.startswith(FLOWS) else _TYPES[file]


def assemble(files: Mapping[str, msgspec.Struct]) -> Playbook:
    """Put all files together; flows and cadences in their usual order, a team's own at the end."""
    flows = [value for value in files.values() if isinstance(value, Flow)]
    cadences = [value for value in files.values() if isinstance(value, Cadence)]
    return Playbook(
        {
            "bins": _value(files["bins.yaml"], BinsFile).bins,
            "outcomes": _value(files["outcomes.yaml"], OutcomesFile).outcomes,
            "flows": _in_order(flows, _FLOW_ORDER),
            "measures": _value(files["measures.yaml"], MeasuresFile).measures,
            "goals": _value(files["goals.yaml"], GoalRules),
            "tiles": _value(files["dashboard.yaml"], DashboardFile).tiles,
            "queue": _value(files["queue.yaml"], QueueRules),
            "hours": _value(files["hours.yaml"], CallingHours),
            "limits": _value(files["limits.yaml"], Limits),
            "preparation": _value(files["preparation.yaml"], PreparationFile).questions,
            "openers": _value(files["openers.yaml"], OpenersFile).openers,
            "objections": _value(files["objections.yaml"], ObjectionsFile).objections,
            "stories": _value(files["stories.yaml"], StoriesFile).stories,
            "buyer": _value(files["buyer.yaml"], BuyerScales),
            "emails": _value(files["emails.yaml"], EmailsFile).emails,
            "cadences": _in_order(cadences, _CADENCE_ORDER),
            "signals": _value(files["signals.yaml"], SignalRules),
            "profiles": _value(files["profiles.yaml"], ProfilesFile).profiles,
            "targets": _value(files["targets.yaml"], TargetRules),
        }
    )


def _in_order(items: list[_K], order: tuple[str, ...]) -> list[_K]:
    ranks = {key: rank for rank, key in enumerate(order)}
    return sorted(items, key=lambda item: (ranks.get(item.key, len(ranks)), item.key))


def _value(value: msgspec.Struct, type_: type[_V]) -> _V:
    if not isinstance(value, type_):
        raise TypeError(value)
    return value
