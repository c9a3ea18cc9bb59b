"""Settings, days off, the playbook, completion, the screens and the demo."""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.conftest import Terminal
from workstation.cli import screens
from workstation.desk.demo import demo_path
from workstation.desk.desk import Desk


def test_settings_are_shown_and_set_and_undone(unused: Terminal) -> None:
    assert unused.json("settings")["currency"] == "USD"
    unused.done("settings", "currency", "EUR")
    assert unused.done("settings", "curr").out == "EUR\n"
    unused.done("undo")
    assert unused.json("settings", "currency") == {"currency": "USD"}
    assert "no setting" in unused.refused("settings", "colour", "blue")


def test_a_day_off_moves_the_next_step(ws: Terminal) -> None:
    ws.done("days-off", "add", "tue", "long", "weekend")
    assert ws.json("days-off") == [{"day": "2026-11-24", "reason": "long weekend"}]
    assert "long weekend" in ws.done("days-off").out
    assert ws.json("follow-up", "corvid", "tue")["followup"]["due"] == "2026-11-25"
    assert "day off already" in ws.refused("days-off", "add", "2026-11-24")
    ws.done("days-off", "drop", "24 nov")
    assert ws.json("days-off") == []
    assert ws.json("follow-up", "corvid", "tue")["followup"]["due"] == "2026-11-24"
    assert "2026-11-24 is no day off." in ws.refused("days-off", "drop", "2026-11-24")


def test_a_holiday_can_be_a_day_off_too(unused: Terminal) -> None:
    unused.done("settings", "country", "US")
    assert unused.json("days-off", "add", "26 nov")["day"] == "2026-11-26"


def test_a_playbook_file_is_copied_once_and_checked(unused: Terminal, tmp_path: Path) -> None:
    own = tmp_path / "config" / "playbook"
    assert str(own) in unused.done("playbook", "path").out
    assert "No mistakes" in unused.done("playbook", "check").out
    unused.done("playbook", "copy", "outcomes")
    unused.done("playbook", "copy", "flows/mapping.yaml")
    assert (own / "flows" / "mapping.yaml").is_file()
    assert "there already" in unused.refused("playbook", "copy", "outcomes.yaml")
    assert unused.json("playbook", "check")["own"] == ["flows/mapping.yaml", "outcomes.yaml"]
    text = (own / "outcomes.yaml").read_text(encoding="utf-8")
    (own / "outcomes.yaml").write_text(text.replace("letter: n", "letter: nn"), encoding="utf-8")
    found = unused("playbook", "check")
    assert found.code == 1
    (line,) = found.out.splitlines()
    assert line.startswith("outcomes.yaml line ")
    unused.done("bins")  # the default stands in


def test_a_playbook_file_that_is_not_there_cannot_be_copied(empty: Terminal) -> None:
    assert "There is no file" in empty.refused("playbook", "copy", "../../etc/passwd")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_printed(empty: Terminal, shell: str) -> None:
    assert "_WORKSTATION_COMPLETE" in empty.done("completion", shell).out
    assert not empty.path.exists()


def test_without_a_terminal_the_screens_are_refused(empty: Terminal) -> None:
    assert "terminal" in empty.refused()
    assert "terminal" in empty.refused("demo")
    assert not empty.path.exists()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, dict[str, object]]]:
    """A terminal, and screens that only note what they were opened on."""
    opened: list[tuple[Path, dict[str, object]]] = []
    app = ModuleType("workstation.tui.app")

    def run(desk: Desk, *, notices: Iterable[str], **named: object) -> None:
        opened.append((desk.store.path, {**named, "notices": list(notices)}))

    app.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "workstation.tui.app", app)
    monkeypatch.setattr(screens, "require_terminal", lambda: None)
    return opened


def test_without_a_command_the_screens_open_on_the_file(
    empty: Terminal, shown: list[tuple[Path, dict[str, object]]], tmp_path: Path
) -> None:
    broken = tmp_path / "config" / "playbook" / "limits.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text("block_minutes: long\n", encoding="utf-8")
    empty.done()
    ((path, named),) = shown
    assert path == empty.path
    assert named["demo"] is False
    assert named["config"] == tmp_path / "config"
    assert "limits.yaml" in str(named["notices"])


def test_the_demo_opens_the_screens_on_its_own_file(
    empty: Terminal,
    shown: list[tuple[Path, dict[str, object]]],
    monkeypatch: pytest.MonkeyPatch,
    demo: Path,
) -> None:
    from workstation.cli import demo as command

    shutil.copy(demo, demo_path(empty.clock.moment.date()))
    monkeypatch.setattr(command, "require_terminal", lambda: None)
    empty.done("demo")
    ((path, named),) = shown
    assert path.name == "demo-2026-11-23.db"
    assert named["demo"] is True
    assert not empty.path.exists()
