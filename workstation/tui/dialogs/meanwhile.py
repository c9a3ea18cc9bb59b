"""What became of a record while its form was open: the rep says which change of a line stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workstation.desk.errors import DeskError
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.widgets.render import safe

if TYPE_CHECKING:
    from workstation.tui.dialogs.base import Dialog
    from workstation.tui.dialogs.form import Line
    from workstation.tui.screens.base import DeskScreen


async def settled(
    screen: DeskScreen | Dialog[Any],
    lines: Sequence[Line],
    typed: dict[str, str],
    before: dict[str, str],
    now: Callable[[], Mapping[str, str | None]],
) -> bool:
    """Ask which stays of lines that somebody else changed too; False when the rep leaves that.

    ``before`` is what the form began with, ``typed`` what it ended with and ``now`` reads the
    record: the lines in question become in ``before`` what they are now, and in ``typed`` go away
    where that stays.
    """
    try:
        texts = {key: safe(text) for key, text in now().items() if key in before}
    except DeskError:
        return True
    both = [
        each
        for each in lines
        if texts.get(each.key, before[each.key]) != before[each.key]
        and typed.get(each.key, before[each.key]) != before[each.key]
    ]
    differ = [each for each in both if typed[each.key] != texts[each.key]]
    mine = True
    if differ:
        fields = ", ".join(each.title.lower() for each in differ)
        sides = [("m", "Keep mine", typed, True), ("t", "Keep theirs", texts, False)]
        choices = [
            Choice(letter, title, " · ".join(said[each.key] or "empty" for each in differ), answer)
            for letter, title, said, answer in sides
        ]
        title = f"Somebody else has changed this meanwhile too: {fields}. Which stays?"
        answer = await screen.ask(
            Choose(title, choices, hint="Enter choose · Esc back to the form")
        )
        if answer is None:
            return False
        mine = answer
    for each in both:
        before[each.key] = texts[each.key]
        if not mine:
            typed.pop(each.key)
    return True
