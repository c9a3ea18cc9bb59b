"""The words of the filter language: its keys, and the names that may follow them."""

import difflib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Literal, NamedTuple, cast

import msgspec

from workstation.method.country_groups import BY_KEY, GROUPS
from workstation.method.filter_tree import ChoiceField, Thing
from workstation.method.text import folded
from workstation.method.words import ROLES, SOURCES
from workstation.method.zones import country_code, country_names


class Named(NamedTuple):
    """Something that may be chosen: its key and its title."""

    key: str
    title: str


class Known(msgspec.Struct, frozen=True):
    """The names a filter may use: from the playbook, and, for completion, from the data.

    Countries are ISO codes; ``industries``, ``cities``, ``regions`` and ``titles`` are texts.
    """

    bins: tuple[Named, ...] = ()
    questions: tuple[Named, ...] = ()
    objections: tuple[Named, ...] = ()
    cadences: tuple[Named, ...] = ()
    industries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def knowing(self, field: str, names: Iterable[str]) -> "Known":
        """Return it with further texts of a field ("cities"), offered before those it has."""
        there: tuple[str, ...] = getattr(self, field)
        return msgspec.structs.replace(self, **{field: tuple(dict.fromkeys((*names, *there)))})


Kind = Literal[
    "number", "choice", "text", "day", "untouched", "has", "said", "answered", "alone", "group"
]


class Key(NamedTuple):
    """A word that begins a condition: what kind it is of, its field, its help, an example."""

    word: str
    kind: Kind
    field: str
    help: str
    example: str


KEYS: tuple[Key, ...] = (
    Key("tier", "number", "tier", "the tier, 1 to 4", "tier 1-2"),
    Key("fit", "number", "fit", "fit, 0 to 100", "fit > 80"),
    Key("stars", "number", "stars", "fit in stars, 0 to 5", "stars >= 4"),
    Key("urgency", "number", "urgency", "urgency now, 0 to 100", "urgency > 50"),
    Key("flames", "number", "flames", "urgency in flames; alone: any", "flames >= 2"),
    Key("bin", "choice", "bin", "in a bin", "bin working"),
    Key("in", "choice", "country", "in a country or a group of them", "in Germany"),
    Key("region", "text", "region", "in a state or region", "region CA"),
    Key("city", "text", "city", "in a city", "city Berlin"),
    Key("industry", "text", "industry", "of an industry", "industry health"),
    Key("employees", "number", "employees", "number of people", "employees 50-500"),
    Key("revenue", "number", "revenue", "yearly revenue, in its currency", "revenue > 1m"),
    Key("contacts", "number", "contacts", "number of people known", "contacts < 5"),
    Key("untouched", "untouched", "", "no touch for so long; alone: never", "untouched 30 days"),
    Key("touched", "day", "touched", "last touched in a period", "touched this week"),
    Key("no", "has", "no", "something is missing", "no next step"),
    Key("has", "has", "has", "something is there", "has phone"),
    Key("step", "day", "step", "the next step is due in a period", "step due this week"),
    Key("overdue", "alone", "overdue", "the next step is overdue", "overdue"),
    Key("source", "choice", "source", "where it came from", "source spear"),
    Key("role", "choice", "role", "somebody with a buying role", "role decision maker"),
    Key("title", "text", "title", "somebody with a title", 'title "VP"'),
    Key("answered", "answered", "answered", "a question was answered", "answered systems"),
    Key("said", "said", "note", "words of a note", 'said "night desk"'),
    Key("objection", "choice", "objection", "an objection was raised", "objection price"),
    Key("opportunity", "choice", "opportunity", "how an opportunity stands", "opportunity open"),
    Key("cadence", "choice", "cadence", "a cadence under way", "cadence running"),
    Key("lead", "alone", "lead", "urgency made it a lead", "lead"),
    Key("became lead", "day", "lead", "became a lead in a period", "became lead this week"),
    Key("created", "day", "created", "entered in a period", "created last month"),
    Key("binned", "day", "bin_since", "moved to its bin in a period", "binned this month"),
    Key("name", "text", "name", "words of the name", 'name "Labs"'),
    Key("domain", "text", "domain", "words of the domain", "domain example"),
    Key("note", "text", "note", "words of the account's own note", "note pilot"),
    Key("fact", "text", "fact", "words of anything else a file said", "fact ISO"),
)
"""Every key, in the order completion offers them."""

ALIASES = {
    "country": "in",
    "star": "stars",
    "flame": "flames",
    "leads": "lead",
    "people": "employees",
    "size": "employees",
    "answer": "answered",
    "answers": "answered",
    "state": "region",
    "without": "no",
    "with": "has",
    "last touched": "touched",
}

GROUP_WORDS = ("nordics", "dach", "benelux", "baltics", "iberia", "emea", "apac", "latam", "anz")
"""Groups of countries that need no "in" before them: nobody is called so."""

BY_WORD = (
    {each.word: each for each in KEYS}
    | {alias: next(each for each in KEYS if each.word == word) for alias, word in ALIASES.items()}
    | {word: Key(word, "group", word, f"in {BY_KEY[word].title}", word) for word in GROUP_WORDS}
)
LONGEST_KEY = max(len(word.split()) for word in BY_WORD)

