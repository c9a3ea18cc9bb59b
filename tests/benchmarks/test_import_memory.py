"""Memory of an import does not grow with the file: a million rows against ten thousand."""

from pathlib import Path

import pytest

from tests.benchmarks.bench_import import peak


@pytest.mark.slow
def test_a_million_rows_take_no_more_memory_than_ten_thousand(tmp_path: Path) -> None:
    small, large = peak(tmp_path, 10_000), peak(tmp_path, 1_000_000)
    assert large / small < 2
