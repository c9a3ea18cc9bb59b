"""Rows handed over as finished lines look as Textual would draw them, cell by cell."""

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import line

ROWS = [
    line(("Corvid Labs", "bold $text-accent"), "  ", ("★★★", "$text-warning")),
    Content(""),
    line("東京 plain ", ("late", "bold reverse $text-error")),
    line(("exactly 30 cells in this row,.", "underline")),
]


class Rows(Drawn):
    """Rows that can be exchanged; counts how often they are asked for."""

    def __init__(self, rows: Sequence[Content], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.shown = rows
        self.asked = 0

    def rows(self) -> Sequence[Content]:
        self.asked += 1
        return self.shown


class Names:
    """Three records."""

    def count(self) -> int:
        return 3

    def page(self, offset: int, limit: int) -> list[str]:
        return ["Brightline", "Corvid", "Halden"][offset : offset + limit]

    def key(self, row: str) -> str:
        return row

    def position(self, key: str) -> int | None:
        return None


class Looks(App[None]):
    """Every look a widget of rows has in the program."""

    CSS = """
    Drawn { width: 30; height: 5; }
    #padded { width: 36; padding: 0 2 0 4; background: $panel; }
    #ruled { width: 33; padding: 0 1; border-left: solid $panel; }
    #boxed { width: 32; height: 7; border: round $accent; }
    #topped { height: 6; border-top: solid $panel; }
    #faded { opacity: 50%; }
    #tinted { tint: red 30%; }
    #narrow { width: 12; }
    """

    def compose(self) -> ComposeResult:
        for name in ("bare", "padded", "ruled", "boxed", "topped", "faded", "tinted", "narrow"):
            yield Rows(ROWS, id=name)
        yield RecordList([Column("name", None, lambda row: Cell(row, "strong"))], Names())


def cells(lines: list[Strip]) -> list[list[tuple[str, object]]]:
    """Return each character with its look, blanks without what only letters show."""
    shown = []
    for strip in lines:
        row = []
        for segment in strip:
            style = segment.style
            look = (str(style.color), str(style.bgcolor), style.bold, style.underline)
            blank = (str(style.bgcolor), style.underline)
            reverse = style.reverse
            row += [
                (each, blank if each == " " and not reverse else (*look, reverse))
                for each in segment.text
            ]
        shown.append(row)
    return shown


def as_textual_draws(widget: Widget, crop: Region) -> list[Strip]:
    widget._styles_cache.clear()
    return Widget.render_lines(widget, crop)


async def test_each_look_is_that_of_textual():
    app = Looks()
    async with app.run_test(size=(120, 70)) as pilot:
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            for widget in app.query("Rows, RecordList").results(Widget):
                whole = Region(0, 0, *widget.outer_size)
                part = Region(3, 1, 9, 2)
                for crop in (whole, part):
                    ours = widget.render_lines(crop)
                    assert [strip.cell_length for strip in ours] == [crop.width] * crop.height
                    assert cells(ours) == cells(as_textual_draws(widget, crop)), (widget, crop)


async def test_rows_are_asked_for_once_until_something_changes():
    app = Looks()
    async with app.run_test(size=(120, 70)) as pilot:
        bare = app.query_one("#bare", Rows)
        whole = Region(0, 0, 30, 5)
        asked = bare.asked
        for _ in range(3):
            bare.render_lines(whole)
        assert bare.asked == asked
        bare.shown = [Content("Halden Paper")]
        bare.refresh()
        assert bare.render_lines(whole)[0].text.rstrip() == "Halden Paper"
        bare.styles.background = "red"
        await pilot.pause()
        (first, *_), *_ = bare.render_lines(whole)
        assert first.style.bgcolor.triplet.hex == "#ff0000"
        bare.styles.width = 20
        await pilot.pause()
        assert bare.render_lines(Region(0, 0, 20, 5))[0].cell_length == 20


async def test_text_selected_with_the_mouse_is_shown_and_can_be_copied():
    app = Looks()
    async with app.run_test(size=(120, 70)) as pilot:
        padded, whole = app.query_one("#padded", Rows), Region(0, 0, 36, 5)
        before = cells(padded.render_lines(whole))
        await pilot.mouse_down(padded, offset=(4, 0))
        await pilot.hover(padded, offset=(9, 0))
        await pilot.mouse_up(padded, offset=(9, 0))
        assert app.screen.get_selected_text() == "Corvid"
        selected = cells(padded.render_lines(whole))
        assert selected[0][:4] == before[0][:4]
        assert selected[0][4:10] != before[0][4:10]
        assert selected[0][10:] == before[0][10:]
        assert selected[1:] == before[1:]
