"""Undos and redos of an action take turns: what turned an undo back was a redo."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from workstation.desk.check.rule import Found, Rule

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.bulk import Progress

_IN_A_ROW = (
    "SELECT id, kind, title, target_id FROM actions WHERE target_id IN (SELECT target_id FROM "
    "(SELECT target_id, kind, lag(kind) OVER (PARTITION BY target_id ORDER BY seq) AS before "
    "FROM actions WHERE target_id IS NOT NULL) WHERE kind = before) ORDER BY target_id, seq"
)
_FIRST_AND_LAST = (
    "SELECT one.kind, one.before, other.kind, other.after FROM changes AS one "
    "JOIN changes AS other ON other.row_id = one.row_id AND other.table_name = one.table_name "
    "WHERE one.seq = (SELECT min(seq) FROM changes WHERE action_id = ?1) "
    "AND other.action_id = ?2 ORDER BY other.seq DESC LIMIT 1"
)
_OPPOSITE = {"undo": "redo", "redo": "undo"}
_UNWATCHED = {"updated_at"}


class _Turn(NamedTuple):
    """An undo or a redo, and which of the two it was by what it changed."""

    id: int
    target: int
    title: str
    kind: str
    was: str


class TakingTurns(Rule):
    """No undo follows an undo of the same action, and no redo a redo."""

    key = "turns"
    title = "undos and redos that count as the other"
    repair = "Each is noted as what it was, and its action as it stands since, so that undo works."
    stage = "frame"

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the actions."""
        del progress
        for each in _turns(desk):
            if each.kind != each.was:
                yield Found("actions", each.id, f"counts as {each.kind} and was {each.was}")

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Note what each was, and whether what it is of is undone."""
        turns = list(_turns(desk))
        wrong = [each for each in turns if each.kind != each.was]
        last = {each.target: each.was for each in turns}
        named = [(each.was, _retitled(each), each.id) for each in wrong]
        states = [
            ("undone" if last[target] == "undo" else "done", target)
            for target in {each.target for each in wrong}
        ]
        desk.store.rewrite_cache(
            lambda connection: (
                connection.executemany(
                    "UPDATE actions SET kind = ?, title = ? WHERE id = ?", named
                ),
                connection.executemany("UPDATE actions SET state = ? WHERE id = ?", states),
            )
        )
        return len(wrong)


def _turns(desk: "Desk") -> Iterator[_Turn]:
    """Yield the undos and redos of actions that have two of a kind in a row, in their order."""
    rows = desk.store.rows(_IN_A_ROW)
    for target, family in groupby(rows, key=lambda row: int(row["target_id"])):
        before: _Turn | None = None
        for row in family:
            was = row["kind"]
            if before is not None and _turned_back(desk, before.id, row["id"]):
                was = _OPPOSITE[before.was]
            before = _Turn(row["id"], target, row["title"], row["kind"], was)
            yield before


def _turned_back(desk: "Desk", one: int, other: int) -> bool:
    """Say whether an action reversed the one before: its last change of a row that one's first."""
    row = desk.store.row(_FIRST_AND_LAST, (one, other))
    if row is None:
        return False
    kind, before, their_kind, after = row
    if kind != "update" or their_kind != "update":
        return {kind, their_kind} == {"insert", "delete"}
    try:
        mine, theirs = (
            msgspec.json.decode(each, type=dict[str, object]) for each in (before, after)
        )
    except msgspec.MsgspecError:
        return False
    names = mine.keys() & theirs.keys() - _UNWATCHED
    return bool(names) and all(mine[name] == theirs[name] for name in names)


def _retitled(turn: _Turn) -> str:
    began = f"{turn.kind.capitalize()}: "
    return f"{turn.was.capitalize()}: {turn.title.removeprefix(began)}"
