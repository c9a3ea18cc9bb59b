"""Profiles in a few words, for tests."""

from typing import Any

import msgspec

from workstation.method.profiles import Condition, Criterion, Profile, RedFlag


def criterion(key: str, weight: int = 1, **test: Any) -> Criterion:
    """Return a criterion; without a test it asks for a fact of its name that says yes."""
    return _made(Criterion, key, {"weight": weight, **test})


def flag(key: str, lowers_by: int = 20, **test: Any) -> RedFlag:
    """Return a red flag on a fact of its name."""
    return _made(RedFlag, key, {"lowers_by": lowers_by, **test})


def breaker(key: str, **test: Any) -> Condition:
    """Return a deal breaker on a fact of its name."""
    return _made(Condition, key, test)


def _made(kind: Any, key: str, values: dict[str, Any]) -> Any:
    if "field" not in values and "fact" not in values:
        values["fact"] = key
    if values.keys() <= {"weight", "lowers_by", "field", "fact"}:
        values["yes"] = True
    return msgspec.convert({"key": key, "title": f"The {key}", **values}, kind)


def profile(*conditions: Condition, key: str = "core") -> Profile:
    """Return a profile of these conditions, each in its place by its kind."""
    return Profile(
        key=key,
        title=key.title(),
        criteria=[each for each in conditions if isinstance(each, Criterion)],
        red_flags=[each for each in conditions if isinstance(each, RedFlag)],
        deal_breakers=[each for each in conditions if type(each) is Condition],
    )
