"""Below a filter while it is typed: what it means or what is wrong, and what Tab completes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from workstation.method.filters import Completion
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import Piece, clip, line


class FilterHelp(Drawn):
    """Two lines at most; out of sight when there is nothing to say."""

    DEFAULT_CSS = "FilterHelp { height: auto; width: 1fr; padding: 0 1; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Content] = []

    def say(
        self, meaning: str, *, style: str = "$text-success", offers: Sequence[Completion] = ()
    ) -> None:
        """Show a meaning ("" for none) and completions, the one that Tab takes first."""
        before = len(self._lines)
        self._lines = [line(("       " + meaning, style))] if meaning else []
        if offers:
            pieces: list[Piece] = [("   Tab ", "bold $text-accent")]
            for number, each in enumerate(offers):
                pieces.append((each.text, "bold" if number == 0 else "$text-muted"))
                pieces.append(f" {each.meaning}" if number == 0 else "")
                pieces.append((" · ", "$text-muted"))
            self._lines.append(line(*pieces[:-1]))
        self.display = bool(self._lines)
        self.refresh(layout=len(self._lines) != before)

    def get_content_height(self, *_: object) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def rows(self) -> list[Content]:
        """Draw the lines, cut to the width."""
        return [clip(each, self.size.width) for each in self._lines]
