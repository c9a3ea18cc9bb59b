"""Tells a quote that somebody forgot to close from a cell that truly runs over several lines."""

import csv
from collections.abc import Collection, Sequence

from workstation.exchange.squashing import squashed

NOT_CLOSED = "a quote is not closed"
"""Why such a row cannot be used."""
_MOST_TRIES = 20
_LOOK = 50
"""Lines behind the first that are looked at."""

_SHORT = frozenset(
    """name fullname firstname lastname contact contactname company companyname account accountname
    organization organisation organizationname organisationname email emailaddress workemail
    businessemail phone phonenumber telephone mobile mobilephone businessphone workphone
    vorname nachname firma firmenname unternehmen ansprechpartner telefon telefonnummer mobil
    handy emailadresse mail person personname kontakt prenom nom societe entreprise nombre
    apellidos empresa telefono correo naam voornaam achternaam bedrijf bedrijfsnaam telefoon
    namn fornamn efternamn foretag website domain title jobtitle position""".split()
)
"""Columns whose cells never run over lines of records: names, addresses, numbers."""


def short_columns(names: Sequence[str]) -> frozenset[int]:
    """Return where names, addresses and numbers stand, in which no record stands as text."""
    return frozenset(at for at, name in enumerate(names) if squashed(name) in _SHORT)


class OpenQuotes:
    """Judges the records of a table of ``width`` columns, 0 where that is not known yet.

    ``short`` are the places of columns whose cells hold no other records.
    """

    def __init__(
        self, delimiter: str, width: int, short: Collection[int] = (), *, spaced: bool = False
    ) -> None:
        self._delimiter = delimiter
        self._width = width
        self._short = short
        self._spaced = spaced

    def cells_of(self, lines: Sequence[str], cells: Sequence[str] | None) -> list[str] | None:
        """Return the cells of the first line where its quote is not closed; None of a good record.

        ``lines`` are those a record was read from, ``cells`` what was read, None where its quote
        never closes. Such a quote swallows lines that are whole records themselves, and closes
        where the next begins, with text right behind it; or it lies where no text of lines does.
        """
        first = lines[0]
        if len(lines) == 1:
            return self._within(first, cells)
        mended = self._without_quote(first)
        width = self._width or len(mended or ())
        said = [line for line in lines[1 : _LOOK + 1] if line.strip()]
        likely = [line for line in said if line.count(self._delimiter) >= width - 1]
        if width < 2 or len(likely) * 2 <= len(said):
            return None
        good = cells is not None and self._closes_well(lines)
        if good and not self._in_short(cells or ()):
            return None
        records = sum(self._is_record(line, width, torn=not good) for line in likely)
        return (mended or self._split(first)) if records * 2 > len(said) else None

    def _within(self, line: str, cells: Sequence[str] | None) -> list[str] | None:
        """Return the cells of a line whose quote took in cells of its own, None of a good one."""
        if cells is None or not self._width or len(cells) >= self._width:
            return None
        if self._closes_well([line]):
            return None
        mended = self._without_quote(line)
        return mended if mended and len(mended) == self._width else None

    def _is_record(self, line: str, width: int, *, torn: bool) -> bool:
        """Say whether a line is a whole record; where it may be ``torn``, but for a quote."""
        found = self._record(line)
        if found is None and torn:
            found = self._without_quote(line)
        return found is not None and len(found) == width

    def _closes_well(self, lines: Sequence[str]) -> bool:
        reader = csv.reader(
            lines, delimiter=self._delimiter, strict=True, skipinitialspace=self._spaced
        )
        try:
            for _ in reader:
                pass
        except csv.Error:
            return False
        return True

    def _in_short(self, cells: Sequence[str]) -> bool:
        return any(at in self._short and "\n" in cell for at, cell in enumerate(cells))

    def _record(self, line: str) -> list[str] | None:
        """Return the cells of a line that is a record with its quotes in order, None of others."""
        try:
            (found,) = csv.reader(
                [line], delimiter=self._delimiter, strict=True, skipinitialspace=self._spaced
            )
        except (csv.Error, ValueError):
            return None
        return None if any('"' in cell for cell in found) and '""' not in line else found

    def _without_quote(self, line: str) -> list[str] | None:
        """Return the cells of a line without the quote that is not closed.

        That is the one without which it is as wide as the columns, else the last that may be.
        """
        may_be: list[str] | None = None
        at = len(line)
        for _ in range(_MOST_TRIES):
            at = line.rfind('"', 0, at)
            if at < 0:
                break
            found = self._record(line[:at] + line[at + 1 :])
            if found and len(found) == self._width:
                return found
            may_be = may_be or found
        return may_be

    def _split(self, line: str) -> list[str]:
        return line.rstrip("\r\n").split(self._delimiter)
