"""Rules that several files of the playbook share: keys once, keys all there, names in braces."""

from collections.abc import Iterator

from workstation.method.flow import PLACEHOLDERS, placeholders
from workstation.playbook.problem import Path, did_you_mean, shown
from workstation.playbook.shape import Difference

Block = dict[str, object]


def blocks_of(data: Block, name: str) -> list[Block]:
    """Return the blocks of the list under a name."""
    found = data.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def unique(blocks: list[Block], path: Path, field: str) -> Iterator[Difference]:
    """Check that no two blocks have the same value in a field."""
    first: dict[object, int] = {}
    for index, block in enumerate(blocks):
        value = block.get(field)
        if value in first:
            other = blocks[first[value]].get("key")
            found = (
                f"{shown(value)}, which '{other}' has already"
                if field != "key"
                else (f"{shown(value)} a second time")
            )
            yield Difference((*path, index, field), found, f"each {field} once")
        elif value is not None:
            first[value] = index


def all_there(blocks: list[Block], name: str, needed: tuple[str, ...]) -> Iterator[Difference]:
    """Check that every key needed is among the blocks of a list."""
    missing = [key for key in needed if key not in {block.get("key") for block in blocks}]
    if missing:
        found = "without " + ", ".join(f"'{key}'" for key in missing)
        yield Difference((name,), found, f"all of {', '.join(needed)}")


def known_braces(data: object, path: Path) -> Iterator[Difference]:
    """Check that every name in braces, however deep in the values, can be filled in."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from known_braces(value, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from known_braces(item, (*path, index))
    elif isinstance(data, str):
        for name in sorted(placeholders(data) - set(PLACEHOLDERS)):
            known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            near = did_you_mean(PLACEHOLDERS, name)
            yield Difference(path, f"text with {{{name[:40]}}}", f"one of {known}{near}")
