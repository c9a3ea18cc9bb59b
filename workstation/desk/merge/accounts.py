"""Merges one account into another within an action under way."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk import urgency_fold
from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.merge import joins as merge_joins
from workstation.desk.merge import moves as merge_moves
from workstation.desk.merge.fields import Field, joined_note, left_over, taken

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress, Value

_DUPLICATE = "avoid.duplicate"
_DEEPEST = 50
"""How far up parents are followed to find a circle."""


class Done(NamedTuple):
    """The accounts a merge touched, and what should be known of it."""

    accounts: tuple[int, ...]
    advice: list[str]


def merge(
    desk: "Desk",
    act: "Writer",
    keep: "Row",
    lose: "Row",
    fields: list[Field],
    progress: "Progress | None" = None,
) -> Done:
    """Move everything of one account to another, and put what is left into the duplicates' bin.

    Of an account that must not be prospected the protection stays, and what was planned with the
    other one is closed as any move into that bin closes it (Predictable Revenue, account status).
    """
    mine, theirs = int(keep["id"]), int(lose["id"])
    into, whose = f"merged into {keep['name']}", f"merged with {lose['name']}"
    urgency_fold.settle(desk, act, [mine, theirs])
    rows = merge_moves.held(desk.store, "accounts", theirs)
    other_bin = next(each.takes == "other" for each in fields if each.key == "bin")
    final = lose["bin"] if other_bin else keep["bin"]
    advice: list[str] = []
    closed = _refused(desk, final) and not _refused(desk, lose["bin"])
    if closed:
        advice += desk.bins.put(act, [theirs], _DUPLICATE, into, duplicate_of=mine)
    if _refused(desk, final) and other_bin:
        advice += desk.bins.put(act, [mine], final, lose["bin_reason"] or whose)
    merge_joins.facts(desk, act, "account_id", mine, theirs, lose["name"])
    merge_joins.preparation(desk, act, "account_id", mine, theirs)
    advice += merge_joins.cadences(desk, act, "account_id", mine, theirs, into)
    _fill(desk, act, keep, lose, fields)
    merge_moves.move_to_account(act, merge_joins.still_there(rows, desk), mine, progress)
    act.move_drafts("account_id", theirs, mine)
    _repoint(desk, act, keep, lose)
    merge_joins.told_apart(desk, act, "accounts", mine, theirs)
    if not _refused(desk, final):
        if other_bin:
            advice += desk.bins.put(act, [mine], final, lose["bin_reason"] or whose)
        else:
            advice += cadence_hooks.moved(desk, act, [mine], final)
    if other_bin:
        since: dict[str, Value] = {name: lose[name] for name in ("bin_since_on", "rest_until_on")}
        act.update("accounts", mine, since)
    if not closed:
        desk.bins.put(act, [theirs], _DUPLICATE, into, duplicate_of=mine)
    urgency_fold.settle(desk, act, [mine])
    urgency_fold.refold(desk, act, [theirs])
    desk.fit.put(act, [mine, theirs])
    return Done((mine, theirs), advice)


def _refused(desk: "Desk", bin_key: str) -> bool:
    return desk.playbook.bin(bin_key).prospecting == "refused"


def _fill(desk: "Desk", act: "Writer", keep: "Row", lose: "Row", fields: Sequence[Field]) -> None:
    """Write the fields that stay into the keeper, and what does not stay as facts."""
    mine, theirs = int(keep["id"]), int(lose["id"])
    values = taken("accounts", list(fields), lose) | {"note": joined_note(keep, lose)}
    values |= merge_joins.source_id(
        desk, act, "accounts", "account_id", mine, theirs, has_one=bool(keep["source_id"])
    )
    if keep["parent_id"] in (None, theirs):
        values["parent_id"] = _parent(desk, lose["parent_id"], mine)
    act.update("accounts", mine, values)
    others = list(left_over("accounts", list(fields)))
    if lose["parent_id"] not in (None, mine, values.get("parent_id", keep["parent_id"])):
        name = desk.store.value("SELECT name FROM accounts WHERE id = ?", (lose["parent_id"],))
        others.append(("other parent company", str(name)))
    for key, value in others:
        act.insert("facts", {"account_id": mine, "key": key, "value": value, "source": "merged"})


def _parent(desk: "Desk", wanted: int | None, child: int) -> int | None:
    """Return a parent unless the child is above it."""
    above, steps = wanted, 0
    while above is not None and steps < _DEEPEST:
        if above == child:
            return None
        above = desk.store.value("SELECT parent_id FROM accounts WHERE id = ?", (above,))
        steps += 1
    return wanted


def _repoint(desk: "Desk", act: "Writer", keep: "Row", lose: "Row") -> None:
    """Let what is below the other account, or a duplicate of it, be so of the keeper."""
    mine, theirs = int(keep["id"]), int(lose["id"])
    for column in ("duplicate_of_id", "parent_id"):
        rows = desk.store.rows(
            f"SELECT id FROM accounts WHERE {column} = ? AND id <> ?", (theirs, mine)
        )
        act.update_many("accounts", (column,), [(row["id"], mine) for row in rows])
    if lose["parent_id"] == mine:
        act.update("accounts", theirs, {"parent_id": None})
