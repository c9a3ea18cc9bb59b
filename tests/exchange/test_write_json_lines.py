"""JSON lines and lists as they are written."""

import io
import json
from pathlib import Path

from workstation.exchange.source import open_source
from workstation.exchange.write import plain_cell
from workstation.exchange.write_json_lines import json_into

ROWS = [["Zoë 😀\nx", 7, None], ["'=x", -1, "+13125550142"]]


def test_every_row_is_an_object_in_the_keys_of_the_columns() -> None:
    file = io.BytesIO()
    assert json_into(file, ["name", "n", "phone"], ROWS) == 2
    first, second = file.getvalue().decode().splitlines()
    assert json.loads(first) == {"name": "Zoë 😀\nx", "n": 7, "phone": None}
    assert json.loads(second)["phone"] == "+13125550142"


def test_a_list_is_one_json_document_even_when_it_is_empty() -> None:
    for rows in (ROWS, []):
        file = io.BytesIO()
        json_into(file, ["name", "n", "phone"], rows, as_list=True)
        assert len(json.loads(file.getvalue())) == len(rows)


def test_our_own_reading_gives_every_text_back(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        json_into(file, ["name", "n", "phone"], ROWS)
    read = [[plain_cell(cell) for cell in row.cells] for row in open_source(path).rows()]
    assert read == [["Zoë 😀\nx", "7", ""], ["'=x", "-1", "+13125550142"]]
