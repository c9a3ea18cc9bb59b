"""The page of one account: everything on it, and what can be done from it."""

from datetime import date

import pytest

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, USUAL, press, type_text, until
from tests.tui.reading import shown
from workstation.desk.desk import Desk
from workstation.tui.screens.account import AccountScreen
from workstation.tui.widgets.account_view import AccountView

BOTH = pytest.mark.parametrize("size", [SMALL, USUAL])


def full(desk: Desk) -> None:
    """An account with something of everything."""
    account = world.account(
        desk, "Corvid Labs", industry="Software", employees=1200, city="Chicago", country="US",
        fit=80, fit_confidence=60, urgency=58, time_zone="America/Chicago",
        phone="+13125550133", street="12 Lark Street", postal_code="60601",
    )  # fmt: skip
    for name, role, number in (("Ines Vale", "decision_maker", 2), ("Sam Reed", "user", 3)):
        desk.accounts.add_contact(
            account, name, title="Operations", role=role, phone=f"+1 312 555 014{number}"
        )
    world.log(desk, account, outcome="conversation", counts_as="conversation", seconds=371,
              note="asked about the night desk")  # fmt: skip
    world.follow_up(desk, account, date(2026, 11, 19), promised=1)
    world.opportunity(desk, account, "new", amount_minor=4_200_000, currency="USD")
    with desk.store.action("Prepare") as act:
        act.insert("emails", {"account_id": account, "address": "info@corvid.example.com"})
        act.insert("phones", {"account_id": account, "number": "+13125550150",
                              "display": "+1 312 555 0150", "state": "wrong"})  # fmt: skip
        act.insert("facts", {"account_id": account, "key": "Ticker", "value": "CRVD"})
        ines = desk.accounts.contacts(account)[0].id
        act.insert("facts", {"contact_id": ines, "key": "Tea", "value": "Earl Grey " * 20})
        act.insert("answers", {"account_id": account, "question": "systems",
                               "answer": "ticket tool", "answered_on": "2026-11-12"})  # fmt: skip


async def at_page(pilot, name: str = "Corvid") -> AccountScreen:
    screen = AccountScreen(pilot.app.desk.accounts.resolve(name))
    await pilot.app.push_screen(screen)
    await press(pilot)
    await pilot.pause()
    return screen


def page(pilot):
    desk = pilot.app.desk
    return desk.accounts.page(desk.accounts.resolve("Corvid"))


@BOTH
async def test_the_page_shows_all_that_is_known(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=full) as pilot:
        await at_page(pilot)
        text = shown(pilot.app)
        await press(pilot, "end")
        text += shown(pilot.app)
        for expected in (
            "Corvid Labs  ★★★★☆  ▲▲▲ 58", "Cold since today", "1 200 people",
            "60 % of the criteria known", "09:12 there", "12 Lark Street · 60601 Chicago, US",
            "+1 312 555 0133", "+1 312 555 0150 (wrong)", "info@corvid.example.com",
            "▸ Ines Vale", "decision maker",
            "+1 312 555 0142", "Thu 19 Nov 4 d late  call promised", "Night desk  42 000 USD",
            "passed on, not accepted yet", "Ticker  CRVD", "    Tea: Earl Grey Earl",
            "Facts of Ines Vale", "Which systems do they use?",
            "ticket tool", "conversation 6:11", "asked about the night desk",
        ):  # fmt: skip
            assert expected in text, f"{expected!r} is not on the page:\n{text}"


async def test_what_is_not_known_is_not_made_up(tmp_path):
    async with at_desk(tmp_path, prepare=lambda desk: world.account(desk)) as pilot:
        await at_page(pilot)
        text = shown(pilot.app)
        assert "Fit is not known yet · no urgency" in text
        assert "p adds one" in text
        assert "nothing planned: f plans" in text
        assert "Not in today's queue" not in text
        desk = pilot.app.desk
        with desk.store.action("Rate") as act:
            low = {"tier": 3, "fit": 40, "fit_confidence": 80}
            act.update("accounts", desk.accounts.resolve("Corvid"), low)
        pilot.app.follow()
        await until(pilot, lambda: "Not in today's queue" in shown(pilot.app))
        assert "its fit is 2 stars" in shown(pilot.app)
        assert "none: o passes one on" in text


