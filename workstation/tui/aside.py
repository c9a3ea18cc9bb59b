"""Reads from the desk in a thread, so that no slow answer holds up a key; the newest counts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.screen import Screen
from textual.worker import WorkerFailed

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.tui.app import WorkstationApp

AnswerT = TypeVar("AnswerT")


class Latest:
    """Reads on a desk of its own; a newer question stops the query of the one before.

    ``next`` is called where the question arises and gives its number, ``read`` in the thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._reader: Desk | None = None

    def next(self) -> int:
        """Return the number of a new question, and stop the query under way."""
        with self._lock:
            self._number += 1
            if self._reader is not None:
                self._reader.store.interrupt()
            return self._number

    def current(self, number: int) -> bool:
        """Say whether no newer question was asked."""
        return number == self._number

    def read(self, desk: Desk, number: int, question: Callable[[Desk], AnswerT]) -> AnswerT | None:
        """Return the answer of the desk, None when a newer question made it pointless."""
        if not self.current(number):
            return None
        reader = desk.reader()
        try:
            with self._lock:
                if not self.current(number):
                    return None
                self._reader = reader
            return question(reader)
        except Exception:
            if self.current(number):
                raise
            return None
        finally:
            with self._lock:
                if self._reader is reader:
                    self._reader = None
            reader.close()


async def answer(screen: Screen[Any], question: Callable[[Desk], AnswerT]) -> AnswerT:
    """Return what a reading desk answers in a thread; for flows, which wait for it.

    Raises:
        DeskError: the desk refuses.
    """
    desk = cast("WorkstationApp", screen.app).desk

    def work() -> AnswerT:
        reader = desk.reader()
        try:
            return question(reader)
        finally:
            reader.close()

    worker = screen.run_worker(work, thread=True, group="answer", exit_on_error=False)
    try:
        return await worker.wait()
    except WorkerFailed as failed:
        raise failed.error from failed


class Aside:
    """The one question a screen has at a time; ``waiting`` while its answer is still to come.

    A screen with questions that do not take each other's place has one for each ``group``.
    """

    def __init__(self, screen: Screen[Any], group: str = "aside") -> None:
        self._screen = screen
        self._group = group
        self._latest = Latest()
        self.waiting = False

    def ask(
        self,
        question: Callable[[Desk], AnswerT],
        show: Callable[[AnswerT], None],
        trouble: Callable[[str], None] | None = None,
    ) -> None:
        """Call ``question`` with a reading desk in a thread, and ``show`` with its answer.

        ``show`` runs in the screen, unless it asked something else or has gone by then. What the
        desk refuses goes to ``trouble`` as a sentence; by default the rep is told.
        """
        app = cast("WorkstationApp", self._screen.app)
        desk, say = app.desk, trouble or app.refuse
        number = self._latest.next()
        self.waiting = True

        def work() -> None:
            try:
                answer = self._latest.read(desk, number, question)
            except (DeskError, StoreError) as error:
                self._screen.call_later(self._end, number, say, str(error))
            else:
                self._screen.call_later(self._end, number, show, answer)

        self._screen.run_worker(work, thread=True, exclusive=True, group=self._group)

    def drop(self) -> None:
        """Want no answer any more."""
        self._latest.next()
        self.waiting = False

    def _end(self, number: int, then: Callable[[Any], None], answer: object) -> None:
        if self._latest.current(number) and self._screen.is_attached:
            self.waiting = False
            then(answer)
