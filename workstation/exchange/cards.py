"""Reads a file of address cards like any other table: one row a card."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from workstation.exchange.card_columns import cells_of, in_order, kind_of
from workstation.exchange.encoding import Encoding, told_by
from workstation.exchange.errors import Places, TableError, shown
from workstation.exchange.files import Stamp, check_unchanged, opened, stamp, unreadable
from workstation.exchange.rows import MAX_COLUMNS, BadRow, Row, Rows, too_wide
from workstation.exchange.vcard import Card, cards
from workstation.exchange.vcard_lines import BINARY, PhysicalLines

_BINARY_NAMES = {"PHOTO": "photo", "LOGO": "logo", "SOUND": "sound", "KEY": "key"}


class Cards(Rows):
    """A file of vCards, version 2.1, 3 or 4. The columns are the union of what the cards say.

    Several values of one kind stand in one cell, a line each, the preferred one first. Pictures,
    sounds, keys and what only concerns the program that wrote the card are left out.
    """

    format = "vCard"
    unit = "card"

    def __init__(self, path: Path, expected: Stamp, encoding: Encoding) -> None:
        """Read all cards once for their columns; `open_cards` is the way to get one."""
        super().__init__(path, expected[0])
        self.encoding = encoding.codec
        self._encoding = encoding
        self._expected = expected
        self._lines: PhysicalLines | None = None
        self._left_out: Counter[str] = Counter()
        self._endless = Places()
        self._read_columns()

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was left out or taken for granted."""
        said = [
            f"{count} {name}{'s' * (count != 1)} left out" for name, count in self._left_out.items()
        ]
        if self._endless.count:
            places = self._endless.said("card")
            said.append(f"no END:VCARD in {places}: read up to the next card, so look at it again")
        return tuple(said)

    def position(self) -> int:
        """Return how many bytes of `size_bytes` the latest reading has taken in."""
        return self._lines.position if self._lines else 0

    def rows(self) -> Iterator[Row | BadRow]:
        """Yield a row for every card of a person or company, with `number` the card's place.

        A card that says nothing is a BadRow; lists of people (groups) are no rows. Raises
        TableError when the file cannot be read on or was changed meanwhile.
        """
        for card in self._cards():
            if kind_of(card) == "group":
                continue
            cells = cells_of(card)
            if cells:
                yield Row(card.number, [cells.get(column, "") for column in self.columns])
            else:
                why = f"card {card.number} (line {card.line}) says nothing about anybody"
                yield BadRow(card.number, why, [])

    def _cards(self) -> Iterator[Card]:
        with opened(self.path) as file:
            check_unchanged(self.path, file, self._expected)
            self._lines = PhysicalLines(self.path, file, self._encoding)
            yield from cards(self.path, self._lines)
            check_unchanged(self.path, file, self._expected)

    def _read_columns(self) -> None:
        found: dict[str, None] = {}
        count = 0
        for card in self._cards():
            if kind_of(card) == "group":
                self._left_out["list of people"] += 1
                continue
            count += 1
            found.update(dict.fromkeys(cells_of(card)))
            if len(found) > MAX_COLUMNS:
                raise too_wide(self.path, len(found))
            for said in card.properties:
                if said.name in BINARY:
                    self._left_out[_BINARY_NAMES[said.name]] += 1
            if not card.has_end:
                self._endless.add(card.number)
        if not count or not found:
            message = f"{shown(self.path)} holds no card that says anything: nothing to import."
            raise TableError(message)
        self._name_columns(in_order(found))


def open_cards(path: Path) -> Cards:
    """Open a file of vCards. Raises TableError when there is nothing usable in it."""
    with opened(path) as file:
        try:
            expected = stamp(file)
            encoding = told_by(file.read(512)) or Encoding("utf-8")
        except OSError as error:
            raise unreadable(path, error) from None
    return Cards(path, expected, encoding)
