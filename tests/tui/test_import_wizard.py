"""Bringing a file in from the screen: which file, what its columns become, what would happen."""

import contextlib
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from textual import events

from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, USUAL, press, settle, until
from tests.tui.reading import shown
from workstation.desk.desk import Desk
from workstation.desk.imports.imports import Imports
from workstation.tui.dialogs import import_wish
from workstation.tui.dialogs.import_mapping import ImportMapping
from workstation.tui.dialogs.import_preview import ImportPreviewDialog
from workstation.tui.dialogs.import_wizard import ImportWizard
from workstation.tui.file_places import candidates, completed, dropped, remember, usual_folders
from workstation.tui.long_work import said_left

SP500 = Path(__file__).parents[3] / "shared/datasets/sp500/constituents.csv"
ROWS = "Company,Sector,Town,Headcount\nCorvid Labs,Software,Leeds,120\nHalden Paper,Paper,Oslo,80\n"
BOTH = pytest.mark.parametrize("size", [SMALL, USUAL])


@pytest.fixture(autouse=True)
def at_home(tmp_path, monkeypatch):
    """A home with one file in Downloads; nothing of the person who runs the tests is read."""
    downloads = tmp_path / "home" / "Downloads"
    downloads.mkdir(parents=True)
    (downloads / "companies.csv").write_text(ROWS)
    (downloads / "picture.png").write_bytes(b"no table")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return downloads


async def open_file(pilot, path: Path) -> None:
    """Open the wizard on a file and go to its mapping."""
    await pilot.app.push_screen(ImportWizard(path))
    await press(pilot)
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportMapping))


async def preview(pilot) -> None:
    await press(pilot, "p")
    await until(pilot, lambda: "Enter import" in shown(pilot.app))


async def done(pilot) -> None:
    await until(pilot, lambda: "Enter done" in shown(pilot.app))
    await press(pilot, "enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, ImportPreviewDialog))
    await settle(pilot)


@BOTH
async def test_a_file_is_brought_in_by_keyboard_and_undone(tmp_path, size):
    async with at_desk(tmp_path, size=size) as pilot:
        await press(pilot, "g", "a", "i")
        assert "companies.csv" in shown(pilot.app)
        assert "picture.png" not in shown(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportMapping))
        text = shown(pilot.app)
        assert "A list of accounts" in text
        assert "Corvid Labs · Halden Paper" in text
        await preview(pilot)
        text = shown(pilot.app)
        assert "2 rows of accounts" in text
        assert "2 new" in text
        assert re.search(r"2 +Corvid Labs +new", text)
        await press(pilot, "enter")
        await done(pilot)
        desk = pilot.app.desk
        assert desk.bins.counts()["cold"] == 2
        assert "Import companies.csv: 2 new" in pilot.app.said[-1]
        assert pilot.app.screen.place == "accounts"
        await settle(pilot)
        assert "Halden Paper" in shown(pilot.app)
        await press(pilot, "u")
        assert desk.bins.counts()["cold"] == 0
        assert "No accounts yet" in shown(pilot.app)


async def test_the_same_file_again_changes_nothing_and_says_so(tmp_path, at_home):
    async with at_desk(tmp_path) as pilot:
        for _ in range(2):
            await open_file(pilot, at_home / "companies.csv")
            await preview(pilot)
            await press(pilot, "enter")
            await done(pilot)
        assert pilot.app.said[-1] == "Nothing to import: all 2 rows are known."
        assert len(pilot.app.desk.history.recent()) == 1


