"""Every time zone is one there is: calling hours and meetings depend on it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rule, update
from workstation.method.zones import zone_info, zone_of_place

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

_TABLES = ("accounts", "contacts", "phones")


class KnownZones(Rule):
    """The time zone of an account, a person or a number is one the system knows."""

    key = "time_zones"
    title = "time zones there are not"
    repair = "An account's is worked out anew from its place; what is not known is emptied."
    weight = 5

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the records with such a zone."""
        del progress
        for table in _TABLES:
            for number, zone, right in _unknown(desk, table):
                then = f"becomes {right}" if right else "is emptied"
                yield Found(table, number, f"is in the time zone “{zone}”, which {then}")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Work the zones out anew, or empty them."""
        return sum(
            update(
                act,
                table,
                ("time_zone",),
                [(number, right) for number, _, right in _unknown(desk, table)],
            )
            for table in _TABLES
        )


def _unknown(desk: "Desk", table: str) -> list[tuple[int, str, str | None]]:
    """Return records with a zone there is not: number, zone, and the right one if it is known."""
    said = desk.store.rows(f"SELECT DISTINCT time_zone FROM {table} WHERE time_zone IS NOT NULL")
    wrong = [row[0] for row in said if zone_info(str(row[0])) is None]
    place = "country, region, city" if table == "accounts" else "NULL, NULL, NULL"
    return [
        (number, str(zone), zone_of_place(*where) if any(where) else None)
        for each in wrong
        for number, zone, *where in desk.store.rows(
            f"SELECT id, time_zone, {place} FROM {table} WHERE time_zone IS ?", (each,)
        )
    ]
