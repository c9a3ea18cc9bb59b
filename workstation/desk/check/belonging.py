"""Every record has what it belongs to, and what names a person is of that person's account."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rows, Rule, update
from workstation.desk.merge.moves import STAYS_WITH_ACCOUNT
from workstation.store.check import Broken, broken_links, tables_with, typed_columns
from workstation.store.ids import short

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress, Value

_LOG = ("actions", "changes")
_OF_PERSON_ALONE = ("facts", "source_ids")
"""Tables whose rows may name a person and no account."""


class PointsSomewhere(Rule):
    """Every link leads to a row that is there (SQLite's ``foreign_key_check``)."""

    key = "links"
    title = "links to rows that are not there"
    repair = (
        "An account that records or people need comes back as it was when another program "
        "deleted it; where that is not known an empty one is made, called “Lost account”, so that "
        "its records are seen. Any other link is cut, and a person goes to the account most of "
        "their records name. This part has no undo."
    )
    stage = "links"
    weight = 80

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the links that lead nowhere."""
        del progress
        for each in broken_links(desk.store):
            parent = each.parent.replace("_", " ")
            yield Found(each.table, each.id, f"points by {each.column} to {parent} that are gone")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Cut links, and bring back or make the accounts that records cannot be without."""
        mender, many = act.mender(), 0
        needed: dict[tuple[str, int], None] = {}
        for each in broken_links(desk.store):
            many += 1
            of_people = (each.table, each.column) == ("contacts", "account_id")
            if each.table not in _LOG and (of_people or _required(desk, each)):
                needed[each.parent, each.target] = None
        for parent, number in needed:
            mender.bring_back(parent, number)
        # What came back may point nowhere itself.
        cut: dict[tuple[str, str], list[int]] = defaultdict(list)
        lost: dict[tuple[str, int], int] = {}
        for each in broken_links(desk.store):
            if each.table not in _LOG and _required(desk, each):
                lost[each.parent, each.target] = each.id
            else:
                cut[each.table, each.column].append(each.id)
        homes = {
            number: home
            for number in cut.get(("contacts", "account_id"), ())
            if (home := _home(desk, number, lost.keys()))
        }
        for (table, column), numbers in cut.items():
            if table in _LOG:
                name = "seq" if table == "changes" else "id"
                sql = f"UPDATE {table} SET {column} = NULL WHERE {name} = ?"
                mender.run(sql, [(number,) for number in numbers])
            else:
                own = homes if (table, column) == ("contacts", "account_id") else {}
                rows: list[tuple[Value, ...]] = [
                    (number, None) for number in dict.fromkeys(numbers) if number not in own
                ]
                update(act, table, (column,), rows)
        moment, day = desk.days.stamp()
        for _, number in lost:
            mender.put(
                "accounts",
                {
                    "id": number,
                    "name": f"Lost account {short(number)}",
                    "bin": "cold",
                    "bin_since_on": day,
                    "created_on": day,
                    "created_at": moment,
                    "updated_at": moment,
                },
            )
        # The accounts that were lost are there again.
        update(act, "contacts", ("account_id",), list(homes.items()))
        return many


def _home(desk: "Desk", contact: int, made: "Collection[tuple[str, int]]") -> int | None:
    """Return the account most of a person's records name, None for none.

    It is one that is there, or one of those ``made`` for records that cannot be without.
    """
    records = " UNION ALL ".join(
        f"SELECT account_id, created_at FROM {table} WHERE contact_id = ?1 AND account_id NOTNULL"
        for table in tables_with(desk.store, "account_id", "contact_id", "created_at")
    )
    for account, there in desk.store.rows(
        f"SELECT account_id, account_id IN (SELECT id FROM accounts) FROM ({records}) "
        "GROUP BY account_id ORDER BY count(*) DESC, max(created_at) DESC, account_id",
        (contact,),
    ):
        if there or ("accounts", account) in made:
            return int(account)
    return None


def _required(desk: "Desk", link: Broken) -> bool:
    return typed_columns(desk.store, link.table)[link.column][1]


class OfThatAccount(Rule):
    """What names a person is of the account the person is at: records go along with people."""

    key = "contact_account"
    title = "records of a person under another account than the person's"
    repair = "Each goes to the account the person is at."
    weight = 10

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the records under another account."""
        for rule in _of_tables(desk):
            yield from rule.find(desk, progress)

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Move the records to the person's account."""
        return sum(rule.mend(desk, act) for rule in _of_tables(desk))


def _of_tables(desk: "Desk") -> Iterator[Rows]:
    theirs = "(SELECT account_id FROM contacts WHERE contacts.id = contact_id)"
    for table in tables_with(desk.store, "account_id", "contact_id"):
        if table == STAYS_WITH_ACCOUNT:
            continue
        # An account is never taken from a record of somebody who is at none.
        bad = (
            f"contact_id IS NOT NULL AND {theirs} IS NOT NULL "
            f"AND {table}.account_id IS NOT {theirs}"
        )
        if table in _OF_PERSON_ALONE:
            bad += f" AND {table}.account_id IS NOT NULL"
        says = "is under another account than the person it names"
        yield Rows("contact_account", "", table, bad, says, None, {"account_id": theirs})
