"""The registry of commands is whole: help everywhere, no key twice; a key map cannot break it."""

import re
import subprocess
import sys

import pytest

from tests.tui.pressing import settle
from tests.tui.reading import shown
from workstation.tui import commands
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.base import Dialog
from workstation.tui.dialogs.places import Places
from workstation.tui.keymap import clashes, read_keymap
from workstation.tui.keys import KeyNameError, key_label, normal_key
from workstation.tui.screens.account import AccountScreen
from workstation.tui.screens.accounts import AccountsScreen
from workstation.tui.screens.block import BlockScreen
from workstation.tui.screens.call import CallScreen
from workstation.tui.screens.dashboard import DashboardScreen
from workstation.tui.screens.duplicates import DuplicatesScreen
from workstation.tui.screens.mail import MailScreen
from workstation.tui.screens.queue import QueueScreen
from workstation.tui.screens.said import SaidScreen
from workstation.tui.screens.today import TodayScreen
from workstation.tui.widgets.account_view import AccountView
from workstation.tui.widgets.record_list import RecordList


def test_every_command_has_a_title_a_sentence_of_help_and_a_known_place():
    for each in commands.COMMANDS:
        assert each.title, each.id
        assert re.fullmatch(r"[A-Z].+[.]", each.help), each.id
        assert each.where, each.id
        assert set(each.where) <= set(commands.PLACES), each.id
        assert all(normal_key(key) == key for key in each.all_keys), each.id


def test_ids_are_unique():
    assert len(commands.BY_ID) == len(commands.COMMANDS)


def test_no_key_is_bound_twice_where_both_commands_work():
    assert list(clashes()) == []


def test_the_clash_finder_sees_a_clash_between_a_list_and_its_screen():
    found = list(clashes({"down": "c"}))
    assert {(clash.key, clash.place) for clash in found} == {
        ("c", screen) for screen in commands.RECORD if screen in commands.ACTIVE_WITH
    }


def test_no_plain_letter_is_a_command_in_a_call():
    for each in commands.commands_for("call"):
        for key in each.all_keys:
            assert "+" in key or key == "escape" or re.fullmatch(r"f\d+", key), each.id


def test_the_keys_every_screen_keeps_are_as_the_design_has_them():
    wanted = {
        "down": "j", "up": "k", "open": "enter", "back": "escape", "search": "/", "places": "g",
        "call": "c", "log": "l", "follow_up": "f", "bin": "b", "note": "n", "edit": "e", "add": "a",
        "skip": "x", "snooze": "z", "done": "space", "undo": "u", "redo": "U", "copy": "y",
        "help": "?", "palette": "ctrl+p", "quit": "q",
    }  # fmt: skip
    assert {name: commands.BY_ID[name].keys for name in wanted} == wanted


def test_bindings_carry_the_id_so_that_a_key_map_reaches_them():
    bindings = {binding.action: binding for binding in commands.bindings_for("today")}
    assert bindings["call"].id == "call"
    assert bindings["call"].tooltip == commands.BY_ID["call"].help
    assert bindings["tick_goal(3)"].key == "3"
    with pytest.raises(ValueError, match="no place is called 'moon'"):
        commands.bindings_for("moon")


def test_the_table_for_the_readme_names_every_command():
    table = commands.keys_table_markdown()
    assert all(each.help in table for each in commands.COMMANDS)
    assert "| `j` `↓` | Move one record down. | lists |" in table


@pytest.mark.parametrize(
    ("written", "key", "shown"),
    [
        ("?", "?", "?"),
        ("U", "U", "U"),
        ("shift+u", "U", "U"),
        ("Ctrl+N", "ctrl+n", "Ctrl+N"),
        (" ", "space", "Space"),
        (",", "comma", ","),
        ("PageDown", "pagedown", "PgDn"),
        ("alt+ctrl+x", "alt+ctrl+x", "Alt+Ctrl+X"),
    ],
)
def test_keys_have_one_spelling(written, key, shown):
    assert normal_key(written) == key
    assert key_label(key) == shown


@pytest.mark.parametrize(
    "written", ["", "ctrl+", "hyper+x", "ctrl+i", "alt+1", "boom", "ctrl+ctrl+x", "\x1b"]
)
def test_keys_that_do_not_exist_or_that_terminals_confuse_are_refused(written):
    with pytest.raises(KeyNameError):
        normal_key(written)


