"""Reporting a recorded action: what happened, what to know besides, and how to take it back."""

from typing import TYPE_CHECKING

from workstation.cli.output import advise, paint, say, say_json
from workstation.cli.rows import Shape, changed_shape
from workstation.store.ids import short

if TYPE_CHECKING:
    from workstation.desk.changed import Changed


def report(changed: "Changed", *, as_json: bool, more: Shape | None = None, back: str = "") -> None:
    """Say what an action did; ``more`` joins the JSON, ``back`` is how to take it back."""
    if as_json:
        say_json(changed_shape(changed) | (more or {}))
        return
    say(done_line(changed, back))
    advise(changed.advice)


def done_line(changed: "Changed", back: str = "") -> str:
    """Return an action's title with the command that takes it back."""
    hint = paint(f"({back or f'undo {short(changed.action)}'})", "dim")
    return f"{changed.title}  {hint}"
