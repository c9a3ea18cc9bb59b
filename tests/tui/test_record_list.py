"""The record list: many rows, few in memory, a cursor that stays, marks, and safe text."""

import pytest
from textual.app import App

from workstation.tui.widgets.pages import HELD
from workstation.tui.widgets.record_list import Cell, Column, RecordList


class Numbers:
    """A source of numbered rows that remembers what it was asked for."""

    def __init__(self, rows):
        self.rows = rows
        self.asked = []

    def count(self):
        return len(self.rows)

    def page(self, first, n):
        self.asked.append((first, n))
        return self.rows[first : first + n]

    def key(self, row):
        return row


class Located(Numbers):
    """The same, able to tell where a row is."""

    def index_of(self, key):
        return self.rows.index(key) if key in self.rows else None


COLUMNS = (
    Column[int]("No", 7, lambda row: Cell(str(row), "muted"), align="right"),
    Column("Name", None, lambda row: Cell(f"name {row}", "strong")),
    Column("Why", 8, lambda row: Cell("because", "accent"), priority=1),
    Column("Extra", 12, lambda row: Cell("more of it"), priority=2),
)


class Tiny(App[None]):
    def __init__(self, source=None, columns=COLUMNS, **options):
        super().__init__()
        self.records = RecordList(columns, source, **options)
        self.said = []

    def compose(self):
        yield self.records

    def on_record_list_highlighted(self, message):
        self.said.append(("highlighted", message.row, message.index))

    def on_record_list_opened(self, message):
        self.said.append(("opened", message.row, message.index))

    def lines(self):
        return [self.records.render_line(y).text for y in range(self.records.size.height)]


