"""Experiments in calls: openers and variants of flows, given out evenly, and what came of each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from workstation.desk.meeting_rows import BOOKED
from workstation.method.experiments import Tally, Verdict, chances, fewest_used, judge
from workstation.method.flow import Flow
from workstation.method.flow import variants as flow_variants
from workstation.method.measures import FIVE_MINUTES
from workstation.method.openers import Opener, openers_for

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

ENOUGH = 2000
"""Uses of a variant that are counted to give them out evenly; from there on an even lot does."""

_NUMBERS = (
    "count(*) AS dials, "
    "sum(counts_as IN ('answered', 'conversation')) AS answered, "
    "sum(counts_as = 'conversation') AS conversations, "
    f"sum(seconds >= {FIVE_MINUTES}) AS five_minute_calls, "
    f"sum(counts_as = 'conversation' AND ({BOOKED} OR EXISTS "
    "(SELECT 1 FROM follow_ups WHERE made_by_id = activities.id AND promised))) AS next_steps"
)


class VariantResult(msgspec.Struct, frozen=True):
    """What came of one variant: calls made with it, and how they went.

    ``next_steps`` are conversations that ended with a meeting booked or a promised follow-up.
    ``tries`` and ``wins`` are what the experiment compares, ``chance`` (0 to 1) how likely this
    variant truly is the best.
    """

    key: str
    title: str
    dials: int
    answered: int
    conversations: int
    five_minute_calls: int
    next_steps: int
    tries: int
    wins: int
    chance: float

    @property
    def rate(self) -> float | None:
        """Wins per try as a fraction, None before the first try."""
        return Tally(self.tries, self.wins).rate


class ExperimentResult(msgspec.Struct, frozen=True):
    """One experiment: its variants in the playbook's order, and what they show.

    ``key`` is the (first) flow it is about, ``rate_of`` says in words what the rate is.
    """

    kind: Literal["opener", "flow"]
    key: str
    title: str
    rate_of: str
    variants: list[VariantResult]
    verdict: Verdict


class Experiments:
    """Gives out variants, and says what came of them."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    # Before a call

    def assign_opener(
        self, flow: str, account_id: int, known: Mapping[str, str] | None = None
    ) -> str:
        """Return the opener for a call: the one used least in this flow, "" when there is none.

        Calls under way count as uses, so that two programs do not give out the same one.
        ``known`` are the placeholders with a value: an opener that names a referrer is for calls
        that have one.
        """
        keys = [each.key for each in self._openers(flow, known)]
        if len(keys) < 2:
            return keys[0] if keys else ""
        uses = {key: self._used("flow = ? AND opener = ?", flow, key) for key in keys}
        for call in self._desk.calls.unfinished():
            if call.flow == flow and call.opener:
                uses[call.opener] = uses.get(call.opener, 0) + 1
        return fewest_used(keys, uses, account_id)

    def other_opener(self, flow: str, present: str, known: Mapping[str, str] | None = None) -> str:
        """Return the opener after the present one, in a circle; "" when there is none."""
        keys = [each.key for each in self._openers(flow, known)]
        if present not in keys:
            return keys[0] if keys else ""
        return keys[(keys.index(present) + 1) % len(keys)]

    def assign_flow(self, flow: str, account_id: int) -> str:
        """Return the variant of a flow for a call, the flow itself among them: the one used least.

        A flow without variants, or one the playbook does not have, is returned as it is.
        """
        keys = [each.key for each in flow_variants(self._desk.playbook.flows, flow)]
        if len(keys) < 2:
            return flow
        uses = {key: self._used("flow = ?", key) for key in keys}
        for call in self._desk.calls.unfinished():
            uses[call.flow] = uses.get(call.flow, 0) + 1
        return fewest_used(keys, uses, account_id)

    def _openers(self, flow: str, known: Mapping[str, str] | None = None) -> list[Opener]:
        return openers_for(self._desk.playbook.openers, flow, known)

    def _used(self, where: str, *values: str) -> int:
        """Return how many calls were logged with a variant, ENOUGH at most."""
        return int(
            self._desk.store.value(
                f"SELECT count(*) FROM (SELECT 1 FROM activities WHERE {where} LIMIT {ENOUGH})",
                values,
            )
        )

    # Afterwards

    def results(self) -> list[ExperimentResult]:
        """Return every experiment with at least two variants: openers first, then flows.

        Reads every call of the flows compared: in a thread where there are very many.
        """
        return [*self._of_openers(), *self._of_flows()]

    def _of_openers(self) -> list[ExperimentResult]:
        groups: dict[tuple[str, ...], list[Flow]] = {}
        for flow in self._desk.playbook.flows:
            keys = tuple(each.key for each in self._openers(flow.key))
            if len(keys) > 1:
                groups.setdefault(keys, []).append(flow)
        found = []
        for keys, flows in groups.items():
            names = [each.key for each in flows]
            titles = {each.key: each.title for each in self._openers(names[0])}
            shown = ", ".join(each.title for each in flows[:3]) + (" …" if len(flows) > 3 else "")
            where = f"flow IN ({_marks(names)}) AND opener IN ({_marks(keys)})"
            found.append(
                self._result("opener", names[0], f"Opener: {shown}", titles, where, (*names, *keys))
            )
        return found

    def _of_flows(self) -> list[ExperimentResult]:
        found = []
        for flow in self._desk.playbook.flows:
            family = flow_variants(self._desk.playbook.flows, flow.key)
            if flow.variant_of or len(family) < 2:
                continue
            titles = {each.key: each.title for each in family}
            where = f"flow IN ({_marks(family)})"
            found.append(
                self._result("flow", flow.key, f"Flow: {flow.title}", titles, where, tuple(titles))
            )
        return found

    def _result(
        self,
        kind: Literal["opener", "flow"],
        key: str,
        title: str,
        titles: dict[str, str],
        where: str,
        values: Sequence[str],
    ) -> ExperimentResult:
        rows = {
            row["key"]: row
            for row in self._desk.store.rows(
                f"SELECT {kind} AS key, {_NUMBERS} FROM activities WHERE {where} GROUP BY {kind}",
                values,
            )
        }
        names = ("dials", "answered", "conversations", "five_minute_calls", "next_steps")
        numbers = {
            variant: {name: (rows[variant][name] or 0) if variant in rows else 0 for name in names}
            for variant in titles
        }
        tried, won, unit, rate_of = _COMPARED[kind]
        tallies = [Tally(each[tried], each[won]) for each in numbers.values()]
        return ExperimentResult(
            kind=kind,
            key=key,
            title=title,
            rate_of=rate_of,
            variants=[
                VariantResult(
                    variant,
                    titles[variant],
                    **each,
                    tries=tally.tries,
                    wins=tally.wins,
                    chance=chance,
                )
                for (variant, each), tally, chance in zip(
                    numbers.items(), tallies, chances(tallies), strict=True
                )
            ],
            verdict=judge(list(titles.values()), tallies, unit),
        )


_COMPARED = {
    "opener": ("answered", "conversations", "answered calls", "conversations per answered call"),
    "flow": ("conversations", "next_steps", "conversations", "next steps per conversation"),
}
"""What is tried and what is won, by kind of experiment, with words for the tries and the rate."""


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
