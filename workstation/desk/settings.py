"""The rep's profile and preferences, kept in the file."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, get_args

from workstation.desk.changed import Changed
from workstation.desk.clock import SystemClock, find_zone
from workstation.desk.errors import DeskError
from workstation.method.goals import Level
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

DEFAULTS = {
    "name": "",
    "company": "",
    "product": "",
    "phone": "",
    "email": "",
    "country": "",
    "currency": "USD",
    "time_zone": "",
    "level": "full",
    "started_on": "",
    "theme": "night",
    "working_weekdays": "0 1 2 3 4",
    "dial": "",
    "calendar": "",
    "calendar_kept": "",
    "invitations": "",
    "meeting_place": "",
    "block_reward": "",
    "revenue_target": "",
    "place_warning": "on",
}
"""Every setting with its value until the rep sets one."""


class Settings:
    """Reads and writes settings by key."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def get(self, key: str) -> str:
        """Return a setting, or its default."""
        found = self._desk.store.value("SELECT value FROM settings WHERE key = ?", (key,))
        return DEFAULTS[key] if found is None else str(found)

    def all(self) -> dict[str, str]:
        """Return every setting."""
        kept = self._desk.store.rows("SELECT key, value FROM settings")
        return DEFAULTS | {row["key"]: row["value"] for row in kept if row["key"] in DEFAULTS}

    def set(self, key: str, value: str) -> Changed:
        """Set one setting as a recorded action; nothing brings its default back.

        Raises:
            DeskError: there is no such setting, or it cannot be that.
        """
        text = _read(key, value)
        return self._write({key: text}, f"Set {key.replace('_', ' ')} to {text or 'nothing'}")

    def set_many(self, values: Mapping[str, str]) -> Changed:
        """Set several settings as one recorded action.

        Raises:
            DeskError: there is no such setting, or one cannot be that; nothing is set then.
        """
        read = {key: _read(key, value) for key, value in values.items()}
        return self._write(read, f"Set {', '.join(key.replace('_', ' ') for key in read)}")

    def _write(self, values: Mapping[str, str], title: str) -> Changed:
        known = {
            row["key"]: row["id"] for row in self._desk.store.rows("SELECT key, id FROM settings")
        }
        with self._desk.store.action(title) as act:
            for key, text in values.items():
                if key in known:
                    act.update("settings", known[key], {"value": text})
                else:
                    act.insert("settings", {"key": key, "value": text})
        if "time_zone" in values and isinstance(self._desk.clock, SystemClock):
            self._desk.clock = SystemClock(values["time_zone"])
        return Changed(act.id, title)


def _read(key: str, value: str) -> str:
    """Return a setting as it is kept; "" brings its default back."""
    if key not in DEFAULTS:
        raise DeskError(f"There is no setting {key!r}; there are {', '.join(DEFAULTS)}.")
    text = clean_line(value) or DEFAULTS[key]
    try:
        return _READERS[key](text) if text and key in _READERS else text
    except OSError as error:
        raise DeskError(f"“{text}” cannot be looked at: {error.strerror}.") from error


def readable(key: str, value: str) -> str | None:
    """Return the default to stand in for a setting that cannot be read, None when it can.

    Places on this machine are passed over: a disk may not be there just now.
    """
    if key not in DEFAULTS or key in _PLACES or value in ("", DEFAULTS[key]):
        return None
    try:
        _read(key, value)
    except DeskError:
        return DEFAULTS[key]
    return None


def _zone(text: str) -> str:
    if find_zone(text) is None:
        raise DeskError(f"There is no time zone “{text}”; they are written America/Chicago.")
    return text


def _country(text: str) -> str:
    from workstation.method.zones import country_code

    code = country_code(text)
    if code is None:
        raise DeskError(f"There is no country “{text}”; give its name or its code, such as US.")
    return code


def _currency(text: str) -> str:
    code = text.upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise DeskError(f"“{text}” is not the code of a currency, such as USD.")
    return code


def _level(text: str) -> str:
    level = text.casefold()
    if level not in get_args(Level):
        raise DeskError(f"There is no level “{text}”; there are {', '.join(get_args(Level))}.")
    return level


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise DeskError(f"“{text}” is not a day, such as 2026-11-23.") from None


def _weekdays(text: str) -> str:
    days = text.replace(",", " ").split()
    if not set(days) <= set("0123456"):
        raise DeskError(
            f"“{text}” are not weekdays: give numbers from 0 (Monday) to 6 (Sunday), "
            f"such as {DEFAULTS['working_weekdays']}."
        )
    return " ".join(sorted(set(days)))


def _dial(text: str) -> str:
    from workstation.desk.dialling import WAYS

    way = text.casefold()
    if way not in WAYS:
        raise DeskError(
            f"“{text}” is not a way of dialling: there are {', '.join(WAYS)}. "
            "The command itself stands in dial.yaml."
        )
    return way


def _email(text: str) -> str:
    from workstation.exchange import values

    address = values.email(text)
    if isinstance(address, values.Unreadable):
        raise DeskError(f"{address.why}; one is you@example.com.")
    return address


def _calendar(text: str) -> str:
    from workstation.desk.home import from_home

    path = from_home(text)
    if not path.exists():
        raise DeskError(
            f"There is no file or folder “{text}”; a calendar is an .ics file or a folder of them."
        )
    return str(path.absolute())


def _folder(text: str) -> str:
    from workstation.desk.home import from_home

    path = from_home(text)
    if path.exists() and not path.is_dir():
        raise DeskError(f"“{text}” is a file; invitations are written into a folder.")
    return str(path.absolute())


def _kept_calendar(text: str) -> str:
    from workstation.desk.home import from_home

    path = from_home(text).absolute()
    if path.is_dir() or path.suffix.lower() != ".ics":
        raise DeskError(f"“{text}” is no .ics file; the calendar is kept in one, such as w.ics.")
    if not path.parent.is_dir():
        raise DeskError(f"There is no folder “{path.parent}” to keep the calendar in.")
    return str(path)


def _revenue(text: str) -> str:
    from workstation.method.backwards import read_revenue

    try:
        return read_revenue(text).said()
    except ValueError as error:
        raise DeskError(str(error)) from None


def _on_or_off(text: str) -> str:
    said = {"yes": "on", "no": "off"}.get(text.casefold(), text.casefold())
    if said not in ("on", "off"):
        raise DeskError(f"“{text}” is neither on nor off.")
    return said


_READERS: dict[str, Callable[[str], str]] = {
    "time_zone": _zone,
    "country": _country,
    "currency": _currency,
    "level": _level,
    "started_on": _day,
    "working_weekdays": _weekdays,
    "email": _email,
    "calendar": _calendar,
    "calendar_kept": _kept_calendar,
    "invitations": _folder,
    "dial": _dial,
    "revenue_target": _revenue,
    "place_warning": _on_or_off,
}
"""What checks a setting and writes it as it is kept."""

_PLACES = ("calendar", "calendar_kept", "invitations")
"""Settings that name a file or folder of this machine."""
