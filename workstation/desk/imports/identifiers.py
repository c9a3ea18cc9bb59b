"""Keeps every identifier that other tools give a record, none in place of another."""

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.book import Book
from workstation.desk.imports.records import Held, Known, apart


def learn_source(batch: Batch, book: Book, known: Known, source_id: str, fresh: Held) -> None:
    """Note an identifier: the first in the record itself, further ones beside it.

    One that tells this record apart from another is not taken, unless this one is protected.
    """
    if not source_id or source_id == known.source_id or source_id in known.ids:
        return
    if not known.source_id:
        fresh["source_id"] = source_id
    elif book.of_source(source_id) is None and (known.protected or not apart(source_id, known)):
        known.ids += (source_id,)
        known.touched = True
        account, contact = (known, None) if book.kind == "accounts" else (None, known)
        batch.add_source_id(account, contact, source_id)
    else:
        return
    book.learn_source(known, source_id)
