"""The sum of an account's urgency as lines: each signal, each month of silence, the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.tui.widgets.render import cells, fit, line
from workstation.tui.widgets.words import flames

if TYPE_CHECKING:
    from textual.content import Content

    from workstation.desk.urgency_sum import UrgencyLine, UrgencySum

_MOST_LINES = 40


def urgency_lines(total: UrgencySum, width: int) -> list[Content]:
    """Return the sum, the latest first, at most ``width`` cells a line."""
    head = line(
        ("Urgency  ", "bold"),
        (flames(total.now) or "0", "$text-error" if total.now else "$text-muted"),
        (f"  {_standing(total)}", "$text-muted"),
    )
    if not total.lines:
        return [head, line(("No signal yet; + notes one.", "$text-muted"))]
    shown = total.lines[::-1][:_MOST_LINES]
    lines = [head, *(_line(each, width) for each in shown)]
    if len(total.lines) > len(shown):
        earlier = len(total.lines) - len(shown)
        before = shown[-1].after - shown[-1].change
        lines.append(line((f"{'':7}{before:>5}  {earlier} earlier lines", "$text-muted")))
    return lines


def _standing(total: UrgencySum) -> str:
    if total.now < total.lead_from:
        return f"{total.lead_from - total.now} below a lead ({total.lead_from})"
    return f"a lead since {total.lead_at:%d %b %Y}" if total.lead_at else "a lead"


def _line(each: UrgencyLine, width: int) -> Content:
    tone = "$text-success" if each.change > 0 else "$text-error" if each.change < 0 else ""
    lost = each.points is not None and each.points != each.change
    words = f"{each.title} ({each.points:+d})" if lost else each.title
    day = f"{each.at:%d %b %Y}"
    room = max(width - 16 - cells(day), 1)
    said = f"{words}: {each.note}" if each.note else words
    return line(
        (f"{each.change:>+5}  ", tone),
        (f"{each.after:>5}  ", "bold"),
        (f"{day}  ", "$text-muted"),
        fit(said, room).rstrip(),
    )
