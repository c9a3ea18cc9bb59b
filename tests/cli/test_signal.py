"""`workstation signal`: record one, sum up, list the kinds, say how soon leads were answered."""

from pathlib import Path

from tests.cli.conftest import Terminal
from tests.fresh import open_desk


def test_a_signal_is_recorded_with_its_moment_points_and_note(ws: Terminal) -> None:
    made = ws.json("signal", "corvid", "price", "--when", "08:30", "--note", "by phone")
    assert made["title"] == "Signal: Corvid Labs, asked for the price (+20, now 20)"
    assert made["urgency"] == 20
    ws.done("signal", "corvid", "manual_review", "--points", "30", "--contact", "rowan")
    total = ws.json("signal", "corvid")
    assert total["now"] == 50
    assert [(each["points"], each["after"]) for each in total["lines"]] == [(20, 20), (30, 50)]
    assert total["lines"][0]["at"] == "2026-11-23T08:30:00-06:00"
    assert total["lines"][1]["note"] == "Rowan Ashby"
    assert "urgency 50 of 100, a lead from 65" in ws.done("signal", "corvid").out
    ws.done("undo")
    assert ws.json("signal", "corvid")["now"] == 20


def test_a_lead_comes_up_in_the_queue_with_its_clock(ws: Terminal) -> None:
    ws.done("signal", "corvid", "manual_review", "--points", "30")
    ws.done("signal", "corvid", "manual_review", "--points", "30", "--when", "2026-11-22")
    told = ws.done("signal", "corvid", "searched_by_name")
    assert "hand-raiser now: call within 5 minutes" in told.err
    row = ws.json("queue")[0]
    assert (row["account"], row["class"], row["urgency"]) == ("Corvid Labs", "hand_raiser", 75)


def test_what_cannot_be_is_refused_in_one_sentence(ws: Terminal) -> None:
    assert "Brightline" in ws.refused("signal", "brightline", "page_view")
    assert "There is no signal “sneeze”" in ws.refused("signal", "corvid", "sneeze")
    assert "not come yet" in ws.refused("signal", "corvid", "page_view", "--when", "2026-11-24")
    assert "0 to 8" in ws.refused("signal", "corvid", "title", "--points", "20")
    assert "which account" in ws.refused("signal")
    for option in (("--points", "50"), ("--note", "by phone"), ("--points", "0")):
        assert "nothing was recorded" in ws.refused("signal", "corvid", *option)
    assert ws("signal", "corvid", "title", "--points", "x").code == 2


def test_scores_without_signals_are_offered_a_recount(ws: Terminal) -> None:
    desk = open_desk(ws.path, ws.clock)
    with desk.store.action("As an earlier version left it") as act:
        act.update("accounts", desk.accounts.resolve("corvid"), {"urgency": 40})
    desk.close()
    assert "'workstation signal --recount'" in ws.done("signal", "--kinds").err
    told = ws.done("signal", "--recount")
    assert "Recount urgency: 1 account changed" in told.out + told.err
    assert ws.json("signal", "corvid")["lines"][0]["title"] == "The score as it stood"
    assert "as its signals make it" in ws.refused("signal", "--recount")
    assert "recount" not in ws.done("signal", "--kinds").err


def test_the_kinds_are_listed_with_what_they_are_worth(ws: Terminal) -> None:
    lines = ws.done("signal", "--kinds").out.splitlines()
    assert "pricing_page\t+5\tViewed the pricing page\tfast track" in lines
    assert "title\t0 to 8\tWeight of their title\t" in lines
    kinds = {each["key"]: each["points"] for each in ws.json("signal", "--kinds")}
    assert kinds["careers_page"] == -10


def test_response_times_are_told(ws: Terminal) -> None:
    assert "No raised hands" in ws.done("signal", "--response-times").out
    ws.done("response", "corvid", "hand_raiser")
    ws.clock.advance(minutes=3)
    ws.done("log", "corvid", "conversation", "--minutes", "1", "--next", "none")
    told = ws.done("signal", "--response-times").out
    assert "hand-raiser\t2 min\tin time" in told
    assert "1 hand-raiser: half answered within 2 min, 1 in time, 0 failed, 0 waiting" in told
    assert "first touch after 2 min, in time" in ws.done("signal", "corvid").out
    assert ws.json("signal", "corvid")["first_response"]["seconds"] == 120
    dashboard = ws.json("dashboard")
    assert dashboard["first_responses"]["hand_raiser"]["in_time"] == 1
    assert [(each["key"], each["target"]) for each in dashboard["measures"]] == [
        ("first_response_time", 5),
        ("depth", 10),
        ("contacts_per_account", 5),
    ]
    assert dashboard["measures"][0]["value"] is not None
    shape = ws.json("signal", "--response-times")
    assert shape["hand_raiser"] == {
        "count": 1,
        "median_seconds": 120,
        "in_time": 1,
        "failed": 0,
        "waiting": 0,
    }


def test_a_file_of_signals_comes_in_by_the_import_command(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "signals.csv"
    path.write_text(
        "account,signal,points,when\nCorvid Labs,pricing_page,,2026-11-20\n"
        "Nobody,pricing_page,,2026-11-20\n",
        encoding="utf-8",
    )
    dry = ws.json("import", str(path), "--dry-run")
    assert (dry["as"], dry["action"]) == ("signals", None)
    assert (dry["counts"]["new"], dry["counts"]["unusable"]) == (1, 1)
    done = ws.json("import", str(path), "--as", "signals", "--yes")
    assert done["counts"]["new"] == 1
    assert done["unusable"] == [{"line": 3, "why": "no account “Nobody”"}]
    assert ws.json("signal", "corvid")["now"] == 5
    again = ws.json("import", str(path), "--yes")
    assert (again["action"], again["counts"]["same"]) == (None, 1)
