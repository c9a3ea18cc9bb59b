"""What all accounts answered to one question, in a handful of figures."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from workstation.method.text import clean_line, folded

MOST_VALUES = 8
"""Different answers a report lists; months are never left out."""

_AMOUNT = re.compile(
    r"(?:[A-Z]{3}\s?|[$€£¥₹]\s?)?\d(?:[\d.,' ]*\d)?"
    r"(?:\s?(?:k|m|mm|mn|mio|bn|thousand|million|billion)\b)?(?:\s?(?:[A-Z]{3}\b|[$€£¥₹]))?"
)
_ENDS = ".!?,;: "


class Share(msgspec.Struct, frozen=True):
    """One answer and how many accounts gave it; ``percent`` is of those read."""

    value: str
    number: int
    percent: int


class Figures(msgspec.Struct, frozen=True):
    """The spread of numbers or amounts (whole units of ``currency``, None for plain numbers)."""

    number: int
    least: float
    lower: float
    median: float
    upper: float
    most: float
    currency: str | None


class Report(msgspec.Struct, frozen=True):
    """What is known of one question; an account counts once, with its newest answer.

    ``accounts`` have answered, ``unanswered`` have not (duplicates left out); ``answers`` counts
    older ones too. ``read`` is how many were looked at, ``unread`` how many of them could not be
    read as what the question asks for. ``values`` are the answers by number: all of the choices,
    months for a date, the commonest of the texts; ``figures`` is there for numbers and money.
    """

    question: str
    text: str
    kind: str
    accounts: int
    unanswered: int
    answers: int
    read: int
    unread: int
    values: list[Share]
    figures: Figures | None = None


def counted(
    kind: str, choices: Sequence[str], said: Iterable[str], currency: str
) -> tuple[list[Share], Figures | None, int]:
    """Return the values, the figures and how many answers could not be read as their kind."""
    answers = [clean_line(each) for each in said]
    if kind in ("number", "money"):
        figures, read = _figures(answers, currency if kind == "money" else None)
        return [], figures, len(answers) - read
    if kind == "date":
        months = Counter(month for each in answers if (month := _month(each)))
        return _shares(sorted(months.items())), None, len(answers) - months.total()
    values = _alike(answers)
    if kind == "yes_no":
        choices = ("yes", "no")
    if not choices:
        return _shares(values.most_common(MOST_VALUES), len(answers)), None, 0
    named = {folded(choice): choice for choice in choices}
    known = Counter(dict.fromkeys(choices, 0))
    for value, number in values.items():
        if kind == "yes_no" and (meant := _yes_no(value)):
            known[meant] += number
        elif (same := folded(value)) in named:
            known[named[same]] += number
    others = len(answers) - known.total()
    return _shares(list(known.items()), len(answers)), None, others


def say_month(month: str) -> str:
    """Return "2026-03" as "Mar 2026"; anything else as it is."""
    try:
        return f"{date.fromisoformat(f'{month}-01'):%b %Y}"
    except ValueError:
        return month


def _shares(values: Iterable[tuple[str, int]], whole: int = 0) -> list[Share]:
    pairs = list(values)
    whole = whole or sum(number for _, number in pairs)
    return [Share(value, number, round(100 * number / (whole or 1))) for value, number in pairs]


def _alike(answers: Sequence[str]) -> Counter[str]:
    """Count answers alike but for capitals, accents and a full stop as one, named by the newest."""
    named: dict[str, str] = {}
    found: Counter[str] = Counter()
    for answer, number in Counter(answers).items():
        found[named.setdefault(folded(answer).rstrip(_ENDS), answer)] += number
    return found


def _yes_no(value: str) -> str:
    from workstation.exchange.values import Unreadable, yes_no

    first = folded(value).split(" ")[0].strip(_ENDS)
    read = yes_no(first) if first else Unreadable("")
    return "" if isinstance(read, Unreadable) else ("yes" if read else "no")


def _month(answer: str) -> str:
    from workstation.exchange.values import Unreadable, day

    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", answer, re.ASCII):
        return answer
    read = day(answer)
    return "" if isinstance(read, Unreadable) else read.isoformat()[:7]


def _figures(answers: Sequence[str], currency: str | None) -> tuple[Figures | None, int]:
    """Return the spread and how many answers are in it; amounts of the commonest currency only."""
    from statistics import quantiles

    read = [found for each in answers if (found := _amount(each, currency)) is not None]
    if not read:
        return None, 0
    main = Counter(each[1] for each in read).most_common(1)[0][0] if currency else None
    values = sorted(value for value, own in read if not currency or own == main)
    spread = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    low, middle, high = spread
    figures = Figures(len(values), values[0], low, middle, high, values[-1], main)
    return figures, len(values)


def _amount(answer: str, currency: str | None) -> tuple[float, str | None] | None:
    """Read the one number an answer holds, "about 60 000 a year"; None for none or several."""
    from workstation.exchange.amounts import Money, minor_digits, money

    read = money(answer, currency)
    if not isinstance(read, Money):
        found = _AMOUNT.findall(answer)
        if len(found) != 1:
            return None
        read = money(found[0], currency)
        if not isinstance(read, Money):
            return None
    return read.minor / 10 ** minor_digits(read.currency), read.currency
