"""Phone numbers however written become one that can be dialled and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.phones import Phone, parse_phone, readable


@pytest.mark.parametrize(
    "raw",
    [
        "(312) 555-0142", "312.555.0142", "+1 312 555 0142", "1-312-555-0142", "13125550142.0",
        "tel:+1-312-555-0142", "001 312 555 0142", " 312\t555 0142 ", "３１２ ５５５ ０１４２",
    ],
)  # fmt: skip
def test_every_way_to_write_a_number_is_the_same_number(raw: str) -> None:
    region = None if raw.startswith("001") else "us"
    assert parse_phone(raw, region) == Phone("+13125550142", None, "+1 312 555 0142", "US")


def test_a_number_in_e164_is_grouped_for_reading_and_any_other_stays_as_it_is() -> None:
    assert readable("+13125550142") == "+1 312 555 0142"
    assert readable("+442079460123") == "+44 20 7946 0123"
    assert [readable(each) for each in ("ask Bo", "0711 12", "+1", "")] == [
        "ask Bo",
        "0711 12",
        "+1",
        "",
    ]


def test_an_extension_is_kept_apart() -> None:
    found = parse_phone("(312) 555-0142 ext. 77", "US")
    assert found == Phone("+13125550142", "77", "+1 312 555 0142 ext. 77", "US")


@pytest.mark.parametrize(
    ("raw", "region", "e164"),
    [
        ("020 7946 0958", "GB", "+442079460958"),
        ("01 99 00 12 34", "FR", "+33199001234"),
        ("(02) 5550 1234", "AU", "+61255501234"),
        ("+1 555 555 0100", None, "+15555550100"),
    ],
)
def test_numbers_reserved_for_fiction_are_numbers(raw: str, region: str | None, e164: str) -> None:
    found = parse_phone(raw, region)
    assert found is not None
    assert found.e164 == e164


@pytest.mark.parametrize(
    ("raw", "region"),
    [
        ("", "US"), ("call me", "US"), ("555-0142", "US"), ("12", "US"), ("312 555 0142", None),
        ("+1 312 555 0142 0142 0142", None), ("+999 123 456 789", None), ("9" * 5000, "US"),
        ("312 555 0142", "Nowhere"), ("\x1b]52;c;x\x07", "US"),
    ],
)  # fmt: skip
def test_what_nobody_could_dial_is_no_number(raw: str, region: str | None) -> None:
    assert parse_phone(raw, region) is None


@given(st.text(), st.sampled_from(["US", "GB", "DE", None, "??", ""]))
def test_no_text_breaks_the_reader(raw: str, region: str | None) -> None:
    found = parse_phone(raw, region)
    assert found is None or found.e164.startswith("+")


@given(st.from_regex(r"\A[2-9]\d{2}55501\d{2}\Z"))
def test_the_display_form_reads_back_as_the_same_number(digits: str) -> None:
    found = parse_phone(digits, "US")
    assert found is not None
    assert parse_phone(found.display, None) == found
