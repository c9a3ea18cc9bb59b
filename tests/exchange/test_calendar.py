"""Calendars of other programs are read for what makes the rep busy; nothing in them hurts."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.exchange.calendar import CalendarFiles, read_busy
from workstation.method.text import clean_line

CHICAGO = ZoneInfo("America/Chicago")
START = datetime(2026, 11, 23, tzinfo=CHICAGO)
END = START + timedelta(days=14)


def calendar(*events: str, outside: str = "") -> str:
    blocks = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{outside}{blocks}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.ics"


def times(path: Path, *events: str, outside: str = "", address: str = "") -> list[str]:
    """Return the busy times by the rep's clock."""
    path.write_text(calendar(*events, outside=outside), encoding="utf-8")
    found = read_busy(path, START, END, address=address)
    assert found.problems == ()
    return [
        f"{each.starts_at.astimezone(CHICAGO):%a %d %H:%M}"
        f"-{each.ends_at.astimezone(CHICAGO):%H:%M} {each.title}"
        for each in found.busy
    ]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            "DTSTART:20261124T150000Z\nDTEND:20261124T160000Z\nSUMMARY:Tea\\, with\n  milk",
            "Tue 24 09:00-10:00 Tea, with milk",
        ),
        ("DTSTART:20261124T150000\nDURATION:PT45M", "Tue 24 15:00-15:45 busy"),
        (
            "DTSTART;TZID=Europe/Berlin:20261124T150000\nDTEND;TZID=Europe/Berlin:20261124T160000",
            "Tue 24 08:00-09:00 busy",
        ),
        (
            'DTSTART;TZID="W. Europe Standard Time":20261124T150000\nDURATION:PT1H',
            "Tue 24 08:00-09:00 busy",
        ),
        (
            "DTSTART;TZID=/example.org/20200101/Europe/Berlin:20261124T150000\nDURATION:PT1H",
            "Tue 24 08:00-09:00 busy",
        ),
        ("DTSTART;VALUE=DATE:20261126\nTRANSP:OPAQUE\nSUMMARY:Away", "Thu 26 00:00-00:00 Away"),
        (
            (
                "DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261127\n"
                "X-MICROSOFT-CDO-BUSYSTATUS:OOF"
            ),
            "Thu 26 00:00-00:00 busy",
        ),
        ("DTSTART:20261122T120000\nDTEND:20261123T010000", "Sun 22 12:00-01:00 busy"),
    ],
)
def test_an_event_is_busy_from_its_beginning_to_its_end(
    path: Path, event: str, expected: str
) -> None:
    assert times(path, event) == [expected]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20261124T150000Z\nDTEND:20261124T160000Z\nTRANSP:TRANSPARENT",
        "DTSTART:20261124T150000Z\nDTEND:20261124T160000Z\nSTATUS:CANCELLED",
        "DTSTART:20261124T150000Z\nDTEND:20261124T160000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "DTSTART:20261124T150000Z",
        "DTSTART;VALUE=DATE:20261126\nTRANSP:TRANSPARENT\nSUMMARY:Somebody's birthday",
        "DTSTART:20261024T150000Z\nDTEND:20261024T160000Z",
        "DTSTART:20271024T150000Z\nDTEND:20271024T160000Z",
        "DTSTART:20251124T150000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260101T000000Z",
        "DTSTART:99991124T150000Z\nDTEND:99991124T160000Z",
    ],
)
def test_what_leaves_the_rep_free_does_not_count(path: Path, event: str) -> None:
    assert times(path, event) == []


def test_what_the_rep_declined_does_not_count(path: Path) -> None:
    event = (
        "DTSTART:20261124T150000Z\nDURATION:PT1H\n"
        "ATTENDEE;CN=Rep;PARTSTAT=DECLINED:mailto:Rep@example.com"
    )
    assert times(path, event, address="rep@example.com") == []
    assert len(times(path, event, address="other@example.com")) == 1


