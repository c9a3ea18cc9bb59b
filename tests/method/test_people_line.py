"""A person in one line: the same whatever the order, and no word of it lost."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.people_line import Named, read_person
from workstation.method.phones import parse_phone

PARTS = ("Dana Whitfield", "VP Operations", "+1 312 555 0199 ext 12", "dana@example.com")


def who(line: str, region: str | None = "US", company: str = "") -> tuple[str, str, str, str]:
    found = read_person(line, region=region, company=company)
    return found.name, found.title, " ".join(each.display for each in found.phones), found.note


@pytest.mark.parametrize("between", [", ", "; ", "\t", "\n", " ", " | ", " - "])
def test_any_order_and_any_separator_give_the_same_person(between: str) -> None:
    people = {read_person(between.join(parts)) for parts in permutations(PARTS)}
    assert people == {
        Named(
            name="Dana Whitfield",
            title="VP Operations",
            phones=(parse_phone("+1 312 555 0199 ext 12", None),),  # type: ignore[arg-type]
            emails=("dana@example.com",),
            role="unknown",
            note="",
            said="Dana Whitfield · VP Operations · +1 312 555 0199 ext. 12 · dana@example.com",
        )
    }


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("VP Ops Dana Whitfield", "Dana Whitfield", "VP Ops"),
        ("dana whitfield vp quality assurance", "dana whitfield", "vp quality assurance"),
        ("Dana Whitfield, VP Widgets", "Dana Whitfield", "VP Widgets"),
        ("Dana Whitfield Director, Night Shift", "Dana Whitfield", "Night Shift, Director"),
        ("head of widgets Dana Whitfield", "Dana Whitfield", "head of widgets"),
        ("Sam Reed assistant to the president", "Sam Reed", "assistant to the president"),
        ("Dana Whitfield (VP Ops)", "Dana Whitfield", "VP Ops"),
        ("CEO Dana Whitfield Founder", "Dana Whitfield", "CEO Founder"),
        ("the night desk lead", "", "the night desk lead"),
        ("Dana", "Dana", ""),
        ("Dr. Ana-María López de la Torre", "Dr. Ana-María López de la Torre", ""),
        ("Directora de Operaciones Ana López de la Torre", "Ana López de la Torre",
         "Directora de Operaciones"),
        ("Leiterin der Produktion Anna von der Heide", "Anna von der Heide",
         "Leiterin der Produktion"),
        ("Betriebsleiterin Petra Muster", "Petra Muster", "Betriebsleiterin"),
        ("Jean Exemple directeur des achats", "Jean Exemple", "directeur des achats"),
        ("דנה כהן, CEO", "דנה כהן", "CEO"),
        ("田中 太郎 営業部長", "田中 太郎", "営業部長"),
        ("VP Sales Mr. Jo O'Neil-Smith III", "Mr. Jo O'Neil-Smith III", "VP Sales"),
    ],
)  # fmt: skip
def test_titles_are_told_from_names(line: str, name: str, title: str) -> None:
    assert who(line) == (name, title, "", "")


@pytest.mark.parametrize(
    ("line", "region", "found"),
    [
        ("VP Ops Dana 312-555-0199", "US", ("Dana", "VP Ops", "+1 312 555 0199", "")),
        ("(312) 555-0199 x12 Dana", "US", ("Dana", "", "+1 312 555 0199 ext. 12", "")),
        ("Dana 312 555 0199 312 555 0142", "US",
         ("Dana", "", "+1 312 555 0199 +1 312 555 0142", "")),
        ("Dana mobile 020 7946 0123", "GB", ("Dana", "", "+44 20 7946 0123", "")),
        ("0199 at the end of 020 7946 0123", "GB",
         ("", "", "+44 20 7946 0123", "0199 at the end of")),
        ("Dana 312-555-0199 vp ops", None, ("Dana", "vp ops", "", "312-555-0199")),
        ("Dana Whitfield 0199", "US", ("Dana Whitfield", "", "", "0199")),
        ("Dana fax 312 555 0199", "US", ("Dana", "", "", "fax 312 555 0199")),
        ("📞 312 555 0199 Dana 😀", "US", ("Dana", "", "+1 312 555 0199", "📞; 😀")),
        ("ask for Dana, Corvid Labs", "US", ("Dana", "", "", "ask for; Corvid Labs")),
        ("Corvid Labs, Dana", "US", ("Dana", "", "", "Corvid Labs")),
    ],
)  # fmt: skip
def test_numbers_are_read_and_what_is_left_is_noted(
    line: str, region: str | None, found: tuple[str, ...]
) -> None:
    assert who(line, region, "corvid labs") == found


def test_a_pasted_signature_is_taken_apart() -> None:
    found = read_person(
        "Best regards,\nDana Whitfield\nVP Operations\nCorvid Labs GmbH\n100 Main Street\n"
        "T: +1 312 555 0199\nF: +1 312 555 0198\nwww.corvid.example\nE-mail: dana@example.com",
        region="US",
    )
    assert (found.name, found.title, found.emails) == (
        "Dana Whitfield", "VP Operations", ("dana@example.com",),
    )  # fmt: skip
    assert [each.e164 for each in found.phones] == ["+13125550199"]
    for kept in ("Corvid Labs GmbH", "100 Main Street", "fax +1 312 555 0198", "www.corvid"):
        assert kept in found.note
        assert kept in found.said


def test_what_a_form_spells_out_is_no_part_of_it() -> None:
    line = "Name: Dana Whitfield\nTitle: VP Ops\nMobile: 312 555 0199"
    assert who(line) == ("Dana Whitfield", "VP Ops", "+1 312 555 0199", "")


def test_an_address_alone_spells_the_name() -> None:
    assert read_person("dana.whitfield@example.com").name == "Dana Whitfield"
    assert read_person("info@example.com").name == ""


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("executive assistant", "gatekeeper"), ("assistant to the CEO", "gatekeeper"),
        ("assistant manager", "unknown"), ("front desk lead", "gatekeeper"),
        ("CEO", "decision_maker"), ("Managing Director", "decision_maker"),
        ("Vice President Sales", "unknown"), ("vice-president", "unknown"),
        ("president", "decision_maker"), ("Geschäftsführerin", "decision_maker"),
        ("VP Operations", "unknown"), ("Assistentin der Geschäftsleitung", "gatekeeper"),
    ],
)  # fmt: skip
def test_a_role_is_guessed_only_where_the_title_makes_it_clear(title: str, role: str) -> None:
    found = read_person(f"Dana Whitfield, {title}")
    assert (found.title, found.role) == (title, role)


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalpha())


LABELS = ("email", "mail", "phone", "telephone", "tel", "mobile", "direct", "office", "work", "fax")
WORDS = st.lists(
    st.one_of(
        st.text(st.characters(categories=["L", "M", "S"]), min_size=1, max_size=8).filter(
            lambda word: word.casefold() not in LABELS
        ),
        st.sampled_from(["vp", "of", "the", "12", "Dana", ",", ";", "-", "a@b.example", "(", "😀"]),
    ),
    max_size=25,
)


@given(WORDS)
def test_no_word_is_lost(words: list[str]) -> None:
    line = " ".join(words)
    found = read_person(line, region="US")
    kept = " ".join((found.name, found.title, *found.emails * line.count("@"), found.note))
    assert not letters(line) - letters(kept)


@given(st.text(max_size=400), st.sampled_from(["US", "GB", None, "??"]))
def test_no_line_breaks_the_reader(line: str, region: str | None) -> None:
    found = read_person(line, region=region)
    assert "\x1b" not in found.said
    assert "\n" not in found.name + found.title


def test_a_huge_paste_is_read_at_its_beginning_and_kept_whole() -> None:
    found = read_person("Dana Whitfield, " + "555 0199 (" * 20_000, region="US")
    assert found.name == "Dana Whitfield"
    assert len(found.note) > 150_000
