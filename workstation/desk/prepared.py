"""What is prepared for the next conversation with an account, read in one place."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk


def open_rows(desk: "Desk", account_id: int) -> "list[Row]":
    """Return the open preparation of an account: for anybody first, then by person."""
    return desk.store.rows(
        "SELECT id, contact_id, question, answer FROM preparations "
        "WHERE account_id = ? AND activity_id IS NULL ORDER BY contact_id IS NOT NULL, id",
        (account_id,),
    )


def rows_for(desk: "Desk", account_id: int, contact_id: int | None) -> "list[Row]":
    """Return the open preparation that holds for a person: theirs, after what is for anybody."""
    rows = open_rows(desk, account_id)
    return [row for row in rows if row["contact_id"] in (None, contact_id)]


def answers_for(desk: "Desk", account_id: int, contact_id: int | None) -> dict[str, str]:
    """Return what was prepared for a person by question; their own comes before anybody's."""
    rows = rows_for(desk, account_id, contact_id)
    return {row["question"]: row["answer"] for row in rows}
