"""Every theme, no colour at all, and terminals that can do little."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.conftest import ACCOUNTS
from tests.terminal.real import Home, Terminal
from workstation.tui.themes import load_themes

THEMES, _ = load_themes(Path(__file__).parents[2] / "themes", None)


def readable(terminal: Terminal) -> None:
    """No letter may have the colour of its ground."""
    lost = [cell for cell in terminal.cells if cell.fg == cell.bg != "default"]
    assert terminal.cells
    assert not lost, lost[:5]


def test_every_theme_is_chosen_from_the_palette_and_shows_its_colours(filled: Home) -> None:
    with Terminal(filled, columns=80, lines=24) as terminal:
        terminal.shows("4 due")
        for spec in THEMES:
            terminal.types("\x10")
            terminal.shows("Search for commands")
            terminal.types(f"theme: {spec.name}")
            terminal.shows(f"Theme: {spec.name}", "Use this theme")
            terminal.types("\r")
            ground = spec.colours.background.removeprefix("#")
            terminal.until(
                lambda text, ground=ground: (
                    "Goals for today" in text and terminal.cell("Goals for today").bg == ground
                ),
                f"{spec.name} does not show",
            )
            readable(terminal)
        terminal.quits()


def test_a_theme_set_by_the_command_line_is_there_at_the_next_start(
    filled: Home, command: Callable[..., str]
) -> None:
    command(filled, "settings", "theme", "day")
    (day,) = (spec for spec in THEMES if spec.name == "day")
    with Terminal(filled) as terminal:
        terminal.shows("4 due")
        assert terminal.cell("4 due").bg == day.colours.background.removeprefix("#")
        readable(terminal)
        terminal.quits()


def test_without_colour_no_colour_code_is_sent_and_everything_reads(filled: Home) -> None:
    filled.extra = {"NO_COLOR": "1"}
    with Terminal(filled) as terminal:
        terminal.shows("4 due", *ACCOUNTS)
        terminal.types("l")
        terminal.shows("No answer")
        terminal.types("n")
        terminal.shows("3 due", "u undoes it")
        assert terminal.cursor()
        assert {(cell.fg, cell.bg) for cell in terminal.cells} == {("default", "default")}
        terminal.quits()
    assert terminal.colour_codes() == set()


@pytest.mark.parametrize(
    "extra",
    [
        {"TERM": "linux", "COLORTERM": ""},
        {"TERM": "xterm-16color", "COLORTERM": ""},
        {"TERM": "dumb", "COLORTERM": ""},
        {"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=["console", "16 colours", "dumb", "no Unicode"],
)
def test_a_terminal_that_can_do_little_shows_the_queue(filled: Home, extra: dict[str, str]) -> None:
    filled.extra = extra
    with Terminal(filled, columns=80, lines=24) as terminal:
        terminal.shows("4 due", *ACCOUNTS[:2], "? keys")
        readable(terminal)
        terminal.types("ln")
        terminal.shows("3 due")
        terminal.quits()
