"""Foreign text loses what could steer a terminal, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.text import clean, clean_line

ANY_TEXT = st.text(st.characters(categories=("L", "N", "P", "S", "Z", "Cc", "Cf", "Cs", "Co")))


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred",
        "\x1b]52;c;ZXZpbA==\x07",
        "\x9b31mred",
        "\x9d52;c;ZXZpbA==\x9c",
        "bell\x07",
        "null\x00byte",
        "del\x7f",
        "abc\u202egnp.exe",
        "\u2066isolate\u2069",
        "\u200fmark",
        "\u061cmark",
        "half \ud83d of a pair",
    ],
)
def test_no_hostile_character_survives_and_its_place_is_marked(hostile: str) -> None:
    cleaned = clean(hostile)
    assert "\ufffd" in cleaned
    assert not any(
        char in cleaned for char in "\x1b\x07\x00\x7f\x9b\x9c\x9d\u202e\u2066\u2069\u200f\u061c"
    )
    cleaned.encode()


@pytest.mark.parametrize(
    "harmless",
    ["[/red]x", "👩‍💻 ❤️", "Zoë Ågård", "株式会社", "שלום", "می‌خواهم", "one\ttwo\nthree", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
)
def test_writing_of_people_is_left_alone(harmless: str) -> None:
    assert clean(harmless) == harmless


def test_line_ends_of_every_kind_become_newlines() -> None:
    assert clean("a\r\nb\rc\nd\u2028e") == "a\nb\nc\nd\ne"


def test_a_line_holds_no_breaks_and_no_double_blanks() -> None:
    assert clean_line("  Acme\r\n\tBcc: all \u00a0 of us \x1b ") == "Acme Bcc: all of us \ufffd"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_and_the_result_can_be_stored(text: str) -> None:
    for cleaner in (clean, clean_line):
        once = cleaner(text)
        assert cleaner(once) == once
        once.encode()
        assert all(char in "\n\t" or not 0 <= ord(char) - 0x7F < 0x21 for char in once)
        assert all(char in "\n\t" or ord(char) >= 0x20 for char in once)
    assert "\n" not in clean_line(text)
