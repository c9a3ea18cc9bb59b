"""Whatever is pasted, into whichever field, is text and nothing else."""

import unicodedata

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tests.tui.calling import on_a_call, prepare
from tests.tui.pressing import press, settle
from workstation.desk.desk import Desk

BAD = "one\x1b]52;c;aGk=\x07\x9b31m\u202etwo\r\nthree"


@pytest.mark.parametrize(
    "keys",
    [
        ("ctrl+o",),
        ("ctrl+o", *"pri", "enter"),
        ("f7",),
        ("ctrl+k",),
        ("ctrl+g",),
        ("f9",),
        ("f9", "tab"),
        ("ctrl+x", "t"),
        ("f5",),
        (),
    ],
    ids=lambda keys: " ".join(keys) or "note",
)
async def test_terminal_codes_pasted_in_a_call_stop_at_the_door(
    desk: Desk, keys: tuple[str, ...]
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, _):
        await press(pilot, *keys)
        pilot.app.post_message(events.Paste(BAD))
        await settle(pilot)
        field = pilot.app.focused
        if isinstance(field, Input):
            assert "two three" in field.value
        else:
            assert isinstance(field, TextArea)
            assert "two\nthree" in field.text
        drawn = "".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        assert "three" in drawn
        assert not [sign for sign in drawn if unicodedata.category(sign) in ("Cc", "Cf")]
