"""A person's own playbook folder, and ways to put a mistake into it."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from workstation.playbook import choose
from workstation.playbook.load import Loaded, load
from workstation.playbook.resources import playbook_folder


class Own:
    """A person's own playbook folder over the default one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def default(self, name: str) -> str:
        return (playbook_folder() / name).read_text(encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, name: str, old: str, new: str) -> int:
        """Copy a default file with the first `old` changed to `new`; return the line changed."""
        text = self.default(name)
        assert old in text, f"{name} no longer holds {old!r}"
        before, after = text.split(old, 1)
        self.write(name, before + new + after)
        return before.count("\n") + 1

    def load(self, cache: Path | None = None) -> Loaded:
        return load(playbook_folder(), self.folder, cache_folder=cache)


@pytest.fixture
def own(tmp_path: Path) -> Own:
    return Own(tmp_path / "own")


@pytest.fixture(scope="session")
def default() -> Loaded:
    return load(playbook_folder())


_read_once = lru_cache(maxsize=64)(choose._read)


@pytest.fixture(autouse=True, scope="module")
def unchanged_files_are_read_once() -> Iterator[None]:
    """Spare each of some hundred tests the reading of the default files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choose, "_read", _read_once)
        yield
