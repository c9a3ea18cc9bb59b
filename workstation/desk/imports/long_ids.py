"""Knows one of Salesforce's identifiers in both its forms: 15 letters, or 18 with a check.

Of the 15 capital and small letters are different letters; three more tell which are capitals.
"""

from functools import lru_cache

SHORT, LONG = 15, 18
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_PART = 5
_KIND = 3
"""The first letters say what a record is: 001 an account, 003 a contact."""


@lru_cache(maxsize=8192)
def long_form(short: str) -> str:
    """Return the 18 letters of an identifier of 15, "" for what cannot be one."""
    if len(short) != SHORT or not (short.isascii() and short.isalnum()):
        return ""
    parts = (short[at : at + _PART] for at in range(0, SHORT, _PART))
    check = (sum(each.isupper() << at for at, each in enumerate(part)) for part in parts)
    return short + "".join(_SIGNS[sum_] for sum_ in check)


def is_long_form(value: str) -> bool:
    """Say whether these are 18 letters of which the last three check the others."""
    return len(value) == LONG and long_form(value[:SHORT]) == value


def other_form(value: str) -> str:
    """Return the form of an identifier that it is not written in, "" where it has only one."""
    if len(value) == SHORT:
        return long_form(value)
    return value[:SHORT] if is_long_form(value) else ""


def of_two_records(one: str, other: str) -> bool:
    """Say whether identifiers of 15 and of 18 letters are of two records of one kind."""
    short, long = sorted((one, other), key=len)
    return (
        is_long_form(long) and long_form(short) not in ("", long) and short[:_KIND] == long[:_KIND]
    )
