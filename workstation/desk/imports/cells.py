"""Reads the cells of a row as the plan says; what repeats down a column is read once."""

from collections.abc import Sequence
from functools import lru_cache

from workstation.desk.imports.choices import AMOUNTS, DATES
from workstation.desk.imports.plan import ImportPlan
from workstation.exchange import amounts, places
from workstation.exchange.dates import DateOrder
from workstation.exchange.fields import FIELDS
from workstation.exchange.values import Unreadable, says_nothing
from workstation.exchange.write import plain_cell
from workstation.method.text import clean, clean_line
from workstation.method.zones import zone_info, zone_of_place

Cells = Sequence[str]

ALSO_CALLED = "Also called"
"""The fact that keeps another name of a record that was recognised by something else."""
FAX = "Fax"
"""The fact that keeps numbers of which only a label beside them says that they are of a fax."""
SALUTATION = "Salutation"
"""The fact that keeps how somebody is addressed, where a list writes it before the name."""

whole_number = lru_cache(maxsize=8192)(amounts.whole_number)
country_code = lru_cache(maxsize=1024)(places.country_code)
place_zone = lru_cache(maxsize=8192)(zone_of_place)
"""Readers of cells that repeat down a column."""

_says_nothing = lru_cache(maxsize=8192)(says_nothing)
_LONGEST_NOTHING = 12


class RowReader:
    """Reads rows of one file.

    Args:
        plan: what the columns mean.
        home: the country (ISO code) of numbers without a country code in rows that name none.
    """

    def __init__(self, plan: ImportPlan, home: str | None) -> None:
        self.home = home
        self.plan = plan
        self._at = {
            column.field: at for at, column in enumerate(plan.columns) if column.field is not None
        }
        self._names = [column.column for column in plan.columns]
        self._answers = plan.answers
        self._extra = [
            (at, column.column)
            for at, column in enumerate(plan.columns)
            if column.field is None and not column.ignored
        ]
        self._titles = {key: field.title for key, field in FIELDS[plan.as_].items()}
        keys = [ALSO_CALLED, FAX, SALUTATION, *self._titles.values(), *self._names]
        self.fact_keys = list(dict.fromkeys(keys))
        """The keys that facts of this file may have."""

    def has(self, field: str) -> bool:
        """Say whether a column fills this field."""
        return field in self._at

    def places(self, *fields: str) -> list[int]:
        """Return where the cells of these fields stand in a row, of those that have a column."""
        return [self._at[field] for field in fields if field in self._at]

    def order_of(self, field: str) -> DateOrder:
        """Return the order in which a field's column writes its dates, as it was answered."""
        said = self._answers.get(f"{DATES} {self._name_of(field)}", "")
        return DateOrder(said) if said in ("dmy", "mdy") else DateOrder.YEAR_FIRST

    def mark_of(self, field: str) -> str:
        """Return the decimal mark of a field's column, as it was answered; "" if it was not."""
        said = self._answers.get(f"{AMOUNTS} {self._name_of(field)}", "")
        return said if said in (".", ",") else ""

    def _name_of(self, field: str) -> str:
        at = self._at.get(field)
        return "" if at is None else self._names[at]

    def raw(self, cells: Cells, field: str) -> str:
        """Return a field's cell as it stands, "" when it is missing or only says so (`n/a`)."""
        at = self._at.get(field)
        if at is None or not cells[at]:
            return ""
        cell = cells[at].strip()
        if cell[:1] == "'":
            cell = plain_cell(cell)
        return "" if len(cell) <= _LONGEST_NOTHING and _says_nothing(cell) else cell

    def name(self, cells: Cells, field: str) -> str:
        """Return a name; one that reads like nothing (`None`, `NA`) is a name all the same."""
        at = self._at.get(field)
        cell = "" if at is None else one_line(plain_cell(cells[at].strip()))
        return cell if cell.strip("\ufffd ") else ""

    def note(self, cells: Cells) -> str | None:
        """Return the note with its line breaks."""
        return clean(self.raw(cells, "note")).strip() or None


def one_line(cell: str) -> str:
    """Return a trimmed cell on one line and clean; nearly all are so already."""
    return cell if "  " not in cell and cell.isprintable() else clean_line(cell)


def time_zone(cell: str) -> str | Unreadable:
    """Read the name of a time zone (`America/Chicago`)."""
    return cell if zone_info(cell) else Unreadable(f"'{cell}' is not a time zone")


def currency(cell: str) -> str | Unreadable:
    """Read the code of a currency (`USD`)."""
    code = cell.upper()
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    return Unreadable(f"'{cell}' is not the code of a currency")
