"""Settings can be read, what is kept as JSON is JSON, and imports count what came of their rows."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rule, update
from workstation.desk.settings import readable

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress


class SettingsReadable(Rule):
    """Every setting is one that could be set."""

    key = "settings"
    title = "settings that cannot be read"
    repair = "The default stands in; undo shows what was there."

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the settings."""
        del progress
        for number, key, value, _ in _unreadable(desk):
            yield Found("settings", number, f"“{key}” is “{value}”")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Bring the defaults back."""
        rows = [(number, default) for number, _, _, default in _unreadable(desk)]
        return update(act, "settings", ("value",), rows)


def _unreadable(desk: "Desk") -> list[tuple[int, str, str, str]]:
    found = []
    for number, key, value in desk.store.rows("SELECT id, key, value FROM settings"):
        default = readable(key, value)
        if default is not None:
            found.append((number, key, value, default))
    return found


_JSON = (("imports", "mapping"), ("imports", "choices"), ("import_mappings", "header"),
         ("import_mappings", "mapping"), ("import_mappings", "choices"))  # fmt: skip


class KeptAsJson(Rule):
    """What is kept of an import can be read again."""

    key = "json"
    title = "notes on imports that cannot be read"
    repair = "They are emptied; undo shows what was there."

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield them."""
        del progress
        for table, number, name in _no_json(desk):
            yield Found(table, number, f"has a {name} that cannot be read")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Empty them."""
        found = _no_json(desk)
        for table, number, name in found:
            act.update(table, number, {name: "[]" if name == "header" else "{}"})
        return len(found)


def _no_json(desk: "Desk") -> list[tuple[str, int, str]]:
    found = []
    for table, name in _JSON:
        for number, text in desk.store.each(f"SELECT id, {name} FROM {table}"):
            try:
                json.loads(text)
            except ValueError:
                found.append((table, number, name))
    return found


class ImportCounts(Rule):
    """An import counts as many rows of each fate as its fates are; without fates it is believed."""

    key = "import_counts"
    title = "imports that miscount their rows"
    repair = "The rows are counted anew."

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the imports."""
        del progress
        for number, was, right in _miscounted(desk):
            yield Found("imports", number, f"counts {was}, and its rows are {right}")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Count the rows."""
        rows = [(number, right) for number, _, right in _miscounted(desk)]
        return update(act, "imports", ("counts",), rows)


def _miscounted(desk: "Desk") -> list[tuple[int, str, str]]:
    fates: dict[int, dict[str, int]] = {}
    for number, fate, count in desk.store.rows(
        "SELECT import_id, fate, sum(coalesce(last_line, line) - line + 1) FROM import_rows "
        "WHERE import_id IN (SELECT id FROM imports) GROUP BY 1, 2"
    ):
        fates.setdefault(number, {})[fate] = count
    found = []
    for number, text in desk.store.rows("SELECT id, counts FROM imports"):
        if number not in fates:
            continue
        try:
            known = {fate: count for fate, count in json.loads(text).items() if count}
        except (ValueError, AttributeError):
            known = None
        if known != fates[number]:
            found.append((number, text, json.dumps(fates[number])))
    return found
