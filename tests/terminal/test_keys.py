"""Keys that arrive faster than the screen can follow, each time in one piece."""

from tests.terminal.conftest import ACCOUNTS
from tests.terminal.real import Home, Terminal, rows


def test_keys_typed_at_once_do_what_they_do_one_by_one(filled: Home) -> None:
    with Terminal(filled) as terminal:
        terminal.shows("4 due", "▸")
        terminal.types("ln")
        terminal.shows("3 due", "u undoes it")
        assert rows(filled.db, "SELECT kind, outcome FROM activities") == [("call", "no_answer")]

        terminal.types("f+2d\rsend the page\r")
        terminal.shows("2 due", "Follow up")
        assert rows(filled.db, "SELECT why FROM follow_ups ORDER BY id")[-1] == ("send the page",)

        terminal.types("gqjj")
        terminal.until(
            lambda text: "why now" in text and ACCOUNTS[-1] in terminal.cursor(),
            "j did not move the cursor in the queue",
        )
        terminal.types("gt")
        terminal.shows("Goals for today")

        terminal.types("lnf+2d\rin one piece\rgqjkgt")
        terminal.shows("Nothing is waiting")
        terminal.types("1uU")
        terminal.until(
            lambda _: rows(filled.db, "SELECT kind FROM actions ORDER BY seq")[-1] == ("redo",),
            "the tick was not undone and done again",
        )
        terminal.quits()
    assert rows(filled.db, "SELECT count(*) FROM activities WHERE kind = 'call'") == [(2,)]
    assert rows(filled.db, "SELECT why FROM follow_ups ORDER BY id")[-1] == ("in one piece",)
    assert rows(filled.db, "SELECT done_at IS NOT NULL FROM goals") == [(1,)]
