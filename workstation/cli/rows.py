"""Typed rows of the desk as the JSON shapes other programs rely on."""

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.desk.changed import Changed

Shape = dict[str, object]


def shape(row: object) -> Shape:
    """Return a typed row's fields by name; a trailing underscore is dropped."""
    if not is_dataclass(row):
        raise TypeError(row)
    return {field.name.rstrip("_"): getattr(row, field.name) for field in fields(row)}


def changed_shape(changed: "Changed") -> Shape:
    """Return what a recorded action did: action, title, accounts, advice."""
    return {
        "action": changed.action,
        "title": changed.title,
        "accounts": changed.accounts,
        "advice": changed.advice,
    }
