"""Brings the name of a person as a list writes it to the order in which it is said."""

import re

_SALUTED = re.compile(
    r"(?P<how>mr|mrs|ms|miss|mx|herrn?|hr|frau|fr|mme|mlle|monsieur|madame|sra?|srta|sig(?:\.ra|na)?|"
    r"dhr|mevr(?:ouw)?)\.? +(?P<who>.+)",
    re.IGNORECASE,
)
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
_LONGEST_DEGREE = 5


def in_order(name: str) -> str:
    """Return a name with the given name first: `Example, Ada` is Ada Example.

    Degrees (`Sample, MBA`) and legal forms stay where they are, as does what is no such pair.
    """
    found = _TURNED.fullmatch(name)
    if found is None:
        return name
    last, given = found[1], found[2]
    degree = given.isupper() and len(given) <= _LONGEST_DEGREE and not last.isupper()
    if degree or given.replace(".", "").casefold() in _AFTER:
        return name
    return f"{given} {last}"


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
    return (found["how"], who) if len(words) > 1 else ("", name)
