"""Call blocks: chosen, called one record after another, kept through a crash, summed up."""

from pathlib import Path

import pytest

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.blocks.blocks import Block
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError

ZONES = {
    "Chicago": "America/Chicago",
    "London": "Europe/London",
    "Los Angeles": "America/Los_Angeles",
}

THREE = (("a", 90), ("b", 80), ("c", 70))


def due(desk: Desk, name: str, fit: int | None = None, city: str = "Chicago") -> int:
    """Add an account with a step due today; the better the fit, the earlier it comes."""
    account = world.account(desk, name, bin="working", time_zone=ZONES[city], fit=fit)
    desk.follow_ups.plan(account, desk.days.read("today"), why="try again")
    return account


def dial(desk: Desk, account: int, outcome: str = "no_answer", **more: object) -> int:
    """Log a call."""
    entry = LogEntry(account, outcome, when=desk.days.read("tomorrow"), **more)
    return desk.calls.log(entry).activity


def present(desk: Desk) -> Block:
    assert desk.blocks.present is not None
    return desk.blocks.present


def again(desk: Desk, tmp_path: Path) -> Desk:
    """Open the file as the next start of the program does, after this one was killed."""
    block = present(desk)
    with desk.store.file.unrecorded():
        desk.store.file.connection.execute(
            "UPDATE block_drafts SET content = json_set(content, '$.holder', 'gone:999999:x') "
            "WHERE block_id = ?",
            (block.id,),
        )
    return open_desk(tmp_path / "desk.db", desk.clock, node=2)


def test_slices_count_what_can_be_called_and_leave_out_other_work(desk: Desk) -> None:
    due(desk, "Corvid Labs")
    due(desk, "Halden Paper", city="Los Angeles")  # 07:12 there
    mailed = world.account(desk, "Ostrom", bin="working", time_zone=ZONES["Chicago"])
    desk.follow_ups.plan(mailed, desk.days.read("today"), channel="email")
    client = world.account(desk, "Client", bin="avoid.client")
    desk.follow_ups.plan(client, desk.days.read("today"))
    world.account(desk, "Fresh")
    found = {each.key: (each.title, each.count) for each in desk.blocks.slices()}
    assert found == {
        "all": ("Everything", 3),
        "now": ("Callable now", 2),
        "hour": ("One hour", 2),
        "class:step_due": ("Step due", 2),
        "class:fresh_ground": ("Fresh ground", 1),
        "bin:working": ("Working", 2),
        "bin:cold": ("Cold", 1),
        "zone:America/Chicago": ("Chicago", 1),
        "zone:America/Los_Angeles": ("Los Angeles", 1),
    }


def test_the_records_come_one_after_another_and_what_waits_comes_when_it_can(
    desk: Desk, clock: FrozenClock
) -> None:
    early = due(desk, "Early", city="Los Angeles")
    desk.responses.hand_raiser(early, "call me")
    first, second, third = (due(desk, *each) for each in THREE)
    desk.blocks.start("bin:working")
    look = desk.blocks.look()
    assert present(desk).order == [early, first, second, third]
    assert (look.account_id, look.done, look.total, look.waiting) == (first, 0, 4, 1)
    assert "07:12 there" in look.waits
    assert desk.blocks.look().account_id == first
    dial(desk, first)
    desk.blocks.worked(first)
    assert desk.blocks.look(onward=True).account_id == second
    desk.blocks.leave_for_now(second)
    assert desk.blocks.look(onward=True).account_id == third
    dial(desk, third)
    clock.advance(minutes=48)
    look = desk.blocks.look(onward=True)
    assert (look.account_id, look.done, look.waiting) == (early, 2, 0)
    desk.bins.move([second], "avoid.bad_fit")
    desk.blocks.worked(early)
    look = desk.blocks.look(onward=True)
    assert (look.account_id, look.row, look.waiting) == (None, None, 0)


def test_a_record_no_longer_due_stays_in_front_until_the_rep_goes_on(desk: Desk) -> None:
    first, second = due(desk, "a", fit=90), due(desk, "b", fit=80)
    desk.blocks.start("all")
    assert desk.blocks.look().account_id == first
    desk.follow_ups.done(desk.accounts.open_follow_ups(first)[0].id)
    desk.bins.move([first], "avoid.client")
    look = desk.blocks.look()
    assert (look.account_id, look.row) == (first, None)
    assert desk.blocks.look(onward=True).account_id == second


