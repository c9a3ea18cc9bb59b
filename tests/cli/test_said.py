"""Answers and objections on the command line."""

import pytest

from tests.cli.conftest import Terminal
from workstation.desk.calls.calls import LogEntry, Raised
from workstation.desk.desk import Desk
from workstation.desk.said.said import Said


def talked(desk: Desk) -> None:
    for name, system, share in (("corvid", "a ticket tool", "40"), ("halden", "none", "80")):
        desk.calls.log(
            LogEntry(
                desk.accounts.resolve(name), "conversation", flow="qualification", reason="asked",
                answers={"systems": system, "project_this_year": share},
                objections=[Raised(desk.playbook.objections[0].key, "not\tnow", True)],
            )
        )  # fmt: skip


def test_answers_to_a_question_are_listed_by_words_of_it(ws: Terminal, at_desk) -> None:
    at_desk(talked)
    rows = ws.json("answers", "which", "systems")
    assert [(row["account"], row["answer"], row["question"]) for row in rows] == [
        ("Halden Paper", "none", "systems"),
        ("Corvid Labs", "a ticket tool", "systems"),
    ]
    assert ws.json("answers", "which systems", "--limit", "1") == rows[:1]
    assert [row["account"] for row in ws.json("answers", "ticket")] == ["Corvid Labs"]
    assert ws.done("answers", "ticket").out.count("\n") == 1
    assert ws.json("answers", "nothing like it") == []
    counts = {row["key"]: row["accounts"] for row in ws.json("answers")}
    assert (counts["systems"], counts["teams"]) == (2, 0)
    assert "Which systems do they use?\tsystems\t2\t2\t2026-11-23" in ws.done("answers").out


def test_a_report_is_printed_in_figures(ws: Terminal, at_desk) -> None:
    at_desk(talked)
    report = ws.json("answers", "project_this_year", "--report")
    assert (report["accounts"], report["unanswered"], report["figures"]["median"]) == (2, 2, 60)
    out = ws.done("answers", "project this year", "--report").out
    assert "2 accounts have answered, 2 have not" in out
    assert "median\t60" in out
    assert "1\t50 %\ta ticket tool" in ws.done("answers", "systems", "--report").out
    assert "No question has the words" in ws.refused("answers", "ticket", "--report")


def test_objections_are_listed_with_what_worked(ws: Terminal, at_desk) -> None:
    assert ws.json("objections") == []
    at_desk(talked)
    (card,) = ws.json("objections")
    assert (card["heard"], card["share_resolved"], card["share_went_on"]) == (2, 100, 0)
    rows = ws.json("objections", card["title"])
    assert [(row["account"], row["said"], row["resolved"]) for row in rows] == [
        ("Halden Paper", "not now", True),
        ("Corvid Labs", "not now", True),
    ]
    assert ws.done("objections", card["card"]).out.splitlines()[0].split("\t")[:3] == [
        "Halden Paper", "not now", "yes",
    ]  # fmt: skip
    assert "There is no objection" in ws.refused("objections", "no such thing")


def test_answers_found_by_their_words_count_nothing_for_each_row(
    ws: Terminal, at_desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_desk(talked)

    def refuse(*_: object) -> None:
        raise AssertionError("a row asked for the numbers of its question")

    monkeypatch.setattr(Said, "question", refuse)
    assert "Which systems do they use?" in ws.done("answers", "ticket").out
