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


def test_numbers_are_found_by_their_end_in_any_spelling_and_addresses_by_a_part(desk: Desk):
    heron = world.account(desk, "Heron Labs", phone="+13125550133")
    ida = desk.accounts.add_contact(
        heron, "Ida Strand", title="COO", email="ida.strand@heron.example.com",
        phone="+1 312 555 0121",
    ).made  # fmt: skip
    london = world.account(desk, "Otter Works", country="GB")
    tom = desk.accounts.add_contact(london, "Tom Hale", phone="020 7946 0123").made
    for said in ("0121", "555-0121", "(312) 555 0121", "+1 312 555 0121", "3125550121"):
        hits = [(hit.kind, hit.contact_id) for hit in desk.search.find(said)]
        assert hits == [("contact", ida)], said
    (hit,) = desk.search.find("312 555 0121")
    assert hit.detail == "COO · Heron Labs · +1 312 555 0121"
    for said in ("020 7946 0123", "+44 20 7946 0123", "+44 (0)20 7946 0123", "0044 2079460123"):
        assert [hit.contact_id for hit in desk.search.find(said)] == [tom], said
    (found,) = desk.search.find("555 0133")
    assert (found.kind, found.account_id) == ("account", heron)
    assert found.detail.startswith("+13125550133")
    for said in ("121", "555 01", "0121 x"):
        assert desk.search.find(said) == []
    for said in ("ida.strand@", "strand@heron", "IDA.STRAND@heron.example.com"):
        assert [hit.contact_id for hit in desk.search.find(said)] == [ida], said
    assert desk.search.find("i_a@") == desk.search.find("nobody@heron") == []
