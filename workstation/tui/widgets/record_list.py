"""The list that shows a million records: line API over a source, holding a few pages only."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import chain
from typing import Any, ClassVar, Generic, Self, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workstation.tui.commands import bindings_for
from workstation.tui.widgets.columns import GAP, Cell, Column, Tone, share
from workstation.tui.widgets.drawn import Look, look_of
from workstation.tui.widgets.marks import Marks
from workstation.tui.widgets.pages import Locating, Pages, Source
from workstation.tui.widgets.render import fit, one_line, safe

__all__ = ["Cell", "Column", "Locating", "RecordList", "Source", "Tone"]

RowT = TypeVar("RowT")

_TONES: tuple[Tone, ...] = ("muted", "strong", "accent", "good", "warning", "bad")
_NEIGHBOURS = 100


class RecordList(ScrollView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Shows the records of a source in columns, one line each, with a cursor and marks.

    Keys are those of the registry's place "list". Messages: `Highlighted` when the cursor has come
    to rest (many moves in one frame make one message), `Opened` on Enter or a double click,
    `Marked` when marks change. A click on the mark column marks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("list"), *bindings_for("marks")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-list--header",
        "record-list--cursor",
        "record-list--cursor-blurred",
        "record-list--empty",
        *(f"record-list--{tone}" for tone in _TONES),
    }
    DEFAULT_CSS = """
    RecordList {
        width: 1fr; height: 1fr;
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        & > .record-list--header { color: $text-muted; text-style: bold; }
        & > .record-list--empty { color: $text-muted; }
        & > .record-list--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: bold;
        }
        & > .record-list--cursor-blurred { background: $surface; text-style: bold; }
        & > .record-list--muted { color: $text-muted; }
        & > .record-list--strong { text-style: bold; }
        & > .record-list--accent { color: $text-accent; text-style: bold; }
        & > .record-list--good { color: $text-success; }
        & > .record-list--warning { color: $text-warning; }
        & > .record-list--bad { color: $text-error; text-style: bold; }
    }
    """
    ALLOW_SELECT = False

    class _Said(Message):
        """Something happened at one record; `row` is None and `index` -1 in an empty list."""

        def __init__(self, records: RecordList[Any], row: Any, index: int) -> None:  # noqa: ANN401
            super().__init__()
            self.records = records
            self.row = row
            self.index = index

        @property
        def control(self) -> RecordList[Any]:
            """The list it happened in, for `@on(..., "#id")`."""
            return self.records

    class Highlighted(_Said):
        """The cursor has come to rest on a record."""

        def can_replace(self, message: Message) -> bool:
            """Take the place of an earlier one that nobody has read yet."""
            return isinstance(message, RecordList.Highlighted) and message.records is self.records

    class Opened(_Said):
        """A record was opened by Enter or a double click."""

    class Marked(_Said):
        """The marks changed; `row` is where the cursor is."""

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        source: Source[RowT] | None = None,
        *,
        header: bool = True,
        markable: bool = False,
        empty: str = "Nothing here.",
        ascii_only: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        self._strips: dict[int, Strip] = {}
        self._drawn_as: tuple[Look, Offset] | None = None
        super().__init__(id=id, classes=classes)
        self._columns = columns
        self._pages = Pages(source) if source is not None else None
        self._header = int(header)
        self._markable = markable
        self._empty = empty
        self._glyphs = (">", "*") if ascii_only else ("▸", "✓")
        self._marks = Marks()
        self._last_mark: int | None = None
        self._cursor = 0
        self._kept: Hashable | None = self.key
        self._announcing = False
        self._laid_out: tuple[int, list[tuple[Column[RowT], int]]] = (-1, [])
        self._styles_made: dict[tuple[str, Tone], Style] = {}

    @property
    def count(self) -> int:
        """How many records the list has."""
        return self._pages.count if self._pages else 0

    @property
    def pages_held(self) -> int:
        """How many pages of the source are in memory."""
        return self._pages.held if self._pages else 0

    @property
    def cursor(self) -> int:
        """Position of the highlighted record, 0-based; -1 in an empty list."""
        return self._cursor if self.count else -1

    @property
    def row(self) -> RowT | None:
        """The highlighted record."""
        return self._pages.row(self._cursor) if self._pages else None

    @property
    def key(self) -> Hashable | None:
        """The key of the highlighted record."""
        row = self.row
        return None if row is None or self._pages is None else self._pages.source.key(row)

    @property
    def marked_count(self) -> int:
        """How many records are marked."""
        return self._marks.count(self.count)

    @property
    def all_marked(self) -> bool:
        """Whether the whole list was marked, perhaps but for some."""
        return self._marks.everything

    def marked(self) -> set[Hashable]:
        """Return the keys of the marked records; reads the whole source when all are marked."""
        if self._pages is None:
            return set()
        everything = self._pages.keys(0, self.count - 1) if self.all_marked else ()
        return self._marks.of(everything)

    def say_when_empty(self, text: str) -> None:
        """Say something else when there is nothing in the list."""
        self._empty = text
        self.refresh()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marks.clear()
        self._last_mark = None
        self._marks_changed()

    def set_source(self, source: Source[RowT], *, keep_key: bool = False) -> None:
        """Show another source; marks go, the cursor goes to the top or stays on its record."""
        wanted = self._around() if keep_key else []
        self._marks.clear()
        self._last_mark = None
        self._pages = Pages(source)
        self._settle(wanted, self._cursor if keep_key else 0)

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Show other columns of the same records."""
        self._columns = columns
        self._laid_out = (-1, [])
        self.refresh()

    def refresh_source(self, *, keep_key: bool = True) -> None:
        """Read again; the cursor stays on its record, or on the next one when it is gone."""
        if self._pages is None:
            return
        wanted = self._around() if keep_key else []
        self._pages.refresh()
        self._settle(wanted, self._cursor if keep_key else 0)

    def go_to(self, index: int) -> None:
        """Move the cursor to a position; beyond the ends means the end."""
        before, self._cursor = self._cursor, max(0, min(index, self.count - 1))
        if before != self._cursor:
            self._kept = self.key
            self._refresh_row(before)
            self._refresh_row(self._cursor)
            self._show_cursor()
            self._announce()

    def go_to_key(self, key: Hashable) -> bool:
        """Move the cursor to a record; False when it is not in the list (or not near)."""
        found = self._pages.find([key], self._cursor) if self._pages else None
        if found is not None:
            self.go_to(found)
        return found is not None

    def _around(self) -> list[Hashable]:
        """Keys of the highlighted record and of those after it, as they were when last read."""
        if self._pages is None or self._kept is None:
            return []
        after = self._pages.held_keys(self._cursor + 1, self._cursor + _NEIGHBOURS)
        return [self._kept, *after]

    def _settle(self, wanted: Sequence[Hashable], index: int) -> None:
        found = self._pages.find(wanted, index) if self._pages and wanted else None
        self._cursor = max(0, min(index if found is None else found, self.count - 1))
        self._kept = self.key
        self._measure()
        self._show_cursor()
        self.refresh()
        self._announce()

    # Moving -----------------------------------------------------------------

    def action_down(self) -> None:
        """Move one record down."""
        self.go_to(self._cursor + 1)

    def action_up(self) -> None:
        """Move one record up."""
        self.go_to(self._cursor - 1)

    def action_page_down(self) -> None:
        """Move one screenful down."""
        self.go_to(self._cursor + self._window)

    def action_page_up(self) -> None:
        """Move one screenful up."""
        self.go_to(self._cursor - self._window)

    def action_first(self) -> None:
        """Move to the first record."""
        self.go_to(0)

    def action_last(self) -> None:
        """Move to the last record."""
        self.go_to(self.count - 1)

    def action_open(self) -> None:
        """Tell that the highlighted record is to be opened."""
        if (row := self.row) is not None:
            self.post_message(self.Opened(self, row, self._cursor))

    @property
    def _window(self) -> int:
        """How many records are visible at once."""
        return max(self.scrollable_content_region.height - self._header, 1)

    def _show_cursor(self) -> None:
        top = round(self.scroll_target_y)
        highest = self._cursor - self._window + 1
        self.scroll_to(y=min(max(top, highest), self._cursor), animate=False)

    def _announce(self) -> None:
        """Post one `Highlighted` for all the moves until the screen has been drawn."""
        if not self._announcing and self.is_attached:
            self._announcing = True
            self.call_after_refresh(self._post_highlighted)

    def _post_highlighted(self) -> None:
        self._announcing = False
        self.post_message(self.Highlighted(self, self.row, self.cursor))

    # Marking ----------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the marking keys to others in a list that has no marks."""
        if action.startswith("mark") and not self._markable:
            return False
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the highlighted record or take its mark away, then move on."""
        self._toggle(self._cursor)
        self.action_down()

    def action_mark_range(self) -> None:
        """Mark everything from the last mark to the cursor."""
        if self._pages is None or not self.count:
            return
        start = self._cursor if self._last_mark is None else self._last_mark
        first, last = sorted((start, self._cursor))
        self._marks.add(self._pages.keys(first, last))
        self._last_mark = self._cursor
        self._marks_changed()

    def action_mark_all(self) -> None:
        """Mark the whole list; take all marks away when it is marked."""
        if self.count and self.marked_count == self.count:
            self.clear_marks()
        else:
            self._marks.mark_all()
            self._marks_changed()

    def _toggle(self, index: int) -> None:
        row = self._pages.row(index) if self._pages else None
        if self._pages is not None and row is not None:
            self._marks.toggle(self._pages.source.key(row))
            self._last_mark = index
            self._refresh_row(index)
            self.post_message(self.Marked(self, self.row, self.cursor))

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.Marked(self, self.row, self.cursor))

    # The mouse and the window -----------------------------------------------

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = -1 if offset is None else offset.y - self._header + self.scroll_offset.y
        if offset is None or offset.y < self._header or not 0 <= index < self.count:
            return
        event.stop()
        self.go_to(index)
        if self._markable and offset.x < self._prefix:
            self._toggle(index)
        elif event.chain == 2:
            self.action_open()

    def on_mount(self) -> None:
        """Count and show the first page."""
        self._measure()
        self._announce()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def notify_style_update(self) -> None:
        """Forget the looks of another theme."""
        self._styles_made.clear()
        super().notify_style_update()

    def _measure(self) -> None:
        self.virtual_size = Size(0, self.count + self._header)

    def _refresh_row(self, index: int) -> None:
        self.refresh_line(index + self._header)

    # Drawing ----------------------------------------------------------------

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw all lines anew, or those of some regions."""
        if not regions:
            self._strips.clear()
        for y in chain.from_iterable(region.line_range for region in regions):
            self._strips.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the visible lines of a part of the list, as `Drawn` does."""
        look = look_of(self)
        if look is None or look.padding or look.border:
            return super().render_lines(crop)
        if self._drawn_as != (look, self.scroll_offset):
            self._drawn_as = (look, self.scroll_offset)
            self._strips.clear()
        return look.cut([self._finished(y, look) for y in crop.line_range], crop)

    def _finished(self, y: int, look: Look) -> Strip:
        made = self._strips.get(y)
        if made is None:
            line = self.render_line(y).adjust_cell_length(look.size.width, look.beside.rich_style)
            made = self._strips[y] = look.through_filters(line)
        return made

    @property
    def _prefix(self) -> int:
        return 3 if self._markable else 2

    def render_line(self, y: int) -> Strip:
        """Draw one visible line: the header, a record, or what an empty list says."""
        width = self.scrollable_content_region.width
        if self._header and y == 0:
            return self._line("header", [self._header_text(width)], width)
        if not self.count:
            return self._line("empty", [self._empty_text(y - self._header, width)], width)
        index = y - self._header + self.scroll_offset.y
        row = self._pages.row(index) if self._pages else None
        if row is None or self._pages is None:
            return self._line("", [""], width)
        glyph = self._glyphs[0] if index == self._cursor else " "
        if self._markable:
            marked = self._pages.source.key(row) in self._marks
            glyph += self._glyphs[1] if marked else " "
        state = ""
        if index == self._cursor:
            state = "cursor" if self.has_focus else "cursor-blurred"
        return self._record(row, glyph + " ", state, width)

    def _record(self, row: RowT, glyph: str, state: str, width: int) -> Strip:
        plain = self._style(state, "")
        segments = [Segment(glyph, plain)]
        used = len(glyph)
        gap = ""
        for column, cells in self._layout(width):
            value = column.value(row)
            segments.append(Segment(gap, plain))
            segments.append(
                Segment(fit(value.text, cells, column.align), self._style(state, value.tone))
            )
            used += len(gap) + cells
            gap = " " * GAP
        segments.append(Segment(" " * max(width - used, 0), plain))
        return Strip(segments, max(width, used)).crop(0, width)

    def _line(self, state: str, texts: Sequence[str], width: int) -> Strip:
        return Strip([Segment(fit("".join(texts), width), self._style(state, ""))], width)

    def _header_text(self, width: int) -> str:
        titles = [fit(column.title, n, column.align) for column, n in self._layout(width)]
        return " " * self._prefix + (" " * GAP).join(titles)

    def _empty_text(self, number: int, width: int) -> str:
        lines = safe(self._empty).splitlines()
        return "  " + one_line(lines[number]) if number < len(lines) and width > 2 else ""

    def _layout(self, width: int) -> list[tuple[Column[RowT], int]]:
        if self._laid_out[0] != width:
            self._laid_out = (width, share(self._columns, width - self._prefix))
        return self._laid_out[1]

    def _style(self, state: str, tone: Tone) -> Style:
        """Look of a text; on the cursor a tone keeps its weight but not its colour."""
        made = self._styles_made.get((state, tone))
        if made is None:
            names = [f"record-list--{state}"] if state else []
            base = self.get_visual_style(*names)
            if tone:
                toned = self.get_visual_style(f"record-list--{tone}", partial=True)
                base += toned.without_color if state.startswith("cursor") else toned
            made = self._styles_made[state, tone] = base.rich_style
        return made
