"""Search: results while typing, the newest question counts, Enter opens the page."""

import threading

import pytest

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, USUAL, press, settle, type_text
from tests.tui.reading import shown
from workstation.desk.desk import Desk
from workstation.desk.search import Search
from workstation.tui.aside import Latest
from workstation.tui.screens.account import AccountScreen


def some(desk: Desk) -> None:
    for name in ("Brightline Foods", "Corvid Labs", HOSTILE):
        world.account(
            desk, name, city="Chicago", bin="nurture.dead", street=f"{len(name)} Lark Street"
        )
    corvid = desk.accounts.resolve("Corvid")
    desk.accounts.add_contact(corvid, "Ada Marsh", title="Operations")
    desk.accounts.add_contact(corvid, "Brigit Vale", title="Finance")
    with desk.store.action("Alone") as act:
        act.insert("contacts", {"name": "Sam Alone", "created_on": "2026-11-23"})
    desk.responses.note(corvid, "the night desk loses tickets")


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_results_come_as_letters_are_typed(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=some) as pilot:
        await press(pilot, "/")
        assert "Type two letters" in shown(pilot.app)
        await type_text(pilot, "b")
        assert "Type two letters" in shown(pilot.app)
        await type_text(pilot, "ri")
        text = shown(pilot.app)
        assert "Brightline Foods" in text
        assert "Chicago · Dead opportunity" in text
        assert "Brigit Vale" in text
        await type_text(pilot, "zz")
        assert "Nothing is called or says “brizz”" in shown(pilot.app)
        await press(pilot, "enter", "escape")
        assert pilot.app.screen.place == "today"


async def test_arrows_choose_and_enter_opens_the_page_at_the_person(tmp_path):
    async with at_desk(tmp_path, prepare=some) as pilot:
        await press(pilot, "/")
        await type_text(pilot, "bri")
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        assert pilot.app.screen.view.person.name == "Brigit Vale"
        assert "Corvid Labs" in shown(pilot.app)


async def test_words_of_notes_are_found(tmp_path):
    async with at_desk(tmp_path, prepare=some) as pilot:
        await press(pilot, "/")
        await type_text(pilot, "tickets")
        assert "the night desk loses tickets" in shown(pilot.app)
        await press(pilot, "ctrl+u")
        await type_text(pilot, "11 lark")
        assert "11 Lark Street · Chicago" in shown(pilot.app)
        await press(pilot, "escape", "/")
        await type_text(pilot, "alone")
        await press(pilot, "enter")
        assert "Sam Alone, at no company yet" in shown(pilot.app)
        await press(pilot, "tab")
        await type_text(pilot, "Owner")
        await press(pilot, "ctrl+s")
        assert pilot.app.desk.store.value("SELECT title FROM contacts WHERE name LIKE 'Sam%'") == (
            "Owner"
        )


async def test_hostile_names_are_found_and_shown_as_text(tmp_path):
    async with at_desk(tmp_path, prepare=some) as pilot:
        await press(pilot, "/")
        await type_text(pilot, "evil")
        assert "[/red]" in shown(pilot.app)
        await pilot.press("ctrl+u", *"[/red]*'(")
        await settle(pilot)
        assert "\x1b" not in shown(pilot.app)


async def test_a_search_that_was_overtaken_shows_nothing(tmp_path, monkeypatch):
    slow = threading.Event()
    find = Search.find

    def held(self, words, limit=30):
        if words == "bri":
            assert slow.wait(10)
        return find(self, words, limit)

    monkeypatch.setattr(Search, "find", held)
    async with at_desk(tmp_path, prepare=some) as pilot:
        await press(pilot, "/")
        await pilot.press(*"bri")
        await pilot.pause()
        await pilot.press("ctrl+u", *"corv")
        await pilot.pause()
        slow.set()
        await settle(pilot)
        text = shown(pilot.app)
        assert "Corvid Labs" in text
        assert "Brightline" not in text


def test_a_newer_question_stops_the_query_of_the_one_before(desk: Desk):
    latest = Latest()
    number = latest.next()
    running = threading.Event()
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    answers = []

    def question(reader: Desk):
        running.set()
        return reader.store.value(endless)

    asking = threading.Thread(target=lambda: answers.append(latest.read(desk, number, question)))
    asking.start()
    assert running.wait(10)
    while asking.is_alive():
        latest.next()
        asking.join(0.01)
    assert answers == [None]


def test_the_answer_to_the_newest_question_is_given_and_its_mistakes_too(desk: Desk):
    latest = Latest()
    assert latest.read(desk, latest.next(), lambda reader: reader.bins.counts()["cold"]) == 0
    with pytest.raises(ZeroDivisionError):
        latest.read(desk, latest.next(), lambda _: 1 // 0)
    old = latest.next()
    latest.next()
    assert latest.read(desk, old, lambda _: 1) is None
