"""Words that stand where a company should and name none make no company of many people."""

from pathlib import Path

import pytest

from tests.desk.imports.test_imports import brought_in, written
from workstation.desk.desk import Desk
from workstation.exchange.no_company import names_no_company, says_of_person

CONNECTIONS = """\
Notes:
"When exporting your connection data, you may notice that some addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Example,https://www.linkedin.com/in/ada,,Self-employed,Coach,21 Nov 2026
Ben,Sample,https://www.linkedin.com/in/ben,,self employed,Consultant,20 Nov 2026
Ben,Sample,https://www.linkedin.com/in/ben-2,,,,19 Nov 2026
Cy,,https://www.linkedin.com/in/cy,,Retired,,18 Nov 2026
,,,,,,17 Nov 2026
"""


def test_people_with_a_profile_and_no_company_are_kept_each_for_themselves(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, CONNECTIONS)
    preview = desk.imports.preview(desk.imports.plan(path))
    result = brought_in(desk, path)
    assert result.counts == preview.counts
    assert (result.counts["new"], result.counts["unusable"]) == (4, 1)
    assert desk.store.value("SELECT count(*) FROM accounts") == 0
    told = desk.store.rows(
        "SELECT name, key, value FROM facts JOIN contacts ON contacts.id = contact_id "
        "WHERE key IN ('Company', 'LinkedIn profile') ORDER BY name, key, value"
    )
    assert [tuple(row) for row in told] == [
        ("Ada Example", "Company", "Self-employed"),
        ("Ada Example", "LinkedIn profile", "https://www.linkedin.com/in/ada"),
        ("Ben Sample", "Company", "self employed"),
        ("Ben Sample", "LinkedIn profile", "https://www.linkedin.com/in/ben"),
        ("Ben Sample", "LinkedIn profile", "https://www.linkedin.com/in/ben-2"),
        ("Cy", "Company", "Retired"),
        ("Cy", "LinkedIn profile", "https://www.linkedin.com/in/cy"),
    ]
    assert brought_in(desk, path).changed is None


def test_a_list_of_companies_makes_none_of_words_that_name_none(desk: Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Company,Website,Town\nn/a,https://corvid.example.com,Leeds\n-,,Oslo\nunknown,,Rome\n"
        "k.A.,,Bonn\nnone,,Paris\nNone Such Ltd,,York\n?????,,Kyoto\n",
    )
    preview = desk.imports.preview(desk.imports.plan(path, "accounts"))
    result = brought_in(desk, path, "accounts")
    assert result.counts == preview.counts
    names = [row["name"] for row in desk.store.rows("SELECT name FROM accounts ORDER BY id")]
    assert names == ["corvid.example.com", "None Such Ltd", "?????"]
    assert [why for _, why in result.unusable] == ["no name"] * 4
    assert brought_in(desk, path, "accounts").changed is None


def test_the_company_of_an_address_counts_where_the_column_names_none(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Name,Company,Email\nAda Example,Freelance,ada@gmail.com\n"
        "Ben Sample,[not provided],ben@gmail.com\nCy Trial,#N/A,cy@corvid.example.com\n"
        "Di Student,Student,di@corvid.example.com\n",
    )
    brought_in(desk, path, "contacts")
    people = desk.store.rows(
        "SELECT contacts.name, accounts.name FROM contacts LEFT JOIN accounts "
        "ON accounts.id = account_id ORDER BY contacts.name"
    )
    assert [tuple(row) for row in people] == [
        ("Ada Example", None),
        ("Ben Sample", None),
        ("Cy Trial", "corvid.example.com"),
        ("Di Student", "corvid.example.com"),
    ]
    assert brought_in(desk, path, "contacts").changed is None


@pytest.mark.parametrize(
    ("cell", "nothing", "of_person"),
    [
        ("Self-Employed", True, True),
        ("selbständig", True, True),
        ("(indépendant)", True, True),
        ("N/A", True, False),
        ("-", True, False),
        ("(No value)", True, False),
        ("[not provided]", True, False),
        ("Private Bank Ltd", False, False),
        ("Student Loans Company", False, False),
        ("None Such Press", False, False),
        ("3M", False, False),
        ("", False, False),
    ],
)
def test_only_a_whole_cell_names_no_company(cell: str, nothing: bool, of_person: bool) -> None:
    assert (names_no_company(cell), says_of_person(cell)) == (nothing, of_person)
