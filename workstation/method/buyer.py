"""Where a buyer stands: how interested, how urgent, how far on their way to buying."""

import msgspec


class Level(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One level of a scale, with the rule by which two people choose the same."""

    key: str
    title: str
    rule: str = ""


class BuyerScales(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The three scales a rep sets during a call, each from the least to the most."""

    interest: list[Level]
    urgency: list[Level]
    stage: list[Level]


SCALES: tuple[str, ...] = ("interest", "urgency", "stage")
"""The names of the scales."""


def scale_of(scales: BuyerScales, name: str) -> list[Level]:
    """Return a scale by its name, one of SCALES."""
    return {"interest": scales.interest, "urgency": scales.urgency, "stage": scales.stage}[name]


def following(scale: list[Level], key: str) -> str:
    """Return the level after one; after the last, and from an unknown one, "" and the first."""
    keys = ["", *(each.key for each in scale)]
    at = keys.index(key) if key in keys else 0
    return keys[(at + 1) % len(keys)]


def title_of(scale: list[Level], key: str | None) -> str:
    """Return a level's title; the key itself when the playbook has lost it, "" for none."""
    return next((each.title for each in scale if each.key == key), key or "")
