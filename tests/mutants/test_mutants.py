"""The mutants themselves: a fault a test sees is killed, one no test sees is told."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.changes import mutants

TINY = '''
def late(days: int) -> bool:
    """Say whether it is late."""
    return days > 3
'''
TESTS = """
from workstation.method.tiny import late

def test_five_days_are_late_and_one_is_not():
    assert late(5) is True
    assert late(1) is False
"""


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("x = a < b", {"x = a <= b"}),
        ("x = 1", {"x = 2", "x = 0"}),
        ("x = a and (not b)", {"x = a or not b", "x = a and b"}),
        ("x: int = a + b", {"x: int = a - b"}),
        ("x = [y for y in z if y]", {"x = [y for y in z if not y]"}),
        ("x = 'words'", set()),
    ],
)
def test_each_place_is_changed_once_and_words_are_left_alone(line: str, faults: set[str]) -> None:
    assert {mutant.source.strip() for mutant in mutants(line)} == faults


def test_inside_a_function_statements_go_and_nothing_is_returned() -> None:
    found = {mutant.source for mutant in mutants("def f(a):\n    'Doc.'\n    a.b()\n    return a")}
    assert found == {
        'def f(a):\n    """Doc."""\n    pass\n    return a\n',
        'def f(a):\n    """Doc."""\n    a.b()\n    return None\n',
    }


@pytest.mark.skipif(sys.platform != "linux", reason="it forks")
def test_a_fault_a_test_sees_is_killed_and_the_survivors_are_told(tmp_path: Path) -> None:
    (tmp_path / "workstation/method").mkdir(parents=True)
    (tmp_path / "tests/method").mkdir(parents=True)
    for package in ("workstation", "workstation/method", "tests", "tests/method"):
        (tmp_path / package / "__init__.py").touch()
    module = tmp_path / "workstation/method/tiny.py"
    module.write_text(TINY)
    (tmp_path / "tests/method/test_tiny.py").write_text(TESTS)
    shutil.copytree(Path(__file__).parent, tmp_path / "tests/mutants")
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants.inside", "--module", "workstation/method/tiny.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout.splitlines()
    assert sorted(told[:3]) == [
        "  workstation/method/tiny.py:4  3  ->  2",
        "  workstation/method/tiny.py:4  3  ->  4",
        "  workstation/method/tiny.py:4  Gt in days > 3  ->  GtE in days > 3",
    ], done.stderr
    assert told[-1].split() == "workstation/method/tiny.py 4 1 0 3 0 25%".split()
    assert done.returncode == 1
    assert module.read_text() == TINY
