"""The rep's own playbook, themes and keys: what is wrong in them is said, what is right works."""

import re

from tests.terminal.real import ROOT, Home, Terminal


def own(home: Home, name: str, text: str) -> None:
    path = home.config / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_own_files_with_mistakes_are_named_with_their_lines_and_the_screens_open(
    filled: Home,
) -> None:
    limits = (ROOT / "data/playbook/limits.yaml").read_text(encoding="utf-8")
    number = next(
        at for at, line in enumerate(limits.splitlines(), 1) if line.startswith("block_minutes")
    )
    own(filled, "playbook/limits.yaml", limits.replace("block_minutes", "blok_minutes"))
    night = (ROOT / "themes/night.yaml").read_text(encoding="utf-8")
    own(filled, "themes/mine.yaml", night.replace("dark: true", "dark: maybe"))
    own(filled, "keys.yaml", "call: K\nlgo: X\n")
    with Terminal(filled, columns=120, lines=60) as terminal:
        terminal.shows(
            "4 due",
            f"limits.yaml line {number}",
            "mine.yaml line 2",
            "keys.yaml line 2",
            "? keys",
        )
        terminal.until(lambda text: "did you mean" in " ".join(text.split()), "no hint")
        assert "K call" in terminal.text.splitlines()[-1]
        terminal.types("?")
        terminal.until(
            lambda text: "Keys: today" in text and re.search(r"K +Open a call", text) is not None,
            "? does not show the new key",
        )
        terminal.types("\x1b")
        terminal.loses("Keys: today")
        terminal.types("cK")
        terminal.shows("hang up")
        terminal.is_killed()


def test_keys_that_are_no_yaml_are_one_sentence(filled: Home) -> None:
    own(filled, "keys.yaml", "call: [c\nlog\x01")
    with Terminal(filled) as terminal:
        terminal.shows("4 due", "keys.yaml", "c call")
        terminal.quits()
