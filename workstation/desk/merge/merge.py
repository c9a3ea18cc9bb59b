"""Merging two records that are one, as a single recorded action: nothing is lost, undo parts them.

An account that is merged stays, in the bin for duplicates, and points to the one that was kept. Of
two people one row goes. Never done by itself: a person decides.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.invitations import follow_invitations
from workstation.desk.merge import joins as merge_joins
from workstation.desk.merge import moves as merge_moves
from workstation.desk.merge.fields import Field, fields_of
from workstation.desk.suppressions import protect_account, protect_person
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.desk.duplicates.records import Kind
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

DUPLICATE = "avoid.duplicate"

_NAMED = 4
"""Facts in which both differ that are named, the rest are counted."""


class MergePreview(msgspec.Struct, frozen=True):
    """What a merge would do: the fields of both, what moves in words, what should be known."""

    kind: str
    keep_id: int
    lose_id: int
    keep: str
    lose: str
    fields: tuple[Field, ...]
    moves: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is called in the history."""
        return f"Merge {self.lose} into {self.keep}"


def _title(mine: "Row", theirs: "Row") -> str:
    return f"Merge {theirs['name']} into {mine['name']}"


class Merging:
    """Merges accounts, and people."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def keeper(self, kind: "Kind", one: int, other: int) -> int:
        """Return which of two records should rather be kept: of a client, worked, the older one."""
        if kind == "accounts":
            order = (
                "bin = 'avoid.duplicate', bin <> 'avoid.client', last_touch_at IS NULL, "
                "bin = 'cold', id"
            )
        else:
            order = (
                "account_id IS NULL, NOT EXISTS (SELECT 1 FROM activities "
                "WHERE contact_id = contacts.id), id"
            )
        found = self._desk.store.value(
            f"SELECT id FROM {kind} WHERE id IN (?, ?) ORDER BY {order} LIMIT 1", (one, other)
        )
        return int(found) if found is not None else one

    def size(self, kind: "Kind", lose: int) -> int:
        """Return how many rows a merge would move."""
        return sum(merge_moves.counts(self._desk.store, kind, lose).values())

    def preview(
        self, kind: "Kind", keep: int, lose: int, choices: Mapping[str, str] | None = None
    ) -> MergePreview:
        """Say what merging one record into another would do; nothing is written.

        ``choices`` name fields of which the other's value ("other") or the keeper's ("keep") is to
        stay.

        Raises:
            DeskError: the two cannot be merged, or a choice cannot be.
        """
        mine, theirs, fields = self._read(kind, keep, lose, choices)
        return MergePreview(
            kind,
            keep,
            lose,
            mine["name"],
            theirs["name"],
            tuple(fields),
            tuple(merge_moves.said(kind, merge_moves.counts(self._desk.store, kind, lose))),
            tuple(self._notes(kind, mine, theirs)),
        )

    def merge(
        self,
        kind: "Kind",
        keep: int,
        lose: int,
        choices: Mapping[str, str] | None = None,
        progress: "Progress | None" = None,
    ) -> Changed:
        """Merge one record into another, as one action.

        ``choices`` are as in ``preview``; ``progress`` is told rows moved and in all, and raising
        in it stops, with nothing changed.

        Raises:
            DeskError: the two cannot be merged, or a choice cannot be; nothing was changed.
        """
        from workstation.desk.merge import accounts as merge_accounts
        from workstation.desk.merge import contacts as merge_contacts

        work = merge_accounts.merge if kind == "accounts" else merge_contacts.merge
        mine, theirs, _ = self._read(kind, keep, lose, choices)
        self._desk.safety.before("merge")
        with self._desk.store.action(_title(mine, theirs)) as act:
            # Another program may have written to either while this one waited for the file.
            mine, theirs, fields = self._read(kind, keep, lose, choices)
            title = _title(mine, theirs)
            act.retitle(title)
            ways = self._ways(kind, lose)
            told = work(self._desk, act, mine, theirs, fields, progress)
            said = self._listed(act, mine["id"], theirs, fields, ways)
        advice = [*told.advice, *said, *follow_invitations(self._desk, act.id)]
        if kind == "accounts":
            advice += self._desk.duplicates.note_people(keep)
        return Changed(act.id, title, told.accounts, tuple(advice), made=None)

    def _ways(self, kind: str, number: int) -> tuple[list[str], list[str]] | None:
        """Return the addresses and numbers of a person, None for an account."""
        if kind == "accounts":
            return None
        store = self._desk.store
        emails = store.rows("SELECT address FROM emails WHERE contact_id = ?", (number,))
        phones = store.rows("SELECT number FROM phones WHERE contact_id = ?", (number,))
        return [row[0] for row in emails], [row[0] for row in phones]

    def _listed(
        self,
        act: "Writer",
        keep: int,
        theirs: "Row",
        fields: Sequence[Field],
        ways: tuple[list[str], list[str]] | None,
    ) -> list[str]:
        """Protect the keeper where what it was given is on a list of whom not to contact."""
        if ways is not None:
            return protect_person(self._desk, act, keep, emails=ways[0], phones=ways[1])
        given = any(each.key == "domain" and each.takes == "other" for each in fields)
        return protect_account(self._desk, act, keep, theirs["domain"] if given else None)

    # Refusals and remarks

    def _read(
        self, kind: "Kind", keep: int, lose: int, choices: Mapping[str, str] | None
    ) -> tuple["Row", "Row", list[Field]]:
        """Return both records as they are now, and which field stays of which."""
        mine, theirs = self._both(kind, keep, lose)
        return mine, theirs, fields_of(self._desk, kind, mine, theirs, choices or {})

    def _both(self, kind: "Kind", keep: int, lose: int) -> tuple["Row", "Row"]:
        if keep == lose:
            raise DeskError("That is one and the same record.")
        rows = {
            row["id"]: row
            for row in self._desk.store.rows(
                f"SELECT * FROM {kind} WHERE id IN (?, ?)", (keep, lose)
            )
        }
        if len(rows) < 2:
            raise DeskError("One of the two is not there any more, or is merged already.")
        mine, theirs = rows[keep], rows[lose]
        if kind == "accounts":
            self._check_accounts(mine, theirs)
        return mine, theirs

    def _check_accounts(self, mine: "Row", theirs: "Row") -> None:
        if mine["bin"] == DUPLICATE:
            if mine["duplicate_of_id"] == theirs["id"]:
                raise DeskError(
                    f"{mine['name']} is a duplicate of {theirs['name']} already: merge it the "
                    "other way round."
                )
            of = self._name(mine["duplicate_of_id"])
            into = f"merge into {of}, which it is one of" if of else "move it out of that bin first"
            raise DeskError(f"{mine['name']} is itself in the bin for duplicates: {into}.")
        if theirs["bin"] != DUPLICATE or theirs["duplicate_of_id"] is None:
            return
        if theirs["duplicate_of_id"] != mine["id"]:
            of = self._name(theirs["duplicate_of_id"])
            raise DeskError(f"{theirs['name']} is a duplicate of {of} already.")
        if not self.size("accounts", theirs["id"]):
            raise DeskError(f"{theirs['name']} is merged into {mine['name']} already.")

    def _name(self, account_id: int | None) -> str:
        return str(
            self._desk.store.value("SELECT name FROM accounts WHERE id = ?", (account_id,)) or ""
        )

    def _notes(self, kind: "Kind", mine: "Row", theirs: "Row") -> list[str]:
        said = self._protection_notes(kind, mine, theirs)
        both = merge_joins.differing(self._desk, merge_moves.OWNERS[kind], mine["id"], theirs["id"])
        if both:
            more = f" and {len(both) - _NAMED} more" if len(both) > _NAMED else ""
            said.append(
                f"They differ in {', '.join(map(clean_line, both[:_NAMED]))}{more}: what "
                f"{theirs['name']} has comes along under its name."
            )
        if (
            kind == "accounts"
            and mine["parent_id"]
            and theirs["parent_id"] not in (None, mine["parent_id"], mine["id"])
        ):
            said.append(
                f"{self._name(mine['parent_id'])} stays the parent company, "
                f"{self._name(theirs['parent_id'])} is kept as a fact."
            )
        return said

    def _protection_notes(self, kind: str, mine: "Row", theirs: "Row") -> list[str]:
        if kind == "contacts":
            return [
                f"{one['name']} {what}: that stays."
                for column, what in (
                    ("do_not_call", "asked not to be called"),
                    ("opted_out", "opted out of email"),
                )
                for one in (theirs,)
                if one[column] and not mine[column]
            ]
        refused = {each.key for each in self._desk.playbook.bins if each.prospecting == "refused"}
        if theirs["bin"] in refused - {DUPLICATE} and mine["bin"] not in refused:
            title = self._desk.playbook.bin(theirs["bin"]).title
            return [f"{mine['name']} goes to {title}: what is planned with it is closed."]
        if mine["bin"] in refused and theirs["bin"] not in refused:
            title = self._desk.playbook.bin(mine["bin"]).title
            return [f"It stays in {title}: what is planned with {theirs['name']} is closed."]
        return []
