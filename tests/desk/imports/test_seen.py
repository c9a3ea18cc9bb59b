"""What a preview remembers of its file stands where a run would have written it."""

from contextlib import closing

from workstation.desk.desk import Desk
from workstation.desk.imports.near_names import NearNames
from workstation.desk.imports.seen import Seen


def test_records_of_a_name_are_met_in_the_order_a_run_makes_them() -> None:
    with closing(Seen()) as seen:
        seen.remember([], [("name", "steel", number) for number in (-2, 9, -1, 7)])
        assert seen.ids("name", ["steel"]) == [("steel", each) for each in (7, 9, -1, -2)]


def test_names_of_the_file_lie_among_those_known_and_push_the_farther_ones_away(
    desk: Desk,
) -> None:
    known = [f"brightline foods{letter}" for letter in "st"]
    for name in known:
        desk.accounts.add({"name": name})
    desk.imports._refresh()
    with closing(Seen()) as seen:
        near = NearNames(desk.store, seen)
        assert near.load(["brightline foods"]) >= {"brightline foodst"}
        closer = [f"brightline foods{letter}" for letter in "ab"]
        seen.remember([], [("name", name, -1) for name in closer])
        assert near.load(["brightline foods"]) == {"brightline foods", *closer}


def test_accounts_of_one_name_count_once_among_those_beside_it(desk: Desk) -> None:
    for name in ("Brightline Foodsa", "Brightline Foodsa Ltd", "Brightline Foodsb"):
        desk.accounts.add({"name": name})
    desk.imports._refresh()
    assert "brightline foodsb" in NearNames(desk.store, None).load(["brightline foods"])
