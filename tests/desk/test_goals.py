"""The day's goals on a real file: filled by work, ticked, planned, closed, looked back on."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, follow_up, log, opportunity, talk
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.goals import Goal

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)


def texts(desk: Desk, day: date | None = None) -> list[str]:
    return [goal.text for goal in desk.goals.for_day(day)]


# Filling and ticking


def test_a_typed_goal_counts_and_fills_the_moment_work_is_logged(desk: Desk) -> None:
    one = account(desk)
    made = desk.goals.add("hold five conversations")
    assert made.title == "Goal for today: hold five conversations"
    (goal,) = desk.goals.for_day()
    assert made.made == goal.id
    assert goal == Goal(
        1, goal.id, TODAY, "hold five conversations", "conversations", 5, 0, done=False
    )
    talk(desk, one, 4)
    talk(desk, one, 1, on=FRIDAY)
    assert [(each.progress, each.done) for each in desk.goals.for_day()] == [(4, False)]
    talk(desk, one)
    assert [(each.progress, each.done) for each in desk.goals.for_day()] == [(5, True)]
    desk.store.history.undo()
    assert [(each.progress, each.done) for each in desk.goals.for_day()] == [(4, False)]


def test_a_counted_goal_refuses_to_be_ticked(desk: Desk) -> None:
    desk.goals.add("5 conversations")
    with pytest.raises(DeskError, match=r"fills by itself as work is logged; it stands at 0 of 5"):
        desk.goals.tick(1)


def test_a_goal_ticked_by_hand_goes_back_and_forth(desk: Desk) -> None:
    desk.goals.add("Plan December")
    desk.goals.tick(1)
    assert [(goal.progress, goal.target, goal.done) for goal in desk.goals.for_day()] == [
        (1, None, True)
    ]
    with pytest.raises(DeskError, match="is done already"):
        desk.goals.tick(1, done=True)
    desk.goals.tick(1)
    assert not desk.goals.for_day()[0].done
    desk.store.history.undo()
    assert desk.goals.for_day()[0].done


def test_a_measure_the_playbook_no_longer_has_leaves_a_goal_to_tick(desk: Desk) -> None:
    desk.goals.add("5 conversations")
    with desk.store.action("Prepare") as act:
        act.update("goals", desk.goals.for_day()[0].id, {"measure": "gone"})
    (goal,) = desk.goals.for_day()
    assert (goal.measure, goal.target) == (None, None)
    desk.goals.tick(1)
    assert desk.goals.for_day()[0].done


# Planning


def test_a_day_takes_no_more_goals_than_the_playbook_allows(desk: Desk) -> None:
    for number in range(5):
        desk.goals.add(f"Task {number}")
    with pytest.raises(DeskError, match=r"Today has 5 goals already; take one out first\."):
        desk.goals.add("One too many")
    desk.goals.add("Room tomorrow", day=TODAY + timedelta(days=1))
    assert len(texts(desk)) == 5


@pytest.mark.parametrize(
    ("text", "measure", "target", "sentence"),
    [
        ("  \n ", None, None, "Say what the goal is"),
        ("Plan December", None, 3, "A number needs a measure"),
        ("Win", "won", 2, "No goal can be bound to won"),
        ("Win", "wins", 2, "There is no measure 'wins'"),
        ("Mail", "emails_sent", None, "How many"),
        ("Mail", "emails_sent", 0, "How many"),
        ("Mail", "emails_sent", -4, "How many"),
    ],
)
def test_what_cannot_be_a_goal_is_refused_in_a_sentence(
    desk: Desk, text: str, measure: str | None, target: int | None, sentence: str
) -> None:
    with pytest.raises(DeskError, match=sentence):
        desk.goals.add(text, measure, target)
    assert desk.goals.for_day() == []


def test_a_goal_may_be_bound_by_name_and_worded_by_its_measure(desk: Desk) -> None:
    desk.goals.add("Talk to the night people", "conversations", 2)
    desk.goals.add("", "emails_sent", 40)
    desk.goals.add("", "conversations")
    assert [(goal.text, goal.measure, goal.target) for goal in desk.goals.for_day()] == [
        ("Talk to the night people", "conversations", 2),
        ("Send 40 emails", "emails_sent", 40),
        ("Hold 5 conversations", "conversations", 5),
    ]


def test_hostile_text_is_stored_as_one_clean_line(desk: Desk) -> None:
    desk.goals.add("call\x1b[31m\nthem \u202eback")
    assert texts(desk) == ["call\ufffd[31m them \ufffdback"]


def test_a_goal_worded_anew_keeps_its_measure_while_its_number_stays(desk: Desk) -> None:
    desk.goals.add("Make five maping calls", "dials", 5)
    desk.goals.edit(1, "Make five mapping calls")
    assert desk.goals.for_day()[0].measure == "dials"
    desk.goals.edit(1, "send 20 emails")
    assert (desk.goals.for_day()[0].measure, desk.goals.for_day()[0].target) == ("emails_sent", 20)
    desk.goals.edit(1, "Plan December")
    assert desk.goals.for_day()[0].measure is None


def test_goals_move_and_go_and_come_back_by_undo(desk: Desk) -> None:
    for text in ("A", "B", "C"):
        desk.goals.add(text)
    desk.goals.move(3, 1)
    assert texts(desk) == ["C", "A", "B"]
    desk.goals.move(1, 99)
    assert texts(desk) == ["A", "B", "C"]
    desk.goals.remove(2)
    assert [(goal.n, goal.text) for goal in desk.goals.for_day()] == [(1, "A"), (2, "C")]
    desk.goals.add("D")
    assert texts(desk) == ["A", "C", "D"]
    for _ in range(2):
        desk.store.history.undo()
    assert texts(desk) == ["A", "B", "C"]
    with pytest.raises(DeskError, match="There is no goal 4: today has goals 1 to 3"):
        desk.goals.remove(4)


def test_a_plan_replaces_the_day_in_one_action_and_keeps_ticks(desk: Desk) -> None:
    for text in ("A", "B", "5 conversations"):
        desk.goals.add(text)
    desk.goals.tick(2)
    planned = desk.goals.plan(
        TODAY, [("B", None, None), ("40 emails", None, None), ("Talk", "conversations", 3)]
    )
    assert planned.title == "Plan 3 goals for today"
    assert [(goal.text, goal.measure, goal.target, goal.done) for goal in desk.goals.for_day()] == [
        ("B", None, None, True),
        ("40 emails", "emails_sent", 40, False),
        ("Talk", "conversations", 3, False),
    ]
    desk.store.history.undo()
    assert texts(desk) == ["A", "B", "5 conversations"]


def test_a_plan_with_a_mistake_changes_nothing(desk: Desk) -> None:
    desk.goals.add("A")
    with pytest.raises(DeskError, match="Say what the goal is"):
        desk.goals.plan(TODAY, [("B", None, None), ("", None, None)])
    with pytest.raises(DeskError, match="at most 5 goals; these are 6"):
        desk.goals.plan(TODAY, [(str(number), None, None) for number in range(6)])
    assert texts(desk) == ["A"]


# The day before, and midnight


def test_unfinished_goals_of_the_last_planned_day_are_offered_not_carried(desk: Desk) -> None:
    one = account(desk)
    thursday = date(2026, 11, 19)
    desk.goals.plan(thursday, [("Older", None, None)])
    desk.goals.plan(
        FRIDAY, [("Plan", None, None), ("5 conversations", None, None), ("Ticked", None, None)]
    )
    desk.goals.tick(3, FRIDAY)
    talk(desk, one, 4, on=FRIDAY)
    assert [(goal.text, goal.progress) for goal in desk.goals.unfinished()] == [
        ("Plan", 0),
        ("5 conversations", 4),
    ]
    assert desk.goals.for_day() == []
    desk.goals.add("plan")
    assert [goal.text for goal in desk.goals.unfinished()] == ["5 conversations"]


@pytest.mark.parametrize("zone", ["Etc/GMT+8", "Etc/GMT-13"])
def test_midnight_passes_with_the_desk_open(tmp_path: Path, zone: str) -> None:
    clock = FrozenClock(datetime(2026, 11, 30, 23, 59, tzinfo=ZoneInfo(zone)))
    desk = open_desk(tmp_path / "desk.db", clock)
    one = account(desk)
    desk.goals.add("1 conversation")
    talk(desk, one)
    assert [goal.done for goal in desk.goals.for_day()] == [True]
    clock.advance(minutes=2)
    assert desk.goals.for_day() == []
    desk.goals.add("1 conversation")
    assert [(goal.day, goal.done) for goal in desk.goals.for_day()] == [(date(2026, 12, 1), False)]
    talk(desk, one)
    assert desk.goals.streak() == 2
    month = desk.measures.by_month("conversations", date(2026, 11, 1), date(2026, 12, 31))
    assert list(month.values()) == [1, 1]
    desk.close()


# Streak and history


def reach(desk: Desk, *days: date) -> None:
    for day in days:
        desk.goals.plan(day, [("Task", None, None)])
        desk.goals.tick(1, day)


def test_a_streak_passes_weekends_days_off_and_holidays(desk: Desk) -> None:
    assert desk.goals.streak() == 0
    desk.settings.set("country", "US")
    # 11 November is Veterans Day, the 16th a day off.
    desk.days.take_off(date(2026, 11, 16))
    reach(desk, *(date(2026, 11, day) for day in (10, 12, 13, 17, 18, 19, 20)))
    assert desk.goals.streak() == 7
    desk.goals.add("Not yet")
    assert desk.goals.streak() == 7
    desk.goals.tick(1)
    assert desk.goals.streak() == 8


def test_a_missed_or_unplanned_working_day_ends_a_streak(desk: Desk) -> None:
    reach(desk, date(2026, 11, 17), date(2026, 11, 19), FRIDAY, TODAY)
    assert desk.goals.streak() == 3
    desk.goals.add("Missed", day=date(2026, 11, 19))
    assert desk.goals.streak() == 2


def test_a_long_streak_of_counted_goals_is_counted_whole(desk: Desk) -> None:
    one = account(desk)
    day = TODAY
    for _ in range(45):
        day = desk.days.working().add(day, -1)
        desk.goals.plan(day, [("1 conversation", None, None)])
        talk(desk, one, on=day)
    assert desk.goals.streak() == 45


def test_history_tells_planned_hit_and_note_latest_first(desk: Desk) -> None:
    one = account(desk)
    desk.goals.plan(FRIDAY, [("2 conversations", None, None), ("Task", None, None)])
    talk(desk, one, 2, on=FRIDAY)
    desk.goals.close(FRIDAY, "good talks\x07")
    reach(desk, TODAY)
    desk.goals.add("Later", day=TODAY + timedelta(days=1))
    assert [
        (result.day, result.planned, result.hit, result.note) for result in desk.goals.history()
    ] == [(TODAY, 1, 1, None), (FRIDAY, 2, 1, "good talks\ufffd")]
    assert len(desk.goals.history(limit=1)) == 1


# Suggestions


def test_suggestions_fill_the_gap_of_the_month_over_its_working_days(desk: Desk) -> None:
    one = account(desk)
    talk(desk, one, 40, on=date(2026, 11, 10))
    talk(desk, one, 1, on=date(2026, 10, 30))
    found = desk.goals.suggestions()
    by_measure = {each.measure: each for each in found if each.measure}
    # 21 working days, 15 gone, 6 left: 10 opportunities missing, no more than twice an even day.
    assert by_measure["discovery_calls"].target == 2
    assert by_measure["emails_sent"].text == "Send 39 emails"
    assert by_measure["emails_sent"].why == (
        "Emails sent: 0 of 400 this month, 286 behind an even month, 6 working days left."
    )
    assert len(found) == len({each.text for each in found}) <= 7


def test_a_desk_new_this_month_is_suggested_even_days(desk: Desk) -> None:
    talk(desk, account(desk), 2)
    first = desk.goals.suggestions()[0]
    assert (first.text, first.why) == (
        "Hold 5 conversations",
        "Conversations: an even day of the month's 100.",
    )


def test_the_weakest_step_of_the_reps_own_funnel_is_suggested(desk: Desk) -> None:
    desk.settings.set("level", "beginner")
    one = account(desk)
    talk(desk, one, 1, on=date(2026, 10, 5))
    talk(desk, one, 60, on=date(2026, 11, 10))
    for _ in range(15):
        log(desk, one, on=date(2026, 11, 11), outcome="discovery", counts_as="conversation")
    opportunity(desk, one, accepted_on=date(2026, 11, 12))
    gap, weak, *_ = desk.goals.suggestions()
    assert gap.measure == "emails_sent"
    assert (weak.text, weak.measure, weak.target) == (
        "Qualify one opportunity",
        "qualified_opportunities",
        1,
    )
    assert weak.why == (
        "Your weakest step: discovery calls to qualified opportunities, "
        "1 of 15 in 30 days (6.7 %; 50 % is the plan)."
    )


def test_a_beginner_is_suggested_what_fits_the_week_and_nothing_planned(desk: Desk) -> None:
    desk.settings.set("level", "beginner")
    desk.settings.set("started_on", "2026-11-16")
    first = desk.goals.suggestions()
    assert "qualified_opportunities" not in {each.measure for each in first}
    assert [each.why for each in first][1:] == ["For your first weeks."] * 6
    other = desk.goals.suggestions(TODAY + timedelta(days=1))
    assert [each.text for each in other] != [each.text for each in first]
    desk.goals.add(first[1].text, first[1].measure, first[1].target)
    assert first[1].text not in {each.text for each in desk.goals.suggestions()}
    assert desk.goals.suggestions() == desk.goals.suggestions()


# Close of day


def test_closing_a_day_shows_its_numbers_first_and_what_hangs_loose(desk: Desk) -> None:
    agreed = account(desk, "Agreed", bin="working")
    bought = account(desk, "Bought", bin="working")
    loose = account(desk, "Loose", bin="cold")
    safe = account(desk, "Safe", bin="working")
    later = account(desk, "Later", bin="nurture.quarterly")
    account(desk, "Untouched", bin="working")
    talk(desk, agreed)
    log(desk, agreed, "email")
    log(desk, bought, "email", buyer_action="sends the org chart")
    log(desk, loose, outcome="no_answer", counts_as="unanswered")
    log(desk, later, outcome="no_answer", counts_as="unanswered")
    talk(desk, safe)
    log(desk, account(desk, "Noted", bin="working"), "note")
    follow_up(desk, safe, TODAY)
    follow_up(desk, safe, TODAY + timedelta(days=1))
    follow_up(desk, safe, FRIDAY, state="done", closed_on=TODAY.isoformat())
    desk.goals.add("2 conversations")
    desk.goals.add("Plan December")
    numbers = desk.goals.close_numbers()
    assert (numbers.hit, len(numbers.goals)) == (1, 2)
    assert (numbers.dials, numbers.conversations, numbers.emails) == (4, 2, 2)
    assert (numbers.follow_ups_done, numbers.follow_ups_due) == (1, 2)
    assert [(each.account, each.what) for each in numbers.promises] == [
        ("Agreed", "Continue the conversation"),
        ("Bought", "sends the org chart"),
    ]
    assert [(each.account_id, each.account) for each in numbers.without_step] == [(loose, "Loose")]
    assert not numbers.closed
    follow_up(desk, agreed, TODAY + timedelta(days=3))
    assert [each.account for each in desk.goals.close_numbers().promises] == ["Bought"]


def test_a_day_closed_twice_keeps_the_second_closing(desk: Desk) -> None:
    desk.goals.add("Plan December")
    assert desk.goals.close(note="first").title == "Close Mon 23 Nov: 0 of 1 goal"
    desk.goals.tick(1)
    desk.goals.close(note="second")
    numbers = desk.goals.close_numbers()
    assert (numbers.closed, numbers.note) == (True, "second")
    rows = desk.store.rows("SELECT goals_planned, goals_hit, closed_at FROM day_closings")
    assert [tuple(row) for row in rows] == [(1, 1, "2026-11-23T15:12:00Z")]
    desk.store.history.undo()
    assert desk.goals.close_numbers().note == "first"


# Start-up


def test_reading_the_days_goals_loads_no_holiday_calendar(desk: Desk) -> None:
    desk.settings.set("country", "US")
    desk.goals.add("5 conversations")
    script = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from zoneinfo import ZoneInfo\n"
        "from workstation.desk.clock import FrozenClock; from workstation.desk.desk import Desk\n"
        "clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo('America/Chicago')))\n"
        f"desk = Desk.open(Path({str(desk.store.path)!r}), clock=clock, node=1)\n"
        "assert len(desk.goals.for_day()) == 1; desk.goals.tick\n"
        "desk.measures.value('dials', *[clock.now().date()] * 2)\n"
        "desk.goals.close_numbers(); desk.close()\n"
        "print('holidays' in sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "False"
