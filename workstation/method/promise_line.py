"""A promise as it is typed in a call, in one line: what, by whom, when, over which channel."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workstation.method.days import WorkingDays
from workstation.method.text import clean_line
from workstation.method.when import When, WhenError, parse_when
from workstation.method.zones import zone_info

By = Literal["me", "them"]

_MOST_WORDS = 9
"""Words a date may have: "tuesday 24 november 2026 at 3 pm their time" has the most."""

_MOST_READ = 60
"""Words from either end of the line among which a date is looked for."""

_CHANNELS = {
    "email": "email e-mail mail emails emailing send sends sending forward forwards share shares",
    "call": "call calls calling phone phones ring rings dial voicemail",
    "meeting": "meet meets meeting visit visits lunch coffee demo",
    "social": "linkedin",
}
_CHANNEL_OF = {word: channel for channel, words in _CHANNELS.items() for word in words.split()}
_UNDATED_VERBS = frozenset(
    "send sends share shares forward email mail bring check get give see show update".split()
)
"""Verbs that want an object: after one of them alone, "q1" is what is sent, not when."""

_BEFORE_DATES = frozenset("by on until till before due at in from starting".split())
_NOT_BEFORE_DATES = frozenset(
    "for of about than over since the a an last this's their our my his her regarding re per"
    " from".split()
)
"""After these words a date says what something is about, not when it is to happen."""

_ARRANGING = frozenset("book schedule set plan arrange fix reserve meet call meeting".split())
_AFTER_DATES = frozenset(
    "to with and about for from then so in via because before after if or regarding re at".split()
)
_MONTHS = "jan feb mar apr may jun jul aug sep sept oct nov dec"
_STRETCH = re.compile(
    rf"q[1-4]|(?:{_MONTHS.replace(' ', '|')})[a-z]*|sat|sun|now|noon|morning|afternoon", re.ASCII
)
"""Dates that are other words too, or the name of a thing ("q1 numbers")."""

_THEIR_TIME = re.compile(r"(?:theirs?|them|his|her|their local)(?: time)?", re.IGNORECASE)
_THEM = re.compile(
    r"(?:they|she|he|them|client|customer|prospect|the (?:client|customer|prospect))\b"
    r"(?P<will>['’]ll| will| shall| would| is going to| are going to| promised? to|"
    r" (?:said|says) (?:that )?(?:they|she|he)(?:['’]ll| will))?[ :]+(?P<rest>.+)",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?:(?:i|we)(?:['’]ll| will| shall| promised? to|['’]m going to| am going to)|me:|i:)\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE,
)
_WANT = re.compile(
    r"(?:wants?|needs?|asks?|asked|expects?|would like|['’]d like|likes?|can|could|may|might|have"
    r"|has|are|is|were|was)\b",
    re.IGNORECASE,
)
_EDGES = " ,;.:–—-"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as far as its line says it.

    `what` is to be done ("" when the line is only a date), `by` who does it, `when_text` the
    words for the day ("" for none) and `when` what they land on; `channel` is call, email,
    meeting, social or task; `who` the name the line begins with, where somebody known promised.
    """

    what: str
    when_text: str
    when: When | None
    by: By
    channel: str
    who: str = ""


def is_promised(why: str) -> bool:
    """Say whether what a next step is for begins with the word for it: "promised: the price"."""
    return re.match(r"\s*promised\b", why, re.IGNORECASE) is not None


def read_promise(
    line: str,
    *,
    now: datetime,
    working: WorkingDays,
    their_zone: str | None,
    by: By | None = None,
    names: Sequence[str] = (),
) -> PromiseLine:
    """Read a promise ("send the case study tue 3pm", "she will check with finance next week").

    `now`, `working` and `their_zone` as for `parse_when`; `by` is who promised where the rep has
    said so already, `names` are of the people who may promise something ("Dana will ..."). The
    longest date at the end counts, else one at the beginning, else one between that stands by
    itself. Raises WhenError, one sentence, only for a time of day by their clock when nobody
    knows their zone.
    """
    text = clean_line(line)
    read_by, said = _by_whom(text, names)
    words = said.split()
    what, when_text, when = _split(words, now, working, their_zone)
    named = _named_at_start(text, names) if read_by == "them" else 0
    return PromiseLine(
        what=what,
        when_text=when_text,
        when=when,
        by=by or read_by,
        channel=_channel(what),
        who=text[:named],
    )


def _by_whom(text: str, names: Sequence[str]) -> tuple[By, str]:
    """Say who promised, and what is left of the line without "they will" or "I'll"."""
    if mine := _ME.fullmatch(text):
        return "me", mine["rest"]
    named = _named_at_start(text, names)
    theirs = _THEM.fullmatch(f"they{text[named:]}" if named else text)
    if theirs is None or (not theirs["will"] and _WANT.match(theirs["rest"])):
        return "me", text
    if named and not theirs["will"] and not theirs["rest"].split()[0].endswith("s"):
        return "me", text
    return "them", theirs["rest"]