THINGS: dict[str, Thing] = {
    "phone": "phone",
    "email": "email",
    "contact": "contact",
    "next step": "step",
    "opportunity": "opportunity",
    "cadence": "cadence",
    "fit": "fit",
    "touch": "touch",
    "lead": "lead",
    "domain": "domain",
    "phones": "phone",
    "number": "phone",
    "emails": "email",
    "address": "email",
    "contacts": "contact",
    "people": "contact",
    "person": "contact",
    "step": "step",
    "website": "domain",
}
"""What "has" and "no" may be followed by; the first ten are offered."""

OPPORTUNITIES = (
    Named("open", "open"),
    Named("new", "passed on, not accepted yet"),
    Named("qualified", "accepted"),
    Named("won", "won"),
    Named("lost", "lost"),
    Named("walked_away", "walked away"),
    Named("rejected", "rejected"),
)
RUNNING = Named("running", "any under way")
ANY_OBJECTION = Named("any", "any objection")


def choices(field: ChoiceField, known: Known) -> tuple[Named, ...]:
    """Return what a key's value is chosen from, in the order it is offered."""
    if field == "bin":
        groups = dict.fromkeys(each.key.split(".")[0] for each in known.bins if "." in each.key)
        return (*known.bins, *(Named(group, f"all {group} bins") for group in groups))
    if field == "country":
        return (*(Named(each.key, each.title) for each in GROUPS), *_countries())
    if field == "source":
        return tuple(Named(each, each) for each in SOURCES)
    if field == "role":
        return tuple(Named(each, each.replace("_", " ")) for each in ROLES)
    if field == "opportunity":
        return OPPORTUNITIES
    if field == "cadence":
        return (RUNNING, *known.cadences)
    if field == "answered":
        return known.questions
    return (ANY_OBJECTION, *known.objections)


@cache
def _countries() -> tuple[Named, ...]:
    from workstation.method import places

    codes = (line.split(" ", 1)[0] for line in places.COUNTRIES.strip().splitlines())
    return tuple(Named(code, country_names(code)[1]) for code in codes)


def title_of(field: ChoiceField, key: str, known: Known) -> str:
    """Return a value's title; its key as words where nobody knows it any more."""
    if field == "country":
        group = BY_KEY.get(key)
        return group.title if group else country_names(key)[1] if country_names(key) else key
    for each in choices(field, known):
        if each.key == key:
            return each.title
    return key.replace("_", " ")


def resolve(field: ChoiceField, text: str, known: Known, *, whole: bool = False) -> list[str]:
    """Return the keys a value means, none when it means nothing.

    A bin is known by its number too. A whole key or title wins; else, unless ``whole``,
    beginnings, then words of titles; several objections or questions may be meant at once, of the
    others only one.
    """
    wanted = folded(text).replace("_", " ")
    if not wanted:
        return []
    if field == "country":
        return _country(wanted, text, whole=whole)
    if field == "bin" and wanted.isdecimal():
        return [each.key for each in known.bins[: int(wanted)][int(wanted) - 1 :]]
    offered = choices(field, known)
    tests: list[Callable[[str], bool]] = [lambda name: name == wanted]
    if not whole:
        tests.append(lambda name: name.startswith(wanted))
        if field in ("objection", "answered"):
            tests.append(lambda name: f" {wanted}" in f" {name}")
    for test in tests:
        found = [each.key for each in offered if any(map(test, _names(field, each)))]
        if found and (len(found) == 1 or field in ("objection", "answered")):
            return found
        if found and test is tests[0]:
            return found[:1]
    return []


def _names(field: ChoiceField, each: Named) -> Iterable[str]:
    yield folded(each.key).replace("_", " ")
    yield folded(each.title)
    if field == "bin" and "." in each.key:
        yield folded(each.key.rsplit(".", 1)[1]).replace("_", " ")


def _country(wanted: str, text: str, *, whole: bool) -> list[str]:
    for group in GROUPS:
        if wanted in (group.key, *group.names, folded(group.title)):
            return [group.key]
    code = country_code(text)
    if code is not None:
        return [code]
    if whole or len(wanted) < _FEWEST_LETTERS:
        return []
    begun = [
        each.key for each in choices("country", Known()) if folded(each.title).startswith(wanted)
    ]
    return begun if len(begun) == 1 else []


_FEWEST_LETTERS = 4
"""Letters a country's name is known by, when only one begins so."""


def nearest(text: str, names: Iterable[str]) -> str:
    """Return the name a text is most likely a slip of, "" when none is near."""
    known = {folded(name): name for name in names}
    near = difflib.get_close_matches(folded(text), known, n=1, cutoff=0.6)
    return known[near[0]] if near else ""


def as_choice(field: str) -> ChoiceField:
    """Return the field of a key of kind "choice" or "answered"."""
    return cast("ChoiceField", field)


def quoted_if_needed(value: str) -> str:
    """Return a text as it is typed after a key: in quotation marks unless it is one plain word."""
    plain = value.replace('"', "")
    return plain if plain.isalnum() else f'"{plain}"'
