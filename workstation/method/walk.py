"""The walk through a call flow: what is said and asked next, and which step that finishes."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from workstation.method.flow import Flow, Question, Step

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+")
STEM = 4
"""Letters by which two words are taken as one: decision and decided, work and works."""

_SMALL = frozenset(
    "a all also an and are as at be been by can could did do does else for from has have how i in "
    "is it me my not of on or our so that the their them then there these they this to us was we "
    "were what which who why will with would you your".split()
)


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
    """The stops of a flow in order; a prompt with two questions is two stops."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.stops: tuple[Stop, ...] = tuple(_stops(flow))

    def find(self, step: int, number: int) -> int:
        """Return the stop at a step and its number there, or the nearest one there is."""
        here = [at for at, stop in enumerate(self.stops) if stop.step == step]
        if not here:
            return 0 if step < 0 else max(len(self.stops) - 1, 0)
        return here[min(max(number, 0), len(here) - 1)]

    def first(self, step: int, answered: Collection[str]) -> int:
        """Return where to begin in a step: its first stop that still has something to say."""
        here = [at for at, stop in enumerate(self.stops) if stop.step == step]
        wanted = [at for at in here if not _done(self.stops[at], answered)]
        return (wanted or here or [0])[0]

    def following(self, at: int, answered: Collection[str]) -> int | None:
        """Return the next stop, past questions that are answered; None at the end.

        An answer given once is never asked for again (a small-business sales blog).
        """
        for later in range(at + 1, len(self.stops)):
            if not _done(self.stops[later], answered):
                return later
        return None

    def passed(self, at: int, to: int | None) -> list[str]:
        """Return the keys of the steps left behind by going on from one stop to another."""
        first = self.stops[at].step
        beyond = len(self.flow.steps) if to is None else self.stops[to].step
        return [step.key for step in self.flow.steps[first:beyond]]


def _done(stop: Stop, answered: Collection[str]) -> bool:
    return stop.question is not None and stop.question.key in answered


def _stops(flow: Flow) -> Iterator[Stop]:
    for index, step in enumerate(flow.steps):
        asked: dict[int, list[Question]] = {}
        for order, question in enumerate(step.questions):
            asked.setdefault(_prompt_for(step, order, question), []).append(question)
        number = 0
        for prompt in range(max(len(step.prompts), 1)):
            here: list[Question | None] = [*asked.get(prompt, [])]
            for each in here or [None]:
                yield Stop(index, number, prompt, each)
                number += 1


def _prompt_for(step: Step, order: int, question: Question) -> int:
    """Return the prompt that asks a question: the one most like it, else the one at its height."""
    if not step.prompts:
        return 0
    level = order * len(step.prompts) // len(step.questions)
    words = _words(question.text)
    return max(
        range(len(step.prompts)),
        key=lambda at: (len(words & _words(step.prompts[at])), -abs(at - level)),
    )


def _words(text: str) -> set[str]:
    found = _WORD.findall(_PLACEHOLDER.sub(" ", text).casefold())
    return {word[:STEM] for word in found if word not in _SMALL}
