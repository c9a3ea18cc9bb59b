"""Words typed into a form that is still open: on disk within a second, outside the history."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from workstation.method.text import clean

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


class Unsaved:
    """Keeps what is typed into a form until the form is saved or given up, by the form's name."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def keep(self, name: str, values: Mapping[str, str]) -> None:
        """Keep the fields of a form, in place of what was kept of it before.

        Raises:
            StoreError: they could not be written.
        """
        content = {key: clean(text) for key, text in values.items()}
        self._desk.store.drafts.write_words(name, msgspec.json.encode(content).decode())

    def read(self, name: str) -> dict[str, str]:
        """Return what is kept of a form, nothing when nothing is or when it is damaged."""
        found = self._desk.store.value("SELECT content FROM unsaved_words WHERE name = ?", (name,))
        try:
            return msgspec.json.decode(found, type=dict[str, str]) if found else {}
        except msgspec.DecodeError:
            return {}

    def forget(self, name: str) -> None:
        """Forget a form that was given up.

        Raises:
            StoreError: the file could not be written.
        """
        self._desk.store.drafts.write_words(name, None)


def preparation(account_id: int, contact_id: int | None) -> str:
    """Return the name of the form that prepares a call."""
    return f"preparation {account_id} {contact_id or 0}"
