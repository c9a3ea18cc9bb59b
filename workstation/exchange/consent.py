"""Reads the columns in which tools keep whether somebody may be contacted."""

import re

from workstation.exchange.squashing import squashed
from workstation.exchange.values import yes_no

_MAY = re.compile(
    r"(?:re)?subscribed|(?:double )?opt(?:ed)?[ -]?in|consent(?:ed)?(?: given)?|"
    r"marketing(?: contact)?|active|allowed|granted|confirmed|not set|angemeldet|abonne|inscrit|"
    r"suscrito|valid|verified|unverified|guessed|likely(?: to engage)?|catch[- ]?all|"
    r"accept[- ]?all|risky|extrapolated|unavailable|deliverable|delivered|sent|opened|clicked|"
    r"ok|good|primary|implied|explicit|implicit|express|pending(?: confirmation)?",
    re.IGNORECASE,
)
_BOUNCED = re.compile(r"bounce|undeliverable|invalid", re.IGNORECASE)

PERMISSIONS = frozenset(
    """subscribed issubscribed emailsubscribed newslettersubscribed subscribedtonewsletter optedin
    optin emailoptin hasoptedin emailoptedin consent emailconsent marketingconsent gdprconsent
    consentgiven permissiontoemail mayemail permissiontocall callconsent phoneconsent oktocall
    maycall okaytocall permissiontocontact einwilligung werbeeinwilligung""".split()
)
"""Squashed names of columns in which `no` is the refusal and `yes` is none."""

WHOLLY = frozenset(
    """donotcontact dnc blacklisted blacklist isblacklisted blocklisted gesperrt sperrvermerk
    werbesperre donotdisturb keinewerbung werbeverbot globaloptout globallyoptedout
    permissiontocontact einwilligung""".split()
)
"""Squashed names of columns whose refusal is of calls and of email."""


def may_be_contacted(said: str) -> bool:
    """Say whether words in a column of refusals (`Subscribed`) are no refusal.

    Words nobody knows, or that leave it open, are taken for one: a file may only add protection.
    """
    return _MAY.fullmatch(said.strip()) is not None


def has_bounced(said: str) -> bool:
    """Say whether words in a column of refusals say that mail came back."""
    return _BOUNCED.search(said) is not None


def refuses(column: str, said: str) -> bool:
    """Say whether a cell of a column of refusals, or of permissions, protects; an empty one no."""
    if not said:
        return False
    told = yes_no(said)
    if isinstance(told, bool):
        return told is not (squashed(column) in PERMISSIONS)
    return not may_be_contacted(said)