def test_a_series_keeps_its_hour_over_the_change_of_clocks_and_its_exceptions(path: Path) -> None:
    series = (
        "UID:s\nSUMMARY:Stand-up\nDTSTART;TZID=America/Chicago:20260701T091500\nDURATION:PT15M\n"
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261202T151500Z\n"
        "EXDATE;TZID=America/Chicago:20261127T091500"
    )
    moved = (
        "UID:s\nSUMMARY:Stand-up later\nRECURRENCE-ID:20261125T151500Z\n"
        "DTSTART;TZID=America/Chicago:20261125T110000\nDURATION:PT15M"
    )
    dropped = (
        "UID:s\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=America/Chicago:20261130T091500\n"
        "DTSTART;TZID=America/Chicago:20261130T091500\nDURATION:PT15M"
    )
    assert times(path, moved, series, dropped) == [
        "Mon 23 09:15-09:30 Stand-up",
        "Wed 25 11:00-11:15 Stand-up later",
        "Wed 02 09:15-09:30 Stand-up",
    ]


def test_the_newest_version_of_an_event_counts(tmp_path: Path) -> None:
    old = "UID:m\nSEQUENCE:0\nDTSTART:20261124T150000Z\nDURATION:PT1H"
    new = "UID:m\nSEQUENCE:1\nDTSTART:20271124T150000Z\nDURATION:PT1H"
    (tmp_path / "a.ics").write_text(calendar(new))
    (tmp_path / "b.ics").write_text(calendar(old))
    assert read_busy(tmp_path, START, END).busy == ()


def test_a_zone_the_file_describes_is_understood(path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Our own\nBEGIN:STANDARD\nDTSTART:19701025T030000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "END:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    winter = "DTSTART;TZID=Our own:20261124T150000\nDURATION:PT1H"
    assert times(path, winter, outside=zone) == ["Tue 24 08:00-09:00 busy"]
    found = read_busy(path, datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 2, tzinfo=UTC))
    assert found.busy == ()
    path.write_text(calendar(winter.replace("20261124", "20260701"), outside=zone))
    found = read_busy(path, datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 2, tzinfo=UTC))
    assert found.busy[0].starts_at == datetime(2026, 7, 1, 13, tzinfo=UTC)


def test_a_published_list_of_busy_times_counts_too(path: Path) -> None:
    listed = (
        "BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20261124T150000Z/PT1H,"
        "20261125T150000Z/20261125T160000Z\nFREEBUSY;FBTYPE=FREE:20261126T150000Z/PT1H\n"
        "END:VFREEBUSY\n"
    )
    assert times(path, outside=listed) == ["Tue 24 09:00-10:00 busy", "Wed 25 09:00-10:00 busy"]


GOOD = "DTSTART:20261124T150000Z\nDTEND:20261124T160000Z\nSUMMARY:Good"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "bad.ics is empty."),
        (b"name;phone\nx;y\n", "bad.ics is not a calendar (.ics)."),
        (b"\x00\xff" * 500, "bad.ics is not a calendar (.ics)."),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261124T150000Z\nDURATION:PT1H\n",
            "bad.ics is damaged: an event in it has no end.",
        ),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99991399T99\nEND:VEVENT\nEND:VCALENDAR\n",
            "bad.ics has an event that cannot be read; the others count.",
        ),
        (
            (
                b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X\nDTSTART;TZID=Nowhere/Land:20261124T150000\n"
                b"DURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
            ),
            (
                "bad.ics: “X” is in the time zone “Nowhere/Land”, which nobody knows; "
                "its times are taken as yours."
            ),
        ),
        (
            (
                b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X\nDTSTART:20261124T150000Z\n"
                b"DURATION:PT1S\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR\n"
            ),
            "bad.ics: “X” is not followed, as it is repeated secondly; its first time counts.",
        ),
    ],
)
def test_a_bad_file_is_named_in_a_sentence_and_the_others_count(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "bad.ics").write_bytes(content)
    (tmp_path / "good.ics").write_text(calendar(GOOD))
    found = read_busy(tmp_path, START, END)
    assert found.problems == (sentence,)
    assert "Good" in [each.title for each in found.busy]


def test_files_too_large_gone_or_closed_are_named(tmp_path: Path) -> None:
    with (tmp_path / "huge.ics").open("wb") as file:
        file.truncate(100_000_000)
    (tmp_path / "folder.ics").mkdir()
    (tmp_path / "link.ics").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.ics")
    (tmp_path / "good.ics").write_text(calendar(GOOD))
    found = read_busy(tmp_path, START, END)
    assert [each.title for each in found.busy] == ["Good"]
    assert any("huge.ics has 100 MB" in each for each in found.problems)
    assert any("link.ics cannot be read" in each for each in found.problems)
    assert "The calendar pipe.ics is not a file." in found.problems
    gone = read_busy(tmp_path / "gone.ics", START, END)
    assert gone.problems == ("The calendar gone.ics cannot be read (no such file or directory).",)


