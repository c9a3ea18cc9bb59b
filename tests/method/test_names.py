"""Names compared: what lists write differently and what are two companies all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.names import company_key, company_keys, company_parts, name_key, names_agree


@pytest.mark.parametrize(
    "spellings",
    [
        ("Müller Maschinen GmbH & Co. KG", "MUELLER MASCHINEN", "Muller Maschinen G.m.b.H."),
        ("Acme, Inc.", "ACME Corp", "The Acme Company", "acme"),
        ("Foo & Bar Ltd", "Foo and Bar Limited", "Foo und Bar", "Foo + Bar"),
        ("Société Exemple S.A.R.L.", "Societe Exemple sarl", "SOCIÉTÉ EXEMPLE"),
        ("Żagiel Sp. z o.o.", "Zagiel"),
        ("Ørsund A/S", "Orsund"),
        ("AB Vinter", "Vinter AB"),
        ("株式会社例", "例"),
        ("Grupo Ejemplo, S.A. de C.V.", "Grupo Ejemplo"),
        ("O'Example's", "OExamples"),
    ],
)
def test_one_company_spelt_in_several_ways_has_one_key(spellings: tuple[str, ...]) -> None:
    assert len({company_key(name) for name in spellings}) == 1


def test_two_companies_keep_two_keys() -> None:
    names = ("Acme", "Acme Foods", "Acme 2", "Acne", "Company", "S.A.", "Limited Brands")
    assert len({company_key(name) for name in names}) == len(names)


def test_the_legal_form_is_told_apart_from_the_name() -> None:
    assert company_parts("Acme Incorporated") == ("acme", "inc")
    assert company_parts("Acme Inc.")[1] == "inc"
    assert company_parts("Acme")[1] == ""


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_no_name_has_an_empty_key(name: str) -> None:
    assert company_key(name)
    assert name_key(name)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("J. Doe", "Jane Doe", True),
        ("Doe, Jane", "Jane Doe", True),
        ("Hans Mueller", "Hans Müller", True),
        ("Jane", "Jane Doe", True),
        ("Ann Doe", "Jane Doe", False),
        ("J. D.", "Jane Doe", False),
        ("", "Jane Doe", False),
    ],
)
def test_names_of_one_person_agree(one: str, other: str, *, agree: bool) -> None:
    assert names_agree(one, other) is agree
    assert names_agree(other, one) is agree


PIECES = (
    "The", "Acme", "&", "Sons", "and", "und", "Co.", "GmbH", "Inc.", "Sp. z o.o.", "S.A. de C.V.",
    "a/s", "I.B.M.", "O'Neil", "Müller", "Baeckerei", "PT", "ab", "(x)", "-", "_", "sarl", "S.p.A.",
    "株式会社", "+", "et", "blue", " ", "\n",
)  # fmt: skip


@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.text(), max_size=5)
)
def test_many_names_at_once_have_the_keys_they_have_one_by_one(names: list[str]) -> None:
    assert company_keys(names) == [company_key(name) if name else "" for name in names]
