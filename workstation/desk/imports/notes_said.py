"""Notes that say not to call: they are told of, and nothing is planned with whom they are about."""

from workstation.desk.imports.columns import Columns
from workstation.exchange.refused_words import says_not_to_call


class NotesSaid:
    """Reads the note of one portion of rows after the other."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._refused: frozenset[int] = frozenset()

    def begin(self) -> None:
        """Read the notes of the portion, and count those that say not to call."""
        columns = self._columns
        found: set[int] = set()
        for at in columns.columns_of("note"):
            memo = columns.memo(("refused", at), _refused)
            said = memo.all(columns.cells_at(at))
            found.update(row for row, refused in enumerate(said) if refused)
        self._refused = frozenset(found)
        for row in sorted(found):
            columns.kept.note("refused", row)

    def refuses(self, row: int) -> bool:
        """Say whether the note of a row says not to call."""
        return row in self._refused


def _refused(cell: str) -> bool | None:
    return True if says_not_to_call(cell) else None