def test_an_undone_record_comes_back_and_a_promise_outside_the_list_is_named(desk: Desk) -> None:
    first, second = due(desk, "a", fit=90), due(desk, "b", fit=80)
    promised = world.account(desk, "Ostrom", bin="working")
    desk.follow_ups.plan(promised, desk.days.read("today 9:15"), promised=True)
    desk.blocks.start("class:step_due")
    assert desk.blocks.look().promised == ("Ostrom",)
    dial(desk, first)
    desk.blocks.worked(first)
    assert desk.blocks.look(onward=True).account_id == second
    changed = desk.history.undo()
    assert changed.accounts == (first,)
    assert desk.blocks.bring_back(first)
    look = desk.blocks.look()
    assert (look.account_id, look.done) == (first, 0)
    assert not desk.blocks.bring_back(promised)


def test_a_block_is_summed_up_from_the_calls_logged_while_it_ran(
    desk: Desk, clock: FrozenClock
) -> None:
    accounts = [due(desk, name) for name in ("Corvid Labs", "Halden Paper", "Ostrom")]
    dial(desk, accounts[2])  # before the block
    desk.blocks.start("all", 45)
    clock.advance(minutes=10)
    began = desk.calls.now()
    clock.advance(seconds=6)
    dial(desk, accounts[0], began_logging_at=began)
    clock.advance(minutes=19, seconds=24)
    desk.blocks.tick()
    began = desk.calls.now()
    clock.advance(seconds=30)
    talk = desk.calls.log(
        LogEntry(
            accounts[1], "conversation", when=desk.days.read("tue 3pm"), channel="meeting",
            seconds=400, began_logging_at=began,
        )
    ).activity  # fmt: skip
    for by, why in (("me", "case study"), ("them", "numbers of last year")):
        world.follow_up(
            desk, accounts[1], desk.days.today(), made_by_id=talk, promised=1, promised_by=by,
            why=why, channel="email",
        )  # fmt: skip
    assert desk.blocks.interrupt() == 1
    assert desk.blocks.interrupt() == 2
    changed = desk.blocks.end()
    assert changed.title == "End call block: 2 dials, 1 conversation"
    summary = desk.blocks.summary(changed.made or 0)
    done = summary.figures
    assert (done.minutes, done.seconds, done.interruptions) == (45, 30 * 60, 2)
    assert (done.dials, done.answered, done.conversations, done.five_minute_calls) == (2, 1, 1, 1)
    assert (done.logging_median, done.logging_mean, done.conversations_per_hour) == (18, 18, 2)
    assert [(each.account, each.what) for each in summary.by_me] == [("Halden Paper", "case study")]
    assert [each.what for each in summary.by_them] == ["numbers of last year"]
    assert [f"{each.account} {each.due_on}" for each in summary.meetings] == [
        "Halden Paper 2026-11-24"
    ]
    assert desk.blocks.history() == [done]
    dial(desk, accounts[2])
    assert desk.blocks.history()[0].dials == 2


def test_interruptions_leave_no_actions_and_survive_a_crash_with_the_list_and_the_clock(
    desk: Desk, clock: FrozenClock, tmp_path: Path
) -> None:
    first, second, third = (due(desk, *each) for each in THREE)
    desk.blocks.start("all")
    actions = len(desk.history.recent())
    dial(desk, first)
    desk.blocks.worked(first)
    desk.blocks.look(onward=True)
    clock.advance(minutes=20)
    desk.blocks.interrupt()
    desk.blocks.interrupt()
    assert desk.blocks.save() == ""
    assert len(desk.history.recent()) == actions + 1
    other = again(desk, tmp_path)
    clock.advance(hours=2)
    left = other.blocks.running()
    assert left is not None
    other.blocks.take_up(left)
    clock.advance(minutes=5)
    other.blocks.tick()
    block = present(other)
    assert (block.order, block.current) == ([first, second, third], second)
    assert (block.seconds(), block.interruptions) == (25 * 60, 2)
    assert desk.blocks.save() == "The call block goes on in another program."
    assert desk.blocks.present is None
    changed = other.blocks.end()
    assert other.blocks.summary(changed.made or 0).figures.seconds == 25 * 60
    other.close()


