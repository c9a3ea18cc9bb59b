"""The change log can be read, replays to the present rows, and knows which actions are undone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rule
from workstation.store.check_log import Difference, differences

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

_AT_A_TIME = 1000
_UNREADABLE = (
    "json_valid(coalesce(before, '{}')) = 0 OR json_valid(coalesce(after, '{}')) = 0 "
    "OR kind NOT IN ('insert', 'update', 'delete') "
    "OR iif(kind = 'delete', before, after) IS NULL"
)
_STATES = (
    "SELECT id, state, iif((SELECT kind FROM actions AS later WHERE later.target_id = actions.id "
    "ORDER BY seq DESC LIMIT 1) = 'undo', 'undone', 'done') AS right_state FROM actions "
    "WHERE kind = 'do' AND state <> right_state"
)


class Replays(Rule):
    """What the log comes to is what the rows hold."""

    key = "log"
    title = "records that are not as the change log has them"
    repair = (
        "A record that is gone comes back unless another took its place; what a record holds "
        "stays, and the log is told of it. This part has no undo."
    )
    stage = "links"
    weight = 200

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the rows that differ."""
        for each in differences(desk.store, progress):
            yield Found(each.table, each.id, _said(each))

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Make rows and log agree."""
        mender, done = act.mender(), 0
        part: list[Difference] = []
        for each in differences(desk.store):
            part.append(each)
            if len(part) >= _AT_A_TIME:
                mender.agree(part)
                done += len(part)
                part = []
        mender.agree(part)
        return done + len(part)


def _said(one: Difference) -> str:
    if one.held is None:
        return "is gone, and the log knows of no deletion"
    if one.said is None:
        return "is there, and was deleted by the log"
    return f"was changed past the log: {', '.join(one.held)}"


class Readable(Rule):
    """Every entry of the log can be read."""

    key = "log_entries"
    title = "entries of the change log that cannot be read"
    advice = "Their actions cannot be undone; all else works. A back-up from before has them whole."
    weight = 20

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the entries."""
        del progress
        for row in desk.store.each(f"SELECT seq FROM changes WHERE {_UNREADABLE}"):
            yield Found("changes", row[0], "cannot be read")


class ActionStates(Rule):
    """An action counts as undone when an undo was the last thing that befell it."""

    key = "action_states"
    title = "actions whose undoing is not noted as it was"
    repair = "Each is noted as the last undo or redo of it left it."
    stage = "frame"

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the actions."""
        del progress
        for row in desk.store.each(_STATES):
            yield Found("actions", row["id"], f"counts as {row['state']} and is {row[2]}")

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Note the states."""
        rows = desk.store.rows(_STATES)
        desk.store.rewrite_cache(
            lambda connection: connection.executemany(
                "UPDATE actions SET state = ? WHERE id = ?", [(row[2], row[0]) for row in rows]
            )
        )
        return len(rows)
