"""Duplicates on the command line: found, merged, told apart, taken back."""

from collections.abc import Callable

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk


def twice(desk: Desk) -> None:
    """Corvid Labs stands there twice, with a person at the copy."""
    made = desk.accounts.add(
        {"name": "Corvid Labs Inc.", "city": "Chicago", "industry": "Labs"}
    ).made
    assert made is not None
    desk.accounts.add_contact(made, "Dana Whitfield", email="dana@corvid.example.com")


def test_duplicates_are_found_listed_and_merged(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(twice)
    assert "--scan" in ws.done("duplicates").err
    found = ws.done("duplicates", "--scan")
    assert found.err == "5 accounts looked through, 1 pair found.\n"
    score, keep, one, lose, other, why = found.out.strip().split("\t")
    assert (score, one, other) == ("70", "Corvid Labs (Chicago)", "Corvid Labs Inc. (Chicago)")
    assert why == "same name · same city"
    listed = ws.json("duplicates")
    assert listed["count"] == 1
    assert listed["pairs"][0]["first"]["id"] == int(keep)
    assert listed["scanned_at"] == "2026-11-23T15:12:00Z"

    plan = ws.done("merge", keep, lose, "--dry-run", "--field", "name=other").out
    assert "Name\tCorvid Labs\t>\tCorvid Labs Inc." in plan
    assert "Moves: 1 person, 1 email address." in plan
    assert "--yes" in ws.refused("merge", keep, lose)
    assert ws.json("merge", keep, lose, "--dry-run")["moves"] == ["1 person", "1 email address"]
    done = ws.json("merge", keep, lose, "--yes", "--field", "industry=other")
    assert done["title"] == "Merge Corvid Labs Inc. into Corvid Labs"
    assert (done["kept"], done["merged"]) == (int(keep), int(lose))
    assert ws.json("duplicates")["pairs"] == []
    assert "merged into Corvid Labs already" in ws.refused("merge", keep, lose, "--yes")
    ws.done("undo")
    assert ws.json("duplicates")["count"] == 1
    assert ws("merge", keep, lose, "--field", "name", "--yes").code == 2


def test_two_that_are_not_the_same_are_not_offered_again(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(twice)
    ws.done("duplicates", "--scan")
    pair = ws.json("duplicates")["pairs"][0]
    numbers = [str(pair[side]["id"]) for side in ("first", "second")]
    said = ws.done("apart", *numbers).out
    assert said.startswith("Not the same: Corvid Labs and Corvid Labs Inc.")
    assert ws.json("duplicates", "--scan")["pairs"] == []
    assert "told apart already" in ws.refused("apart", *numbers)
    assert "same record" in ws.refused("apart", numbers[0], numbers[0])


def test_people_are_merged_by_number_or_whole_name(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    def known_twice(desk: Desk) -> None:
        corvid = desk.accounts.resolve("Corvid Labs")
        for name in ("Dana Whitfield", "D. Whitfield"):
            desk.accounts.add_contact(corvid, name, email="dana@corvid.example.com")

    at_desk(known_twice)
    found = ws.json("duplicates", "--people", "--scan")
    assert [each["score"] for each in found["pairs"]] == [100]
    done = ws.json("merge", "dana whitfield", "D. Whitfield", "--people", "--yes")
    assert done["title"] == "Merge D. Whitfield into Dana Whitfield"
    assert "could be several" in ws.refused("apart", "Rowan Ashby", "Dana Whitfield", "--people")
    assert "Nobody is called" in ws.refused("apart", "Nobody", "Dana Whitfield", "--people")
