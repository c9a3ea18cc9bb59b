"""Links accounts to their parent companies once all of a file is in, leaving circles out."""

import sqlite3
from typing import TYPE_CHECKING

from workstation.desk.imports.accounts_known import AccountBook
from workstation.desk.imports.book import asked
from workstation.desk.imports.records import Known
from workstation.desk.imports.vouch import is_company, is_unique
from workstation.method.names import company_key

if TYPE_CHECKING:
    from workstation.store.actions import Writer
    from workstation.store.store import Store

_PORTION = 5000
_HIGHEST = 100
"""Levels of parents that are looked through for a circle."""


class Parents:
    """Who is whose parent by a file, kept in a private temporary file; a preview keeps nothing."""

    def __init__(self, writer: "Writer | None") -> None:
        self._writer = writer
        self._held: list[tuple[Known, str, str]] = []
        self._file: sqlite3.Connection | None = None
        self.circles = 0

    def add(self, child: Known, source_id: str, name: str) -> None:
        """Note the parent's identifier and name that a row gives."""
        if self._writer is not None:
            self._held.append((child, source_id, name))

    def settle(self) -> None:
        """Put aside what the last portion said, whose accounts are written now."""
        if not self._held:
            return
        if self._file is None:
            self._file = sqlite3.connect("", isolation_level=None)
            self._file.execute(
                "CREATE TABLE said (position INTEGER PRIMARY KEY, child INTEGER, source TEXT, "
                "name TEXT)"
            )
            self._file.execute("CREATE TABLE links (child INTEGER PRIMARY KEY, parent INTEGER)")
        self._file.execute("BEGIN")
        self._file.executemany(
            "INSERT INTO said (child, source, name) VALUES (?, ?, ?)",
            [(child.id, source, name) for child, source, name in self._held],
        )
        self._file.execute("COMMIT")
        self._held.clear()

    def link(self, store: "Store", accounts: AccountBook, *, again: bool) -> int:
        """Write the parents that were found; return how many.

        ``again`` lets a file change a parent that is known.
        """
        if self._file is None or self._writer is None:
            return 0
        last = count = 0
        while rows := self._file.execute(
            "SELECT position, child, source, name FROM said WHERE position > ? LIMIT ?",
            (last, _PORTION),
        ).fetchall():
            last = rows[-1][0]
            count += self._link(store, accounts, self._writer, rows, again=again)
        self._file.close()
        return count

    def _link(
        self,
        store: "Store",
        accounts: AccountBook,
        act: "Writer",
        rows: list[tuple[int, int, str, str]],
        *,
        again: bool,
    ) -> int:
        keys = {position: company_key(name) for position, _, _, name in rows if name}
        accounts.load(
            sources={source for _, _, source, _ in rows if source}, keys=set(keys.values())
        )
        held: dict[int, int | None] = dict(
            asked(
                store,
                "SELECT accounts.id, parent_id FROM json_each(?) CROSS JOIN accounts "
                "ON accounts.id = value",
                {child for _, child, _, _ in rows},
            )
        )
        links: dict[int, int] = {}
        for position, child, source, name in rows:
            found = self._of_source(accounts, source, name, child)
            if found is None and name:
                found, _ = accounts.of_name(name, keys[position], "", "")
            if found is None or found.id == held.get(child) or (held.get(child) and not again):
                continue
            if self._leads_to(store, found.id, child):
                self.circles += 1
                continue
            links[child] = found.id
            if self._file is not None:
                self._file.execute("INSERT OR REPLACE INTO links VALUES (?, ?)", (child, found.id))
        return act.update_many("accounts", ("parent_id",), list(links.items()))

    def _of_source(self, accounts: AccountBook, source: str, name: str, child: int) -> Known | None:
        """Return the parent by its identifier; of several, the one made next to the child."""
        if not source:
            return None
        if name or is_unique(source):
            return accounts.of_source(source, lambda known: is_company(known, name))
        held = accounts.all_of_source(source)
        return min(held, key=lambda known: abs(known.id - child), default=None)

    def _leads_to(self, store: "Store", start: int, child: int) -> bool:
        """Say whether an account's parents lead to another account."""
        now: int | None = start
        for _ in range(_HIGHEST):
            if now is None:
                return False
            if now == child:
                return True
            found = (
                self._file
                and self._file.execute(
                    "SELECT parent FROM links WHERE child = ?", (now,)
                ).fetchone()
            )
            parent = store.value("SELECT parent_id FROM accounts WHERE id = ?", (now,))
            now = found[0] if found else parent
        return True

    def said_circles(self) -> tuple[str, ...]:
        """Return the sentence about parents that were left out."""
        if not self.circles:
            return ()
        what = "y was" if self.circles == 1 else "ies were"
        left_out = f"{self.circles} parent compan{what} left out: the chain of parents would have "
        return (left_out + "come back to where it began.",)
