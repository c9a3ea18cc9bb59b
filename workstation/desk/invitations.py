"""The file a meeting's invitation is kept in: always what the meeting is now."""

import os
import re
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.method.text import folded

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.meeting_rows import Meeting
    from workstation.exchange.invitation import Invitation


def folder_of(desk: "Desk") -> Path:
    """Return the folder invitations are written to; beside the file unless the rep set one."""
    chosen = desk.settings.get("invitations")
    return Path(chosen) if chosen else desk.store.path.absolute().parent / "invitations"


def keep_invitation(desk: "Desk", meeting: "Meeting") -> tuple[Path | None, tuple[str, ...]]:
    """Write a meeting's invitation; return where it lies, or None and a sentence saying why not.

    The file is readable by its owner only, and appears whole or not at all.
    """
    from workstation.exchange.invitation import write_invitation

    content = write_invitation(_invitation(desk, meeting))
    folder = folder_of(desk)
    path = folder / _name(meeting)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, content)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return None, (
            f"The invitation could not be written to {folder} ({why}); all else is kept.",
        )
    return path, ()


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".invitation-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _name(meeting: "Meeting") -> str:
    """Return a file name that is safe everywhere and stays the meeting's own when it is moved."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(meeting.account)).strip("-")[:40].strip("-")
    return f"{plain or 'meeting'}-{re.sub('[^0-9a-z]', '', meeting.uid)[:8]}.ics"


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
