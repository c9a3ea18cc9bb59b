"""Reads the words tools use for whether somebody may be contacted."""

import re

_MAY = re.compile(
    r"(?:re)?subscribed|(?:double )?opt(?:ed)?[ -]?in|consent(?:ed)?(?: given)?|"
    r"marketing(?: contact)?|active|allowed|granted|confirmed|no consent|unknown|not set|never|"
    r"archived|angemeldet|abonne|inscrit|suscrito",
    re.IGNORECASE,
)


def may_be_contacted(said: str) -> bool:
    """Say whether words in a column of refusals (`Subscribed`) are no refusal.

    Words nobody knows are taken for one, since a file may only add protection.
    """
    return _MAY.fullmatch(said.strip()) is not None
