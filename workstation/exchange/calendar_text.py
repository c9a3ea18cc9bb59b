"""Takes a calendar file apart into its events, so that one broken event spoils no other.

Only the lines that say when somebody is busy are kept, and only events that may fall into the
window asked for are read further: ten years of calendar are looked through in a moment.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from workstation.exchange.errors import TableError, shown

MOST_BYTES = 50_000_000
"""A calendar file larger than this is not read."""

LONGEST_LINE = 20_000

_FOLD = re.compile(r"\r?\n[ \t]")
_NAME = re.compile(r"[A-Za-z-]+")
_DAYS = re.compile(r"(?m)^(?:DTSTART|DTEND|RECURRENCE-ID|RDATE|FREEBUSY)\b[^\n]*")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_UNTIL = re.compile(r"(?m)^RRULE\b[^\n]*\bUNTIL=(\d{4})(\d{2})(\d{2})")
_BLOCKS = ("VEVENT", "VFREEBUSY", "VTIMEZONE")
_WANTED = frozenset(
    "UID SEQUENCE STATUS TRANSP SUMMARY DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID "
    "X-MICROSOFT-CDO-BUSYSTATUS FREEBUSY ATTENDEE".split()
)


@dataclass(frozen=True, slots=True)
class Block:
    """One event or free/busy list of a file: its unfolded lines and what they say at a glance."""

    kind: str
    text: str
    uid: str
    first: date
    last: date
    """It lies between these days, both included; ``date.max`` when it has no end."""

    def near(self, first: date, last: date) -> bool:
        """Say whether it may touch these days."""
        return self.first <= last and self.last >= first


@dataclass(frozen=True, slots=True)
class CalendarText:
    """A calendar file taken apart; ``zones`` are its own time zones by name."""

    name: str
    blocks: tuple[Block, ...] = ()
    zones: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def read_text(path: Path) -> CalendarText:
    """Read one file; what is wrong with it as a whole is its ``problem``, one sentence.

    Raises:
        TableError: it cannot be read, is too large, or is no calendar; the sentence names it.
    """
    name = shown(path)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TableError(
                f"{name} has {size // 1_000_000} MB; a calendar of more than "
                f"{MOST_BYTES // 1_000_000} MB is not read: export fewer years."
            )
        content = path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise TableError(f"{name} cannot be read ({why}).") from error
    if not content.strip():
        raise TableError(f"{name} is empty.")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    if "BEGIN:VCALENDAR" not in text[:10_000].upper():
        raise TableError(f"{name} is not a calendar (.ics).")
    return _take_apart(name, _FOLD.sub("", text))


def _take_apart(name: str, text: str) -> CalendarText:
    blocks: list[Block] = []
    zones: dict[str, str] = {}
    broken = False
    kind, inside, lines = "", 0, list[str]()

    def finish() -> None:
        nonlocal kind
        whole = f"BEGIN:{kind}\n" + "\n".join(lines) + f"\nEND:{kind}\n"
        if kind == "VTIMEZONE":
            zones[_value(lines, "TZID")] = whole
        else:
            blocks.append(_block(kind, whole, lines))
        kind = ""

    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        mark = line[:32].strip().upper()
        starts = mark.startswith("BEGIN:") and mark[6:] in _BLOCKS
        if starts:
            if kind:
                broken = True
                finish()
            kind, inside, lines = mark[6:], 0, []
        elif not kind:
            continue
        elif mark == f"END:{kind}":
            finish()
        elif kind == "VTIMEZONE":
            lines.append(line)
        elif mark.startswith(("BEGIN:", "END:")):
            inside += 1 if mark[0] == "B" else -1
        elif inside <= 0 and (found := _NAME.match(line)) and found[0].upper() in _WANTED:
            lines.append(_cut(line))
    if kind:
        broken = True
        finish()
    problem = f"{name} is damaged: an event in it has no end." if broken else ""
    return CalendarText(name, tuple(blocks), zones, problem)


def _block(kind: str, text: str, lines: list[str]) -> Block:
    days = [
        day
        for found in _DAYS.findall(text.upper())
        for parts in _DAY.findall(found)
        if (day := _date(parts)) is not None
    ]
    first, last = min(days, default=date.min), max(days, default=date.max)
    upper = text.upper()
    if "\nDURATION" in upper or kind == "VFREEBUSY":
        last = max(last, _later(last, 400))
    if "\nRRULE" in upper:
        until = _UNTIL.search(upper)
        ends = _date((until[1], until[2], until[3])) if until else None
        last = date.max if ends is None else max(last, _later(ends, (last - first).days))
    return Block(kind, text, _value(lines, "UID"), _later(first, -2), _later(last, 2))


def _cut(line: str) -> str:
    """Return a line no longer than anybody writes; of a long list its beginning."""
    if len(line) <= LONGEST_LINE:
        return line
    start = line[:LONGEST_LINE]
    return start.rpartition(",")[0] or start


def _value(lines: list[str], name: str) -> str:
    for line in lines:
        if line[: len(name)].upper() == name:
            return line.partition(":")[2].strip()
    return ""


def _date(parts: tuple[str, str, str]) -> date | None:
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
