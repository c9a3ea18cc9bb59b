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
    nietcontacteren noncontattare kontaktaej robinsonliste contactrestrictions
    contactrestriction""".split()
)
"""Squashed names of columns whose refusal is of calls and of email."""

_LEAVE = (
    r"(?:consent|consentimiento|consenso|einwilligung|zustimmung|toestemming|samtycke|"
    r"(?<!ad)optin)"
)
_ASKED = (
    rf"(?:{_LEAVE}|(?:permission|allowed|ok(?:ay)?)(?:to)?(?:be)?(?:contact|call|phone|e?mail))"
)
_PERMISSION = re.compile(
    rf".*{_LEAVE}.*|"
    r"(?:(?:ok|okay|can|allowed|permission|agreed|agrees|happy)(?:i|we|is)?(?:to)?(?:be)?|"
    r"may(?:(?:i|we)(?:be)?|be))(?:contact|call|phone|e?mail).*|maycontact(?!s).*"
)
_GONE = re.compile(
    r".*(?<!not)(?:withdr[ae]w|revo[ck]|refus|reject|declin|deni(?:ed|al)|deny|nolonger|missing|"
    r"(?<![bs])lack|lapsed|expired|cancel|remov|widerruf|entzogen|zuruckgezogen|verweiger|abgelehnt|"
    r"abgelaufen|fehl(?:t|end)|retir(?!e?ment)|ritirat|rechaz|negad|negat|ingetrokken|geweiger|aterkall|"
    r"nekad|(?:not|never|nicht|pas|non|no)(?:yet)?(?:given|granted|obtained|received|valid|erteilt|"
    r"donne|dado|dato|gegeven)).*|"
    r"(?:(?:has|have|is|gave|with)?(?:no|not|non|never|without)|hat(?=kein)|"
    r"(?:hat)?keine?|ohne|sans|pasde|sin|senza|geen|ingen|inget)"
    r"(?:longer|valid|active|current|explicit|written|any|e?mail|phone|call|sms|marketing|werbe|"
    r"newsletter|gdpr|dsgvo|data|double|to|for|of|a)*"
    rf"{_ASKED}.*"
)
_WANTED = re.compile(
    r".*(?:need|requir|request|pending|erforderlich|notig|benotigt|requis|necesari|nodig)"
    r"(?!.*(?:given|granted)).*"
)
_REFUSAL = re.compile(
    r"(?:(?:has|is)?optedoutof|unsubscribedfrom|donotallow|donotbulk)(?P<what>.+)"
)
_OUT_BY_WAY = re.compile(
    r"(?:has|is)?((?:e?mail|newsletter|phone|telephone|call|mobile|sms)s?)(?:marketing)?"
    r"opt(?:ed)?outs?"
)
"""`Call opted out`, `SMS opt out`."""
_COUNT = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_ONE_OR_NONE = re.compile(r"[+-]?0*[01]?(?:[.,]0+)?", re.ASCII)
_WORDLESS = re.compile(r"(?=.*[1-9])[\d\s.,:/+\-TZ%]+", re.ASCII)
_NO_ANSWER = re.compile(
    r".*(?:date|time|(?:ed|given)(?:at|on)|by|source|text|version|reason|method|address|ip)"
)
_BY_MAIL = re.compile(r"e?mails?(?!ing)|newsletter|marketing|optin")
_BY_PHONE = re.compile(r"call|phone|sms|tel(?:e|ef)|anruf")


def permission(name: str) -> str:
    """Return what a column of this squashed name asks leave for, "" for none.

    `phone`, `email` or `all`: in such a column `no` is the refusal. One that says leave is gone
    (`Consent withdrawn`) or still to be had (`Consent needed`) asks for none.
    """
    if not _PERMISSION.fullmatch(name) or _NO_ANSWER.fullmatch(name):
        return ""
    return "" if _GONE.fullmatch(name) or _WANTED.fullmatch(name) else _way(name)


def refusal(name: str) -> str:
    """Return what a column of this squashed name forbids, "" for none.

    `phone` or `email`, as `Opted out of email: One to One` and `Do not allow Phone Calls`; fax and
    letters are neither. Leave that is gone forbids what it was for, `all` for `Consent withdrawn`.
    """
    if _NO_ANSWER.fullmatch(name):
        return ""
    if _GONE.fullmatch(name) and re.search(_ASKED, name):
        return _way(name)
    if way := _OUT_BY_WAY.fullmatch(name):
        return "email" if _BY_MAIL.search(way[1]) else "phone"
    found = _REFUSAL.fullmatch(name)
    if found is None:
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
    return name in WHOLLY or "all" in {permission(name), refusal(name)}


def _way(name: str) -> str:
    if _BY_PHONE.search(name):
        return "phone"
    return "email" if _BY_MAIL.search(name) else "all"


def is_count(cell: str) -> bool:
    """Say whether a cell is a number other than 0 and 1, which answers no question."""
    said = cell.strip()
    return _COUNT.fullmatch(said) is not None and _ONE_OR_NONE.fullmatch(said) is None


def may_be_contacted(said: str) -> bool:
    """Say whether words in a column of refusals (`Subscribed`) are no refusal.

    Words nobody knows, or that leave it open, are taken for one: a file may only add protection.
    """
    return _MAY.fullmatch(said.strip()) is not None


def has_bounced(said: str) -> bool:
    """Say whether words in a column of refusals say that mail came back."""
    return _BOUNCED.search(said) is not None


def refuses(column: str, said: str) -> bool:
    """Say whether a cell of a column of refusals, or of permissions, protects; an empty one no.

    Where leave is asked for a number or a day denies none; words nobody knows do.
    """
    if not said:
        return False
    told = yes_no(said)
    if isinstance(told, bool):
        return told is not asks_leave(column)
    if asks_leave(column) and _WORDLESS.fullmatch(said):
        return False
    return not may_be_contacted(said)