async def test_a_hundred_thousand_rows_are_never_held():
    app = Tiny(Numbers(range(100_000)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("end")
        assert app.records.cursor == 99_999
        assert app.lines()[-1].startswith("▸   99999  name 99999")
        for index in range(0, 100_000, 2_500):
            app.records.go_to(index)
            app.lines()
        assert app.records.pages_held == HELD
        await pilot.press("home")
        assert app.records.pages_held <= HELD
        assert app.records.row == 0


async def test_moving_redraws_two_lines_and_one_message_tells_where_it_ended():
    app = Tiny(Numbers(range(1000)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.said.clear()
        refreshed = []
        app.records.refresh_line = lambda y: refreshed.append(y)
        for _ in range(5):
            app.records.action_down()
        await pilot.pause()
        assert refreshed == [1, 2, 2, 3, 3, 4, 4, 5, 5, 6]
        assert app.said == [("highlighted", 5, 5)]


async def test_the_keys_move_and_stop_at_the_ends():
    app = Tiny(Numbers(range(50)))
    async with app.run_test(size=(60, 11)) as pilot:
        await pilot.press("j", "down", "j", "k", "up")
        assert app.records.cursor == 1
        await pilot.press("pagedown")
        assert app.records.cursor == 11
        assert app.records.scroll_offset.y == 2
        await pilot.press("pageup", "pageup", "k")
        assert app.records.cursor == 0
        await pilot.press("end", "j")
        assert app.records.cursor == 49
        assert any(line.startswith("▸") and "name 49" in line for line in app.lines())


async def test_enter_and_a_double_click_open_and_a_click_selects():
    app = Tiny(Numbers(range(50)))
    async with app.run_test(size=(60, 11)) as pilot:
        await pilot.press("j", "enter")
        await pilot.click(RecordList, offset=(20, 4))
        await pilot.pause()
        assert app.records.cursor == 3
        await pilot.double_click(RecordList, offset=(20, 6))
        await pilot.pause()
        assert [said for said in app.said if said[0] == "opened"] == [
            ("opened", 1, 1),
            ("opened", 5, 5),
        ]
        await pilot.click(RecordList, offset=(20, 0))
        assert app.records.cursor == 5


async def test_marks_toggle_range_and_everything():
    app = Tiny(Numbers(range(100_000)), markable=True)
    async with app.run_test(size=(60, 11)) as pilot:
        await pilot.press("j", "v", "v", "j", "j", "V")
        assert app.records.marked() == {1, 2, 3, 4, 5}
        assert app.lines()[2].startswith(" ✓ ")
        await pilot.press("A")
        assert app.records.marked_count == 100_000
        await pilot.press("home", "v")
        assert app.records.marked_count == 99_999
        assert 0 not in app.records.marked()
        assert app.records.pages_held <= HELD
        await pilot.press("A", "A")
        assert app.records.marked() == set()
        await pilot.click(RecordList, offset=(1, 3))
        assert app.records.marked() == {2}


async def test_a_list_without_marks_leaves_v_to_the_screen():
    app = Tiny(Numbers(range(5)))
    async with app.run_test(size=(60, 11)) as pilot:
        await pilot.press("v")
        assert app.records.marked() == set()


@pytest.mark.parametrize("kind", [Numbers, Located])
async def test_the_cursor_stays_on_its_record_or_goes_to_the_next_one(kind):
    source = kind(list(range(1000)))
    app = Tiny(source)
    async with app.run_test(size=(60, 11)) as pilot:
        app.records.go_to(500)
        source.rows = list(range(90, 1000))
        app.records.refresh_source()
        await pilot.pause()
        assert (app.records.row, app.records.cursor) == (500, 410)
        source.rows = [row for row in source.rows if not 500 <= row < 505]
        app.records.refresh_source()
        await pilot.pause()
        assert app.records.row == 505
        assert any("name 505" in line for line in app.lines())
        source.rows = source.rows[:3]
        app.records.refresh_source()
        assert app.records.row == 92
        source.rows = []
        app.records.refresh_source()
        await pilot.pause()
        assert app.said[-1] == ("highlighted", None, -1)


async def test_a_row_that_vanished_behind_the_lists_back_is_a_blank_line():
    source = Numbers(list(range(10)))
    app = Tiny(source)
    async with app.run_test(size=(60, 12)) as pilot:
        source.rows = source.rows[:4]
        app.records._pages._held.clear()
        app.records.refresh()
        await pilot.press("end", "enter")
        assert app.lines()[6].strip() == ""
        assert not any(said[0] == "opened" for said in app.said)


async def test_an_empty_list_says_what_to_do_and_no_key_harms_it():
    app = Tiny(Numbers([]), empty="No accounts yet.\nPress i to bring in a file.", markable=True)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j", "k", "end", "pageup", "enter", "v", "V", "A")
        assert [line.strip() for line in app.lines()[1:4]] == [
            "No accounts yet.",
            "Press i to bring in a file.",
            "",
        ]
        assert app.records.cursor == -1
        assert app.records.marked() == set()


@pytest.mark.parametrize(
    ("width", "titles"),
    [
        (80, ["No", "Name", "Why", "Extra"]),
        (40, ["No", "Name", "Why"]),
        (30, ["No", "Name"]),
        (12, ["No"]),
    ],
)
async def test_less_important_columns_go_first_when_it_gets_narrow(width, titles):
    app = Tiny(Numbers(range(5)))
    async with app.run_test(size=(width, 10)):
        assert app.lines()[0].split()[: len(titles)] == titles
        assert len(app.lines()[0].split()) <= len(titles) + 1


HOSTILE = [
    "[/red]x",
    "[@click=app.bell]x[/]",
    "a\x1b]52;c;aGk=\x07b",
    "\u202eabc",
    "日本語株式会社",
    "👩\u200d👩\u200d👧 fam",
]


@pytest.mark.parametrize("width", [1, 5, 13, 40, 100])
async def test_hostile_and_wide_text_is_plain_text_of_the_right_width(width):
    columns = (
        Column("Name", None, lambda row: Cell(row, "accent")),
        Column("[b]Title", 9, lambda row: Cell(row), priority=1),
    )
    app = Tiny(Numbers(HOSTILE), columns, markable=True)
    async with app.run_test(size=(width, 10)) as pilot:
        await pilot.press("j", "v")
        strips = [app.records.render_line(y) for y in range(8)]
        assert all(strip.cell_length == width for strip in strips)
        shown = "".join(strip.text for strip in strips)
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e" for c in shown)
        if width >= 40:
            assert "[/red]x" in shown
            assert "日本語株式会社" in shown


async def test_the_cursor_is_seen_without_colour_and_without_unicode():
    app = Tiny(Numbers(range(5)), markable=True, ascii_only=True)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("v", "v", "k")
        assert [line[:3] for line in app.lines()[1:4]] == [" * ", ">* ", "   "]


async def test_another_source_starts_at_the_top_without_marks():
    app = Tiny(Numbers(range(100)), markable=True)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end", "v")
        app.records.set_source(Numbers(range(1000, 1010)))
        await pilot.pause()
        assert app.records.row == 1000
        assert app.records.marked() == set()
        assert app.said[-1] == ("highlighted", 1000, 0)
        assert app.records.go_to_key(1007)
        assert app.records.row == 1007
        assert not app.records.go_to_key(5)
