"""Two programs on one file, at the moment where one has read and may not write yet."""

from collections.abc import Callable

import pytest

from workstation.store import actions
from workstation.store.store import Store


def meanwhile(monkeypatch: pytest.MonkeyPatch, store: Store, change: Callable[[], object]) -> None:
    """Let another program get the file before a store's next action does, and write to it."""
    begin, waiting = actions.begin, [change]

    def later(connection, *args, **about):
        if connection is store.file.connection and waiting:
            waiting.pop()()
        return begin(connection, *args, **about)

    monkeypatch.setattr(actions, "begin", later)
