"""One line that names what is below it."""

from __future__ import annotations

from textual.content import Content

from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import clip, line


class Section(Drawn):
    """A title, with a few words beside it."""

    DEFAULT_CSS = "Section { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = title
        self._beside = Content("")

    def say(self, title: str, beside: Content) -> None:
        """Show another title and other words."""
        self._title = title
        self._beside = beside
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the line."""
        said = line((self._title, "bold $text-accent"), "  ", self._beside)
        return [clip(said, self.size.width)]
