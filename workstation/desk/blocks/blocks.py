"""Call blocks: a slice of the queue called one record after another, counted, and summed up."""

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.blocks import slices as block_slices
from workstation.desk.blocks import summary as block_summary
from workstation.desk.blocks.slices import Slice
from workstation.desk.blocks.summary import Figures, Promise, Summary
from workstation.desk.blocks.under_way import Block
from workstation.desk.changed import Changed
from workstation.desk.clock import check_moments, iso, moment_of
from workstation.desk.errors import DeskError
from workstation.desk.holders import in_use, new_holder
from workstation.method.blocks import LEAST_MINUTES, MOST_MINUTES, REST_MINUTES

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.desk.queue.queue import Queue
    from workstation.desk.queue.rows import QueueRow

__all__ = ["Block", "Blocks", "Figures", "Look", "Promise", "Slice", "Summary"]


class Look(msgspec.Struct, frozen=True):
    """Where a block stands.

    ``account_id`` is the record in front, None when the list is through; ``row`` its row of the
    queue, None when it is not due any more; ``listed`` says that it is called all the same, being
    on a focus list. ``done`` of ``total`` records were dealt with;
    ``waiting`` of the others cannot be called now, ``waits`` says why the first of them.
    ``promised`` names accounts outside the list whose promised call is due now.
    """

    account_id: int | None
    row: "QueueRow | None"
    done: int
    total: int
    waiting: int
    waits: str
    promised: tuple[str, ...]
    listed: bool = False


