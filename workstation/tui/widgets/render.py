"""The one door for foreign text to the screen: shown as text, never as markup or codes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, split_graphemes
from textual.content import Content

from workstation.method.text import clean

if TYPE_CHECKING:
    from textual.style import Style

Align = Literal["left", "right", "centre"]
Piece = str | Content | tuple[str, "str | Style"]

_SPACES = re.compile(r"[\n\t]+")
_LONGEST_GRAPHEME = 12


def safe(text: object) -> str:
    """Text that can do nothing to a terminal, for APIs that take a `str` (and `markup=False`).

    Cleaned again, although what is stored was cleaned already: a control character, C1, a bidi
    control, half a surrogate pair become U+FFFD. Newlines and tabs stay. `None` is the empty text.
    """
    return "" if text is None else clean(str(text))


def one_line(text: object) -> str:
    """`safe` text on one line: runs of newlines and tabs become one space."""
    return _SPACES.sub(" ", safe(text))


@lru_cache(maxsize=8192)
def _fitted(text: str, width: int, align: Align) -> str:
    if text.isascii():
        taken, length = (
            (text, len(text)) if len(text) <= width else (text[: width - 1] + "…", width)
        )
    else:
        taken, length = _cut(text, width)
    room = width - length
    if align == "right":
        return " " * room + taken
    if align == "centre":
        return " " * (room // 2) + taken + " " * (room - room // 2)
    return taken + " " * room


def _cut(text: str, width: int) -> tuple[str, int]:
    """As many whole graphemes as fit into the width, and the cells they take."""
    # A grapheme is a cell at the least, or hangs on one that is: no more than this can be seen.
    spans, length = split_graphemes(text[: (width + 1) * _LONGEST_GRAPHEME])
    cut = length > width or len(text) > (width + 1) * _LONGEST_GRAPHEME
    room = width - 1 if cut else width
    taken: list[str] = []
    used = 0
    for start, end, cells in spans:
        if used + cells > room:
            break
        taken.append(text[start : min(end, start + _LONGEST_GRAPHEME)])
        used += cells
    if cut:
        taken.append("…")
        used += 1
    joined = "".join(taken)
    # Cutting a long run of joined signs can change its width; measured again, never guessed.
    measured = cell_len(joined)
    return (joined, measured) if measured <= width else ("…", 1)


def fit(text: object, width: int, align: Align = "left") -> str:
    """One line of exactly `width` cells: cut with "…" between graphemes, or filled with spaces.

    Wide characters, emoji sequences and combining marks are counted as the terminal draws them;
    a run of more than 12 joined characters is shortened. A width below 1 gives the empty text.
    """
    return _fitted(one_line(text), width, align) if width > 0 else ""


def cells(text: object) -> int:
    """How many terminal cells the text takes once it has gone through the door, on one line."""
    return cell_len(one_line(text))


def plain(text: object, width: int | None = None, style: str | Style = "") -> Content:
    """Foreign text as content: cleaned, never read as markup.

    With a `width` it is one line of exactly so many cells; without, it keeps its lines.
    `style` is a Textual style ("bold", "$accent") or the name of a component class (".card--name").
    """
    shown = safe(text) if width is None else fit(text, width)
    return Content.styled(shown, style)


def cell(text: object, width: int, align: Align = "left", style: str | Style = "") -> Content:
    """Foreign text as one cell of a table: exactly `width` cells, cut or filled."""
    return Content.styled(fit(text, width, align), style)


def line(*pieces: Piece) -> Content:
    """Pieces put together as one content: texts, (text, style) pairs or finished content."""
    parts: list[Content] = []
    for piece in pieces:
        if isinstance(piece, Content):
            parts.append(piece)
        elif isinstance(piece, tuple):
            parts.append(plain(piece[0], style=piece[1]))
        else:
            parts.append(plain(piece))
    return Content.assemble(*parts)


def clip(content: Content, width: int) -> Content:
    """Cut finished content to a width in cells, with "…", and leave it alone when it is shorter."""
    return content if content.cell_length <= width else content.truncate(width, ellipsis=True)


def in_ascii(content: Content, wanted: bool) -> Content:  # noqa: FBT001
    """Replace this module's own signs ("…", "–", "·") by ASCII where that is wanted."""
    if not wanted:
        return content
    text = content.plain.translate({ord("…"): "~", ord("–"): "-", ord("·"): "."})
    return Content(text, list(content.spans))
