"""The command line as a whole: every command is there, explains itself, and fails in a sentence."""

import os
import sqlite3
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Terminal
from workstation.cli import names, screens
from workstation.cli.program import COMMANDS, program

LINES = """
demo
today --limit --json
queue --limit --json
bins --json
dashboard --json
goals --day --json
goals add TEXT --measure --target --day --json
goals done N --json
import FILE --as --sheet --map --mapping --policy --dates --suppress --dry-run --fate --yes --json
mappings --json
mappings list --json
mappings rename NAME NEW --json
mappings drop NAME --json
accounts --bin --json
show ACCOUNT --json
search WORDS --json
duplicates --scan --people --limit --json
merge KEEP LOSE --people --field --dry-run --yes --json
apart ONE OTHER --people --json
move ACCOUNT BIN --reason --json
log ACCOUNT OUTCOME --contact --minutes --note --next --reason --json
history [ACCOUNT] --json
undo [ACTION] --json
redo --json
export TARGET
backup --json
backup list --verify --json
restore BACKUP --dry-run --yes --json
check
playbook check
playbook path
playbook copy NAME
completion {bash|zsh|fish}
settings [KEY] [VALUE] --json
days-off --json
days-off add DAY [REASON]
days-off drop DAY --json
follow-up ACCOUNT WHEN --why --channel --promised --json
note ACCOUNT TEXT --json
response ACCOUNT KIND --contact --note --json
leave DAYS --json
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_every_command_has_its_arguments_options_and_help(empty: Terminal, line: str) -> None:
    words = line.split()
    path = []
    for word in words:
        if not word.islower() or word.startswith(("-", "{")):
            break
        path.append(word)
    found = empty.done(*path, "--help")
    usage, rest = found.out.split("\n\n", 1)
    assert len(rest.split("\n\n")[0].strip()) > 10, "no help text"
    for word in words[len(path) :]:
        assert word in (rest if word.startswith("--") else usage)
    assert not empty.path.exists()


def test_the_help_lists_every_command_with_a_sentence(empty: Terminal) -> None:
    out = empty.done("--help").out
    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        assert command is not None
        assert f"  {name} " in out
        assert command.get_short_help_str(100)


def test_version_is_told(empty: Terminal) -> None:
    assert empty.done("--version").out == "workstation 0.1.0\n"


@pytest.mark.parametrize(
    "args",
    [
        "sell",
        "log",
        "log a",
        "queue --limit 0",
        "queue --colour",
        "goals done x",
        "completion tcsh",
        "import a --as emails",
        "leave 0",
        "undo latest",
    ],
)
def test_wrong_usage_exits_with_2_and_touches_nothing(empty: Terminal, args: str) -> None:
    found = empty(*args.split())
    assert found.code == 2
    assert found.out == ""
    assert found.err.startswith("Usage: ")
    assert not empty.path.exists()


def test_a_mistyped_command_names_the_nearest(empty: Terminal) -> None:
    assert "Did you mean 'queue'?" in empty("quee").err


def test_a_file_that_cannot_be_worked_on_is_one_sentence(empty: Terminal, tmp_path: Path) -> None:
    text = tmp_path / "notes.db"
    text.write_text("dear diary\n" * 500)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    for path, said in (
        (tmp_path, "is a folder"),
        (text, "not a workstation database"),
        (other, "another program's"),
        (text / "desk.db", "cannot be"),
    ):
        found = empty("bins", path=path)
        assert (found.code, found.out) == (1, "")
        assert said in found.err
        assert found.err.count("\n") == 1
    assert text.read_text().startswith("dear diary")


def test_a_file_of_a_newer_version_is_left_alone(ws: Terminal) -> None:
    with sqlite3.connect(ws.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "newer workstation" in ws.refused("bins")
    assert "newer workstation" in ws.refused("log", "corvid", "voicemail")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_one_sentence(ws: Terminal) -> None:
    ws.path.chmod(0o400)
    assert "read-only" in ws.refused("bins")


def test_a_locked_file_is_one_sentence(ws: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workstation.store.connection.BUSY_SECONDS", 0.1)
    other = sqlite3.connect(ws.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "locked" in ws.refused("note", "corvid", "hello")
    finally:
        other.close()
    assert ws.json("show", "corvid")["timeline"] == []


def test_a_mistake_of_the_program_is_one_sentence_unless_debugging(
    ws: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise KeyError("what")

    monkeypatch.setattr(screens, "open_screens", broken)
    sentence = ws.refused()
    assert "KeyError" in sentence
    assert "WORKSTATION_DEBUG=1" in sentence


def test_names_in_part_choose_the_most_exact() -> None:
    known = {"call": "Call", "call_back": "Call-back asked", "back": "Came back"}
    assert names.choose("CALL", known, "Thing") == "call"
    assert names.choose("call back", known, "Thing") == "call_back"
    assert names.choose("came", known, "Thing") == "back"
    with pytest.raises(click.ClickException, match="call_back or back"):
        names.choose("ack", known, "Thing")
    with pytest.raises(click.ClickException, match="no thing"):
        names.choose(" ", known, "Thing")


def complete(*words: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from click.shell_completion import ShellComplete

    monkeypatch.setenv("WORKSTATION_DB", str(path))
    found = ShellComplete(program, {}, "workstation", "_WORKSTATION_COMPLETE")
    return [item.value for item in found.get_completions(list(words[:-1]), words[-1])]


def test_completion_knows_accounts_bins_outcomes_and_measures(
    ws: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offers(*words: str) -> list[str]:
        return complete(*words, path=ws.path, monkeypatch=monkeypatch)

    assert offers("show", "bri") == ["Brightline Foods", "Brightline Paper"]
    assert offers("log", "corvid", "vo") == ["voicemail"]
    assert offers("move", "corvid", "nurture.q") == ["nurture.quarterly"]
    assert "conversations" in offers("goals", "add", "x", "--measure", "conv")
    assert offers("que") == ["queue"]
    assert offers("response", "corvid", "hand") == ["hand_raiser"]


def test_completion_makes_no_file_and_never_complains(
    empty: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert complete("show", "a", path=empty.path, monkeypatch=monkeypatch) == []
    assert not empty.path.exists()
    broken = tmp_path / "broken.db"
    broken.write_text("no database" * 999)
    assert complete("show", "a", path=broken, monkeypatch=monkeypatch) == []


@pytest.mark.parametrize(
    "line",
    ["undo {0}", "redo {0}", "history --limit {0}", "search acme --limit {0}", "queue --limit {0}"],
)
def test_a_number_beyond_all_bounds_is_wrong_usage(empty: Terminal, line: str) -> None:
    found = empty(*line.format("9" * 30).split())
    assert found.code == 2, found.err
    assert "range" in found.err


def test_a_goal_beyond_all_bounds_is_refused(unused: Terminal) -> None:
    line = ("goals", "add", "talk", "--measure", "conversations", "--target")
    assert "too great" in unused.refused(*line, "9" * 20)
