"""Sets aside the titles and degrees that one list writes with a name and another does not."""

import re
from functools import lru_cache

from workstation.method.names import name_key

_OF_DIPLOMA = (
    r"(?:[.\- ]*(?:wirt(?:sch)?|ing|kfm|kffr|kaufm|phys|chem|math|inform?|inf|biol|psych|oec|"
    r"volksw|betriebsw|geol|geogr|päd|soz)(?:in)?\b\.?)*"
)
_BEFORE = re.compile(
    rf"(?:(?:dipl\b{_OF_DIPLOMA}|"
    r"(?:dr|drs|doctor|doktor|prof|professor(?:in)?|univ|mr|mrs|ms|miss|mx|herrn?|frau|mme|mlle|"
    r"monsieur|madame|sra|srta|dott|dottssa|mgr|judr|mudr|phdr|rndr|sir)\b\.?|"
    r"(?:ing|mag|ir|sr|sig|hr|fr|avv|med|dent|vet|phil|jur|iur|rer|nat|pol|oec|agr|habil|mult)\.|"
    r"(?:h\. ?c|e\. ?h|priv\.?-?doz|pd)\.?(?!\w))(?: ?\((?:fh|tu|univ)\))?[\s\-]*)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:,? +(?:ph\.? ?d|mba|m\. ?sc|b\. ?sc|msc|bsc|ll\. ?m|dr|prof)(?!\w)\.?|"
    r", *(?:md|m\.d|ma|m\.a|ba|b\.a|b\.eng|m\.eng|beng|meng|llm|cpa|pmp|cfa|acca|fca|rn|esq|mag|"
    r"dipl\.?-?ing\.?(?: ?\(fh\))?)(?!\w)\.?)+$",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2
_LONGEST = 300
"""Letters of a name; more are columns mixed up, and not worth remembering."""
_FIRST_WORDS = frozenset(
    """dipl dr drs doctor doktor prof professor professorin univ mr mrs ms miss mx herr herrn
    frau mme mlle monsieur madame sra srta dott dottssa mgr judr mudr phdr rndr sir pd hc eh h
    e""".split()
)
_LAST_WORDS = frozenset("phd mba msc bsc llm dr prof d sc m".split())
"""With which a name without points and commas may begin and end that has a title."""


def person_key(name: str) -> str:
    """Return a person's name as it is compared within a company: without titles and degrees.

    `Dr. Ada Example` and `Ada Example, MBA` are as `Ada Example`. What leaves no whole name stays
    as it is: `Frau Sample` and `Herr Sample` are two.
    """
    return _key(name) if len(name) <= _LONGEST else name_key(name)


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    words = name.casefold().split()
    if not words or (
        words[0] not in _FIRST_WORDS
        and words[-1] not in _LAST_WORDS
        and "." not in name
        and "," not in name
        and "-" not in words[0]
    ):
        return name_key(name)
    found = _BEFORE.match(name)
    bare = _BEHIND.sub("", name[found.end() :] if found else name)
    key = name_key(bare) if bare.strip() else ""
    return key if len(key.split()) >= _FEWEST_WORDS else name_key(name)
