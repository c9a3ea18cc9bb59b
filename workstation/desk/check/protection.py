"""Whoever is on a list of whom not to contact is protected, unless the rep has lifted that."""

from workstation.desk.check.rule import Rows


def _listed(kind: str, table: str, column: str, flag: str, what: str) -> Rows:
    listed = (
        f"FROM suppressions JOIN {table} ON {table}.{column} = suppressions.value "
        f"WHERE suppressions.kind = '{kind}'"
    )
    lifted = (
        "EXISTS (SELECT 1 FROM changes WHERE row_id = contacts.id AND table_name = 'contacts' "
        f"AND changes.kind = 'update' AND json_extract(before, '$.{flag}') = 1 "
        f"AND json_extract(after, '$.{flag}') = 0 AND action_id IS NOT NULL)"
    )
    return Rows(
        f"listed_{kind}",
        f"people on a list of whom not to contact who are not marked as {what}",
        "contacts",
        f"{flag} = 0 AND contacts.id IN (SELECT {table}.contact_id {listed} "
        f"AND {table}.contact_id IS NOT NULL) AND NOT {lifted}",
        f"is on a list of whom not to contact and is not marked as {what}",
        None,
        {
            flag: "1",
            "protection_reason": (
                f"coalesce(protection_reason, (SELECT suppressions.reason {listed} "
                f"AND {table}.contact_id = contacts.id), 'on a list of whom not to contact')"
            ),
        },
        repair="They are protected, with the list as the reason.",
    )


PROTECTION = (
    _listed("email", "emails", "address", "opted_out", "opted out"),
    _listed("phone", "phones", "number", "do_not_call", "not to be called"),
)
