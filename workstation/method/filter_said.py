"""A filter said back: in plain words for people, and as text that reads as the same filter."""

from typing import assert_never

from workstation.method.filter_days import said_count, said_period
from workstation.method.filter_places import country_among
from workstation.method.filter_tree import (
    During,
    Either,
    Every,
    Filter,
    Has,
    Not,
    Number,
    OneOf,
    Period,
    Said,
    Text,
    Untouched,
    Words,
)
from workstation.method.filter_words import Known, title_of
from workstation.method.zones import country_names

_THINGS = {
    "phone": "a phone number",
    "email": "an email address",
    "contact": "a contact",
    "step": "a next step",
    "opportunity": "an opportunity",
    "cadence": "a cadence under way",
    "fit": "a fit",
    "touch": "a touch",
    "lead": "the mark of a lead",
    "domain": "a domain",
}
_NOT_THINGS = {"touch": "never touched", "fit": "fit not known", "lead": "not a lead"}
_DAYS = {
    "touched": "last touched",
    "created": "entered",
    "step": "next step due",
    "lead": "became a lead",
    "bin_since": "moved to its bin",
}
_TEXTS = {
    "city": "city",
    "region": "region",
    "industry": "industry",
    "title": "somebody’s title",
    "name": "name",
    "domain": "domain",
    "note": "note",
    "fact": "a fact",
}
_CHOICES = {
    "bin": "in",
    "country": "in",
    "source": "source",
    "role": "somebody is",
    "opportunity": "opportunity",
    "cadence": "cadence",
    "answered": "answered",
    "objection": "objection",
}


def explain(part: Filter, known: Known) -> str:
    """Return what a filter means, in plain words: "tier 1, in the Nordics, untouched 30 days"."""
    if isinstance(part, Every) and not part.parts:
        return "all accounts"
    return _said(part, known, inner=False)


def _said(part: Filter, known: Known, *, inner: bool = True) -> str:
    match part:
        case Words():
            return f"“{part.text}”" if part.exact else _words(part.text, inner=inner)
        case Number():
            return _number(part)
        case OneOf():
            return _choice(part, known)
        case Text():
            verb = "is" if part.field == "region" else "has"
            return f"{_TEXTS[part.field]} {verb} “{part.text}”"
        case Said():
            return _words_said(part, known)
        case During():
            return f"{_DAYS[part.field]} {_period(part.period)}"
        case Untouched():
            return f"untouched {said_count(part)}" if part.number else "never touched"
        case Has():
            return "a lead" if part.what == "lead" else f"has {_THINGS[part.what]}"
        case Not():
            return _denied(part.part, known)
        case Every():
            text = ", ".join(_said(each, known) for each in part.parts)
            return f"({text})" if inner else text
        case Either():
            text = " or ".join(_said(each, known) for each in part.parts)
            return f"({text})" if inner else text
        case _:
            assert_never(part)


def _words(text: str, *, inner: bool) -> str:
    named = country_among(text)
    if named is None:
        return f"with {text}"
    beside = f"with {named.rest} " if named.rest else ""
    said = f"with {text} or {beside}in {country_names(named.code)[1]}"
    return f"({said})" if inner else said


def _denied(part: Filter, known: Known) -> str:
    if isinstance(part, Has):
        return _NOT_THINGS.get(part.what) or f"no {_THINGS[part.what].split(' ', 1)[1]}"
    return f"not {_said(part, known)}"


def _number(part: Number) -> str:
    least, most = part.least, part.most
    if part.field == "flames" and least == 1 and most is None:
        return "with a flame"
    name = {"flames": "flames", "contacts": "people known"}.get(part.field, part.field)
    if least is not None and least == most:
        return f"{name} {least:,}"
    if least is not None and most is not None:
        return f"{name} {least:,} to {most:,}"
    if least is not None:
        return f"{name} {least:,} or more"
    return f"{name} {most or 0:,} or less"


def _choice(part: OneOf, known: Known) -> str:
    titles = [title_of(part.field, key, known) for key in part.keys]
    said = " or ".join(titles)
    if part.field == "objection" and part.keys == ("any",):
        return "any objection raised"
    if part.field == "cadence" and part.keys == ("running",):
        return "a cadence under way"
    if part.field == "answered":
        return (
            f"answered “{titles[0]}”" if len(titles) == 1 else f"answered {len(titles)} questions"
        )
    return f"{_CHOICES[part.field]} {said}"


def _words_said(part: Said, known: Known) -> str:
    words = f"“{part.text}”"
    if part.where == "note":
        return f"{words} noted"
    if len(part.questions) == 1:
        return f"answered {words} to “{title_of('answered', part.questions[0], known)}”"
    return f"answered {words}"


def _period(period: Period) -> str:
    if period.which == "overdue":
        return "before today"
    if period.number and period.which == "last":
        return f"in the {said_period(period)}"
    if period.number:
        return f"within the {said_period(period)}"
    return said_period(period)


def write(part: Filter) -> str:
    """Return a filter as text that ``filter_read.read`` reads as the same filter."""
    return _written(part, first=True)


def _written(part: Filter, *, first: bool) -> str:
    match part:
        case Words():
            return part.text if first and not part.exact else _quoted_words(part)
        case Not():
            inside = part.part
            if isinstance(inside, Has) and inside.what != "lead":
                return f"no {_thing_word(inside.what)}"
            return f"not {_bracketed(inside)}"
        case Every():
            return ", ".join(
                _bracketed(each)
                if isinstance(each, Either | Every)
                else _written(each, first=number == 0)
                for number, each in enumerate(part.parts)
            )
        case Either():
            return " or ".join(
                _bracketed(each)
                if isinstance(each, Either | Every)
                else _written(each, first=number == 0)
                for number, each in enumerate(part.parts)
            )
        case _:
            return _written_leaf(part)


def _written_leaf(part: Number | OneOf | Text | Said | During | Untouched | Has) -> str:
    match part:
        case Number():
            return _written_number(part)
        case OneOf():
            return _written_choice(part)
        case Text():
            return f"{part.field} {_quoted(part.text, exact=part.exact)}"
        case Said():
            text = _quoted(part.text, exact=part.exact)
            key = "said" if part.where == "note" else "answered"
            return " ".join((key, *_joined(part.questions), text))
        case During():
            return f"{_written_key(part)} {said_period(part.period)}"
        case Untouched():
            return f"untouched {said_count(part)}" if part.number else "untouched"
        case Has():
            return "lead" if part.what == "lead" else f"has {_thing_word(part.what)}"
        case _:
            assert_never(part)


def _quoted(text: str, *, exact: bool) -> str:
    return f'"{text}"' if exact else text


def _quoted_words(part: Words) -> str:
    return f'"{part.text}"' if part.exact else f"({part.text})"


def _bracketed(part: Filter) -> str:
    return f"({_written(part, first=True)})"


def _written_key(part: During) -> str:
    return {"lead": "became lead", "bin_since": "binned"}.get(part.field, part.field)


def _written_number(part: Number) -> str:
    if part.least is not None and part.least == part.most:
        return f"{part.field} {part.least}"
    if part.least is not None and part.most is not None:
        return f"{part.field} {part.least}-{part.most}"
    if part.least is not None:
        return f"{part.field} >= {part.least}"
    return f"{part.field} <= {part.most}"


def _written_choice(part: OneOf) -> str:
    key = "in" if part.field == "country" else part.field
    return " ".join((key, *_joined(part.keys)))


def _joined(keys: tuple[str, ...]) -> tuple[str, ...]:
    return ("/".join(keys),) if keys else ()


def _thing_word(what: str) -> str:
    return "next step" if what == "step" else what
