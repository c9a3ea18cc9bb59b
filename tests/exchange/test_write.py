"""CSV that no spreadsheet runs as a formula, written whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.exchange.write import plain_cell, safe_cell, write_csv


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "-", "=", "+1+1"]
)
def test_a_cell_that_could_run_is_guarded(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    ["", "Acme", "-5", "+3", "-1,234.50", "-3.5%", "+1 312 555 0142", "+44 (20) 7946-0001 x12"],
)
def test_harmless_cells_stay_as_they_are(cell: str) -> None:
    assert safe_cell(cell) == cell


@given(st.text("=+-@'\t\r1a ", max_size=8))
def test_guarding_can_be_taken_back_exactly(cell: str) -> None:
    assert plain_cell(safe_cell(cell)) == cell


def test_numbers_and_nothing_are_written_plainly(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, ["Name", "n"], [["=x", -5], [None, 1.5]], byte_order_mark=True) == 2
    assert path.read_bytes() == b"\xef\xbb\xbfName,n\r\n'=x,-5\r\n,1.5\r\n"


def test_a_failure_on_the_way_leaves_the_old_file_and_no_debris(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, ["A"], [["old"]])

    def rows() -> Iterator[list[str]]:
        yield ["new"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(path, ["A"], rows())
    assert path.read_text().split() == ["A", "old"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_csv(tmp_path / "gone" / "out.csv", ["A"], [])
