"""How alike two records are: symmetric, never out of range, and never by what many share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.likeness import (
    LISTED_FROM,
    Company,
    Person,
    compare_companies,
    compare_people,
)
from workstation.method.likeness_keys import company_keys, person_keys
from workstation.method.name_likeness import companies_alike, people_alike
from workstation.method.names import company_key, name_key

WORDS = st.lists(
    st.sampled_from("acme acmee foods labs 12 13 a north northern halden papr paper".split()),
    max_size=4,
).map(" ".join)
COMPANIES = st.builds(
    Company,
    key=WORDS | st.text(max_size=12),
    domain=st.sampled_from(("", "acme.com", "acme.de", "other.com", "x")),
    phone=st.sampled_from(("", "125550142", "125550143")),
    street=st.sampled_from(("", "1 main st")),
    postal_code=st.sampled_from(("", "60601")),
    city=st.sampled_from(("", "chicago", "london")),
    country=st.sampled_from(("", "US", "GB")),
    source_id=st.sampled_from(("", "A1")),
)
PEOPLE = st.builds(
    Person,
    key=WORDS | st.text(max_size=12),
    emails=st.frozensets(st.sampled_from(("a@acme.com", "b@acme.com", "c@other.com")), max_size=2),
    phones=st.frozensets(st.sampled_from(("125550142", "125550143")), max_size=2),
    account=st.sampled_from((0, 1, 2)),
    domain=st.sampled_from(("", "acme.com")),
)


@given(COMPANIES, COMPANIES, st.booleans())
def test_companies_are_as_alike_either_way_round(one: Company, other: Company, apart: bool) -> None:
    found = compare_companies(one, other, apart=apart)
    assert found == compare_companies(other, one, apart=apart)
    assert 0 <= found.score <= 100


@given(PEOPLE, PEOPLE, st.booleans())
def test_people_are_as_alike_either_way_round(one: Person, other: Person, apart: bool) -> None:
    found = compare_people(one, other, apart=apart)
    assert found == compare_people(other, one, apart=apart)
    assert 0 <= found.score <= 100


@given(st.text(max_size=20) | WORDS, st.text(max_size=20) | WORDS)
def test_names_are_as_alike_either_way_round(one: str, other: str) -> None:
    for alike in (companies_alike, people_alike):
        assert 0 <= alike(one, other) == alike(other, one) <= 100


@given(COMPANIES, COMPANIES)
def test_a_shared_domain_switchboard_and_address_never_make_two_companies_one(
    one: Company, other: Company
) -> None:
    if companies_alike(one.key, other.key) <= 60:
        assert compare_companies(one, other).score < LISTED_FROM


@given(PEOPLE, PEOPLE)
def test_colleagues_of_different_names_are_never_a_pair(one: Person, other: Person) -> None:
    if people_alike(one.key, other.key) == 0:
        assert compare_people(one, other).score < LISTED_FROM


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Brightline Foods", "Brightline Foods Inc.", 100, 100),
        ("Müller Bau GmbH", "Mueller Bau", 100, 100),
        ("Brightline Foods", "Brigthline Foods", 90, 99),
        ("Bright Line Foods", "Brightline Foods", 95, 99),
        ("Brightline", "Brightline Foods", 85, 90),
        ("IBM", "International Business Machines", 75, 80),
        ("Northwind Consulting", "Southwind Consulting", 0, 60),
        ("Consulting Partners", "Consulting Group", 0, 60),
        ("Group 12", "Group 13", 0, 0),
        ("", "Acme", 0, 0),
        ("\x85", "!!", 0, 0),
    ],
)
def test_company_names_are_compared_word_by_word(
    one: str, other: str, least: int, most: int
) -> None:
    assert least <= companies_alike(company_key(one), company_key(other)) <= most


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Dana Whitfield", "Whitfield, Dana", 100, 100),
        ("D. Whitfield", "Dana Whitfield", 90, 90),
        ("Dana Whitfeild", "Dana Whitfield", 80, 80),
        ("Liz Chen", "Elizabeth Chen", 80, 80),
        ("Rowan Ashby", "Marlow Finch", 0, 0),
    ],
)
def test_people_are_compared_by_name(one: str, other: str, least: int, most: int) -> None:
    assert least <= people_alike(name_key(one), name_key(other)) <= most


def test_the_evidence_is_said_for_and_against_the_weightiest_first() -> None:
    one = Company("brightline foods", "brightline.com", "125550142", city="chicago", country="US")
    other = Company("brightline foods", "brightline.com", city="chicago", country="US")
    assert [each.said for each in compare_companies(one, other).evidence] == [
        "same name",
        "same domain brightline.com",
        "same city",
    ]
    abroad = Company("brightline foods", "brightline.com", country="GB")
    found = compare_companies(one, abroad, apart=True)
    assert [each.said for each in found.evidence if each.points < 0] == [
        "different countries: GB and US",
        "two records in one source",
    ]
    assert found.score < compare_companies(one, other).score


def test_the_same_name_at_another_domain_or_in_another_country_is_no_pair() -> None:
    one = Company("summit labs", "summit.com", country="US")
    assert compare_companies(one, Company("summit labs", "summitlabs.io")).score < LISTED_FROM
    assert compare_companies(one, Company("summit labs", country="GB")).score < LISTED_FROM
    assert compare_companies(one, Company("summit labs", country="US")).score >= LISTED_FROM


def test_two_people_of_one_name_at_one_account_are_a_pair_unless_the_source_knows_both() -> None:
    one = Person("dana whitfield", account=1)
    assert compare_people(one, one).score >= LISTED_FROM
    assert compare_people(one, one, apart=True).score < LISTED_FROM
    assert compare_people(one, Person("dana whitfield", account=2)).score < LISTED_FROM
    brother = Person("jan meyer", frozenset({"jan@acme.com"}), account=1)
    sister = Person("jana meyer", frozenset({"jana@acme.com"}), account=1)
    assert compare_people(brother, sister).score < LISTED_FROM


@given(COMPANIES, COMPANIES)
def test_companies_that_say_the_same_share_a_key_that_says_much(
    one: Company, other: Company
) -> None:
    mine, theirs = ({key for key, strong in company_keys(each) if strong} for each in (one, other))
    alike = (one.domain, one.phone, one.key), (other.domain, other.phone, other.key)
    assert bool(mine & theirs) == any(a == b and a for a, b in zip(*alike, strict=True))


@given(PEOPLE, PEOPLE)
def test_people_who_share_an_address_or_number_share_a_key(one: Person, other: Person) -> None:
    mine, theirs = ({key for key, strong in person_keys(each) if strong} for each in (one, other))
    assert bool(mine & theirs) == bool(one.emails & other.emails or one.phones & other.phones)
