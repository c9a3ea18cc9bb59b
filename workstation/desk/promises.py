"""Promises made in a call, by the rep or by them, become dated follow-ups."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.days import sentence
from workstation.desk.errors import DeskError
from workstation.method.promise_line import By, PromiseLine, read_promise
from workstation.method.when import WhenError

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

DUE = {"me": "+1d", "them": "+2d"}
"""When a promise without a day is due: mine on the next working day, theirs is asked about then."""


def read(
    desk: "Desk", account_id: int, line: str, *, by: By | None = None, their_zone: str | None = None
) -> PromiseLine:
    """Read a promise typed in one line; one without a day gets the usual one.

    Raises:
        DeskError: it says nothing that is promised, or a time by their clock when nobody knows
            their zone.
    """
    names = [
        row["name"]
        for row in desk.store.rows("SELECT name FROM contacts WHERE account_id = ?", (account_id,))
    ]
    try:
        found = read_promise(
            line,
            now=desk.clock.now(),
            working=desk.days.working(),
            their_zone=their_zone,
            by=by,
            names=names,
        )
    except WhenError as error:
        raise DeskError(sentence(str(error))) from error
    if not found.what:
        raise DeskError("Say what is promised, such as “send the case study tue 3pm”.")
    if found.when is not None:
        return found
    when = desk.days.read(DUE[found.by], their_zone)
    return replace(found, when_text="", when=when)


def say(promise: PromiseLine) -> str:
    """Say a promise in one line, for the rep to see before it is planned."""
    who = "You promise" if promise.by == "me" else f"{promise.who or 'They'} promise"
    who += "s" if promise.who and promise.by == "them" else ""
    when = promise.when.said if promise.when else ""
    usual = "" if promise.when_text else " (no day said)"
    moved = f"   {promise.when.moved}" if promise.when and promise.when.moved else ""
    return f"{who}: {promise.what} · {when}{usual} · {channel_of(promise)}{moved}"


def plan(
    desk: "Desk", account_id: int, promise: PromiseLine, contact_id: int | None = None
) -> Changed:
    """Plan the follow-up of a promise: mine to keep, theirs to check that it came.

    Raises:
        DeskError: the account or the person is not there.
    """
    if promise.who and promise.by == "them":
        contact_id = _called(desk, account_id, promise.who) or contact_id
    when = promise.when or desk.days.read(DUE[promise.by])
    mine = promise.by == "me"
    account = desk.accounts.get(account_id)
    return desk.follow_ups.plan(
        account_id,
        when,
        why=promise.what if mine else f"They promised: {promise.what}",
        channel=channel_of(promise),
        promised=mine,
        promised_by=promise.by,
        contact_id=contact_id,
        title=f"{account.name}: {'I' if mine else 'they'} promised {promise.what} ({when.said})",
        in_call=True,
    )


def _called(desk: "Desk", account_id: int, name: str) -> int | None:
    """Return the person of an account whose name, or the first of it, this is."""
    wanted = name.casefold()
    people = desk.accounts.contacts(account_id)
    named = (each for each in people if wanted in (each.name.casefold(), _first(each.name)))
    return next((each.id for each in named), None)


def _first(name: str) -> str:
    return name.partition(" ")[0].casefold()


def channel_of(promise: PromiseLine) -> str:
    """Return the channel of the follow-up: what they send is only looked for, not sent."""
    if promise.by == "me":
        return promise.channel
    return "call" if promise.channel == "call" else "task"
