"""Reads a goal as it is typed: "hold five conversations" counts, "plan May" is ticked by hand."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workstation.method.measures import Measure

NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_ARTICLES = frozenset({"a", "an"})
_FILLING = frozenset(
    "a the to i will must at least about another my our good new real more some any please and or "
    "log them it".split()
)
"""Words that change nothing about what is counted."""
_LATER = _FILLING | frozenset(
    "today tomorrow this by before after in lunch noon morning afternoon evening day now".split()
)
"""Words that may stand behind a counted goal."""
_ANY_VERB = frozenset("do have get make reach log hold finish complete count".split())
"""Verbs that fit whatever is counted, as long as no measure claims them for the same thing."""
_SAME_VERB = {
    "write": "send", "mail": "send", "schedule": "book", "arrange": "book", "set": "book",
    "place": "make", "dial": "make",
}  # fmt: skip
_MOST = 9999


class ReadGoal(NamedTuple):
    """A goal's text with the measure and number it clearly names, or neither."""

    text: str
    measure: str | None
    target: int | None


class _Phrase(NamedTuple):
    measure: str
    verbs: frozenset[str]
    words: tuple[str, ...]


def read_goal(text: str, measures: Sequence[Measure]) -> ReadGoal:
    """Read a typed goal.

    It is counted when it has exactly one number (figures, or words up to twelve) and the words
    around it fit one measure that is for goals and no other: by the goal's own wording in the
    playbook, by the measure's title, or by its unit. Anything else ("40 emails to the old list")
    is a goal to be ticked by hand, so that a goal never counts something it does not say.
    """
    said = " ".join(text.split())
    counted = [measure for measure in measures if measure.for_goals]
    for target, verbs, words in _readings(_words(said)):
        for phrases in (list(_wordings(counted)), list(_units(counted))):
            found = _matching(phrases, verbs, words)
            if found is not None:
                return ReadGoal(said, found, target)
    return ReadGoal(said, None, None)


def numbers_in(text: str) -> list[int]:
    """Return the numbers a text names, in figures or in words up to twelve."""
    return [number for word in _words(text) if (number := _number(word)) is not None]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", text.casefold())


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return NUMBER_WORDS.index(word) if word in NUMBER_WORDS else None


def _readings(words: list[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield (number, words before it, words after it) for each way to read the words."""
    numbered = [at for at, word in enumerate(words) if _number(word) is not None]
    if not numbered:
        numbered = [at for at, word in enumerate(words) if word in _ARTICLES][:1]
    for at in numbered[:1]:
        number = _number(words[at])
        target = 1 if number is None else number
        if 1 <= target <= _MOST:
            before, after = words[:at], words[at + 1 :]
            yield target, before, after
            if not after and number is not None:
                yield target, [], before


def _matching(phrases: list[_Phrase], verbs: list[str], words: list[str]) -> str | None:
    """Return the one measure whose wording this is."""
    said = frozenset(_SAME_VERB.get(verb, verb) for verb in verbs if verb not in _FILLING)
    fitting = [phrase for phrase in phrases if _fits(phrase.words, words)]
    named = {phrase.measure for phrase in fitting if said and said <= phrase.verbs}
    if not named and said <= _ANY_VERB:
        named = {phrase.measure for phrase in fitting}
    return named.pop() if len(named) == 1 else None


def _fits(phrase: tuple[str, ...], words: list[str]) -> bool:
    start = 0
    while start < len(words) and words[start] in _FILLING and words[start] != phrase[0]:
        start += 1
    rest = tuple(_singular(word) for word in words[start:])
    return rest[: len(phrase)] == phrase and all(
        word in _LATER for word in words[start + len(phrase) :]
    )


def _wordings(measures: list[Measure]) -> Iterator[_Phrase]:
    for measure in measures:
        verbs: frozenset[str] = frozenset()
        wordings = (
            re.split(r"\{target\}", measure.goal_many, maxsplit=1),
            re.split(r"\bone\b", measure.goal_one, maxsplit=1),
        )
        for parts in wordings:
            if len(parts) == 2 and (noun := _phrase(parts[1])):
                verbs = frozenset(_words(parts[0]))
                yield _Phrase(measure.key, verbs, noun)
        if title := _phrase(measure.title):
            yield _Phrase(measure.key, verbs, title)


def _units(measures: list[Measure]) -> Iterator[_Phrase]:
    for measure in measures:
        if unit := _phrase(measure.unit):
            yield _Phrase(measure.key, frozenset(), unit)


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(_singular(word) for word in _words(text))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
