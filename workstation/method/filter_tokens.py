"""The words of a filter's text with their places: words, quoted phrases and signs."""

import re
from typing import Literal, NamedTuple

from workstation.method.filter_tree import FilterError
from workstation.method.filter_words import BY_WORD, LONGEST_KEY, Key
from workstation.method.text import clean

MOST_LETTERS = 1000
"""No filter is longer."""

Kind = Literal["word", "phrase", "sign", "end"]
_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
    | ["“”„](?P<phrase>[^"“”„]*)(?P<close>["“”„]|$)
    | (?P<sign>[(),]|>=|<=|[<>=≥≤]|-(?=["“”„(\w])(?<![^\s(,]-))
    | (?P<number>\d{1,3}(?:,\d{3})+(?![\d,]))
    | (?P<word>[^\s"“”„(),<>=≥≤]+)
    """,
    re.VERBOSE,
)
_SAME = {"≥": ">=", "≤": "<="}


class Token(NamedTuple):
    """One word, phrase (without its quotes) or sign, and where it stands in the text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """The word as it is compared; phrases are never keys."""
        return self.text.casefold() if self.kind == "word" else ""

    def is_sign(self, *signs: str) -> bool:
        """Tell whether it is one of these signs."""
        return self.kind == "sign" and self.text in signs


def split(text: str) -> list[Token]:
    """Return the tokens of a text, the last of kind "end".

    Raises:
        FilterError: it is too long, or a quotation mark is left open.
    """
    if len(text) > MOST_LETTERS:
        raise FilterError(
            f"A filter has at most {MOST_LETTERS} letters, this one has {len(text)}.", 0, len(text)
        )
    text = clean(text)
    found: list[Token] = []
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        if match["space"] is not None:
            continue
        start, end = match.span()
        if match["phrase"] is not None:
            if not match["close"]:
                raise FilterError(
                    f"The quotation mark at letter {start + 1} is not closed.",
                    start,
                    end,
                    unfinished=True,
                )
            if phrase := " ".join(match["phrase"].split()):
                found.append(Token("phrase", phrase, start, end))
        elif match["sign"]:
            found.append(Token("sign", _SAME.get(match["sign"], match["sign"]), start, end))
        else:
            found += _parted(match[0], start)
    found.append(Token("end", "", len(text), len(text)))
    return found


def _parted(word: str, start: int) -> list[Token]:
    """Return a word as it is, "bin:working" as the key and its value."""
    key, colon, rest = word.partition(":")
    if not colon or key.casefold() not in BY_WORD:
        return [Token("word", word, start, start + len(word))]
    parted = [Token("word", key, start, start + len(key))]
    if rest:
        parted.append(Token("word", rest, start + len(key) + 1, start + len(word)))
    return parted


def key_at(tokens: list[Token], at: int) -> tuple[Key, int] | None:
    """Return the key that begins at a token, and of how many tokens it is; None for none."""
    for length in range(min(LONGEST_KEY, len(tokens) - at), 0, -1):
        words = [token.plain for token in tokens[at : at + length]]
        if all(words) and (key := BY_WORD.get(" ".join(words))):
            bare = key.word == "fit" and not _compared(tokens[at + 1 : at + 2])
            return None if bare else (key, length)
    return None


def _compared(after: list[Token]) -> bool:
    """Tell whether the token after "fit" begins a comparison, or is still to come.

    Without one it is a word of many names.
    """
    return all(
        token.is_sign("<", "<=", ">", ">=", "=")
        or token.plain[:1].isdigit()
        or token.plain in ("over", "above", "under", "below")
        for token in after
    )
