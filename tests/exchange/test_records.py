"""However a file is cut into pieces, its records are those that the csv module reads."""

import csv
import io
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.exchange import records
from workstation.exchange.encoding import Encoding
from workstation.exchange.errors import TableError
from workstation.exchange.records import Pass
from workstation.exchange.rows import Row
from workstation.method.text import clean

_BITS = st.sampled_from(["a", "bc", " ", ",", ",", '"', '""', "\n", "\r\n", "\t", "\x07", "é"])
_TEXTS = st.lists(_BITS, max_size=40).map("".join)


def _read(path: Path, *, spaced: bool) -> list[Row]:
    return list(chain.from_iterable(Pass(path, Encoding("utf-8"), ",", spaced=spaced).runs()))


def _expected(text: str, *, spaced: bool) -> list[Row] | None:
    """Return the records, None when a quote never closes and takes in what follows."""
    lines = io.StringIO(f"{text}\nend", newline="")
    reader = csv.reader(lines, skipinitialspace=spaced)
    found, number = [], 1
    for cells in reader:
        found.append(Row(number, [clean(cell) for cell in cells]))
        number = reader.line_num + 1
    return [row for row in found[:-1] if row.cells] if found[-1].cells == ["end"] else None


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, chunk=st.sampled_from([3, 16, 1 << 18]), spaced=st.booleans())
def test_records_are_those_of_the_csv_module_however_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, chunk: int, *, spaced: bool
) -> None:
    monkeypatch.setattr(records, "CHUNK", chunk)
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8", newline="")
    expected = _expected(text, spaced=spaced)
    if expected is None:
        with pytest.raises(TableError, match="never closes"):
            _read(path, spaced=spaced)
    else:
        assert _read(path, spaced=spaced) == expected


def test_lines_with_quotes_stand_in_their_place_among_plain_ones(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('a,b\n"Acme, Inc.",1\nc,5" pipe\n"x ""y""",\n', encoding="utf-8")
    runs = list(Pass(path, Encoding("utf-8"), ",").runs())
    assert runs == [
        [Row(1, ["a", "b"]), Row(2, ["Acme, Inc.", "1"]), Row(3, ["c", '5" pipe']),
         Row(4, ['x "y"', ""])]
    ]  # fmt: skip
