"""Puts small faults into the method and the store, one at a time, and counts what tests notice.

    python -m tests.mutants [--module workstation/method/urgency.py …] [--seconds N] [--seed N]

The work is done in a copy in a temporary folder; the working tree is never touched. Each mutant
meets the tests that belong to its module: ``tests/method/test_urgency*.py`` and those that import
it, screens left out, or those named by ``--tests``. A mutant that hangs counts as noticed.
Survivors are listed as they are found, with their line and the change: a rule no test holds, a
line nothing needs, or a change that is none.

Ours, for what there is (mutmut, cosmic-ray) changes nothing outside functions – and the method's
numbers are defaults of fields – or starts pytest anew for each fault. It needs Linux or macOS.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEEDED = ("workstation", "tests", "data", "themes", "pyproject.toml", "README.md")


def main() -> int:
    """Copy what tests need and run there."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for name in NEEDED:
            found, copy = ROOT / name, Path(folder, name)
            if found.is_dir():
                shutil.copytree(found, copy, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(found, copy)
        inside = [sys.executable, "-m", "tests.mutants.inside", *sys.argv[1:]]
        return subprocess.run(
            inside, cwd=folder, env=os.environ | {"PYTHONPATH": folder}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
