"""Searching everything: answers too, and no kind crowds out the others."""

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.desk.search_kinds import ACCOUNTS, by_words


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


def test_numbers_are_found_by_any_part_in_any_spelling_and_addresses_by_a_part(desk: Desk):
    heron = world.account(desk, "Heron Labs", phone="+13125550133")
    ida = desk.accounts.add_contact(
        heron, "Ida Strand", title="COO", email="ida.strand@heron.example.com",
        phone="+1 312 555 0121",
    ).made  # fmt: skip
    london = world.account(desk, "Otter Works", country="GB")
    tom = desk.accounts.add_contact(london, "Tom Hale", phone="020 7946 0123").made
    for said in (
        "0121",
        "555-0121",
        "55501 21",
        "312555 012",
        "+1 312 555 012",
        "(312) 555 0121",
        "+1 312 555 0121",
        "3125550121",
    ):
        hits = [(hit.kind, hit.contact_id) for hit in desk.search.find(said)]
        assert hits == [("contact", ida)], said
    (hit,) = desk.search.find("312 555 0121")
    assert hit.detail == "COO · Heron Labs · +1 312 555 0121"
    for said in (
        "020 7946 0123",
        "020 7946",
        "+44 20",
        "+44 20 79",
        "794601",
        "+44 20 7946 0123",
        "+44 (0)20 7946 0123",
        "0044 2079460123",
    ):
        assert [hit.contact_id for hit in desk.search.find(said)] == [tom], said
    (found,) = desk.search.find("555 0133")
    assert (found.kind, found.account_id) == ("account", heron)
    assert found.detail.startswith("+13125550133")
    for said in ("121", "5550", "5501", "0121 x", "+12 555", "+20 7946", "(0)5550"):
        assert desk.search.find(said) == [], said
    assert {hit.text for hit in desk.search.find("555 01")} == {"Heron Labs", "Ida Strand"}
    for said in ("ida.strand@", "strand@heron", "IDA.STRAND@heron.example.com"):
        assert [hit.contact_id for hit in desk.search.find(said)] == [ida], said
    assert desk.search.find("i_a@") == desk.search.find("nobody@heron") == []


def test_an_accounts_own_addresses_and_numbers_find_it(desk: Desk):
    bakery = world.account(desk, "Bäckerei Weiß", phone="+493055550100", city="Berlin")
    person = desk.accounts.add_contact(bakery, "Uwe Korn", email="uwe@baeckerei-weiss.example").made
    with desk.store.action("Own ways") as act:
        act.insert("emails", {"account_id": bakery, "address": "info@baeckerei-weiss.example"})
        act.insert(
            "phones",
            {"account_id": bakery, "number": "+493055550177", "display": "+49 30 55550177"},
        )
    for said in ("info@baeckerei-weiss.example", "info@", "FO@BAECK"):
        (hit,) = desk.search.find(said)
        assert (hit.kind, hit.account_id, hit.contact_id) == ("account", bakery, None), said
        assert hit.detail == "info@baeckerei-weiss.example · Berlin · cold"
    kinds = [(hit.kind, hit.contact_id) for hit in desk.search.find("@baeckerei")]
    assert kinds == [("account", None), ("contact", person)]
    (hit,) = desk.search.find("0177")
    assert (hit.account_id, hit.detail) == (bakery, "+49 30 55550177 · Berlin · cold")


