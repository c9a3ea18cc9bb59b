"""The machine's own zone, when the rep has set none."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workstation.desk.clock import MachineZone, SystemClock, machine_zone

pytestmark = pytest.mark.skipif(
    not hasattr(time, "tzset"), reason="the zone of the machine cannot be set"
)

CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def _in_chicago(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    set_zone: Callable[[], None] = getattr(time, "tzset")  # noqa: B009 - not there on Windows
    monkeypatch.setenv("TZ", "America/Chicago")
    set_zone()
    yield
    monkeypatch.undo()
    set_zone()


@pytest.mark.usefixtures("_in_chicago")
def test_a_day_beyond_the_change_of_the_clocks_has_the_offset_of_that_day() -> None:
    zone = SystemClock().now().tzinfo

    for text in ("2026-07-01T15:00", "2026-12-01T15:00"):
        local = datetime.fromisoformat(text)
        moment = local.replace(tzinfo=zone).astimezone(UTC)
        assert moment == local.replace(tzinfo=CHICAGO).astimezone(UTC)
        assert moment.astimezone(zone).replace(tzinfo=None) == local


@pytest.mark.usefixtures("_in_chicago")
def test_the_machine_s_zone_is_known_by_name_where_it_tells_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert machine_zone() is CHICAGO
    monkeypatch.setenv("TZ", "CST6CDT,M3.2.0,M11.1.0")
    getattr(time, "tzset")()  # noqa: B009
    assert isinstance(machine_zone(), MachineZone)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert isinstance(machine_zone(), MachineZone), "the machine has not followed"


@pytest.mark.usefixtures("_in_chicago")
def test_every_moment_of_the_hour_that_comes_twice_stays_itself() -> None:
    moment = datetime(2026, 11, 1, 5, tzinfo=UTC)
    while moment.hour < 9:
        assert moment.astimezone(MachineZone()).astimezone(UTC) == moment
        moment += timedelta(minutes=10)


@pytest.mark.usefixtures("_in_chicago")
def test_the_ends_of_time_are_moments_too() -> None:
    assert datetime.max.replace(tzinfo=MachineZone()).utcoffset() is not None
    assert datetime.min.replace(tzinfo=MachineZone()).utcoffset() is not None