def test_a_block_left_open_is_ended_at_its_last_sign_of_life_when_the_next_begins(
    desk: Desk, clock: FrozenClock, tmp_path: Path
) -> None:
    due(desk, "a")
    desk.blocks.start("all")
    clock.advance(minutes=20)
    desk.blocks.interrupt()
    desk.blocks.save()
    other = again(desk, tmp_path)
    clock.advance(hours=20)
    other.blocks.start("all")
    newer, older = other.blocks.history()
    assert (older.seconds, older.interruptions) == (20 * 60, 1)
    assert f"{older.ended_at:%H:%M}" == "15:32"
    assert newer.ended_at is None
    other.close()


def test_a_block_open_in_another_program_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    due(desk, "a")
    desk.blocks.start("all")
    other = open_desk(tmp_path / "desk.db", desk.clock, node=2)
    assert other.blocks.running() is None
    other.blocks.start("all")
    assert desk.blocks.save() == ""
    other.close()


def test_undoing_a_block_leaves_calls_possible_and_undoing_its_end_opens_it_again(
    desk: Desk,
) -> None:
    first, second = due(desk, "a"), due(desk, "b")
    desk.blocks.start("all")
    desk.history.undo()
    call = desk.calls.begin(first)
    assert call.block is None
    dial(desk, first, block=4711)
    assert desk.blocks.save() == "The call block was undone; the calls made in it are kept."
    with pytest.raises(DeskError, match="No call block is under way"):
        desk.blocks.look()
    desk.blocks.start("all")
    assert desk.calls.begin(second).block == present(desk).id
    dial(desk, second)
    started = next(each for each in desk.history.recent() if each.title.startswith("Start"))
    with pytest.raises(DeskError, match="cannot be undone: “Log call: b, no answer”"):
        desk.history.undo(started.action)
    desk.blocks.interrupt()
    desk.blocks.end()
    assert desk.blocks.running() is None
    desk.history.undo()
    block = desk.blocks.running()
    assert block is not None
    assert block.interruptions == 1
    assert desk.blocks.end(block).title == "End call block: 1 dial, 0 conversations"


def test_two_blocks_without_a_rest_add_up_to_a_break(desk: Desk, clock: FrozenClock) -> None:
    due(desk, "a")
    desk.blocks.start("all")
    clock.advance(minutes=25)
    desk.blocks.tick()
    desk.blocks.end()
    clock.advance(minutes=5)
    desk.blocks.start("all")
    assert present(desk).before == 25 * 60
    desk.blocks.end()
    clock.advance(minutes=10)
    desk.blocks.start("all")
    assert present(desk).before == 0


def test_the_clock_does_not_count_a_clock_set_back_or_a_sleeping_machine(
    desk: Desk, clock: FrozenClock
) -> None:
    due(desk, "a")
    desk.blocks.start("all")
    clock.advance(minutes=10)
    assert desk.blocks.tick() == ""
    clock.advance(hours=-1)
    assert "set back" in desk.blocks.tick()
    clock.advance(minutes=31)
    assert "stood still for 31 minutes" in desk.blocks.tick()
    clock.advance(minutes=5)
    desk.blocks.tick()
    assert present(desk).seconds() == 15 * 60


def test_what_cannot_be_a_block_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nothing to call in “Everything”"):
        desk.blocks.start("all")
    due(desk, "a")
    for key in ("class:nonsense", "zone:Moon/Base", "nonsense"):
        with pytest.raises(DeskError, match="no part of the queue"):
            desk.blocks.start(key)
    with pytest.raises(DeskError, match="10 to 180 minutes"):
        desk.blocks.start("all", 5)
    desk.blocks.start("all")
    with pytest.raises(DeskError, match="is under way"):
        desk.blocks.start("all")
    with pytest.raises(DeskError, match="not there any more"):
        desk.blocks.summary(4711)


@pytest.mark.parametrize("field", ["started_at", "seen_at"])
def test_a_block_damaged_on_disk_starts_from_its_row(
    desk: Desk, tmp_path: Path, field: str
) -> None:
    due(desk, "a")
    desk.blocks.start("all")
    desk.blocks.save()
    with desk.store.file.unrecorded():
        desk.store.file.connection.execute(
            "UPDATE block_drafts SET content = json_set(content, '$.' || ?, 'soon')", (field,)
        )
    later = again(desk, tmp_path)
    left = later.blocks.running()
    assert left is not None and left.seconds() == 0
    later.blocks.take_up(left)
    assert later.blocks.look().total == 1
    later.close()
