"""Connections for reading go from thread to thread instead of being opened anew."""

import threading

from workstation.desk.desk import Desk
from workstation.desk.spare import MOST


def test_a_reader_s_connection_is_used_again_in_another_thread_and_sees_what_is_new(
    desk: Desk,
) -> None:
    first = desk.reader()
    store = first.store
    first.close()
    desk.accounts.add({"name": "Corvid Labs"})
    seen: list[object] = []

    def read() -> None:
        reader = desk.reader()
        seen.extend((reader.store is store, reader.store.value("SELECT count(*) FROM accounts")))
        reader.close()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert seen == [True, 1]


def test_no_more_are_kept_than_are_asked_at_once_and_none_once_the_desk_is_closed(
    desk: Desk,
) -> None:
    readers = [desk.reader() for _ in range(MOST + 2)]
    stores = {id(reader.store) for reader in readers}
    assert len(stores) == MOST + 2
    for reader in readers[1:]:
        reader.close()
    again = [desk.reader() for _ in range(MOST + 1)]
    assert sum(id(reader.store) in stores for reader in again) == MOST
    desk.close()
    readers[0].close()
    assert desk.reader().store is not readers[0].store
