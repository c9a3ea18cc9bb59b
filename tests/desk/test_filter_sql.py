"""A filter's SQL finds exactly what the filter means, worked out again in plain Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock, iso, moment_of
from workstation.desk.desk import Desk
from workstation.desk.listing import Listing, stars_of
from workstation.method.filter_complete import complete
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
from workstation.method.urgency import present

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))
TODAY = NOW.date()


@dataclass(frozen=True)
class Person:
    name: str
    role: str = "unknown"
    title: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Company:
    """One account of the small world, as the test knows it."""

    name: str
    columns: dict[str, object] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    notes: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    objections: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    cadences: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()

    def __getitem__(self, name: str):
        return self.columns.get(name)


def ago(days: float) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def moment(days: float) -> str:
    return iso(NOW - timedelta(days=days))


WORLD = (
    Company("Corvid Labs", {"tier": 1, "fit": 95, "urgency": 80, "urgency_at": moment(1),
        "country": "SE", "city": "Malmö", "industry": "Health care", "employees": 120,
        "revenue_minor": 150_000_000, "revenue_currency": "EUR", "last_touch_on": ago(40),
        "next_follow_up_on": ago(2), "bin": "working", "source": "spear", "lead_at": moment(1),
        "became_lead_on": ago(1), "created_on": ago(50), "domain": "corvid.example"},
        (Person("Rowan Ashby", "decision_maker", "VP Operations", "+13125550142"),
         Person("Marlow Finch", "champion", "Director", email="m@corvid.example")),
        notes=("the night desk loses tickets",), answers=(("systems", "a whiteboard"),),
        objections=("no_time",), stages=("new",), cadences=(("new_lead", "running"),),
        facts=("whiteboard", "Health food club")),
    Company("Brightline Foods", {"tier": 2, "fit": 70, "urgency": 70, "urgency_at": moment(31),
        "country": "Germany", "city": "Berlin", "region": "BE", "industry": "Food",
        "employees": 50, "revenue_minor": 900_000, "revenue_currency": "JPY",
        "last_touch_on": ago(30), "next_follow_up_on": TODAY.isoformat(), "bin": "working",
        "lead_at": moment(31), "became_lead_on": ago(31), "created_on": ago(23)},
        (Person("Berlin Night", "user", email="b@food.example"),),
        notes=("desk at night",), answers=(("budget", "whiteboard money"),), stages=("won",)),
    Company("Halden Paper", {"tier": 4, "fit": 10, "urgency": 40, "urgency_at": moment(95),
        "country": "US", "region": "California", "city": "Los Angeles", "employees": 5000,
        "bin": "avoid.client", "bin_since_on": ago(3), "last_touch_on": TODAY.isoformat(),
        "created_on": TODAY.isoformat(), "source": "net"}, objections=("works_as_it_is",),
        stages=("lost", "qualified"), cadences=(("new_lead", "ended"),)),
    Company("Ostrom & Vale", {"country": "us", "region": "ca", "bin": "nurture.dead",
        "urgency": 30, "urgency_at": None, "phone": "+13125550100", "note": "corvid once said so",
        "next_follow_up_on": (TODAY + timedelta(days=5)).isoformat(), "created_on": ago(400)}),
    Company("Tallow", {"fit": 50, "bin": "nurture.quarterly", "urgency": 100,
        "urgency_at": moment(-2), "country": "Sverige", "industry": "healthcare software",
        "lead_at": moment(-1),
        "employees": 0, "created_on": ago(31)}, (Person("Ash", "unknown", "vp"),),
        answers=(("systems", "ticket tool"),), cadences=(("cold_referral", "paused"),)),
    Company("Nobody", {}),
    Company("Quarry Steel", {"urgency": 90, "urgency_at": moment(1), "lead_at": moment(1),
        "became_lead_on": ago(1), "bin": "avoid.client"}),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Lay the small world on a desk."""
    folder: Path = tmp_path_factory.mktemp("filters")
    opened = open_desk(folder / "desk.db", FrozenClock(NOW))
    for company in WORLD:
        _lay(opened, company)
    yield opened
    opened.close()


