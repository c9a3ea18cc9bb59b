"""Whatever a file or a typed line holds, it is read or refused in one short sentence.

What was read steers no terminal, and written out again no cell of it begins a formula. A long run:
``READERS=20000 python -m pytest tests/properties/test_readers.py``, so many examples of each.
"""

import csv
import io
import os
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk import world
from tests.fresh import open_desk
from tests.properties import mutations, words
from workstation.desk.amounts import read_count, read_money
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.exchange.calendar import read_busy
from workstation.exchange.dates import DateOrder, read_day, read_moment
from workstation.exchange.errors import TableError
from workstation.exchange.rows import Row
from workstation.exchange.source import open_source
from workstation.exchange.write import csv_into
from workstation.exchange.write_workbook import workbook_into
from workstation.method.text import clean

MANY = int(os.environ.get("READERS", "0"))
ZONE = ZoneInfo("America/Chicago")
MOMENT = datetime(2026, 11, 23, 9, 12, tzinfo=ZONE)
SECONDS, LETTERS = 2, 300
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?|\+\d[\d ()./\-]*(?: ?(?:x|ext\.?) ?\d+)?", re.ASCII)


def usually(examples: int) -> settings:
    return settings(
        max_examples=MANY or examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def one_sentence(said: str) -> None:
    assert said.strip() and len(said) <= LETTERS, said
    assert said == clean(said) and "\n" not in said, said


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "desk.db", FrozenClock(MOMENT))
    opened.safety.auto = lambda: None  # type: ignore[method-assign]
    yield opened
    opened.close()


@usually(100)
@given(content=mutations.files)
def test_a_damaged_file_is_read_or_refused_and_comes_out_harmless(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    began = time.perf_counter()
    rows: list[list[str]] = []
    texts: list[str] = []
    try:
        source = open_source(path)
        rows.append(source.columns)
        for row in source.rows():
            texts += row.cells
            if isinstance(row, Row):
                rows.append(list(row.cells))
            else:
                one_sentence(row.why)
        for note in source.notes:
            one_sentence(note)
    except TableError as error:
        one_sentence(str(error))
    assert time.perf_counter() - began < SECONDS
    assert all(text == clean(text) for text in [*texts, *(rows[0] if rows else ())])
    if rows:
        no_formula_comes_out(rows)


def no_formula_comes_out(rows: list[list[str]]) -> None:
    """Fail if a cell of the table or workbook they are written to begins a formula."""
    table = io.BytesIO()
    csv_into(table, rows[0], rows[1:])
    usual = csv.field_size_limit(1 << 24)
    try:
        for row in csv.reader(io.StringIO(table.getvalue().decode(), newline="")):
            for cell in row:
                assert not _FORMULA.match(cell) or _NUMBER.fullmatch(cell), cell
    finally:
        csv.field_size_limit(usual)
    book = io.BytesIO()
    workbook_into(book, [("All", rows[0], rows[1:])])
    with zipfile.ZipFile(book) as parts:
        for name in parts.namelist():
            assert b"<f" not in parts.read(name).replace(b"<font", b"").replace(b"<fill", b"")


@usually(10)
@given(content=mutations.files, kind=st.sampled_from([None, "accounts", "contacts", "tasks"]))
def test_importing_a_damaged_file_never_fails_and_undo_takes_all_of_it_back(
    here: Desk, tmp_path: Path, content: bytes, kind: str | None
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    before = here.store.value("SELECT count(*) FROM changes")
    try:
        plan = here.imports.plan(path, kind)
        here.imports.preview(plan)
        done = here.imports.run(plan, allow_doubt=True)
    except DeskError as error:
        one_sentence(str(error))
        assert here.store.value("SELECT count(*) FROM changes") == before
        return
    for table, column in (("accounts", "name"), ("contacts", "name"), ("accounts", "note")):
        for row in here.store.rows(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):
            assert row[0] == clean(row[0])
    if done.changed is not None:
        here.history.undo()
    for table in ("accounts", "contacts", "emails", "phones", "facts", "follow_ups", "imports"):
        assert here.store.value(f"SELECT count(*) FROM {table}") == 0


@usually(100)
@given(content=mutations.calendars)
def test_a_damaged_calendar_gives_times_and_sentences(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.ics"
    path.write_bytes(content)
    began = time.perf_counter()
    found = read_busy(path, MOMENT - timedelta(days=20), MOMENT + timedelta(days=40))
    assert time.perf_counter() - began < SECONDS
    assert all(each.starts_at < each.ends_at for each in found.busy)
    for sentence in found.problems:
        one_sentence(sentence)
    for each in found.busy:
        assert each.title == clean(each.title)


LINES = st.one_of(
    words.whens, words.hostile, st.text(max_size=60), st.text(max_size=2000),
    st.lists(
        st.sampled_from(
            ["tue", "3pm", "+3d", "in", "weeks", "q1", "2026-02-31", "next", "9999999999", "noon",
             "them", "31 feb", "or", "and", "not", "(", ")", "tier", "bin", "industry", "1.5M",
             "€", "=", ">", "before", "they", "send", "by friday", "VP", "312-555-0143", "a@b"]
        ),
        max_size=9,
    ).map(" ".join),
)  # fmt: skip


@usually(40)
@given(line=LINES)
def test_any_line_typed_anywhere_is_understood_or_refused_in_a_sentence(
    here: Desk, line: str
) -> None:
    account = int(here.store.value("SELECT min(id) FROM accounts") or world.account(here))
    readers = (
        here.days.read,
        here.cadences.read_day,
        here.focus.read,
        here.focus.explain,
        here.focus.hint,
        here.focus.find,
        lambda text: here.focus.begun("cities", text),
        lambda text: here.follow_ups.read_promise(account, text),
        lambda text: here.accounts.read_person(account, text),
        lambda text: read_count(text, "Employees"),
        lambda text: read_money(text, "USD", "Revenue"),
        here.accounts.resolve,
        here.search.find,
        lambda text: here.settings.set("revenue_target", text),
        lambda text: here.settings.set("time_zone", text),
        lambda text: here.settings.set("calendar", text),
        lambda text: here.fit.say_fact(text, text),
    )
    for read in readers:
        began = time.perf_counter()
        with suppress_refusal():
            read(line)
        assert time.perf_counter() - began < SECONDS
    for order in DateOrder:
        read_day(line, order)
        read_moment(line, order, ZONE)


class suppress_refusal(suppress):  # noqa: N801 - reads as the statement it is
    """Let a refusal pass that is one sentence."""

    def __init__(self) -> None:
        super().__init__(DeskError)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, DeskError):
            one_sentence(str(error))
        return bool(super().__exit__(kind, error, trace))
