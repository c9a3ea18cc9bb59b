"""The text of profiles.yaml for profiles that were changed in the program: readable, checked."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from workstation.method.profiles import Condition, Profile
from workstation.playbook.problem import Path
from workstation.playbook.resources import playbook_folder
from workstation.playbook.rules import broken_rules

FILE = "profiles.yaml"
_FIRST = ("key", "title", "meaning", "weight", "lowers_by", "field", "fact")
_LIKE_NUMBER = re.compile(r"[-+\d][\d._:+-]*")


def complaints(profiles: Sequence[Profile]) -> list[str]:
    """Return what is wrong with profiles that are not in a file yet, by their titles."""
    data = {"profiles": msgspec.to_builtins(list(profiles))}
    return [
        f"{_where(profiles, each.path)}{each.found}; expected {each.expected}."
        for each in broken_rules(FILE, data)
    ]


def _where(profiles: Sequence[Profile], path: Path) -> str:
    """Return the titles a path leads by, and what stands at its end."""
    steps = [each for each in path if isinstance(each, int)]
    if not steps:
        return ""
    said = profiles[steps[0]].title
    if len(steps) > 1:
        said += f", “{getattr(profiles[steps[0]], str(path[2]))[steps[1]].title}”"
    names = [str(each) for each in path[4:] if isinstance(each, str)]
    return f"{said}: {names[0]} is " if names else f"{said}: "


def profiles_text(before: str | None, profiles: Sequence[Profile]) -> str:
    """Return the profiles under the comment of the file ``before``, or of the default's."""
    if before is None:
        before = (playbook_folder() / FILE).read_text(encoding="utf-8")
    return "\n".join([*_head(before), *_lines(profiles)]) + "\n"


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
