"""Every way in which values from a file differ from the type they should have, with the place.

msgspec converts in microseconds and stops at the first mistake; this walks on and finds them all.
It runs only when there is something to explain.
"""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import inspect

from workstation.playbook.problem import Path, nearest, one_of, shown

_LISTS = (inspect.ListType, inspect.VarTupleType)


class Difference(NamedTuple):
    """A place, what was found there and what was expected."""

    path: Path
    found: str
    expected: str


def differences(data: object, type_: type) -> Iterator[Difference]:
    """Compare plain values with a msgspec type and yield every difference."""
    yield from _compare(data, inspect.type_info(type_), ())


def _compare(data: object, type_: inspect.Type, path: Path) -> Iterator[Difference]:
    if isinstance(type_, inspect.UnionType):
        choices = [t for t in type_.types if not isinstance(t, inspect.NoneType)]
        if data is None and len(choices) < len(type_.types):
            return
        for choice in choices:
            if not any(_compare(data, choice, path)):
                return
        if len(choices) == 1:
            yield from _compare(data, choices[0], path)
        else:
            yield Difference(path, shown(data), " or ".join(_name(t) for t in choices))
    elif isinstance(type_, inspect.StructType) and isinstance(data, dict):
        yield from _block(data, type_, path)
    elif isinstance(type_, _LISTS) and isinstance(data, list):
        for index, item in enumerate(data):
            yield from _compare(item, type_.item_type, (*path, index))
    elif isinstance(type_, inspect.DictType) and isinstance(data, dict):
        for key, value in data.items():
            yield from _key(key, type_.key_type, (*path, key))
            yield from _compare(value, type_.value_type, (*path, key))
    elif not _is(data, type_):
        expected = (
            one_of(type_.values, data) if isinstance(type_, inspect.LiteralType) else _name(type_)
        )
        yield Difference(path, shown(data), expected)


def _block(data: dict[str, object], type_: inspect.StructType, path: Path) -> Iterator[Difference]:
    fields = {field.name: field for field in type_.fields}
    missing = [name for name in fields if name not in data]
    for key, value in data.items():
        if key in fields:
            yield from _compare(value, fields[key].type, (*path, key))
            continue
        meant = nearest(missing, key) or nearest(fields, key)
        if meant in missing:
            missing.remove(meant)
        expected = one_of(fields) + (f" (did you mean '{meant}'?)" if meant else "")
        yield Difference((*path, key), "an unknown key", expected)
    for name in missing:
        if fields[name].required:
            yield Difference((*path, name), "missing", _name(fields[name].type))


def _key(key: object, type_: inspect.Type, path: Path) -> Iterator[Difference]:
    if isinstance(type_, inspect.LiteralType) and key not in type_.values:
        yield Difference(path, "an unknown key", one_of(type_.values, key))


def _is(data: object, type_: inspect.Type) -> bool:
    if isinstance(type_, inspect.LiteralType):
        return isinstance(data, str | int) and data in type_.values
    if isinstance(type_, inspect.BoolType):
        return isinstance(data, bool)
    if isinstance(type_, inspect.IntType):
        return isinstance(data, int) and not isinstance(data, bool)
    if isinstance(type_, inspect.FloatType):
        return isinstance(data, int | float) and not isinstance(data, bool)
    return isinstance(type_, inspect.StrType) and isinstance(data, str)


def _name(type_: inspect.Type) -> str:
    if isinstance(type_, inspect.StructType):
        needed = [field.name for field in type_.fields if field.required]
        return "a block of keys" + (f" with {', '.join(needed)}" if needed else "")
    if isinstance(type_, inspect.LiteralType):
        return one_of(type_.values)
    if isinstance(type_, inspect.UnionType):
        names = [_name(t) for t in type_.types if not isinstance(t, inspect.NoneType)]
        return " or ".join(names)
    for kind, name in (
        (_LISTS, "a list ('- ' before each entry)"),
        (inspect.DictType, "a block of keys"),
        (inspect.BoolType, "true or false"),
        (inspect.IntType, "a whole number"),
        (inspect.FloatType, "a number"),
    ):
        if isinstance(type_, kind):
            return name
    return "text (in quotes when it looks like a number)"
