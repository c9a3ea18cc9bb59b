"""Reads the rep's own keys (keys.yaml); what cannot be used is left out and named in a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.tui.commands import ACTIVE_WITH, BY_ID, PLACES, Command, commands_for
from workstation.tui.keys import KeyNameError, key_label, normal_key
from workstation.tui.small_yaml import read_small_yaml

if TYPE_CHECKING:
    import yaml


@dataclass(frozen=True, slots=True)
class Clash:
    """Two commands on one key in a place where both work."""

    key: str
    place: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Wish:
    command: Command
    keys: str
    line: int


def clashes(keymap: Mapping[str, str] | None = None) -> Iterator[Clash]:
    """Yield every key bound twice where both commands work, after a key map (id -> keys)."""
    chosen = keymap or {}
    for place in PLACES:
        taken: dict[str, str] = {}
        for part in (place, *ACTIVE_WITH.get(place, ())):
            for each in commands_for(part):
                keys = chosen[each.id].split(",") if each.id in chosen else each.all_keys
                for key in keys:
                    if taken.setdefault(key, each.id) != each.id:
                        yield Clash(key, place, taken[key], each.id)


def read_keymap(path: Path) -> tuple[dict[str, str], list[str]]:
    """Read a file into a key map for `App.set_keymap` and one sentence for each entry left out.

    The file is YAML: command id -> key, or a list of keys. A missing file is an empty key map.
    An unknown id, a key that does not exist, or a key that another command of the same screen
    has, is reported with file and line, and that command keeps its usual key.
    """
    wishes, problems = _wishes(path)
    kept = dict(wishes)
    while clash := next(clashes({name: wish.keys for name, wish in kept.items()}), None):
        blamed = max(
            (kept[name] for name in (clash.one, clash.other) if name in kept),
            key=lambda wish: wish.line,
        )
        other = clash.one if blamed.command.id == clash.other else clash.other
        del kept[blamed.command.id]
        problems.append(
            f"{path.name} line {blamed.line}: {blamed.command.id} cannot have"
            f" {key_label(clash.key)}, because {other} has it in {clash.place}."
        )
    return {name: wish.keys for name, wish in kept.items()}, problems


def _wishes(path: Path) -> tuple[dict[str, _Wish], list[str]]:
    found: dict[str, _Wish] = {}
    try:
        entries = _entries(path)
    except FileNotFoundError:
        return {}, []
    except ValueError as error:
        return {}, [f"{path.name} {error}."]
    problems: list[str] = []
    for name_node, value_node in entries:
        line = name_node.start_mark.line + 1
        try:
            wish = _wish(str(name_node.value), value_node, line)
            if wish.command.id in found:
                raise ValueError(f"{wish.command.id} is there twice")
        except ValueError as error:
            problems.append(f"{path.name} line {line}: {error}.")
        else:
            found[wish.command.id] = wish
    return found, problems


def _entries(path: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    _, root = read_small_yaml(path)
    if root is None:
        return []
    if root.id != "mapping":
        raise ValueError('should hold lines like "call: c"')
    return list(root.value)


def _wish(name: str, node: yaml.Node, line: int) -> _Wish:
    from yaml import Node

    each = BY_ID.get(name)
    if each is None:
        near = difflib.get_close_matches(name, BY_ID, n=1)
        hint = f' (did you mean "{near[0]}"?)' if near else ""
        raise ValueError(f'there is no command "{name}"{hint}')
    if each.numbered:
        raise ValueError(f"{name} keeps its numbers")
    items = node.value if isinstance(node.value, list) else [node]
    texts = [item.value for item in items if isinstance(item, Node)]
    if not texts or not all(isinstance(text, str) and text for text in texts):
        raise ValueError(f"{name} needs a key, or a list of keys")
    keys: list[str] = []
    for text in texts:
        try:
            keys.append(normal_key(text))
        except KeyNameError as error:
            raise ValueError(f"{name} cannot have this key, {error}") from None
    return _Wish(each, ",".join(dict.fromkeys((*keys, *each.fixed.split()))), line)
