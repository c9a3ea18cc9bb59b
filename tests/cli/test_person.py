"""A person on the command line, whether their company is known or not."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk


def alone(desk: Desk) -> None:
    """Somebody came in without a company."""
    with desk.store.action("Alone") as act:
        act.insert("contacts", {"name": "Sam Alone", "created_on": "2026-11-23"})


def test_somebody_at_no_company_is_shown_changed_protected_and_put_into_an_account(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(alone)
    assert ws.done("person", "sam alone").out == "Sam Alone · no company yet\n"
    said = ws.done("person", "Sam Alone", "--email", "sam@example.com", "--opt-out", "asked").out
    assert "Edit Sam Alone" in said
    assert "Sam Alone: opted out (asked)" in said
    assert (
        "Put Sam Alone into Corvid Labs" in ws.done("person", "Sam Alone", "--account", "cor").out
    )
    shown = ws.done("person", "Sam Alone").out
    assert shown == ("Sam Alone · Corvid Labs\n  sam@example.com\n  opted out of email (asked)\n")
    assert ws.json("person", "Sam Alone")["opted_out"] is True


def test_what_a_file_said_of_a_person_is_shown_with_them(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Full name,Company,Email,Favourite tea,Shirt size\n"
        "Dana Whitfield,Corvid Labs,dana@corvid.example.com,Earl Grey,M\n",
        encoding="utf-8",
    )
    ws.done("import", str(path), "--yes")
    said = ws.done("person", "Dana Whitfield").out
    assert "  Favourite tea: Earl Grey\n  Shirt size: M\n" in said
    assert "\n    Favourite tea: Earl Grey · Shirt size: M\n" in ws.done("show", "Corvid Labs").out
    (tea, _) = ws.json("person", "Dana Whitfield")["facts"]
    assert tea == {"key": "Favourite tea", "value": "Earl Grey", "source": "people.csv"}


def test_an_address_that_must_not_be_used_says_so(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    def bounced(desk: Desk) -> None:
        alone(desk)
        with desk.store.action("Bounce") as act:
            who = desk.store.value("SELECT id FROM contacts WHERE name = 'Sam Alone'")
            values = {"contact_id": who, "address": "sam@example.com", "state": "bounced"}
            act.insert("emails", values)

    at_desk(bounced)
    assert "  sam@example.com (bounced)\n" in ws.done("person", "Sam Alone").out


def corvid_with_ida(desk: Desk) -> None:
    """Ida Strand is at Corvid Labs, of both a note is known, and she is not to be called."""
    corvid = desk.accounts.resolve("corvid")
    ida = desk.accounts.add_contact(corvid, "Ida Strand", phone="+1 312 555 0121").made
    assert ida is not None
    with desk.store.action("Notes") as act:
        act.update("accounts", corvid, {"note": "Makes boats"})
        act.update("contacts", ida, {"note": "Likes mornings"})
    desk.accounts.protect(ida, "asked", do_not_call=True)


def test_notes_of_people_and_accounts_are_shown(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(corvid_with_ida)
    shown = ws.done("show", "corvid").out
    assert "Note  Makes boats" in shown
    assert "Note  Likes mornings" in shown
    assert "  Note  Likes mornings\n" in ws.done("person", "Ida Strand").out
    prepared = ws.done("prepare", "corvid", "--contact", "Ida Strand").out
    assert "Notes\n  Makes boats\n  Likes mornings\n" in prepared


def test_a_call_with_who_asked_not_to_be_called_needs_a_reason_to_be_planned(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(corvid_with_ida)
    asked = ("follow-up", "corvid", "+3d", "--contact", "Ida Strand")
    assert "asked not to be called. Give a reason to go on" in ws.refused(*asked)
    assert "(she rang back)" in ws.done(*asked, "--reason", "she rang back").out
