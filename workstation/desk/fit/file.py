"""The rep's own profiles.yaml: written by the action that rescores, and taken back by its undo."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.errors import DeskError
from workstation.desk.fit.mark import SCORED
from workstation.exchange.whole_file import whole_file
from workstation.method.profiles import Profile
from workstation.playbook.save_profiles import FILE, profiles_text

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer

_SCORED_SINCE = "Accounts that were added or changed since keep the other profiles' scores."
_KEPT = "profiles_file"
"""The setting that holds the file before and after the latest change made by the program."""


class FileChange(msgspec.Struct, frozen=True):
    """The text of the file before and after a change; None where there was none."""

    before: str | None
    after: str | None


def folder_of(desk: "Desk") -> Path:
    """Return the rep's own playbook folder.

    Raises:
        DeskError: the desk was opened without one.
    """
    if desk.own_playbook is None:
        raise DeskError("There is no folder for a playbook of your own here.")
    return desk.own_playbook


def change_to(folder: Path, profiles: Sequence[Profile]) -> FileChange:
    """Return what writing the profiles makes of the file; nothing is written yet.

    Raises:
        DeskError: the file that is there cannot be read.
    """
    try:
        before = _read(folder)
    except OSError as error:
        raise _unwritten(error) from error
    return FileChange(before, profiles_text(before, profiles))


def keep(desk: "Desk", act: "Writer", change: FileChange) -> None:
    """Note a change of the file in the action under way, so that undo and redo know it."""
    text = msgspec.json.encode(change).decode()
    number = desk.store.value("SELECT id FROM settings WHERE key = ?", (_KEPT,))
    if number is None:
        act.insert("settings", {"key": _KEPT, "value": text})
    else:
        act.update("settings", number, {"value": text})


def write(folder: Path, text: str | None) -> None:
    """Put a text into the file, all of it or nothing; None takes the file away.

    Raises:
        DeskError: it cannot be written; it is as it was.
    """
    path = folder / FILE
    try:
        if text is None:
            path.unlink(missing_ok=True)
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.write(text.encode())
    except OSError as error:
        raise _unwritten(error) from error


def put_in_force(desk: "Desk", profiles: Sequence[Profile], *, own: bool) -> None:
    """Let the desk, and every desk beside it, go by these profiles."""
    from workstation.playbook.load import Loaded

    playbook = desk.playbook.but(profiles=list(profiles))
    others = [each for each in desk.loaded.problems if each.file != FILE]
    files = desk.loaded.own - {FILE} | ({FILE} if own else set())
    desk.loaded = Loaded(playbook, others, files)


def follow_profiles(desk: "Desk", action_id: int, *, again: bool) -> tuple[str, ...]:
    """Bring the file to what the undo of this action (``again``: its redo) made of the scores.

    A file that was changed by hand since stays. Returns what the rep should know, last whether
    scores and profiles disagree now.
    """
    changes = {
        row["key"]: row["value"]
        for row in desk.store.rows(
            "SELECT coalesce(settings.key, json_extract(changes.after, '$.key')) AS key, "
            "json_extract(changes.after, '$.value') AS value "
            "FROM changes LEFT JOIN settings ON settings.id = changes.row_id "
            "WHERE changes.action_id = ? AND changes.table_name = 'settings'",
            (action_id,),
        )
    }
    said = _follow(desk, changes[_KEPT], again=again) if changes.get(_KEPT) else ""
    why = ""
    if SCORED in changes:
        why = desk.fit.stale() or (_SCORED_SINCE if _scored_since(desk, action_id) else "")
    if why:
        why += " “Rescore all accounts” ('workstation fit --rescore') brings them up to date."
    return tuple(each for each in (said, why) if each)


def _follow(desk: "Desk", value: str, *, again: bool) -> str:
    change = msgspec.json.decode(value, type=FileChange)
    old, new = (change.before, change.after) if again else (change.after, change.before)
    try:
        folder = folder_of(desk)
        there = _read(folder)
        if there not in (old, new):
            return f"{FILE} was changed by hand since, and stays as it is."
        write(folder, new)
    except (DeskError, OSError) as error:
        why = str(error) if isinstance(error, DeskError) else str(_unwritten(error))
        return f"The scores are back, the profiles are not: {why}"
    from workstation.playbook.load import load
    from workstation.playbook.resources import playbook_folder

    put_in_force(desk, load(playbook_folder(), folder).playbook.profiles, own=new is not None)
    return f"{FILE} is {'as you saved it' if again else 'as it was'} again."


def _scored_since(desk: "Desk", action_id: int) -> bool:
    """Say whether later actions that still stand scored accounts, by the other profiles."""
    return bool(
        desk.store.value(
            "SELECT EXISTS (SELECT 1 FROM changes JOIN actions ON actions.id = changes.action_id "
            "WHERE changes.table_name = 'accounts' AND actions.kind = 'do' "
            "AND actions.state = 'done' AND json_extract(changes.after, '$.fit') IS NOT NULL "
            "AND actions.seq > (SELECT seq FROM actions WHERE id = ?))",
            (action_id,),
        )
    )


def _read(folder: Path) -> str | None:
    try:
        return (folder / FILE).read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _unwritten(error: OSError) -> DeskError:
    why = error.strerror or str(error)
    return DeskError(f"{FILE} cannot be written: {why}. Nothing was changed.")
