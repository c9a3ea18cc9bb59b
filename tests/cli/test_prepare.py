"""Preparation, experiments and the record of practice on the command line."""

from collections.abc import Callable

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk
from workstation.desk.drills import Scores


def test_the_card_shows_what_is_kept_and_in_brackets_what_is_proposed(ws: Terminal) -> None:
    ws.done("follow-up", "corvid", "tomorrow", "--why", "send\u202e [/red] the case", "--promised")
    kept = ws.done("prepare", "corvid", "--set", "reason=the audit", "--set", "learn=who decides")
    assert kept.out.startswith("Prepare Corvid Labs: reason, learn  (undo ")
    assert kept.out.rstrip().endswith("prepared 2 of 10")
    card = ws.done("prepare", "corvid").out
    assert "Corvid Labs · Marlow Finch · 09:12 there" in card
    assert "\nReason        the audit\n" in card
    assert "\nFeel          [" in card
    assert "You promised\n  2026-11-24 send\ufffd [/red] the case\n" in card
    assert "  Rowan Ashby: not tried yet\n" in card


def test_answers_are_kept_for_the_person_named_and_forgotten_when_empty(ws: Terminal) -> None:
    ws.done("prepare", "corvid", "--contact", "rowan", "--set", "reason=the audit")
    found = ws.json("prepare", "corvid", "--contact", "rowan")
    (reason,) = [each for each in found["lines"] if each["key"] == "reason"]
    assert (reason["answer"], found["answered"], found["asked"]) == ("the audit", 1, 10)
    assert found["contact"]["name"] == "Rowan Ashby"
    assert ws.json("prepare", "corvid")["answered"] == 0
    same = ws.done("prepare", "corvid", "--contact", "rowan", "--set", "reason= the audit")
    assert same.out.startswith("Nothing was different.")
    ws.done("prepare", "corvid", "--contact", "rowan", "--set", "reason=")
    assert ws.json("prepare", "corvid", "--contact", "rowan")["answered"] == 0


def test_what_cannot_be_set_is_refused_in_a_sentence(ws: Terminal) -> None:
    assert "has no “=”" in ws.refused("prepare", "corvid", "--set", "reason")
    assert "there are reason, " in ws.refused("prepare", "corvid", "--set", "colour=red")
    assert "No account" in ws.refused("prepare", "nobody")


def test_experiments_show_every_variant_and_how_sure_it_is(ws: Terminal) -> None:
    text = ws.done("experiments").out
    assert "conversations per answered call" in text
    assert "nothing to say yet: no answered calls" in text
    (first, *_) = ws.json("experiments")
    assert len(first["variants"]) > 1
    assert first["variants"][0]["rate"] is None
    assert sum(each["chance"] for each in first["variants"]) > 0.999
    assert first["verdict"]["kind"] == "early"


def test_the_record_of_practice_begins_empty_and_names_what_is_weak(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    assert ws.done("drill").out.startswith("Nothing practised yet")
    at_desk(lambda desk: desk.drills.record("no_time", 41, Scores(2, 1, 0, 2)) and None)
    row = ws.done("drill").out.split("\t")
    assert row[2:5] == ["1", "5.0", "41"]
    assert row[6] == "told the story\n"
    found = ws.json("drill")
    assert found["history"][0]["total"] == 5
    assert sum(each["times"] for each in found["cards"]) == 1