class Blocks:
    """Starts, keeps and ends call blocks; ``present`` is the one under way in this program."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._holder = new_holder()
        self.present: Block | None = None

    def slices(self) -> list[Slice]:
        """Return the parts of the queue a block can be made of, empty ones left out."""
        return block_slices.find_slices(self._desk)

    def order_of(self, slice_key: str) -> list[int]:
        """Return the accounts of a slice as a block over it would have them; not at once."""
        return block_slices.accounts_in(self._desk, slice_key)

    # Under way

    def start(
        self, slice_key: str, minutes: int | None = None, order: list[int] | None = None
    ) -> Changed:
        """Begin a block over a slice; its list and order are fixed now.

        ``order`` is what ``order_of`` returned, where that was read beforehand.

        ``present`` is the block then, and ``made`` of what is returned its number. A block left
        open by a program that has gone is ended by the way, at its last sign of life.

        Raises:
            DeskError: one is under way already, there is no such slice, nothing is in it, or the
                length makes no sense.
        """
        if self.present is not None:
            raise DeskError(f"A call block is under way ({self.present.title}); end it first.")
        length = self._desk.playbook.limits.block_minutes if minutes is None else minutes
        if not LEAST_MINUTES <= length <= MOST_MINUTES:
            raise DeskError(f"A call block lasts {LEAST_MINUTES} to {MOST_MINUTES} minutes.")
        title = block_slices.title_of(self._desk, slice_key)
        order = self.order_of(slice_key) if order is None else order
        if not order:
            raise DeskError(f"Nothing to call in “{title}”; choose another part of the queue.")
        left = self._left_open()
        before = self._before()
        moment, day = self._desk.days.stamp()
        said = f"Start call block: {title}"
        with self._desk.store.action(said) as act:
            for each in left:
                act.update("call_blocks", each.id, _ending(each))
            number = act.insert(
                "call_blocks",
                {"day_on": day, "slice": slice_key, "minutes": length, "started_at": moment},
            )
            act.forget_block_drafts()
        self.present = Block(
            id=number,
            slice=slice_key,
            title=title,
            minutes=length,
            started_at=moment,
            seen_at=moment,
            order=order,
            before=before,
            holder=self._holder,
        )
        self._write(self.present)
        return Changed(act.id, said, made=number)

    def running(self) -> Block | None:
        """Return the block under way here, else the latest that was left open; None for none."""
        if self.present is not None:
            return self.present
        return next(iter(self._left_open()), None)

    def take_up(self, block: Block) -> None:
        """Go on with a block that was left open; the time it was left does not count."""
        block.take_up(self._desk.clock.now())
        block.holder = self._holder
        self._write(block)
        self.present = block

    def tick(self) -> str:
        """Bring the present block's clock up to now; return a sentence when time does not count."""
        return self.present.tick(self._desk.clock.now()) if self.present else ""

    def save(self) -> str:
        """Write the present block to disk, unrecorded, so that a crash loses nothing.

        Returns "" or, when it was ended, undone or taken up elsewhere meanwhile, a sentence;
        there is no present block then.
        """
        if self.present is None:
            return ""
        if said := self._lost(self.present):
            self.present = None
            return said
        self.present.tick(self._desk.clock.now())
        self._write(self.present)
        return ""

    def interrupt(self) -> int:
        """Count an interruption; return how many there were. The end of the block records them.

        Raises:
            DeskError: no block is under way.
        """
        block = self._require()
        block.interruptions += 1
        self._write(block)
        return block.interruptions

    def counts(self) -> Figures:
        """Return the present block's numbers so far.

        Raises:
            DeskError: no block is under way.
        """
        return self.figures(self._require().id)

    # One record at a time

    def look(self, *, onward: bool = False) -> Look:
        """Return the record in front; with ``onward``, or without one, that is the next one.

        A record worked or protected meanwhile is passed over; one that cannot be called now waits
        and comes when it can.

        Raises:
            DeskError: no block is under way.
        """
        block = self._require()
        promised = self._promised_now()
        queue = self._desk.queue.of([*block.order, *promised])
        waits = {entry.account_id: entry.waits for entry in queue.entries}
        listed: set[int] = set()
        if block.slice.startswith("focus:"):
            others = [each for each in block.order if each not in waits]
            free = self._desk.queue.waits_of(others)
            listed, waits = set(free), waits | free
        worked = self._worked(block)
        if onward or block.current is None:
            free_now = (each for each in block.still() if waits.get(each) == "")
            block.current = next((each for each in free_now if each not in worked), None)
            self._write(block)
        waiting = [
            waits[each]
            for each in block.still()
            if waits.get(each) and each not in worked and each != block.current
        ]
        at = queue.index_of(block.current)
        return Look(
            account_id=block.current,
            row=None if at is None else next(iter(queue.page(at, 1)), None),
            done=len(worked.intersection(block.order)),
            total=len(block.order),
            waiting=len(waiting),
            waits=waiting[0] if waiting else "",
            promised=self._promised(block, queue),
            listed=block.current in listed,
        )

    def worked(self, account_id: int) -> None:
        """Note that a record was dealt with; it does not come again.

        Raises:
            DeskError: no block is under way.
        """
        block = self._require()
        block.pass_(account_id)
        self._write(block)

    def leave_for_now(self, account_id: int) -> None:
        """Leave a record for now; it comes again after all the others.

        Raises:
            DeskError: no block is under way.
        """
        block = self._require()
        block.leave(account_id)
        self._write(block)

    def bring_back(self, account_id: int) -> bool:
        """Put a record in front again whose handling was undone; False when it is not one."""
        block = self._require()
        if account_id not in block.passed:
            return False
        block.passed.remove(account_id)
        block.current = account_id
        self._write(block)
        return True

    def belonging(self, block_id: int | None) -> int | None:
        """Return the block a call is logged under: that one, else the present; None for none."""
        number = block_id or (self.present.id if self.present else None)
        if number is None:
            return None
        found = self._desk.store.value("SELECT id FROM call_blocks WHERE id = ?", (number,))
        return None if found is None else int(found)

    def _promised_now(self) -> list[int]:
        """Return the accounts whose promised call may be due now."""
        now = self._desk.clock.now()
        soon = now + timedelta(minutes=self._desk.playbook.queue.lead_minutes)
        rows = self._desk.store.rows(
            "SELECT DISTINCT account_id FROM follow_ups WHERE state = 'open' AND promised = 1 "
            "AND due_on BETWEEN ? AND ? AND due_at <= ? LIMIT ?",
            (
                (now - timedelta(days=1)).date().isoformat(),
                soon.date().isoformat(),
                iso(soon),
                block_slices.MOST,
            ),
        )
        return [row[0] for row in rows]

    def _worked(self, block: Block) -> set[int]:
        """Return who was dealt with: passed here, or called from anywhere since the start."""
        rows = self._desk.store.rows(
            "SELECT DISTINCT account_id FROM activities WHERE call_block_id = ?", (block.id,)
        )
        return {*block.passed, *(row["account_id"] for row in rows)}

    def _promised(self, block: Block, queue: "Queue") -> tuple[str, ...]:
        """Return who else is to be called now, because a call was agreed for this moment."""
        listed = {*block.still()}
        due = [
            at
            for at, entry in enumerate(queue.entries)
            if entry.class_ == "promised_now"
            and entry.account_id != block.current
            and entry.account_id not in listed
        ]
        return tuple(row.account for at in due[:3] for row in queue.page(at, 1))

    # The end

    def end(self, block: Block | None = None) -> Changed:
        """End the present block, or one that was left open, as one recorded action.

        ``made`` is its number, for ``summary``. One that was left open ends at its last sign of
        life.

        Raises:
            DeskError: no block is under way, or it is not there any more.
        """
        ended = block or self._require()
        if ended is self.present:
            if said := self._lost(ended):
                self.present = None
                raise DeskError(said)
            ended.tick(self._desk.clock.now())
            self._write(ended)
        done = self.figures(ended.id, ended)
        dials = f"{done.dials} {'dial' if done.dials == 1 else 'dials'}"
        talks = done.conversations
        said = f"End call block: {dials}, {talks} conversation{'' if talks == 1 else 's'}"
        with self._desk.store.action(said) as act:
            act.update("call_blocks", ended.id, _ending(ended))
        if ended is self.present:
            self.present = None
        return Changed(act.id, said, made=ended.id)

    def summary(self, block_id: int) -> Summary:
        """Return what a block came to.

        Raises:
            DeskError: it is not there.
        """
        promised, meetings = block_summary.promises_of(self._desk, block_id)
        return Summary(
            self.figures(block_id),
            tuple(each for each in promised if each.by == "me"),
            tuple(each for each in promised if each.by == "them"),
            tuple(meetings),
        )

    def history(self, limit: int = 30) -> list[Figures]:
        """Return the latest blocks in numbers, the newest first."""
        rows = self._desk.store.rows(
            "SELECT * FROM call_blocks ORDER BY started_at DESC, id DESC LIMIT ?", (limit,)
        )
        return [self._figures(row, None) for row in rows]

    def figures(self, block_id: int, block: Block | None = None) -> Figures:
        """Return a block's numbers.

        Raises:
            DeskError: it is not there.
        """
        row = self._desk.store.row("SELECT * FROM call_blocks WHERE id = ?", (block_id,))
        if row is None:
            raise DeskError("That call block is not there any more.")
        return self._figures(row, block)

    def _figures(self, row: "Row", block: Block | None) -> Figures:
        """Work out the numbers; of a block under way its draft knows more than its row."""
        if block is None and row["ended_at"] is None:
            block = self._of_row(row)
        title = self._title(row["slice"])
        if block is None:
            return block_summary.figures_of(self._desk, row, title, None, row["interruptions"])
        return block_summary.figures_of(
            self._desk, row, title, block.seconds(), block.interruptions
        )

    # On disk

    def _write(self, block: Block) -> None:
        self._desk.store.drafts.write_block(block.id, msgspec.json.encode(block).decode())

    def _left_open(self) -> list[Block]:
        """Return the open blocks no running program has in its hands, the latest first."""
        rows = self._desk.store.rows(
            "SELECT * FROM call_blocks WHERE ended_at IS NULL ORDER BY started_at DESC"
        )
        blocks = [self._of_row(row) for row in rows]
        return [each for each in blocks if not self._held(each)]

    def _of_row(self, row: "Row") -> Block:
        """Return an open block as it was last kept; without that, over its slice of today."""
        if self.present is not None and self.present.id == row["id"]:
            return self.present
        if (kept := self._kept(row["id"])) is not None:
            return kept
        return Block(
            id=row["id"],
            slice=row["slice"],
            title=self._title(row["slice"]),
            minutes=row["minutes"],
            started_at=row["started_at"],
            seen_at=self._last_sign(row),
            order=block_slices.accounts_in(self._desk, row["slice"]),
            interruptions=row["interruptions"],
        )

    def _kept(self, block_id: int) -> Block | None:
        content = self._desk.store.value(
            "SELECT content FROM block_drafts WHERE block_id = ?", (block_id,)
        )
        if content is None:
            return None
        try:
            block = msgspec.json.decode(content, type=Block)
            check_moments(block.started_at, block.seen_at)
        except (msgspec.DecodeError, ValueError):
            return None  # damaged on disk
        return block

    def _last_sign(self, row: "Row") -> str:
        last = self._desk.store.value(
            "SELECT max(happened_at) FROM activities WHERE call_block_id = ?", (row["id"],)
        )
        return max(str(last or ""), str(row["started_at"]))

    def _held(self, block: Block) -> bool:
        if not block.holder:
            return False
        if block.holder == self._holder:
            return self.present is not None and self.present.id == block.id
        return in_use(block.holder, block.seen_at, self._desk.clock.now())

    def _lost(self, block: Block) -> str:
        """Say why the present block is not this program's any more, "" while it is."""
        row = self._desk.store.row("SELECT ended_at FROM call_blocks WHERE id = ?", (block.id,))
        if row is None:
            return "The call block was undone; the calls made in it are kept."
        if row["ended_at"] is not None:
            return "The call block was ended in another program."
        kept = self._kept(block.id)
        if kept is not None and kept.holder not in ("", self._holder):
            return "The call block goes on in another program."
        return ""

    def _require(self) -> Block:
        if self.present is None:
            raise DeskError("No call block is under way; B starts one.")
        return self.present

    def _title(self, key: str) -> str:
        try:
            return block_slices.title_of(self._desk, key)
        except DeskError:
            return key

    def _before(self) -> int:
        """Return the seconds called without a rest until now, in the block that just ended."""
        row = self._desk.store.row(
            "SELECT seconds, ended_at FROM call_blocks WHERE day_on = ? AND ended_at IS NOT NULL "
            "ORDER BY ended_at DESC LIMIT 1",
            (self._desk.days.today().isoformat(),),
        )
        if row is None or row["seconds"] is None:
            return 0
        rest = (self._desk.clock.now() - moment_of(row["ended_at"])).total_seconds()
        return int(row["seconds"]) if 0 <= rest < REST_MINUTES * 60 else 0


def _ending(block: Block) -> dict[str, str | int]:
    """Return the columns that end a block at its last sign of life."""
    return {
        "ended_at": block.seen_at,
        "seconds": block.seconds(),
        "interruptions": block.interruptions,
    }
