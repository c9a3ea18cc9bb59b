"""The prompt a call stands at: what to say, what to find out, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import clip, line, plain

LOW = 4
"""Rows from which the question always has one; below, the line to answer on says it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One stop of a flow, filled in and ready to read; "" where there is nothing.

    ``listen`` is what to listen for; ``earlier`` says what was answered before and when;
    ``choices`` how to answer by one key; ``large`` asks for the largest type a terminal has: the
    first words, read at arm's length.
    """

    title: str = ""
    place: str = ""
    text: str = ""
    hint: str = ""
    listen: str = ""
    question: str = ""
    earlier: str = ""
    choices: str = ""
    large: bool = False


class CallPrompt(Drawn):
    """Draws a prompt, its question at the bottom, just above the line to answer on.

    In a low window the title and the hint give way first.
    """

    DEFAULT_CSS = "CallPrompt { width: 1fr; height: 8; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._prompt = Prompt()

    def show(self, prompt: Prompt) -> None:
        """Show another stop."""
        if prompt != self._prompt:
            self._prompt = prompt
            self.refresh()

    def rows(self) -> list[Content]:
        """Draw as much as there is room for, what matters most in any case."""
        width, height = self.size.width, self.size.height
        if width < 1 or height < 1:
            return []
        prompt = self._prompt
        asked = _asked(prompt, width)
        kept = 0 if height < LOW else len(asked)
        said = _spaced(prompt.text, width, height) if prompt.large else []
        said = said or _folded(prompt.text, width, "bold")[: max(height - kept, 1)]
        asked = asked[len(asked) - max(height - len(said), 0) :]
        room = height - len(said) - len(asked)
        title: list[Content] = []
        if room > 2:
            words = line((prompt.title, "bold $text-accent"), (f"  {prompt.place}", "$text-muted"))
            title = [clip(words, width)]
            room -= 1
        hint = _folded(prompt.hint, width, "$text-muted")[:room]
        room -= len(hint)
        listen = _listen(prompt, width)[:room]
        hint, room = [*hint, *listen], room - len(listen)
        return [*title, *said, *hint, *[Content("")] * room, *asked]


class Following(Drawn):
    """One line that says what comes next."""

    DEFAULT_CSS = "Following { width: 1fr; height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def show(self, text: str) -> None:
        """Show what comes next."""
        self._text = text
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the line."""
        if not self._text:
            return []
        words = line(("next  ", "bold $text-muted"), (self._text, "$text-muted"))
        return [clip(words, self.size.width)]


def _spaced(text: str, width: int, height: int) -> list[Content]:
    """Return text with air around it: wide words, every other row empty; [] if it cannot fit."""
    folded = plain(text.replace(" ", "  "), style="bold $text-accent").wrap(max(width - 6, 8))
    rows = [Content("")]
    for each in folded:
        rows += [line("   ", each.rstrip()), Content("")]
    return rows if len(rows) <= height - 2 else []


def _listen(prompt: Prompt, width: int) -> list[Content]:
    """Return what to listen for, an ear's breadth away from what to say."""
    if not prompt.listen:
        return []
    return line(("listen for ", "$text-accent"), (prompt.listen, "$text-muted")).wrap(width)


def _asked(prompt: Prompt, width: int) -> list[Content]:
    """Return the earlier answer and the question, the question last."""
    rows: list[Content] = []
    if prompt.earlier:
        rows.append(clip(line(("✓ ", "$text-success"), prompt.earlier), width))
    if prompt.question:
        asked = line(("▸ ", "bold $text-accent"), prompt.question)
        if prompt.choices:
            asked = line(asked, (f"  {prompt.choices}", "$text-muted"))
        rows += asked.wrap(max(width, 8))[:2]
    return rows


def _folded(text: str, width: int, style: str) -> list[Content]:
    return plain(text, style=style).wrap(width) if text else []
