"""Names of people as lists write them, in the order in which they are said."""

import pytest

from workstation.method.said_names import in_order, without_salutation


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Example, Ada", "Ada Example"),
        ("EXAMPLE, ADA", "ADA EXAMPLE"),
        ("O'Neil, Pat", "Pat O'Neil"),
        ("von der Heide, Anna-Lena", "Anna-Lena von der Heide"),
        ("Example, Ada B.", "Ada B. Example"),
        ("Sample, MBA", "Sample, MBA"),
        ("Ben Sample, Ph.D.", "Ben Sample, Ph.D."),
        ("Ben Sample, Jr.", "Ben Sample, Jr."),
        ("Corvid Labs, Inc.", "Corvid Labs, Inc."),
        ("One, Two, Three", "One, Two, Three"),
        ("Sample, 3rd floor", "Sample, 3rd floor"),
        ("De la Cruz, Ana", "Ana De la Cruz"),
        ("Sample Jr., Bob", "Bob Sample Jr."),
        ("Ada Example, Director", "Ada Example, Director"),
        ("Bob Sample, Head of Sales", "Bob Sample, Head of Sales"),
        ("Ada Example, Berlin", "Ada Example, Berlin"),
        ("Example, Director", "Example, Director"),
        ("Example, Geschäftsführerin", "Example, Geschäftsführerin"),
        ("Example, Head of Sales", "Example, Head of Sales"),
        ("Example, Sales Manager", "Example, Sales Manager"),
        ("Example, Art", "Art Example"),
    ],
)
def test_a_pair_is_turned_and_what_follows_a_name_is_not(written: str, said: str) -> None:
    assert in_order(written) == said


def test_a_pair_of_two_last_names_is_turned_where_an_address_agrees() -> None:
    assert in_order("Example Müster, Ana", "ana.muster@a.example.com") == "Ana Example Müster"
    assert in_order("Example, Rep", "rep.example@a.example.com") == "Rep Example"
    written = "Ada Example, Accountant"
    assert in_order(written, "aexample@a.example.com; ada.example@b.example.com") == written


@pytest.mark.parametrize(
    ("written", "how", "name"),
    [
        ("Herr Jörg Müller", "Herr", "Jörg Müller"),
        ("Mr. Max (Purchasing) Muster", "Mr", "Max (Purchasing) Muster"),
        ("Frau Dr. Anna von der Heide", "Frau", "Dr. Anna von der Heide"),
        ("Mme Bea Modèle", "Mme", "Bea Modèle"),
        ("Frau Müller", "", "Frau Müller"),
        ("Frau Dr. Müller", "", "Frau Dr. Müller"),
        ("Francis Herr", "", "Francis Herr"),
        ("Sr", "", "Sr"),
        ("Sig. Mario Sample", "Sig", "Mario Sample"),
        ("Sig Example Smith", "", "Sig Example Smith"),
        ("HR Ben Sample", "", "HR Ben Sample"),
    ],
)
def test_how_somebody_is_addressed_is_taken_off_where_a_whole_name_is_left(
    written: str, how: str, name: str
) -> None:
    assert without_salutation(written) == (how, name)
