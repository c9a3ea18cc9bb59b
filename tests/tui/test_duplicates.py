"""Duplicates on the screen: looked for in a thread, put side by side, decided, taken back."""

from pathlib import Path

from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, press, show, toasts, type_text
from tests.tui.reading import lines, shown
from workstation.desk.desk import Desk
from workstation.tui.screens.account import AccountScreen
from workstation.tui.screens.duplicates import DuplicatesScreen


def prepare(desk: Desk) -> None:
    """Two pairs of accounts, one with hostile text, and a pair of people."""
    for name, more in (
        ("Corvid Labs", {"city": "Chicago"}),
        ("Corvid Labs Inc.", {"city": "Chicago", "industry": "Labs", "note": HOSTILE}),
        (f"Halden {HOSTILE}", {}),
        (f"Halden {HOSTILE}", {}),
    ):
        desk.accounts.add({"name": name, **more})
    corvid = desk.store.value("SELECT id FROM accounts WHERE name = 'Corvid Labs'")
    for name in ("Dana Whitfield", "D. Whitfield"):
        desk.accounts.add_contact(corvid, name, email="dana@corvid.example")
    writer = desk.store.another(read_only=False)
    writer.rewrite_cache(lambda connection: connection.execute("DELETE FROM likely_duplicates"))
    writer.close()


async def test_pairs_are_found_put_side_by_side_and_decided_by_keys(tmp_path: Path) -> None:
    async with at_desk(tmp_path, prepare=prepare, size=SMALL) as pilot:
        app = pilot.app
        desk = app.desk
        await press(pilot, "g", "u")
        assert isinstance(app.screen, DuplicatesScreen)
        assert "Nothing was looked through yet" in shown(app)
        await press(pilot, "s")
        assert "1 Accounts 2" in shown(app)
        assert "4 accounts looked through, 2 pairs found" in shown(app)
        assert "+ same name" in shown(app) and "+ same city" in shown(app)

        await press(pilot, "enter")
        assert "Merge Corvid Labs Inc. into Corvid Labs" in shown(app)
        assert "The same: city, " in shown(app), shown(app)
        await press(pilot, "s")
        assert "Merge Corvid Labs into Corvid Labs Inc." in shown(app)
        assert "Moves: 2 people, 2 email addresses." in shown(app)
        await press(pilot, "question_mark")
        assert "keep the other record of the two" in shown(app)
        await press(pilot, "escape")
        await press(pilot, "s", "right", "down", "left")
        await press(pilot, "enter")
        merged = desk.store.row("SELECT * FROM accounts WHERE bin <> 'avoid.duplicate' ORDER BY id")
        assert (merged["name"], merged["industry"]) == ("Corvid Labs Inc.", None)
        assert "Merge Corvid Labs Inc. into Corvid Labs" in toasts(pilot)
        assert "1 Accounts 1" in shown(app)
        await press(pilot, "u")
        assert "1 Accounts 2" in shown(app)

        await press(pilot, "x")
        assert desk.store.value("SELECT count(*) FROM told_apart") == 1
        await press(pilot, "enter", "x")
        assert "No two accounts wait for a decision" in shown(app)
        await press(pilot, "2", "s")
        assert "2 People 1" in shown(app)
        await press(pilot, "enter", "enter")
        assert desk.store.value("SELECT count(*) FROM contacts") == 1
        assert "No two people wait" in shown(app)
        await press(pilot, "u")
        await press(pilot, "g", "t", "g", "u")
        assert "2 People 1" in shown(app)
        assert "dana@corvid.example" in shown(app)
        desk.accounts.edit_contact(
            desk.store.value("SELECT max(id) FROM contacts"),
            {"name": "Dana Whitfield", "phone": "+1 312 555 0142"},
        )
        await press(pilot, "enter")
        (phone,) = [each for each in lines(app) if "Phone" in each]
        assert "312" in phone and phone.index("–") < phone.index("312")
        await press(pilot, "escape", "1")
        assert "Of people 1 pair waits: 2 shows it." in shown(app)

        corvid = desk.store.value("SELECT id FROM accounts WHERE name = 'Corvid Labs'")
        await show(pilot, AccountScreen(corvid))
        await press(pilot, "=", "n")
        await type_text(pilot, "Corvid Labs Inc.")
        await press(pilot, "enter", "escape", "=", "p", "1", "enter")
        assert desk.store.value("SELECT count(*) FROM contacts") == 1
