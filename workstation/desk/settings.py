"""The rep's profile and preferences, kept in the file."""

from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

DEFAULTS = {
    "name": "",
    "company": "",
    "product": "",
    "phone": "",
    "country": "",
    "currency": "USD",
    "time_zone": "",
    "level": "full",
    "started_on": "",
    "theme": "night",
    "working_weekdays": "0 1 2 3 4",
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
        """Set one setting as a recorded action.

        Raises:
            DeskError: there is no such setting.
        """
        if key not in DEFAULTS:
            raise DeskError(f"There is no setting {key!r}; there are {', '.join(DEFAULTS)}.")
        text = clean_line(value)
        number = self._desk.store.value("SELECT id FROM settings WHERE key = ?", (key,))
        title = f"Set {key.replace('_', ' ')} to {text or 'nothing'}"
        with self._desk.store.action(title) as act:
            if number is None:
                act.insert("settings", {"key": key, "value": text})
            else:
                act.update("settings", number, {"value": text})
        return Changed(act.id, title)
