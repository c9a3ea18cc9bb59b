"""One door for every kind of file, and no file that gets through it does harm."""

import io
import os
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.datasets import FOLDER, needed
from workstation.exchange.rows import BadRow, Row
from workstation.exchange.source import open_source
from workstation.exchange.table import TableError


def read_through(path: Path) -> None:
    """Read a file to its end, as an import does, and check what every reader promises."""
    source = open_source(path)
    assert source.format in {"CSV", "XLSX", "vCard", "JSON lines"}
    assert source.columns and len({name.casefold() for name in source.columns}) == len(
        source.columns
    )
    for row in source.rows():
        assert row.number >= 1
        if isinstance(row, Row):
            assert len(row.cells) == len(source.columns)
            assert any(row.cells) or source.format == "CSV"
        else:
            assert isinstance(row, BadRow) and row.why and "\n" not in row.why
        for cell in row.cells:
            cell.encode()
            assert "\x1b" not in cell and "\0" not in cell
    assert 0 <= source.position() <= source.size_bytes
    assert all(note and "\n" not in note for note in source.notes)


def refusal(path: Path) -> str:
    with pytest.raises(TableError) as caught:
        read_through(path)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence and "\x1b" not in sentence
    return sentence


@pytest.mark.parametrize(
    "begins",
    [
        b"",
        b"Name,City\n",
        b"BEGIN:VCARD\nFN:Ann Lee\nNOTE:",
        b'{"a": 1}\n{"b": "',
        b"[{}, ",
        b"PK\x03\x04",
    ],
)
def test_two_gigabytes_in_one_line_are_refused_at_once_with_flat_memory(
    tmp_path: Path, begins: bytes
) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(begins)
        file.truncate(2 << 30)
    tracemalloc.start()
    try:
        assert "huge.csv" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_what_is_no_file_is_refused_by_every_door(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)
    assert "There is no file" in refusal(tmp_path / "gone.vcf")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.vcf")
        assert "not an ordinary file" in refusal(tmp_path / "pipe.vcf")
        assert "not an ordinary file" in refusal(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Rar!\x1a\x07\x01", "a RAR archive"),
        (b"!BDN0000", "an Outlook data file"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "is a calendar"),
        (b"<?xml version='1.0'?><vcards/>", "web page or XML file"),
        (b"PK\x05\x06" + bytes(18), "an empty ZIP file"),
        (",".join("abcdefghij" * 100_000).encode() + b"\n1\n", "1000000 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_kinds_of_file_are_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert said in refusal(path)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_where_a_piece_of_the_file_ends_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Žo\r\n fie\r\nNOTE:a\r\n\r\nEND:VCARD\r"
    contents = {
        "a.vcf": cards.encode(),
        "b.vcf": cards.encode("utf-16"),
        "c.jsonl": '{"a": "é"}\r\n\n{"a": [1, 2], "b": "x\\ny"}\n{"a'.encode(),
        "d.json": '\n[ {"a": "é"} ,\n{"b": {"c": 1.50}}\n] '.encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        whole = list(open_source(tmp_path / name).rows())
        with monkeypatch.context() as patched:
            patched.setattr("workstation.exchange.vcard_lines.CHUNK", size)
            patched.setattr("workstation.exchange.json_lines.CHUNK", size)
            assert list(open_source(tmp_path / name).rows()) == whole
        assert len(whole) >= 1


CARD_LINE = st.sampled_from(
    "BEGIN:VCARD|END:VCARD|VERSION:2.1|VERSION:3.0|FN:Ann|N:Lee;Ann|N;CHARSET=x;ENCODING="
    "QUOTED-PRINTABLE:=|"
    " folded|\t|=C3=|NOTE;QUOTED-PRINTABLE:a=|PHOTO;BASE64:|AAAA|AGENT:|a.TEL;TYPE=\"work,|"
    "a.X-ABLabel:_$!<x>!$_|"
    "ADR:;;|ORG:;|X-:\\|:|;|é:|EMAIL;PREF=x:mailto:|KIND:group|REV:20261399T999999Z|"
    "BDAY:20269999|X-ANDROID-CUSTOM:".split("|")
) | st.text("abc:;=\\\"\0\r\n é\x1b", max_size=12)  # fmt: skip
JSON_PIECE = st.sampled_from(
    ['{"a": 1}', "[", "]", "{", "}", '"', ",", '{"a": {"b": [1, {"c": null}]}}', "\n", "1e999",
     "NaN", '"\\ud800"', '{"": ""}']
) | st.text('{}[]",:\\\0é\x1b\n', max_size=8)  # fmt: skip


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.lists(CARD_LINE, max_size=14).map(
        lambda lines: "\n".join(["BEGIN:VCARD", *lines]).encode()
    )
    | st.lists(CARD_LINE, max_size=8).map(
        lambda lines: "\r\n".join(["BEGIN:VCARD", *lines]).encode("utf-16")
    )
    | st.binary(max_size=120).map(lambda more: b"begin:vcard\r\nfn:x\r\n" + more)
    | st.lists(JSON_PIECE, max_size=12)
    .map(lambda pieces: '{"a": 1}\n' + "".join(pieces))
    .map(str.encode)
    | st.lists(JSON_PIECE, max_size=12).map(lambda pieces: "[{" + "".join(pieces)).map(str.encode)
    | st.binary(max_size=120).map(lambda more: b'{"a"' + more)
    | st.lists(
        st.lists(
            st.sampled_from(["", "a", "1", "2026-01-02", "x@example.com", '"', "é", "\x1b"]),
            max_size=5,
        ),
        max_size=9,
    ).map(lambda rows: "\n".join(map(",".join, rows)).encode("cp1252"))
    | st.binary(max_size=200)
)
def test_any_file_ends_in_rows_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    with suppress(TableError):
        read_through(path)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Name", "City", "Since"])
    book.active.append(["Corvid Labs", "Chicago", 3])
    plain = io.BytesIO()
    book.save(plain)
    return plain.getvalue()


WORKBOOK = workbook()
PARTS = {
    name: zipfile.ZipFile(io.BytesIO(WORKBOOK)).read(name)
    for name in zipfile.ZipFile(io.BytesIO(WORKBOOK)).namelist()
}
PIECES = st.sampled_from(
    [b"<row>", b"</row>", b'<c r="B2"', b' t="s"', b"<v>", b"</v>", b"9", b"1e400", b"-", b"&amp;",
     b"&#0;", b"&#27;", b"&x;",
     b"<is><t>", b' s="99"', b"<!-- ", b"<![CDATA[", b"\xff", b"", b'"', b'r="0"']
)  # fmt: skip


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(name for name in PARTS if name.startswith("xl/"))),
    at=st.integers(0, 900),
    gone=st.integers(0, 40),
    instead=st.lists(PIECES, max_size=4).map(b"".join),
    cut=st.none() | st.integers(4, len(WORKBOOK)),
)
def test_any_workbook_ends_in_rows_or_one_sentence(
    tmp_path: Path, name: str, at: int, gone: int, instead: bytes, cut: int | None
) -> None:
    path = tmp_path / "any.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for part, content in PARTS.items():
            made.writestr(
                part, content[:at] + instead + content[at + gone :] if part == name else content
            )
    if cut is not None:
        path.write_bytes(path.read_bytes()[:cut])
    with suppress(TableError):
        read_through(path)


@needed
@pytest.mark.parametrize(
    "path",
    sorted(FOLDER.glob("vcard/*.vcf")) + sorted(FOLDER.glob("*/*.csv")),
    ids=lambda path: path.name,
)
def test_every_real_file_is_read_whole(path: Path) -> None:
    read_through(path)
    assert not any(isinstance(row, BadRow) for row in open_source(path).rows())