def _lay(desk: Desk, company: Company) -> None:
    day, at = TODAY.isoformat(), iso(NOW)
    number = world.account(desk, company.name)
    with desk.store.action("Prepare") as act:
        for person in company.people:
            who = act.insert("contacts", {"account_id": number, "name": person.name,
                "title": person.title or None, "role": person.role, "created_on": day})  # fmt: skip
            if person.phone:
                act.insert("phones", {"contact_id": who, "number": person.phone})
            if person.email:
                act.insert("emails", {"contact_id": who, "account_id": number,
                    "address": person.email})  # fmt: skip
        for note in company.notes:
            act.insert("activities", {"account_id": number, "kind": "note", "note": note,
                "happened_at": at, "happened_on": day})  # fmt: skip
        for question, answer in company.answers:
            act.insert("answers", {"account_id": number, "question": question, "answer": answer,
                "answered_on": day})  # fmt: skip
        for card in company.objections:
            act.insert("objections", {"account_id": number, "card": card, "raised_on": day})
        for number_of_fact, value in enumerate(company.facts):
            # The first is the company's, the rest are the last person's, who may stand alone.
            whose = {"account_id": number} if number_of_fact == 0 else {"contact_id": who}
            act.insert("facts", whose | {"key": "file", "value": value})
        for stage in company.stages:
            act.insert("opportunities", {"account_id": number, "name": "x", "stage": stage,
                "created_on": day})  # fmt: skip
        for cadence, state in company.cadences:
            act.insert("cadence_runs", {"account_id": number, "cadence": cadence, "state": state,
                "started_on": day})  # fmt: skip
    with desk.store.action("Prepare") as act:
        # What triggers derive (last touch, next step) is set by hand, after them.
        act.update("accounts", number, {"created_on": day, "bin_since_on": day} | company.columns)


# The same meaning, in plain Python


def words_in(text: object) -> list[str]:
    plain = str(text or "").casefold().replace("ö", "o")
    return re.findall(r"[a-z0-9]+", plain)


def has_words(texts: list[object], wanted: str, *, exact: bool) -> bool:
    """Tell whether all words are somewhere in the texts, the last perhaps as a beginning."""
    parts = [part for part in wanted.split() if words_in(part)]
    if not parts:
        return False
    if exact:
        return any(_together(words_in(text), words_in(wanted), last_begins=False) for text in texts)
    return all(
        any(
            _together(words_in(text), words_in(part), last_begins=number == len(parts) - 1)
            for text in texts
        )
        for number, part in enumerate(parts)
    )


def _together(there: list[str], wanted: list[str], *, last_begins: bool) -> bool:
    for at in range(len(there) - len(wanted) + 1):
        run = there[at : at + len(wanted)]
        if run[:-1] == wanted[:-1] and (
            run[-1] == wanted[-1] or (last_begins and run[-1].startswith(wanted[-1]))
        ):
            return True
    return False


COUNTRY = {"SE": "SE", "Sverige": "SE", "Germany": "DE", "US": "US", "us": "US"}
NAMED = {"germany": "DE", "sweden": "SE"}
GROUPS = {"nordics": {"SE", "DK"}, "dach": {"DE", "AT"}, "namer": {"US", "CA"}}
REGION = {"california": "CA", "ca": "CA", "be": "BE"}


def urgency_of(company: Company, decay) -> int:
    at = company["urgency_at"]
    return present(company["urgency"] or 0, moment_of(at) if at else None, NOW, decay)


