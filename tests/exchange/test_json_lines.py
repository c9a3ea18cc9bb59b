"""Reading JSON lines and JSON lists like any other table."""

import json
import tracemalloc
from pathlib import Path

import pytest

from workstation.exchange.rows import BadRow, Row
from workstation.exchange.source import open_source
from workstation.exchange.table import TableError


def written(tmp_path: Path, content: str | bytes, name: str = "list.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(TableError) as caught:
        list(open_source(path).rows())
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence and path.name in sentence
    return sentence


def test_columns_are_the_union_of_all_keys_and_inner_ones_are_named_by_both(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '{"name": "Corvid Labs", "revenue": 1200.50, "id": 900719925474099312345, "ok": true}\n\n'
        '{"name": "Halden", "place": {"city": "Oslo", "zip": null}, "tags": ["a", "b"],'
        ' "emails": [{"value": "a@example.com", "kind": "work"}, {"value": "b@example.com"}]}\n',
    )
    source = open_source(path)
    assert (source.format, source.unit, source.delimiter) == ("JSON lines", "line", "")
    assert source.columns == [
        "name", "revenue", "id", "ok", "place.city", "place.zip", "tags",
        "emails.value", "emails.kind",
    ]  # fmt: skip
    assert list(source.rows()) == [
        Row(1, ["Corvid Labs", "1200.50", "900719925474099312345", "yes", *[""] * 5]),
        Row(3, ["Halden", "", "", "", "Oslo", "", "a\nb", "a@example.com\nb@example.com", "work"]),
    ]
    assert source.position() == source.size_bytes


@pytest.mark.parametrize(
    "content",
    [
        '[{"a": 1}, {"a": 2}]',
        '\n[\n  {"a": 1},\n  {"a":\n 2}\n]\n',
        '{\n "a": 1\n}\n{\n "a": 2\n}\n',
        '{"a": 1}{"a": 2}',
        "\ufeff" + '{"a": 1}\r\n{"a": 2}\r\n',
    ],
)
def test_lists_and_objects_behind_one_another_are_read_too(tmp_path: Path, content: str) -> None:
    assert [row.cells for row in open_source(written(tmp_path, content)).rows()] == [["1"], ["2"]]


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a": "Černá"}\n'.encode("utf-16"))
    assert [row.cells for row in open_source(path).rows()] == [["Černá"]]


def test_a_line_that_is_no_object_is_reported_with_its_text(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a": 1}\n{"a": \n[1]\nnull\n' + "[" * 100_000 + '\n{"a": 2}\n{"a')
    source = open_source(path)
    rows = list(source.rows())
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert [row for row in rows if isinstance(row, Row)] == [Row(1, ["1"]), Row(6, ["2"])]
    assert rows[1] == BadRow(2, "line 2 is not a JSON object", ['{"a": '])
    assert source.notes == ("no object in lines 2, 3, 4, 5 and 7",)


def test_keys_and_values_are_made_harmless_and_keys_told_apart(tmp_path: Path) -> None:
    path = written(tmp_path, '{"Na\\u001bme": "x\\u202ey", "name": "\\ud800", "NAME": 2, "": 3}')
    source = open_source(path)
    assert source.columns == ["Na\ufffdme", "name", "NAME (2)", "Column 4"]
    assert source.duplicate_columns == {"name": [2, 3]}
    assert list(source.rows()) == [Row(1, ["x\ufffdy", "\ufffd", "2", "3"])]


def test_objects_within_objects_without_end_stay_text(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a":' * 300 + "1" + "}" * 300)
    (row,) = open_source(path).rows()
    assert row.cells[0].startswith('{"a": {"a"')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "holds no object that says anything"),
        ("{}\n", "holds no object that says anything"),
        ('[{"a": 1}, {"a"', "line 1 is not JSON, or the file is cut off"),
        ('[{"a": 1}', "the file is cut off"),
        ('[\n{"a": 1}\n{"a": 2}]', "line 3 is no JSON list any more"),
        ('{\n"a": 1,\n}', "line 1 is not JSON"),
        (b'{"a": "\xe9"}\n', "is not UTF-8, as JSON has to be"),
        ('{"a": 1}\n{"a": "' + "x" * 11_000_000, "line 2 is a line of more than 10 MB"),
        ('[{"a": 1},{"a": "' + "x" * 11_000_000, "line 1 begins an object of more than 10 MB"),
        (json.dumps({f"k{n}": n for n in range(5001)}), "5001 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "",
)
def test_each_unusable_file_gets_one_sentence(tmp_path: Path, content: str, said: str) -> None:
    assert said in refusal(written(tmp_path, content))


def test_a_list_in_one_long_line_is_read_with_flat_memory(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "[" + ",".join(f'{{"name": "{n:0150}"}}' for n in range(16_000)) + "]",
    )
    tracemalloc.start()
    try:
        assert sum(1 for _ in open_source(path).rows()) == 16_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    source = open_source(written(tmp_path, '{"a": 1}\n' * 100_000))
    rows = source.rows()
    next(rows)
    with source.path.open("a") as file:
        file.write('{"b": 1}\n')
    with pytest.raises(TableError, match="changed while it was being read"):
        list(rows)


def test_the_records_in_what_an_interface_answers_are_rows_of_their_own(tmp_path: Path) -> None:
    answer = {
        "results": [
            {"id": "11", "properties": {"firstname": "Ada", "email": "ada@example.com"}},
            {"id": "12", "properties": {"firstname": "Ben", "email": None}},
        ],
        "paging": {"next": {"after": "12"}},
    }
    source = open_source(written(tmp_path, json.dumps(answer, indent=1), "people.json"))
    assert source.columns == ["id", "firstname", "email"]
    found = [row.cells for row in source.rows() if isinstance(row, Row)]
    assert found == [["11", "Ada", "ada@example.com"], ["12", "Ben", ""]]


def test_a_record_with_a_list_in_it_stays_one_record(tmp_path: Path) -> None:
    record = {"name": "Corvid Labs", "contacts": [{"name": "Ben"}, {"name": "Cy"}]}
    source = open_source(written(tmp_path, json.dumps(record) + "\n"))
    assert [row.cells for row in source.rows()] == [["Corvid Labs", "Ben\nCy"]]
