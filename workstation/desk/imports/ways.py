"""Reads addresses and numbers from cells that hold one or several, with what kind each is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workstation.desk.imports.cells import FAX
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.records import Known
from workstation.exchange import values
from workstation.exchange.values import Unreadable
from workstation.method.phones import Phone, is_given_out, parse_phone
from workstation.method.text import clean_line
from workstation.method.zones import zone_of_phone

_SEVERAL = re.compile(r"\s*(?:\n| ::: |;)\s*")
_PLAIN = re.compile(r"[+(]?[\d][\d ().\-/]*\d{3}", re.ASCII)
_BETWEEN_NUMBERS = re.compile(r"\s*[,|]\s*|\s+/\s*|\s+or\s+", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:[^\W\d][^\d:+(]{0,19}: *)?(?=(?:\D*\d){7})[+(]?\d[\d ().\-/]*"
    r"(?: ?(?:x|ext\.?) ?\d{1,7})?(?: ?\([^\W\d]+\))?",
    re.IGNORECASE | re.ASCII,
)
_TOLD_NUMBER = re.compile(r"([^\W\d][^\d:+(]{0,19}): *([+(]?\d.*)")
_OWN_LABEL = re.compile(
    r"\((?!\d+\)|s\)|[^()]*(?:work|office|business|main|company|direct|gesch|dienst|bureau|uff))"
    r"[^()]+\)$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"<([^<>]+)>")
_LAST = 3
"""Digits in which the numbers of one block differ; they share country, form and time zone."""
_MOST_BLOCKS = 50_000
_VALUE = re.compile(r"(.+ \d+ - )Value", re.IGNORECASE)
_OF_AN_OBJECT = re.compile(r"(.+\.)(?:number|value|phone)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LABEL_BEHIND = re.compile(r"([+(]?\d[\d ().\-/]*\d) ?\(([^\W\d]+)\)", re.ASCII)
_FAX = re.compile(r"fax|faks|t[ée]l[ée]copie|\bf[.:]", re.IGNORECASE)
_KINDS = (
    ("other", re.compile("pager|tty|tdd", re.IGNORECASE)),
    ("mobile", re.compile(r"mobil|\bcell|handy|portable|m[oó]vil|iphone|whatsapp", re.IGNORECASE)),
    (
        "home",
        re.compile(r"home|private?\b|personal|privat|domicile|particular|thuis", re.IGNORECASE),
    ),
    ("other", re.compile(r"\bother\b|alternate", re.IGNORECASE)),
)


def kind_of(words: str) -> str:
    """Return what kind of address or number words such as `Home Phone` speak of."""
    found = next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
    return found or ("other" if _OWN_LABEL.search(words) else "work")


def several(cell: str) -> list[str]:
    """Return the parts of a cell that holds several values."""
    if "\n" in cell or ";" in cell or ":::" in cell:
        return [part for part in _SEVERAL.split(cell) if part]
    return [cell]


def numbers_in(cell: str, kind: str) -> list[tuple[str, str]]:
    """Return the numbers of a cell with their kinds, `kind` where one does not say its own.

    Commas, bars, slashes and `or` part numbers only where what stands between them are numbers.
    """
    if _PLAIN.fullmatch(cell) and " / " not in cell:
        return [(cell, kind)]
    found: list[tuple[str, str]] = []
    for part in several(cell):
        split = _BETWEEN_NUMBERS.split(part)
        whole = len(split) > 1 and all(_WHOLE.fullmatch(one) for one in split)
        for one in split if whole else [part]:
            told = _TOLD_NUMBER.fullmatch(one)
            if is_fax(one):
                found.append((told[2] if told else one, "fax"))
            elif behind := _LABEL_BEHIND.fullmatch(one):
                found.append((behind[1], kind_of(behind[2])))
            elif told is None:
                found.append((one, kind))
            else:
                found.append((told[2], kind_of(told[1])))
    return found


def any_letter(text: str) -> bool:
    """Say whether there is a letter, so that numbers may have labels."""
    return _LETTER.search(text) is not None


def labelled(cell: str, words: str, kind: str) -> list[tuple[str, str]]:
    """Return the parts of a cell of numbers, each with its kind by the label beside it.

    Several labels are of as many numbers; of a number without one the kind is ``kind``.
    """
    if not words:
        return [(cell, kind)]
    parts, labels = several(cell), words.split("\n")
    if len(parts) != len(labels):
        parts, labels = [cell], [words]
    return [
        (part, "fax" if is_fax(label) else kind_of(label))
        for part, label in zip(parts, labels, strict=True)
    ]


def is_fax(words: str) -> bool:
    """Say whether words with a number, or of the column or label beside it, call it a fax's."""
    return _FAX.search(words) is not None


