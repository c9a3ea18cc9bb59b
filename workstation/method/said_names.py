"""Brings the name of a person as a list writes it to the order in which it is said."""

import re
from collections.abc import Sequence

from workstation.method.text import folded
from workstation.method.title_words import JOINING, is_head, is_title_word

_SALUTED = re.compile(
    r"(?:(?P<how>mr|mrs|ms|miss|mx|herrn?|frau|mme|mlle|monsieur|madame|sra?|srta|sig\.ra|signa|"
    r"dhr|mevr(?:ouw)?)\.?|(?P<short>hr|fr|sig)\.) +(?P<who>.+)",
    re.IGNORECASE,
)
"""What may be a given name or initials as well (`Sig`) is how somebody is addressed by its dot."""
_LEARNED = re.compile(
    r"(?:(?:dr|prof|ing|dipl|mag|mba|med|phil)[.\-]* *(?:-ing\.?)?)+", re.IGNORECASE
)
_WORD = r"[^\W\d_][^\W\d_.'’\-]*(?:[.'’\-][^\W\d_]+)*\.?"
_TURNED = re.compile(rf"({_WORD}(?: {_WORD}){{0,3}}), *({_WORD}(?: {_WORD}){{0,2}})")
_AFTER = frozenset(
    """jr sr ii iii iv phd md mba cpa esq cfa pmp dds rn jd llm llb msc bsc ma ba bs ms pe dr prof
    meng beng ceng mcips cism cissp acca aca fca sphr shrm phr ing dipl inc llc ltd gmbh ag corp co
    kg sa sas sarl plc bv nv spa srl""".split()
)
_SMALL = frozenset(
    """van von der den de del della degli dei di da do dos das du des la le los las el ter ten te
    zu zur zum vom af av y e d' 't st st. mc mac abu ibn ap jr jr. sr sr. ii iii iv""".split()
)
"""Words of a last name that do not make it two: particles, and what tells father from son."""
_LONGEST_DEGREE = 5
_LOCAL = re.compile(r"([^\s;,<>@]+)@")
_PUNCTUATION = re.compile(r"[\W\d_]+")


def in_order(name: str, emails: str = "") -> str:
    """Return a name with the given name first: `Example, Ada` is Ada Example.

    Degrees (`Sample, MBA`), jobs (`Sample, Director`) and legal forms stay where they are, as does
    what is no such pair.
    Behind two words may as well stand a job or a place (`Ada Example, Director`): they are turned
    only where one of ``emails``, a cell of addresses, is of such a name.
    """
    found = _TURNED.fullmatch(name)
    if found is None:
        return name
    last, given = found[1], found[2]
    degree = given.isupper() and len(given) <= _LONGEST_DEGREE and not last.isupper()
    if degree or given.replace(".", "").casefold() in _AFTER:
        return name
    if _is_job(given) and not _agrees(given, last.split(), emails):
        return name
    plain = [word for word in last.split() if word.casefold() not in _SMALL]
    if len(plain) > 1 and not _agrees(given, plain, emails):
        return name
    return f"{given} {last}"


def _is_job(words: str) -> bool:
    """Say whether words are a job title, no given names: `Director`, `Head of Sales`."""
    each = words.split()
    titled = all(is_title_word(word) or word.casefold() in JOINING for word in each)
    return titled and any(map(is_head, each))


def _agrees(given: str, last: Sequence[str], emails: str) -> bool:
    """Say whether an address has the first given name beside one of the last."""
    first = _letters(given.split(maxsplit=1)[0])
    others = [_letters(word) for word in last]
    pairs = [pair for other in others for pair in (first + other, other + first)]
    return len(first) > 1 and any(
        pair in _letters(found[1]) for found in _LOCAL.finditer(emails) for pair in pairs
    )


def _letters(text: str) -> str:
    return _PUNCTUATION.sub("", folded(text))


def without_salutation(name: str) -> tuple[str, str]:
    """Return how somebody is addressed and their name: `Herr`, `Jörg Müller`.

    The name stays whole where a last name alone would be left, or only a degree before it.
    """
    found = _SALUTED.fullmatch(name)
    if found is None:
        return "", name
    who = found["who"]
    learned = _LEARNED.match(who)
    words = who[learned.end() if learned else 0 :].split()
    return (found["how"] or found["short"], who) if len(words) > 1 else ("", name)
