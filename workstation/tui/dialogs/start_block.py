"""Starts a call block: which part of the queue, how long, and what for; or goes back to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from workstation.desk.clock import moment_of
from workstation.method.blocks import LEAST_MINUTES, MOST_MINUTES, said_clock
from workstation.method.plural import plural
from workstation.tui.aside import answer
from workstation.tui.dialogs.base import Words
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.render import line, one_line

if TYPE_CHECKING:
    from workstation.desk.blocks.blocks import Block, Slice
    from workstation.tui.screens.base import DeskScreen

STEP = 10
"""Minutes by which + and - change the length."""

CLASSES, BINS, ZONES = "abcdefghijkl", "123456789", "opqstuvwxyz"
"""The keys of the queue's classes and of bins, as in the queue's filter, and of time zones.

"m" is for what fits into an hour, "n" for who can be called now, "r" for the reward.
"""

LISTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The keys of focus lists."""


class StartBlock(Choose):
    """Returns the key of the chosen slice; ``minutes`` is how long the block is to be."""

    def __init__(self, choices: Sequence[Choice], minutes: int) -> None:
        super().__init__("Start a call block", choices)
        self.minutes = minutes

    def on_mount(self) -> None:
        """Say how long, and what for."""
        self._say()

    def _say(self) -> None:
        reward = one_line(self.desk.settings.get("block_reward"))
        then = f", then: {reward}" if reward else ""
        self.query_one(".title", Words).say(
            line(
                f"Call for {self.minutes} minutes{then}\n",
                ("+ and - change the length, r the reward; whom to call?", "not bold $text-muted"),
            )
        )

    def on_key(self, event: events.Key) -> None:
        """Change the length or the reward; the base class chooses."""
        step = {"+": STEP, "=": STEP, "-": -STEP}.get(event.character or "")
        if step is None and event.character != "r":
            return
        event.stop()
        event.prevent_default()
        if step is None:
            self._change_reward()
        else:
            self.minutes = min(max(self.minutes + step, LEAST_MINUTES), MOST_MINUTES)
            self._say()

    @flow
    async def _change_reward(self) -> None:
        from workstation.tui.dialogs.ask import Ask

        text = await self.ask(
            Ask(
                "What do you give yourself at the end of a block?",
                value=self.desk.settings.get("block_reward"),
                hint="a walk round the house · a coffee",
                required=False,
            )
        )
        if text is not None and text != self.desk.settings.get("block_reward"):
            self.workstation.do(lambda: self.desk.settings.set("block_reward", text))
            self._say()


async def start_block(screen: DeskScreen) -> None:
    """Go back to the block under way, else offer the one left open, else start one."""
    from workstation.tui.screens.block import BlockScreen

    blocks = screen.desk.blocks
    running = blocks.running()
    if running is not None and running is not blocks.present:
        what = await screen.ask(_offer(screen, running))
        if what == "end":
            await _end(screen, running)
        elif what == "go on":
            blocks.take_up(running)
        if what != "go on":
            return
    elif running is None and not await _start(screen):
        return
    await screen.app.push_screen(BlockScreen())


async def _start(screen: DeskScreen) -> bool:
    blocks = screen.desk.blocks
    limits = screen.desk.playbook.limits
    slices = await answer(screen, lambda desk: desk.blocks.slices())
    dialog = StartBlock(_choices(screen, slices), limits.block_minutes)
    key = await screen.ask(dialog)
    if key is None:
        return False
    order = await answer(screen, lambda desk: desk.blocks.order_of(key))
    return screen.workstation.do(lambda: blocks.start(key, dialog.minutes, order)) is not None


def _choices(screen: DeskScreen, slices: Sequence[Slice]) -> list[Choice]:
    """Return a line for each slice; a class or bin has its key whatever else is there."""
    playbook = screen.desk.playbook
    keys = {"all": "0", "now": "n", "hour": "m"}
    keys |= {
        f"class:{each.key}": key for each, key in zip(playbook.queue.classes, CLASSES, strict=False)
    }
    keys |= {f"bin:{each.key}": key for each, key in zip(playbook.bins, BINS, strict=False)}
    for start, letters in (("zone:", ZONES), ("focus:", LISTS)):
        found = [each.key for each in slices if each.key.startswith(start)]
        keys |= dict(zip(found, letters, strict=False))
    return [
        Choice(keys.get(each.key, ""), each.title, f"{each.count:>4}  {each.meaning}", each.key)
        for each in slices
    ]


def _offer(screen: DeskScreen, block: Block) -> Choose:
    began = moment_of(block.started_at).astimezone(screen.desk.clock.now().tzinfo)
    clock = said_clock(block.seconds(), block.minutes)
    records = plural(len(block.order), "record")
    still = f"{clock}, {len(block.passed)} of {len(block.order)} {records} done"
    return Choose(
        f"The call block of {began:%a %H:%M} ({block.title}) was not ended",
        [
            Choice("g", "Go on with it", still, "go on"),
            Choice("e", "End it", "and see what came of it", "end"),
        ],
    )


async def _end(screen: DeskScreen, block: Block) -> None:
    from workstation.tui.dialogs.block_summary import BlockSummary

    blocks = screen.desk.blocks
    changed = screen.workstation.do(lambda: blocks.end(block))
    if changed is not None and changed.made is not None:
        await screen.ask(BlockSummary(blocks.summary(changed.made)))
