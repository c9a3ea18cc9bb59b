"""The desk: opens the file and the playbook, and holds the drawers."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.clock import Clock, SystemClock, find_zone, iso
from workstation.desk.spare import Spare
from workstation.playbook.load import Loaded, Playbook, load
from workstation.playbook.resources import playbook_folder
from workstation.store import lost
from workstation.store.errors import StoreError
from workstation.store.store import Store

__all__ = ["Desk", "StoreError"]

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workstation.desk.accounts import Accounts
    from workstation.desk.bins import Bins
    from workstation.desk.blocks.blocks import Blocks
    from workstation.desk.cadences.cadences import Cadences
    from workstation.desk.calls.calls import Calls
    from workstation.desk.dashboard.dashboard import Dashboard
    from workstation.desk.days import Days
    from workstation.desk.dialling import Dialling
    from workstation.desk.drills import Drills
    from workstation.desk.duplicates.duplicates import Duplicates
    from workstation.desk.experiments import Experiments
    from workstation.desk.exports.kept_calendar import KeptCalendar
    from workstation.desk.fit.fit import Fit
    from workstation.desk.focus import Focus
    from workstation.desk.follow_ups import FollowUps
    from workstation.desk.goals import Goals
    from workstation.desk.history import History
    from workstation.desk.imports.imports import Imports
    from workstation.desk.measures.measures import Measures
    from workstation.desk.meetings import Meetings
    from workstation.desk.merge.merge import Merging
    from workstation.desk.outbox import Outbox
    from workstation.desk.pipeline import Pipeline
    from workstation.desk.plan_back import WorkingBackwards
    from workstation.desk.preparation import PreparationDrawer
    from workstation.desk.queue.queue import QueueDrawer
    from workstation.desk.responses import Responses
    from workstation.desk.safety import Safety
    from workstation.desk.said.said import Said
    from workstation.desk.search import Search
    from workstation.desk.settings import Settings
    from workstation.desk.signals import Signals
    from workstation.desk.tier_time import TierTime
    from workstation.desk.unsaved import Unsaved
    from workstation.store.actions import Writer


class Desk:
    """What a rep works at; each attribute is a drawer, opened when first used."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        loaded: Loaded,
        own_playbook: Path | None,
        cache: Path | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self._in_force = [loaded]
        self.own_playbook = own_playbook
        self.cache = cache
        """A folder for what can be made again; None where nothing may be kept."""
        self._data_version = store.data_version()
        store.work_out = self._work_out
        store.before_bulk = self._before_bulk
        store.after_first = self._after_first
        self._spare = Spare(store.another)
        self._close_store = store.close
        self.backed_up = True
        """Whether the file is worth back-ups; the demo's is not."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        own_playbook: Path | None = None,
        cache: Path | None = None,
        node: int | None = None,
    ) -> "Desk":
        """Open the desk on a file, making it if there is none.

        Args:
            path: the database file.
            clock: the clock; the machine's by default, in the zone of the rep's settings.
            own_playbook: a folder whose files stand in for those of the default playbook.
            cache: a folder where what was read and checked may be kept, for a fast start.
            node: the machine's number for new identifiers; kept by the machine by default.

        Raises:
            StoreError: the file cannot be used; the message is a sentence.
        """
        chosen: Clock = clock or SystemClock()
        store = Store.open(path, now=lambda: iso(desk.clock.now()), node=node)
        loaded = load(playbook_folder(), own_playbook, cache_folder=cache)
        desk = cls(store, chosen, loaded, own_playbook, cache)
        if clock is None and find_zone(zone := desk.settings.get("time_zone")):
            desk.clock = SystemClock(zone)
        return desk

    @property
    def loaded(self) -> Loaded:
        """The playbook in force, with its mistakes; desks beside this one share it."""
        return self._in_force[0]

    @loaded.setter
    def loaded(self, loaded: Loaded) -> None:
        self._in_force[0] = loaded

    @property
    def playbook(self) -> Playbook:
        """The playbook in force."""
        return self.loaded.playbook

    def reload_playbook(self) -> Loaded:
        """Read the playbook again; with a mistake in it, the one in force stays."""
        fresh = load(playbook_folder(), self.own_playbook)
        if fresh.problems:
            fresh = Loaded(self.loaded.playbook, fresh.problems, self.loaded.own)
        self.loaded = fresh
        return fresh

    def reader(self) -> "Desk":
        """Return a second desk that only reads, for use in one other thread; close it there.

        Its connection is kept for the next one: opening takes as long as many an answer.
        """
        return self._beside(self._spare.take(), self._spare.give_back)

    def writer(self) -> "Desk":
        """Return a second desk for long work in one other thread; close it there."""
        return self._beside(self.store.another(read_only=False))

    def _beside(self, store: Store, give_back: "Callable[[Store], None] | None" = None) -> "Desk":
        desk = Desk(store, self.clock, self.loaded, self.own_playbook)
        if give_back is not None:
            desk._close_store = lambda: give_back(store)
        desk._in_force = self._in_force
        desk.backed_up = self.backed_up
        return desk

    def _work_out(self, act: "Writer", what: str, account_ids: "Sequence[int]") -> None:
        """Work out anew, within an undo, what follows from rows it has changed."""
        if what == "fit":
            self.fit.put(act, account_ids)
        else:
            from workstation.desk.urgency_fold import refold

            refold(self, act, account_ids)

    def _before_bulk(self, title: str) -> None:
        if self.backed_up:
            self.safety.before(title)

    def _after_first(self) -> None:
        if self.backed_up:
            lost.remember(self.store.path)

    def wait_at_most(self, seconds: float) -> None:
        """Give up after so long when another program has the file locked; usually 5 seconds."""
        self.store.file.wait_at_most(seconds)

    def let_log_grow(self) -> None:
        """Leave it to ``bring_in_log`` to bring the write-ahead log into the file."""
        self.store.file.let_log_grow()

    def bring_in_log(self) -> None:
        """Bring the write-ahead log into the file, as far as nobody reads an older state of it."""
        self.store.file.bring_in_log()

    def changed_elsewhere(self) -> bool:
        """Say whether another program or thread has changed the file since the last question."""
        version = self.store.data_version()
        changed, self._data_version = version != self._data_version, version
        return changed

    def close(self) -> None:
        """Close the file, once a back-up that is under way is made."""
        if "safety" in self.__dict__:
            self.safety.close()
        self._spare.close()
        self._close_store()

    @cached_property
    def settings(self) -> "Settings":
        """The rep's profile and preferences."""
        from workstation.desk.settings import Settings

        return Settings(self)

    @cached_property
    def days(self) -> "Days":
        """Working days, days off and dates as people say them."""
        from workstation.desk.days import Days

        return Days(self)

    @cached_property
    def accounts(self) -> "Accounts":
        """Accounts, contacts and bins."""
        from workstation.desk.accounts import Accounts

        return Accounts(self)

    @cached_property
    def bins(self) -> "Bins":
        """The eight bins: counts and moves."""
        from workstation.desk.bins import Bins

        return Bins(self)

    @cached_property
    def follow_ups(self) -> "FollowUps":
        """What is to happen: planned, moved, closed, spread."""
        from workstation.desk.follow_ups import FollowUps

        return FollowUps(self)

    @cached_property
    def queue(self) -> "QueueDrawer":
        """Whom next, and why."""
        from workstation.desk.queue.queue import QueueDrawer

        return QueueDrawer(self)

    @cached_property
    def calls(self) -> "Calls":
        """Calls under way and calls logged."""
        from workstation.desk.calls.calls import Calls

        return Calls(self)

    @cached_property
    def responses(self) -> "Responses":
        """Responses, hand-raisers and notes, logged by hand."""
        from workstation.desk.responses import Responses

        return Responses(self)

    @cached_property
    def pipeline(self) -> "Pipeline":
        """Opportunities."""
        from workstation.desk.pipeline import Pipeline

        return Pipeline(self)

    @cached_property
    def measures(self) -> "Measures":
        """The measures of the playbook, worked out from the file."""
        from workstation.desk.measures.measures import Measures

        return Measures(self)

    @cached_property
    def goals(self) -> "Goals":
        """The day's goals."""
        from workstation.desk.goals import Goals

        return Goals(self)

    @cached_property
    def dashboard(self) -> "Dashboard":
        """The personal dashboard's nine tiles."""
        from workstation.desk.dashboard.dashboard import Dashboard

        return Dashboard(self)

    @cached_property
    def imports(self) -> "Imports":
        """Files that come in."""
        from workstation.desk.imports.imports import Imports

        return Imports(self)

    @cached_property
    def kept_calendar(self) -> "KeptCalendar":
        """The calendar file that is kept current."""
        from workstation.desk.exports.kept_calendar import KeptCalendar

        return KeptCalendar(self)

    @cached_property
    def search(self) -> "Search":
        """Finding anything by its words."""
        from workstation.desk.search import Search

        return Search(self)

    @cached_property
    def history(self) -> "History":
        """Recorded actions: history, undo and redo."""
        from workstation.desk.history import History

        return History(self)

    @cached_property
    def safety(self) -> "Safety":
        """Back-ups, restore and the check of the file."""
        from workstation.desk.safety import Safety

        return Safety(self)

    @cached_property
    def blocks(self) -> "Blocks":
        """Call blocks: an hour of calls, one record after another."""
        from workstation.desk.blocks.blocks import Blocks

        return Blocks(self)

    @cached_property
    def dialling(self) -> "Dialling":
        """Numbers dialled or copied."""
        from workstation.desk.dialling import Dialling

        return Dialling(self)

    @cached_property
    def drills(self) -> "Drills":
        """Practice with objection cards."""
        from workstation.desk.drills import Drills

        return Drills(self)

    @cached_property
    def duplicates(self) -> "Duplicates":
        """Records that may be the same, found and told apart."""
        from workstation.desk.duplicates.duplicates import Duplicates

        return Duplicates(self)

    @cached_property
    def merging(self) -> "Merging":
        """Two records made one."""
        from workstation.desk.merge.merge import Merging

        return Merging(self)

    @cached_property
    def experiments(self) -> "Experiments":
        """Variants of openers and flows, and what came of each."""
        from workstation.desk.experiments import Experiments

        return Experiments(self)

    @cached_property
    def meetings(self) -> "Meetings":
        """Meetings booked, the rep's own calendar, invitations."""
        from workstation.desk.meetings import Meetings

        return Meetings(self)

    @cached_property
    def outbox(self) -> "Outbox":
        """Emails written and not yet sent."""
        from workstation.desk.outbox import Outbox

        return Outbox(self)

    @cached_property
    def preparation(self) -> "PreparationDrawer":
        """The card before a call, kept until the conversation."""
        from workstation.desk.preparation import PreparationDrawer

        return PreparationDrawer(self)

    @cached_property
    def said(self) -> "Said":
        """What was said in calls: answers and objections, over all accounts."""
        from workstation.desk.said.said import Said

        return Said(self)

    @cached_property
    def cadences(self) -> "Cadences":
        """Cadences: sequences of follow-ups, started, paused, ended."""
        from workstation.desk.cadences.cadences import Cadences

        return Cadences(self)

    @cached_property
    def fit(self) -> "Fit":
        """How well accounts fit the ideal customer profiles, and why."""
        from workstation.desk.fit.fit import Fit

        return Fit(self)

    @cached_property
    def focus(self) -> "Focus":
        """Focus lists: named filters with live counts."""
        from workstation.desk.focus import Focus

        return Focus(self)

    @cached_property
    def plan_back(self) -> "WorkingBackwards":
        """From the targets back to conversations a day."""
        from workstation.desk.plan_back import WorkingBackwards

        return WorkingBackwards(self)

    @cached_property
    def signals(self) -> "Signals":
        """Signs of interest, and the urgency they make."""
        from workstation.desk.signals import Signals

        return Signals(self)

    @cached_property
    def tier_time(self) -> "TierTime":
        """How the week's activity is spread over the tiers."""
        from workstation.desk.tier_time import TierTime

        return TierTime(self)

    @cached_property
    def unsaved(self) -> "Unsaved":
        """Words typed into forms that are still open."""
        from workstation.desk.unsaved import Unsaved

        return Unsaved(self)
