"""The README stays true."""

import re
import subprocess
import sys
from pathlib import Path

from tests.make_readme import PICTURE, README, with_keys


def test_the_key_table_is_the_registrys() -> None:
    text = README.read_text("utf-8")
    assert with_keys(text) == text, "run python tests/make_readme.py"


def test_the_picture_is_there_and_fetches_nothing() -> None:
    assert str(PICTURE.relative_to(README.parent).as_posix()) in README.read_text("utf-8")
    picture = PICTURE.read_text("utf-8")
    assert "Goals" in picture
    assert not re.search(r"url\(\s*[\"']?https?:", picture)


def test_every_command_the_readme_shows_exists() -> None:
    text = README.read_text("utf-8")
    shown = set(re.findall(r"^(?:eval \"\$\()?workstation ([a-z-]+)", text, re.MULTILINE))
    shown |= set(re.findall(r"`workstation ([a-z-]+)[^`]*`", text))
    assert len(shown) > 8
    for name in sorted(shown):
        done = subprocess.run(
            [sys.executable, "-m", "workstation", name, "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"workstation {name}: {done.stderr}"


def test_the_change_log_names_the_version() -> None:
    from workstation import __version__

    log = Path(README.parent / "CHANGELOG.md").read_text("utf-8")
    assert f"## {__version__}" in log