def same_number(one: str, other: str) -> bool:
    """Say whether of two numbers one is the other without its country, as it was written."""
    if (one[:1] == "+") == (other[:1] == "+"):
        return False
    whole, bare = (one, other) if one[0:1] == "+" else (other, one)
    if "@" in bare:
        return False
    digits = _NO_DIGIT.sub("", bare).lstrip("0")
    before = len(_NO_DIGIT.sub("", whole)) - len(digits)
    return len(digits) >= _FEWEST and 0 < before <= _LAST and whole.endswith(digits)


def first_of(cell: str) -> str:
    """Return the first part of a cell that may hold several values, such as identifiers."""
    return several(cell)[0] if cell.strip("; \n") else ""


@dataclass(frozen=True, slots=True)
class Email:
    """An address and its kind."""

    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, its kind, and the column it stands in."""

    cell: str
    kind: str
    at: int


class Ways:
    """Reads the addresses and numbers of people; ``home`` is the country of bare numbers."""

    def __init__(self, columns: Columns, home: str | None) -> None:
        self._columns = columns
        self._home = home
        self._blocks: dict[tuple[str, str | None], tuple[Phone, str]] = {}
        self._zones: dict[tuple[str, int], str | None] = {}
        self._labels = {
            at: label
            for field in ("email", "email2", "phone", "mobile")
            for at in columns.columns_of(field)
            if (label := self._label_of(at)) is not None
        }

    def _label_of(self, at: int) -> int | None:
        """Return the column beside this one that says what kind it is (`E-mail 1 - Label`)."""
        name = self._columns.column_name(at)
        found = _VALUE.fullmatch(name)
        names = [found[1] + end for end in ("Label", "Type")] if found else []
        if of_object := _OF_AN_OBJECT.fullmatch(name):
            names = [of_object[1] + end for end in ("type", "label", "kind")]
        places = self._columns.places_of_names(names)
        return places[0] if places else None

    def emails(self) -> list[list[Email]]:
        """Return the addresses of each row; what is none becomes a fact."""
        columns = self._columns
        found: list[list[Email]] = [[] for _ in range(columns.count)]
        for field in ("email", "email2"):
            for at in columns.columns_of(field):
                kind = kind_of(columns.column_name(at))
                labels = self._labelled(at, kind)
                memo = columns.memo(("emails", at), _addresses)
                for row, addresses in enumerate(memo.all(columns.cells_at(at))):
                    if addresses is None:
                        continue
                    good, bad = addresses
                    held = found[row]
                    known = {each.address for each in held}
                    said = labels[row] if labels else kind
                    held += [Email(one, said) for one in good if one not in known]
                    if bad:
                        columns.keep_at(row, at)
        return found

    def numbers(self) -> list[list[Number]]:
        """Return the numbers of each row as they are written; fax numbers become facts."""
        columns = self._columns
        found: list[list[Number]] = [[] for _ in range(columns.count)]
        for field in ("phone", "mobile"):
            for at in columns.columns_of(field):
                name = columns.column_name(at)
                kind = "mobile" if field == "mobile" else kind_of(name)
                label = self._labels.get(at)
                labels = columns.cells_at(label) if label is not None else [""] * columns.count
                if is_fax(name):
                    columns.keep_where(at, [True] * columns.count)
                    continue
                for row, (cell, words) in enumerate(zip(columns.cells_at(at), labels, strict=True)):
                    for part, said in labelled(cell, words, kind) if cell else ():
                        found[row] += self._to_call(row, part, said, at)
        return found

    def _to_call(self, row: int, cell: str, kind: str, at: int) -> list[Number]:
        """Return the numbers of a cell that are none of a fax; those become facts."""
        if kind == "fax":
            self._keep_fax(row, cell)
            return []
        parts = numbers_in(cell, kind)
        if any(one == "fax" for _, one in parts):
            self._columns.keep_at(row, at)
        return [Number(*one, at) for one in parts if one[1] != "fax"]

    def _keep_fax(self, row: int, cell: str) -> None:
        """Keep a number that its label calls a fax's as a fact; several of a row together."""
        before = (self._columns.facts[row] or {}).get(FAX)
        self._columns.add_fact(row, FAX, f"{before}; {clean_line(cell)}" if before else cell)

    def of_company(self, cell: str, country: str | None) -> Phone | None:
        """Read the number of a company, the first in its cell that is none of a fax."""
        if not is_fax(cell):
            one = _LABEL_BEHIND.fullmatch(cell)
            return self.phone(one[1] if one else cell, country)
        numbers = (one for one, kind in numbers_in(cell, "work") if kind != "fax")
        first = next(numbers, None)
        return self.phone(first, country) if first else None

    def read(self, numbers: Sequence[Number], country: str | None) -> list[tuple[Phone, str]]:
        """Return those numbers of one row that can be read, each once, with their kinds."""
        found: dict[str, tuple[Phone, str]] = {}
        for number in numbers:
            phone = self.phone(number.cell, country)
            if phone is not None:
                found.setdefault(phone.e164, (phone, number.kind))
        return list(found.values())

    def place_of(
        self, numbers: Sequence[Number], country: str | None, account: Known | None
    ) -> str | None:
        """Return the country to read a row's numbers as of: its own, else its account's.

        Where they are fewer numbers of the account's than of the file's country, it is the file's.
        """
        theirs = (account.country if account else "") or None
        if country or not theirs:
            return country
        fewer = len(self.read(numbers, theirs)) < len(self.read(numbers, None))
        return None if fewer else theirs

    def keep_unread(self, row: int, numbers: Sequence[Number], country: str | None) -> None:
        """Keep the numbers of a row that cannot be read as facts."""
        for number in numbers:
            if self.phone(number.cell, country) is None:
                self._columns.keep_at(row, number.at)
                self._columns.kept.note("phone", row, country)

    def _labelled(self, at: int, kind: str) -> list[str] | None:
        label = self._labels.get(at)
        if label is None:
            return None
        return [
            ("fax" if is_fax(words) else kind_of(words)) if words else kind
            for words in self._columns.cells_at(label)
        ]

    def phone(self, cell: str, country: str | None) -> Phone | None:
        """Read a number; those of one block are read by the pattern of the first."""
        region = country or self._home
        main, extension = cell, None
        if not _PLAIN.fullmatch(cell):
            main, extension = _split_extension(cell)
            if extension is None or not _PLAIN.fullmatch(main):
                return _read_phone(cell, region)
        block = (main[:-_LAST], region)
        last = main[-_LAST:]
        held = self._blocks.get(block)
        if held is None:
            whole = _read_phone(main, region)
            if whole is None or whole.e164[-_LAST:] != last or whole.extension:
                return _read_phone(cell, region)
            if len(self._blocks) >= _MOST_BLOCKS:
                self._blocks.clear()
            held = self._blocks[block] = (whole, _pattern(whole.display))
        first, pattern = held
        display = pattern.format(*last)
        return Phone(
            first.e164[:-_LAST] + last,
            extension,
            f"{display} ext. {extension}" if extension else display,
            first.region,
        )

    def zone_of(self, e164: str) -> str | None:
        """Return the time zone of a number; neighbours in a block of a thousand share theirs."""
        if e164[:1] != "+":
            return None
        block = (e164[:-_LAST], len(e164))
        if block not in self._zones:
            self._zones[block] = zone_of_phone(e164, None)[0]
        return self._zones[block]


