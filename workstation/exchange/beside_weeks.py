"""Finds the day a list names beside a week: `Fr KW 49`, `KW 49, Mi 10:30`, `Anfang KW 49`."""

import re

_DAYS = (
    "monday mon montag lundi lunes lunedì lunedi måndag mån mandag maandag maanantai",
    "tuesday tues tue dienstag mardi martes martedì martedi tisdag tirsdag dinsdag tiistai",
    "wednesday weds wed mittwoch mercredi miércoles miercoles mercoledì onsdag woensdag",
    "thursday thurs thur thu donnerstag jeudi jueves giovedì torsdag donderdag torstai",
    "friday fri freitag vendredi viernes venerdì fredag vrijdag perjantai",
    "saturday sat samstag sonnabend samedi sábado sabato lördag lørdag zaterdag lauantai",
    "sunday sun sonntag dimanche domingo domenica söndag søndag zondag sunnuntai",
)
_LETTERS = ("mo", "di", "mi", "do", "fr", "sa", "so")
"""Words too (`so bald wie möglich`): they count written large, or with nothing behind them."""
_PARTS = {
    1: "anfang begin beginning start early début inicio principios inizio början begynnelsen",
    3: "mitte mid middle milieu mediados metà mitten midden midten",
    5: "ende end late fin finales fine slutet slutten slutningen eind einde",
}
_NUMBERS = {name: at for at, names in enumerate(_DAYS, 1) for name in names.split()}
_NUMBERS |= {name: at for at, name in enumerate(_LETTERS, 1)}
_NUMBERS |= {name: at for at, names in _PARTS.items() for name in names.split()}

_LONG = "|".join(name for names in _DAYS for name in names.split())
_SHORT = "|".join(_LETTERS)
_LARGE = "|".join(form(name) for name in _LETTERS for form in (str.title, str.upper))
PART = "|".join(sorted(" ".join(_PARTS.values()).split(), key=len, reverse=True))
"""The words for a part of a week or of a month, in lower case."""
_CLEAR = rf"(?:(?i:{_LONG})|{_LARGE})\b"
_NAME = rf"(?:{_CLEAR}|(?i:{_SHORT})(?=\.|\s*(?:\Z|[,;:()/–—-]|\d)))"
_OR = r"\.?(?: ?[/–—-] ?| (?:oder|or|und|and|bis|to) )"
_OF = r"(?i:(?:of|of the|in|in der|der|von|de|de la|di|della|av|i|af|van|van de) )?"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<name>{_CLEAR})(?:{_OR}{_CLEAR})*\.?(?:,? |,){_OF}|"
    rf"(?P<part>(?i:{PART}))(?: {_OF}|-))\Z|"
    rf"(?:\A|[,;(] ?)(?P<small>(?i:mo|di|mi|fr|sa))\.?,? {_OF}\Z"
)
_BEHIND = re.compile(
    r"\s?[,;:(–—-]?\s?(?:am |on )?(?:"
    rf"(?P<name>{_NAME})(?:{_OR}{_NAME})*(?:\.?,? (?:um |at )?(?P<time>\d{{1,2}}:\d\d)(?!\d))?|"
    rf"(?P<part>(?i:{PART}))(?=\s*(?:\Z|[,;.:()–—-])))"
)


def day_beside(before: str, behind: str) -> tuple[int, str]:
    """Return the day of the week named next to a week, 1 (Monday) to 7, and the time with it.

    ``before`` and ``behind`` are what stands on its two sides. The begin, middle and end of a week
    are its Monday, Wednesday and Friday; of several days the first is meant. 0 for none, "" for no
    time.
    """
    if found := _BEHIND.match(behind):
        return _number(found["name"] or found["part"]), found["time"] or ""
    if found := _BEFORE.search(before):
        return _number(found["name"] or found["part"] or found["small"]), ""
    return 0, ""


def _number(name: str) -> int:
    return _NUMBERS[name.casefold()]
