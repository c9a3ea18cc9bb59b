"""Whoever is on a list of whom not to contact is protected, unless the rep has lifted that.

People are known by their addresses, numbers and the domains of their addresses, accounts by their
own domain or their name; a domain stands for all that are below it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from workstation.desk.cadences.hooks import imported
from workstation.desk.check.rule import PUT_RIGHT, Found, Rows, Rule, update
from workstation.desk.imports.book import Ids, asked
from workstation.desk.imports.general_names import too_general
from workstation.desk.imports.reached import (
    accounts_of_domains,
    accounts_of_names,
    people_of_domains,
)
from workstation.desk.imports.suppressions import NAMED
from workstation.desk.suppressions import AVOIDED

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress
    from workstation.store.store import Store

_REASON = "on a list of whom not to contact"
_REPAIR = (
    "They are protected, with the list as the reason, and what was planned with them is closed."
)


_MEANT = (
    "action_id IN (SELECT actions.id FROM actions WHERE actions.kind = 'do' "
    f"AND actions.state = 'done' OR actions.title LIKE 'Undo: {PUT_RIGHT}%')"
)
"""Of changes: the rep's own, or the undo of a repair; the undo of a list lifts nothing."""


def _lifted(flag: str) -> str:
    """Return SQL: somebody took this mark from a person."""
    return (
        "EXISTS (SELECT 1 FROM changes WHERE row_id = contacts.id AND table_name = 'contacts' "
        f"AND changes.kind = 'update' AND json_extract(before, '$.{flag}') = 1 "
        f"AND json_extract(after, '$.{flag}') = 0 AND {_MEANT})"
    )


class _Listed(Rows):
    """People whose address or number is on a list."""

    def __init__(self, kind: str, table: str, column: str, flag: str, what: str) -> None:
        listed = (
            f"FROM suppressions JOIN {table} ON {table}.{column} = suppressions.value "
            f"WHERE suppressions.kind = '{kind}'"
        )
        super().__init__(
            f"listed_{kind}",
            f"people on a list of whom not to contact who are not marked as {what}",
            "contacts",
            f"{flag} = 0 AND contacts.id IN (SELECT {table}.contact_id {listed} "
            f"AND {table}.contact_id IS NOT NULL) AND NOT {_lifted(flag)}",
            f"is on a list of whom not to contact and is not marked as {what}",
            None,
            {
                flag: "1",
                "protection_reason": (
                    f"coalesce(protection_reason, (SELECT suppressions.reason {listed} "
                    f"AND {table}.contact_id = contacts.id), '{_REASON}')"
                ),
            },
            repair=_REPAIR,
        )

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Mark them, and close what was planned with them."""
        done = super().mend(desk, act)
        imported(desk, act)
        return done


def _listed(
    desk: "Desk", reach: "Callable[[Store, Collection[str]], Ids]", *, named: bool = False
) -> dict[int, str]:
    """Return the records that are of a domain on a list, each with the reason.

    ``named``: of a company's name (``company_key``) instead.
    """
    begin = len(NAMED) if named else 0
    listed = {
        value[begin:]: reason or _REASON
        for value, reason in desk.store.rows(
            "SELECT lower(value), reason FROM suppressions WHERE kind = 'domain'"
        )
        if value.startswith(NAMED) == named and not (named and too_general(value[begin:]))
    }
    found = reach(desk.store, listed)
    return {number: listed[value] for value, ids in found.items() for number in ids}


class PeopleOfDomains(Rule):
    """People with an address at a domain on a list are marked as not to be called nor mailed."""

    key = "listed_domain"
    title = "people at a domain on a list of whom not to contact who are not marked so"
    repair = _REPAIR
    weight = 5

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the people."""
        del progress
        for row, _ in self._open(desk):
            said = "is at a domain on a list of whom not to contact and is not marked so"
            yield Found("contacts", row["id"], said)

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Mark them, and close what was planned with them."""
        done = update(
            act,
            "contacts",
            ("do_not_call", "opted_out", "protection_reason"),
            [
                (row["id"], row["calls"], row["mails"], row["protection_reason"] or reason)
                for row, reason in self._open(desk)
            ],
        )
        imported(desk, act)
        return done

    def _open(self, desk: "Desk") -> "list[tuple[Row, str]]":
        """Return who is to be marked, with the marks they get (``calls``, ``mails``), and why."""
        reasons = _listed(desk, people_of_domains)
        calls, mails = (f"({flag} OR NOT {_lifted(flag)})" for flag in ("do_not_call", "opted_out"))
        rows = asked(
            desk.store,
            f"SELECT contacts.id, protection_reason, {calls} AS calls, {mails} AS mails "
            "FROM json_each(?) CROSS JOIN contacts ON contacts.id = json_each.value "
            "WHERE calls <> do_not_call OR mails <> opted_out",
            reasons.keys(),
        )
        return [(row, reasons[row["id"]]) for row in rows]


class AccountsOfDomains(Rule):
    """Accounts whose domain or name is on a list are in an avoid bin."""

    key = "listed_account"
    title = "accounts on a list of whom not to contact in a bin that is prospected"
    repair = "They go to the avoid bin, with the list as the reason; their open steps are closed."
    weight = 5

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the accounts."""
        del progress
        for number in self._open(desk):
            yield Found("accounts", number, "has a domain or name on a list of whom not to contact")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Move them out of prospecting, as a move by the rep does."""
        found = self._open(desk)
        by_reason: dict[str, list[int]] = defaultdict(list)
        for number, reason in found.items():
            by_reason[reason].append(number)
        for reason, numbers in by_reason.items():
            desk.bins.put(act, numbers, AVOIDED, reason)
        return len(found)

    def _open(self, desk: "Desk") -> dict[int, str]:
        """Return the accounts that are prospected, with the reason why not to."""
        by_name = _listed(desk, accounts_of_names, named=True)
        reasons = by_name | _listed(desk, accounts_of_domains)
        allowed = ", ".join(f"'{key}'" for key in desk.playbook.open_bins())
        lifted = (
            "EXISTS (SELECT 1 FROM changes WHERE row_id = accounts.id "
            f"AND table_name = 'accounts' AND kind = 'update' AND {_MEANT} "
            f"AND json_extract(before, '$.bin') NOT IN ({allowed}) "
            f"AND json_extract(after, '$.bin') IN ({allowed}))"
        )
        rows = asked(
            desk.store,
            "SELECT accounts.id FROM json_each(?) CROSS JOIN accounts "
            f"ON accounts.id = json_each.value WHERE bin IN ({allowed}) AND NOT {lifted}",
            reasons.keys(),
        )
        return {row["id"]: reasons[row["id"]] for row in rows}


PROTECTION = (
    _Listed("email", "emails", "address", "opted_out", "opted out"),
    _Listed("phone", "phones", "number", "do_not_call", "not to be called"),
    PeopleOfDomains(),
    AccountsOfDomains(),
)
