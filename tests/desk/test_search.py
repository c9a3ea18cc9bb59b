"""Searching everything: answers too, and no kind crowds out the others."""

from tests.desk import world
from workstation.desk.desk import Desk


def test_answers_are_found_with_their_question_and_account(desk: Desk):
    corvid = world.account(desk, "Corvid Labs")
    person = desk.accounts.add_contact(corvid, "Ada Marsh").made
    values = {"account_id": corvid, "contact_id": person, "answered_on": "2026-11-20"}
    with desk.store.action("Answer") as act:
        kept = act.insert("answers", values | {"question": "systems", "answer": "a ticket\ntool"})
        act.insert("answers", values | {"question": "old_key", "answer": "[/red] ticket"})
    found = desk.search.find("tick")
    assert [(hit.kind, hit.text, hit.contact_id) for hit in found] == [
        ("answer", "[/red] ticket", person),
        ("answer", "a ticket tool", person),
    ]
    assert found[1].detail == "Corvid Labs · Which systems do they use?"
    assert found[0].detail == "Corvid Labs · old key"
    with desk.store.action("Correct") as act:
        act.update("answers", kept, {"answer": "spreadsheets"})
    assert [hit.text for hit in desk.search.find("tick")] == ["[/red] ticket"]
    desk.history.undo()
    assert len(desk.search.find("tick")) == 2


def test_every_kind_gets_its_part_of_the_limit(desk: Desk):
    for number in range(8):
        world.account(desk, f"Ticket {number}")
    home = desk.accounts.resolve("Ticket 0")
    desk.responses.note(home, "ticket lost")
    with desk.store.action("Answer") as act:
        for number in range(8):
            values = {"account_id": home, "question": "systems", "answered_on": "2026-11-20"}
            act.insert("answers", values | {"answer": f"ticket tool {number}"})
    kinds = [hit.kind for hit in desk.search.find("ticket", 6)]
    assert kinds == ["account"] * 3 + ["note"] + ["answer"] * 2
