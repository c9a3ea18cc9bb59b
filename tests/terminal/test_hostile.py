"""Hostile text that came into the file past every cleaning never reaches the terminal."""

import csv
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.terminal.real import ROOT, Home, Terminal

HOSTILE = (
    "needle [/red]\x1b]52;c;aGk=\x07\x1b]2;owned\x1b\\\x1b[2J\x1b[5;31m\x9b31m\x90x\x9c\x85\x7f\x08"
    "\u202eevil\u2066 J. [Bob] [@click=app.quit]x[/] [/]"
    " 名前 👩‍👩‍👧 e\u0301\u0301\u0301 " + "long " * 20
)
FILE_NAME = HOSTILE[:120].replace("/", "|") + ".csv"
TITLE = "'needle [/red] [@click=app.quit]x[/]'"
"""A title as YAML writes it; one with control characters is refused."""

OSC_OF_TEXTUAL = {b"22"}
"""What Textual itself sends: the shape of the mouse pointer."""

_DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


DAY, MOMENT = "2026-01-05", "2026-01-05T15:00:00Z"

EVERYWHERE = {
    "accounts": "name domain industry street city region note bin_reason phone source_detail",
    "contacts": "name title note protection_reason",
    "phones": "display extension",
    "goals": "text",
    "actions": "title",
}
"""Columns that are overwritten in every row there is."""

MORE: tuple[tuple[str, dict[str, object]], ...] = (
    ("activities", {"kind": "note", "note": HOSTILE, "reason": HOSTILE}),
    ("activities", {"kind": "response", "direction": "in", "outcome": HOSTILE, "note": HOSTILE}),
    ("follow_ups", {"why": HOSTILE, "due_on": DAY, "first_due_on": DAY, "promised": 1}),
    ("opportunities", {"name": HOSTILE, "stage": "qualified", "next_step": HOSTILE}),
    ("answers", {"question": HOSTILE, "answer": HOSTILE, "answered_on": DAY}),
    ("facts", {"key": HOSTILE, "value": HOSTILE, "source": HOSTILE}),
    ("emails", {"address": HOSTILE}),
    *(
        ("settings", {"key": key, "value": HOSTILE})
        for key in ("name", "company", "product", "time_zone", "country")
    ),
)
"""Rows that are added, the ones about somebody for the first account and its contact."""


def poison(path: Path) -> None:
    """Put it everywhere a file, a mail or a person's words can end up."""
    with closing(sqlite3.connect(path)) as file, file:
        for table, names in EVERYWHERE.items():
            sets = ", ".join(f"{name} = ?1" for name in names.split())
            file.execute(f"UPDATE {table} SET {sets}", (HOSTILE,))
        account, contact = file.execute("SELECT account_id, id FROM contacts").fetchone()
        for number, (table, values) in enumerate(MORE, 900):
            common = {"id": number, "account_id": account, "contact_id": contact}
            common |= dict.fromkeys(("created_at", "updated_at", "happened_at"), MOMENT)
            common |= dict.fromkeys(("created_on", "happened_on", "passed_on"), DAY)
            known = {each[1] for each in file.execute(f"PRAGMA table_info({table})")}
            row = {name: value for name, value in (common | values).items() if name in known}
            holes = ", ".join("?" * len(row))
            file.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({holes})", tuple(row.values())
            )


def own_playbook(home: Home) -> None:
    """Give the playbook a title that reads like markup."""
    outcomes = (ROOT / "data/playbook/outcomes.yaml").read_text(encoding="utf-8")
    path = home.config / "playbook/outcomes.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(outcomes.replace("title: No answer", f"title: {TITLE}"), encoding="utf-8")


def file_to_bring_in(home: Home) -> Path:
    """Write a table whose name, headings and cells are hostile."""
    folder = home.folder / "in"
    folder.mkdir()
    with (folder / FILE_NAME).open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(["Company", "Note", HOSTILE])
        write([f"new {HOSTILE}", HOSTILE, HOSTILE])
    return folder


def looks(terminal: Terminal, *openings: tuple[str, str]) -> None:
    """Open each dialog by its keys, see it, and leave it by Esc."""
    for keys, shown in openings:
        terminal.types(keys)
        terminal.shows(shown)
        terminal.types("\x1b")
        terminal.loses(shown)


def test_no_screen_lets_foreign_text_steer_the_terminal(filled: Home) -> None:
    poison(filled.db)
    own_playbook(filled)
    folder = file_to_bring_in(filled)
    with Terminal(filled) as terminal:
        terminal.shows("needle [/red]", "? keys")
        terminal.types("gq")
        terminal.shows("why now", "needle [/red]")
        looks(
            terminal,
            ("w", "Esc back"),
            ("C", "Start a cadence for needle"),
            ("F", "Urgency"),
            ("+", "what did you see?"),
            ("P", "Prepared 0 of 10"),
            ("r", "p Positive"),
            ("f", "Follow up needle"),
            ("n", "Note about needle"),
            ("m", "Email to needle"),
            ("M", "Meeting: needle"),
        )
        terminal.types("ga")
        terminal.shows("Filter", "all bins · 4")
        terminal.types("\r")
        terminal.shows("o opportunity", "needle [/red]")
        looks(
            terminal,
            ("e", "Edit needle [/red]"),
            ("E", "Edit needle [/red]"),
            ("b", "Move needle"),
            ("H", "Esc leave"),
            ("=", "Merge needle"),
            ("o", "what came of it?"),
        )
        terminal.types("gs")
        terminal.shows("4 Best work")
        terminal.types("gm")
        terminal.shows("Outbox")
        terminal.types("gus")
        terminal.shows("Duplicates", "needle [/red]", "found")
        terminal.types("\r")
        terminal.shows("erge")
        terminal.types("\x1b")
        terminal.loses("erge")
        terminal.types("gd")
        terminal.shows("WHAT I DID", "behind pace")
        terminal.types("2")
        terminal.shows("Esc")
        terminal.types("\x1b")
        terminal.loses("Esc")
        terminal.types("gt/needle")
        terminal.shows("Search everything", "person", "note")
        terminal.types("\x1b")
        terminal.loses("Search everything")
        terminal.types("i")
        terminal.shows("which one?")
        terminal.types(f"{folder}/")
        terminal.shows("needle [|red]")
        terminal.types("\x1b[B\r")
        terminal.shows("p preview", "becomes", "needle [|red]", "needle [/red]")
        terminal.types("p")
        terminal.shows("Choose a fate", "Enter import")
        terminal.types("\r")
        terminal.shows("Enter done")
        terminal.types("\r")
        terminal.loses("Enter done")
        terminal.types("c")
        terminal.shows("hang up", "needle [/red]")
        terminal.types("\x18")
        terminal.shows("n needle [/red]")
        terminal.types("n")
        terminal.shows("u undoes it")
        terminal.quits()
    said = terminal.output.decode()
    assert {each for each in said if "\x80" <= each <= "\x9f" or each in _DIRECTION} == set()
    assert set(re.findall(rb"\x1b\](\d*)", terminal.output)) <= OSC_OF_TEXTUAL
    assert not re.search(rb"\x1b[P^_X]|\x7f|\x08|\x1b\[2J|\x1b\[5;31m", terminal.output)