async def test_actions_go_to_the_person_under_the_cursor(tmp_path):
    async with at_desk(tmp_path, prepare=full) as pilot:
        screen = await at_page(pilot)
        await press(pilot, "j")
        subject = screen.subject()
        assert subject is not None
        assert subject.contact_id == page(pilot).contacts[1].id
        await press(pilot, "y")
        assert pilot.app.clipboard.endswith("0143")
        await press(pilot, "n")
        await type_text(pilot, "likes tea")
        await press(pilot, "enter")
        assert page(pilot).timeline[0].contact == "Sam Reed"
        assert "likes tea" in shown(pilot.app)
        await press(pilot, "k", "k")
        assert screen.view.person.name == "Ines Vale"


async def test_a_page_longer_than_the_screen_scrolls_and_comes_back_to_the_people(tmp_path):
    async with at_desk(tmp_path, size=SMALL, prepare=full) as pilot:
        screen = await at_page(pilot)
        await press(pilot, "j", "j", "j", "pagedown")
        assert screen.query_one(AccountView).scroll_offset.y > 0
        for _ in range(40):
            await pilot.press("k")
        assert screen.query_one(AccountView).scroll_offset.y == 0
        assert screen.view.person.name == "Ines Vale"


async def test_a_person_is_added_and_edited(tmp_path):
    async with at_desk(tmp_path, prepare=full) as pilot:
        screen = await at_page(pilot)
        await press(pilot, "p")
        await type_text(pilot, "Ada Marsh")
        await press(pilot, "enter", "enter")
        await type_text(pilot, "boss")
        await press(pilot, "ctrl+s")
        assert "There is no buying role “boss”" in pilot.app.said[-1]
        await press(pilot, "enter", "enter", "ctrl+u")
        await type_text(pilot, "champion")
        await press(pilot, "ctrl+s")
        assert screen.view.person.name == "Ada Marsh"
        assert screen.view.person.role == "champion"
        await press(pilot, "e", "enter")
        await type_text(pilot, "Head of Support")
        await press(pilot, "ctrl+s")
        assert screen.view.person.title == "Head of Support"
        assert "Head of Support" in shown(pilot.app)
        ada = screen.view.person.id
        for answer, title in (("t", "CFO"), ("m", "Her own")):
            await press(pilot, "e", "enter", "ctrl+u")
            await type_text(pilot, "Her own")
            pilot.app.desk.accounts.edit_contact(ada, {"title": "CFO", "note": answer})
            await press(pilot, "ctrl+s")
            assert "Somebody else has changed this meanwhile too: job title." in shown(pilot.app)
            await press(pilot, answer)
            assert pilot.app.desk.accounts.person(ada).title == title
            assert pilot.app.desk.accounts.person(ada).note == answer
            pilot.app.desk.accounts.edit_contact(ada, {"title": "Head of Support"})


async def test_the_account_is_edited_and_mistakes_come_back(tmp_path):
    async with at_desk(tmp_path, prepare=full) as pilot:
        await at_page(pilot)
        await press(pilot, "E", *["enter"] * 4)
        await type_text(pilot, "12 500 000")
        await press(pilot, *["enter"] * 8)
        await type_text(pilot, "a friend")
        await press(pilot, "ctrl+s")
        assert "A source is seed" in pilot.app.said[-1]
        await press(pilot, *["enter"] * 12, "ctrl+u")
        await type_text(pilot, "seed")
        await press(pilot, "ctrl+s")
        account = page(pilot).account
        assert (account.revenue_minor, account.source) == (1_250_000_000, "seed")
        assert "revenue 12 500 000 USD" in shown(pilot.app)


