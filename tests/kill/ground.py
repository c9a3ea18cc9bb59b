"""What the kills are practised on: files prepared once and copied for every run."""

import csv
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from tests.fresh import kept, open_desk
from tests.kill.victim import Command
from tests.store.freeze import VERSIONS
from tests.terminal.conftest import ACCOUNTS, ZONE
from tests.terminal.real import Home
from workstation.desk.clock import FrozenClock, SystemClock

LIST = "leads.csv"
TWINS = ("Corvid Labs", "Corvid Labs Inc.")
_HEADER = "Company", "Website", "City", "Country", "First name", "Last name", "Email", "Notes"


class Ground:
    """A folder with prepared databases; ``rows`` is how many rows the large things have."""

    def __init__(self, folder: Path, rows: int = 2000) -> None:
        self.folder = folder
        self.rows = rows

    def home(self, name: str, db: Path) -> Home:
        """Lay out a machine with a copy of a database, where the program was started before."""
        folder = self.folder / "homes" / name
        shutil.rmtree(folder, ignore_errors=True)
        for kind in ("state", "cache"):
            (folder / kind / "workstation").mkdir(parents=True)
        (folder / "state" / "workstation" / "node").write_text("1")
        shutil.copyfile(
            kept() / "playbook.cache", folder / "cache" / "workstation" / "playbook.cache"
        )
        (folder / "Downloads").mkdir()
        shutil.copyfile(self.leads, folder / "Downloads" / LIST)
        home = Home(folder)
        shutil.copyfile(db, home.db)
        home.db.chmod(0o600)
        return home

    @cached_property
    def leads(self) -> Path:
        """A list of companies with a person each; every thousandth row cannot be used."""
        path = self.folder / LIST
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADER)
            for n in range(self.rows):
                name = f"Company {n:05d}" if n % 1000 != 999 else ""
                site = f"c{n:05d}.example.com"
                person = (f"Pat{n}", f"Example{n}", f"pat{n}@{site}") if name else ("", "", "")
                row = name, site if name else "", "Chicago", "US", *person, f"word {n} of the list"
                writer.writerow(row)
        return path

    @cached_property
    def day(self) -> Path:
        """Four accounts due today."""
        path = self.folder / "day.db"
        desk = open_desk(path, _yesterday())
        for name in ACCOUNTS:
            values = {"name": name, "country": "US", "region": "IL", "city": "Chicago"}
            account = desk.accounts.add(values, "working").made
            assert account is not None
            desk.accounts.add_contact(account, f"Ines at {name[:8]}", role="decision_maker")
        desk.close()
        return path

    @cached_property
    def full(self) -> Path:
        """The same after the list came in, by the command."""
        home = self.home("full", self.day)
        command = Command(home, ("import", str(self.leads), "--yes"))
        assert command.ends() == 0, command.shown
        path = self.folder / "full.db"
        shutil.copyfile(home.db, path)
        return path

    @cached_property
    def twins(self) -> Path:
        """Two accounts that are the same company; much hangs on the second."""
        path = self.folder / "twins.db"
        desk = open_desk(path, _yesterday())
        numbers = [desk.accounts.add({"name": name, "city": "Chicago"}).made for name in TWINS]
        on = date(2026, 11, 20).isoformat()
        with desk.store.action("Much happens") as act:
            people = act.insert_many(
                "contacts",
                ("account_id", "name", "created_on"),
                [(numbers[1], f"Pat {n}", on) for n in range(self.rows // 4)],
            )
            act.insert_many(
                "activities",
                ("account_id", "contact_id", "kind", "direction", "happened_at", "happened_on",
                 "note"),
                [(numbers[1], person, "note", "out", f"{on}T10:00:00Z", on, f"word {n}")
                 for n, person in enumerate(people)],
            )  # fmt: skip
        desk.close()
        return path

    def old(self, version: int) -> Path:
        """A file of an earlier version with many accounts."""
        path = self.folder / f"version-{version}.db"
        if path.exists():
            return path
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript((VERSIONS / f"{version}.sql").read_text(encoding="utf-8"))
            connection.execute("UPDATE devices SET next_number = 1000000")
            connection.execute(
                "INSERT INTO actions (id, title, kind, at, seq) "
                "SELECT max(id) + 1000, 'Add many', 'do', max(at), max(seq) + 1 FROM actions"
            )
            connection.execute("INSERT INTO current_action (action_id) SELECT max(id) FROM actions")
            blank = dict.fromkeys(("last_touch_at", "last_touch_on", "next_follow_up_on"), "NULL")
            _multiply(connection, "accounts", {"name": "name || ' ' || n"} | blank, self.rows)
            _multiply(connection, "activities", {"note": "note || ' ' || n"}, self.rows // 10)
            connection.execute("DELETE FROM current_action")
            connection.commit()
        return path


def _yesterday() -> FrozenClock:
    """Before any run: what is written in the same second is not told apart from its making."""
    return FrozenClock(SystemClock(ZONE).now() - timedelta(days=1))


def _multiply(
    connection: sqlite3.Connection, table: str, other: dict[str, str], times: int
) -> None:
    """Copy the first row of a table many times, with other values in some columns."""
    rows: Sequence[tuple[object, ...]] = connection.execute(
        f"PRAGMA table_info({table})"
    ).fetchall()
    names = [str(row[1]) for row in rows]
    first = connection.execute(f"SELECT min(id) FROM {table}").fetchone()[0]
    values = [{"id": "id + 2000 + n", **other}.get(name, name) for name in names]
    connection.execute(
        f"WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted "
        f"WHERE n < {times}) INSERT INTO {table} ({', '.join(names)}) "
        f"SELECT {', '.join(values)} FROM {table}, counted WHERE id = {first}"
    )
