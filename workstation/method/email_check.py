"""What keeps an email from being answered, as hints: METHOD, the rules for an email."""

import re
from collections.abc import Sequence

from workstation.method.flow import PLACEHOLDERS

WORDS_MOST = 120
"""More than a phone shows without much scrolling."""

CHECKED_MOST = 20_000
"""Letters that are looked at for everything but the number of words."""

LINKS_MOST = 1
_GREETING_WORDS = 6

_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b|!\[[^\[\]\n]{0,200}\]\(|\bcid:[^\s]", re.IGNORECASE)
_QUESTION = re.compile(r"[?？؟]+")
_BRACES = re.compile(r"\{([^{}\n]{1,60})\}")
_LEFT_OPEN = re.compile(
    r"\((" + "|".join(name.replace("_", " ") for name in PLACEHOLDERS) + r")\)", re.IGNORECASE
)
_FALSE_REPLY = re.compile(r"\s*(?:re|fw|fwd|aw|wg|sv|tr)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_GREETING = re.compile(
    r"\s*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening))\b", re.IGNORECASE
)
_ABOUT_US = re.compile(r"\s*(?:we(?:'re|’re|'ve|’ve)?|our|us|my company)\b", re.IGNORECASE)
_BOAST = re.compile(
    r"\b(?:leading|award[- ]winning|world[- ]class|best[- ]in[- ]class|cutting[- ]edge|"
    r"state[- ]of[- ]the[- ]art|revolutionary|market leader|number one|fastest[- ]growing|"
    r"the (?:best|largest|biggest))\b|#1\b|№\s?1\b",
    re.IGNORECASE,
)


def check_email(subject: str, body: str, company: str = "") -> list[str]:
    """Return hints on an email that is about to go out, each a sentence; none when it is good.

    It should be short enough for a phone, ask one simple question, be filled in, claim no reply
    that never was, have a link at most and no image, and begin with them and not with us.
    ``company`` is the rep's own. Source: Predictable Revenue, outbound emails.
    """
    hints: list[str] = []
    if names := unfilled(subject, body):
        hints.append(f"Not filled in yet: {_listed(names)}.")
    if not subject.strip():
        hints.append("It has no subject.")
    elif _FALSE_REPLY.match(subject):
        hints.append("The subject claims an earlier email (“Re:”): say what it is about instead.")
    words = len(body.split())
    body = body[:CHECKED_MOST]
    if not words:
        hints.append("It has no text yet.")
        return hints
    if words > WORDS_MOST:
        hints.append(f"{words} words: {WORDS_MOST} at most are read on a phone.")
    if question := _questions(body):
        hints.append(question)
    links = len(_LINK.findall(body))
    if links > LINKS_MOST:
        hints.append(f"{links} links: one at most, else it looks like a mailing.")
    if _IMAGE.search(body):
        hints.append("It has an image: plain text reads like a person.")
    if _brags(_first_line(body), company):
        hints.append("The first line is about you: begin with them.")
    return hints


def unfilled(subject: str, body: str) -> list[str]:
    """Return the names still to be filled in, as words: "{reason}" or "(reason)" is "reason"."""
    text = f"{subject}\n{body}"
    names = [found.strip() for found in (*_BRACES.findall(text), *_LEFT_OPEN.findall(text))]
    return list(dict.fromkeys(name.replace("_", " ").lower() for name in names if name))


def open_place(body: str) -> tuple[int, int] | None:
    """Return where the first name still to be filled in begins and ends, None without one."""
    found = [place for look in (_BRACES, _LEFT_OPEN) if (place := look.search(body))]
    return min((place.span() for place in found), default=None)


def _questions(body: str) -> str:
    asked = len(_QUESTION.findall(_LINK.sub("", body)))
    if asked == 0:
        return "It asks nothing: one simple question is answered soonest."
    return f"{asked} questions: ask one, the others later." if asked > 1 else ""


def _first_line(body: str) -> str:
    """Return the first line that is not the greeting."""
    lines = (line.strip() for line in body.splitlines())
    for line in lines:
        if line and not (_GREETING.match(line) and len(line.split()) <= _GREETING_WORDS):
            return line
    return ""


def _brags(line: str, company: str) -> bool:
    own = company.strip().casefold()
    begins = line.casefold().removeprefix("at ").startswith(own) if own else False
    return begins or bool(_ABOUT_US.match(line) or _BOAST.search(line))


def _listed(names: Sequence[str]) -> str:
    most = 6
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
