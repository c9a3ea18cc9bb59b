"""The head of a call block: its clock, how far it is, what is due besides."""

from __future__ import annotations

from textual.content import Content

from workstation.desk.blocks.blocks import Block, Figures, Look
from workstation.method.blocks import Reminder, said_clock
from workstation.method.plural import plural
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import Piece, clip, line, one_line

BAR = 10


class BlockHead(Drawn):
    """Three lines over the record; ``tick`` moves the clock and reads nothing."""

    DEFAULT_CSS = "BlockHead { height: 3; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._block: Block | None = None
        self._figures: Figures | None = None
        self._look: Look | None = None
        self._due: tuple[Reminder, ...] = ()
        self._reward = ""

    def show(self, block: Block, figures: Figures, look: Look, reward: str) -> None:
        """Show a block, its numbers so far, and where it stands."""
        self._block, self._figures, self._look, self._reward = block, figures, look, reward
        self.refresh()

    def tick(self, due: tuple[Reminder, ...]) -> None:
        """Show the time, and what is due."""
        self._due = due
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the three lines."""
        block, width = self._block, self.size.width
        if block is None or self._figures is None or self._look is None:
            return []
        return [
            _ends(line((" BLOCK  ", "bold $text-accent"), block.title), _clock(block), width),
            clip(_progress(self._look, self._figures, block), width),
            _rule(_remarks(self._due, self._reward, block, self._look), width),
        ]


def _ends(left: Content, right: Content, width: int) -> Content:
    room = max(width - right.cell_length - 2, 0)
    shown = clip(left, room)
    return line(shown, " " * (room - shown.cell_length + 1), right)


def _clock(block: Block) -> Content:
    seconds = block.seconds()
    full = min(seconds * BAR // (block.minutes * 60), BAR)
    over = seconds >= block.minutes * 60
    return line(
        ("▓" * full + "░" * (BAR - full), "$text-success" if over else "$text-accent"),
        (f"  {said_clock(seconds, block.minutes)} ", "bold"),
    )


def _progress(look: Look, figures: Figures, block: Block) -> Content:
    counted = [
        _many(figures.dials, "dial"),
        _many(figures.conversations, "conversation"),
        _many(block.interruptions, "interruption"),
    ]
    pieces: list[Piece] = [(f" {look.done} of {look.total} done", "bold")]
    pieces += [(f" · {each}", "$text-muted") for each in counted]
    if look.waiting:
        pieces.append((f" · {look.waiting} {plural(look.waiting, 'waits', 'wait')}", "$text-muted"))
    return line(*pieces)


def _many(number: int, what: str) -> str:
    return f"{number} {plural(number, what)}"


def reminder_words(reminder: Reminder, reward: str, block: Block) -> str:
    """Return a reminder in words, for the line and the toast."""
    if reminder == "break":
        return f"{(block.seconds() + block.before) // 60} minutes of calls: take a break"
    return f"{block.minutes} minutes done: {one_line(reward) or 'give yourself a small reward'}"


def _remarks(due: tuple[Reminder, ...], reward: str, block: Block, look: Look) -> list[Piece]:
    said: list[Piece] = [
        (f"agreed for now: {one_line(', '.join(look.promised))} (g t)", "bold $text-warning")
    ] * bool(look.promised)
    tones = {"break": "$text-warning", "reward": "$text-success"}
    said += [(reminder_words(each, reward, block), tones[each]) for each in due]
    return said


def _rule(remarks: list[Piece], width: int) -> Content:
    pieces: list[Piece] = []
    for each in remarks:
        pieces += [("── ", "$text-muted"), each, " "]
    said = clip(line(*pieces), width)
    return line(said, ("─" * (width - said.cell_length), "$text-muted"))