async def test_a_columns_field_is_changed_and_survives_a_step_back(tmp_path, at_home):
    async with at_desk(tmp_path) as pilot:
        await open_file(pilot, at_home / "companies.csv")
        await press(pilot, "j", "j", "enter")
        assert "What is in “Town”?" in shown(pilot.app)
        await press(pilot, *"posta")
        assert "Postal code" in shown(pilot.app)
        assert "Industry" not in shown(pilot.app)
        await press(pilot, *["backspace"] * 5, *"industry", "enter")
        await until(pilot, lambda: "“Sector” is now kept as a fact." in shown(pilot.app))
        await press(pilot, "enter", *"a fact", "enter")
        await until(pilot, lambda: "“Sector” is now “Industry”." in shown(pilot.app))
        await preview(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportMapping))
        await press(pilot, "question_mark")
        assert "whose word counts in this column's field" in shown(pilot.app)
        await press(pilot, "escape", "j", "j", "j", "enter", *"a fact", "enter")
        await until(pilot, lambda: shown(pilot.app).count("kept as a fact") >= 2)
        await preview(pilot)
        await press(pilot, "enter")
        await done(pilot)
        desk = pilot.app.desk
        found = desk.accounts.page(desk.accounts.resolve("Corvid"))
        assert (found.account.city, found.account.employees) == (None, None)
        assert {fact.key: fact.value for fact in found.facts} == {
            "Town": "Leeds",
            "Headcount": "120",
        }


async def test_every_choice_of_one_screen_counts_and_is_offered_again_when_left(tmp_path, at_home):
    (at_home / "companies.csv").write_text(
        "Company,Town,Founded\nCorvid Labs,Leeds,1990\nNorth & Sons,Oslo,1991\n,Rome,\n"
    )

    def known(desk):
        desk.accounts.add({"name": "Corvid Labs", "city": "Paris"})

    async with at_desk(tmp_path, prepare=known) as pilot:
        await open_file(pilot, at_home / "companies.csv")
        await press(pilot, "w", "3")
        await until(pilot, lambda: "the file counts" in shown(pilot.app))
        await press(pilot, "m")
        await press(pilot, *["backspace"] * 20, *"Fair", "enter")
        await until(pilot, lambda: "for the next file as Fair" in shown(pilot.app))
        await preview(pilot)
        assert "1 new" in shown(pilot.app)
        await press(pilot, "right", "right")
        text = shown(pilot.app)
        assert "Corvid Labs" in text
        assert "North & Sons" not in text
        assert "city" in text
        await press(pilot, "right")
        assert "no name" in shown(pilot.app)
        await press(pilot, "escape", "escape", "escape")
        desk = pilot.app.desk
        assert desk.history.recent()[0].title.startswith("Add")
        await press(pilot, "g", "a", "i")
        assert "An import was left half-way" in shown(pilot.app)
        assert "another policy" in shown(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportMapping))
        assert "the file counts" in shown(pilot.app)
        await preview(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "Enter done" in shown(pilot.app))
        assert "1 unusable row: to be mended in" in shown(pilot.app)
        assert ",Rome,,no name" in (tmp_path / "exports/companies-unusable.csv").read_text()
        await press(pilot, "u")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ImportPreviewDialog))
        assert "Undone" in pilot.app.said[-1]
        assert desk.accounts.get(desk.accounts.resolve("Corvid")).city == "Paris"
        await press(pilot, "g", "a", "i")
        assert "left half-way" not in shown(pilot.app)


async def test_another_kind_a_question_and_a_list_of_whom_not_to_contact(tmp_path, at_home):
    (at_home / "deals.csv").write_text(
        "Name,Company,Close Date,Phone\nDesk,Corvid Labs,03/04/2026,020 7946 0018\n"
    )
    async with at_desk(tmp_path, size=SMALL) as pilot:
        await open_file(pilot, at_home / "deals.csv")
        await press(pilot, "s", "o")
        await until(pilot, lambda: "A list of opportunities" in shown(pilot.app))
        assert "? Column “Close Date”" in shown(pilot.app)
        await press(pilot, "x")
        assert "Only companies and people" in pilot.app.said[-1]
        await press(pilot, "p")
        assert "which stands first" in shown(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ImportMapping)
        await press(pilot, "p", "2")
        await until(pilot, lambda: "Enter import" in shown(pilot.app))
        await press(pilot, "escape")
        await until(pilot, lambda: "✓ Close Date: month first" in shown(pilot.app))
        await press(pilot, "s", "p")
        await until(pilot, lambda: "A list of people" in shown(pilot.app))
        assert "✓ phone numbers: left as they are written" in shown(pilot.app)
        await press(pilot, "a")
        assert "name no country" in shown(pilot.app)
        await press(pilot, *"kingdom", "enter")
        await until(pilot, lambda: "✓ phone numbers: as in United Kingdom" in shown(pilot.app))
        await press(pilot, "x")
        await until(pilot, lambda: "Not to be contacted" in shown(pilot.app))


