"""Typed rows of the desk as the JSON shapes other programs rely on."""

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from workstation.desk.changed import Changed

Shape = dict[str, object]


def shape(row: object) -> Shape:
    """Return a typed row's fields by name; a trailing underscore is dropped."""
    if isinstance(row, msgspec.Struct):
        names = row.__struct_fields__
    elif is_dataclass(row):
        names = tuple(field.name for field in fields(row))
    else:
        raise TypeError(row)
    return {name.rstrip("_"): getattr(row, name) for name in names}


def changed_shape(changed: "Changed") -> Shape:
    """Return what a recorded action did: action, title, accounts, advice."""
    return {
        "action": changed.action,
        "title": changed.title,
        "accounts": changed.accounts,
        "advice": changed.advice,
    }