def test_a_missing_key_map_is_an_empty_one(tmp_path):
    assert read_keymap(tmp_path / "keys.yaml") == ({}, [])


def test_a_key_map_may_swap_two_keys_and_keeps_the_fixed_ones(tmp_path):
    path = tmp_path / "keys.yaml"
    path.write_text("call: l\nlog: c\ndown: [W, ctrl+n]\n")
    assert read_keymap(path) == ({"call": "l", "log": "c", "down": "W,ctrl+n,down"}, [])


def test_each_mistake_in_a_key_map_is_one_sentence_and_the_rest_is_used(tmp_path):
    path = tmp_path / "keys.yaml"
    path.write_text(
        "snooze: W\nfolow_up: o\nquit: ctrl+m\nnote: x\ntick_goal: 9\n"
        "bin: {a: b}\nundo:\nsnooze: o\n"
    )
    keymap, problems = read_keymap(path)
    assert keymap == {"snooze": "W"}
    assert problems == [
        'keys.yaml line 2: there is no command "folow_up" (did you mean "follow_up"?).',
        "keys.yaml line 3: quit cannot have this key, 'ctrl+m' is Enter to a plain terminal.",
        "keys.yaml line 5: tick_goal keeps its numbers.",
        "keys.yaml line 6: bin needs a key, or a list of keys.",
        "keys.yaml line 7: undo needs a key, or a list of keys.",
        "keys.yaml line 8: snooze is there twice.",
        "keys.yaml line 4: note cannot have x, because skip has it in today.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"call: [", "this is not YAML"),
        (b"\xff\xfe", "not UTF-8"),
        (b"\x00", "not YAML"),
        (b"- a", "should hold lines"),
        (b"#" * 70_000, "70000 bytes long"),
    ],
    ids=["broken", "mis-encoded", "binary", "list", "huge"],
)
def test_a_key_map_that_is_no_key_map_is_one_sentence(tmp_path, content, said):
    path = tmp_path / "keys.yaml"
    path.write_bytes(content)
    keymap, (problem,) = read_keymap(path)
    assert keymap == {}
    assert said in problem
    assert "\n" not in problem


def test_every_command_has_its_action_where_it_works():
    found = {
        "today": (TodayScreen, RecordList), "queue": (QueueScreen, RecordList),
        "accounts": (AccountsScreen, RecordList), "account": (AccountScreen, AccountView),
        "dashboard": (DashboardScreen,), "call": (CallScreen,), "block": (BlockScreen,),
        "mail": (MailScreen,), "said": (SaidScreen,), "duplicates": (DuplicatesScreen,),
        "list": (RecordList, AccountView),
        "marks": (RecordList,), "places": (Places,), "dialog": (Dialog,),
    }  # fmt: skip
    assert set(found) == set(commands.PLACES)
    for place, holders in found.items():
        for each in commands.commands_for(place):
            name = (each.action or each.id).split("(")[0]
            target = [WorkstationApp] if name.startswith("app.") else holders
            wanted = f"action_{name.removeprefix('app.')}"
            having = all if place == "list" else any
            assert having(hasattr(one, wanted) for one in target), f"{each.id} in {place}"


async def test_the_palette_offers_what_works_on_the_screen_in_front_and_does_it(
    app: WorkstationApp,
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        offered = {each.title: each for each in app.get_system_commands(app.screen)}
        assert "Open a call" not in offered
        assert {"Call", "Go to queue", "History", "Undo"} <= set(offered)
        assert not {"Mark", "Down", "Open tile"} & set(offered)
        await offered["Go to queue"].callback()
        await pilot.pause()
        assert app.place is not None
        assert app.place.place == "queue"
        await pilot.press("f")
        await pilot.pause()
        over_a_dialog = {each.title for each in app.get_system_commands(app.screen)}
        assert not {"Call", "Go to today", "History"} & over_a_dialog
        assert any(title.startswith("Theme") for title in over_a_dialog)


async def test_help_shows_the_keys_of_the_screen_and_goes_with_the_key_that_opened_it(
    app: WorkstationApp,
) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Open a call" in shown(app)
        assert "Mark this record" not in shown(app)
        await pilot.press("question_mark")
        await pilot.pause()
        assert app.screen is app.place
        await pilot.press("g", "a")
        await settle(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Mark this record" in shown(app)


def test_the_registry_can_be_read_without_loading_the_screens():
    code = (
        "import sys, workstation.tui.commands as c, workstation.tui.keymap; "
        "c.keys_table_markdown(); print('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
