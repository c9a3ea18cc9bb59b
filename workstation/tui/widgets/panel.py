"""Lines of text as high as they are, made anew for each width."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.geometry import Size

from workstation.tui.widgets.drawn import Drawn

Lines = Callable[[int], Iterable[Content]]


class Panel(Drawn):
    """Shows the lines that a function of the width returns; none take no room."""

    DEFAULT_CSS = "Panel { width: 1fr; height: auto; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Lines = lambda _width: ()
        self._made: tuple[int, list[Content]] = (-1, [])

    def show(self, lines: Lines) -> None:
        """Show other lines."""
        self._lines = lines
        self._made = (-1, [])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines there are at a width."""
        return len(self._at(width))

    def rows(self) -> list[Content]:
        """Draw the lines."""
        return self._at(self.size.width)

    def _at(self, width: int) -> list[Content]:
        if self._made[0] != width:
            self._made = (width, list(self._lines(width)))
        return self._made[1]
