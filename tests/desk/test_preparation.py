"""The card before a call: what is proposed, what is kept and until when."""

import time
from datetime import date

import pytest

from tests.desk import world
from tests.desk.playbooks import OPENERS, flow, with_parts
from workstation.desk.calls.calls import LogEntry
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.preparation import Card
from workstation.method.flow import Plan
from workstation.method.stories import Story

STORIES = [
    Story(key="s", title="Night desk", text="t", result="fewer lost", industries=["logistics"])
]


@pytest.fixture
def acme(desk: Desk) -> int:
    """An account of which much is known, with a playbook that is not the default one."""
    plan = Plan(learn=["how they work"], feel=["heard", "curious"], then=["a discovery call"])
    with_parts(
        desk, flows=[flow("first", plan=plan), flow("second")], openers=OPENERS, stories=STORIES
    )
    desk.settings.set("name", "Sam")
    return world.account(
        desk, "Acme", bin="working", industry="Freight and Logistics", employees=250,
        time_zone="Europe/London", fit=80,
    )  # fmt: skip


def person(desk: Desk, account: int, name: str, **more: str) -> int:
    made = desk.accounts.add_contact(account, name, **more).made
    assert made is not None
    return made


def answer(desk: Desk, account: int, question: str, text: str) -> None:
    with desk.store.action("Answer") as act:
        act.insert(
            "answers",
            {"account_id": account, "question": question, "answer": text,
             "answered_on": "2026-11-20"},
        )  # fmt: skip


def proposals(card: Card) -> dict[str, str]:
    return {each.key: each.proposal for each in card.lines}


def answers(card: Card) -> dict[str, str]:
    return {each.key: each.answer for each in card.lines if each.answer}


def test_an_account_without_anything_still_has_a_card(desk: Desk) -> None:
    card = desk.preparation.of(world.account(desk))
    assert card.contact is None
    assert card.completeness == (0, len(desk.playbook.preparation))
    assert 0 < card.proposed < card.completeness[1]
    assert (card.referrer, card.time_zone, card.waits) == ("", None, "")
    with pytest.raises(DeskError, match="not there"):
        desk.preparation.of(1)


def test_the_plan_comes_from_the_flow_and_says_what_is_still_open(desk: Desk, acme: int) -> None:
    answer(desk, acme, "teams", "three regions")
    card = desk.preparation.of(acme, flow="first")
    found = proposals(card)
    assert found["learn"] == "how they work; still open: Which systems do they use?"
    assert (found["feel"], found["then"]) == ("heard; curious", "a discovery call")
    assert [each.key for each in card.to_ask] == ["systems"]
    assert desk.preparation.of(acme, flow="gone").flow == "first", "the usual one"


def test_homework_and_a_story_of_their_industry_are_proposed(desk: Desk, acme: int) -> None:
    answer(desk, acme, "teams", "three regions")
    world.log(desk, acme, on=date(2026, 11, 12), outcome="voicemail", counts_as="unanswered")
    found = proposals(desk.preparation.of(acme))
    assert found["homework"] == (
        "Freight and Logistics · 250 people · 1 answer known · last Thu 12 Nov: left voicemail"
    )
    assert found["why_listen"] == "Night desk: fewer lost"


def test_the_reason_is_what_is_due_or_what_they_wrote_or_who_named_them(
    desk: Desk, acme: int
) -> None:
    def reason() -> str:
        return proposals(desk.preparation.of(acme))["reason"]

    assert reason() == "purpose of first"
    with desk.store.action("Seed") as act:
        act.update("accounts", acme, {"source": "seed", "source_detail": "Ines at Halden"})
    assert reason() == "Ines at Halden named them"
    world.log(desk, acme, "response", on=date(2026, 11, 20), direction="in", note="ask\nMonday")
    assert reason() == "they wrote Fri 20 Nov: “ask Monday”"
    for _ in range(9):
        world.log(desk, acme, "email")
    assert reason() == "they wrote Fri 20 Nov: “ask Monday”", "however long ago"
    world.follow_up(desk, acme, date(2026, 11, 30), why="later")
    world.follow_up(desk, acme, date(2026, 11, 23), why="agreed", promised=1)
    assert reason() == "agreed"
    desk.responses.hand_raiser(acme, "prices")
    assert reason().startswith("asked to be contacted")


def test_promises_of_both_sides_are_told_apart(desk: Desk, acme: int) -> None:
    world.follow_up(desk, acme, date(2026, 11, 24), why="case study", promised=1)
    world.follow_up(desk, acme, date(2026, 11, 25), why="list", promised=1, promised_by="them")
    world.follow_up(desk, acme, date(2026, 11, 26), why="try again")
    card = desk.preparation.of(acme)
    whys = [
        [each.why for each in part]
        for part in (card.promised_by_me, card.promised_by_them, card.planned)
    ]
    assert whys == [["case study"], ["list"], ["try again"]]
    assert proposals(card)["follow_up"] == "case study (promised for Tue 24 Nov)"


