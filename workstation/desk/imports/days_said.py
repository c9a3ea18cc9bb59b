"""The days a list names, of what is to happen and of what did, taken row by row together."""

from workstation.desk.imports.next_steps import NextSteps
from workstation.desk.imports.notes_said import NotesSaid
from workstation.desk.imports.records import Known
from workstation.desk.imports.touches import Touches


class DaysSaid:
    """Asks both readers of days; each says of a row what it changes."""

    def __init__(self, notes: NotesSaid, next_steps: NextSteps, touches: Touches) -> None:
        self._notes = notes
        self._both = next_steps, touches

    def begin(self) -> None:
        """Read the days of the portion."""
        self._notes.begin()
        for each in self._both:
            each.begin()

    def told(self) -> list[list[str]]:
        """Return the days of each reader's column as texts, "" for none."""
        return [each.told() for each in self._both]

    def keep(self, row: int) -> None:
        """Keep the days of somebody without an account as facts."""
        for each in self._both:
            each.keep(row)

    def put(self, row: int, account: Known | None, contact: Known | None) -> tuple[str, ...]:
        """Take what a row says, and return what that changes."""
        first, second = (each.put(row, account, contact) for each in self._both)
        return first + second
