"""Past call blocks on the command line."""

from collections.abc import Callable

from tests.cli.conftest import Terminal
from workstation.desk.calls.calls import LogEntry
from workstation.desk.desk import Desk


def test_past_blocks_are_listed_with_their_figures(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    assert ws.json("blocks") == []

    def call(desk: Desk) -> None:
        desk.blocks.start("bin:working", 30)
        began = desk.calls.now()
        ws.clock.advance(seconds=20)
        account = desk.accounts.resolve("Corvid")
        desk.calls.log(
            LogEntry(account, "conversation", when=desk.days.read("+1d"), began_logging_at=began)
        )
        ws.clock.advance(minutes=19, seconds=40)
        desk.blocks.interrupt()
        desk.blocks.end()
        ws.clock.advance(minutes=5)
        desk.blocks.start("all")

    at_desk(call)
    running, past = ws.json("blocks")
    assert (running["slice"], running["ended_at"], running["dials"]) == ("Everything", None, 0)
    assert past | {"id": 0} == {
        "id": 0,
        "day": "2026-11-23",
        "slice": "Working",
        "started_at": "2026-11-23T15:12:00Z",
        "ended_at": "2026-11-23T15:32:00Z",
        "minutes": 30,
        "seconds": 1200,
        "interruptions": 1,
        "dials": 1,
        "answered": 1,
        "conversations": 1,
        "five_minute_calls": 0,
        "meetings": 0,
        "logging_median": 20,
        "logging_mean": 20.0,
        "conversations_per_hour": 3.0,
    }
    first, second = ws.done("blocks").out.splitlines()
    assert first.endswith("open")
    assert second.split("\t") == [
        "2026-11-23 09:12", "Working", "20", "1", "1", "3", "0", "20 s", "1", "",
    ]  # fmt: skip
    assert ws.done("blocks", "--limit", "1").out.count("\n") == 1
