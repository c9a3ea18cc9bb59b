"""Dialling from a record: copied, by the rep's own program, never somebody protected unasked."""

import os
import sys
from pathlib import Path

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.pressing import press, toasts, type_text, until
from tests.tui.reading import shown
from workstation.desk.desk import Desk
from workstation.tui.dialling import dial
from workstation.tui.screens.account import AccountScreen
from workstation.tui.type_ahead import flow


def prepare(desk: Desk) -> None:
    account = world.account(desk, time_zone="America/Chicago")
    desk.accounts.add_contact(account, "Dana Whitfield", phone="+1 312 555 0142 ext 7")


def softphone(folder: Path) -> Path:
    """Write a phone program that keeps what it was given, and a dial.yaml that names it."""
    taken = folder / "dialled.txt"
    script = folder / "phone.py"
    script.write_text(
        "import os, sys\n"
        "print('noise on the terminal'); print('more', file=sys.stderr)\n"
        f"part = {str(taken)!r} + '.part'\n"
        "open(part, 'w').write('\\n'.join(sys.argv[1:]))\n"
        f"os.replace(part, {str(taken)!r})\n"
    )
    words = [sys.executable, str(script), "--to", "{number}", "{tel}", "{display}", "{extension}"]
    lines = "".join(f"  - '{word}'\n" for word in words)
    (folder / "dial.yaml").write_text(f"command:\n{lines}")
    return taken


async def on_page(pilot) -> Desk:
    desk: Desk = pilot.app.desk
    await pilot.app.push_screen(AccountScreen(desk.accounts.resolve("Corvid")))
    await press(pilot)
    return desk


async def test_without_a_way_the_number_is_copied_and_it_is_said_how_to_dial(tmp_path):
    async with at_desk(tmp_path, prepare=prepare) as pilot:
        desk = await on_page(pilot)
        await press(pilot, "D")
        assert pilot.app.clipboard == "+1 312 555 0142 ext. 7"
        assert "workstation settings dial" in toasts(pilot)
        desk.settings.set("dial", "command")
        pilot.app.copy_to_clipboard("")
        await press(pilot, "D")
        assert "There is no settings folder" in toasts(pilot)
        assert pilot.app.clipboard == "+1 312 555 0142 ext. 7"


async def test_the_reps_own_program_gets_the_number_it_was_told_to(tmp_path):
    taken = softphone(tmp_path)
    async with at_desk(tmp_path, prepare=prepare, config=tmp_path) as pilot:
        desk = await on_page(pilot)
        desk.settings.set("dial", "command")
        await press(pilot, "D")
        await until(pilot, taken.exists)
        assert taken.read_text().split("\n") == [
            "--to", "+13125550142", "tel:+13125550142;ext=7", "+1 312 555 0142 ext. 7", "7",
        ]  # fmt: skip
        assert "Dialling Dana Whitfield" in toasts(pilot)
        (tmp_path / "dial.yaml").write_text(f"command: '{sys.executable} -c exit(4) {{tel}}'")
        await press(pilot, "D")
        await until(pilot, lambda: "ended with code 4" in toasts(pilot))
        assert pilot.app.clipboard == "+1 312 555 0142 ext. 7"


async def test_a_link_is_opened_with_what_the_system_has_for_it(tmp_path, monkeypatch):
    opener = tmp_path / ("open" if sys.platform == "darwin" else "xdg-open")
    taken = tmp_path / "link.txt"
    opener.write_text(
        f"#!/bin/sh\nprintf %s \"$1\" > '{taken}.part'\nmv '{taken}.part' '{taken}'\n"
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    async with at_desk(tmp_path, prepare=prepare) as pilot:
        desk = await on_page(pilot)
        desk.settings.set("dial", "link")
        await press(pilot, "D")
        await until(pilot, taken.exists)
        assert taken.read_text() == "tel:+13125550142;ext=7"


async def test_somebody_protected_is_dialled_with_a_reason_only_and_it_is_kept(tmp_path):
    async with at_desk(tmp_path, prepare=prepare) as pilot:
        desk = await on_page(pilot)
        account = desk.accounts.resolve("Corvid")
        (dana,) = desk.accounts.contacts(account)
        desk.accounts.protect(dana.id, "asked twice", do_not_call=True)
        await press(pilot, "D", "enter")
        assert f"{dana.name}: do not call" in shown(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.clipboard == ""
        desk.bins.move([account], "avoid.client")
        await press(pilot, "D")
        assert "Corvid Labs: in Client" in shown(pilot.app)
        await type_text(pilot, "she called us")
        await press(pilot, "enter")
        assert pilot.app.clipboard == "+1 312 555 0142 ext. 7"
        assert desk.accounts.timeline(account)[0].note == (
            "Dialled although protected: she called us"
        )


async def test_in_a_call_the_reason_is_the_calls_and_asked_for_once(tmp_path):
    async with at_desk(tmp_path, prepare=prepare) as pilot:
        desk: Desk = pilot.app.desk
        account = desk.accounts.resolve("Corvid")
        (dana,) = desk.accounts.contacts(account)
        call = desk.calls.open(account, contact_id=dana.id)
        desk.accounts.protect(dana.id, "asked twice", do_not_call=True)

        class InCall(AccountScreen):
            @flow
            async def action_dial(self) -> None:
                await dial(self, account, dana.id, call)

        await pilot.app.push_screen(InCall(account))
        await press(pilot, "D")
        await type_text(pilot, "she called us")
        await press(pilot, "enter")
        assert desk.calls.unfinished()[0].override == "she called us"
        pilot.app.copy_to_clipboard("")
        await press(pilot, "D")
        assert pilot.app.clipboard == "+1 312 555 0142 ext. 7"
        assert desk.accounts.timeline(account) == []


async def test_the_number_is_chosen_and_an_odd_hour_asked_about_once(tmp_path):
    def two(desk: Desk) -> None:
        prepare(desk)
        desk.accounts.edit(desk.accounts.resolve("Corvid"), {"phone": "+61 2 5550 1234"})

    async with at_desk(tmp_path, prepare=two) as pilot:
        await on_page(pilot)
        await press(pilot, "D")
        assert "Dana Whitfield · work · 09:12 there" in shown(pilot.app)
        await press(pilot, "2")
        assert "outside calling hours" in shown(pilot.app)
        await press(pilot, "n")
        assert pilot.app.clipboard == ""
        await press(pilot, "D", "2", "y")
        assert pilot.app.clipboard == "+61 2 5550 1234"
        await press(pilot, "D", "enter")
        assert pilot.app.clipboard == "+1 312 555 0142 ext. 7"