def _read_phone(cell: str, region: str | None) -> Phone | None:
    """Read a number; one without a country code must be one of its country's plan.

    Eleven digits that begin with 1 are a number of North America where they are none at home.
    """
    found = parse_phone(cell, region)
    if "+" in cell or (found is not None and is_given_out(found)):
        return found
    said = cell.strip()
    digits = _NO_DIGIT.sub("", said.removesuffix(".0"))
    if said.startswith("00"):
        other = parse_phone(f"+{said[2:]}", None)
    elif len(digits) == _WITH_ONE and digits[0] == "1" and _PLAIN.fullmatch(said):
        other = parse_phone(f"+{digits}", None)
    else:
        return None
    return other if other is not None and is_given_out(other) else None


_NO_DIGIT = re.compile(r"\D+")
_FEWEST = 6
"""Digits that tell a number from others in the same country."""
_WITH_ONE = 11
"""Digits of a number of North America with its 1."""
_EXTENSION = re.compile(r"(.*\d) ?(?:x|ext\.?) ?(\d{1,7})", re.IGNORECASE | re.ASCII)


def _split_extension(cell: str) -> tuple[str, str | None]:
    found = _EXTENSION.fullmatch(cell)
    return (found[1], found[2]) if found else (cell, None)


def _pattern(display: str) -> str:
    """Return a number as it is shown with places for its last digits."""
    letters = list(display)
    left = _LAST
    for at in range(len(letters) - 1, -1, -1):
        if left and letters[at].isdigit():
            left -= 1
            letters[at] = f"{{{left}}}"
    return "".join(letters)


def _addresses(cell: str) -> tuple[list[str], bool] | None:
    """Return the addresses in a cell, and whether some of it is none."""
    if not cell:
        return None
    whole = values.email(cell)
    if not isinstance(whole, Unreadable):
        return [whole], False
    read = [values.email(one) for part in several(cell) for one in _split_addresses(part)]
    good = [one for one in read if isinstance(one, str)]
    return list(dict.fromkeys(good)), len(good) < len(read)


def _split_addresses(part: str) -> list[str]:
    """Return the addresses that commas, bars, slashes or blanks part, with or without names."""
    if part.count("@") < 2:
        return [one for each in part.split(",") if (one := each.strip())] or [part]
    if (named := _IN_BRACKETS.findall(part)) and "@" not in _IN_BRACKETS.sub("", part):
        return list(map(str, named))
    return [one for one in re.split(r"[,|/\s]+", part) if one]
