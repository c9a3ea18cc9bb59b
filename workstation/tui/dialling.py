"""Dialling from any screen: who is protected, what hour it is there, which number, and how."""

from __future__ import annotations

import functools
from contextlib import suppress
from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.method.zones import zone_info
from workstation.tui.widgets.render import safe

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Call
    from workstation.desk.dialling import Dial, Number
    from workstation.tui.app import WorkstationApp
    from workstation.tui.screens.base import DeskScreen

HOW_TO = (
    "To have it dialled for you: workstation settings dial link (a tel: link), "
    "or dial command (your own, in dial.yaml)."
)


async def dial(
    screen: DeskScreen, account_id: int, contact_id: int | None, call: Call | None = None
) -> None:
    """Dial somebody in the way the rep has chosen, or copy the number; only in a flow.

    Asks for a reason before somebody protected is dialled (kept in ``call`` when there is one,
    else noted at the account), which number where there are several, and once more when
    something speaks against it.

    Raises:
        DeskError: there is nobody there, or no number.
    """
    plan = screen.desk.dialling.plan(account_id, contact_id)
    reason = await _reason(screen, plan, call)
    if reason is None:
        return
    number = await _chosen(screen, plan)
    if number is None or not await _sure(screen, number):
        return
    if reason and not _recorded(screen, plan, call, reason):
        return
    _go(screen, number)


async def _reason(screen: DeskScreen, plan: Dial, call: Call | None) -> str | None:
    """Return "" when they may be called, a reason when one was given, None to stop."""
    if plan.verdict.ok or (call is not None and call.override):
        return ""
    from workstation.tui.dialogs.ask import Ask

    return await screen.ask(
        Ask(
            _title(plan),
            hint="a reason to dial anyway; it is recorded",
            meaning=lambda _: plan.verdict.why,
        )
    )


def _title(plan: Dial) -> str:
    """Say who is protected and by what: a person by their own wish, an account by its bin."""
    person = plan.person if plan.verdict.short == "do not call" else ""
    return f"{person or plan.account}: {plan.verdict.short}"


def _recorded(screen: DeskScreen, plan: Dial, call: Call | None, reason: str) -> bool:
    if call is not None:
        call.override = reason
        if said := screen.desk.calls.save(call):
            screen.workstation.warn(said)
        return True
    done = screen.workstation.do(
        lambda: screen.desk.dialling.override(plan.account_id, plan.contact_id, reason)
    )
    return done is not None


async def _chosen(screen: DeskScreen, plan: Dial) -> Number | None:
    if not plan.others:
        return plan.number
    from workstation.tui.dialogs.choose import Choice, Choose

    numbers = (plan.number, *plan.others)
    chosen: Number | None = await screen.ask(
        Choose(
            f"Dial {plan.person or plan.account}",
            [
                Choice(str(place) if place < 10 else "", each.display, _detail(screen, each), each)
                for place, each in enumerate(numbers, 1)
            ],
        )
    )
    return chosen


def _detail(screen: DeskScreen, number: Number) -> str:
    zone = zone_info(number.zone)
    there = f"{screen.desk.clock.now().astimezone(zone):%H:%M} there" if zone else ""
    kind = "" if number.kind == "account" else number.kind
    return " · ".join(each for each in (number.whose, kind, there) if each)


async def _sure(screen: DeskScreen, number: Number) -> bool:
    if not number.warnings:
        return True
    from workstation.tui.dialogs.confirm import Confirm

    title = f"Dial {number.display} all the same?"
    return await screen.ask(Confirm(title, "\n".join(number.warnings))) is True


def _go(screen: DeskScreen, number: Number) -> None:
    """Dial in the way that is set; whatever does not work leaves the number in the clipboard."""
    way = screen.desk.dialling.way()
    if way not in ("link", "command"):
        _copy(screen, number, "" if way else HOW_TO)
        return
    if not number.e164:
        _copy(screen, number, "No program can dial this; it is as it was written down.")
        return
    from workstation.tui import dial_command

    app = screen.workstation
    failed = functools.partial(_failed_elsewhere, app, number)
    try:
        if way == "link":
            dial_command.open_link(number.tel, failed)
        else:
            command = dial_command.read_command(app.config)
            dial_command.run(dial_command.filled(command, number), failed)
    except DeskError as error:
        _failed(app, number, str(error))
        return
    screen.notify(
        safe(number.display), title=f"Dialling {safe(number.whose)}", timeout=5, markup=False
    )


def _copy(screen: DeskScreen, number: Number, hint: str) -> None:
    screen.app.copy_to_clipboard(number.display)
    text = "\n".join(safe(each) for each in (number.display, hint) if each)
    screen.notify(text, title="Copied", timeout=10 if hint else 4, markup=False)


def _failed(app: WorkstationApp, number: Number, sentence: str) -> None:
    app.copy_to_clipboard(number.display)
    app.refuse(f"{sentence} {number.display} was copied.")


def _failed_elsewhere(app: WorkstationApp, number: Number, sentence: str) -> None:
    """Tell from another thread; nobody is told when the program has gone meanwhile."""
    with suppress(RuntimeError):
        app.call_later(_failed, app, number, sentence)
