"""Programs that dial: the rep's own command from dial.yaml, the system's opener of tel: links.

The command stands in a file of the rep's own folder and never in the database, so that a database
from somebody else can run nothing.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.desk.home import from_home
from workstation.tui.small_yaml import read_small_yaml

if TYPE_CHECKING:
    import yaml

    from workstation.desk.dialling import Number

FILE = "dial.yaml"
PLACEHOLDERS = ("number", "tel", "display", "extension")
EXAMPLE = f'{FILE} with the line  command: ["linphone", "{{tel}}"]'
SOON = 5.0
"""Seconds within which a program that fails is told about; later it is the phone's own affair."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_command(folder: Path | None) -> tuple[str, ...]:
    """Return the rep's command, a program and its arguments with placeholders in braces.

    Raises:
        DeskError: there is no file, or what is wrong in it and on which line.
    """
    path = folder / FILE if folder else None
    if path is None:
        raise DeskError(f"There is no settings folder to look for {FILE} in.")
    try:
        _, root = read_small_yaml(path)
        return _checked(_value(root))
    except FileNotFoundError:
        raise DeskError(f"There is no dial command: write {EXAMPLE} into {path.parent}.") from None
    except ValueError as error:
        raise DeskError(f"{path.name} {error}.") from None


def _value(root: yaml.Node | None) -> tuple[int, list[str]]:
    """Return the line of the command and its words.

    Raises ValueError with the second half of a sentence.
    """
    from yaml import MappingNode, ScalarNode, SequenceNode

    expected = 'expected a line such as  command: ["linphone", "{tel}"]'
    if not isinstance(root, MappingNode) or not root.value:
        raise ValueError(f"holds no command, {expected}")
    entries = root.value
    for name, _ in entries:
        if name.value != "command":
            line = name.start_mark.line + 1
            raise ValueError(f"line {line}: there is no setting {_short(name.value)}, {expected}")
    if len(entries) != 1:
        raise ValueError(f"line {entries[1][0].start_mark.line + 1}: there are two commands")
    node = entries[0][1]
    line = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        try:
            return line, shlex.split(node.value)
        except ValueError as error:
            raise ValueError(f"line {line}: {str(error).lower()} in the command") from None
    if not isinstance(node, SequenceNode) or not all(
        isinstance(each, ScalarNode) for each in node.value
    ):
        raise ValueError(f"line {line}: the command is no text and no list of texts, {expected}")
    return line, [each.value for each in node.value]


def _checked(found: tuple[int, list[str]]) -> tuple[str, ...]:
    line, words = found
    if not words or not words[0].strip():
        raise ValueError(f"line {line}: the command names no program")
    if any(not word.isprintable() for word in words):
        raise ValueError(f"line {line}: the command holds a character that cannot be printed")
    if _PLACEHOLDER.search(words[0]):
        raise ValueError(f"line {line}: the program itself cannot be a placeholder")
    used = [name for word in words for name in _PLACEHOLDER.findall(word)]
    names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    for name in used:
        if name not in PLACEHOLDERS:
            raise ValueError(f"line {line}: there is no {_short('{' + name + '}')}, only {names}")
    if not {"number", "tel", "display"}.intersection(used):
        raise ValueError(f"line {line}: the command does not say which number, it needs {{number}}")
    return tuple(words)


def _short(text: object) -> str:
    return repr(str(text)[:40])


def filled(command: Sequence[str], number: Number) -> list[str]:
    """Return a command's words for a number; what is filled in is never read a second time."""
    values = {
        "number": number.e164,
        "tel": number.tel,
        "display": number.display,
        "extension": number.extension,
    }
    return [_PLACEHOLDER.sub(lambda match: values[match[1]], word) for word in command]


def open_link(tel: str, failed: Callable[[str], None]) -> None:
    """Open a tel: link with whatever the system has for it.

    Raises:
        DeskError: the system has nothing for it.
    """
    if sys.platform == "win32":
        try:
            os.startfile(tel)  # noqa: S606 - a tel: link made of digits
        except OSError as error:
            raise DeskError(f"Windows could not open the link: {error.strerror}.") from None
        return
    run(["open" if sys.platform == "darwin" else "xdg-open", tel], failed)


def run(words: Sequence[str], failed: Callable[[str], None]) -> None:
    """Start a program by itself: no shell, nothing of it on the terminal, not ended with ours.

    ``failed`` is called, from another thread, with one sentence when it ends badly soon after.

    Raises:
        DeskError: it cannot be started.
    """
    flags = getattr(subprocess, "DETACHED_PROCESS", 0)
    try:
        program = str(from_home(words[0])) if words[0].startswith("~") else words[0]
        process = subprocess.Popen(  # noqa: S603 - the rep's own words, and no shell
            [program, *words[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=flags,
        )
    except FileNotFoundError:
        raise DeskError(f"There is no program “{words[0]}” to dial with.") from None
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise DeskError(f"“{words[0]}” cannot be started: {why.rstrip('.')}.") from None
    watch = threading.Thread(target=_watch, args=(process, words[0], failed), daemon=True)
    watch.start()


def _watch(process: subprocess.Popen[bytes], program: str, failed: Callable[[str], None]) -> None:
    """Wait for a program's end, so that nothing of it is left over; tell when it was a bad one."""
    try:
        code = process.wait(SOON)
    except subprocess.TimeoutExpired:
        process.wait()
        return
    if code:
        failed(f"“{program}” could not dial: it ended with code {code}.")
