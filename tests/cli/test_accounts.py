"""Finding, showing and moving accounts; history and taking things back."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk


def test_accounts_are_listed_by_name_or_by_bin(ws: Terminal) -> None:
    assert [row["name"] for row in ws.json("accounts", "--bin", "work")] == [
        "Brightline Foods",
        "Corvid Labs",
    ]
    assert len(ws.done("accounts").out.splitlines()) == 4
    assert len(ws.json("accounts", "--limit", "3")) == 3
    assert "could be" in ws.refused("accounts", "--bin", "nurture")
    assert "no bin" in ws.refused("accounts", "--bin", "attic")


def test_an_account_is_shown_whole(ws: Terminal) -> None:
    ws.done("log", "corvid", "voicemail", "--note", "first line\nsecond line")
    out = ws.done("show", "corvid").out
    assert "Marlow Finch · decision maker" in out
    assert "2026-11-25  call Marlow Finch" in out
    assert "left voicemail: first line\n    second line" in out
    page = ws.json("show", "Corvid Labs")
    assert page["account"]["bin"] == "working"
    assert page["not_in_queue"] is None
    ws.done("move", "corvid", "client")
    absent = "it is in Client, which is not prospected"
    assert f"Next\n  not in today's queue: {absent}\n" in ws.done("show", "corvid").out
    assert ws.json("show", "corvid")["not_in_queue"] == absent
    assert {person["name"] for person in page["contacts"]} == {"Marlow Finch", "Rowan Ashby"}


def test_an_accounts_own_address_numbers_and_street_are_shown_and_found(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    def prepare(desk: Desk) -> None:
        corvid = desk.accounts.resolve("Corvid")
        place = {"street": "12 Lark Street", "postal_code": "60601", "phone": "+13125550133"}
        desk.accounts.edit(corvid, place)
        with desk.store.action("Own ways") as act:
            act.insert("emails", {"account_id": corvid, "address": "info@corvid.example.com"})
            for last, display in (("33", "+1 312 555 0133"), ("50", "+1 312 555 0150")):
                number = f"+131255501{last}"
                act.insert("phones", {"account_id": corvid, "number": number, "display": display})

    at_desk(prepare)
    out = ws.done("show", "corvid").out
    assert "12 Lark Street · 60601" in out
    assert "+1 312 555 0133 · +1 312 555 0150 · info@corvid.example.com\n" in out
    page = ws.json("show", "corvid")
    assert [each["address"] for each in page["emails"]] == ["info@corvid.example.com"]
    assert [each["number"] for each in page["phones"]] == ["+13125550133", "+13125550150"]
    for said in ("info@corvid", "lark street", "60601"):
        (hit,) = ws.json("search", *said.split())
        assert (hit["kind"], hit["account"]) == ("account", "Corvid Labs"), said


def test_foreign_text_cannot_steer_the_terminal(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(lambda desk: desk.accounts.add({"name": "Evil \x1b[2J\u202e [/red] GmbH"}) and None)
    for args in (("accounts",), ("show", "evil"), ("search", "evil"), ("history",)):
        out = ws.done(*args).out
        assert "[/red]" in out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "\x1b" not in ws.refused("show", "no\x1b[2Jbody")


def test_search_finds_accounts_people_and_notes(ws: Terminal) -> None:
    ws.done("note", "corvid", "loses tickets at hand-over")
    kinds = {
        hit["kind"] for words in ("corvid", "rowan", "tickets") for hit in ws.json("search", words)
    }
    assert kinds == {"account", "contact", "note"}
    assert ws.json("search", "zzz") == []


def test_an_empty_list_is_said_beside_it_and_stays_empty_in_json(
    ws: Terminal, tmp_path: Path
) -> None:
    filtered, binned = ("accounts", "--filter", "tier 1"), ("accounts", "--bin", "quarterly")
    ws.done("focus", "keep", "first", "tier 1")
    for command, line in (
        (filtered, "No account fits this filter.\n"),
        (("focus", "show", "first"), "No account fits this filter.\n"),
        (binned, "No account is in this bin.\n"),
        (("search", "zeppelin"), "Nothing found.\n"),
        (("answers", "zeppelin"), None),
    ):
        found = ws.done(*command)
        assert found.out == ""
        assert found.err.count("\n") == 1
        assert line in (None, found.err)
        plain = ws.done(*command, "--json")
        assert (plain.json, plain.err) == ([], "")
    assert ws.done("accounts").err == ""
    assert "No accounts here: " in ws("accounts", path=tmp_path / "new.db").err


def test_a_move_out_of_the_avoid_bins_needs_a_reason(ws: Terminal) -> None:
    assert "reason" in ws.refused("move", "halden", "working")
    moved = ws.json("move", "halden", "working", "--reason", "contract ended")
    assert moved["bin"] == "working"
    assert "Already" in ws.refused("move", "halden", "working")


def test_undo_and_redo_take_actions_back_and_forth(ws: Terminal) -> None:
    action = ws.json("move", "corvid", "quarterly")["action"]
    newest = ws.json("history")[0]
    assert set(newest) >= {"action", "at", "title", "undone"}
    assert newest["action"] == action
    assert newest["at"] == "2026-11-23T15:12:00Z"
    assert ws.json("undo")["action"] == action
    assert ws.json("bins")["nurture.quarterly"] == 0
    assert next(each for each in ws.json("history") if each["action"] == action)["undone"]
    ws.done("redo")
    assert ws.json("bins")["nurture.quarterly"] == 1
    ws.done("undo", str(newest["number"]))
    assert ws.json("bins")["nurture.quarterly"] == 0


def test_the_history_of_one_account_has_its_actions_only(ws: Terminal) -> None:
    ws.done("note", "foods", "something")
    ws.done("note", "corvid", "something else")
    assert ws.json("history", "foods")[0]["title"] == "Note: Brightline Foods"
    assert "2026-11-23 09:12" in ws.done("history", "--limit", "1").out


def test_undo_says_why_it_cannot(ws: Terminal, empty: Terminal) -> None:
    assert "no action 999999" in ws.refused("undo", "999999")
    assert "nothing to redo" in ws.refused("redo")
