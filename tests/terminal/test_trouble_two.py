"""Two screens and the command line on one file: nobody loses anything or sees a lock."""

import subprocess
import sys
from collections.abc import Callable

from tests.terminal.real import Home, Terminal, rows


def begins(home: Home, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "workstation", *args],
        env=home.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ends_well(process: subprocess.Popen[str]) -> None:
    said, trouble = process.communicate(timeout=60)
    assert (process.returncode, trouble) == (0, ""), (said, trouble)


def test_two_screens_and_the_command_line_at_once(
    filled: Home, command: Callable[..., str]
) -> None:
    table = filled.folder / "many.csv"
    table.write_text(
        "name,domain\n" + "".join(f"Company {n},c{n}.example\n" for n in range(6000)),
        encoding="utf-8",
    )
    with Terminal(filled) as one, Terminal(filled) as other:
        one.shows("4 due")
        other.shows("4 due")
        one.types("ln")
        one.shows("3 due")
        other.shows("3 due")
        other.types("u")
        other.shows("4 due", "U does it again")
        one.shows("4 due")
        one.types("u")
        one.until(lambda text: "plan December" not in text, "the goal's own undo does not show")
        one.types("U")
        one.shows("plan December")
        other.shows("plan December")

        loop = [begins(filled, "goals", "add", f"errand {n}") for n in range(4)]
        loop.append(begins(filled, "import", str(table), "--yes"))
        one.types("c")
        one.shows("hang up")
        one.types("words typed meanwhile")
        for each in loop:
            ends_well(each)
        one.until(
            lambda _: "typed meanwhile" in str(rows(filled.db, "SELECT content FROM call_drafts")),
            "the note is not on disk",
        )
        one.types("\x18")
        one.shows("No answer")
        one.types("n")
        one.loses("hang up")
        one.shows("u undoes it")
        other.shows("errand 3")
        for each in (one, other):
            each.quits()
            assert b"database is locked" not in each.output
    assert rows(filled.db, "SELECT count(*) FROM accounts") == [(6004,)]
    assert rows(filled.db, "SELECT note FROM activities") == [("words typed meanwhile",)]
    assert rows(filled.db, "SELECT count(*) FROM goals WHERE text LIKE 'errand%'") == [(4,)]
    numbers = [seq for (seq,) in rows(filled.db, "SELECT seq FROM actions ORDER BY id, seq")]
    assert len(numbers) == len(set(numbers))
    assert "sound" in command(filled, "check")
