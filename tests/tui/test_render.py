"""The render door: hostile and wide text comes out as harmless text of an exact width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workstation.tui.widgets import render

HOSTILE = [
    "[/red]x",
    "J. [Bob] Smith",
    "[@click=app.bell]x[/]",
    "a\x1b[31mred\x1b]52;c;aGk=\x07",
    "\x9b31mcsi",
    "abc\u202etxt.exe",
    "\ud800 half a pair",
    "日本語テキスト株式会社",
    "👩\u200d👩\u200d👧\u200d👦 family ❤️",
    "Ze\u0301phyr",
    "Z" + "\u0301" * 500,
    "line\nbreak\r\nand\ttab",
    "شركة",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [1, 2, 3, 7, 20])
def test_a_cell_is_exactly_as_wide_as_asked_and_carries_no_codes(text, width):
    shown = render.fit(text, width)
    assert cell_len(shown) == width
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\ud800" for c in shown)


@given(st.text(max_size=60), st.integers(0, 30), st.sampled_from(["left", "right", "centre"]))
def test_any_text_fits_any_width(text, width, align):
    assert cell_len(render.fit(text, width, align)) == width


def test_markup_is_shown_as_it_was_written():
    assert render.plain("[/red]x [b]y[/b]").plain == "[/red]x [b]y[/b]"
    assert render.plain("[b]y[/b]").spans == []
    assert render.line("[b]", ("[i]", "bold")).plain == "[b][i]"


def test_cutting_never_splits_a_wide_character_or_an_accent():
    assert render.fit("日本語", 5) == "日本…"
    assert render.fit("日本語", 4) == "日… "
    assert render.fit("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert render.fit("👩\u200d👩\u200d👧 x", 3) == "👩\u200d👩\u200d👧…"


def test_alignment_fills_on_the_right_side():
    assert render.fit("ab", 5, "right") == "   ab"
    assert render.fit("ab", 5, "centre") == " ab  "
    assert render.fit(None, 3) == "   "
    assert render.fit("abc", 0) == ""


def test_without_a_width_lines_are_kept_and_codes_still_replaced():
    assert render.plain("a\nb\x1b").plain == "a\nb\ufffd"
