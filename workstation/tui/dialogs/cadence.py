"""Cadences on a record: one is chosen and looked at before it starts, or what runs is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from workstation.desk.cadence_rows import Target
from workstation.desk.errors import DeskError
from workstation.method.cadence import OUTCOMES
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.widgets.render import one_line
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.cadence_rows import Run
    from workstation.tui.record_actions import RecordActions
    from workstation.tui.subject import Subject

_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_OUTCOME_LETTERS = {"disqualified": "d", "converted": "o", "recycled": "r"}

Change = Literal["pause", "resume", "skip", "shift", "away", "stop", "new"]


async def cadence_menu(
    screen: RecordActions, subject: Subject | None, accounts: Sequence[int]
) -> None:
    """Change the cadence that runs with the record in front, or start one for all named.

    On one record it is about the person in front; without one, and for many, the best person of
    each account who may be reached.
    """
    if not accounts:
        return
    if len(accounts) > 1 or subject is None:
        await _start(screen, [Target(each) for each in accounts], f"{len(accounts)} accounts")
        return
    person = subject.contact_id
    runs = [
        each
        for each in screen.desk.cadences.of(subject.account_id)
        if person is None or each.contact_id in (None, person)
    ]
    if not runs:
        await _start(screen, [Target(subject.account_id, person)], subject.account)
        return
    run = runs[0] if len(runs) == 1 else await _which(screen, runs)
    if run is not None:
        await _change(screen, run, Target(subject.account_id, person))


# Starting


async def _start(screen: RecordActions, targets: Sequence[Target], what: str) -> None:
    from workstation.tui.dialogs.cadence_preview import CadencePreview

    desk = screen.desk
    known = desk.cadences.known()
    key = await screen.ask(
        Choose(
            f"Start a cadence for {what}",
            [
                Choice(
                    letter,
                    each.title,
                    f"{len(each.steps)} steps, {each.steps[-1].day} "
                    f"{'' if each.calendar_days else 'working '}days: {each.for_whom}",
                    each.key,
                )
                for letter, each in zip(_KEYS, known, strict=False)
            ],
        )
    )
    if key is None:
        return
    found = await screen.ask(CadencePreview(key, targets, what))
    if found is None:
        return
    screen.workstation.do_at_length(
        2 * len(targets),
        f"Starting {desk.cadences.find(key).title}",
        lambda desk, told: desk.cadences.start(key, targets, found, told),
        screen.moved,
    )


# Changing what runs


async def _which(screen: RecordActions, runs: Sequence[Run]) -> Run | None:
    choices = [
        Choice(letter, each.title, f"with {each.who}, {each.said}", each)
        for letter, each in zip(_KEYS, runs, strict=False)
    ]
    chosen: Run | None = await screen.ask(Choose("Which cadence?", choices))
    return chosen


async def _change(screen: RecordActions, run: Run, target: Target) -> None:
    what = await screen.ask(Choose(_headline(screen, run), _choices(screen, run)))
    if what is None:
        return
    drawer, do = screen.desk.cadences, screen.workstation.do
    if what == "pause":
        do(lambda: drawer.pause(run.id))
    elif what == "resume":
        do(lambda: drawer.resume(run.id))
    elif what == "skip":
        await _skip(screen, run)
    elif what == "shift":
        await _shift(screen, run)
    elif what == "away":
        await _away(screen, run)
    elif what == "new":
        await _start(screen, [target], run.account)
    else:
        await _stop(screen, run, None if what == "stop" else what)


def _headline(screen: RecordActions, run: Run) -> str:
    today = screen.desk.days.today()
    said = f"{run.title} with {one_line(run.who)}"
    if run.choose:
        return f"{said} is through: what comes of it?"
    if run.next_on is None or run.state == "paused":
        return f"{said}: {run.said}, {run.state}"
    return f"{said}: {run.said}, {run.channel} {said_day(run.next_on, today)}"


def _choices(screen: RecordActions, run: Run) -> list[Choice]:
    desk = screen.desk
    try:
        cadence = desk.cadences.find(run.cadence)
        bins = {each.outcome: desk.playbook.bin(each.target).title for each in cadence.at_end}
    except DeskError:
        bins = {}
    outcomes = [
        Choice(_OUTCOME_LETTERS[key], OUTCOMES[key], f"ends it; the account goes to {title}", key)
        for key, title in bins.items()
    ]
    if run.choose:
        return [*outcomes, Choice("n", "Start another", "this one stays undecided", "new")]
    hold = (
        Choice("p", "Go on", "what would lie in the past moves, and all after it", "resume")
        if run.state == "paused"
        else Choice("p", "Pause", "nothing of it is in the queue until you go on", "pause")
    )
    moves = [
        Choice("x", "Skip the step", one_line(run.why), "skip"),
        Choice("m", "Move all steps", "by working days; back with a minus", "shift"),
        Choice("a", "Away until", "the next step moves past it, the rest follow", "away"),
    ]
    stop = Choice("s", "Stop", "without an outcome", "stop")
    return [hold, *(moves if run.state == "running" else []), *outcomes, stop]


async def _skip(screen: RecordActions, run: Run) -> None:
    from workstation.tui.dialogs.ask import Ask

    reason = await screen.ask(Ask(f"Skip step {run.said}: why?"))
    if reason:
        screen.workstation.do(lambda: screen.desk.cadences.skip_step(run.id, reason))


async def _shift(screen: RecordActions, run: Run) -> None:
    from workstation.tui.dialogs.ask import Ask

    def read(text: str) -> int:
        plain = text.strip().removeprefix("+")
        if not plain.removeprefix("-").isdecimal() or len(plain) > 4:
            raise DeskError("A number of working days, such as 3 or -2.")
        return int(plain)

    text = await screen.ask(
        Ask(
            f"{run.title}: move all steps to come by how many working days?",
            hint="3 · -2",
            meaning=lambda text: f"{abs(read(text))} working days {_way(read(text))}",
        )
    )
    if text:
        screen.workstation.do(lambda: screen.desk.cadences.shift(run.id, read(text)))


def _way(days: int) -> str:
    return "earlier" if days < 0 else "later"


async def _away(screen: RecordActions, run: Run) -> None:
    from workstation.tui.dialogs.ask import Ask

    drawer, today = screen.desk.cadences, screen.desk.days.today()
    text = await screen.ask(
        Ask(
            f"{one_line(run.who)} is away until when?",
            hint="5 may · friday · +2w",
            meaning=lambda text: f"away until {said_day(drawer.read_day(text), today)}",
        )
    )
    if text:
        screen.workstation.do(lambda: drawer.away_until(run.id, drawer.read_day(text)))


async def _stop(screen: RecordActions, run: Run, outcome: str | None) -> None:
    from workstation.tui.dialogs.ask import Ask

    title = f"{run.title} with {one_line(run.who)}: {OUTCOMES[outcome] if outcome else 'Stop'}"
    reason = await screen.ask(Ask(title, hint="why, if you like", required=False))
    if reason is not None:
        screen.workstation.do(lambda: screen.desk.cadences.stop(run.id, reason, outcome))
