"""Numbers as people and files write them: read when there is one way to, else not known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.numbers import SCALES, read_amount, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.9m", "900000"), ("4.9k", "4900"), ("€ 2.5m", "2500000"), ("2,5 Mio", "2500000"),
        ("-1.5k", "-1500"), ("-$5", "-5"), ("0.125m", "125000"), ("3 million", "3000000"),
        ("5 bn", "5000000000"), ("12.50", "12.5"), ("$4,999.50", "4999.5"), ("1 200", "1200"),
        ("1.200", "1200"), ("1,200", "1200"), ("1.234.567", "1234567"), ("1.200,50 €", "1200.5"),
        ("CHF 1’200", "1200"), ("40k EUR", "40000"), ("10,000+", "10000"), ("40 %", "40"),
        ("1234.567", "1234.567"), ("1,234.5 m", "1234500000"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(text: str, number: str) -> None:
    assert read_amount(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "-", "3 months", "5 machines", "20 b", "2 kids", "7 bananas", "10k-20k", "1e5", "1.500k",
     "1,500 m", "12.345.67", "--5", "-$-5", "50.", "plenty", "v2", "5 day"],
)  # fmt: skip
def test_what_may_be_something_else_is_not_known(text: str) -> None:
    assert read_amount(text) is None


@given(
    st.integers(0, 999), st.integers(0, 99), st.sampled_from([*SCALES, ""]),
    st.sampled_from(".,"), st.booleans(), st.sampled_from(["", " "]), st.booleans(),
)  # fmt: skip
def test_decimals_and_scale_multiply_exactly(
    whole: int, cents: int, scale: str, mark: str, minus: bool, gap: str, loud: bool
) -> None:
    word = scale.upper() if loud else scale
    text = f"{'-' if minus else ''}{whole}{mark}{cents:02}{gap}{word}".rstrip()
    hundredths = (whole * 100 + cents) * SCALES.get(scale, 1) * (-1 if minus else 1)
    assert read_amount(text) == Decimal(hundredths) / 100


@given(st.integers(0, 10**6), st.from_regex(r"[kmb][a-z]{1,9}", fullmatch=True))
def test_only_a_whole_word_scales(number: int, word: str) -> None:
    if word not in SCALES:
        assert read_amount(f"{number} {word}") is None
        assert read_amount(f"{number}{word}") is None


@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789.,' -kmn€", max_size=30)))
def test_no_text_breaks_it(text: str) -> None:
    number = read_amount(text)
    assert read_number(text) == (None if number is None else int(number))


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from([",", " ", "_", "'"]))
def test_a_whole_number_is_read_plain_and_with_its_thousands_apart(number: int, mark: str) -> None:
    assert read_number(number) == read_number(str(number)) == number
    assert read_number(f"{number:,}".replace(",", mark)) == number
