"""Settings take only what the desk can use, and write it one way."""

from pathlib import Path

import pytest

from tests.fresh import kept
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("country", "Germany", "DE"),
        ("country", "uk", "GB"),
        ("currency", "eur", "EUR"),
        ("level", "Beginner", "beginner"),
        ("started_on", "2026-11-16", "2026-11-16"),
        ("working_weekdays", "4,0 1", "0 1 4"),
        ("working_weekdays", "", "0 1 2 3 4"),
        ("currency", " ", "USD"),
        ("country", "", ""),
        ("name", "Rowan", "Rowan"),
    ],
)
def test_a_setting_is_kept_the_one_way_the_desk_reads_it(
    desk: Desk, key: str, typed: str, kept: str
) -> None:
    desk.settings.set(key, typed)
    assert desk.settings.get(key) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("time_zone", "Mars/Base"),
        ("country", "Narnia"),
        ("currency", "dollars"),
        ("level", "guru"),
        ("started_on", "31 February"),
        ("working_weekdays", "mon tue"),
    ],
)
def test_a_setting_refuses_what_the_desk_cannot_use(desk: Desk, key: str, typed: str) -> None:
    before = desk.settings.get(key)
    with pytest.raises(DeskError, match=typed):
        desk.settings.set(key, typed)
    assert desk.settings.get(key) == before
    assert desk.history.recent() == []


def test_a_country_by_name_has_its_holidays(desk: Desk) -> None:
    desk.settings.set("country", "United States")
    assert desk.days.read("thu").day.isoformat() == "2026-11-27"


def test_the_clock_follows_the_time_zone_at_once(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "desk.db", node=1, cache=kept())
    try:
        desk.settings.set("time_zone", "Pacific/Auckland")
        assert str(desk.clock.now().tzinfo) == "Pacific/Auckland"
    finally:
        desk.close()


@pytest.mark.parametrize("typed", ["~nobody-of-that-name/cal.ics", "x" * 5000, "a\0b"])
def test_a_place_that_cannot_be_is_refused_in_a_sentence(desk: Desk, typed: str) -> None:
    with pytest.raises(DeskError):
        desk.settings.set("calendar", typed)
    with pytest.raises(DeskError):
        desk.settings.set("calendar_kept", f"{typed}.txt")
