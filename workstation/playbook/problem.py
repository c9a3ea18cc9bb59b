"""A mistake in a playbook as a value: where it is, what was found, what was expected."""

from collections.abc import Iterable

import msgspec

from workstation.method.text import clean_line

Path = tuple[str | int, ...]
"""The way to a value inside a file: ("outcomes", 3, "letter")."""

_LONGEST = 60
_MOST_NAMES = 12


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake; `str()` makes one sentence of it.

    `file` is relative to the playbook folder; `line` counts from 1; `path` is how the place is
    called, "outcomes[3].letter", or "" for the file as a whole.
    """

    file: str
    line: int = 1
    path: str = ""
    found: str
    expected: str

    def __str__(self) -> str:
        """Return "outcomes.yaml line 14: outcomes[3].letter is 'ab', expected one letter"."""
        verb = f"{self.path} is" if self.path else "found"
        said = f"{self.file} line {self.line}: {verb} {self.found}, expected {self.expected}"
        return clean_line(said)


class PlaybookError(Exception):
    """The default playbook itself cannot be used; carries its `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"the default playbook is damaged: {problems[0]}")
        self.problems = problems


def spell(path: Path) -> str:
    """Spell a path the way problems show it: "outcomes[3].letter"."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = _short(part)
            text += f".{name}" if text else name
    return text


def shown(value: object) -> str:
    """Show a value that was found, short and on one line."""
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list):
        return "a list"
    text = _short(str(value))
    return f"'{text}'" if isinstance(value, str) else text


def _short(text: str) -> str:
    text = clean_line(text[: 4 * _LONGEST])
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def one_of(known: Iterable[object], found: object = None) -> str:
    """List what was possible, and the nearest of it: "one of a, b (did you mean 'a'?)"."""
    names = [str(name) for name in known]
    first = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    text = f"one of {first}" if len(names) > 1 else f"'{first}'"
    return text + did_you_mean(names, found)


def did_you_mean(known: Iterable[str], found: object) -> str:
    """Return " (did you mean 'x'?)" for the nearest known name, or ""."""
    near = nearest(known, found) if found is not None else ""
    return f" (did you mean '{near}'?)" if near else ""


def nearest(known: Iterable[str], found: object) -> str:
    """Return the known name that looks most like what was found, "" when none does."""
    import difflib

    near = difflib.get_close_matches(str(found)[:_LONGEST], list(known), n=1, cutoff=0.6)
    return near[0] if near else ""
