"""Writes profiles.yaml into the rep's own folder: readable, checked first, all of it or nothing."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from workstation.method.profiles import Condition, Profile
from workstation.playbook.problem import Problem, spell
from workstation.playbook.resources import playbook_folder
from workstation.playbook.rules import broken_rules

FILE = "profiles.yaml"
_FIRST = ("key", "title", "meaning", "weight", "lowers_by", "field", "fact")
_LIKE_NUMBER = re.compile(r"[-+\d][\d._:+-]*")


def problems_of(profiles: Sequence[Profile]) -> list[Problem]:
    """Return what is wrong with profiles that are not in a file yet."""
    data = {"profiles": msgspec.to_builtins(list(profiles))}
    return [
        Problem(file=FILE, path=spell(each.path), found=each.found, expected=each.expected)
        for each in broken_rules(FILE, data)
    ]


def save_profiles(folder: Path, profiles: Sequence[Profile]) -> Path:
    """Write the profiles under the comment of the file that is there, or of the default's.

    The file as it was stays beside it as profiles.yaml.before. Raises OSError.
    """
    target = folder / FILE
    old = target if target.exists() else playbook_folder() / FILE
    folder.mkdir(parents=True, exist_ok=True)
    before = old.read_text(encoding="utf-8", errors="replace")
    text = "\n".join([*_head(before), *_lines(profiles)]) + "\n"
    if old == target:
        _write(target.with_name(f"{FILE}.before"), before)
    _write(target, text)
    return target


def _write(path: Path, text: str) -> None:
    """Put a text where the file is, in one step."""
    partial = path.with_name(f".{path.name}.part")
    with partial.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            return
        yield line


def _lines(profiles: Sequence[Profile]) -> Iterator[str]:
    yield "profiles:"
    for profile in profiles:
        simple = {"key": profile.key, "title": profile.title, "meaning": profile.meaning}
        yield from _block({name: text for name, text in simple.items() if text}, 2)
        for name in ("criteria", "red_flags", "deal_breakers"):
            conditions: Sequence[Condition] = getattr(profile, name)
            if conditions:
                yield f"    {name}:"
            for each in conditions:
                values = msgspec.to_builtins(each)
                if name == "red_flags":
                    values["lowers_by"] = getattr(each, "lowers_by")  # noqa: B009
                order = sorted(values, key=lambda name: (*_FIRST, name).index(name))
                yield from _block({name: values[name] for name in order}, 6)


def _block(values: dict[str, object], indent: int) -> Iterator[str]:
    start = " " * indent + "- "
    for name, value in values.items():
        yield f"{start}{name}: {_value(value)}"
        start = " " * (indent + 2)


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    import yaml

    if _LIKE_NUMBER.fullmatch(value):
        return f"'{value}'"
    dumped = yaml.safe_dump([value], default_flow_style=True, width=10**9, allow_unicode=True)
    return str(dumped).strip()[1:-1]
