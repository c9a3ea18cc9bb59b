"""Names as keyboards with and without umlauts write them: Özdemir is Oezdemir, Weiß is Weiss."""

import re
from functools import lru_cache
from typing import NamedTuple

from workstation.method.text import folded

_PAIRS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_FEWEST = 2
"""Letters an umlaut spelling has at least; a shorter one begins nearly everything."""


class Spellings(NamedTuple):
    """How else a word may be written.

    ``certain`` are spellings an index without accents tells apart from all other words;
    ``umlauts`` those it does not ("mull" for "müll"), so that what it finds has to be looked at.
    """

    certain: tuple[str, ...] = ()
    umlauts: tuple[str, ...] = ()


_NONE = Spellings()


@lru_cache(maxsize=256)
def spellings_of(word: str) -> Spellings:
    """Return the other spellings of a word, in small letters; most words have none."""
    small = word.lower()
    spelt_out = contracted = small
    for pair, umlaut in _PAIRS:
        spelt_out = spelt_out.replace(umlaut, pair)
        contracted = contracted.replace(pair, umlaut)
    certain = [each for each in _sharp((small, spelt_out)) if each != small]
    umlauts = _sharp((contracted,)) if contracted != small and len(contracted) >= _FEWEST else []
    return Spellings(tuple(certain), tuple(umlauts)) if certain or umlauts else _NONE


def begins_word(text: str, part: str, *, whole: bool = False) -> bool:
    """Say whether a part begins a word of a text, or is all of it; capitals and accents aside.

    An umlaut may be spelt out in either, but is not the letter it is made from.
    """
    name, wanted = _spelt_out(text), _spelt_out(part)
    if whole:
        return name == wanted
    return re.search(rf"(?<!\w){re.escape(wanted)}", name) is not None


def _spelt_out(text: str) -> str:
    small = text.lower()
    for pair, umlaut in _PAIRS:
        small = small.replace(umlaut, pair)
    return folded(small)


def _sharp(words: tuple[str, ...]) -> list[str]:
    """Return words with their ss and ß as they are, all spelt out, and all contracted."""
    found = [
        each for word in words for each in (word, word.replace("ß", "ss"), word.replace("ss", "ß"))
    ]
    return list(dict.fromkeys(found))


def written(umlauts: str) -> tuple[str, ...]:
    """Return how a spelling with umlauts may be capitalised, for who compares A to Z only."""
    first = umlauts[:1].upper() + umlauts[1:]
    shouted = umlauts.replace("ä", "Ä").replace("ö", "Ö").replace("ü", "Ü")
    return tuple(dict.fromkeys((umlauts, first, shouted)))
