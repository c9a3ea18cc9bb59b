"""What is being written and not yet done: kept on disk outside the log, rescued where it cannot."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from workstation.store import rescue
from workstation.store.errors import StoreError

if TYPE_CHECKING:
    from workstation.store.open_file import OpenFile


class Drafts:
    """Calls and call blocks in progress and the words typed in forms; made by ``Store.drafts``."""

    def __init__(self, file: OpenFile, now: Callable[[], str]) -> None:
        self._file = file
        self._now = now
        self._rescue = rescue.Rescue(file.path)

    def write_call(self, number: int | None, account_id: int, started: str, content: str) -> int:
        """Keep a call in progress on disk, outside the log; return the draft's number."""
        words = {"number": number, "account_id": account_id, "started_at": started}
        with self._rescued(content, **words), self._file.explained(), self._file.unrecorded():
            if number is None:
                number = self._file.numbers.take()
            self._file.connection.execute(
                "INSERT INTO call_drafts (id, account_id, started_at, saved_at, content) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "account_id = excluded.account_id, saved_at = excluded.saved_at, "
                "content = excluded.content",
                (number, account_id, started, self._now(), content),
            )
            return number

    def drop_call(self, number: int) -> None:
        """Forget a call in progress that the rep gave up on purpose."""
        with self._file.explained(), self._file.unrecorded():
            self._file.connection.execute("DELETE FROM call_drafts WHERE id = ?", (number,))
        self._rescue.drop_number(number)

    def write_block(self, block_id: int, content: str) -> None:
        """Keep a call block in progress on disk, outside the log."""
        with self._file.explained(), self._file.unrecorded():
            self._file.connection.execute(
                "INSERT INTO block_drafts (block_id, saved_at, content) VALUES (?, ?, ?) "
                "ON CONFLICT (block_id) DO UPDATE SET saved_at = excluded.saved_at, "
                "content = excluded.content",
                (block_id, self._now(), content),
            )

    def write_words(self, name: str, content: str | None) -> None:
        """Keep what is being typed in a form on disk, outside the log; None forgets it."""
        with self._rescued(content, name=name), self._file.explained(), self._file.unrecorded():
            if content is None:
                self._file.connection.execute("DELETE FROM unsaved_words WHERE name = ?", (name,))
                return
            self._file.connection.execute(
                "INSERT INTO unsaved_words (name, saved_at, content) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET saved_at = excluded.saved_at, "
                "content = excluded.content",
                (name, self._now(), content),
            )

    def settle(self) -> None:
        """Forget the rescued words of calls that have been logged all the same."""
        self._rescue.settle(self._file.connection)

    def take_in_left(self) -> None:
        """Write what an earlier program could not, where that can be done now."""
        for file, words in rescue.left(self._file.path):
            taken = False
            with contextlib.suppress(StoreError), self._file.explained(), self._file.unrecorded():
                taken = rescue.take_in(self._file.connection, words, self._file.numbers.take)
            if taken:
                rescue.remove(file)

    @contextlib.contextmanager
    def _rescued(self, content: str | None, **about: Any) -> Iterator[None]:  # noqa: ANN401
        """Keep words in a file of their own as long as they cannot be written."""
        try:
            yield
        except StoreError as error:
            # What is encrypted must not lie anywhere in clear.
            if content is None or self._file.encrypted:
                raise
            database, now = str(self._file.path.absolute()), self._now()
            file = self._rescue.keep(rescue.Words(database, now, content, **about))
            if file is None:
                raise
            raise StoreError(f"{error} Until then your words are safe in {file}.") from (
                error.__cause__ or error
            )
        self._rescue.drop(rescue.key(**about))
