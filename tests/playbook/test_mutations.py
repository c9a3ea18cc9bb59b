"""Whatever is done to a playbook file, loading gives a working playbook and says what is wrong."""

import shutil
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.method.text import clean_line
from workstation.playbook.load import Playbook, load
from workstation.playbook.resources import playbook_folder

NAMES = sorted(
    path.relative_to(playbook_folder()).as_posix() for path in playbook_folder().rglob("*.yaml")
)
BITS = st.sampled_from(
    ["", " ", "  ", "\t", "\n", ":", ": ", "- ", "#", "'", '"', "[", "]", "{", "}", "&a ", "*a",
     "!!python/object:x ", "|", ">", "?", "? ", "%", "@", "`", "\x00", "\x1b", "\ud7ff", "\u202e",
     "---\n", "...\n", "<<: ", "null", "true", "-1", "999999999999999999999", "1e999", ".nan",
     "0x10", "2026-02-31", "{me}", "{nobody}"]
)  # fmt: skip
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 40), BITS | st.text(max_size=5))


@cache
def default() -> Playbook:
    return load(playbook_folder()).playbook


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(NAMES), edits=st.lists(EDIT, min_size=1, max_size=4))
def test_random_changes_give_problems_and_never_an_exception(
    tmp_path: Path, name: str, edits: list[tuple[float, int, str]]
) -> None:
    text = (playbook_folder() / name).read_text(encoding="utf-8")
    for where, length, bit in edits:
        start = int(where * len(text))
        text = text[:start] + bit + text[start + length :]
    folder = tmp_path / "own"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    loaded = load(playbook_folder(), folder)
    if loaded.own:
        assert loaded.own == {name}
        assert loaded.problems == []
    else:
        assert loaded.problems
        assert loaded.playbook == default()
        for problem in loaded.problems:
            assert problem.file == name
            assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 2
            assert clean_line(str(problem)) == str(problem)
            assert len(str(problem)) < 500


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(NAMES), raw=st.binary(max_size=200))
def test_any_bytes_at_all_give_problems_and_never_an_exception(
    tmp_path: Path, name: str, raw: bytes
) -> None:
    folder = tmp_path / "own"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(raw)
    loaded = load(playbook_folder(), folder)
    assert loaded.playbook == default() or loaded.own == {name}
