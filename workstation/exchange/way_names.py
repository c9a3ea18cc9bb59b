"""Tells by its name whether a column holds email addresses or phone numbers of people."""

import re
from typing import Literal

Way = Literal["email", "phone", "mobile"]

_WHOSE = (
    "(?:person|people|whatsapp|contact|kontakt|lead|primary|main|haupt|secondary|second|other|alternate|"
    "alternative|additional|further|weiteres|weitere|andere|primare|sekundare|zweite|work|business|office|home|personal|private|"
    "privat|direct|professional|verified|geschaftliche?|dienstliche?|personliche?|\\d)*"
)
_WHERE = (
    "(?:work|home|other|private?|personal|business|office|direct|main|pro|professionnel(?:le)?|"
    "perso(?:nnel(?:le)?)?|geschaftlich|dienstlich|buro|bureau|domicile|fixe|travail|"
    "(?:del?)?trabajo|oficina|casa|(?:del?)?domicilio|particular|opwerk|thuis|uff(?:icio)?|abitazione)?"
)
_END = r"(?:\d{1,2})?(?:value|address|adresse)?"
_EMAIL = (
    "(?:e?mails?(?:address(?:es)?|adressen?|adres|id)?|courriel|electronicmail|epost(?:adress)?|"
    "adresse(?:e?mail|electronique|courriel|de(?:messagerie|courriel))|"
    "(?:direcciondel?)?correo(?:electronico)?|indirizzo(?:di)?(?:email|postaelettronica))"
)
_PHONE = (
    "(?:(?:tele)?phones?|telefon|telefone|telefono|telefoon|tlf|tel|fon|rufnummer|festnetz|landline|durchwahl|"
    "directdial|directline)(?:numbers?|nummern?|numeros?|num|no|nr)?"
)
_CELL = (
    "(?:mobile?l?|mobiele?|cell|cellular|cellulare|handy|portable|movil|celular|gsm|natel|iphone)"
)

_PATTERNS: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("email", re.compile(f"{_WHOSE}{_EMAIL}(?:mobile|{_WHERE}){_END}")),
    (
        "mobile",
        re.compile(f"{_WHOSE}{_CELL}(?:{_PHONE}|number|nummer|numero|no|nr)?{_WHERE}{_END}"),
    ),
    ("mobile", re.compile(f"{_WHOSE}{_PHONE}{_CELL}{_WHERE}{_END}")),
    ("phone", re.compile(f"{_WHOSE}{_PHONE}{_WHERE}{_END}")),
)
_CUSTOM = re.compile(r"(e-?mail|phone) \((?!\d+\))([^()]+)\)", re.IGNORECASE)
_NO_WAY = re.compile(
    r"fax|pager|assistant|company|main\b|switchboard|callback|radio|tty|tdd", re.IGNORECASE
)
_LABEL = re.compile(r"(.+ \d+ - )(?:Label|Type)", re.IGNORECASE)


def way_of(name: str) -> Way | None:
    """Return what a column of this squashed name holds: `workemail`, `phonehome`, `cellphone`.

    Fax and pager numbers, and the numbers of companies and assistants, are none of these.
    """
    return next((way for way, pattern in _PATTERNS if pattern.fullmatch(name)), None)


def custom_way_of(column: str) -> Way | None:
    """Return what a column with somebody's own label in brackets holds: `Email (boat)`."""
    found = _CUSTOM.fullmatch(column)
    if found is None or _NO_WAY.search(found[2]):
        return None
    return "phone" if found[1].casefold() == "phone" else "email"


def labelled(name: str) -> str | None:
    """Return the column that a column such as `Phone 1 - Label` speaks of, None for another."""
    found = _LABEL.fullmatch(name)
    return f"{found[1]}Value" if found else None
