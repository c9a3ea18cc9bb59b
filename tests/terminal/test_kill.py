"""What was typed or logged outlives a program that is killed."""

import signal
from collections.abc import Callable

import pytest

from tests.terminal.real import Home, Terminal, rows

WORDS = "the night desk loses tickets at hand-over"


def test_a_call_that_was_killed_is_offered_with_its_words_and_a_logged_one_stays(
    filled: Home, command: Callable[..., str]
) -> None:
    with Terminal(filled) as terminal:
        notes_words(terminal, filled)
        terminal.is_killed()

    with Terminal(filled) as terminal:
        terminal.shows("A call was not finished", WORDS)
        terminal.types("\r")
        terminal.shows("hang up", WORDS)
        terminal.types(", she says")
        terminal.shows(f"{WORDS}, she says")
        terminal.types("\x18n")
        terminal.shows("3 due", "u undoes it")
        terminal.is_killed()

    assert drafts(filled) == []
    ((outcome, note),) = rows(filled.db, "SELECT outcome, note FROM activities")
    assert (outcome, note) == ("no_answer", f"{WORDS}, she says")
    assert "sound" in command(filled, "check")


@pytest.mark.parametrize("nohup", [False, True])
def test_the_program_ends_with_its_terminal_and_keeps_the_words(
    filled: Home, *, nohup: bool
) -> None:
    with Terminal(filled, nohup=nohup) as terminal:
        notes_words(terminal, filled)
        assert terminal.is_closed() == -signal.SIGHUP
    assert any(WORDS in text for (text,) in drafts(filled))


def notes_words(terminal: Terminal, home: Home) -> None:
    """Open a call and type a note, until it is on disk."""
    terminal.shows("4 due")
    terminal.types("c")
    terminal.shows("Note", "hang up")
    terminal.types(WORDS)
    terminal.until(
        lambda _: any(WORDS in text for (text,) in drafts(home)), "the note is not on disk"
    )


def drafts(home: Home) -> list[tuple[str]]:
    return rows(home.db, "SELECT content FROM call_drafts")
