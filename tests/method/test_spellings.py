"""Umlauts spelt out and the other way round."""

from workstation.method.spellings import Spellings, spellings_of, written


def test_most_words_are_spelt_in_one_way_only() -> None:
    for word in ("amber", "5550121", "Łódź", "é"):
        assert spellings_of(word) == Spellings()


def test_umlauts_and_sharp_s_are_spelt_out_and_contracted() -> None:
    assert spellings_of("Özdemir") == Spellings(("oezdemir",))
    assert spellings_of("Oezdemir") == Spellings((), ("özdemir",))
    assert spellings_of("Weiß") == Spellings(("weiss",))
    assert spellings_of("WEISS") == Spellings(("weiß",))
    assert set(spellings_of("großmüller").certain) == {
        "grossmüller",
        "großmueller",
        "grossmueller",
    }
    assert set(spellings_of("gruess").umlauts) == {"grüss", "grüß"}
    assert spellings_of("ue") == Spellings(), "one letter begins nearly everything"


def test_a_spelling_is_written_small_with_a_capital_or_in_capitals() -> None:
    assert written("öl-müller") == ("öl-müller", "Öl-müller", "Öl-mÜller")
    assert written("müller") == ("müller", "Müller", "mÜller")
