"""The sum of an account's fit, and the profiles changed with what would move in view."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SIZES, press, settle, type_text
from tests.tui.reading import lines, shown
from workstation.desk.desk import Desk
from workstation.tui.dialogs.fit_sum import ScoreSum
from workstation.tui.dialogs.profiles import ProfilesDialog, edit_profiles
from workstation.tui.dialogs.profiles_lines import places_of
from workstation.tui.screens.account import AccountScreen


def fill(desk: Desk) -> None:
    """Thirty makers of food of 0 to 580 people, and one nobody can trust."""
    for n in range(30):
        desk.accounts.add(
            {"name": f"Corvid {n}", "country": "US", "industry": "Food", "employees": n * 20}
        )
    odd = desk.accounts.add({"name": HOSTILE, "industry": HOSTILE}).made
    assert odd is not None
    desk.fit.learn(odd, "mood", HOSTILE)
    with desk.store.action("From a file") as act:
        act.insert("facts", {"account_id": odd, "key": "budget", "value": HOSTILE})


async def open_account(pilot: Pilot[Any], name: str) -> Desk:
    desk: Desk = pilot.app.desk  # type: ignore[attr-defined]
    pilot.app.push_screen(AccountScreen(desk.accounts.resolve(name)))
    await settle(pilot)
    return desk


async def test_the_sum_shows_every_line_and_what_is_noted_there_counts(tmp_path: Path) -> None:
    async with at_desk(tmp_path, prepare=fill) as pilot:
        desk = await open_account(pilot, "Corvid 5")
        assert "Corvid 5  ★★★★★  T2" in shown(pilot.app)
        await press(pilot, "F")
        text = shown(pilot.app)
        assert "8 of the 8 points known are met: 100 of 100" in text
        assert "67 % of the weight known" in text
        assert "Tier 2: at least half of the criteria met" in text
        assert "R score all anew" in text
        (size,) = [line for line in lines(pilot.app) if "50 to 5000 people" in line]
        assert "✓   3" in size
        assert "100" in size
        assert "?   2  A turnover of 5 million or more               not known" in text
        await press(pilot, "i")
        assert "Anything else" in shown(pilot.app)
        (frozen,) = [line for line in lines(pilot.app) if "Hiring is frozen" in line]
        assert "not known" in frozen
        await press(pilot, frozen.split("Hiring")[0].split()[-1])
        await type_text(pilot, "maybe")
        assert "“maybe” does not answer “Hiring is frozen”" in shown(pilot.app)
        await press(pilot, "escape", "i", "0")
        await type_text(pilot, "hiring_freeze = yes")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ScoreSum)
        assert "! -15  Hiring is frozen" in shown(pilot.app)
        assert "less 15 for red flags: 85 of 100" in shown(pilot.app)
        await press(pilot, "escape", "u")
        assert desk.accounts.get(desk.accounts.resolve("Corvid 5")).fit == 100


async def test_a_change_shows_what_would_move_before_it_is_saved(tmp_path: Path) -> None:
    async with at_desk(tmp_path, prepare=fill) as pilot:
        desk = await open_account(pilot, "Corvid 5")
        desk.own_playbook = own = tmp_path / "own"
        before = desk.fit.tiers()
        await press(pilot, "F", "p")
        assert "Nothing would move: 31 accounts" in shown(pilot.app)
        await press(pilot, "down", "enter", "enter", "up")
        assert pilot.app.screen._profiles == desk.fit.profiles, "Enter alone changes nothing"  # type: ignore[attr-defined]
        await press(pilot, "down", "down", "enter")
        await press(pilot, "backspace")
        assert "50 to 5000 people: employees 50..500 (3)" in shown(pilot.app), "typed where it ends"
        assert "(3) · title unchanged" in shown(pilot.app)
        await press(pilot, "end", "ctrl+u")
        await type_text(pilot, "4 employees 400..500 # A narrow range")
        assert "A narrow range: employees 400..500 (4)" in shown(pilot.app)
        await press(pilot, "enter")
        text = shown(pilot.app)
        assert "would change tier" in text
        assert "gain stars, " in text
        assert "T2 → T3 " in text
        assert "Corvid 3  T2 100 → T3 " in text
        assert desk.fit.tiers() == before, "nothing was written"
        expected = desk.fit.preview(pilot.app.screen._profiles).tiers  # type: ignore[attr-defined]
        await press(pilot, "s")
        assert desk.fit.tiers() == expected != before
        assert "A narrow range" in (own / "profiles.yaml").read_text(encoding="utf-8")
        assert not isinstance(pilot.app.screen, ProfilesDialog)
        assert desk.fit.stale() == ""
        await press(pilot, "u")
        assert desk.fit.tiers() == before
        assert not (own / "profiles.yaml").exists()
        assert any("profiles.yaml is as it was again." in said for said in pilot.app.said)  # type: ignore[attr-defined]
        assert desk.fit.stale() == ""
        await press(pilot, "U")
        assert desk.fit.tiers() == expected
        assert desk.fit.profiles[0].criteria[1].title == "A narrow range"
        await press(pilot, "F", "R")
        assert any("up to date: 31 accounts" in said for said in pilot.app.said)  # type: ignore[attr-defined]


async def test_what_contradicts_itself_is_said_and_cannot_be_saved(tmp_path: Path) -> None:
    async with at_desk(tmp_path, prepare=fill) as pilot:
        desk = await open_account(pilot, "Corvid 5")
        desk.own_playbook = own = tmp_path / "own"
        await press(pilot, "F", "p", "down", "x", "x", "x")
        assert "A company we can help: 2 criteria; expected 3 to 5 criteria" in shown(pilot.app)
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, ProfilesDialog)
        assert not own.exists()
        await press(pilot, "a", "c")
        await type_text(pilot, "employes >= 5")
        await press(pilot, "enter")
        assert "Did you mean employees?" in shown(pilot.app)
        await press(pilot, "ctrl+u")
        await type_text(pilot, "employees >= 5")
        await press(pilot, "enter", "plus")
        assert "2  employees >= 5" in shown(pilot.app)
        assert "expected" not in shown(pilot.app)
        await press(pilot, "escape", "n")
        assert isinstance(pilot.app.screen, ProfilesDialog)
        await press(pilot, "escape", "y")
        assert "Esc leave" not in shown(pilot.app)
        assert len(desk.fit.profiles[0].criteria) == 5


async def test_profiles_are_added_named_and_removed(tmp_path: Path) -> None:
    async with at_desk(tmp_path, prepare=fill) as pilot:
        await open_account(pilot, "Corvid 5")
        edit_profiles(pilot.app.place)  # type: ignore[attr-defined]
        await settle(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, ProfilesDialog)
        await press(pilot, "x", "a", "p", "enter")
        await press(pilot, "end", "ctrl+u")
        await type_text(pilot, "Hospitals # where nights are long")
        await press(pilot, "enter")
        assert "▸ Hospitals  where nights are long" in shown(pilot.app)
        assert [each.key for each in dialog._profiles] == ["core", "core_2"]
        await press(pilot, "a", "d")
        await type_text(pilot, "fact rival_bought_on within 9 days")
        await press(pilot, "enter")
        keys = [each.key for each in dialog._profiles[1].deal_breakers]
        assert keys == ["rival_bought", "budget", "rival_bought_on"]
        before = len(places_of(dialog._profiles))
        while "▸ Hospitals" not in shown(pilot.app):
            await press(pilot, "up")
        await press(pilot, "x")
        assert [each.title for each in dialog._profiles] == ["A company we can help"]
        assert len(places_of(dialog._profiles)) == before - 11


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_text_and_everything_fits(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path, size=size, prepare=fill) as pilot:
        await open_account(pilot, "evil")
        await press(pilot, "F")
        assert "[@click=app.bell]" in shown(pilot.app)
        assert "Esc back" in shown(pilot.app)
        await press(pilot, "p", "minus", "end", "up")
        assert "Esc leave" in " ".join(shown(pilot.app).replace("│", " ").split())
        assert all(len(line) <= size[0] for line in lines(pilot.app))
