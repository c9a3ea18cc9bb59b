"""A sign of interest noted by one key: the menu of kinds, and the points where they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.method.signals import SignalKind
    from workstation.tui.screens.base import DeskScreen
    from workstation.tui.subject import Subject


async def note_signal(screen: DeskScreen, subject: Subject) -> None:
    """Ask what was seen, and record it as of now."""
    from workstation.tui.dialogs.choose import Choice, Choose

    desk = screen.desk
    urgency = desk.accounts.get(subject.account_id).urgency
    kind: SignalKind | None = await screen.ask(
        Choose(
            f"{subject.account}, urgency {urgency}: what did you see?",
            [Choice(each.letter, each.title, _detail(each), each) for each in desk.signals.kinds()],
        )
    )
    if kind is None:
        return
    points = None
    if kind.asks:
        points = await _points(screen, kind)
        if points is None:
            return
    screen.workstation.do(
        lambda: desk.signals.add(
            subject.account_id, kind.key, contact_id=subject.contact_id, points=points
        )
    )


def _detail(kind: SignalKind) -> str:
    worth = f"{kind.least} to {kind.most}" if kind.asks else f"{kind.points:+d}"
    if kind.raises_hand:
        return f"{worth}, a hand-raiser: call at once"
    return f"{worth}, fast track" if kind.fast_track else worth


async def _points(screen: DeskScreen, kind: SignalKind) -> int | None:
    """Ask how much it is worth."""
    from workstation.tui.dialogs.ask import Ask

    def read(text: str) -> int:
        plain = text.strip().removeprefix("+")
        if not plain.lstrip("-").isdecimal() or len(plain) > 4:
            raise DeskError(f"A whole number from {kind.least} to {kind.most}.")
        return screen.desk.signals.worth(kind, int(plain))

    text = await screen.ask(
        Ask(
            f"{kind.title}: how many points?",
            value=str(kind.points),
            hint=f"{kind.least} to {kind.most}",
            meaning=lambda text: f"{read(text):+d}",
        )
    )
    return None if text is None else read(text)