def test_the_first_words_are_the_opener_of_the_call_under_way(desk: Desk, acme: int) -> None:
    ines = person(desk, acme, "Ines Okafor", role="decision_maker")
    referrer = person(desk, world.account(desk, "Halden"), "Rowan Ashby")
    with desk.store.action("Refer") as act:
        act.update("contacts", ines, {"referred_by_id": referrer})
    call = desk.calls.open(acme, flow="first")
    call.opener = "thirty"
    desk.calls.save(call)
    card = desk.preparation.of(acme)
    assert card.referrer == "Rowan Ashby (Halden)"
    assert proposals(card)["first_words"] == "Rowan Ashby: Rowan Ashby (Halden) named them"
    desk.preparation.save(acme, None, {"reason": "the audit"})
    words = proposals(desk.preparation.of(acme))["first_words"]
    assert words == "Rowan Ashby: the audit"
    call.opener = "bad_time"
    desk.calls.save(call)
    assert proposals(desk.preparation.of(acme))["first_words"] == "Ines Okafor, Sam here."


def test_people_come_with_how_often_they_were_tried(desk: Desk, acme: int) -> None:
    ines = person(desk, acme, "Ines Okafor", role="decision_maker")
    finch = person(desk, acme, "Marlow Finch")
    for day, outcome, counts in (
        (10, "conversation", "conversation"),
        (12, "no_answer", "unanswered"),
        (13, "voicemail", "unanswered"),
    ):
        world.log(
            desk, acme, on=date(2026, 11, day), outcome=outcome, counts_as=counts, contact_id=ines
        )
    card = desk.preparation.of(acme, finch)
    assert card.contact is not None
    assert card.contact.id == finch
    untried, tried = card.people
    assert (untried.contact.id, untried.calls, untried.last_on) == (finch, 0, None)
    assert (tried.calls, tried.unanswered, tried.last_on, tried.outcome) == (
        3, 2, date(2026, 11, 13), "voicemail",
    )  # fmt: skip


def test_their_time_is_told_and_who_must_not_be_called(desk: Desk, acme: int) -> None:
    card = desk.preparation.of(acme)
    assert card.local is not None
    assert (f"{card.local:%H:%M}", card.waits) == ("15:12", "")
    ines = person(desk, acme, "Ines Okafor")
    with desk.store.action("Protect") as act:
        act.update("contacts", ines, {"do_not_call": 1})
    assert desk.preparation.of(acme, ines).waits == "asked not to be called"
    assert desk.preparation.of(acme).contact is None


def test_only_what_is_different_is_kept_and_an_empty_answer_is_forgotten(
    desk: Desk, acme: int
) -> None:
    drawer = desk.preparation
    changed = drawer.save(
        acme, None, {"reason": " the\naudit ", "learn": "who decides", "feel": ""}
    )
    assert changed is not None
    assert changed.title == "Prepare Acme: reason, learn"
    card = drawer.of(acme)
    assert answers(card) == {"reason": "the audit", "learn": "who decides"}
    assert card.completeness[0] == 2
    assert drawer.save(acme, None, {"reason": "the audit"}) is None
    last = drawer.save(acme, None, {"reason": "the merger", "learn": ""})
    assert last is not None
    assert answers(drawer.of(acme)) == {"reason": "the merger"}
    assert desk.store.value("SELECT count(*) FROM preparations") == 1
    desk.history.undo()
    assert answers(drawer.of(acme)) == {"reason": "the audit", "learn": "who decides"}
    with pytest.raises(DeskError, match="no question 'colour'"):
        drawer.save(acme, None, {"colour": "red"})


def test_what_was_prepared_for_one_person_is_proposed_for_another(desk: Desk, acme: int) -> None:
    ines = person(desk, acme, "Ines Okafor", role="decision_maker")
    finch = person(desk, acme, "Marlow Finch")
    desk.preparation.save(acme, None, {"learn": "for anybody"})
    desk.preparation.save(acme, ines, {"reason": "for Ines"})
    assert answers(desk.preparation.of(acme, ines)) == {
        "reason": "for Ines", "learn": "for anybody",
    }  # fmt: skip
    other = desk.preparation.of(acme, finch)
    assert answers(other) == {"learn": "for anybody"}
    assert proposals(other)["reason"] == "for Ines"


def test_it_is_kept_for_the_next_attempt_and_closed_by_a_conversation(
    desk: Desk, acme: int
) -> None:
    desk.preparation.save(acme, None, {"reason": "the audit"})
    desk.calls.log(LogEntry(acme, "no_answer"))
    assert answers(desk.preparation.of(acme)) == {"reason": "the audit"}
    desk.calls.log(LogEntry(acme, "conversation"))
    assert answers(desk.preparation.of(acme)) == {}
    assert desk.store.value("SELECT answer FROM preparations") == "the audit"


def test_it_is_quick_on_an_account_with_5000_activities(desk: Desk, acme: int) -> None:
    people = [person(desk, acme, f"Person {number}") for number in range(20)]
    names = (
        "account_id", "contact_id", "kind", "happened_at", "happened_on", "outcome", "counts_as",
        "flow", "opener",
    )  # fmt: skip
    rows = [
        (
            acme, people[number % 20], "call",
            f"2026-{1 + number % 10:02}-10T{number % 24:02}:00:00Z",
            f"2026-{1 + number % 10:02}-10", "no_answer", "unanswered", "first", "thirty",
        )
        for number in range(5000)
    ]  # fmt: skip
    with desk.store.action("Fill") as act:
        act.insert_many("activities", names, rows)
    desk.preparation.of(acme)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        desk.preparation.of(acme)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05
