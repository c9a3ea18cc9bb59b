"""Small good files of every kind, and what goes wrong with files: cut, doubled, overwritten."""

import functools
import io
import zipfile

import openpyxl
from hypothesis import strategies as st

_TABLE = (
    "Company,Full name,Email,Phone,Created,Amount,Note\n"
    'Corvid Labs,Ada Example,ada@example.com,+1 312 555 0142,2026-11-20,"1,200.50","night\ndesk"\n'
    "Halden Paper,Ira Sample,ira@example.org,020 7946 0018,21/11/2026,€ 900,=1+1\n"
    "Brightline Foods,,not an address,555,soon,1.5M,+plan\n"
)
_CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;Ada;;;\r\nFN:Ada Example\r\nORG:Corvid Labs;Night\r\n"
    "TITLE:VP Operations\r\nTEL;TYPE=WORK,VOICE:+1 312 555 0142\r\nEMAIL:ada@example.com\r\n"
    "NOTE:two\\nlines\\, one folded\r\n  line\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:S=C3=B6hne;Ira\r\n"
    "PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQSkZJRg==\r\n\r\nEND:VCARD\r\n"
)
_LINES = (
    '{"company": "Corvid Labs", "name": "Ada Example", "tags": ["a", 1, null], "size": 1e3}\n'
    '{"company": "Halden \\u00e9", "address": {"city": "Leeds", "lines": [{"x": 1}]}, "ok": true}\n'
)
_CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Here\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19701101T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0600\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1@example.com\r\n"
    "DTSTART;TZID=Here:20261123T100000\r\nDTEND;TZID=Here:20261123T110000\r\n"
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=9\r\nEXDATE;TZID=Here:20261125T100000\r\n"
    "SUMMARY:Stand-up\r\nATTENDEE;PARTSTAT=DECLINED:mailto:r@example.com\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261124\r\nDURATION:P1D\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)

BITS = st.sampled_from(
    [b"", b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n\r\n", b"\x00", b"\x1a", b"\xff\xfe",
     b"\xef\xbb\xbf", b"\xc3", b"\x1b]0;x\x07", b"\x1b[2J", b"\xc2\x85", b"\xc2\x9b31m",
     "\u202e".encode(), "\u2066".encode(), "\u2028".encode(), b"\xed\xa0\x80", b"=", b"@", b"-",
     b"=cmd|'/C calc'!A0", b"\\u001b[2J", b"\\ud800", b"&#27;", b"&#x202e;", b"_x001B_", b"]]>",
     b"<", b">", b"&", b"{", b"}", b"[", b"]", b":", b"\\", b"9" * 400, b"x" * 3000, b"[" * 300,
     b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"BEGIN:VEVENT\r\n", b"=0A", b"1e999999999", b"NaN",
     b"-0001-13-45", b"99999999T999999Z", b"P99999999999W", b"COUNT=999999999", b"INTERVAL=0"]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), BITS | st.binary(max_size=4)),
    min_size=1,
    max_size=5,
)


def edited(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Return a content with pieces taken out and others put in."""
    for where, gone, bit in edits:
        at = int(where * len(content))
        content = content[:at] + bit + content[at + gone :]
    return content


@functools.cache
def workbook() -> dict[str, bytes]:
    """Return the parts of a small workbook with every usual kind of cell."""
    book = openpyxl.Workbook()
    for line in _TABLE.replace("night\ndesk", "night").splitlines():
        book.active.append([*line.split(",")[:7], 3, 2.5, True])
    book.create_sheet("More").append(["Name", "City"])
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """Draw a workbook one part of which, or which as a whole, was damaged."""
    parts = dict(workbook())
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = edited(parts[name], draw(EDITS))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", draw(st.sampled_from([0, 8]))) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return edited(made.getvalue(), draw(st.one_of(st.just([]), st.just([]), EDITS)))


_TEXTS = [
    _TABLE.encode(), _TABLE.replace(",", ";").encode("cp1252"), _TABLE.encode("utf-16"),
    _TABLE.replace(",", "\t").encode("utf-8-sig"), _CARDS.encode(), _CARDS.encode("utf-16-le"),
    _LINES.encode(), b"[" + _LINES.strip().replace("\n", ",\n").encode() + b"]",
]  # fmt: skip
tables = st.builds(edited, st.sampled_from(_TEXTS), EDITS)
files = st.one_of(tables, tables, workbooks())
calendars = st.builds(edited, st.just(_CALENDAR.encode()), EDITS)
