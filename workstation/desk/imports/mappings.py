"""Mappings made by hand once and kept under a name for the next file with the same columns."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.imports.choices import MODES, Policy
from workstation.desk.imports.own import added
from workstation.exchange.fields import FIELDS, RecordKind
from workstation.exchange.squashing import squashed
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.imports.plan import ImportPlan
    from workstation.store.actions import Writer

_LONGEST_NAME = 60
_ALL = "SELECT * FROM import_mappings"


@dataclass(frozen=True, slots=True)
class NamedMapping:
    """What the columns of a certain kind of file become.

    ``mapping`` is the field of each column, None for a fact; ``answers`` are by the keys of
    questions; ``header`` are the squashed names of the columns in order of the alphabet.
    """

    id: int
    name: str
    kind: RecordKind
    header: tuple[str, ...]
    mapping: Mapping[str, str | None]
    policy: Policy
    answers: Mapping[str, str]

    def fields_of(self, columns: Sequence[str]) -> dict[str, str | None]:
        """Return the field of each of these columns that the mapping knows, by spelling or not."""
        plain = {squashed(name): key for name, key in self.mapping.items()}
        known = FIELDS[self.kind]
        found: dict[str, str | None] = {}
        for name in columns:
            if name in self.mapping or squashed(name) in plain:
                key = self.mapping.get(name, plain.get(squashed(name)))
                found[name] = key if key in known else None
        return found


class ImportMappings:
    """Keeps, finds, renames and forgets named mappings."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def all(self) -> list[NamedMapping]:
        """Return all mappings by name."""
        return [_read(row) for row in self._desk.store.rows(f"{_ALL} ORDER BY name")]

    def named(self, name: str) -> NamedMapping:
        """Return the mapping of a name.

        Raises:
            DeskError: there is none.
        """
        found = self._desk.store.row(f"{_ALL} WHERE name = ?", (clean_line(name),))
        if found is None:
            raise DeskError(f"There is no mapping “{clean_line(name)}”.")
        return _read(found)

    def of_header(self, columns: Sequence[str]) -> NamedMapping | None:
        """Return the mapping kept for files with these columns, in whatever order."""
        header = header_of(columns)
        found = self._desk.store.row(
            f"{_ALL} WHERE header = ? ORDER BY id DESC LIMIT 1", (json.dumps(header),)
        )
        return _read(found) if found is not None else None

    def rename(self, name: str, new: str) -> Changed:
        """Give a mapping another name.

        Raises:
            DeskError: there is no such mapping, the new name is empty, too long or taken.
        """
        old, said = self.named(name), _name(new)
        if said.casefold() != old.name.casefold() and self._taken(said):
            raise DeskError(f"Another mapping is called “{said}”; choose another name.")
        title = f"Rename mapping “{old.name}” to “{said}”"
        with self._desk.store.action(title) as act:
            act.update("import_mappings", old.id, {"name": said})
        return Changed(act.id, title)

    def drop(self, name: str) -> Changed:
        """Forget a mapping; what came in by it stays.

        Raises:
            DeskError: there is none of this name.
        """
        old = self.named(name)
        title = f"Forget mapping “{old.name}”"
        with self._desk.store.action(title) as act:
            act.delete("import_mappings", old.id)
        return Changed(act.id, title)

    def keep_apart(self, plan: "ImportPlan", name: str | None = None) -> Changed | None:
        """Keep a plan's mapping as an action of its own; None when it is kept so already.

        Raises:
            DeskError: the name is too long, or stands for a mapping of other columns.
        """
        with suppress(_SameError), self._desk.store.action("Keep a mapping") as act:
            before = self._of_plan(plan)
            said = self.keep(act, plan, name)
            if self._of_plan(plan) == before:
                raise _SameError
            act.retitle(title := f"Keep mapping “{said}”")
            return Changed(act.id, title)
        return None

    def _of_plan(self, plan: "ImportPlan") -> NamedMapping | None:
        return self.of_header([name for name in plan.by_column if not added(plan.path, name)])

    def keep(self, act: "Writer", plan: "ImportPlan", name: str | None = None) -> str:
        """Keep a plan's mapping within an action, and return its name.

        One that is kept for the same columns is replaced. Without a name it is called like the
        file, or as it was.

        Raises:
            DeskError: the name is too long, or stands for a mapping of other columns.
        """
        columns = [name for name in plan.by_column if not added(plan.path, name)]
        before = self.of_header(columns)
        values: dict[str, Any] = {
            "kind": plan.as_,
            "header": json.dumps(header_of(columns)),
            "mapping": json.dumps(plan.by_column, ensure_ascii=False),
            "choices": json.dumps(
                {
                    "policy": plan.policy.default,
                    "fields": dict(plan.policy.fields),
                    "answers": {
                        each.key: each.answer
                        for each in plan.questions
                        if each.answer and each.answer != each.usual
                    },
                },
                ensure_ascii=False,
            ),
        }
        if name is None:
            said = before.name if before is not None else self._free(plan.path.stem)
        else:
            said = _name(name)
            same = before is not None and before.name.casefold() == said.casefold()
            if not same and self._taken(said):
                raise DeskError(f"Another mapping is called “{said}”; choose another name.")
        if before is None:
            act.insert("import_mappings", {"name": said, **values})
        else:
            act.update("import_mappings", before.id, {"name": said, **values})
        return said

    def _taken(self, name: str) -> bool:
        sql = "SELECT 1 FROM import_mappings WHERE name = ?"
        return self._desk.store.value(sql, (name,)) is not None

    def _free(self, stem: str) -> str:
        plain = clean_line(stem)[: _LONGEST_NAME - 4].strip() or "mapping"
        said, count = plain, 1
        while self._taken(said):
            count += 1
            said = f"{plain} {count}"
        return said


class _SameError(Exception):
    """Takes the action back: the mapping is kept so already."""


def header_of(columns: Sequence[str]) -> list[str]:
    """Return the columns as files are recognised by them: squashed and sorted."""
    return sorted(map(squashed, columns))


def _name(name: str) -> str:
    said = clean_line(name)
    if not said:
        raise DeskError("A mapping needs a name.")
    if len(said) > _LONGEST_NAME:
        raise DeskError(f"A mapping's name has at most {_LONGEST_NAME} letters.")
    return said


def _read(row: sqlite3.Row) -> NamedMapping:
    choices = json.loads(row["choices"])
    default = choices.get("policy")
    return NamedMapping(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        header=tuple(json.loads(row["header"])),
        mapping=json.loads(row["mapping"]),
        policy=Policy(
            default if default in MODES else MODES[0],
            {key: mode for key, mode in choices.get("fields", {}).items() if mode in MODES},
        ),
        answers=choices.get("answers", {}),
    )
