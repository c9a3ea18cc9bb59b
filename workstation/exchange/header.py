"""Finds where the names of the columns stand, or that a table has none."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workstation.exchange.values import Unreadable, day
from workstation.method.text import clean_line, folded

LOOK = 60
"""Records looked at; names further down than that are not found."""

_MOST_BEFORE = 20
_LONGEST_SUMMARY = 10
_TELLING = 4
"""Usual names of columns in one record that leave no doubt that it has the names."""
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]{2,}")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9\-]+\.)+[a-z]{2,}")
_PHONE = re.compile(
    r"(?=(?:\D*\d){7})(?:\+|\(|00?\d)[\d ()./\-]{6,22}|\d{3}([-. ])\d{3}\1\d{4}", re.ASCII
)
_NUMBER = re.compile(r"[-+]?\d[\d.,' ]*", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_WORDS = frozenset(
    "name vorname nachname nom prenom nombre apellidos firstname lastname givenname familyname "
    "surname fullname email emailaddress mail emailadresse phone phonenumber telephone telefon "
    "telefono mobile mobil fax company companyname firma unternehmen entreprise empresa account "
    "accountname accountid organization organisation customer client kunde title jobtitle position "
    "role department street strasse city town ort ville stadt state region country land pays pais "
    "zip zipcode postalcode postcode plz address adresse website web url domain industry branche "
    "employees revenue umsatz note notes notiz comment description id date datum status stage "
    "amount subject owner source type created modified birthday symbol sector bedrijf bedrijfsnaam "
    "plaats telefoon voornaam achternaam naam medewerkers omzet foretag foretagsnamn namn fornamn "
    "efternamn postnummer omsattning bransch azienda citta paese societe pais ciudad tel fon cell "
    "remarks bemerkung anrede profile".split()
)


_WORDS_OF_LISTS = frozenset(
    "names leads prospects contacts people domains sites emails numbers list liste lista blocked "
    "blacklist blocklist suppression suppressed excluded exclusions exclude do not don t contact "
    "call mail dnc opt out optout optouts unsubscribed competitors rivals to avoid gesperrt "
    "sperrliste nicht kontaktieren of the our all who whom firmen namen".split()
)
"""Words of which the name of a list's only column is made, beside those of any column."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the column names stand: how many records come before them, and what they are.

    `named` is False when the first record at `before` is already data; the names are empty then.
    """

    before: int
    names: list[str]
    named: bool = True


def find_header(records: Sequence[Sequence[str]]) -> Header:
    """Find the column names among the first records of a table (at least one, LOOK at most).

    Records with one cell (or two, in a wide table) above the rest are a preamble, such as the
    notes LinkedIn writes. There are no names when the first full record holds an address, a
    number or a date as the records below do, or words that come again below it.
    """
    width = _usual_width(records)
    before = 0
    for record in records[: min(_MOST_BEFORE, len(records) - 1)]:
        if trimmed(record) >= width or _filled(record) > 1 + (width > 4):
            break
        before += 1
    else:
        before = 0
    before = _past_a_summary(records, before)
    first, below = records[before], records[before + 1 :]
    if is_data(first, below):
        return Header(before, [""] * max(width, trimmed(first)), named=False)
    return Header(before, list(first))


def _past_a_summary(records: Sequence[Sequence[str]], before: int) -> int:
    """Return where the names stand: below a small table of its own, as reports of events have.

    Its own names are words that no list of records has.
    """
    if _known(records[before]) > 0:
        return before
    for at, record in enumerate(records[before + 1 : before + _LONGEST_SUMMARY], before + 1):
        if _known(record) >= _TELLING and trimmed(record) >= trimmed(records[before]):
            return at
    return before


def _known(record: Sequence[str]) -> int:
    """Return how many cells are usual names of columns."""
    return sum(re.sub(r"[\W_]", "", folded(cell)) in _WORDS for cell in record)


def telling_name(names: Sequence[str]) -> tuple[int, str | None]:
    """Return the last column with a name and the name, for a quick look at whether it recurs."""
    at = trimmed(names) - 1
    return (at, names[at]) if at >= 0 else (0, None)


def same_names(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether a row only repeats the column names, as where files were put together.

    A byte-order mark in the middle, which such files have too, does not count.
    """
    if not names or cells[-1].strip() != names[-1]:
        return False
    first = cells[0].removeprefix("\ufeff").strip('"')
    return [clean_line(cell) for cell in (first, *cells[1:])] == list(names)


def is_data(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a record is data like those below it rather than the names of columns."""
    said = [cell.strip() for cell in first]
    if any(re.sub(r"[\W_]", "", folded(cell)) in _WORDS for cell in said):
        return False
    if below and trimmed(first) == 1 and all(trimmed(record) <= 1 for record in below):
        return not _names_a_list(said[0])
    if _counts_up(said) or list(first) in [list(record) for record in below]:
        return False
    recurring, typed = 0, False
    for at, cell in enumerate(said):
        if not cell:
            continue
        column = [record[at].strip() for record in below if at < len(record) and record[at].strip()]
        kind = _kind(cell)
        if kind in {"email", "web"}:
            return True
        alike = sum(_kind(other) == kind for other in column)
        typed = typed or bool(kind and column and alike * 2 > len(column))
        again = column.count(cell)
        recurring += bool(again) + (again >= max(3, len(column) // 5))
    return typed or recurring > 1


def _names_a_list(cell: str) -> bool:
    """Say whether the first line of a list of one column says what is in it."""
    words = re.findall(r"[^\W\d_]+", folded(cell))
    known = _WORDS | _WORDS_OF_LISTS
    return bool(words) and all({word, word.removesuffix("s")} & known for word in words)


def _usual_width(records: Sequence[Sequence[str]]) -> int:
    """Return the width that most cells of the records stand in."""
    widths = Counter(trimmed(record) for record in records)
    return max(widths, key=lambda width: (widths[width] * width, width))


def trimmed(record: Sequence[str]) -> int:
    """Return the width of a record without the empty cells at its end."""
    return max((at for at, cell in enumerate(record, 1) if cell.strip()), default=0)


def _filled(record: Sequence[str]) -> int:
    return sum(1 for cell in record if cell.strip())


def _kind(cell: str) -> str:
    if _EMAIL.fullmatch(cell):
        return "email"
    if _WEB.fullmatch(cell):
        return "web"
    if _DOMAIN.fullmatch(cell):
        return "domain"
    if _PHONE.fullmatch(cell):
        return "phone"
    if _NUMBER.fullmatch(cell):
        return "" if _YEAR.fullmatch(cell) else "number"
    return "" if isinstance(day(cell), Unreadable) else "day"


def _counts_up(cells: Sequence[str]) -> bool:
    """Say whether the cells are 0, 1, 2 ... or 1, 2, 3 ..., as some programs name columns."""
    numbers = [cell for cell in cells if cell]
    return any(numbers == [str(n) for n in range(start, start + len(numbers))] for start in (0, 1))
