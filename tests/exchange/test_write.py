"""CSV that no spreadsheet runs as a formula, written whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.exchange.write import plain_cell, safe_cell, write_csv


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "-", "=", "+1+1"),
        *("\n=1", "\nx", " =1", "\u00a0 @A1", "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20A1"),
        "'  =1",
    ],
)
def test_a_cell_that_could_run_is_guarded(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    ["", "Acme", "-5", "+3", "-1,234.50", "-3.5%", "+1 312 555 0142", "+44 (20) 7946-0001 x12"],
)
def test_harmless_cells_stay_as_they_are(cell: str) -> None:
    assert safe_cell(cell) == cell


@given(st.text("=+-@'\t\r\n1a \u00a0\uff1d\uff0b\uff0d\uff20", max_size=8))
def test_guarding_can_be_taken_back_exactly(cell: str) -> None:
    assert plain_cell(safe_cell(cell)) == cell


@given(st.text("=+-@'\t\r\n1a \uff1d\uff0b\uff0d\uff20", max_size=6))
def test_what_is_written_begins_with_no_sign_of_a_formula_unless_it_is_a_number(cell: str) -> None:
    bare = safe_cell(cell).lstrip()
    signs = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
    assert not bare.startswith(signs) or bare[1:].translate({32: None, 45: None}).isdecimal()


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


def test_what_a_killed_run_left_half_written_goes_after_a_day(tmp_path: Path) -> None:
    old, new = (tmp_path / f".out-{name}.workstation.part" for name in ("old", "new"))
    folder, others = tmp_path / ".all-old.workstation.part", tmp_path / ".out-old.part"
    folder.mkdir()
    for path in (old, new, others, folder / "contacts.jsonl"):
        path.write_text("Dana Whitfield")
    for path in (old, others, folder):
        os.utime(path, (0, 0))
    write_csv(tmp_path / "out.csv", ["A"], [])
    left = sorted(each.name for each in tmp_path.iterdir())
    assert left == [".out-new.workstation.part", ".out-old.part", "out.csv"]


def test_a_missing_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_csv(tmp_path / "gone" / "out.csv", ["A"], [])
