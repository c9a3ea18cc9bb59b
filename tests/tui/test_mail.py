"""The outbox on the screen: an email written, copied, handed over, ticked as sent, taken back."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from textual.widgets import Input, TextArea

from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, press, show, toasts, type_text
from tests.tui.reading import lines, shown
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.email import EmailForm
from workstation.tui.screens.account import AccountScreen
from workstation.tui.screens.mail import MailScreen

ADDRESS = "ada@corvid.example.com"


def prepare(desk: Desk) -> None:
    """One account, one person with an address."""
    made = desk.accounts.add({"name": "Corvid Labs"}, "working").made
    assert made is not None
    desk.accounts.add_contact(made, "Ada Example", email=ADDRESS)


def two_wait(desk: Desk) -> None:
    """Two emails in the outbox, the second hostile and long."""
    prepare(desk)
    corvid = desk.accounts.resolve("Corvid")
    ada = desk.accounts.contacts(corvid)[0].id
    desk.outbox.put(corvid, ada, "Your night desk", "Hello Ada,\n\nIs it yours?")
    desk.outbox.put(corvid, None, f"Hi\n{HOSTILE}", f"{HOSTILE}\n" + "word " * 20_000, to="")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses handed to other programs."""
    urls: list[str] = []
    monkeypatch.setattr(WorkstationApp, "open_url", lambda _, url, **__: urls.append(url))
    return urls


async def test_an_email_is_written_from_a_template_and_nothing_typed_is_lost(
    tmp_path: Path, opened: list[str]
) -> None:
    async with at_desk(tmp_path, prepare=prepare) as pilot:
        app = pilot.app
        desk = app.desk
        corvid = desk.accounts.resolve("Corvid")
        await show(pilot, AccountScreen(corvid))
        await press(pilot, "m")
        assert "Email to Ada Example, Corvid Labs" in shown(app)
        await press(pilot, "1")
        form = app.screen
        assert isinstance(form, EmailForm)
        assert form.query_one("#to", Input).value == ADDRESS
        assert "Not filled in yet" in shown(app)
        body = form.query_one("#body", TextArea)
        first = body.selected_text
        assert first.startswith("(") and body.has_focus, "a name to fill in is ready to be typed"
        await press(pilot, "escape")
        assert desk.outbox.count() == 0
        await press(pilot, "m", "1", "q", "ctrl+s")
        (message,) = desk.outbox.waiting()
        assert first not in message.body and "q" in message.body
        await press(pilot, "u")

        await press(pilot, "m", "0")
        await type_text(pilot, "Desk")
        await press(pilot, "tab")
        await type_text(pilot, "Is it yours?")
        await press(pilot, "escape")
        (message,) = desk.outbox.waiting()
        assert (message.to, message.subject, message.body) == (ADDRESS, "Desk", "Is it yours?")
        assert "Email in the outbox: Corvid Labs, Desk" in toasts(pilot)
        await press(pilot, "u")
        assert desk.outbox.count() == 0

        await press(pilot, "m", "0")
        await type_text(pilot, "Desk")
        form = app.screen
        form.query_one("#to", Input).value = "ada"
        await press(pilot, "escape")
        assert app.screen is form, "what cannot be kept is not thrown away by the first Escape"
        assert "no @" in toasts(pilot)
        form.query_one("#to", Input).value = ADDRESS
        form.query_one("#body", TextArea).text = "One & two?"
        await press(pilot, "f3")
        assert [unquote(url) for url in opened] == [
            f"mailto:{ADDRESS}?subject=Desk&body=One & two?"
        ]
        assert desk.outbox.count() == 1


async def test_the_outbox_is_read_copied_handed_over_ticked_dropped_and_undone(
    tmp_path: Path, opened: list[str]
) -> None:
    async with at_desk(tmp_path, prepare=two_wait) as pilot:
        app = pilot.app
        desk = app.desk
        await press(pilot, "g", "m")
        assert isinstance(app.screen, MailScreen)
        text = shown(app)
        assert "2 to send" in text and ADDRESS in text and "Hello Ada," in text
        await press(pilot, "y")
        assert app.clipboard == (
            f"To: {ADDRESS}\nSubject: Your night desk\n\nHello Ada,\n\nIs it yours?\n"
        )
        await press(pilot, "o")
        assert opened[0].startswith(f"mailto:{ADDRESS}?subject=Your%20night%20desk&body=Hello")
        await press(pilot, "e")
        app.screen.query_one("#subject", Input).value = "Night desk"
        await press(pilot, "ctrl+s", "space")
        assert "Email sent: Corvid Labs, Night desk" in toasts(pilot)
        assert desk.outbox.count() == 1
        text = shown(app)
        assert "\x1b" not in text and "\u202e" not in text
        assert "[/red]" in text and "e opens all of it" in text
        await press(pilot, "o")
        assert "too long" in toasts(pilot) and len(opened) == 1
        await press(pilot, "x")
        assert "The outbox is empty." in shown(app)
        await press(pilot, "space", "x", "y", "o", "e", "enter")
        assert isinstance(app.screen, MailScreen)
        await press(pilot, "u", "u")
        assert desk.outbox.count() == 2
        await press(pilot, "k", "enter")
        assert isinstance(app.screen, EmailForm)


async def test_what_must_not_go_out_asks_for_the_reason_once(
    tmp_path: Path, opened: list[str]
) -> None:
    def customer(desk: Desk) -> None:
        two_wait(desk)
        desk.bins.move([desk.accounts.resolve("Corvid")], "avoid.client")

    async with at_desk(tmp_path, size=SMALL, prepare=customer) as pilot:
        app = pilot.app
        desk = app.desk
        await press(pilot, "g", "m")
        assert "Do not send" in shown(app)
        rows = lines(app)
        assert len(rows) == SMALL[1] and all(len(row) <= SMALL[0] for row in rows)
        await press(pilot, "o", "escape")
        assert not opened
        await press(pilot, "o")
        assert "do not email" in shown(app)
        await type_text(pilot, "invoice")
        await press(pilot, "enter", "space")
        assert len(opened) == 1
        corvid = desk.accounts.resolve("Corvid")
        assert desk.accounts.timeline(corvid)[0].reason == "invoice"
        await show(pilot, AccountScreen(corvid))
        await press(pilot, "m")
        assert "do not email" in shown(app)
