"""The demo's file, made once a day and never mixed with the rep's own."""

from pathlib import Path

from tests.cli.conftest import Terminal


def test_the_demo_has_a_file_of_its_own_to_work_on(empty: Terminal) -> None:
    path = Path(empty.done("demo", "--path").out.strip())
    assert not empty.path.exists()
    made = path.stat().st_mtime_ns
    assert empty.done("demo", "--path").out.strip() == str(path)
    assert path.stat().st_mtime_ns == made
    assert sum(empty("bins", "--json", path=path).json.values()) >= 300
    assert len(empty("queue", "--json", path=path).json) >= 10