def test_text_of_a_calendar_is_made_harmless(path: Path) -> None:
    path.write_text(calendar(f"{GOOD}\x1b]52;c;aGk=\x07 [/red] \u202eevil"), encoding="utf-8")
    (busy,) = read_busy(path, START, END).busy
    assert not {"\x1b", "\x07", "\u202e"} & set(busy.title)


def test_thousands_of_files_are_read_once(tmp_path: Path) -> None:
    for number in range(1500):
        day = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(days=number)
        event = f"UID:{number}\nDTSTART:{day:%Y%m%d}T150000Z\nDURATION:PT1H\nSUMMARY:{number}"
        (tmp_path / f"{number}.ics").write_text(calendar(event))
    (tmp_path / "good.ics").write_text(calendar(GOOD))
    seconds = [0.0]
    files = CalendarFiles(clock=lambda: seconds[0])
    assert len(files.busy(tmp_path, START, END).busy) == 1
    began = perf_counter()
    assert len(files.busy(tmp_path, START, END).busy) == 1
    assert perf_counter() - began < 0.02
    seconds[0] = 2
    later = GOOD.replace("20261124", "20261125")
    (tmp_path / "good.ics").write_text(calendar(later, later + "2"))
    assert [f"{each.starts_at:%d}" for each in files.busy(tmp_path, START, END).busy] == ["25"] * 2


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(
                ("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID",
                 "BEGIN", "END", "UID", "TRANSP", "SUMMARY;X=\"", "FREEBUSY", "DTSTART;TZID=Q")
            ),
            st.sampled_from(
                ("20261124T150000Z", "20261124", "00000000", "99991231T235959", "P1D", "-PT1H",
                 "P99999999999D", "VEVENT", "VTIMEZONE", "STANDARD", "VFREEBUSY", "VCALENDAR",
                 "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=9XX", "FREQ=DAILY;COUNT=999999999",
                 "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO", "20261124T150000Z/PT1H", "", ":;,\\")
            )
            | st.text(max_size=20),
        ),
        max_size=14,
    )
)  # fmt: skip
def test_no_file_however_broken_stops_the_reading(path: Path, lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{name}:{value}" for name, value in lines)
    content = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{text}\nEND:VEVENT\nEND:VCALENDAR\n"
    path.write_bytes(content.encode("utf-8", errors="surrogatepass"))
    found = read_busy(path, START, END)
    assert all(each.starts_at < each.ends_at for each in found.busy)
    assert all(sentence.endswith(".") for sentence in found.problems)


def test_what_is_said_of_a_broken_event_steers_no_terminal(path: Path) -> None:
    path.write_bytes(
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261124T150000Z\nRRULE:FREQ=DAILY;COUNT=9\r"
        b'"\x1b[2J\nSUMMARY:Stand-up\nEND:VEVENT\nEND:VCALENDAR\n'
    )
    (sentence,) = read_busy(path, START, END).problems
    assert sentence == clean_line(sentence) and "is not a number" in sentence


def test_a_folder_that_cannot_be_entered_is_named(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root enters every folder")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert "closed" in read_busy(tmp_path, START, END).problems[0]


def test_many_rules_counted_from_long_ago_share_one_allowance(path: Path) -> None:
    old = "DTSTART:19700101T120000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYDAY=MO;COUNT=90000"
    weekly = "DTSTART:20200106T160000Z\nDURATION:PT1H\nSUMMARY:Weekly\nRRULE:FREQ=WEEKLY"
    events = [f"UID:{number}\nSUMMARY:{number}\n{old}" for number in range(200)]
    path.write_text(calendar(*events, f"UID:w\n{weekly}"), encoding="utf-8")
    found = read_busy(path, START, END)
    assert [each.title for each in found.busy].count("Weekly") == 2, "what is cheap comes first"
    (problem,) = found.problems
    assert "repeated events are not followed" in problem