@pytest.mark.parametrize("written", ["'{}'", "{}", "{escaped}", "file://{quoted}"])
async def test_a_file_dropped_on_a_place_or_in_the_picker_is_taken(tmp_path, at_home, written):
    path = at_home / "my companies.csv"
    path.write_text(ROWS)
    text = written.format(
        path, escaped=str(path).replace(" ", "\\ "), quoted=str(path).replace(" ", "%20")
    )
    assert dropped(text) == path
    assert dropped(f"{text} {text}") is None
    if written != "'{}'":
        return
    async with at_desk(tmp_path) as pilot:
        pilot.app.post_message(events.Paste(f"{text}\n"))
        await until(pilot, lambda: "my companies.csv" in shown(pilot.app))
        await until(pilot, lambda: "A list of accounts" in shown(pilot.app))
        await press(pilot, "escape", "escape")
        await press(pilot, "g", "a", "i")
        pilot.app.post_message(events.Paste(text))
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportMapping))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"\x00\x01\x02" * 99, "bad.csv"), (b"Name\n", "no rows")],
    ids=["empty", "binary", "header only"],
)
async def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path, at_home, content, said):
    (at_home / "bad.csv").write_bytes(content)
    async with at_desk(tmp_path) as pilot:
        await pilot.app.push_screen(ImportWizard(at_home / "bad.csv"))
        trouble = pilot.app.screen.query_one("#trouble")
        await until(pilot, lambda: said in str(trouble.render()))
        assert isinstance(pilot.app.screen, ImportWizard)


