"""Objection cards: found by two or three letters, best first, at once in a pile of thousands."""

import time

from hypothesis import given
from hypothesis import strategies as st

from workstation.method.objections import Cards, Objection


def card(title: str, *words: str) -> Objection:
    return Objection(
        key=title.casefold().replace(" ", "_"),
        title=title,
        source="inertia",
        question="Why?",
        story="One did.",
        proof="A page.",
        words=list(words),
    )


PILE = [
    card("Too expensive", "price", "discount"),
    card("No time now", "busy"),
    card("Not interested"),
    card("Préférence locale", "naïve"),
    card("Have a supplier", "set up"),
]


def found(letters: str, limit: int = 9) -> list[str]:
    return [each.title for each in Cards(PILE).find(letters, limit)]


def test_a_title_comes_before_a_word_a_word_before_initials_and_those_before_the_middle() -> None:
    pile = Cards([card("Unsaid", "xno"), card("Nine options"), card("Say", "no"), card("No")])
    assert [each.title for each in pile.find("no")] == ["No", "Say", "Nine options", "Unsaid"]


def test_initials_come_before_the_middle_of_a_word_of_the_same_card() -> None:
    both = card("Nine options", "xno")
    pile = Cards([card("Unsaid", "xno"), both, card("Say", "no")])
    assert [each.title for each in pile.find("no")] == ["Say", "Nine options", "Unsaid"]


def test_of_several_words_all_count_for_the_order() -> None:
    pile = Cards([card("No time"), card("Say", "no", "ime")])
    assert [each.title for each in pile.find("no ime")] == ["Say", "No time"]


def test_nine_cards_are_shown_unless_told_otherwise() -> None:
    pile = Cards([card(f"Card {n}") for n in range(12)])
    assert [each.title for each in pile.find("")] == [f"Card {n}" for n in range(9)]


def test_letters_find_words_initials_and_parts() -> None:
    assert found("exp") == ["Too expensive"]
    assert found("PRI") == ["Too expensive"]
    assert found("ntn") == ["No time now"]
    assert found("ppli") == ["Have a supplier"]
    assert found("up") == ["Have a supplier"]


def test_accents_and_capitals_do_not_matter() -> None:
    assert found("pref") == found("PRÉF") == ["Préférence locale"]
    assert found("naive") == ["Préférence locale"]


def test_of_several_words_each_must_be_found() -> None:
    assert found("no ti") == ["No time now"]
    assert found("ti no") == ["No time now"]
    assert found("no price") == []


def test_nothing_typed_shows_the_pile_in_its_order_up_to_the_limit() -> None:
    assert found("") == [each.title for each in PILE]
    assert found("  ", 2) == ["Too expensive", "No time now"]
    assert found("zzz") == []


@given(st.text(max_size=12), st.integers(0, 9))
def test_any_letters_give_cards_of_the_pile_each_once(letters: str, limit: int) -> None:
    titles = found(letters, limit)
    assert len(titles) == len(set(titles)) <= limit
    assert set(titles) <= {each.title for each in PILE}


def test_two_thousand_cards_are_searched_within_a_frame() -> None:
    pile = Cards(
        [card(f"{each.title} {n}", *each.words, "later") for n in range(400) for each in PILE]
    )
    times = []
    for letters in ("e", "no", "pri", "no ti", "zzzq", "") * 3:
        before = time.perf_counter()
        pile.find(letters)
        times.append(time.perf_counter() - before)
    assert sorted(times)[len(times) // 2] < 0.016
