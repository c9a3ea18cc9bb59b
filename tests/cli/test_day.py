"""What the day holds, for people, pipes and programs."""

from tests.cli.conftest import Terminal

QUEUE_KEYS = {
    "account_id", "account", "contact", "class", "why", "due", "local_time", "callable", "stars",
    "urgency", "sum",
}  # fmt: skip


def test_today_has_day_goals_queue_and_counts(ws: Terminal) -> None:
    ws.done("goals", "add", "hold five conversations")
    found = ws.json("today")
    assert found["day"] == "2026-11-23"
    assert found["goals"][0]["target"] == 5
    assert found["counts"] == {"no_next_step": 2, "fresh_ground": 1}
    assert found["total"] == 3
    names = [row["account"] for row in found["queue"]]
    assert names[-1] == "Brightline Paper", "cold, and only missing facts keep it from tier 1"


def test_today_tells_an_empty_desk_what_to_do(unused: Terminal) -> None:
    out = unused.done("today").out
    assert "Mon 23 Nov 2026" in out
    assert "plan three" in out
    assert "import accounts" in out


def test_a_queue_row_has_the_promised_keys(ws: Terminal) -> None:
    rows = ws.json("queue")
    assert len(rows) == 3
    assert set(rows[0]) >= QUEUE_KEYS
    assert rows[0]["class"] == "no_next_step"
    assert rows[0]["contact"] == "Marlow Finch"
    assert rows[0]["local_time"] == "09:12"
    assert rows[0]["callable"] is True


def test_a_queue_row_carries_its_sum(ws: Terminal) -> None:
    sum_ = ws.json("queue")[0]["sum"]
    assert (sum_["urgency"], sum_["age_days"], sum_["by_time"]) == (0, 0, False)
    product = sum_["urgency_factor"] * sum_["fit_factor"] * sum_["age_factor"]
    assert sum_["score"] == product > 0


def test_a_queue_for_a_few_minutes_holds_what_fits(ws: Terminal) -> None:
    assert len(ws.json("queue", "--minutes", "60")) == 3
    rows = ws.json("queue", "--minutes", "8")
    assert [row["class"] for row in rows] == ["no_next_step", "no_next_step"]
    assert "5 to 720 minutes" in ws.refused("queue", "--minutes", "0")


def test_a_piped_queue_is_one_line_a_record_with_tabs(ws: Terminal) -> None:
    lines = ws.done("queue", "--limit", "2").out.splitlines()
    assert len(lines) == 2
    assert lines[0].split("\t")[:2] == ["now", "no_next_step"]
    assert "\x1b" not in "".join(lines)


def test_bins_counts_all_eight(ws: Terminal) -> None:
    assert ws.json("bins") == {
        "cold": 1,
        "working": 2,
        "nurture.opportunity": 0,
        "nurture.quarterly": 0,
        "nurture.dead": 0,
        "avoid.client": 1,
        "avoid.bad_fit": 0,
        "avoid.duplicate": 0,
    }
    assert ws.done("bins").out.splitlines()[1].startswith("working\t2\t")


def test_the_dashboard_has_nine_tiles_that_follow_the_work(ws: Terminal) -> None:
    before = ws.json("dashboard")["tiles"]
    assert len(before) == 9
    assert set(before[0]) >= {"key", "title", "column", "value", "target", "series"}
    ws.done("log", "corvid", "conversation", "--next", "tue 3pm")
    after = ws.json("dashboard")["tiles"]
    assert after[0]["value"] == before[0]["value"] + 1
    assert len(ws.done("dashboard").out.splitlines()) == 9
