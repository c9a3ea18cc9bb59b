"""Reads the columns in which tools keep whether somebody may be contacted."""

import re

from workstation.exchange.squashing import squashed
from workstation.exchange.values import yes_no

_MAY = re.compile(
    r"(?:re)?subscribed|(?:double )?opt(?:ed)?[ -]?in|consent(?:ed)?(?: given)?|"
    r"marketing(?: contact)?|active|allow(?:ed)?|granted|confirmed|not set|angemeldet|abonne|"
    r"inscrit|suscrito|valid|verified|unverified|guessed|likely(?: to engage)?|catch[- ]?all|"
    r"accept[- ]?all|risky|extrapolated|unavailable|deliverable|delivered|sent|opened|clicked|"
    r"ok|good|primary|implied|explicit|implicit|express|pending(?: confirmation)?|clear|"
    r"not (?:registered|listed|found|on (?:the )?list)",
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
    permissiontocontact einwilligung donotcontactflag nepascontacter nepasdemarcher nocontactar
    nichtkontaktieren kontaktsperre kontaktverbot sperre kundensperre nietbenaderen
    nietcontacteren noncontattare kontaktaej robinsonliste""".split()
)
"""Squashed names of columns whose refusal is of calls and of email."""

_PERMISSION = re.compile(
    r".*(?:consent|consentimiento|consenso|einwilligung|zustimmung|toestemming|samtycke|(?<!ad)optin).*|"
    r"(?:ok|okay|may|can|allowed|permission|agreed|agrees|happy)(?:i|we|is)?(?:to)?(?:be)?"
    r"(?:contact|call|phone|e?mail).*"
)
_REFUSAL = re.compile(
    r"(?:(?:has|is)?optedoutof|unsubscribedfrom|donotallow|donotbulk)(?P<what>.+)"
)
_NO_ANSWER = re.compile(
    r".*(?:date|time|(?:ed|given)(?:at|on)|by|source|text|version|reason|method|address|ip)"
)
_BY_MAIL = re.compile(r"e?mails?(?!ing)|newsletter|marketing|optin")
_BY_PHONE = re.compile(r"call|phone|sms|tel(?:e|ef)|anruf")


def permission(name: str) -> str:
    """Return what a column of this squashed name asks leave for, "" for none.

    `phone`, `email` or `all`: in such a column `no` is the refusal.
    """
    if not _PERMISSION.fullmatch(name) or _NO_ANSWER.fullmatch(name):
        return ""
    if _BY_PHONE.search(name):
        return "phone"
    return "email" if _BY_MAIL.search(name) else "all"


def refusal(name: str) -> str:
    """Return what a column of this squashed name forbids, "" for none.

    `phone` or `email`, as `Opted out of email: One to One` and `Do not allow Phone Calls`; fax and
    letters are neither.
    """
    found = _REFUSAL.fullmatch(name)
    if found is None or _NO_ANSWER.fullmatch(name):
        return ""
    if _BY_PHONE.search(found["what"]):
        return "phone"
    return "email" if _BY_MAIL.search(found["what"].replace("postalmail", "")) else ""


def asks_leave(column: str) -> bool:
    """Say whether `no` is the refusal in a column, and `yes` leave to be remembered."""
    name = squashed(column)
    return name in PERMISSIONS or permission(name) != ""


def is_whole(column: str) -> bool:
    """Say whether the refusal in a column is of calls and of email."""
    name = squashed(column)
    return name in WHOLLY or permission(name) == "all"


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
        return told is not asks_leave(column)
    return not may_be_contacted(said)