def number_of(company: Company, name: str, decay) -> int | None:
    if name == "stars":
        return stars_of(company["fit"])
    if name == "urgency":
        return urgency_of(company, decay)
    if name == "flames":
        urgency = urgency_of(company, decay)
        return 0 if urgency <= 0 else min(1 + urgency // 25, 4)
    if name == "contacts":
        return len(company.people)
    if name == "revenue":
        minor = company["revenue_minor"]
        return (
            None if minor is None else minor // (1 if company["revenue_currency"] == "JPY" else 100)
        )
    return company[name]


def fits(company: Company, part: Filter, decay) -> bool:  # noqa: C901
    match part:
        case Every():
            return all(fits(company, each, decay) for each in part.parts)
        case Either():
            return any(fits(company, each, decay) for each in part.parts)
        case Not():
            return not fits(company, part.part, decay)
        case Words():
            if len(part.text) < 2:
                return company.name.casefold().startswith(part.text.casefold())
            own = [
                company.name,
                *(company[each] for each in ("domain", "industry", "city", "note")),
            ]
            people = [[person.name, person.title] for person in company.people]
            if any(has_words(texts, part.text, exact=part.exact) for texts in [own, *people]):
                return True
            rest = [word for word in part.text.split() if word not in NAMED]
            return (
                not part.exact
                and any(COUNTRY.get(str(company["country"])) == NAMED.get(word)
                        for word in part.text.split() if word in NAMED)
                and (not rest or fits(company, Words(" ".join(rest)), decay))
            )  # fmt: skip
        case Number():
            found = number_of(company, part.field, decay)
            return found is not None and (
                (part.least is None or found >= part.least)
                and (part.most is None or found <= part.most)
            )
        case Text(field="region"):
            return REGION.get(str(company["region"]).casefold()) == REGION[part.text.casefold()]
        case Text(field="title"):
            return any(
                has_words([each.title], part.text, exact=part.exact) for each in company.people
            )
        case Text(field="fact"):
            return any(has_words([each], part.text, exact=part.exact) for each in company.facts)
        case Text():
            there = company.name if part.field == "name" else company[part.field]
            return has_words([there], part.text, exact=part.exact)
        case Said(where="note"):
            return any(has_words([note], part.text, exact=part.exact) for note in company.notes)
        case Said():
            return any(
                has_words([answer], part.text, exact=part.exact)
                and (not part.questions or question in part.questions)
                for question, answer in company.answers
            )
        case Untouched():
            touched = company["last_touch_on"]
            days = {"day": 1, "week": 7}[part.unit] * part.number
            return touched is None or (bool(days) and touched <= ago(days))
        case During():
            return during(company, part)
        case Has():
            return has(company, part.what, decay)
        case OneOf():
            return one_of(company, part)


def during(company: Company, part: During) -> bool:
    columns = {"touched": "last_touch_on", "created": "created_on", "step": "next_follow_up_on",
        "lead": "became_lead_on", "bin_since": "bin_since_on"}  # fmt: skip
    text = company[columns[part.field]]
    if text is None and part.field in ("created", "bin_since"):
        text = TODAY.isoformat()
    if text is None:
        return False
    day = date.fromisoformat(text)
    which, number = part.period.which, part.period.number
    if which == "overdue":
        return day < TODAY
    if which == "today":
        return day == TODAY
    if which == "last" and number:
        return TODAY - timedelta(days=number) <= day <= TODAY
    if which == "next":
        return TODAY <= day <= TODAY + timedelta(days=number)
    if which == "since":
        return day >= date.fromisoformat(part.period.day)
    assert which == "this"
    return (day.year, day.month) == (TODAY.year, TODAY.month)


def has(company: Company, what: str, decay) -> bool:
    if what == "lead":
        since = company["lead_at"]
        urgent = urgency_of(company, decay) >= 65
        protected = str(company["bin"]).startswith("avoid")
        return since is not None and moment_of(since) <= NOW and urgent and not protected
    columns = {"step": "next_follow_up_on", "touch": "last_touch_on", "fit": "fit",
        "domain": "domain"}  # fmt: skip
    if what in columns:
        return company[columns[what]] is not None
    return {
        "phone": bool(company["phone"]) or any(each.phone for each in company.people),
        "email": any(each.email for each in company.people),
        "contact": bool(company.people),
        "opportunity": bool(company.stages),
        "cadence": any(state != "ended" for _, state in company.cadences),
    }[what]


def one_of(company: Company, part: OneOf) -> bool:
    keys = set(part.keys)
    if part.field == "bin":
        bin_ = str(company["bin"] or "cold")
        return bin_ in keys or bin_.partition(".")[0] in keys & {"nurture", "avoid"}
    if part.field == "country":
        wanted = set().union(*(GROUPS.get(key, {key}) for key in keys))
        return COUNTRY.get(str(company["country"])) in wanted
    if part.field == "source":
        return company["source"] in keys
    if part.field == "role":
        return any(each.role in keys for each in company.people)
    if part.field == "opportunity":
        if "open" in keys:
            keys |= {"new", "qualified"}
        return bool(keys & set(company.stages))
    if part.field == "answered":
        return any(question in keys for question, _ in company.answers)
    if part.field == "objection":
        return bool(company.objections) if "any" in keys else bool(keys & set(company.objections))
    running = {name for name, state in company.cadences if state != "ended"}
    return bool(running) if "running" in keys else bool(keys & running)


BOUND = {"tier": 4, "stars": 5, "urgency": 100, "flames": 4, "employees": 6000, "contacts": 3,
    "revenue": 2_000_000}  # fmt: skip


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    name = draw(st.sampled_from(sorted(BOUND)))
    low = 1 if name == "tier" else 0
    ends = st.integers(low, BOUND[name])
    least, most = sorted((draw(ends), draw(ends)))
    return draw(
        st.sampled_from([Number(name, least, most), Number(name, least), Number(name, None, most)])
    )


KEYS = {
    "bin": ("working", "cold", "nurture", "avoid", "nurture.dead"),
    "country": ("SE", "DE", "US", "nordics", "dach", "namer"),
    "source": ("spear", "net", "seed"),
    "role": ("decision_maker", "champion", "user", "unknown"),
    "opportunity": ("open", "new", "won", "lost"),
    "cadence": ("running", "new_lead", "cold_referral"),
    "answered": ("systems", "budget"),
    "objection": ("any", "no_time"),
}
FOUND = st.sampled_from(
    ["corvid", "night desk", "desk night", "whiteboard", "vp", "health", "hea", "malmo", "berlin",
     "rowan ash", "c", "food", "%", "' OR 1 --", '&', "zz", "germany", "food germany"]
)  # fmt: skip
LEAVES = st.one_of(
    st.builds(Words, FOUND, st.booleans()),
    numbers(),
    st.sampled_from(sorted(KEYS)).flatmap(
        lambda name: st.lists(st.sampled_from(KEYS[name]), min_size=1, max_size=2, unique=True).map(
            lambda keys: OneOf(name, tuple(keys))
        )
    ),
    st.builds(
        Text,
        st.sampled_from(["city", "industry", "title", "name", "domain", "fact"]),
        FOUND,
        st.booleans(),
    ),
    st.builds(Text, st.just("region"), st.sampled_from(["CA", "California", "BE"])),
    st.builds(Said, st.just("note"), FOUND, st.booleans()),
    st.builds(
        Said,
        st.just("answer"),
        FOUND,
        st.booleans(),
        st.sampled_from([(), ("systems",), ("systems", "budget")]),
    ),
    st.builds(
        During,
        st.sampled_from(["touched", "created", "step", "lead", "bin_since"]),
        st.sampled_from(
            [
                Period("today"),
                Period("overdue"),
                Period("this", "month"),
                Period("last", "day", 30),
                Period("next", "day", 5),
                Period("since", day="2026-11-01"),
            ]
        ),
    ),
    st.builds(Untouched, st.sampled_from([0, 1, 30, 41]), st.sampled_from(["day", "week"])),
    st.builds(
        Has,
        st.sampled_from(
            ["phone", "email", "contact", "step", "opportunity", "cadence", "fit", "touch", "lead",
             "domain"]
        ),
    ),
)  # fmt: skip
FILTERS = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: Every(tuple(found))),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: Either(tuple(found))),
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(part=FILTERS)
def test_the_rows_of_any_filter_are_those_it_means(desk: Desk, part: Filter) -> None:
    found = Listing.find(desk, filter=part)
    names = [row.name for row in found.page(0, found.count())]
    decay = desk.playbook.signals.decay
    assert names == sorted(each.name for each in WORLD if fits(each, part, decay))


