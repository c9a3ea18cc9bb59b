"""YAML as plain values with the line of each, and nothing that can run, explode or surprise.

Only what a playbook needs is read: blocks, lists and plain values. Values are text unless they are
`true`, `false`, `null` or a number, so that `no`, `on` and `18:00` mean what they say. Tags and
aliases are refused, which leaves no way to name a Python object or to blow a small file up.
"""

import re
from dataclasses import dataclass, field

import yaml

from workstation.playbook.problem import Path, Problem, shown, spell

LARGEST = 1_000_000
"""Bytes; a playbook file is some kilobytes."""
DEEPEST = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_ADVICE = {
    "mapping values are not allowed": "one ': ' in a line, or text in quotes; keys in one column",
    "<block end>": "entries of one block or list in the same column",
    "expected key": "entries of one block or list in the same column",
    "expected '-'": "entries of one block or list in the same column",
    "does not allow": "plain text without control characters",
    "document start": "keys that begin in the first column",
    "could not find expected ':'": "a ': ' after every key",
    "end of stream": "every bracket and quote closed again",
    "',' or": "every bracket closed again, commas between its values",
    "cannot start any token": "text that begins with a sign in quotes",
}
"""What to do about the parser's usual complaints, by words of theirs."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class UnreadableError(Exception):
    """A file that gives no values; carries its `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(slots=True)
class Marked:
    """The values of one file, and the line (from 1) of everything in it by its path."""

    data: object = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(file: str, raw: bytes) -> Marked:
    """Read one file; `file` is its name in problems.

    Raises UnreadableError, its problems saying what is wrong in which line.
    """
    text = _decode(file, raw)
    reader = _Reader(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.YAMLError as error:
        raise UnreadableError([_syntax(file, text, error)]) from None
    if reader.problems:
        raise UnreadableError(reader.problems)
    if reader.marked.data is None:
        raise UnreadableError([Problem(file=file, found="nothing", expected="a playbook")])
    return reader.marked


def _decode(file: str, raw: bytes) -> str:
    if len(raw) > LARGEST:
        found = "more than a megabyte"
    elif b"\x00" in raw:
        found = "binary data"
    else:
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            wrong = f"a byte that is not UTF-8 (0x{raw[error.start]:02x})"
            problem = Problem(file=file, line=line, found=wrong, expected="text saved as UTF-8")
            raise UnreadableError([problem]) from None
    raise UnreadableError([Problem(file=file, found=found, expected="a short YAML text")])


def _syntax(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """Turn the parser's complaint into one sentence a person can act on."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        said = error.problem or error.context or "something that is not YAML"
    else:
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
        said = "a character that YAML does not allow"
    lines = text.splitlines()
    for number in (line, line - 1):
        here = lines[number - 1] if 0 < number <= len(lines) else ""
        if "\t" in here[: len(here) - len(here.lstrip())]:
            return Problem(
                file=file, line=number, found="a tab in the indentation", expected="spaces"
            )
    line = max(1, min(line, len(lines)))
    here = lines[line - 1].strip() if lines else ""
    advice = [advice for words, advice in _ADVICE.items() if words in said]
    expected = advice[0] if advice else "YAML ('key: value', lists with '- ')"
    found = f"{shown(here)} ({said})" if here else said
    return Problem(file=file, line=line, found=found, expected=expected)


@dataclass(slots=True)
class _Open:
    """A block or list being read; `key` is the key whose value comes next."""

    path: Path
    into: dict[str, object] | list[object]
    key: str | None = None
    repeated: bool = False


class _Reader:
    """Builds values from the parser's events without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.marked = Marked()
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"the alias '*{event.anchor}'", "the value itself, written out")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second document ('---')", "one document in a file")

    def _refuse(self, event: yaml.Event, found: str, expected: str) -> None:
        line = _line(event)
        problem = Problem(file=self.file, line=line, found=found, expected=expected)
        raise UnreadableError([*self.problems, problem])

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.tag is not None:
            self._refuse(event, f"the tag {shown(event.tag)}", "a plain value")
        if len(self._open) >= DEEPEST:
            self._refuse(event, f"more than {DEEPEST} levels", "a flatter file")
        top = self._open[-1] if self._open else None
        if top and isinstance(top.into, dict) and top.key is None:
            self._refuse(event, "a block or list as a key", "a word as a key")
        into: dict[str, object] | list[object] = (
            {} if isinstance(event, yaml.MappingStartEvent) else []
        )
        self._open.append(_Open(self._place(event, into), into))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value: str = event.value
        if event.tag is not None:
            self._refuse(event, f"the tag {shown(event.tag)}", "a plain value")
        if _CONTROL.search(value):
            self._refuse(event, "a control character", "text that can be seen")
        top = self._open[-1] if self._open else None
        if top and isinstance(top.into, dict) and top.key is None:
            self._key(top, event)
        elif not event.style:
            self._place(event, _plain(value))
        else:
            self._place(event, value.rstrip("\n"))

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        key: str = event.value
        line = _line(event)
        top.key = key
        top.repeated = key in top.into
        if top.repeated:
            first = self.marked.lines[(*top.path, key)]
            path = spell((*top.path, key))
            found = f"there a second time (first in line {first})"
            self.problems.append(
                Problem(file=self.file, line=line, path=path, found=found, expected="each key once")
            )
        else:
            self.marked.lines[(*top.path, key)] = line

    def _place(self, event: yaml.Event, value: object) -> Path:
        """Put a value where it belongs and return its path."""
        if not self._open:
            self.marked.data = value
            self.marked.lines[()] = _line(event)
            return ()
        top = self._open[-1]
        if isinstance(top.into, list):
            path: Path = (*top.path, len(top.into))
            top.into.append(value)
            self.marked.lines[path] = _line(event)
            return path
        key, top.key = top.key or "", None
        if not top.repeated:
            top.into[key] = value
        return (*top.path, key)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plain(value: str) -> object:
    """Give an unquoted value its type (YAML 1.2's few rules, none of YAML 1.1's surprises)."""
    if value in _WORDS:
        return _WORDS[value]
    if _WHOLE.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    return value
