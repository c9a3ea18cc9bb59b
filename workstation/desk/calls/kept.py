"""What a call leaves beside its activity: answers, objections, the why-ladder, its preparation."""

from typing import TYPE_CHECKING

import msgspec

from workstation.desk.prepared import rows_for
from workstation.method.text import clean, clean_line

if TYPE_CHECKING:
    from workstation.desk.calls.log import LogEntry
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value


def write(act: "Writer", entry: "LogEntry", activity: int, day: str) -> None:
    """Write what was answered, raised and asked why in a call, within its action."""
    about: dict[str, Value] = {
        "account_id": entry.account_id,
        "contact_id": entry.contact_id,
        "activity_id": activity,
    }
    for question, answer in entry.answers.items():
        if said := clean(answer).strip():
            kept: dict[str, Value] = {
                "contact_id": entry.answered_by.get(question, entry.contact_id),
                "flow": entry.flow,
                "question": question,
                "answer": said,
                "answered_on": day,
            }
            act.insert("answers", about | kept)
    for raised in entry.objections:
        resolved = None if raised.resolved is None else int(raised.resolved)
        act.insert(
            "objections",
            about
            | {
                "card": raised.card,
                "said": clean_line(raised.said) or None,
                "resolved": resolved,
                "raised_on": day,
            },
        )
    _write_ladder(act, entry, about)


def _write_ladder(act: "Writer", entry: "LogEntry", about: "dict[str, Value]") -> None:
    """Write the rungs; each hangs on the nearest one before it that is less deep."""
    above: list[tuple[int, int]] = []
    for position, rung in enumerate(entry.ladder):
        if not (text := clean_line(rung.text)):
            continue
        while above and above[-1][0] >= rung.depth:
            above.pop()
        parent = above[-1][1] if above else None
        made = act.insert("whys", about | {"parent_id": parent, "position": position, "text": text})
        above.append((rung.depth, made))


def made_in(desk: "Desk", entry: "LogEntry") -> set[int]:
    """Return the follow-ups made in a call by its promises and its meeting; it settles none."""
    rows = desk.store.rows(
        "SELECT id FROM follow_ups WHERE account_id = ? AND (meeting_id = ? OR id IN "
        "(SELECT value FROM json_each(?)))",
        (entry.account_id, entry.meeting, msgspec.json.encode(list(entry.promises)).decode()),
    )
    return {row["id"] for row in rows}


def link(desk: "Desk", act: "Writer", entry: "LogEntry", activity: int, made_now: set[int]) -> None:
    """Let what was promised and booked in a call (see ``made_in``) say which call made it."""
    for number in sorted(made_now):
        act.update("follow_ups", number, {"made_by_id": activity})
    booked = entry.meeting
    if booked and desk.store.value(
        "SELECT 1 FROM meetings WHERE id = ? AND state <> 'cancelled'", (booked,)
    ):
        act.update("meetings", booked, {"activity_id": activity})


def close_preparation(desk: "Desk", act: "Writer", entry: "LogEntry", activity: int) -> None:
    """Give the open preparation to the conversation it was for; the next one starts afresh."""
    for row in rows_for(desk, entry.account_id, entry.contact_id):
        act.update("preparations", row["id"], {"activity_id": activity})