def test_what_was_chosen_is_offered_again_after_the_program_was_killed(tmp_path, at_home):
    """Sheet, corrections, answers and suppression survive; so does a whole export half taken in."""
    path = at_home / "companies.csv"
    whole = tmp_path / "whole"
    whole.mkdir()
    program = f"""
import os, signal
from pathlib import Path
from workstation.desk.desk import Desk
from workstation.tui.dialogs import import_wish
from workstation.tui.dialogs.import_wish import Wish
desk = Desk.open(Path({str(tmp_path / "killed.db")!r}))
wish = Wish(Path({str(path)!r}), "accounts", "Leads", {{"Town": None}}, {{"currency x": "EUR"}},
            suppress=True)
def stop(done, total):
    os.kill(os.getpid(), signal.SIGKILL)
import_wish.keep(desk, wish, running=True)
desk.imports.run(Wish(wish.path, overrides=wish.overrides).plan(desk), stop, suppress=True)
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with contextlib.closing(Desk.open(tmp_path / "killed.db")) as desk:
        left = import_wish.left_half_way(desk)
        assert left is not None
        assert left.running
        assert left.wish.sheet == "Leads"
        assert left.wish.overrides == {"Town": None}
        assert left.wish.answers == {"currency x": "EUR"}
        assert left.wish.suppress
        assert desk.store.value("SELECT count(*) FROM imports") == 0
        import_wish.keep(desk, import_wish.Wish(whole), running=True)
        kept = import_wish.left_half_way(desk)
        assert kept is not None
        assert kept.wish.path == whole
        import_wish.forget(desk)
        assert import_wish.left_half_way(desk) is None


async def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    async with at_desk(tmp_path) as pilot:
        await pilot.app.push_screen(ImportWizard(Path("/nowhere/at all.csv")))
        await until(
            pilot, lambda: "at all.csv" in str(pilot.app.screen.query_one("#trouble").render())
        )


@BOTH
async def test_hostile_cells_are_text(tmp_path, at_home, size):
    (at_home / "companies.csv").write_text(f"Name,{HOSTILE}\n{HOSTILE},{HOSTILE}\n", newline="")
    async with at_desk(tmp_path, size=size) as pilot:
        await open_file(pilot, at_home / "companies.csv")
        text = shown(pilot.app)
        await press(pilot, "j", "enter")
        text += shown(pilot.app)
        await press(pilot, "escape")
        await preview(pilot)
        text += shown(pilot.app)
        await press(pilot, "enter")
        await done(pilot)
        assert text.count("[/red]") >= 2
        assert not any(sign in text for sign in "\x1b\x07\u202e")


async def test_an_import_that_is_stopped_leaves_nothing(tmp_path, at_home, monkeypatch):
    rows = "".join(f"Company {n}\n" for n in range(3000))
    (at_home / "companies.csv").write_text("Name\n" + rows)
    run = Imports.run
    stop = []

    def stopped_half_way(self, plan, progress=None, **more):
        def told(done, total):
            stop[0].action_back()
            progress(done, total)

        return run(self, plan, told, **more)

    monkeypatch.setattr(Imports, "run", stopped_half_way)
    async with at_desk(tmp_path) as pilot:
        await open_file(pilot, at_home / "companies.csv")
        await preview(pilot)
        stop.append(Stopper(pilot.app.screen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportMapping))
        assert pilot.app.said[-1] == "Stopped: nothing was imported."
        assert isinstance(pilot.app.screen, ImportMapping)
        desk = pilot.app.desk
        assert sum(desk.bins.counts().values()) == 0
        assert desk.history.recent() == []


class Stopper:
    """Presses Escape from the thread of the import, at its first report."""

    def __init__(self, screen: ImportPreviewDialog) -> None:
        self._screen = screen

    def action_back(self) -> None:
        self._screen.app.call_from_thread(self._screen.action_back)


@pytest.mark.skipif(not SP500.exists(), reason="the data sets are not here")
async def test_the_list_of_the_sp_500_comes_in_as_it_is(tmp_path):
    async with at_desk(tmp_path) as pilot:
        await press(pilot, "g", "a")
        await open_file(pilot, SP500)
        await preview(pilot)
        await press(pilot, "enter")
        await done(pilot)
        desk = pilot.app.desk
        count = desk.bins.counts()["cold"]
        assert count >= 500
        await until(pilot, lambda: f"all bins · {count}" in shown(pilot.app))
        assert desk.accounts.get(desk.accounts.resolve("3M")).city == "Saint Paul"


def test_tab_completes_what_is_certain(tmp_path):
    for name in ("accounts.csv", "accounts-old.csv", "Other.CSV", "photo.jpg"):
        (tmp_path / name).write_text("Name\nA\n")
    (tmp_path / "archive").mkdir()
    typed = f"{tmp_path}/acc"
    found = candidates(typed, [])
    assert [each.name for each in found] == ["accounts-old.csv", "accounts.csv"]
    assert completed(typed, found) == f"{tmp_path}/accounts"
    found = candidates(f"{tmp_path}/ot", [])
    assert completed(f"{tmp_path}/ot", found) == f"{tmp_path}/Other.CSV"
    assert [each.name for each in candidates(f"{tmp_path}/", [])][-2:] == ["archive/", "home/"]
    assert candidates(f"{tmp_path}/none/here", []) == []
    assert completed("none", []) == "none"


def test_the_place_a_file_came_from_is_offered_first_the_next_time(tmp_path):
    config, place = tmp_path / "config", tmp_path / "lists"
    place.mkdir()
    assert place not in usual_folders(config)
    remember(place, config)
    remember(tmp_path / "gone", config)
    assert usual_folders(config)[0] == place
    remember(place, None)


def test_remaining_time_is_said_as_people_say_it():
    assert [said_left(each) for each in (None, 0.2, 4.4, 150)] == [
        "",
        "nearly done",
        "4 s left",
        "2 min left",
    ]
