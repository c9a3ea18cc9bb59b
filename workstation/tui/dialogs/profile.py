"""Who the rep is: the names that prompts are filled with, the country, the level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.tui.dialogs.form import Form, Line

if TYPE_CHECKING:
    from workstation.tui.screens.base import DeskScreen

FIELDS = (
    ("name", "Your name", "as you say it on the phone"),
    ("company", "Your company", ""),
    ("product", "You sell", "in two or three words"),
    ("country", "Country", "DE, US, … for its public holidays"),
    ("currency", "Currency", "USD, EUR, …"),
    ("level", "Level", "beginner, intermediate or full"),
    ("started_on", "In the job since", "2026-09-01, only for a new rep"),
)


async def edit_profile(screen: DeskScreen) -> None:
    """Ask for the rep's profile; a mistake is said and the form comes back as it was typed."""
    known = screen.desk.settings.all()
    while changed := await screen.ask(_form(known)):
        if _saved(screen, changed):
            return
        known = known | changed


def _form(known: dict[str, str]) -> Form:
    return Form("Who you are", [Line(key, said, known[key], hint) for key, said, hint in FIELDS])


def _saved(screen: DeskScreen, changed: dict[str, str]) -> bool:
    return screen.workstation.do(lambda: screen.desk.settings.set_many(changed)) is not None
