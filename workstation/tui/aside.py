"""Reads from the desk in a thread, so that a slow answer never holds up a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.screen import Screen
from textual.worker import get_current_worker

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.tui.app import WorkstationApp

AnswerT = TypeVar("AnswerT")


def read_aside(
    screen: Screen[Any],
    read: Callable[[Desk], AnswerT],
    show: Callable[[AnswerT], None],
    group: str = "reading",
) -> None:
    """Call `read` with a reading desk in a thread, and `show` with its answer in the screen.

    A later reading of the same group replaces one under way: the older answer is dropped. A desk
    that refuses is reported as a sentence.
    """
    app = cast("WorkstationApp", screen.app)

    def work() -> None:
        worker = get_current_worker()

        def finish(action: Callable[[], None]) -> None:
            if not worker.is_cancelled:
                app.call_from_thread(lambda: None if worker.is_cancelled else action())

        try:
            desk = app.desk.reader()
            try:
                answer = read(desk)
            finally:
                desk.close()
        except (DeskError, StoreError) as error:
            sentence = str(error)
            finish(lambda: app.refuse(sentence))
            return
        finish(lambda: show(answer))

    screen.run_worker(work, thread=True, exclusive=True, group=group)