@pytest.mark.parametrize("text", ['"', "'; DROP TABLE accounts; --", "%_\\", "name : x", "* NEAR("])
@pytest.mark.parametrize("make", [Words, lambda text: Text("industry", text),
    lambda text: Said("note", text), lambda text: OneOf("bin", (text,)),
    lambda text: OneOf("cadence", (text,)), lambda text: Text("region", text)])  # fmt: skip
def test_what_is_typed_is_never_sql(desk: Desk, make, text: str) -> None:
    assert Listing.find(desk, filter=make(text)).count() == 0
    assert Listing.find(desk, filter=Not(make(text))).count() == len(WORLD)


def test_a_country_by_its_name_finds_the_code_that_is_kept(desk: Desk) -> None:
    def found(text: str) -> list[str]:
        return [row.name for row in desk.focus.find(text).page(0, 9)]

    assert found("germany") == found("country Germany") == found("in de") == ["Brightline Foods"]
    assert found("sweden") == ["Corvid Labs", "Tallow"]
    assert found("corvid sweden") == ["Corvid Labs"]
    assert found("corvid germany") == []
    assert found("usa") == ["Halden Paper", "Ostrom & Vale"]
    assert desk.focus.explain("corvid sweden") == "with corvid sweden or with corvid in Sweden"
    assert desk.focus.explain("tier 1 usa") == "tier 1, (with usa or in United States)"
    assert "in Germany" in [each.text for each in complete("tier 1 germ", 11, desk.focus.values())]
    assert found("whiteboard") == [] and found("fact whiteboard") == ["Corvid Labs"]


def test_a_lead_is_one_the_queue_would_know_as_one(desk: Desk) -> None:
    """Corvid Labs is urgent; the others cooled down, are to be avoided, or are so only later."""
    found = desk.focus.find("lead")
    assert [row.name for row in found.page(0, 9)] == ["Corvid Labs"]
    assert desk.focus.find("not lead").count() == len(WORLD) - 1