def test_umlauts_are_found_spelt_out_and_the_other_way_round(desk: Desk):
    for name in ("Özdemir Stahl", "Oezdemir Bau", "WEISS & MÜLLER", "Weiß Optik", "Mull Sand"):
        world.account(desk, name)
    joe = desk.accounts.add_contact(desk.accounts.resolve("Mull"), "Joe Grün").made

    def names(said: str) -> list[str]:
        return sorted(hit.text for hit in desk.search.find(said))

    for said in ("Oezdemir", "Özdemir", "oezd", "ÖZD"):
        assert names(said) == ["Oezdemir Bau", "Özdemir Stahl"], said
    for said in ("weiss", "Weiß"):
        assert names(said) == ["WEISS & MÜLLER", "Weiß Optik"], said
    assert names("weiß & mueller") == names("müller weiss") == ["WEISS & MÜLLER"]
    assert names("mueller") == names("muel") == ["WEISS & MÜLLER"], "no Mull: it has no umlaut"
    assert [hit.contact_id for hit in desk.search.find("gruen")] == [joe]
    assert names("joe") == ["Joe Grün"]
    desk.responses.note(desk.accounts.resolve("Mull"), "liefert Gemüse")
    assert names("gemuese") == ["liefert Gemüse"]
    world.account(desk, "Blue Ocean")
    world.account(desk, "Blühn Bau")
    for most, found in ((1, ["Blue Ocean"]), (2, ["Blue Ocean", "Blühn Bau"])):
        assert [row["name"] for row in by_words(desk.store, ACCOUNTS, ["blue"], most)] == found


def test_somebody_is_found_by_name_and_company_where_nobody_has_all_the_words(desk: Desk):
    polmet = world.account(desk, "Polmet")
    marta = desk.accounts.add_contact(polmet, "Marta Nowak", title="Buyer").made
    ole = desk.accounts.add_contact(world.account(desk, "Kröger Werft"), "Ole Brandt").made
    for said, who in (
        ("marta polmet", marta),
        ("polmet nowak", marta),
        ("Buyer pol", marta),
        ("kröger werft ole", ole),
        ("ole brandt kroeger wer", ole),
    ):
        assert [hit.contact_id for hit in desk.search.find(said)] == [who], said
    assert desk.search.find("ole polmet") == desk.search.find("marta p") == []
    met = desk.accounts.add_contact(world.account(desk, "Other"), "Marta Polmet").made
    assert [hit.contact_id for hit in desk.search.find("marta polmet")] == [met]
    named = world.account(desk, "Ole Kröger Werft")
    assert [hit.account_id for hit in desk.search.find("kröger werft ole")] == [named]


def test_somebody_of_a_name_that_thousands_have_is_found_by_their_company(desk: Desk):
    home, rare = world.account(desk, "Heron Labs"), world.account(desk, "Paper 99993")
    columns = ("account_id", "name", "created_on")
    rows = [(home, f"Anna Lee {number}", "2026-11-20") for number in range(2100)]
    with desk.store.action("Bring") as act:
        act.insert_many("contacts", columns, [*rows, (rare, "Anna Neuer", "2026-11-20")])
    for said in ("anna paper 99993", "99993 anna"):
        assert [hit.text for hit in desk.search.find(said)] == ["Anna Neuer"], said


def test_a_street_finds_accounts_where_nothing_else_does_and_so_does_a_postal_code(desk: Desk):
    plaza = world.account(desk, "Heron", street="Marienplatz 1", postal_code="80331", city="M")
    world.account(desk, "Otter", street="12 Main Street", postal_code="SW1A 1AA")
    world.account(desk, "Lynx", postal_code="80331-22")
    assert desk.search.find("Marienplatz") == []
    (hit,) = desk.search.find_places("marienplatz")
    assert (hit.kind, hit.account_id, hit.detail) == ("account", plaza, "Marienplatz 1 · M · cold")
    for said in ("main st", "12 main", "sw1a 1"):
        assert [hit.text for hit in desk.search.find_places(said)] == ["Otter"], said
    world.account(desk, "Wharf", street="Große Hafenstraße 12")
    for said in ("hafenstrasse", "HAFENSTRASSE 12", "Hafenstraße", "große hafenstrasse"):
        assert [hit.text for hit in desk.search.find_places(said)] == ["Wharf"], said
    assert desk.search.find_places("ienplatz") == desk.search.find_places("mai") == []
    for said in ("%%%%", "a street " * 9000):
        assert desk.search.find_places(said) == []
    for said in ("ue" * 60_000, "1" * 60_000, "@" * 60_000):
        assert desk.search.find(said) == []
    assert [hit.text for hit in desk.search.find("80331")] == ["Heron", "Lynx"]
    assert desk.search.find("8033") == []
