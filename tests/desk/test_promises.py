"""Promises typed in one line become follow-ups, mine to keep and theirs to be asked about."""

import pytest

from tests.desk import world
from workstation.desk import promises
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError


def only(desk: Desk) -> tuple[object, ...]:
    (row,) = desk.store.rows("SELECT * FROM follow_ups")
    names = ("why", "channel", "promised", "promised_by", "due_on", "due_at")
    return tuple(row[name] for name in names)


def test_my_promise_is_planned_for_its_moment_and_undone_at_once(desk: Desk) -> None:
    account = world.account(desk)
    done = desk.follow_ups.promise(account, "send the case study tue 3pm")
    assert only(desk) == (
        "send the case study", "email", 1, "me", "2026-11-24", "2026-11-24T21:00:00Z",
    )  # fmt: skip
    assert done.title == "Corvid Labs: I promised send the case study (Tue 24 Nov 15:00)"
    assert desk.queue.today().count() == 0
    desk.history.undo()
    assert not desk.store.rows("SELECT * FROM follow_ups")


def test_their_promise_is_looked_for_and_is_none_of_mine(desk: Desk) -> None:
    account = world.account(desk)
    person = desk.accounts.add_contact(account, "Dana Whitfield").made
    desk.follow_ups.promise(account, "Dana will send the org chart by friday", contact_id=person)
    assert only(desk) == (
        "They promised: send the org chart", "task", 0, "them", "2026-11-27", None,
    )  # fmt: skip
    assert desk.store.value("SELECT contact_id FROM follow_ups") == person


@pytest.mark.parametrize(
    ("line", "by", "due"),
    [
        ("send the deck", None, "2026-11-24"),
        ("they send the deck", None, "2026-11-25"),
        ("the deck", "them", "2026-11-25"),
    ],
)
def test_a_promise_without_a_day_gets_the_usual_one(
    desk: Desk, line: str, by: promises.By | None, due: str
) -> None:
    account = world.account(desk)
    found = desk.follow_ups.read_promise(account, line, by=by)
    assert "(no day said)" in promises.say(found)
    desk.follow_ups.promise(account, found)
    assert only(desk)[4] == due


def test_what_is_understood_is_said_before_it_is_planned(desk: Desk) -> None:
    found = desk.follow_ups.read_promise(
        world.account(desk), "call back tomorrow at 16:00 their time", their_zone="Europe/London"
    )
    said = "You promise: call back · Tue 24 Nov 10:00, 16:00 for them · call"
    assert promises.say(found) == said


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "Say what is promised"),
        ("tue 3pm", "Say what is promised"),
        ("call tomorrow at 10 their time", "Their time zone is not known here"),
    ],
)
def test_a_line_that_promises_nothing_is_refused(desk: Desk, line: str, why: str) -> None:
    account = world.account(desk)
    with pytest.raises(DeskError, match=f"^{why}.*\\.$"):
        desk.follow_ups.promise(account, line)
    assert not desk.store.rows("SELECT * FROM follow_ups")


def test_a_promise_to_somebody_protected_is_planned_and_said(desk: Desk) -> None:
    account = world.account(desk)
    person = desk.accounts.add_contact(account, "Dana Whitfield").made
    assert person is not None
    desk.accounts.protect(person, "asked twice", do_not_call=True)
    done = desk.follow_ups.promise(account, "call her back tue", contact_id=person)
    assert "asked not to be called" in done.advice[0]


def test_a_promise_by_somebody_named_is_theirs(desk: Desk) -> None:
    account = desk.accounts.add({"name": "Corvid Labs"}).made
    assert account is not None
    aino = desk.accounts.add_contact(account, "Aino Example").made
    helmi = desk.accounts.add_contact(account, "Helmi Sample").made
    read = desk.follow_ups.read_promise(account, "Helmi will call me back next week")
    assert (read.by, read.who) == ("them", "Helmi")
    made = desk.follow_ups.promise(account, read, contact_id=aino).made
    asked = desk.store.value("SELECT contact_id FROM follow_ups WHERE id = ?", (made,))
    assert asked == helmi
