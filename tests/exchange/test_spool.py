"""What comes in through a pipe is kept privately, and only as long as it is needed."""

import io
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