def _named_at_start(text: str, names: Sequence[str]) -> int:
    """Return the length of the name, whole or the first of it, that a line begins with."""
    known = {each.casefold() for name in names for each in (name, name.split(" ")[0]) if each}
    for name in sorted(known, key=len, reverse=True):
        if re.match(rf"{re.escape(name)}(?:['’]ll\b|\s)", text, re.IGNORECASE):
            return len(name)
    return 0


def _split(
    words: list[str], now: datetime, working: WorkingDays, their_zone: str | None
) -> tuple[str, str, When | None]:
    """Take the date out of the words: what is left, the date's words, what they land on."""

    def landing(first: int, end: int) -> When | None:
        phrase = _without(words[first:end]) if first < end else ""
        return _read(phrase, now, working, their_zone) if phrase else None

    count = len(words)
    for first in range(max(count - _MOST_WORDS - 1, 0), count):
        if (when := landing(first, count)) and _may_end(words, first):
            return _said(words[:first]), _without(words[first:]), when
    for end in range(min(_MOST_WORDS, count - 1), 0, -1):
        phrase = _without(words[:end])
        if not _STRETCH.fullmatch(phrase.casefold()) and (when := landing(0, end)):
            return _said(words[end:]), phrase, when
    for first in range(1, min(count - 1, _MOST_READ)):
        for end in range(min(first + _MOST_WORDS, count - 1), first, -1):
            if _stands_alone(words, first, end) and (when := landing(first, end)):
                rest = [*_open(words[:first]), *words[end:]]
                return _said(rest), _without(words[first:end]), when
    return " ".join(words).strip(_EDGES), "", None


def _read(phrase: str, now: datetime, working: WorkingDays, their_zone: str | None) -> When | None:
    if not phrase[0].isalnum() and phrase[0] != "+":
        return None
    try:
        return parse_when(phrase, now=now, working=working, their_zone=their_zone)
    except WhenError:
        pass
    head = _THEIR_TIME.sub("", phrase).strip() if _THEIR_TIME.search(phrase) else ""
    if head and zone_info(their_zone) is None:
        try:
            at = parse_when(head, now=now, working=working, their_zone=None).at
        except WhenError:
            return None
        if at is not None:
            message = "their time zone is not known here; give the time in yours"
            raise WhenError(message)
    return None


def _without(words: list[str]) -> str:
    """Return a date's words without "by" or "on" before them and marks around them."""
    left = [word.strip(",;") for word in words]
    while len(left) > 1 and left[0].casefold().strip(":") in _BEFORE_DATES:
        if left[0].casefold() == "in" and left[1][:1].isdigit():
            break
        left = left[1:]
    return " ".join(left).strip(_EDGES)


def _may_end(words: list[str], first: int) -> bool:
    """Say whether a date at the end is when it happens, and not what it is about."""
    before = words[first - 1].casefold() if first else ""
    phrase = _without(words[first:]).casefold()
    if before == "for":
        return words[0].casefold() in _ARRANGING
    if before in _NOT_BEFORE_DATES or (before[-1:].isdigit() and _STRETCH.fullmatch(phrase)):
        return False
    alone = _said(words[:first]).casefold() in _UNDATED_VERBS
    led = words[first].casefold() in _BEFORE_DATES
    return led or not (alone and _STRETCH.fullmatch(phrase))


def _stands_alone(words: list[str], first: int, end: int) -> bool:
    """Say whether words in the middle are a date by themselves: "tomorrow" in "... tomorrow to"."""
    before, after = words[first - 1].casefold(), words[end].casefold()
    led = words[first].casefold() in _BEFORE_DATES and end - first > 1
    ended = words[end - 1][-1] in ",;" or after in _AFTER_DATES or after in {"-", "–", "—"}
    if before in _NOT_BEFORE_DATES or (not led and not ended):
        return False
    return led or not _STRETCH.fullmatch(_without(words[first:end]).casefold())


def _open(words: list[str]) -> list[str]:
    """Return the words before a date without the comma that led to it."""
    return [*words[:-1], words[-1].rstrip(_EDGES)] if words else words


def _said(words: list[str]) -> str:
    left = list(words)
    while left and left[-1].casefold() in {
        "by",
        "on",
        "until",
        "till",
        "before",
        "due",
        "at",
        "for",
    }:
        left.pop()
    return " ".join(left).strip(_EDGES)


def _channel(what: str) -> str:
    words = re.findall(r"[\w-]+", what.casefold())
    return next((_CHANNEL_OF[word] for word in words if word in _CHANNEL_OF), "task")
