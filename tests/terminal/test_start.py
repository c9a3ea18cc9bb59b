"""Opening the screens in a real terminal, and leaving it as it was."""

from tests.terminal.real import Home, Terminal


def test_an_empty_file_opens_and_says_what_to_do(home: Home) -> None:
    with Terminal(home) as terminal:
        terminal.shows("Goals for today", "Queue", "Nothing is waiting", "p plans", "? keys")
        now = terminal.modes()
        assert now[1049] is True
        assert now[25] is False
        terminal.quits()
    assert home.db.stat().st_mode & 0o777 == 0o600


def test_the_demo_opens_on_a_day_worth_working(home: Home) -> None:
    with Terminal(home, "demo") as terminal:
        terminal.shows("demo", "3 goals", "Goals for today", "due", "▸", "l log", "? keys")
        terminal.types("gq")
        terminal.loses("Goals for today")
        terminal.quits()
    assert not home.db.exists()
