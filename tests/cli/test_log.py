"""Logging calls: the outcome's next step, its bin, and what is refused."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk


def test_an_outcome_brings_its_own_next_step(ws: Terminal) -> None:
    logged = ws.json("log", "corvid", "voicemail")
    assert logged["followup"] == {
        "due": "2026-11-25",
        "at": None,
        "channel": "call",
        "promised": False,
    }
    assert logged["bin"] == "working"
    assert isinstance(logged["action"], int)
    assert isinstance(logged["activity"], int)


def test_the_best_contact_is_meant_unless_another_is_named(ws: Terminal) -> None:
    ws.done("log", "corvid", "voicemail")
    ws.done("log", "corvid", "voicemail", "--contact", "rowan")
    touches = ws.json("show", "corvid")["timeline"]
    assert {touch["contact"] for touch in touches} == {"Rowan Ashby", "Marlow Finch"}


def test_minutes_note_and_next_are_kept(ws: Terminal) -> None:
    logged = ws.json(
        "log", "corvid", "conversation", "--minutes", "6.5", "--note", "night desk [/red]",
        "--next", "tue 3pm",
    )  # fmt: skip
    assert logged["followup"]["due"] == "2026-11-24"
    assert logged["followup"]["at"] == "2026-11-24T21:00:00Z"
    (touch,) = ws.json("show", "corvid")["timeline"]
    assert (touch["seconds"], touch["note"]) == (390, "night desk [/red]")


def test_a_time_can_be_theirs(ws: Terminal) -> None:
    logged = ws.json("follow-up", "brightline paper", "tue 3pm their time")
    assert logged["followup"]["at"] == "2026-11-24T15:00:00Z"


def test_the_proposed_bin_is_applied(ws: Terminal) -> None:
    logged = ws.json("log", "brightline paper", "gatekeeper")
    assert logged["bin"] == "working"
    assert ws.json("bins")["cold"] == 0


def test_an_outcome_that_asks_for_a_day_needs_next(ws: Terminal) -> None:
    assert "--next" in ws.refused("log", "corvid", "call_back")
    assert ws.json("log", "corvid", "call_back", "--next", "none")["followup"] is None


def test_a_no_needs_its_reason(ws: Terminal) -> None:
    assert "reason" in ws.refused("log", "corvid", "not_interested")
    logged = ws.json("log", "corvid", "not interested", "--reason", "budget frozen")
    assert logged["bin"] == "nurture.quarterly"


def test_a_client_is_called_only_with_a_reason(ws: Terminal) -> None:
    assert "Client" in ws.refused("log", "halden", "voicemail")
    ws.done("log", "halden", "voicemail", "--reason", "they asked us to")


def test_do_not_call_protects_the_person_afterwards(ws: Terminal) -> None:
    ws.done("log", "corvid", "do_not_call", "--contact", "rowan")
    sentence = ws.refused("log", "corvid", "voicemail", "--contact", "rowan")
    assert "asked not to be called" in sentence


def test_names_in_part_must_be_unique(ws: Terminal) -> None:
    sentence = ws.refused("log", "brightline", "voicemail")
    assert "Brightline Foods" in sentence
    assert "Brightline Paper" in sentence
    assert "No account is called" in ws.refused("log", "nobody", "voicemail")
    assert "no outcome" in ws.refused("log", "corvid", "sandwich")
    assert "call_back or conversation" in ws.refused("log", "corvid", "c")
    assert "Nobody called" in ws.refused("log", "corvid", "voicemail", "--contact", "nobody")


@pytest.mark.parametrize("text", ["31 feb", "yesterday", "blurb", "3/4", ""])
def test_a_next_step_that_is_no_day_is_refused(ws: Terminal, text: str) -> None:
    ws.refused("log", "corvid", "conversation", "--next", text)
    assert ws.json("show", "corvid")["timeline"] == []


@pytest.mark.parametrize("text", ["nan", "inf", "-3", "long", "1e9", "9999"])
def test_minutes_that_are_no_minutes_are_wrong_usage(ws: Terminal, text: str) -> None:
    assert ws("log", "corvid", "voicemail", "--minutes", text).code == 2


def test_moving_off_a_holiday_is_said(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(lambda desk: desk.settings.set("country", "US") and None)
    found = ws.done("log", "corvid", "conversation", "--next", "26 nov")
    assert "Thanksgiving" in found.err
    assert "Fri 27 Nov" in found.out


def test_a_follow_up_a_note_and_a_response_are_kept(ws: Terminal) -> None:
    plan = ws.json("follow-up", "corvid", "fri", "--why", "case study", "--channel", "email")
    assert plan["followup"]["due"] == "2026-11-27"
    ws.done("note", "corvid", "three", "regions")
    ws.done("response", "corvid", "positive", "--contact", "rowan", "--note", "send more")
    page = ws.json("show", "corvid")
    assert {each["why"] for each in page["follow_ups"]} == {"case study", "answer them"}
    assert {touch["note"] for touch in page["timeline"]} == {"three regions", "send more"}
    assert ws.json("queue")[0]["class"] == "response"
    ws.done("response", "foods", "hand", "--note", "call me")
    assert ws.json("queue")[0]["class"] == "hand_raiser"


def test_a_response_about_a_person_needs_the_person(ws: Terminal) -> None:
    assert "who it was" in ws.refused("response", "corvid", "bounce")
    assert "There is no response" in ws.refused("response", "corvid", "shrug")


def test_leave_spreads_what_is_overdue(ws: Terminal) -> None:
    for name in ("corvid", "foods"):
        ws.done("follow-up", name, "tue", "--promised")
    assert "Nothing is overdue" in ws.refused("leave", "2")
    ws.clock.advance(days=7)
    plan = ws.json("leave", "2", "--dry-run")
    assert plan["overdue"] == 2
    assert plan["action"] is None
    assert [each["follow_ups"] for each in ws.json("leave", "2")["days"]] == [1, 1]
    ws.done("undo")
    assert ws.json("leave", "2", "--dry-run")["overdue"] == 2


def test_their_time_is_the_time_of_the_person_meant(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    def add(desk: Desk) -> None:
        found = desk.accounts.resolve("corvid")
        desk.accounts.add_contact(found, "Sasha Quill", phone="+44 20 7946 0011")

    at_desk(add)
    made = ws.json("follow-up", "corvid", "tue 15:00 theirs", "--contact", "sasha")["followup"]
    assert made["at"] == "2026-11-24T15:00:00Z"
    made = ws.json("follow-up", "corvid", "tue 15:00 theirs")["followup"]
    assert made["at"] == "2026-11-24T21:00:00Z"
