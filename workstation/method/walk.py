"""The walk through a call flow: what is said and asked next, and which step that finishes."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from workstation.method.branches import taken
from workstation.method.flow import END, Flow, Question, Step

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+")
STEM = 4
"""Letters by which two words are taken as one: decision and decided, work and works."""

_SMALL = frozenset(
    "a all also an and are as at be been by can could did do does else for from has have how i in "
    "is it me my not of on or our so that the their them then there these they this to us was we "
    "were what which who why will with would you your".split()
)

Answered = Collection[str] | Mapping[str, str]
"""The keys of the questions answered; with the answers, branches can look at them."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place to pause at: a prompt of a step, with at most one question to note the answer to.

    ``step`` and ``prompt`` count from 0; ``number`` counts the stops within the step.
    """

    step: int
    number: int
    prompt: int
    question: Question | None


class Walk:
    """The stops of a flow in order; a prompt with two questions is two stops.

    A walk only ever goes forward: a branch that does not lead to a later step is not taken, so
    that no flow, however it came about, can go round in circles. ``today`` is the rep's day.
    """

    def __init__(self, flow: Flow, today: date | None = None) -> None:
        self.flow = flow
        self.stops: tuple[Stop, ...] = tuple(_stops(flow))
        self._today = today
        self._steps: list[range] = _ranges(self.stops, len(flow.steps))
        begins = {step.key: here.start for step, here in zip(flow.steps, self._steps, strict=True)}
        self._places = {**begins, END: len(self.stops)}

    def find(self, step: int, number: int) -> int:
        """Return the stop at a step and its number there, or the nearest one there is."""
        here = self._of(step)
        if not here:
            return 0 if step < 0 else max(len(self.stops) - 1, 0)
        return here[min(max(number, 0), len(here) - 1)]

    def count(self, step: int) -> int:
        """Return how many stops a step has."""
        return len(self._of(step))

    def counted(self, earlier: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
        """Return the answers that count: those of this call, and of earlier ones where they do.

        An answer to a question that is asked in every call counts in its own call only.
        """
        anew = {each.key for each in self.flow.questions() if each.every_call}
        return {**{key: said for key, said in earlier.items() if key not in anew}, **now}

    def first(self, step: int, answered: Answered, reopened: Collection[str] = ()) -> int:
        """Return where to begin in a step: its first stop that still has something to say.

        ``reopened`` are the keys of questions to ask again although they are answered.
        """
        here = self._of(step)
        wanted = (at for at in here if not self._done(at, answered, reopened))
        return next(wanted, here[0] if here else 0)

    def following(self, at: int, answered: Answered, reopened: Collection[str] = ()) -> int | None:
        """Return the next stop, past questions that are answered; None at the end.

        An answer leads where its branch says, one of an earlier call too. An answer given once is
        never asked for again (a small-business sales blog), unless its key is in ``reopened``.
        """
        *_, to = self._way(at, answered, reopened)
        return to if to < len(self.stops) else None

    def passed(
        self,
        at: int,
        to: int | None,
        answered: Answered | None = None,
        reopened: Collection[str] = (),
    ) -> list[str]:
        """Return the keys of the steps left behind by going on from one stop to another.

        With what is answered, steps that a branch has jumped over are not among them.
        """
        beyond = len(self.flow.steps) if to is None else self.stops[to].step
        steps = range(self.stops[at].step, beyond)
        if answered is not None:
            walked = {self.stops[at].step}
            for each in self._way(at, answered, reopened):
                if each < len(self.stops):
                    walked.add(self.stops[each].step)
            return [self.flow.steps[step].key for step in steps if step in walked]
        return [self.flow.steps[step].key for step in steps]

    def _of(self, step: int) -> range:
        return self._steps[step] if 0 <= step < len(self._steps) else range(0)

    def _done(self, at: int, answered: Answered, reopened: Collection[str]) -> bool:
        question = self.stops[at].question
        return question is not None and question.key in answered and question.key not in reopened

    def _way(self, at: int, answered: Answered, reopened: Collection[str]) -> Iterator[int]:
        """Yield the stops after one up to the next with something to say, or the end."""
        while True:
            at = self._after(at, answered)
            yield at
            if at >= len(self.stops) or not self._done(at, answered, reopened):
                return

    def _after(self, at: int, answered: Answered) -> int:
        """Return where a stop leads; the number of stops is the end."""
        stop = self.stops[at]
        question = stop.question
        beyond = self._steps[stop.step].stop
        if question is not None and question.branches and question.key in answered:
            answer = answered[question.key] if isinstance(answered, Mapping) else None
            branch = taken(question, answer, self._today)
            to = self._places.get(branch.to, 0) if branch else 0
            if to >= beyond:
                return to
        if at + 1 == beyond:
            return max(self._places.get(self.flow.steps[stop.step].goes_to, 0), beyond)
        return at + 1


def _ranges(stops: tuple[Stop, ...], steps: int) -> list[range]:
    ends = [0] * (steps + 1)
    for at, stop in enumerate(stops, 1):
        ends[stop.step + 1] = at
    return [range(ends[step], ends[step + 1]) for step in range(steps)]


def _stops(flow: Flow) -> Iterator[Stop]:
    for index, step in enumerate(flow.steps):
        asked: dict[int, list[Question]] = {}
        for prompt, question in zip(_prompts_for(step), step.questions, strict=True):
            asked.setdefault(prompt, []).append(question)
        number = 0
        for prompt in range(max(len(step.prompts), 1)):
            here: list[Question | None] = [*asked.get(prompt, [])]
            for each in here or [None]:
                yield Stop(index, number, prompt, each)
                number += 1


def _prompts_for(step: Step) -> Iterator[int]:
    """Yield for each question the prompt that asks it: the one most like it, else at its height."""
    said: dict[str, int] = {}
    for at, prompt in enumerate(step.prompts):
        for word in _words(prompt):
            said[word] = said.get(word, 0) | 1 << at
    everywhere = (1 << max(len(step.prompts), 1)) - 1
    for order, question in enumerate(step.questions):
        level = order * len(step.prompts) // len(step.questions)
        shared = [said[word] for word in _words(question.text) if word in said]
        yield _nearest(_most(shared, everywhere), level)


def _most(sets: list[int], everywhere: int) -> int:
    """Return the numbers that are in the most of some sets; a set is the bits of an integer."""
    sums: list[int] = []
    for each in sets:
        carried = each
        for place, bits in enumerate(sums):
            sums[place], carried = bits ^ carried, bits & carried
        if carried:
            sums.append(carried)
    best = everywhere
    for bits in reversed(sums):
        best = best & bits or best
    return best


def _nearest(numbers: int, level: int) -> int:
    """Return the number of a set nearest to a level, the lower of two."""
    below = (numbers & ((1 << level + 1) - 1)).bit_length() - 1
    above = numbers >> level
    if not above:
        return below
    higher = level + (above & -above).bit_length() - 1
    return below if below >= 0 and level - below <= higher - level else higher


def _words(text: str) -> set[str]:
    found = _WORD.findall(_PLACEHOLDER.sub(" ", text).casefold())
    return {word[:STEM] for word in found if word not in _SMALL}
