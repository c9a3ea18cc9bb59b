"""Holds, goes on with, skips a step of or ends the cadences of many accounts, as one action."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.cadences.rows import open_runs_at, run_title
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.method.cadence import find
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

ManyChange = Literal["pause", "resume", "skip", "stop"]

_VERBS: dict[ManyChange, str] = {
    "pause": "Pause",
    "resume": "Go on with",
    "skip": "Skip a step of",
    "stop": "Stop",
}
_TOLD_ACCOUNTS = 100
_Item = TypeVar("_Item")


class Standing(NamedTuple):
    """How many cadences run and are paused at some accounts, and how many accounts have none."""

    running: int
    paused: int
    without: int


def standing(desk: "Desk", accounts: Sequence[int]) -> Standing:
    """Count the cadences of accounts by their state."""
    runs = open_runs_at(desk, accounts)
    running = sum(each["state"] == "running" for each in runs)
    without = len(set(accounts)) - len({each["account_id"] for each in runs})
    return Standing(running, len(runs) - running, without)


def change_many(
    desk: "Desk",
    accounts: Sequence[int],
    what: ManyChange,
    reason: str = "",
    progress: "Progress | None" = None,
) -> Changed:
    """Change every cadence of some accounts; the advice says whom it does not concern, in numbers.

    Skipping wants a ``reason``. One that is protected meanwhile does not go on.

    Raises:
        DeskError: it concerns none of them, or the reason is missing.
    """
    said = clean_line(reason)
    if what == "skip" and not said:
        raise DeskError("Skipping needs a reason, so that you know it later.")
    numbers = list(dict.fromkeys(accounts))
    runs = open_runs_at(desk, numbers)
    wanted = "paused" if what == "resume" else "running"
    free = [each for each in runs if what == "stop" or each["state"] == wanted]
    going = [each for each in free if what != "resume" or _may_go_on(desk, each)]
    left = tuple(
        _left(
            what,
            other=len(runs) - len(free),
            protected=len(free) - len(going),
            without=len(numbers) - len({each["account_id"] for each in runs}),
        )
    )
    if not going:
        raise DeskError(" ".join(("Nothing changed.", *left)))
    title = _title(desk, what, going) + (f" ({said})" if said else "")
    with desk.store.action(title) as act:
        _change(desk, act, going, what, said, progress)
    told = dict.fromkeys(each["account_id"] for each in going)
    return Changed(act.id, title, tuple(told)[:_TOLD_ACCOUNTS], left)


def _may_go_on(desk: "Desk", run: "Row") -> bool:
    cadence = find(desk.playbook.cadences, run["cadence"])
    return cadence is not None and not cadence_hooks.protected(desk, run, cadence)


def _title(desk: "Desk", what: ManyChange, going: "Sequence[Row]") -> str:
    verb = _VERBS[what]
    return f"{verb} {len(going)} cadences" if len(going) > 1 else run_title(desk, verb, going[0])


def _change(
    desk: "Desk",
    act: "Writer",
    going: "Sequence[Row]",
    what: ManyChange,
    reason: str,
    progress: "Progress | None",
) -> None:
    planned = [each["follow_up_id"] for each in going if each["follow_up_id"] is not None]
    if what == "stop":
        cadence_hooks.end(desk, act, going, reason or "stopped")
    elif what == "pause":
        act.update_many("cadence_runs", ("state",), [(each["id"], "paused") for each in going])
        for number in _counted(planned, progress):
            act.delete("follow_ups", number)
    elif what == "skip":
        closed = {**desk.follow_ups.closed_columns("skipped"), "skip_reason": reason}
        rows = [(number, *closed.values()) for number in planned]
        act.update_many("follow_ups", tuple(closed), rows)
        named = list(dict.fromkeys(each["account_id"] for each in going))
        for account in _counted(named, progress):
            cadence_hooks.advance(desk, act, account)
    else:
        _go_on(desk, act, _counted(going, progress))


def _counted(items: "Sequence[_Item]", progress: "Progress | None") -> "Iterator[_Item]":
    """Yield items, telling how many are done."""
    for done, item in enumerate(items, 1):
        yield item
        if progress is not None:
            progress(done, len(items))


def _go_on(desk: "Desk", act: "Writer", going: "Iterator[Row]") -> None:
    from workstation.desk.cadences.days import facts
    from workstation.desk.cadences.next import work_out, write

    for run in going:
        cadence = desk.cadences.find(run["cadence"])
        ahead = work_out(desk, run, cadence, facts(desk, run), first=run["step"])
        write(desk, act, run, cadence, ahead)


def _left(what: ManyChange, *, other: int, protected: int, without: int) -> Iterator[str]:
    """Say in numbers whom a change does not concern."""
    state = {"pause": "paused already", "resume": "not paused"}.get(what, "paused")
    if other:
        yield f"{other} {'is' if other == 1 else 'are'} {state}."
    if protected:
        yield f"{protected} {'is' if protected == 1 else 'are'} protected meanwhile: only a stop."
    if without:
        has = "account has" if without == 1 else "accounts have"
        yield f"{without} {has} no cadence under way."
