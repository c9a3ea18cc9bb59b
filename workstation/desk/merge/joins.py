"""Where both records have a row of the same kind: which stays, so that nothing stands twice."""

from typing import TYPE_CHECKING

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.cadences.rows import open_runs

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.merge.moves import Held
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

_STATES = {"valid": 0, "wrong": 1, "bounced": 2}
"""How strongly a state keeps an address or number from being used."""


def facts(desk: "Desk", act: "Writer", owner: str, keep: int, lose: int, name: str) -> None:
    """Make room for the facts that move: one said by both goes, one that differs is renamed.

    The keeper's stays under the plain name, and its score goes by it.
    """
    alone = " AND contact_id IS NULL" if owner == "account_id" else ""
    sql = f"SELECT id, key, value FROM facts WHERE {owner} = ?{alone}"
    known: dict[str, str] = {row["key"]: row["value"] for row in desk.store.rows(sql, (keep,))}
    for row in desk.store.rows(sql, (lose,)):
        if row["key"] not in known:
            continue
        if known[row["key"]] == row["value"]:
            act.delete("facts", row["id"])
        else:
            act.update("facts", row["id"], {"key": f"{row['key']} ({name})"})


def differing(desk: "Desk", owner: str, keep: int, lose: int) -> list[str]:
    """Return the keys of the facts both have with different values, in their order."""
    alone = " AND mine.contact_id IS NULL AND theirs.contact_id IS NULL"
    rows = desk.store.rows(
        "SELECT theirs.key FROM facts AS theirs JOIN facts AS mine "
        f"ON mine.{owner} = ?1 AND mine.key = theirs.key AND mine.value <> theirs.value "
        f"WHERE theirs.{owner} = ?2{alone if owner == 'account_id' else ''} "
        "GROUP BY theirs.key ORDER BY min(theirs.id)",
        (keep, lose),
    )
    return [row[0] for row in rows]


def preparation(desk: "Desk", act: "Writer", owner: str, keep: int, lose: int) -> None:
    """Join what was prepared for the next conversation: of one question both answers stay, as one.

    Of an account it is what was prepared for nobody in particular.
    """
    alone = " AND contact_id IS NULL" if owner == "account_id" else ""
    sql = (
        f"SELECT id, question, answer FROM preparations WHERE {owner} = ?{alone} "
        "AND activity_id IS NULL ORDER BY id"
    )
    known = {row["question"]: row for row in desk.store.rows(sql, (keep,))}
    for row in desk.store.rows(sql, (lose,)):
        if (mine := known.get(row["question"])) is not None:
            if row["answer"] not in mine["answer"]:
                both = f"{mine['answer']}; {row['answer']}"
                act.update("preparations", mine["id"], {"answer": both})
            act.delete("preparations", row["id"])


def cadences(desk: "Desk", act: "Writer", owner: str, keep: int, lose: int, why: str) -> list[str]:
    """End the other's cadences where the keeper has one under way: never two at a time.

    Those of an account are the ones with nobody in particular. Returns sentences.
    """
    alone = " AND cadence_runs.contact_id IS NULL" if owner == "account_id" else ""
    condition = f"cadence_runs.{owner} = ?{alone}"
    if not open_runs(desk, condition, (keep,)):
        return []
    return cadence_hooks.end(desk, act, open_runs(desk, condition, (lose,)), why)


def ways(desk: "Desk", act: "Writer", keep: int, lose: int) -> None:
    """Make room for the addresses and numbers that move: one both have stays once.

    It stays as unusable as either record knows it, and one main address and number stay main.
    """
    for table, columns in (("emails", ("address",)), ("phones", ("number", "extension"))):
        sql = f"SELECT id, state, is_main, {', '.join(columns)} FROM {table} WHERE contact_id = ?"
        mine = desk.store.rows(sql, (keep,))
        known = {tuple(_way(row[name]) for name in columns): row for row in mine}
        has_main = any(row["is_main"] for row in mine)
        for row in desk.store.rows(sql, (lose,)):
            same = known.get(tuple(_way(row[name]) for name in columns))
            if same is None:
                if has_main and row["is_main"]:
                    act.update(table, row["id"], {"is_main": 0})
                continue
            if _STATES[row["state"]] > _STATES[same["state"]]:
                act.update(table, same["id"], {"state": row["state"]})
            act.delete(table, row["id"])


def _way(value: str | None) -> str | None:
    return value.casefold() if value else value


def told_apart(desk: "Desk", act: "Writer", kind: str, keep: int, lose: int) -> None:
    """Take over whom the other was told apart from; that the two were is no longer so."""
    rows = desk.store.rows(
        "SELECT id, first_id, second_id FROM told_apart WHERE kind = ?1 "
        "AND (first_id = ?2 OR second_id = ?2)",
        (kind, lose),
    )
    for row in rows:
        third = row["second_id"] if row["first_id"] == lose else row["first_id"]
        if third == keep:
            act.delete("told_apart", row["id"])
            continue
        first, second = sorted((keep, third))
        if desk.store.value(
            "SELECT 1 FROM told_apart WHERE kind = ? AND first_id = ? AND second_id = ?",
            (kind, first, second),
        ):
            continue
        act.insert("told_apart", {"kind": kind, "first_id": first, "second_id": second})


def source_id(
    desk: "Desk", act: "Writer", kind: str, owner: str, keep: int, lose: int, *, has_one: bool
) -> "dict[str, Value]":
    """Keep the other's identifier with the keeper; return the columns of the keeper to set."""
    row = desk.store.row(f"SELECT source_id FROM {kind} WHERE id = ?", (lose,))
    value = row["source_id"] if row else None
    if not value:
        return {}
    act.update(kind, lose, {"source_id": None})
    if not has_one:
        return {"source_id": value}
    act.insert("source_ids", {owner: keep, "value": value})
    return {}


def still_there(rows: "Held", desk: "Desk") -> "Held":
    """Return rows that are still there, without those that a join has taken."""
    return {
        table: [
            number
            for number in ids
            if table not in ("facts", "preparations", "emails", "phones")
            or desk.store.value(f"SELECT 1 FROM {table} WHERE id = ?", (number,))
        ]
        for table, ids in rows.items()
    }
