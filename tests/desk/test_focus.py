"""Focus lists at the desk: kept, counted, found, used for blocks; each change can be undone."""

from datetime import date

import pytest

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError


def names(desk: Desk) -> list[str]:
    return [each.name for each in desk.focus.names()]


def three(desk: Desk) -> list[int]:
    return [
        world.account(desk, name, country=country, tier=tier, bin="working", industry="Health")
        for name, country, tier in (("Corvid", "SE", 1), ("Halden", "NO", 2), ("Tallow", "US", 1))
    ]


def test_a_list_is_kept_with_what_it_means_and_its_live_count(desk: Desk) -> None:
    three(desk)
    changed = desk.focus.keep(" Nordics  first ", "tier 1, nordics")
    assert changed.title == "Keep focus list “Nordics first”: tier 1, in the Nordics"
    (kept,) = desk.focus.all()
    assert (kept.name, kept.filter, kept.count) == ("Nordics first", "tier 1, nordics", 1)
    assert kept.meaning == "tier 1, in the Nordics"
    world.account(desk, "Ostrom", country="Denmark", tier=1)
    assert desk.focus.all()[0].count == 2
    desk.history.undo()
    assert desk.focus.all()[0].count == 1


def test_counts_are_kept_until_something_changes(desk: Desk, monkeypatch) -> None:
    from workstation.desk import focus

    three(desk)
    desk.focus.keep("First", "tier 1")
    counted = []
    real = focus.count_of
    monkeypatch.setattr(focus, "count_of", lambda *a: counted.append(1) or real(*a))
    reader = desk.reader()
    try:
        assert [each.count for each in desk.focus.all(reader)] == [2]
        assert [each.count for each in desk.focus.all()] == [2]
        assert len(counted) == 1
    finally:
        reader.close()
    world.account(desk, "Ostrom", tier=1)
    assert [each.count for each in desk.focus.all()] == [3]


def test_keeping_a_name_again_changes_its_filter_whatever_its_capitals(desk: Desk) -> None:
    desk.focus.keep("Nordics", "nordics")
    changed = desk.focus.keep("nordics", "nordics tier 1")
    assert changed.title.startswith("Change focus list")
    assert [(each.name, each.filter) for each in desk.focus.names()] == [
        ("nordics", "nordics tier 1")
    ]
    desk.history.undo()
    assert desk.focus.names()[0].filter == "nordics"


def test_lists_are_renamed_reordered_and_dropped_undoably(desk: Desk) -> None:
    for name in ("One", "Two", "Three"):
        desk.focus.keep(name, f"corvid {name}")
    three_id = desk.focus.resolve("thr").id
    desk.focus.reorder(three_id, 0)
    assert names(desk) == ["Three", "One", "Two"]
    desk.focus.rename(three_id, "Drei")
    desk.focus.drop(three_id)
    assert names(desk) == ["One", "Two"]
    for _ in range(3):
        desk.history.undo()
    assert names(desk) == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("", "tier 1", "needs a name"),
        ("x" * 61, "tier 1", "at most 60 letters"),
        ("All", "  ", "Type a filter first"),
        ("Slip", "bin wokring", "perhaps “working” is meant"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(desk: Desk, name: str, text: str, why: str) -> None:
    with pytest.raises(DeskError, match=why):
        desk.focus.keep(name, text)
    assert names(desk) == []


def test_a_name_in_part_must_mean_one_list(desk: Desk) -> None:
    desk.focus.keep("Nordics first", "nordics tier 1")
    desk.focus.keep("Nordics second", "nordics tier 2")
    assert desk.focus.resolve("NORDICS SECOND").filter == "nordics tier 2"
    with pytest.raises(DeskError, match="could be several focus lists"):
        desk.focus.resolve("nordics")
    with pytest.raises(DeskError, match="there are Nordics first, Nordics second"):
        desk.focus.resolve("zz")
    with pytest.raises(DeskError, match="Another focus list is called"):
        desk.focus.rename(desk.focus.resolve("first").id, "nordics second")


def test_a_list_whose_filter_cannot_be_read_any_more_says_so_and_does_no_harm(desk: Desk) -> None:
    """A question or a cadence may have left the playbook meanwhile."""
    three(desk)
    with desk.store.action("Prepare") as act:
        act.insert("focus_lists", {"name": "Old", "filter": "answered gone_question"})
    (old,) = desk.focus.all()
    assert old.count is None
    assert "There is no question “gone_question”" in old.trouble
    assert "Old" not in [each.title for each in desk.blocks.slices()]
    desk.focus.drop(old.id)


def test_a_block_is_made_of_the_queues_records_in_a_focus_list(desk: Desk) -> None:
    for number in three(desk):
        world.follow_up(desk, number, date(2026, 11, 23))
    desk.focus.keep("First", "tier 1")
    (slice_,) = [each for each in desk.blocks.slices() if each.key.startswith("focus:")]
    assert (slice_.title, slice_.count, slice_.meaning) == ("First", 2, "tier 1")
    desk.blocks.start(slice_.key, 30)
    assert desk.blocks.present is not None
    assert desk.blocks.present.title == "First"
    assert len(desk.blocks.present.order) == 2


def test_completion_knows_the_names_in_the_data(desk: Desk) -> None:
    three(desk)
    known = desk.focus.values()
    assert known.industries == ("Health",)
    assert set(known.countries) == {"SE", "NO", "US"}
    assert known.bins[0].key == "cold"
    assert known.questions
    assert known.cadences


def test_completion_finds_names_of_records_entered_long_ago(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = world.account(desk, "Old", industry="Health care", city="Sankt Gallen")
    desk.accounts.add_contact(old, "Ann Example", title="Head of Health")
    for number in range(3):
        world.account(desk, f"New {number}", industry="Steel", city="Berlin")
    monkeypatch.setattr("workstation.desk.filter_names.LATEST", 3)
    assert desk.focus.values().cities == ("Berlin",)
    assert desk.focus.begun("cities", "gal") == ("Sankt Gallen",)
    assert desk.focus.begun("industries", "he") == ("Health care",)
    assert desk.focus.begun("titles", "health") == ("Head of Health",)
    assert desk.focus.begun("cities", '"') == ()


def test_a_taken_name_is_refused_before_anything_is_changed(desk: Desk) -> None:
    desk.focus.keep("One", "tier 1")
    second = desk.focus.keep("Two", "tier 2").made
    assert second is not None
    assert desk.focus.free_name(" two ", second) == "two"
    with pytest.raises(DeskError, match="Another focus list is called “one”"):
        desk.focus.free_name("one", second)


def test_among_says_which_records_of_many_fit(desk: Desk) -> None:
    ids = three(desk)
    assert desk.focus.among(ids, "tier 1") == {ids[0], ids[2]}
    assert desk.focus.among(ids[:2], "tier 1 or corvid") == {ids[0]}
    assert desk.focus.among([], "tier 1") == set()
    assert desk.focus.find("in us or norway", order="fit").count() == 2
