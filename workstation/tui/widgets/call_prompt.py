"""The prompt a call stands at: what to say, what to find out, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from workstation.tui.widgets.render import clip, line, plain


@dataclass(frozen=True, slots=True)
class Prompt:
    """One stop of a flow, filled in and ready to read; "" where there is nothing.

    ``earlier`` says what was answered before and when; ``choices`` how to answer by one key.
    """

    title: str = ""
    place: str = ""
    text: str = ""
    hint: str = ""
    question: str = ""
    earlier: str = ""
    choices: str = ""
    following: str = ""


class CallPrompt(Widget):
    """Draws a prompt; in a low window the hint and what follows give way first."""

    DEFAULT_CSS = "CallPrompt { width: 1fr; height: 9; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._prompt = Prompt()

    def show(self, prompt: Prompt) -> None:
        """Show another stop."""
        if prompt != self._prompt:
            self._prompt = prompt
            self.refresh()

    def render(self) -> Content:
        """Draw as much as there is room for, what matters most in any case."""
        width, height = self.size.width, self.size.height
        if width < 1 or height < 1:
            return Content("")
        parts = self._parts(width)
        room = height
        taken: dict[int, list[Content]] = {}
        for order in sorted(parts, key=lambda at: parts[at][0]):
            rows = parts[order][1][:room]
            if rows:
                taken[order] = rows
                room -= len(rows)
        if room > 0 and 4 in taken:
            taken[3] = [Content("")]
        return Content("\n").join([row for order in sorted(taken) for row in taken[order]])

    def _parts(self, width: int) -> dict[int, tuple[int, list[Content]]]:
        """Return what can be shown, by its place from top to bottom, with its rank."""
        prompt = self._prompt
        said = _folded(prompt.text, width, "bold")
        said = said[:4]
        parts: dict[int, tuple[int, list[Content]]] = {}
        if prompt.title:
            title = line((prompt.title, "bold $text-accent"), (f"  {prompt.place}", "$text-muted"))
            parts[0] = (2, [clip(title, width)])
        if said:
            parts[1] = (0, said)
        if prompt.hint:
            parts[2] = (6, _folded(prompt.hint, width, "$text-muted")[:2])
        if prompt.question:
            asked = line(("▸ ", "bold $text-accent"), prompt.question)
            if prompt.choices:
                asked = line(asked, (f"  {prompt.choices}", "$text-muted"))
            parts[4] = (1, [clip(asked, width)])
        if prompt.earlier:
            parts[5] = (3, [clip(line(("✓ ", "$text-success"), prompt.earlier), width)])
        if prompt.following:
            after = line(("next  ", "bold $text-muted"), (prompt.following, "$text-muted"))
            parts[6] = (4, [clip(after, width)])
        return parts


def _folded(text: str, width: int, style: str) -> list[Content]:
    return plain(text, style=style).wrap(width) if text else []
