"""Words as the search indexes are asked for them, umlauts in either spelling."""

from workstation.method.spellings import spellings_of, written
from workstation.method.text import clean_line

FEWEST_LETTERS = 2
"""Letters asked for before searching; one letter matches nearly everything."""

_LONGEST = 300
"""Letters of the longest word looked for in its other spelling; LIKE refuses a very long one."""


def parts_of(words: str) -> list[str]:
    """Return the words of a line that was typed, [] where there are too few letters."""
    parts = clean_line(words).replace('"', " ").split()
    return parts if sum(map(len, parts)) >= FEWEST_LETTERS else []


def match_of(words: str) -> str:
    """Return words as a full-text query: each quoted, all required, the last one a prefix."""
    quoted = [f'"{part}"' for part in parts_of(words)]
    return " ".join([*quoted[:-1], quoted[-1] + "*"]) if quoted else ""


def spelt(parts: list[str], *, umlauts: bool = False, whole: bool = False) -> str:
    """Return words as a full-text query that knows how else they may be spelt.

    ``umlauts`` adds the spellings the indexes cannot tell from other words; ``whole`` asks for
    the last word as it is, too.
    """
    groups = []
    several = False
    for at, part in enumerate(parts):
        other = spellings_of(part)
        ways = (part, *other.certain, *(other.umlauts if umlauts else ()))
        end = "" if whole or at < len(parts) - 1 else "*"
        group = " OR ".join(f'"{way}"{end}' for way in ways)
        groups.append(f"({group})" if len(ways) > 1 else group)
        several = several or len(ways) > 1
    if not several:
        return " ".join(groups)
    # A lone "&" is no word to the indexes: left out between words, it finds nothing beside AND.
    said = [any(map(str.isalnum, part)) for part in parts]
    return " AND ".join(group for group, word in zip(groups, said, strict=True) if word)


def umlauts_in(parts: list[str]) -> list[str]:
    """Return what LIKE finds umlauts by that the words may mean ("oezd": "%özd%", "%Özd%")."""
    return [
        f"%{like(way)}%"
        for part in parts
        for each in spellings_of(part).umlauts
        if len(each) <= _LONGEST
        for way in written(each)
    ]


def like(text: str) -> str:
    """Return text as LIKE takes it letter by letter, with a backslash as its ESCAPE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
