"""Widgets that are rows of text and nothing more, handed to the screen as finished lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.color import Color
    from textual.filter import LineFilter
    from textual.geometry import Region, Size

RULE = "│"
"""What the border on the left looks like."""


COLOURS = ("$text-accent", "$text-muted", "$text-success", "$text-warning", "$text-error")
"""What rows are coloured with: another theme has others."""


class Look(NamedTuple):
    """What finished lines depend on beside their text; one that is equal needs no new lines."""

    size: Size
    text: Style
    beside: Style
    padding: int
    border: Style | None
    background: Color
    theme: tuple[Style, ...]
    filters: tuple[LineFilter, ...]

    def through_filters(self, line: Strip) -> Strip:
        """Return a line as the program's filters leave it (NO_COLOR takes its colours)."""
        for each in self.filters:
            line = line.apply_filter(each, self.background)
        return line

    def cut(self, lines: list[Strip], crop: Region) -> list[Strip]:
        """Return whole lines as far as a part of the widget shows them."""
        if crop.column_span == (0, self.size.width):
            return lines
        return [each.crop(*crop.column_span) for each in lines]


def look_of(widget: Widget) -> Look | None:
    """Return how the lines of a widget look; None where only Textual can draw them."""
    styles = widget.styles
    gutter = styles.gutter
    (left, colour), padding = styles.border_left, styles.padding
    if (
        left not in ("", "solid")
        or gutter.top
        or gutter.bottom
        or gutter.right != padding.right
        or styles.tint.a
        or styles.text_opacity != 1
        or widget.opacity != 1
        or any(edge for edge, _ in styles.outline)
        or widget.text_selection is not None
    ):
        return None
    below, own = widget.background_colors
    beside = Style(background=below + own)
    return Look(
        widget.outer_size,
        widget.visual_style,
        beside,
        padding.left,
        beside + Style(foreground=below + colour) if left else None,
        own,
        tuple(map(widget.app.stylesheet.parse_style, COLOURS)),
        tuple(widget.get_line_filters()),
    )


class Drawn(Widget):
    """Draws what ``rows`` returns, one line each.

    Textual folds, aligns and dresses every line of a widget whenever one of them changes, which
    takes several times as long as drawing it. Here each row becomes one line, between at most a
    padding and a plain border on the left. Whatever asks for more is left to Textual: a row wider
    than the widget or of several lines, other borders, a tint, text that is selected.
    """

    _strips: list[Strip] | None = None
    _drawn_as: Look | None = None

    def rows(self) -> Sequence[Content]:
        """Return the lines; what does not fit in the height is not shown."""
        raise NotImplementedError

    def render(self) -> Content:
        """Return the rows as one content, for whatever measures, selects or dresses it."""
        return Content("\n").join(self.rows())

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw anew."""
        self._strips = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget."""
        look = look_of(self)
        if look is None:
            return super().render_lines(crop)
        if self._strips is None or look != self._drawn_as:
            rows, width = self.rows(), self.size.width
            if not all(_is_one_line(row, width) for row in rows):
                return super().render_lines(crop)
            self._drawn_as, self._strips = look, self._finish(rows, look)
        return look.cut(self._strips[crop.y : crop.bottom], crop)

    def _finish(self, rows: Sequence[Content], look: Look) -> list[Strip]:
        width, height = look.size
        read, blank, nothing = self.app.stylesheet.parse_style, look.beside.rich_style, Content("")
        left = [Segment(" " * look.padding, blank)] if look.padding else []
        left = [Segment(RULE, look.border.rich_style), *left] if look.border else left
        room = width - sum(segment.cell_length for segment in left)
        lines = []
        for at in range(height):
            row = rows[at] if at < len(rows) else nothing
            drawn = row.render(look.text, "", parse_style=read)
            segments = [*left, *(Segment(text, style.rich_style) for text, style in drawn)]
            if rest := room - row.cell_length:
                segments.append(Segment(" " * rest, blank))
            lines.append(look.through_filters(Strip(segments, width)))
        return lines


def _is_one_line(row: Content, width: int) -> bool:
    return row.cell_length <= width and "\n" not in row.plain and "\t" not in row.plain
