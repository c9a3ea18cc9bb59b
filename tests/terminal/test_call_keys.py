"""The call's keys on a real terminal: Alt and a letter, function keys, a kill in a dialog."""

import json

from tests.terminal.real import Home, Terminal, rows


def test_alt_and_a_letter_is_a_command_in_a_call_and_escape_still_leaves(filled: Home) -> None:
    with Terminal(filled) as terminal:
        terminal.shows("4 due", "▸")
        terminal.types("c")
        terminal.shows("CALL", "^X hang up")
        terminal.types("\x1bi")
        terminal.shows("interest none")
        terminal.types("\x1bi")
        terminal.shows("interest some")
        terminal.types("said so")
        terminal.until(lambda text: "said so" in text, "the note did not take the words")
        terminal.types("\x1b[15~")  # F5
        terminal.shows("Prepared", "take the proposal")
        terminal.types("\x1b")
        terminal.loses("take the proposal")
        terminal.types("\x0fno")  # Ctrl+O
        terminal.shows("two or three letters")
        terminal.until(
            lambda _: _pending(filled) == {"concern": "no"}, "the letters typed were not kept"
        )
        terminal.is_killed()
    with Terminal(filled) as terminal:
        terminal.shows("A call was not finished", "said so")
        terminal.types("\r")
        terminal.shows("two or three letters")
        terminal.types("\x1b")
        terminal.loses("two or three letters")
        terminal.types("\x1b")
        terminal.shows("Leave the call")
        terminal.types("k")
        terminal.shows("Goals for today")
        terminal.quits()
    assert rows(filled.db, "SELECT count(*) FROM activities") == [(0,)]


def _pending(home: Home) -> object:
    ((content,),) = rows(home.db, "SELECT content FROM call_drafts")
    return json.loads(content)["pending"]
