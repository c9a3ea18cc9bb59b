"""Whose word counts when a file and the desk disagree about a field."""

import json
from typing import TYPE_CHECKING, Any, Literal

from workstation.desk.imports.records import Known

if TYPE_CHECKING:
    from workstation.store.store import Store

Mode = Literal["fill_blanks", "prefer_newer", "prefer_file", "keep_mine"]
"""Fill only what is empty; let the newer of both count; let the file count; change nothing."""

_OF_IMPORTS = (
    "SELECT DISTINCT action_id FROM changes WHERE table_name = 'imports' AND kind = 'insert' "
    "AND row_id IN (SELECT id FROM imports)"
)
_BY_HAND = (
    "SELECT max(actions.at) FROM changes JOIN actions ON actions.id = changes.action_id "
    "WHERE row_id = ? AND table_name = ? AND changes.kind IN ('insert', 'update') "
    "AND json_type(after, ?) IS NOT NULL AND state = 'done' "
    "AND changes.action_id NOT IN (SELECT value FROM json_each(?))"
)


class Rules:
    """Answers, for each field of a known record, whether a row may fill or change it.

    Args:
        policy: what the plan says: ``default`` and ``fields`` (modes by field), or None.
    """

    def __init__(self, store: "Store", policy: Any) -> None:  # noqa: ANN401
        self._store = store
        self.default: Mode = getattr(policy, "default", "fill_blanks")
        fields = getattr(policy, "fields", None)
        self._modes: dict[str, Mode] = dict(fields) if fields else {}
        self.overwrites_any = bool(
            {self.default, *self._modes.values()} & {"prefer_newer", "prefer_file"}
        )
        self._imports: str | None = None

    def mode(self, field: str) -> Mode:
        """Return how a field is treated."""
        return self._modes.get(field, self.default)

    def fills(self, field: str) -> bool:
        """Say whether an empty field may be filled."""
        return (not self._modes and self.default != "keep_mine") or self.mode(field) != "keep_mine"

    def overwrites(self, table: str, known: Known, field: str, at: str) -> bool:
        """Say whether what a row says of a field, as of a UTC moment, replaces what is there.

        What is older than the newest file the record was brought up to date from never does.
        """
        mode = self.mode(field)
        if mode not in ("prefer_newer", "prefer_file"):
            return False
        since = str(known.held.get("source_modified_at") or "")
        if at < since:
            return False
        if mode == "prefer_file" or known.pending:
            return True
        return at > since and at > self._by_hand(table, known.id, field)

    def _by_hand(self, table: str, number: int, field: str) -> str:
        """Return when a field was last changed other than by an import, "" if never."""
        if self._imports is None:
            self._imports = json.dumps([row[0] for row in self._store.rows(_OF_IMPORTS)])
        found = self._store.value(_BY_HAND, (number, table, f"$.{field}", self._imports))
        return str(found or "")
