"""Tables that line up in every script, fit the terminal, and never colour a pipe."""

import io

import pytest

from workstation.cli import output
from workstation.cli.output import Column, fitted, say_table
from workstation.cli.width import cut, padded, width


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("東京製作所", 10),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("❤\ufe0f", 2),
        ("👩\u200d🚀", 2),
        ("한국", 4),
    ],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_cutting_never_takes_half_a_wide_character() -> None:
    assert cut("東京製作所", 6) == "東京…"
    assert width(padded(cut("東京製作所", 6), 6)) == 6
    assert cut("short", 9) == "short"


def test_a_table_too_wide_takes_from_the_widest_that_shrink() -> None:
    columns = (Column("a"), Column("b", least=8), Column("c", least=8))
    rows = [["x" * 10, "y" * 40, "z" * 20]]
    assert fitted(columns, rows, 50) == [10, 20, 20]
    assert fitted(columns, rows, 41) == [10, 15, 16]
    assert fitted(columns, rows, 60) == [10, 30, 20]
    assert fitted(columns, rows, 100) == [10, 40, 20]
    assert fitted(columns, rows, 5) == [10, 8, 8]


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for no_color, wanted in (("", True), ("1", False)):
        screen = Tty()
        monkeypatch.setattr(output.sys, "stdout", screen)
        monkeypatch.setenv("NO_COLOR", no_color)
        say_table(
            (Column("name", style="bold"), Column("n", right=True)), [("東京", 7), ("ab", 12)]
        )
        assert ("\x1b[1m" in screen.getvalue()) is wanted
    assert screen.getvalue() == "name   n\n東京   7\nab    12\n"


def test_a_pipe_gets_tabs_and_whole_values(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(output.sys, "stdout", pipe)
    say_table((Column("a", least=8), Column("b")), [("x" * 300, None), ("two\nlines\x1b", 3)])
    assert pipe.getvalue() == "x" * 300 + "\t\ntwo lines\ufffd\t3\n"