async def test_do_not_call_is_set_and_lifted_with_a_reason_only(tmp_path):
    async with at_desk(tmp_path, prepare=full) as pilot:
        screen = await at_page(pilot)
        await press(pilot, "d", "d")
        await type_text(pilot, "asked twice")
        await press(pilot, "enter")
        protected = next(each for each in page(pilot).contacts if each.do_not_call)
        assert protected.name == "Ines Vale"
        assert screen.view.person.name == "Ines Vale"
        assert "do not call (asked twice)" in shown(pilot.app)
        await press(pilot, "d", "d", "enter")
        assert "why" in shown(pilot.app)
        await type_text(pilot, "they called us")
        await press(pilot, "enter")
        assert not any(each.do_not_call for each in page(pilot).contacts)


async def test_an_opportunity_is_accepted_and_won_by_keyboard(tmp_path):
    async with at_desk(tmp_path, prepare=full) as pilot:
        await at_page(pilot)
        await press(pilot, "o", "a")
        assert page(pilot).opportunities[0].stage == "qualified"
        await press(pilot, "o", "l", "enter")
        assert page(pilot).opportunities[0].stage == "qualified"
        await type_text(pilot, "no budget")
        await press(pilot, "enter")
        assert page(pilot).opportunities[0].close_reason == "no budget"
        assert page(pilot).account.bin == "nurture.dead"
        assert "lost today" in shown(pilot.app)


async def test_an_amount_is_typed_as_people_write_it(tmp_path):
    async with at_desk(tmp_path, prepare=lambda desk: world.account(desk)) as pilot:
        await at_page(pilot)
        await press(pilot, "o")
        await type_text(pilot, "Night desk")
        await press(pilot, "enter")
        await type_text(pilot, "a lot")
        await press(pilot, "ctrl+s")
        assert pilot.app.said[-1] == "Amount: 'a lot' is not an amount of money."
        await press(pilot, "enter", "ctrl+u")
        await type_text(pilot, "12 500")
        await press(pilot, "ctrl+s")
        made = page(pilot).opportunities[0]
        assert (made.name, made.amount_minor, made.currency) == ("Night desk", 1_250_000, "USD")


async def test_an_account_that_is_undone_under_the_page_is_said(tmp_path):
    async with at_desk(tmp_path) as pilot:
        world.account(pilot.app.desk)
        await at_page(pilot)
        await press(pilot, "u")
        assert "not there any more" in shown(pilot.app)
        await press(pilot, "c", "e", "E", "p", "o", "d", "H", "escape", "y", "U")
        assert "Corvid Labs" in shown(pilot.app)


@BOTH
async def test_hostile_text_is_text_everywhere_on_the_page(tmp_path, size):
    def prepare(desk: Desk) -> None:
        account = world.account(
            desk, HOSTILE, industry=HOSTILE, city=HOSTILE, note=HOSTILE, domain=HOSTILE,
            bin_reason=HOSTILE,
        )  # fmt: skip
        desk.accounts.add_contact(account, HOSTILE, title=HOSTILE, email="a@example.com")
        world.log(desk, account, outcome="conversation", note=HOSTILE * 9, reason=HOSTILE)
        world.follow_up(desk, account, date(2026, 11, 24), why=HOSTILE)
        world.opportunity(desk, account, name=HOSTILE, account_executive=HOSTILE)
        with desk.store.action(HOSTILE) as act:
            act.insert("facts", {"account_id": account, "key": HOSTILE, "value": HOSTILE})
            somebody = desk.accounts.contacts(account)[0].id
            act.insert("facts", {"contact_id": somebody, "key": HOSTILE, "value": HOSTILE})
            act.insert("answers", {"account_id": account, "question": HOSTILE, "answer": HOSTILE,
                                   "answered_on": "2026-11-12"})  # fmt: skip

    async with at_desk(tmp_path, size=size, prepare=prepare) as pilot:
        account = pilot.app.desk.store.value("SELECT id FROM accounts")
        await pilot.app.push_screen(AccountScreen(account))
        text = ""
        for key in ("home", "end", "H", "escape", "e", "escape", "E", "escape", "o", "escape"):
            await press(pilot, key)
            text += shown(pilot.app)
        assert text.count("[/red]") > 10
        assert not any(sign in text for sign in "\x1b\x07\u202e")
