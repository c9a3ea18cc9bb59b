"""Brings the names of columns to one spelling, so that `Billing City` and BILLINGCITY are one."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from workstation.exchange.other_tongues import in_english

_SECOND = re.compile(r"(.*) \(\d+\)")


@lru_cache(maxsize=8192)
def squashed(name: str) -> str:
    """Return a column name as the synonyms are written: lower case, letters and digits only.

    Accents are off, and so is a trailing `__c`, Salesforce's mark of a custom field; the names of
    Pipedrive are said in English.
    """
    if " - " in name:
        name = in_english(name)
    plain = unicodedata.normalize("NFKD", name.casefold().removesuffix("__c"))
    return "".join(letter for letter in plain if letter.isalnum())


def without_repeats(columns: Sequence[str]) -> list[str]:
    """Leave out the second of two columns of one name, as the readers number them: `Phone (2)`."""
    plain = {name.casefold() for name in columns}
    return [
        name
        for name in columns
        if not ((found := _SECOND.fullmatch(name)) and found[1].casefold() in plain)
    ]


def repeated(column: str) -> str:
    """Return the name that a numbered one repeats (`Phone` of `Phone (2)`), "" for none."""
    found = _SECOND.fullmatch(column)
    return found[1] if found else ""
