"""What the palette offers: the registry's commands at this place, and those that have no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SystemCommand

from workstation.tui.commands import BY_ID, COMMANDS, palette_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen

    from workstation.tui.app import WorkstationApp


def offered(app: WorkstationApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield the commands of the registry, the others and themes; over a dialog only the latter."""
    place = app.place
    reachable = palette_places(place.place) if place is not None and place is screen else ()
    for command in COMMANDS:
        if not command.numbered and not set(reachable).isdisjoint(command.where):
            action = command.action or command.id
            title = command.title if command.group[:6] != "Places" else f"go to {command.title}"
            yield SystemCommand(
                title.capitalize(),
                command.help,
                lambda action=action: _run(app, action),
            )
    yield SystemCommand(
        "Read the playbook again",
        "After you have changed its files.",
        lambda: _reload_playbook(app),
    )
    if reachable:
        yield SystemCommand("History", "See what was done, and undo any of it.", app.action_history)
        yield SystemCommand(
            "Ideal customer profiles",
            "Change whom you win with, and see what would move.",
            lambda: _edit_profiles(app),
        )
        yield SystemCommand(
            "Rescore all accounts", "Work out every fit and tier anew.", lambda: _rescore(app)
        )
        yield SystemCommand(
            "Recount urgency", "Work out every score from its signals.", lambda: _recount(app)
        )
    if reachable and "dashboard" not in reachable:
        yield SystemCommand("Working backwards", BY_ID["plan_back"].help, app.action_plan_back)
        yield SystemCommand("Tier time", BY_ID["tier_time"].help, app.action_tier_time)
    for theme in app.available_themes:
        if theme in app.own_themes:
            yield SystemCommand(
                f"Theme: {theme}", "Use this theme.", lambda theme=theme: app.choose_theme(theme)
            )


def _reload_playbook(app: WorkstationApp) -> None:
    problems = app.desk.reload_playbook().problems
    for problem in problems:
        app.warn(str(problem))
    if not problems:
        app.notify("The playbook was read again.", markup=False)
    app.offer_rescoring()
    app.follow()


def _edit_profiles(app: WorkstationApp) -> None:
    from workstation.tui.dialogs.profiles import edit_profiles

    if (place := app.place) is not None:
        edit_profiles(place)


def _recount(app: WorkstationApp) -> None:
    size = app.desk.signals.counted()
    app.do_at_length(
        size, "Recounting urgency", lambda desk, told: desk.signals.recount(progress=told)
    )


def _rescore(app: WorkstationApp) -> None:
    from workstation.tui.dialogs.profiles import rescore

    if (place := app.place) is not None:
        rescore(place)


async def _run(app: WorkstationApp, action: str) -> None:
    place = app.place
    await app.run_action(action, place if "." not in action else None)
