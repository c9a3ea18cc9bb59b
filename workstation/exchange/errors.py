"""The one error of reading a file, apart so that every reader can raise it without cycles."""

from dataclasses import dataclass, field
from pathlib import Path

from workstation.method.text import clean_line


class TableError(ValueError):
    """A file that cannot be read as a table; the message is one sentence for the person."""


def shown(path: Path) -> str:
    """Return the file's name fit to stand in a sentence, with control characters made harmless."""
    return clean_line(path.name) or clean_line(str(path))


@dataclass(slots=True)
class Places:
    """Where in a file something is: the first few lines, rows or cards, and how many in all."""

    first: list[int] = field(default_factory=list)
    last: int = 0
    count: int = 0

    def add(self, place: int) -> None:
        """Take in a place; the one taken in last is not counted again."""
        if self.count and place == self.last:
            return
        self.last = place
        self.count += 1
        if len(self.first) < 5:
            self.first.append(place)

    def said(self, unit: str) -> str:
        """Name the places: `line 3`, `lines 3 and 7`, `lines 3, 7, 9, 10, 12 and 40 more`."""
        if self.count == 1:
            return f"{unit} {self.first[0]}"
        said = [str(place) for place in self.first]
        if self.count > len(said):
            said.append(f"{self.count - len(said)} more")
        return f"{unit}s {', '.join(said[:-1])} and {said[-1]}"
