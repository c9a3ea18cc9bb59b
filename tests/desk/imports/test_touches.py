"""What a list says of when somebody was last touched counts for recency, and for nothing else."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.desk.imports.test_imports import account, brought_in, facts, written
from workstation.desk.desk import Desk
from workstation.desk.imports import imports
from workstation.method.days import add_months, say_day

LIST = (
    "Company,Name,Email,Last Contacted\n"
    "Corvid Labs,Rowan Ashby,rowan@corvid.example.com,2026-10-05\n"
    "Corvid Labs,Quinn Marsh,quinn@corvid.example.com,2026-09-01 14:30\n"
    "Halden Paper,Robin Vale,robin@halden.example.com,2030-01-01\n"
    "Ostrom,Sam Reed,sam@ostrom.example.com,never\n"
)


def touches(desk: Desk) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in desk.store.rows(
            "SELECT accounts.name, contacts.name, happened_on, activities.note FROM activities "
            "JOIN accounts ON accounts.id = activities.account_id "
            "LEFT JOIN contacts ON contacts.id = contact_id WHERE is_touch ORDER BY happened_on"
        )
    ]


def test_the_day_of_a_last_touch_counts_as_one_made_elsewhere_and_undo_takes_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, LIST)
    plan = desk.imports.plan(path)
    assert plan.by_column["Last Contacted"] == "touched_on"
    note = "2 touches made elsewhere, on the days the file names"
    assert note in desk.imports.preview(plan).notes
    result = brought_in(desk, path)
    assert result.changed is not None
    assert note in result.changed.advice
    assert "1 touch is kept as a fact, its day being still to come: line 4" in result.notes
    assert touches(desk) == [
        ("Corvid Labs", "Quinn Marsh", "2026-09-01", "Last Contacted: 2026-09-01 14:30 (list.csv)"),
        ("Corvid Labs", "Rowan Ashby", "2026-10-05", "Last Contacted: 2026-10-05 (list.csv)"),
    ]
    assert account(desk, "Corvid Labs")["last_touch_on"] == "2026-10-05"
    assert account(desk, "Halden Paper")["last_touch_on"] is None
    kept = {row["value"] for row in desk.store.rows("SELECT value FROM facts")}
    assert kept == {"2030-01-01", "never"}
    assert brought_in(desk, path).changed is None
    desk.history.undo()
    assert touches(desk) == []


def test_a_touch_made_elsewhere_is_no_work_of_the_reps(desk: Desk, tmp_path: Path) -> None:
    today = desk.days.today()
    path = written(tmp_path, f"Company,Last Activity\nCorvid Labs,{today}\nHalden Paper,\n")
    brought_in(desk, path)
    (touch,) = desk.accounts.page(desk.accounts.resolve("Corvid Labs")).timeline
    assert (touch.kind, touch.outcome, touch.on) == ("social", "elsewhere", today)
    assert desk.tier_time.week().touches == 0
    values = [
        desk.measures.value(each.key, date(2026, 1, 1), today)
        for each in desk.playbook.measures
        if each.table == "activities" and each.how == "count"
    ]
    assert values
    assert not any(values)


def test_an_older_day_than_what_is_known_stays_a_fact(desk: Desk, tmp_path: Path) -> None:
    head = "Company,Town,Letzter Kontakt\n"
    brought_in(desk, written(tmp_path, f"{head}Corvid Labs,Leeds,05.10.2026\n", "a.csv"))
    older = written(tmp_path, f"{head}Corvid Labs,Leeds,01.02.2026\n", "b.csv")
    brought_in(desk, older)
    assert [row[2] for row in touches(desk)] == ["2026-10-05"]
    assert facts(desk, "Corvid Labs")["Letzter Kontakt"] == "01.02.2026"
    assert brought_in(desk, older).changed is None
    newer = written(tmp_path, f"{head}Corvid Labs,Leeds,02.11.2026\n", "c.csv")
    brought_in(desk, newer)
    assert account(desk, "Corvid Labs")["last_touch_on"] == "2026-11-02"


def test_dates_of_touches_that_could_be_two_days_are_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Company,Town,Last contact\nCorvid Labs,Leeds,03/04/2026\n")
    (question,) = desk.imports.plan(path).open_questions
    assert question.key == "dates Last contact"
    words = written(
        tmp_path, "Company,Town,Last Activity\nCorvid Labs,Leeds,sent a mail\n", "w.csv"
    )
    assert desk.imports.plan(words).by_column["Last Activity"] is None


def test_a_preview_counts_days_of_several_portions_as_a_run_does(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "PORTION", 1)
    path = written(
        tmp_path,
        "Company,Town,Last Activity,Next call\n"
        "Corvid Labs,Leeds,2026-10-05,2030-01-02\nCorvid Labs,Leeds,2026-10-05,2030-01-02\n"
        "Corvid Labs,Leeds,2026-01-05,2030-01-02\n",
    )
    preview = desk.imports.preview(desk.imports.plan(path))
    result = brought_in(desk, path)
    assert result.changed is not None
    assert preview.counts == result.counts
    said = (
        "1 follow-up on the days the file names",
        "1 touch made elsewhere, on the days the file names",
    )
    assert preview.notes == said
    assert result.changed.advice[:2] == said


def test_who_was_touched_in_another_tool_of_late_is_told_with_the_day_fresh_ground_offers_them(
    desk: Desk, tmp_path: Path
) -> None:
    today = desk.days.today()
    late, last = (today - timedelta(days=days) for days in (60, 30))
    rows = f"Corvid Labs,{late}\nHalden Paper,{last}\nHalden Paper,{late}\nOld Oak,2020-01-02\n"
    path = written(tmp_path, f"Company,Last Activity\n{rows}")
    first, then = (
        say_day(add_months(day, 6) + timedelta(days=1), near=today) for day in (late, last)
    )
    note = (
        "2 cold accounts were touched in another tool in the last 6 months: "
        f"fresh ground offers them from {first} on, the last from {then}"
    )
    assert note in desk.imports.preview(desk.imports.plan(path)).notes
    result = brought_in(desk, path)
    assert result.changed is not None
    assert note in result.changed.advice
    assert [row.account for row in desk.queue.today().rows()] == ["Old Oak"]
    old = desk.store.value("SELECT id FROM accounts WHERE name = 'Old Oak'")
    desk.bins.move([old], "avoid.bad_fit", reason="out of business")
    said = desk.queue.why_empty()
    assert said.startswith("Nothing is due. 2 cold accounts were touched in another tool")
    assert f"fresh ground offers them from {first} on" in said
