"""Practice: an objection as the buyer says it, an answer aloud against the clock, four scores."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.desk.drills import Scores
from workstation.method.drills import BEST, CRITERIA
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.type_ahead import ask
from workstation.tui.widgets.call_words import SOURCES, card_lines
from workstation.tui.widgets.render import line, one_line
from workstation.tui.widgets.words import said_seconds

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.method.objections import Objection
    from workstation.tui.screens.base import DeskScreen

TICK_SECONDS = 0.5
MEANINGS = ("not at all", "in part", "well")
"""What the scores 0, 1 and 2 mean."""

_KEYS = {
    "answering": "Answer aloud, then Space shows the card · Esc end",
    "scoring": "0 not at all · 1 in part · 2 well · Backspace corrects · Esc end",
    "scored": "Space next card · Esc end",
    "ended": "Enter or Esc close",
}
_GO_ON = ("space", "enter")


class DrillDialog(Dialog[bool]):
    """Returns None; every answer that was scored on all four criteria is saved by then.

    ``changed`` is the last recorded action, None when nothing was scored.
    """

    CSS = """
    DrillDialog #drill { height: auto; }
    DrillDialog #body { height: auto; }
    """

    def __init__(self, rng: Random | None = None) -> None:
        super().__init__()
        self.changed: Changed | None = None
        self._rng = rng or Random()  # noqa: S311  (cards, not secrets)
        self._state = "answering"
        self._card: Objection | None = None
        self._began: datetime | None = None
        self._seconds = 0
        self._scores: list[int] = []
        self._done: list[tuple[Objection, int, Scores]] = []

    def compose(self) -> ComposeResult:
        """Lay out the card and the line of keys."""
        with VerticalScroll(classes="box wide", id="drill", can_focus=False):
            yield Words(classes="title")
            yield Words(id="body")
            yield Words(id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Draw the first card, and let the clock run."""
        self._next()
        self.set_interval(TICK_SECONDS, self._tick)

    def on_resize(self) -> None:
        """Fold the card anew."""
        self._say()

    def on_key(self, event: events.Key) -> None:
        """Show the card, score it, or go on."""
        if event.key in _GO_ON or (event.character or "") in "012" or event.key == "backspace":
            event.stop()
        if self._state == "answering" and event.key in _GO_ON:
            self._tick()
            self._state = "scoring"
        elif self._state == "scoring" and event.character in ("0", "1", "2"):
            self._score(int(event.character))
        elif self._state == "scoring" and event.key == "backspace" and self._scores:
            self._scores.pop()
        elif self._state == "scored" and event.key in _GO_ON:
            self._next()
        elif self._state == "ended" and event.key in _GO_ON:
            self.dismiss(None)
            return
        self._say()

    def action_back(self) -> None:
        """End with a summary, where there is something to sum up; then leave."""
        if self._state == "ended" or not self._done:
            self.dismiss(None)
            return
        self._state = "ended"
        self._say()

    def _next(self) -> None:
        self._card = self.desk.drills.draw(self._rng, but=self._card.key if self._card else "")
        self._began = self.desk.clock.now()
        self._seconds = 0
        self._scores = []
        self._state = "answering"
        self._say()

    def _tick(self) -> None:
        if self._state == "answering" and self._began is not None:
            gone = (self.desk.clock.now() - self._began).total_seconds()
            self._seconds = max(int(gone), self._seconds)
            self._say()

    def _score(self, points: int) -> None:
        self._scores.append(points)
        if self._card is None or len(self._scores) < len(CRITERIA):
            return
        scores = Scores(*self._scores)
        try:
            self.changed = self.desk.drills.record(self._card.key, self._seconds, scores)
        except BaseException:
            self._scores.pop()
            raise
        self._done.append((self._card, self._seconds, scores))
        self._state = "scored"

    # What is shown

    def _say(self) -> None:
        self.query_one("#keys", Words).say(_KEYS[self._state])
        title, body = self.query_one(".title", Words), self.query_one("#body", Words)
        if self._state == "ended":
            title.say("Practice")
            body.say(Content("\n").join(self._summary()))
            return
        if self._card is None:
            return
        number = len(self._done) + (self._state != "scored")
        title.say(line(f"Practice {number}   ", (said_seconds(self._seconds), "bold")))
        if self._state == "answering":
            body.say(
                line(
                    ("They say\n\n", "$text-muted"),
                    (f"  “{one_line(self._card.title)}”\n", "bold"),
                )
            )
            return
        width = max(self.query_one("#drill").size.width - 4, 20)
        rows = [*card_lines(self._card, width), Content(""), *self._score_lines()]
        body.say(Content("\n").join(rows))

    def _score_lines(self) -> list[Content]:
        rows = []
        for place, words in enumerate(CRITERIA.values()):
            here = self._state == "scoring" and place == len(self._scores)
            points = self._scores[place] if place < len(self._scores) else None
            said = "" if points is None else f"{points}  {MEANINGS[points]}"
            rows.append(
                line(
                    ("▸ " if here else "  ", "bold $text-accent"),
                    (f"{words:<26}", "bold" if here else ""),
                    (said or ("0 1 2" if here else ""), "bold" if points is not None else ""),
                )
            )
        if self._state == "scored":
            rows.append(line((f"  {sum(self._scores)} of {BEST}, saved", "$text-success")))
        return rows

    def _summary(self) -> list[Content]:
        number = len(self._done)
        seconds = sum(each for _, each, _ in self._done)
        average = sum(scores.total for _, _, scores in self._done) / number
        rows = [
            line((f"{number} {'card' if number == 1 else 'cards'}", "bold")),
            line(("average score  ", "$text-muted"), f"{average:.1f} of {BEST}"),
            line(("time talking   ", "$text-muted"), said_seconds(seconds)),
        ]
        if weakest := self._weakest():
            rows.append(line(("weakest source ", "$text-muted"), SOURCES[weakest]))
        return rows

    def _weakest(self) -> str:
        """Return the source whose cards went worst, "" when all went alike."""
        by_source: dict[str, list[int]] = {}
        for card, _, scores in self._done:
            by_source.setdefault(card.source, []).append(scores.total)
        averages = {source: sum(each) / len(each) for source, each in by_source.items()}
        low = min(averages.values(), default=BEST)
        if low == BEST or (len(averages) > 1 and low == max(averages.values())):
            return ""
        return min(averages, key=lambda source: averages[source])


async def drill(screen: DeskScreen, rng: Random | None = None) -> None:
    """Practise objections until the rep has had enough; only in a flow.

    Raises:
        DeskError: the playbook has no objections.
    """
    rng = rng or Random()  # noqa: S311  (cards, not secrets)
    screen.desk.drills.draw(rng)
    dialog = DrillDialog(rng)
    await ask(screen, dialog)
    if dialog.changed is not None:
        screen.workstation.report(dialog.changed)
