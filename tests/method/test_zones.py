"""Where somebody is tells what time it is there, or nothing does: a wrong guess wakes people up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method import places
from workstation.method.zones import (
    country_code,
    zone_info,
    zone_of_phone,
    zone_of_place,
)


@pytest.mark.parametrize(
    ("country", "region", "city", "zone"),
    [
        ("US", "CO", "FORT COLLINS", "America/Denver"),
        ("usa", None, "chicago", "America/Chicago"),
        ("United States", None, "Springfield", None),
        ("AU", "WA", None, "Australia/Perth"),
        ("US", "WA", None, "America/Los_Angeles"),
        (None, "WA", None, None),
        ("US", "Ohio", "Dublin", "America/New_York"),
        ("US", "Texas", "El Paso", "America/Denver"),
        ("GB", None, "St. Albans", "Europe/London"),
        ("US", "MN", "St. Paul", "America/Chicago"),
        (None, None, "SÃO PAULO", "America/Sao_Paulo"),
        ("Germany", "Hesse", "Fulda", "Europe/Berlin"),
        ("Türkiye", None, None, "Europe/Istanbul"),
        ("Spain", "Canarias", None, "Atlantic/Canary"),
        ("Atlantis", "MN", None, None),
        ("Australia", "Texas", "Paris", None),
        (None, None, None, None),
    ],
)
def test_a_place_in_fields_gives_its_zone_only_when_it_is_settled(
    country: str | None, region: str | None, city: str | None, zone: str | None
) -> None:
    assert zone_of_place(country, region, city) == zone


def test_every_zone_in_the_tables_exists() -> None:
    named = [line.split(" ")[1] for line in places.COUNTRIES.strip().splitlines()]
    named += [line.split(" ")[2] for line in (places.REGIONS + places.CITIES).split("\n") if line]
    assert len(named) > 350
    assert [name for name in named if name != "-" and zone_info(name) is None] == []


@given(st.text(), st.text(max_size=5))
def test_no_text_breaks_the_look_up(text: str, more: str) -> None:
    found = zone_of_place(more, text, more)
    assert found is None or zone_info(found) is not None


def test_countries_are_known_by_code_and_common_name() -> None:
    assert [country_code(name) for name in ("ie", "U.S.A.", "UK", "Côte d'Ivoire", "x", None)] == [
        "IE", "US", "GB", "CI", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "region", "expected"),
    [
        ("+1 651 555 0142", None, ("America/Chicago", 1)),
        ("(312) 555-0142", "US", ("America/Chicago", 1)),
        ("020 7946 0012", "GB", ("Europe/London", 1)),
        ("+61 2 5550 1234", None, ("Australia/Sydney", 1)),
        ("+1 208 555 0101", None, (None, 2)),
        ("not a number", "US", (None, 0)),
    ],
)
def test_a_number_gives_the_zone_of_its_area_when_that_is_certain(
    number: str, region: str | None, expected: tuple[str | None, int]
) -> None:
    assert zone_of_phone(number, region) == expected


def test_a_toll_free_number_is_nowhere_in_particular() -> None:
    zone, candidates = zone_of_phone("+1 800 555 0100", None)
    assert zone is None
    assert candidates > 10


def test_candidates_that_keep_the_same_time_all_year_are_as_good_as_one() -> None:
    zone, candidates = zone_of_phone("+44 7700 900123", None)
    assert candidates > 1
    assert zone in {"Europe/London", "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Jersey"}
