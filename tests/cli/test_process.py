"""The real program in real processes: pipes, terminals, signals, what it imports."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")

START = [sys.executable, "-m", "workstation"]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "WORKSTATION_DB": str(tmp_path / "by env.db"),
        "TERM": "xterm",
        "COLUMNS": "100",
        "LINES": "30",
    }


def run(env: dict[str, str], *args: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*START, *args], env=env, capture_output=True, text=True, encoding="utf-8",
        timeout=60, check=False, **options,
    )  # fmt: skip


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file of ``filled`` is kept once the program has made it."""
    return tmp_path_factory.mktemp("imported") / "kept.db"


@pytest.fixture
def filled(env: dict[str, str], tmp_path: Path, imported: Path) -> dict[str, str]:
    """An environment whose file has three accounts."""
    if imported.exists():
        shutil.copy(imported, env["WORKSTATION_DB"])
        return env
    file = tmp_path / "list.csv"
    file.write_text(
        "Company,City,Country\nCorvid Labs,Chicago,US\n東京製作所,Tokyo,JP\nHalden Paper,Oslo,NO\n",
        encoding="utf-8",
    )
    found = run(env, "import", str(file), "--yes")
    assert (found.returncode, found.stderr) == (0, "")
    shutil.copy(env["WORKSTATION_DB"], imported)
    return env


def test_the_file_is_the_one_of_the_environment(filled: dict[str, str]) -> None:
    assert Path(filled["WORKSTATION_DB"]).is_file()
    found = run(filled, "log", "corvid", "no_answer", "--json")
    assert found.returncode == 0
    assert set(json.loads(found.stdout)) >= {"action", "activity", "followup", "bin"}
    assert found.stderr == ""


def test_db_goes_before_the_environment(filled: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    found = run(filled, "--db", str(other), "accounts", "--json")
    assert json.loads(found.stdout) == []
    assert other.is_file()


def test_failures_are_a_sentence_on_stderr_and_1(filled: dict[str, str], tmp_path: Path) -> None:
    for db, *args in (
        (filled["WORKSTATION_DB"], "show", "nobody"),
        (str(tmp_path), "today"),
        (filled["WORKSTATION_DB"],),
    ):
        found = run(filled, "--db", db, *args, stdin=subprocess.DEVNULL)
        assert (found.returncode, found.stdout) == (1, "")
        assert found.stderr.count("\n") == 1
        assert "Traceback" not in found.stderr
    assert run(filled, "show").returncode == 2


def test_debug_shows_where_it_went_wrong(env: dict[str, str]) -> None:
    found = run(env | {"WORKSTATION_DEBUG": "1"}, "show", "nobody")
    assert found.returncode == 1
    assert "Traceback" in found.stderr


def test_a_reader_that_leaves_is_no_trouble(filled: dict[str, str]) -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [*START, "accounts"], env=filled, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(reading)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def test_an_output_of_few_characters_is_no_trouble(filled: dict[str, str]) -> None:
    found = run(filled | {"PYTHONIOENCODING": "ascii"}, "accounts")
    assert (found.returncode, found.stderr) == (0, "")
    assert "?????\tcold" in found.stdout


@pytest.mark.skipif(os.name == "nt", reason="names of bytes are a Unix matter")
def test_an_argument_that_is_no_text_is_no_trouble(filled: dict[str, str]) -> None:
    found = subprocess.run(
        [*START, "note", "corvid", b"caf\xe9"], env=filled, capture_output=True, timeout=60
    )
    assert (found.returncode, found.stderr) == (0, b"")


def test_logging_and_the_queue_import_nothing_heavy(filled: dict[str, str]) -> None:
    heavy = {"textual", "rich", "sqlite_utils", "holidays", "phonenumbers", "dateutil", "httpx"}
    ours = ("store.schema", "store.undo", "store.check_mend", "playbook.kinds", "method.objections")
    heavy |= {"yaml", "json", *(f"workstation.{name}" for name in ours)}
    script = (
        "import sys\nfrom workstation.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    code = end.code\n"
        "print(code, *sys.modules, file=sys.stderr)\n"
    )
    assert run(filled, "queue").returncode == 0  # the first look at a country keeps its holidays
    for args in (("log", "corvid", "voicemail"), ("queue",)):
        found = subprocess.run(
            [sys.executable, "-c", script, *args], env=filled, capture_output=True, text=True,
            encoding="utf-8", timeout=60, check=True,
        )  # fmt: skip
        code, *modules = found.stderr.split()
        assert code == "0"
        assert heavy.isdisjoint(modules)


def spawn(env: dict[str, str], *args: str) -> "pexpect.spawn":
    return pexpect.spawn(
        START[0], [*START[1:], *args], env=env, dimensions=(30, 100), encoding="utf-8", timeout=60
    )


def test_a_terminal_gets_a_table_with_colour_that_fits(filled: dict[str, str]) -> None:
    screen = spawn(filled, "queue")
    screen.expect(pexpect.EOF)
    assert "\x1b[1m東京製作所" in screen.before
    assert "account" in screen.before
    plain = spawn(filled | {"NO_COLOR": "1"}, "queue")
    plain.expect(pexpect.EOF)
    assert "\x1b" not in plain.before
    assert all(len(line) <= 100 for line in plain.before.splitlines())


def test_an_import_on_a_terminal_shows_its_plan_and_asks(
    filled: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "more.csv"
    file.write_text("Company,Sector\nOstrom & Vale,Retail\n", encoding="utf-8")
    for answer, accounts in (("n", 3), ("y", 4)):
        screen = spawn(filled | {"NO_COLOR": "1"}, "import", str(file))
        screen.expect("Go on")
        assert "Company" in screen.before
        assert "Industry" in screen.before
        assert "1 new" in screen.before
        screen.sendline(answer)
        screen.expect(pexpect.EOF)
        screen.close()
        assert screen.exitstatus == (0 if answer == "y" else 1)
        assert len(json.loads(run(filled, "accounts", "--json").stdout)) == accounts


def test_ctrl_c_ends_quietly_with_130(filled: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text("Company\nOstrom & Vale\n", encoding="utf-8")
    screen = spawn(filled, "import", str(file))
    screen.expect("Go on")
    screen.sendintr()
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 130
    assert "Traceback" not in screen.before
    assert len(json.loads(run(filled, "accounts", "--json").stdout)) == 3


def test_a_terminal_is_told_of_mistakes_in_the_playbook(filled: dict[str, str]) -> None:
    own = Path(filled["WORKSTATION_CONFIG"]) / "playbook"
    own.mkdir(parents=True)
    (own / "limits.yaml").write_text("block_minutes: long\n", encoding="utf-8")
    screen = spawn(filled, "bins")
    screen.expect(pexpect.EOF)
    assert "playbook check" in screen.before
    piped = run(filled, "bins")
    assert "playbook check" in piped.stderr
    assert "playbook" not in piped.stdout
