"""How many cells of a terminal a text takes, so that columns line up in every script."""

import unicodedata

_WIDE_FROM = 0x1100
"""No character below this one is wide."""
_VARIATION_EMOJI = "\ufe0f"
_JOINER = "\u200d"


def width(text: str) -> int:
    """Return the cells a text takes; wide characters take two, marks that combine none."""
    if text.isascii():
        return len(text)
    cells = before = 0
    joined = False
    for character in text:
        if character == _VARIATION_EMOJI:
            cells += 2 - before if before == 1 else 0
            continue
        own = 0 if joined else _cells(character)
        joined = character == _JOINER
        cells += own
        before = own or before
    return cells


def cut(text: str, most: int) -> str:
    """Return as much of a text as fits, ending in … when something is missing."""
    if width(text) <= most:
        return text
    kept = text[:most]
    while kept and width(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """Return a text filled up with spaces to a number of cells."""
    space = " " * (cells - width(text))
    return space + text if right else text + space


def _cells(character: str) -> int:
    if ord(character) < _WIDE_FROM:
        return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
