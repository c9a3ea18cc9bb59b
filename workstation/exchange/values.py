"""Reads a cell as what it is meant to be, or says in one sentence why it is not that."""

import re
from dataclasses import dataclass
from datetime import date

_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
_YES = frozenset(
    ("yes", "y", "true", "t", "1", "on", "x", "checked", "ja", "j", "oui", "o", "si", "sí", "sim")
)
_NO = frozenset(("no", "n", "false", "f", "0", "off", "unchecked", "nein", "non", "não"))
_NOTHING = frozenset(
    "|-|--|none|null|nil|n/a|na|#n/a|nan|unknown|tbd|?|n.a.|k.a.|n/d|#n/d|(no value)|-none-|"
    "[not provided]|not provided".split("|")
)
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_LABEL = re.compile(r"(?!-)[\w\-]{1,63}(?<!-)")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")
_AT = re.compile(r" ?[(\[{]at[)\]}] ?")
_DOT = re.compile(r" ?[(\[{]dot[)\]}] ?")
"""How addresses on web pages are hidden from programs."""
_NAMED_ADDRESS = re.compile(r"[^<>]*<([^<>]+)>")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner januari janvier janv enero ene gennaio gen janeiro",
            "february feb februar februari février févr febrero febbraio fevereiro fev",
            "march mar märz mär mrz maart mars marzo março",
            "april apr avril avr abril abr aprile",
            "may mai mei mayo maggio mag maio",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho",
            "august aug augustus août agosto ago",
            "september sep sept septembre septiembre settembre set setembro",
            "october oct oktober okt octobre octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?\.?,? ", re.IGNORECASE
)
_TIME = (
    r"(?:,?[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?: ?Z| ?UTC| ?[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME, re.IGNORECASE)
_DAY_WORD = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([^\W\d_]+)\.?,?[ -](\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
_WORD_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})" + _TIME, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell is not what its column promises; the importer keeps the cell as a fact."""

    why: str


def squeeze(text: str) -> str:
    """Return the text on one line without blanks around it, non-breaking ones included."""
    return _BLANKS.sub(" ", text).strip()


def says_nothing(text: str) -> bool:
    """Say whether a cell only stands for an empty one, such as `n/a` or `none`."""
    return squeeze(text).casefold() in _NOTHING


def yes_no(text: str) -> bool | Unreadable:
    """Read a yes or no in the words and marks tables use; an empty cell is no."""
    said = squeeze(text).casefold()
    if said in _YES or said in {"✓", "✔", "☑"}:
        return True
    if said in _NO or said in {"", "-", "☐"}:
        return False
    return Unreadable(f"'{short(text)}' is neither yes nor no")


def year(text: str) -> int | Unreadable:
    """Read the one year a cell names, such as when a company was founded."""
    years = {int(found) for found in _YEAR.findall(text)}
    if len(years) == 1:
        return years.pop()
    what = "names more than one year" if years else "names no year"
    return Unreadable(f"'{short(text)}' {what}")


def bare_domain(text: str) -> str | Unreadable:
    """Read a web address down to its domain: `https://www.Example.com/x` is `example.com`.

    An internationalised name comes back in readable letters however it was written.
    """
    said = squeeze(text).lower()
    said = re.sub(r"^[a-z][a-z0-9+.\-]*:/*", "", said) if "://" in said else said.lstrip("/")
    host = re.split(r"[/?#\\]", said, maxsplit=1)[0]
    if "@" in host and "://" not in text:
        return Unreadable(f"'{short(text)}' is an email address, not a website")
    host = re.sub(r":\d*$", "", host.rpartition("@")[2]).rstrip(".")
    host = host.removeprefix("www.")
    if not _is_domain(host):
        return Unreadable(f"'{short(text)}' is not one web address")
    return ".".join(_readable(label) for label in host.split("."))


def email(text: str) -> str | Unreadable:
    """Read one email address, lower case, out of forms such as `mailto:` and `Name <address>`."""
    said = re.sub(r"^mailto:", "", squeeze(text), flags=re.IGNORECASE)
    named = _NAMED_ADDRESS.fullmatch(said)
    said = (named[1] if named else said).strip(" <>,;").rstrip(".").lower()
    if "@" not in said:
        said = _DOT.sub(".", _AT.sub("@", said))
    local, at, domain = said.rpartition("@")
    if not at:
        return Unreadable(f"'{short(text)}' has no @, so it is not an email address")
    if "@" in local:
        return Unreadable(f"'{short(text)}' is more than one email address")
    if not _LOCAL.fullmatch(local) or ".." in local or local[0] == "." or local[-1] == ".":
        return Unreadable(f"'{short(text)}' has no usable name before the @")
    if not _is_domain(domain) or len(said) > 254:
        return Unreadable(f"'{short(text)}' has no usable domain after the @")
    return said


def day(text: str) -> date | Unreadable:
    """Read a date that can mean only one day; a time of day behind it is left out.

    `2026-04-03`, `3 April 2026` and `03.04.2026` (points: day first) are clear; `04/03/2026` is
    refused, `04/23/2026` is not.
    """
    said = squeeze(text)
    parts = _parts(said)
    if isinstance(parts, Unreadable):
        return parts
    try:
        return date(*parts)
    except ValueError:
        return Unreadable(f"'{short(text)}' is a day that does not exist")


def _parts(said: str) -> tuple[int, int, int] | Unreadable:
    """Return year, month and day as written."""
    said = said[found.end() :] if (found := _WEEKDAY.match(said)) else said
    if found := _YEAR_FIRST.fullmatch(said):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _YEAR_LAST.fullmatch(said):
        first, second, in_year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12 or first == second:
            return in_year, second, first
        if second > 12:
            return in_year, first, second
        return Unreadable(f"'{short(said)}' could be two days: write it as year-month-day")
    if (found := _DAY_WORD.fullmatch(said)) and found[2].lower() in MONTHS:
        return whole_year(found[3]), MONTHS[found[2].lower()], int(found[1])
    if (found := _WORD_DAY.fullmatch(said)) and found[1].lower() in MONTHS:
        return int(found[3]), MONTHS[found[1].lower()], int(found[2])
    return Unreadable(f"'{short(said)}' is not a date: write it as year-month-day")


def whole_year(digits: str) -> int:
    """Return the year four digits or two stand for; two are from 1970 to 2069."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number >= 70 else 2000)


def _is_domain(host: str) -> bool:
    labels = host.split(".")
    return (
        len(labels) > 1
        and len(host) <= 253
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        letters = label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
    return letters if _LABEL.fullmatch(letters) else label


def short(text: str) -> str:
    """Return a cell fit to be quoted in a sentence."""
    said = squeeze(text)
    return said if len(said) <= 40 else f"{said[:39]}…"
