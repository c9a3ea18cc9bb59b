"""Days and weeks without a year: the next there is, and none where that is no more than a guess."""

from datetime import date

import pytest

from workstation.exchange.undated import is_part_of_month, is_relative, undated_in
from workstation.exchange.values import Unreadable

SINCE = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("15.1.", date(2027, 1, 15)),
        ("15.01. Angebot", date(2027, 1, 15)),
        ("anrufen am 3.12., Büro", date(2026, 12, 3)),
        ("3 March", date(2027, 3, 3)),
        ("3. März 9:30", date(2027, 3, 3)),
        ("Dec 9th", date(2026, 12, 9)),
        ("on Dec 9 9:30", date(2026, 12, 9)),
        ("23.11.", date(2026, 11, 23)),
        ("KW 49", date(2026, 11, 30)),
        ("KW49", date(2026, 11, 30)),
        ("Mitte KW 3 anrufen", date(2027, 1, 20)),
        ("v. 49", date(2026, 11, 30)),
        ("v.49 ringa", date(2026, 11, 30)),
        ("week 48", date(2026, 11, 23)),
        ("uke 53", date(2026, 12, 28)),
        ("KW 49/2026", date(2026, 11, 30)),
        ("KW 49/26", date(2026, 11, 30)),
        ("2027-W02", date(2027, 1, 11)),
        ("KW 3/2028", date(2028, 1, 17)),
        ("week 3/2028", date(2028, 1, 17)),
    ],
)
def test_the_next_such_day_counts(cell: str, day: date) -> None:
    undated = undated_in(cell)
    assert undated is not None
    assert undated.on(SINCE) == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("KW 49/2026 Do", date(2026, 12, 3)),
        ("Fr KW 49", date(2026, 12, 4)),
        ("KW 49 Fr", date(2026, 12, 4)),
        ("KW 50, Mi", date(2026, 12, 9)),
        ("KW 49 (Mi)", date(2026, 12, 2)),
        ("kw49 fr", date(2026, 12, 4)),
        ("2026-W49 Do", date(2026, 12, 3)),
        ("Freitag in der KW 49", date(2026, 12, 4)),
        ("Thu, week 49", date(2026, 12, 3)),
        ("jeudi semaine 49", date(2026, 12, 3)),
        ("KW 49 Sa", date(2026, 12, 5)),
        ("KW 49 Di/Mi", date(2026, 12, 1)),
        ("Do/Fr KW 49", date(2026, 12, 3)),
        ("Anfang KW 49", date(2026, 11, 30)),
        ("Mitte der KW 49", date(2026, 12, 2)),
        ("KW 49, Ende", date(2026, 12, 4)),
        ("Ende KW 49 anrufen", date(2026, 12, 4)),
        ("mid-week 49", date(2026, 12, 2)),
        ("end of week 49", date(2026, 12, 4)),
        ("KW 49 so bald wie möglich", date(2026, 11, 30)),
        ("die KW 49", date(2026, 11, 30)),
        ("do week 49 first", date(2026, 11, 30)),
        ("week 49 start the trial", date(2026, 11, 30)),
        ("week 49 Friedrich", date(2026, 11, 30)),
    ],
)
def test_a_day_or_part_named_beside_a_week_is_that_day_of_it(cell: str, day: date) -> None:
    undated = undated_in(cell)
    assert undated is not None
    assert undated.on(SINCE) == day


def test_a_time_behind_the_day_of_a_week_is_kept() -> None:
    undated = undated_in("KW 49 Mi um 10:30")
    assert undated is not None
    assert (undated.weekday, undated.clock) == (3, "10:30")


def test_the_last_of_february_is_that_of_the_next_year_that_has_one() -> None:
    undated = undated_in("29.2.")
    assert undated is not None
    assert undated.on(date(2027, 12, 1)) == date(2028, 2, 29)
    assert isinstance(undated.on(SINCE), Unreadable)


@pytest.mark.parametrize(
    "cell",
    [
        "15.10.", "22.11.", "1 June", "KW 40", "KW 47", "31.2.",
    ],
)  # fmt: skip
def test_a_day_that_may_as_well_be_past_or_is_none_is_not_guessed(cell: str) -> None:
    undated = undated_in(cell)
    assert undated is not None
    assert isinstance(undated.on(SINCE), Unreadable)


@pytest.mark.parametrize(
    "cell",
    [
        "soon", "tomorrow", "15.1", "1.2. or 3.2.", "KW 49/50", "KW 49-51", "KW 60", "15.-17.1.",
        "W2 form", "release 1.2.", "§ 15.1.", "15.01.2027", "3 March 2027", "3 March 27",
        "Jan 5 questions", "week 10:30", "KW 12/26", "week 2 email",
        "Wk3", "V2 of the offer", "mail of 3 March",
    ],
)  # fmt: skip
def test_what_names_no_one_day_is_left_alone(cell: str) -> None:
    assert undated_in(cell) is None


def test_words_that_count_from_the_day_they_were_written_are_known() -> None:
    assert all(map(is_relative, ("morgen anrufen", "tomorrow", "next week", "nächste Woche")))
    assert not any(map(is_relative, ("Morgenthau GmbH", "keep warm", "2 May")))


def test_a_part_of_a_month_is_known_for_what_it_is() -> None:
    parts = ("Anfang Januar", "Ende Dezember anrufen", "mid-January", "end of Jan", "fine gennaio")
    assert all(map(is_part_of_month, parts))
    assert not any(map(is_part_of_month, ("Anfang KW 49", "Januar", "Legende Januar", "Ende")))
