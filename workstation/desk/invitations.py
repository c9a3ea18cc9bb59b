"""The file a meeting's invitation is kept in: written anew whenever the meeting has changed.

Undo and redo are changes too: what was handed out is answered by a file with a higher sequence.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import meeting_rows
from workstation.method.text import folded

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.meeting_rows import Meeting
    from workstation.exchange.invitation import Invitation

_SEQUENCE = re.compile(rb"^SEQUENCE:(\d{1,9})\r?$", re.MULTILINE)
_STAMP = re.compile(rb"^DTSTAMP:.*\n", re.MULTILINE)


def folder_of(desk: "Desk") -> Path:
    """Return the folder invitations are written to; beside the file unless the rep set one."""
    chosen = desk.settings.get("invitations")
    return Path(chosen) if chosen else desk.store.path.absolute().parent / "invitations"


def keep_invitation(desk: "Desk", meeting: "Meeting") -> tuple[Path | None, tuple[str, ...]]:
    """Write a meeting's invitation; return where it lies, or None and a sentence saying why not.

    The file is readable by its owner only, and appears whole or not at all. Its sequence is above
    that of the file there was; a file that says the same already is left alone.
    """
    folder = folder_of(desk)
    path = _kept(folder, meeting) or folder / _name(meeting)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_newer(desk, path, meeting)
    except OSError as error:
        return None, (_why(folder, error),)
    return path, ()


def follow_invitations(desk: "Desk", action_id: int) -> tuple[str, ...]:
    """Bring the files up to what an action, its undo or its redo made of meetings.

    Only files that are there are written anew: what was never handed out needs no correction. The
    file of a meeting that is gone becomes its cancellation. Returns what the rep should know.
    """
    rows = desk.store.rows(
        "SELECT row_id, max(iif(kind = 'insert', after, NULL)) AS made FROM changes "
        "WHERE action_id = ? AND table_name = 'meetings' GROUP BY row_id",
        (action_id,),
    )
    folder = folder_of(desk)
    written: list[Path] = []
    problems: list[str] = []
    for row in rows:
        meeting = meeting_rows.find(desk, row["row_id"]) or meeting_rows.gone(desk, row["made"])
        path = _kept(folder, meeting) if meeting else None
        if meeting is None or path is None:
            continue
        try:
            if _write_newer(desk, path, meeting):
                written.append(path)
        except OSError as error:
            problems.append(_why(folder, error))
    if len(written) == 1:
        problems.append(f"The invitation {written[0].name} is written anew: send it again.")
    elif written:
        problems.append(
            f"{len(written)} invitations in {folder} are written anew: send them again."
        )
    return tuple(dict.fromkeys(problems))


def _why(folder: Path, error: OSError) -> str:
    why = (error.strerror or str(error)).lower()
    return f"The invitation could not be written to {folder} ({why}); all else is kept."


def _kept(folder: Path, meeting: "Meeting") -> Path | None:
    """Return the file of a meeting, whatever its account was called when it was written."""
    return next(iter(folder.glob(f"*-{_mark(meeting)}.ics")), None)


def _write_newer(desk: "Desk", path: Path, meeting: "Meeting") -> bool:
    """Write a meeting's file unless it says the same already; say whether it was written."""
    from workstation.exchange.invitation import write_invitation
    from workstation.exchange.whole_file import whole_file

    before = path.read_bytes() if path.exists() else b""
    found = _SEQUENCE.search(before)
    last = int(found[1]) if found else -1
    invitation = _invitation(desk, meeting)
    same = write_invitation(msgspec.structs.replace(invitation, sequence=last))
    if meeting.sequence <= last and _STAMP.sub(b"", same) == _STAMP.sub(b"", before):
        return False
    sequence = max(meeting.sequence, last + 1)
    with whole_file(path) as file:
        file.write(write_invitation(msgspec.structs.replace(invitation, sequence=sequence)))
    return True


def _name(meeting: "Meeting") -> str:
    """Return a file name that is safe everywhere and stays the meeting's own when it is moved."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(meeting.account)).strip("-")[:40].strip("-")
    return f"{plain or 'meeting'}-{_mark(meeting)}.ics"


def _mark(meeting: "Meeting") -> str:
    return re.sub("[^0-9a-z]", "", meeting.uid)[:8]


def _invitation(desk: "Desk", meeting: "Meeting") -> "Invitation":
    from workstation.exchange.invitation import Invitation, Person

    settings = desk.settings.all()
    address = desk.store.value(
        "SELECT address FROM emails WHERE contact_id = ? AND state = 'valid' "
        "ORDER BY is_main DESC, id LIMIT 1",
        (meeting.contact_id,),
    )
    who = ", ".join(text for text in (settings["name"], settings["company"]) if text)
    return Invitation(
        uid=meeting.uid,
        sequence=meeting.sequence,
        written_at=desk.clock.now(),
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        title=meeting.title,
        description="\n".join(text for text in (who, settings["phone"]) if text),
        place=meeting.place or "",
        organizer=Person(settings["name"], settings["email"]) if settings["email"] else None,
        attendee=Person(meeting.contact or "", str(address)) if address else None,
        cancelled=meeting.state == "cancelled",
    )
