"""Cadences on a record: one is chosen and looked at before it starts, or what runs is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from workstation.desk.cadences.rows import Target
from workstation.desk.errors import DeskError
from workstation.method.cadence import OUTCOMES
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.widgets.render import one_line
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.cadences.rows import Run
    from workstation.method.cadence import Cadence
    from workstation.tui.record_actions import RecordActions
    from workstation.tui.subject import Subject

_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_OUTCOME_LETTERS = {"disqualified": "d", "converted": "o", "recycled": "r"}

Change = Literal["pause", "resume", "skip", "shift", "all", "away", "stop", "new"]


async def cadence_menu(
    screen: RecordActions, subject: Subject | None, accounts: Sequence[int]
) -> None:
    """Change the cadence that runs with the record in front, or start one for all named.

    On one record it is about the person in front; without one, and for many, the best person of
    each account who may be reached. What runs with somebody else there is named and asked about.
    """
    if not accounts:
        return
    if len(accounts) > 1 or subject is None:
        from workstation.tui.dialogs.cadence_many import change_many

        if await change_many(screen, accounts):
            await _start(screen, [Target(each) for each in accounts], f"{len(accounts)} accounts")
        return
    person = subject.contact_id
    known = screen.desk.cadences.of(subject.account_id)
    runs = [each for each in known if person is None or each.contact_id in (None, person)]
    if not runs:
        target = Target(subject.account_id, person)
        others = [each for each in known if not each.choose]
        if others:
            await _beside(screen, subject, target, others)
        else:
            await _start(screen, [target], subject.account)
        return
    run = runs[0] if len(runs) == 1 else await _which(screen, runs)
    if run is not None:
        await _change(screen, run, Target(subject.account_id, person))


async def _beside(
    screen: RecordActions, subject: Subject, target: Target, others: Sequence[Run]
) -> None:
    """Name what runs with other people there, and ask once whether another is meant."""
    change = [
        Choice(letter, f"Change {each.title}", f"with {one_line(each.who)}, {each.said}", each)
        for letter, each in zip("123456789", others, strict=False)
    ]
    people = screen.desk.accounts.contacts(subject.account_id)
    who = next((each.name for each in people if each.id == target.contact_id), subject.account)
    said = ", ".join(f"{each.title} runs with {one_line(each.who)}" for each in others[:2])
    more = f" and {len(others) - 2} more" if len(others) > 2 else ""
    start = Choice("n", "Start another", f"with {one_line(who)}, beside it", "new")
    chosen = await screen.ask(Choose(f"{said}{more}", [*change, start]))
    if chosen == "new":
        await _start(screen, [target], subject.account)
    elif chosen is not None:
        await _change(screen, chosen, Target(chosen.account_id, chosen.contact_id))


# Starting


async def _start(screen: RecordActions, targets: Sequence[Target], what: str) -> None:
    from workstation.tui.dialogs.cadence_preview import CadencePreview

    desk = screen.desk
    known = desk.cadences.known()
    if not known:
        screen.workstation.refuse("The playbook has no cadences.")
        return
    refused = desk.cadences.refusals(targets[0]) if len(targets) == 1 else {}
    if len(refused) == len(known) and len(set(refused.values())) == 1:
        why = next(iter(refused.values()))
        screen.workstation.refuse(f"No cadence can start for {one_line(what)}: {why}.")
        return
    key = await screen.ask(
        Choose(
            f"Start a cadence for {one_line(what)}",
            [
                Choice("" if each.key in refused else letter, each.title, detail, each.key)
                for letter, each in zip(_KEYS, known, strict=False)
                for detail in [_offer(each, refused.get(each.key, ""))]
            ],
            start=next((at for at, each in enumerate(known) if each.key not in refused), 0),
        )
    )
    if key is None:
        return
    if key in refused:
        title = desk.cadences.find(key).title
        screen.workstation.refuse(f"{title} cannot start for {one_line(what)}: {refused[key]}.")
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


def _offer(cadence: Cadence, refused: str) -> str:
    """Say how long a cadence is and for whom, or why it cannot start."""
    if refused:
        return f"cannot start: {one_line(refused)}"
    number, last = len(cadence.steps), cadence.steps[-1].day
    days = f"{'calendar' if cadence.calendar_days else 'working'} day{'s' if last > 1 else ''}"
    return f"{number} step{'s' if number > 1 else ''} in {last} {days}: {cadence.for_whom}"


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
    elif what == "all":
        await _shift_all(screen)
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
    ]
    if run.state == "running" and (steps := desk.cadences.waiting_steps()) > 1:
        every = f"the next steps of all that run, {steps}, and what comes after"
        moves.append(Choice("e", "Move every cadence", every, "all"))
    away = Choice("a", "Away until", "the next step moves past it, and all not promised", "away")
    stop = Choice("s", "Stop", "without an outcome", "stop")
    return [hold, *(moves if run.state == "running" else []), away, *outcomes, stop]


async def _skip(screen: RecordActions, run: Run) -> None:
    from workstation.tui.dialogs.ask import Ask

    reason = await screen.ask(Ask(f"Skip step {run.said}: why?"))
    if reason:
        screen.workstation.do(lambda: screen.desk.cadences.skip_step(run.id, reason))


async def _shift(screen: RecordActions, run: Run) -> None:
    days = await _ask_days(screen, run.title)
    if days is not None:
        screen.workstation.do(lambda: screen.desk.cadences.shift(run.id, days))


async def _shift_all(screen: RecordActions) -> None:
    from workstation.tui.dialogs.confirm import Confirm

    days = await _ask_days(screen, "Every cadence that runs")
    if days is None:
        return
    steps = screen.desk.cadences.waiting_steps()
    what = f"{steps} step{'' if steps == 1 else 's'}"
    about = "All that come after them move along; u takes it back."
    if await screen.ask(Confirm(f"Move {what} {_way(days)}?", about)):
        screen.workstation.do_at_length(
            2 * steps,
            "Moving every cadence",
            lambda desk, told: desk.cadences.shift_all(days, progress=told),
        )


async def _ask_days(screen: RecordActions, what: str) -> int | None:
    """Ask by how many working days to move; None when the rep leaves."""
    from workstation.tui.dialogs.ask import Ask

    def read(text: str) -> int:
        plain = text.strip().removeprefix("+")
        if not plain.removeprefix("-").isdecimal() or len(plain) > 4:
            raise DeskError("A number of working days, such as 3 or -2.")
        return int(plain)

    text = await screen.ask(
        Ask(
            f"{what}: move all steps to come by how many working days?",
            hint="3 · -2",
            meaning=lambda text: _way(read(text)),
        )
    )
    return read(text) if text else None


def _way(days: int) -> str:
    plural = "" if abs(days) == 1 else "s"
    return f"{abs(days)} working day{plural} {'earlier' if days < 0 else 'later'}"


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
