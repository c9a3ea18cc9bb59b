"""What somebody has chosen for a file on its way in; kept, so that it can be gone on with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.imports.choices import Policy

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.imports.imports import ImportPlan
    from workstation.desk.imports.policy import Mode

_NAME = "import"
"""The name of the form among the words not saved yet."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A file and the choices made for it; what is None or empty is left to the plan.

    ``overrides`` are fields by column (None: a fact), ``answers`` by the keys of questions;
    ``mapping`` is "" where no kept mapping is wanted; ``suppress``: not to be contacted.
    """

    path: Path
    kind: str | None = None
    sheet: str | None = None
    overrides: Mapping[str, str | None] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    policy: Policy | None = None
    mapping: str | None = None
    keep_as: str | None = None
    suppress: bool = False

    def plan(self, desk: Desk) -> ImportPlan:
        """Look at the file.

        Raises:
            DeskError: it cannot be used, or not in this way.
        """
        return desk.imports.plan(
            self.path,
            self.kind,
            self.overrides,
            answers=self.answers,
            policy=self.policy,
            mapping=self.mapping,
            sheet=self.sheet,
        )

    @property
    def plain(self) -> bool:
        """Whether nothing was chosen but the file."""
        return self == Wish(self.path, sheet=self.sheet)

    @property
    def said(self) -> str:
        """What was chosen, in a few words."""
        columns = len(self.overrides)
        parts = [
            f"as {self.kind}" if self.kind else "",
            f"{columns} column{'s' * (columns != 1)} changed" if columns else "",
            "not to be contacted" if self.suppress else "",
            "another policy" if self.policy else "",
        ]
        return ", ".join(filter(None, parts)) or "as it was understood"


class Left(msgspec.Struct, frozen=True):
    """An import left half-way; ``running``: it was stopped by force while it ran."""

    path: str
    kind: str | None
    sheet: str | None
    overrides: dict[str, str | None]
    answers: dict[str, str]
    policy: str | None
    fields: dict[str, str]
    mapping: str | None
    keep_as: str | None
    suppress: bool
    running: bool
    at: str

    @property
    def wish(self) -> Wish:
        """The choices as they were."""
        modes: dict[str, Mode] = {key: _mode(said) for key, said in self.fields.items()}
        return Wish(
            Path(os.fsdecode(self.path)),
            self.kind,
            self.sheet,
            self.overrides,
            self.answers,
            None if self.policy is None else Policy(_mode(self.policy), modes),
            self.mapping,
            self.keep_as,
            self.suppress,
        )


def keep(desk: Desk, wish: Wish, *, running: bool = False) -> None:
    """Keep a wish until it is forgotten.

    Raises:
        StoreError: it could not be written.
    """
    left = Left(
        str(wish.path.absolute()),
        wish.kind,
        wish.sheet,
        dict(wish.overrides),
        dict(wish.answers),
        wish.policy.default if wish.policy else None,
        dict(wish.policy.fields) if wish.policy else {},
        wish.mapping,
        wish.keep_as,
        wish.suppress,
        running,
        desk.clock.now().isoformat(),
    )
    try:
        content = msgspec.json.encode(left).decode()
    except UnicodeEncodeError:  # a file name that is no text cannot be kept as text
        return
    desk.unsaved.keep(_NAME, {"left": content})


def left_half_way(desk: Desk) -> Left | None:
    """Return the import that was left half-way, when its file is still there."""
    content = desk.unsaved.read(_NAME).get("left")
    if not content:
        return None
    try:
        left = msgspec.json.decode(content, type=Left)
        there = Path(left.path).exists()
    except (msgspec.MsgspecError, ValueError, OSError):
        return None
    return left if there else None


def forget(desk: Desk) -> None:
    """Forget what was kept.

    Raises:
        StoreError: the file could not be written.
    """
    if desk.unsaved.read(_NAME):
        desk.unsaved.forget(_NAME)


def changed(wish: Wish, **choices: object) -> Wish:
    """Return a wish with other choices."""
    return replace(wish, **choices)  # type: ignore[arg-type]


def _mode(said: str) -> Mode:
    from workstation.desk.imports.choices import MODES

    return next((mode for mode in MODES if mode == said), MODES[0])
