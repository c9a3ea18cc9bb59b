"""Working backwards and tier time on the command line."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk


def test_the_month_is_worked_back_from_its_target(unused: Terminal) -> None:
    found = unused.json("plan")
    assert (found["period"], found["days_left"]) == ("month", 6)
    assert [(line["key"], line["needed"]) for line in found["lines"]] == [
        ("qualified_opportunities", 10),
        ("discovery_calls", 20),
        ("conversations", 100),
    ]
    rows = [line.split("\t") for line in unused.done("plan").out.splitlines()]
    assert rows[-1][:5] == ["Conversations", "100", "0", "100", "16.7"]


def test_on_a_terminal_every_column_has_a_head_and_the_numbers_are_explained(
    unused: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("plan_back", "tier_time", "output"):
        monkeypatch.setattr(f"workstation.cli.{name}.on_terminal", lambda: True)
    shown = unused.done("plan").out
    assert shown.splitlines()[1].split("  ")[0] == "step"
    assert "Conversations: 20 % lead on, as usual; none of yours yet" in shown
    assert "16.7 conversations a day" in shown
    unused.done("settings", "revenue_target", "1m a quarter")
    shown = unused.done("plan").out
    assert "Bookings" in shown
    assert "The dashboard counts conversations against 100, the month's target" in shown
    head = unused.done("tiers").out.splitlines()[1]
    assert head.split() == ("accounts touches share aim minutes on calls share of calls".split())
    assert unused.done("fit", "--tiers").out.splitlines()[0].split() == ["tier", "accounts"]


def test_a_quarter_is_three_months(unused: Terminal) -> None:
    assert unused.json("plan", "--quarter")["lines"][0]["needed"] == 30
    assert unused("plan", "--year").code == 2


def test_the_week_is_shown_by_tier(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    ws.done("log", "corvid", "conversation", "--minutes", "5", "--next", "+1d")

    def rate(desk: Desk) -> None:
        with desk.store.action("Rate") as act:
            act.update("accounts", desk.accounts.resolve("Corvid"), {"tier": 1})

    at_desk(rate)
    found = ws.json("tiers")
    assert found["sentence"] == (
        "100 % on tier 1 this week, by minutes on calls; 60–70 % is the aim."
    )
    assert (found["tiers"][0]["touches"], found["seconds"]) == (1, 300)
    assert ws.done("tiers").out.splitlines()[0] == "tier 1\t1\t100 %\t60–70 %\t5\t100 %"
    assert ws.json("tiers", "--week", "2026-11-17")["touches"] == 0
    assert "There is no day" in ws.refused("tiers", "--week", "2026-02-31")
