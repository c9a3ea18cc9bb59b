"""What comes in through a pipe is kept privately, and only as long as it is needed."""

import io
import os
import stat
from pathlib import Path

import pytest

from workstation.exchange.source import open_source
from workstation.exchange.spool import spooled
from workstation.exchange.table import TableError


def test_a_stream_can_be_read_like_a_file_and_leaves_nothing() -> None:
    with spooled(io.BytesIO(b"Name,City\nCorvid Labs,Chicago\n")) as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        source = open_source(path)
        assert [row.cells for row in source.rows()] == [row.cells for row in source.rows()]
        folder = path.parent
    assert not folder.exists()


def test_what_a_killed_run_left_behind_goes_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("workstation-pipe-old", "workstation-pipe-new", "workstation-of-mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "standard input").write_text("Dana Whitfield")
    for name in ("old", "of-mine"):
        (path,) = tmp_path.glob(f"workstation-*{name}")
        os.utime(path, (0, 0))
    with spooled(io.BytesIO(b"Name\n")):
        pass
    left = sorted(each.name for each in tmp_path.iterdir())
    assert left == ["workstation-of-mine", "workstation-pipe-new"]


def test_an_empty_stream_is_refused_by_its_name() -> None:
    with (
        spooled(io.BytesIO()) as path,
        pytest.raises(TableError, match=r"^standard input is empty"),
    ):
        open_source(path)


class Full(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(28, "No space left on device")


def test_a_stream_that_cannot_be_kept_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(TableError, match="No space left on device"), spooled(Full()):
        raise AssertionError
    assert list(tmp_path.iterdir()) == []
