"""Cadences from the command line."""

import pytest

from tests.cli.conftest import Terminal
from workstation.cli.failures import Failure
from workstation.cli.names import choose


def test_the_cadences_are_listed(ws: Terminal) -> None:
    lines = ws.done("cadence").out.splitlines()
    assert lines[0] == "new_lead\tNew lead, 21 days\t9\t21\tSomebody who has just become a lead."
    assert len(ws.json("cadence")) == len(lines) == 8


def test_a_dry_run_shows_the_days_and_who_is_left_out(ws: Terminal) -> None:
    days = "2026-11-23 2026-11-23 2026-11-27 2026-12-02 2026-12-02"
    out = ws.done("cadence", "start", "voicemail", "Corvid", "Halden", "--dry-run").out
    assert out.splitlines() == [
        f"Corvid Labs\tMarlow Finch\t{days}\tpast Thanksgiving Day",
        "Halden Paper\tMarlow Finch\t\tleft out: no prospecting in Client",
    ]
    assert ws.json("cadence", "running") == []
    found = ws.json("cadence", "start", "voicemail", "Corvid", "--dry-run", "--on", "2026-11-26")
    assert found["accounts"][0]["days"][0] == "2026-11-27"


def test_one_is_started_moved_held_and_ended(ws: Terminal) -> None:
    started = ws("cadence", "start", "voicemail_email", "Corvid", "Halden")
    assert started.code == 0
    assert started.out.startswith("Start Voicemail and email: Marlow Finch at Corvid Labs")
    assert "Halden Paper is left out: no prospecting in Client" in started.err
    assert ws.done("cadence", "running").out == (
        "2026-11-23\tCorvid Labs\tMarlow Finch\tVoicemail and email\t1 of 5\tcall"
        "\tCall, and leave a message that announces the email\n"
    )
    ws.done("cadence", "shift", "Corvid", "3")
    assert ws.json("cadence", "running")[0]["next_on"] == "2026-11-27"
    ws.done("cadence", "shift", "Corvid", "-1")
    assert ws.json("cadence", "running")[0]["next_on"] == "2026-11-25"
    ws.done("cadence", "shift", "--all", "1")
    assert ws.json("cadence", "running")[0]["next_on"] == "2026-11-27"
    assert "Tue 8 Dec" in ws("cadence", "away", "Corvid", "7 dec").err
    assert "goes on: email Tue 8 Dec." in ws("cadence", "skip", "Corvid", "no", "voicemail").err
    assert ws.json("cadence", "running")[0]["said"] == "2 of 5"
    ws.done("cadence", "pause", "Corvid")
    assert ws.done("cadence", "running").out.startswith("paused\tCorvid Labs")
    assert "is paused; go on with it first." in ws.refused("cadence", "shift", "Corvid", "3")
    ws.done("cadence", "resume", "Corvid")
    ws.done("cadence", "stop", "Corvid", "--outcome", "recycled", "--reason", "too early")
    assert ws.json("cadence", "running") == []
    assert "Corvid Labs" in ws.done("accounts", "--bin", "nurture.quarterly").out


def test_several_at_an_account_are_told_apart_by_the_person(ws: Terminal) -> None:
    ws.done("cadence", "start", "new_lead", "Corvid", "--contact", "Marlow")
    ws.done("cadence", "start", "no_show", "Corvid", "--contact", "Rowan")
    said = ws.refused("cadence", "pause", "Corvid")
    assert said.endswith('say with whom, --contact "Marlow Finch" or "Rowan Ashby".')
    assert "Pause No-show" in ws.done("cadence", "pause", "Corvid", "--contact", "Rowan").out


def test_what_cannot_be_is_refused(ws: Terminal) -> None:
    assert "There is no cadence “nope”" in ws.refused("cadence", "start", "nope", "Corvid")
    assert "Halden Paper: no prospecting in" in ws.refused("cadence", "start", "new_lead", "Halden")
    assert "No cadence runs with Corvid Labs." in ws.refused("cadence", "stop", "Corvid")
    both = ("cadence", "start", "new_lead", "Corvid", "Halden", "--contact", "Marlow")
    assert "one account" in ws.refused(*both)
    assert ws("cadence", "shift", "3").code == 2
    assert ws("cadence", "shift", "Corvid", "some").code == 2
    assert ws("cadence", "shift", "--all", "Corvid", "3").code == 2
    with pytest.raises(Failure, match="There is no cadence “x”; the playbook has none"):
        choose("x", {}, "Cadence")


def test_on_a_terminal_every_column_has_a_head(
    ws: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.done("cadence", "start", "voicemail_email", "Corvid")
    monkeypatch.setattr("workstation.cli.output.on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    for args, heads in (
        ((), ["key", "title", "steps", "days", "for"]),
        (("running",), ["next", "account", "contact", "cadence", "step", "by", "what"]),
        (
            ("start", "no_show", "Halden", "--dry-run"),
            ["account", "contact", "days", "note"],
        ),
    ):
        assert ws.done("cadence", *args).out.splitlines()[0].split() == heads


def test_an_absence_is_taken_as_said_weekends_too(ws: Terminal) -> None:
    ws.done("cadence", "start", "voicemail_email", "Corvid")
    assert "the next step is on Mon 7 Dec" in ws("cadence", "away", "Corvid", "5 dec").err


def test_several_accounts_are_held_skipped_and_ended_as_one(ws: Terminal) -> None:
    both = ("Corvid", "Brightline Foods")
    ws.done("cadence", "start", "voicemail_email", *both)
    held = ws("cadence", "pause", *both, "Brightline Paper")
    assert held.out.startswith("Pause 2 cadences")
    assert "1 account has no cadence under way." in held.err
    assert {each["state"] for each in ws.json("cadence", "running")} == {"paused"}
    assert "2 are paused." in ws.refused("cadence", "skip", *both, "--reason", "trade fair")
    ws.done("undo")
    assert {each["state"] for each in ws.json("cadence", "running")} == {"running"}
    ws.done("cadence", "pause", "Corvid")
    assert "1 is paused." in ws("cadence", "skip", *both, "--reason", "trade fair").err
    assert {each["said"] for each in ws.json("cadence", "running")} == {"1 of 5", "2 of 5"}
    ws.done("focus", "keep", "Worked", "bin working")
    assert "1 is not paused." in ws("cadence", "resume", "--focus", "Worked").err
    ws.done("cadence", "skip", "--focus", "Worked", "trade", "fair")
    ended = ws("cadence", "stop", "--focus", "Worked", "--reason", "too early")
    assert ended.out.startswith("Stop 2 cadences (too early)")
    assert ws.json("cadence", "running") == []
    assert "--contact is for one" in ws.refused("cadence", "stop", *both, "--contact", "Marlow")
    assert "--outcome is for" in ws.refused("cadence", "stop", *both, "--outcome", "recycled")
    for wrong in (("pause",), ("pause", "Corvid", "--focus", "Worked"), ("skip", "Corvid")):
        assert ws("cadence", *wrong).code == 2
