"""After a call: the note, why, the next step in plain words, the bin; Enter saves it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, TextArea

from workstation.desk.calls.calls import LogEntry
from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.clash_line import Clashes, warm
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line, safe

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Proposal
    from workstation.method.outcomes import Outcome


KEEP_SECONDS = 0.5
RETRY_SECONDS = 3
"""How often it is tried again where the file cannot be written."""

SET_FOR = "set_for"
"""The field that says for which outcome the function keys were set."""

MEETING_MINUTES = 30
"""How long a next step with a time of day is taken to last, when looking for clashes."""


class WrapUp(Dialog[LogEntry]):
    """Returns the entry to log, complete, or None when the rep leaves.

    ``entry`` comes with what is known (who, the note, the answers); ``proposal`` fills the next
    step and the bin. The cursor starts on the first thing that is missing. What is typed is given
    to ``keep`` within half a second, by field; ``kept`` is what an earlier run had typed.
    """

    BINDINGS = [  # noqa: RUF012
        ("ctrl+s", "save", "save"),
        ("f2", "promised", "promised"),
        ("f3", "keep_bin", "bin"),
        ("f4", "channel", "channel"),
        ("f5", "rating", "rating"),
        ("f6", "star", "star"),
    ]
    CHANNELS = ("call", "email", "meeting", "social", "task")

    def __init__(
        self,
        account: str,
        outcome: Outcome,
        entry: LogEntry,
        proposal: Proposal,
        their_zone: str | None,
        *,
        with_note: bool,
        kept: Mapping[str, str] | None = None,
        keep: Callable[[dict[str, str]], None] | None = None,
    ) -> None:
        super().__init__()
        self._account = account
        self._outcome = outcome
        self._entry = entry
        self._proposal = proposal
        self._zone = their_zone
        self._with_note = with_note
        self._kept = kept or {}
        self._keep = keep
        self._waiting = False
        self._trouble = ""
        self._kept_last: dict[str, str] = {}
        self._promised = proposal.promised
        self._bin = proposal.bin
        self._channel = proposal.channel
        self._rating = entry.rating
        self._starred = entry.starred
        if self._kept.get(SET_FOR) == outcome.key:
            self._take_settings(self._kept)
        self._clashes = Clashes(self, self._land)

    def compose(self) -> ComposeResult:
        """Lay out what is still to be said."""
        with VerticalScroll(classes="box wide", can_focus=False):
            yield Words(f"{safe(self._account)}: {self._outcome.title}", classes="title")
            yield Words(self._outcome.rule, classes="quiet")
            if self._outcome.asks_reason:
                yield from self._field("reason", "Why", self._entry.reason, "in their words")
            agreed = "none" if self._entry.meeting is not None else self._proposal.next_text
            yield from self._field("next", "Next step", agreed, "tue 3pm · +3d · in 2 weeks · none")
            yield Words(id="landing", classes="beside tall")
            yield from self._field("why", "To do", self._proposal.why, "what it is for")
            if self._outcome.counts_as == "conversation":
                yield from self._field("buyer", "They will", "", "what the buyer agreed to do")
            if self._with_note:
                yield TextArea(
                    self._entry.note,
                    id="note",
                    show_line_numbers=False,
                    tab_behavior="focus",
                    placeholder="Note: what was said (Tab comes here)",
                )
            yield Words(id="settings")
            bin_key = " · F3 bin" if self._proposal.bin else ""
            yield Words(
                f"Enter save · F2 promised{bin_key} · F4 channel · F5 rating · F6 star · Esc leave",
                classes="quiet",
            )

    def _field(self, key: str, title: str, value: str, hint: str) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Words(title, classes="label")
            yield Input(value=self._kept.get(key, value), placeholder=hint, id=key)

    def on_mount(self) -> None:
        """Start on the first thing that is missing."""
        self._kept_last = self._fields()
        self._show_settings()
        warm(self, self.desk)
        self._land()
        if self._outcome.asks_reason and not self._entry.reason:
            self.query_one("#reason", Input).focus()
        else:
            self.query_one("#next", Input).focus()

    @on(Input.Changed, "#next")
    def _date_typed(self) -> None:
        self._land()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Have what was typed kept, in half a second at the latest."""
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._keep is not None and not self._waiting:
            self._waiting = True
            self.set_timer(RETRY_SECONDS if self._trouble else KEEP_SECONDS, self._keep_now)

    def _keep_now(self) -> None:
        """Give what was typed to be kept; try again, and say so, while that fails."""
        self._waiting = False
        fields = self._fields()
        if self._keep is None or fields == self._kept_last or not self.is_mounted:
            return
        try:
            self._keep(dict(fields))
        except StoreError as error:
            self._trouble = f"NOT SAVED: {error}"
            self._keep_soon()
        else:
            self._kept_last = fields
            self._trouble = ""
        self._show_settings()

    def _take_settings(self, kept: Mapping[str, str]) -> None:
        """Take over what the function keys had set before a crash, or before the rep went back."""
        self._promised = kept.get("promised", str(int(self._promised))) == "1"
        self._bin = self._proposal.bin if kept.get("bin", "1") == "1" else None
        channel = kept.get("channel", "")
        self._channel = channel if channel in self.CHANNELS else self._channel
        rating = kept.get("rating", "")
        self._rating = int(rating) if rating in tuple("12345") else self._rating
        self._starred = kept.get("starred", str(int(self._starred))) == "1"

    def _fields(self) -> dict[str, str]:
        fields = {each.id or "": each.value for each in self.query(Input)}
        fields |= {
            "promised": str(int(self._promised)),
            "bin": str(int(self._bin is not None)),
            "channel": self._channel,
            "rating": str(self._rating or ""),
            "starred": str(int(self._starred)),
            SET_FOR: self._outcome.key,
        }
        if self._with_note:
            fields["note"] = self.query_one("#note", TextArea).text
        return fields

    def action_back(self) -> None:
        """Leave without logging; what was typed is kept."""
        self._keep_now()
        self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    async def _on_key(self, event: events.Key) -> None:
        """Let Enter in the note save as everywhere else; Shift+Enter or Ctrl+J breaks the line."""
        if event.key == "enter" and isinstance(self.focused, TextArea):
            event.stop()
            event.prevent_default()
            self.action_save()

    def _land(self) -> bool:
        """Show where the next step lands; False when it cannot be understood."""
        words = self.query_one("#landing", Words)
        text = self.query_one("#next", Input).value.strip()
        if not text and self._proposal.next_asked:
            said = "when? always a next step; with “none”, Working asks again"
            words.say(line((said, "$text-warning")))
            return False
        if not text or text == "none":
            said = self._proposal.goes_on
            if self._entry.meeting is not None:
                said = "the meeting just booked is the next step"
            words.say(
                line((said or "no next step is set", "$text-success" if said else "$text-warning"))
            )
            return True
        try:
            when = self.desk.days.read(text, self._zone)
        except (DeskError, StoreError) as error:
            words.say(line((str(error), "$text-error")))
            return False
        beside = [when.moved] if when.moved else []
        if when.at is not None:
            beside += self._clashes.of(when.at, MEETING_MINUTES)
        words.say(line((when.said, "$text-success"), ("  " + " ".join(beside), "$text-warning")))
        return True

    def action_promised(self) -> None:
        """Switch whether they expect it."""
        self._promised = not self._promised
        self._set()

    def action_keep_bin(self) -> None:
        """Switch between the proposed bin and staying."""
        self._bin = self._proposal.bin if self._bin is None else None
        self._set()

    def action_channel(self) -> None:
        """Go on to the next channel."""
        at = self.CHANNELS.index(self._channel)
        self._channel = self.CHANNELS[(at + 1) % len(self.CHANNELS)]
        self._set()

    def action_rating(self) -> None:
        """Rate the lead one higher, after 5 not at all."""
        self._rating = 1 if self._rating is None else self._rating + 1 if self._rating < 5 else None
        self._set()

    def action_star(self) -> None:
        """Keep this call as one of the rep's best, or no longer."""
        self._starred = not self._starred
        self._set()

    def _set(self) -> None:
        """Show what a function key has set, and have it kept."""
        self._show_settings()
        self._keep_soon()

    def _bin_reason(self) -> str:
        """Say why a bin is proposed: the rule of the outcome, and what the bin is for."""
        proposed = self.desk.playbook.bin(self._bin or "")
        here = self.desk.playbook.bin(self.desk.accounts.get(self._entry.account_id).bin)
        outcome = self._outcome.title.lower()
        return f"  {outcome} takes it out of {here.title}. {proposed.meaning}"

    def _show_settings(self) -> None:
        bin_key = self._bin
        bin_title = self.desk.playbook.bin(bin_key).title if bin_key else "stays"
        self.query_one("#settings", Words).say(
            line(
                ("by ", "$text-muted"),
                self._channel,
                ("   promised ", "$text-muted"),
                "yes" if self._promised else "no",
                ("   bin ", "$text-muted"),
                (f"→ {bin_title}" if bin_key else bin_title, "bold" if bin_key else ""),
                (self._bin_reason() if bin_key else "", "$text-muted"),
                ("   lead ", "$text-muted"),
                "★" * self._rating if self._rating else "not rated",
                ("   best work", "bold $text-warning") if self._starred else "",
                (f"\n{self._trouble}" if self._trouble else "", "bold $text-error"),
            )
        )

    def action_save(self) -> None:
        """Return the entry, or go to what is missing."""
        if not self._land():
            self.query_one("#next", Input).focus()
            return
        reason = self._text("reason") or self._entry.reason
        if self._outcome.asks_reason and not reason:
            self.query_one("#reason", Input).focus()
            return
        text = self._text("next")
        when = self.desk.days.read(text, self._zone) if text and text != "none" else None
        note = self.query_one("#note", TextArea).text if self._with_note else self._entry.note
        self._keep = None  # what follows is the log; a late writing would make a draft again
        self.dismiss(
            msgspec.structs.replace(
                self._entry,
                note=note,
                reason=reason,
                when=when,
                why=self._text("why"),
                channel=self._channel,
                promised=self._promised,
                bin=self._bin,
                buyer_action=self._text("buyer"),
                rating=self._rating,
                starred=self._starred,
            )
        )

    def _text(self, key: str) -> str:
        found = self.query(f"#{key}").results(Input)
        return next((each.value.strip() for each in found), "")
