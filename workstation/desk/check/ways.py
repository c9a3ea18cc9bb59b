"""A person's addresses and numbers: one main one, and none both usable and not."""

from workstation.desk.check.rule import Rows


def _main(table: str, what: str) -> Rows:
    return Rows(
        f"main_{table}",
        f"people with several main {what}",
        table,
        "is_main AND contact_id IS NOT NULL AND id <> (SELECT id FROM "
        f"{table} AS best WHERE best.contact_id = {table}.contact_id AND best.is_main "
        "ORDER BY state <> 'valid', id LIMIT 1)",
        "is one main of several of the same person",
        None,
        {"is_main": "0"},
        repair="The first usable one stays the main one.",
    )


def _state(table: str, what: str, same: str) -> Rows:
    worse = (
        f"FROM {table} AS other WHERE other.contact_id = {table}.contact_id AND {same} "
        "AND other.state <> 'valid'"
    )
    return Rows(
        f"state_{table}",
        f"{what} of a person written down both as usable and as not",
        table,
        f"state = 'valid' AND contact_id IS NOT NULL AND EXISTS (SELECT 1 {worse})",
        "is usable, and written down as not usable beside it",
        None,
        {"state": f"(SELECT min(other.state) {worse})"},
        repair="It is not used.",
    )


WAYS = (
    _main("emails", "addresses"),
    _main("phones", "numbers"),
    _state("emails", "addresses", "other.address = emails.address"),
    _state(
        "phones", "numbers", "other.number = phones.number AND other.extension IS phones.extension"
    ),
)
