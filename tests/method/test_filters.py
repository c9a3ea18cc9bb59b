"""The filter language: what it reads, says back, refuses and offers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.filter_days import days_of
from workstation.method.filter_tree import (
    EVERYTHING,
    During,
    Either,
    Every,
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
from workstation.method.filter_words import BY_WORD, KEYS
from workstation.method.filters import (
    FilterError,
    Known,
    Named,
    complete,
    explain,
    hint,
    is_plain,
    names_wanted,
    read,
    readable,
    write,
)

KNOWN = Known(
    bins=(
        Named("cold", "Cold"),
        Named("working", "Working"),
        Named("nurture.quarterly", "Quarterly"),
        Named("nurture.dead", "Dead opportunity"),
        Named("avoid.client", "Client"),
    ),
    questions=(
        Named("systems", "Which systems do you use?"),
        Named("budget", "What is the budget?"),
    ),
    objections=(Named("price_now", "Price now"), Named("no_time", "No time")),
    cadences=(Named("new_lead", "New lead, 21 days"),),
    industries=("Health care", "Software"),
    cities=("New York", "Berlin"),
    countries=("SE", "DE"),
)
THIRTY = Period("last", "day", 30)

TABLE = {
    "": EVERYTHING,
    "corvid": Words("corvid"),
    "Ostrom & Vale": Words("Ostrom & Vale"),
    '"night desk"': Words("night desk", exact=True),
    '"tier"': Words("tier", exact=True),
    "tier 1": Number("tier", 1, 1),
    "tier 1-2": Number("tier", 1, 2),
    "tier 1 to 2": Number("tier", 1, 2),
    "tier 1, 2": Either((Number("tier", 1, 1), Number("tier", 2, 2))),
    "fit > 80": Number("fit", 81, None),
    "fit club": Words("fit club"),
    "bin 2": OneOf("bin", ("working",)),
    "bin 1, 5": OneOf("bin", ("cold", "avoid.client")),
    "stars >= 4": Number("stars", 4, None),
    "stars>=4": Number("stars", 4, None),
    "stars 4+": Number("stars", 4, None),
    "urgency > 50": Number("urgency", 51, None),
    "flames": Number("flames", 1, None),
    "flames corvid": Every((Number("flames", 1, None), Words("corvid"))),
    "employees 50-500": Number("employees", 50, 500),
    "employees under 50": Number("employees", None, 49),
    "employees at least 50": Number("employees", 50, None),
    "revenue > 1.5m": Number("revenue", 1_500_001, None),
    "revenue 1,000,000": Number("revenue", 1_000_000, 1_000_000),
    "bin working": OneOf("bin", ("working",)),
    "bin:working": OneOf("bin", ("working",)),
    "bin client": OneOf("bin", ("avoid.client",)),
    "bin nurture": OneOf("bin", ("nurture",)),
    "bin working, cold": OneOf("bin", ("working", "cold")),
    "in Germany": OneOf("country", ("DE",)),
    "country de": OneOf("country", ("DE",)),
    "in germany or france": OneOf("country", ("DE", "FR")),
    "in de/fr": OneOf("country", ("DE", "FR")),
    "in united states tier 1": Every((OneOf("country", ("US",)), Number("tier", 1, 1))),
    "nordics": OneOf("country", ("nordics",)),
    "in the nordics": OneOf("country", ("nordics",)),
    "in dach, nordics": OneOf("country", ("dach", "nordics")),
    "region CA": Text("region", "CA"),
    "city new york": Text("city", "new york"),
    'city "New York" corvid': Every((Text("city", "New York", exact=True), Words("corvid"))),
    "industry health": Text("industry", "health"),
    "fact earl grey": Text("fact", "earl grey"),
    'title "VP"': Text("title", "VP", exact=True),
    "untouched": Untouched(),
    "untouched 30 days": Untouched(30, "day"),
    "untouched 30": Untouched(30, "day"),
    "untouched for 2 weeks": Untouched(2, "week"),
    "touched this week": During("touched", Period("this", "week")),
    "touched last 30 days": During("touched", THIRTY),
    "touched 30 days": During("touched", THIRTY),
    "created last month": During("created", Period("last", "month")),
    "created since 2026-11-01": During("created", Period("since", day="2026-11-01")),
    "step due this week": During("step", Period("this", "week")),
    "step 7 days": During("step", Period("next", "day", 7)),
    "overdue": During("step", Period("overdue")),
    "became lead today": During("lead", Period("today")),
    "no next step": Not(Has("step")),
    "has phone": Has("phone"),
    "no email": Not(Has("email")),
    "has contact": Has("contact"),
    "no cadence": Not(Has("cadence")),
    "cadence running": OneOf("cadence", ("running",)),
    "cadence new lead": OneOf("cadence", ("new_lead",)),
    "lead": Has("lead"),
    "source spear": OneOf("source", ("spear",)),
    "role decision maker": OneOf("role", ("decision_maker",)),
    "answered systems": OneOf("answered", ("systems",)),
    'answered systems "whiteboard"': Said("answer", "whiteboard", True, ("systems",)),
    'answered "whiteboard"': Said("answer", "whiteboard", True),
    'said "night desk"': Said("note", "night desk", True),
    "objection price": OneOf("objection", ("price_now",)),
    "objection": OneOf("objection", ("any",)),
    "opportunity open": OneOf("opportunity", ("open",)),
    "-corvid labs": Every((Not(Words("corvid")), Words("labs"))),
    "not in us": Not(OneOf("country", ("US",))),
    "tier 1 stars 5 or lead": Either(
        (Every((Number("tier", 1, 1), Number("stars", 5, 5))), Has("lead"))
    ),
    "tier 1 (stars 5 or lead)": Every(
        (Number("tier", 1, 1), Either((Number("stars", 5, 5), Has("lead"))))
    ),
}


@pytest.mark.parametrize("text", TABLE)
def test_a_filter_reads_as_the_tree_it_means_and_back(text: str) -> None:
    found = read(text, KNOWN)
    assert found == TABLE[text]
    assert read(write(found), KNOWN) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "all accounts"),
        (
            "tier 1, nordics, untouched 30 days",
            "tier 1, in the Nordics, untouched 30 days",
        ),
        ("tier 1-2 or lead", "tier 1 to 2 or a lead"),
        ("bin working -has phone", "in Working, no phone number"),
        ("no touch", "never touched"),
        ("overdue", "next step due before today"),
        ('answered systems "x"', "answered “x” to “Which systems do you use?”"),
        ("not (tier 1 or tier 2)", "not (tier 1 or tier 2)"),
    ],
)
def test_a_filter_is_explained_in_plain_words(text: str, words: str) -> None:
    assert explain(read(text, KNOWN), KNOWN) == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("bin wokring", "There is no bin “wokring” (at letter 5); perhaps “working” is meant."),
        (
            "tier 1 in grmany",
            "There is no country “grmany” (at letter 11); perhaps “Germany” is meant.",
        ),
        ("has phne", "“has phne” is nothing to go by (at letter 5); perhaps “phone” is meant."),
        ("tier 7", "Tier goes from 1 to 4 (at letter 6)."),
        ("tier one", "“one” is not a number, such as in “tier 1-2” (at letter 6)."),
        ("employees 500-50", "“500-50” is not a range from low to high (at letter 11)."),
        ("created since 2026-02-30", "There is no day 2026-02-30 (at letter 15)."),
        ("tier 1 )", "“)” closes nothing (at letter 8)."),
        ("or tier 1", "“or” has nothing before it (at letter 1)."),
        ("contacts 99999999999999", "Contacts goes from 0 to 1,000,000,000,000 (at letter 10)."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(FilterError) as caught:
        read(text, KNOWN)
    assert str(caught.value) == sentence
    assert not caught.value.unfinished


@pytest.mark.parametrize(
    "text", ["tier", "tier 1 or", "in", "not", '"night', "(tier 1", "has", "said", "created"]
)
def test_what_is_still_being_typed_is_unfinished_not_wrong(text: str) -> None:
    with pytest.raises(FilterError) as caught:
        read(text, KNOWN)
    assert caught.value.unfinished
    assert str(caught.value).endswith(".")


def test_too_long_too_deep_and_too_many_conditions_are_refused() -> None:
    for text in (
        "x" * 1001,
        "(" * 30 + "x" + ")" * 30,
        "not " * 40 + "x",
        "lead " * 61,
        "1 or " * 99,
    ):
        with pytest.raises(FilterError):
            read(text, KNOWN)


PIECES = st.sampled_from(
    [
        *BY_WORD, *TABLE, "or", "and", "not", "-", "(", ")", ",", '"', "/", ">=", "<", "=", "1",
        "4", "30 days", "this week", "working", "germany", "decision maker", "2026-13-01", "“",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=8).map(" ".join) | st.text(max_size=60)


@given(TEXTS)
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    refused: FilterError | None = None
    try:
        found = read(text, KNOWN)
    except FilterError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.start <= refused.end <= len(text)
        assert "\n" not in str(refused)
        assert str(refused).endswith(".")
        return
    assert explain(found, KNOWN)
    assert read(write(found), KNOWN) == found


@given(TEXTS, st.integers(0, 80))
def test_completion_of_any_text_replaces_a_part_of_it_up_to_the_cursor(text: str, at: int) -> None:
    cursor = min(at, len(text))
    for each in complete(text, cursor, KNOWN):
        assert 0 <= each.start <= each.end == cursor
        fresh, place = each.applied(text)
        assert fresh[:place].endswith(f"{each.text} ")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ti", ["tier", "title"]),
        ("bin w", ["working"]),
        ("bin ", ["cold", "working", "nurture.quarterly"]),
        ("in g", ["Germany"]),
        ("role decision m", ["decision maker"]),
        ("industry hea", ['"Health care"']),
        ('city "ne', ['"New York"']),
        ("bin working/co", ["cold"]),
        ("has p", ["phone"]),
        ("untouched ", ["30 days"]),
        ("answered sys", ["systems"]),
        ("objection pri", ["price_now"]),
        ("nor", ["in nordics"]),
        ("tier 1, un", ["untouched"]),
        ('"ti', []),
        ("corvid", []),
    ],
)
def test_completion_offers_keys_then_their_values(text: str, first: list[str]) -> None:
    offered = [each.text for each in complete(text, len(text), KNOWN)]
    assert offered[: len(first)] == first
    assert bool(offered) == bool(first)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.word)
def test_the_example_of_every_key_can_be_read(key) -> None:
    assert read(key.example, KNOWN) != EVERYTHING


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period("today"), "2026-11-23", "2026-11-23"),
        (Period("this", "week"), "2026-11-23", "2026-11-29"),
        (Period("last", "week"), "2026-11-16", "2026-11-22"),
        (Period("last", "month"), "2026-10-01", "2026-10-31"),
        (Period("next", "quarter"), "2027-01-01", "2027-03-31"),
        (Period("this", "year"), "2026-01-01", "2026-12-31"),
        (Period("last", "day", 30), "2026-10-24", "2026-11-23"),
        (Period("next", "week", 2), "2026-11-23", "2026-12-07"),
        (Period("overdue"), "0001-01-01", "2026-11-22"),
        (Period("since", day="2026-11-01"), "2026-11-01", "9999-12-31"),
        (Period("last", "year", 9999), "0001-01-01", "2026-11-23"),
    ],
)
def test_a_period_is_days_seen_from_today(period: Period, first: str, last: str) -> None:
    found = days_of(period, date(2026, 11, 23))
    assert tuple(day.isoformat() for day in found) == (first, last)


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("tir 1", "tir", "tier 1"),
        ("teir:1", "teir:1", "tier 1"),
        ("untouched 30 dys", "dys", "30 days"),
        ("untuched 30 days", "untuched", "untouched 30 days"),
        ("has phone, wroking", "wroking", "bin working"),
        ("not clent", "clent", "bin client"),
        ("nordcs", "nordcs", "nordics"),
        ("nordix", "nordix", "nordics"),
        ("working", "working", "bin working"),
        ("bn working", "bn", "bin working"),
        ('citty "New York"', "citty", 'city "New York"'),
        ("wiht phone", "wiht", "with phone"),
    ],
)
def test_a_word_that_is_nearly_a_condition_is_pointed_out(text: str, said: str, meant: str) -> None:
    assert hint(text, KNOWN) == f"“{said}” is looked for as a word; did you mean “{meant}”?"
    read(text, KNOWN)


def test_a_city_after_in_is_told_how_a_city_is_asked_for() -> None:
    with pytest.raises(FilterError, match=r"no country “stockholm”.*“city stockholm” is meant"):
        read("in stockholm", KNOWN)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("tier 1", "tier 1"),
        ("tier 1, fit > 800", "tier 1,"),
        ("in stockholm", ""),
        ("bin 9", ""),
        ("corvid or bin wrking", "corvid"),
        ("nordics (tier", "nordics"),
    ],
)
def test_of_a_filter_with_a_mistake_the_part_before_it_is_readable(text: str, part: str) -> None:
    assert readable(text, KNOWN) == part
    read(part, KNOWN)


@given(st.text(max_size=60))
def test_there_is_always_a_part_that_is_readable(text: str) -> None:
    read(readable(text, KNOWN), KNOWN)


def test_two_words_that_are_nearly_a_condition_are_pointed_out_together() -> None:
    assert hint("became led today", KNOWN) == (
        "“became led” are looked for as words; did you mean “became lead today”?"
    )


@pytest.mark.parametrize(
    "text",
    ["", "corvid labs", "tier 1, nordics, untouched 30 days", "amber brook 7", "halden paper",
     "metro 1", '"tir 1"', "leads", "river 12", "name tir 1", "bin wrking", "working class"],
)  # fmt: skip
def test_names_and_conditions_are_no_slips(text: str) -> None:
    assert hint(text, KNOWN) == ""


def test_a_word_still_being_typed_is_not_judged_while_it_begins_a_condition() -> None:
    assert hint("overdu", KNOWN) != ""
    assert hint("overdu", KNOWN, cursor=6) == ""
    assert hint("overdeu", KNOWN, cursor=7) != ""


def test_a_sign_after_a_slip_names_what_is_meant() -> None:
    with pytest.raises(FilterError, match=r"stands alone.*perhaps “stars” is meant"):
        read("stas >= 4", KNOWN)


def test_words_need_no_explaining_unless_they_name_a_country() -> None:
    assert is_plain(EVERYTHING)
    assert is_plain(Words("bakery"))
    assert not is_plain(Words("bakery germany"))
    assert is_plain(Words("germany", exact=True))
    assert not is_plain(Has("phone"))
    assert not is_plain(Every((Words("bakery"), Has("phone"))))


@given(st.text(max_size=80))
def test_a_hint_is_given_or_not_but_never_an_error(text: str) -> None:
    assert isinstance(hint(text, KNOWN), str)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("city ber", ("cities", "ber")),
        ('tier 1 industry "health c', ("industries", "health c")),
        ("title di", ("titles", "di")),
        ("city b", None),
        ("region ca", None),
        ("berlin", None),
    ],
)
def test_names_in_all_records_are_asked_for_once_two_letters_are_typed(
    text: str, wanted: tuple[str, str] | None
) -> None:
    assert names_wanted(text, len(text)) == wanted
