"""Stories to tell, those of the industry called first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import clip, fit, line, plain

if TYPE_CHECKING:
    from workstation.method.stories import Story

SIGNS = "123456789"


class StoriesDialog(Dialog[str]):
    """Shows one story whole and the others by title; Enter returns its key as told."""

    def __init__(self, stories: Sequence[Story], industry: str) -> None:
        super().__init__()
        self._stories = stories
        self._industry = industry
        self._cursor = 0

    def compose(self) -> ComposeResult:
        """Lay out the titles and the story."""
        about = f" for {self._industry}" if self._industry else ""
        with Vertical(classes="box wide"):
            yield Words(f"Stories{about}", classes="title")
            yield Words(id="titles")
            yield Words(id="story", classes="quiet")
            yield Words(
                "↑ ↓ or a number choose · Enter told it: noted · Esc leave", classes="quiet"
            )

    def on_mount(self) -> None:
        """Show the first story."""
        self._show()

    def on_resize(self) -> None:
        """Fold anew."""
        self._show()

    def _show(self) -> None:
        titles = self.query_one("#titles", Words)
        if not self._stories:
            titles.say("The playbook's stories.yaml has none yet.")
            return
        width = max(titles.size.width, 40)
        first = max(min(self._cursor - 4, len(self._stories) - len(SIGNS)), 0)
        rows = []
        for at in range(first, min(first + len(SIGNS), len(self._stories))):
            story, here = self._stories[at], at == self._cursor
            row = line(
                "▸ " if here else "  ",
                (SIGNS[at] if at < len(SIGNS) else " ", "bold $text-accent"),
                "  ",
                (fit(story.title, 30), "bold" if here else ""),
                ("  " + self._fits(story), "$text-muted"),
            )
            rows.append(clip(row, width))
        titles.say(Content("\n").join(rows))
        story = self._stories[self._cursor]
        result = line("\n", (story.result, "bold")) if story.result else Content("")
        self.query_one("#story", Words).say(line(plain(story.text), result))

    def _fits(self, story: Story) -> str:
        """Say for whom a story is."""
        if not story.industries:
            return "for anybody"
        return "their industry" if story.fits(self._industry) else ""

    def on_key(self, event: events.Key) -> None:
        """Choose, or note the story as told."""
        moves = {"down": 1, "up": -1}
        if not self._stories:
            return
        if event.key in moves:
            self._cursor = (self._cursor + moves[event.key]) % len(self._stories)
        elif event.character and event.character in SIGNS[: len(self._stories)]:
            self._cursor = SIGNS.index(event.character)
        elif event.key == "enter":
            event.stop()
            self.dismiss(self._stories[self._cursor].key)
            return
        else:
            return
        event.stop()
        self._show()
