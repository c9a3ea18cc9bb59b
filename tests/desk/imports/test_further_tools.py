"""Exports of further tools come in cell by cell: what each says is kept, and only once."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk.imports.test_imports import account, facts, person, written
from workstation.desk.desk import Desk
from workstation.desk.imports.imports import ImportResult

CAPSULE = """\
Id,Type,Title,First Name,Last Name,Name,Job Title,Organisation,Organisation ID,About,\
Last Contacted,Email Address,Work Email Address,Phone Number,Fax Phone Number,Address Street,City,\
Zip/Postcode,Country,Website,Tags
91001,Organisation,,,,Corvid Labs,,,,Optical sensors,2026-09-30T08:00:00Z,\
hello@corvid.example.com,,020 7946 0011,020 7946 0012,1 Mill Lane,Leeds,LS1 1AA,\
United Kingdom,corvid.example.com,"Fair,Warm"
91002,Person,Dr,Rowan,Ashby,Rowan Ashby,Head of Operations,Corvid Labs,91001,Met in Leeds,\
2026-10-12T08:00:00Z,,rowan@corvid.example.com,020 7946 0013,,,,,United Kingdom,,Decider
91003,Person,Ms,Quinn,Marsh,Quinn Marsh,Buyer,Halden Paper,91004,,,quinn@halden.example.com,,\
020 7946 0014,,,,,United Kingdom,,DO NOT CONTACT
91004,Organisation,,,,Halden Paper,,,,,,,,,,2 Dock Road,Hull,HU1 1AA,United Kingdom,,Customer
"""
ODOO = """\
External ID,Display Name,Is a Company,Related Company,Name,Job Position,Email,Phone,Mobile,Street,\
City,Zip,Country,Website Link,Tags,Next Activity Deadline,Blacklist
__export__.res_11,Corvid Labs,True,,Corvid Labs,,info@corvid.example.com,+33 1 99 00 12 34,,\
Rue du Moulin 1,Lille,59000,France,http://www.corvid.example.com,Prospects,2026-12-01,False
,,,,,,,,,,,,,,Fair,,
__export__.res_12,"Corvid Labs, Rowan Ashby",False,Corvid Labs,Rowan Ashby,Director,\
rowan@corvid.example.com,,+33 1 99 00 12 35,,,,,,,,False
__export__.res_13,"Halden Paper, Quinn Marsh",False,Halden Paper,Quinn Marsh,,\
quinn@halden.example.com,,,,,,,,,,True
"""
NOTION = """\
Name,Company,Role,Status,Email,Last contacted,Next step,Next step date,Notes
Rowan Ashby,Corvid Labs (https://notes.example.com/Corvid-1a2b),Head of Operations,In conversation,\
rowan@corvid.example.com,"November 3, 2026",Send the case study,"December 1, 2026",Asked for a price
Quinn Marsh,Halden Paper (https://notes.example.com/Halden-0a9b),CFO,Later,quinn@halden.example.com,\
"September 14, 2026",,,"Prefers email
in the morning"
"""
SALESLOFT = """\
id,first_name,last_name,email_address,phone,mobile_phone,title,city,state,country,\
person_company_name,person_company_website,person_company_industry,do_not_contact,bouncing,\
last_contacted_type,last_contacted_at,person_stage,contact_restrictions
501,Rowan,Ashby,rowan@corvid.example.com,+13125550142,+13125550143,VP Operations,Chicago,IL,\
United States,Corvid Labs,https://corvid.example.com,Optics,false,false,call,\
2026-10-30T15:02:11.000Z,Working,
502,Quinn,Marsh,quinn@halden.example.com,+13125550144,,CFO,Chicago,IL,United States,Halden Paper,\
halden.example.com,Paper,false,false,email,2026-09-01T10:00:00.000Z,Open,"call, email"
503,Sam,Reed,sam@ostrom.example.com,,,,,,,Ostrom & Vale,,,false,true,,,Cold - No Interest,
"""
FAIR = """\
Messe: Sensor 2026;;;;;;;;;;;;;;;;
Exportiert von Pat Beispiel;;;;;;;;;;;;;;;;
Lead-Nr.;Firma;Anrede;Titel;Vorname;Nachname;Position;Straße;PLZ;Ort;Land;Telefon;Telefax;E-Mail;\
Bemerkung;Einwilligung Telefon;Wiedervorlage
L-001;Corvid Labs GmbH;Herr;Dr.-Ing.;Jörg;Müller;Leiter Technik;Mühlweg 1;20095;Hamburg;\
Deutschland;040 66969123;040 66969124;j.mueller@corvid.example.com;Will ein Angebot;ja;KW 49
L-002;Halden Papier AG;Frau;;Anna;von der Heide;Einkauf;;8001;Zürich;Schweiz;;;\
anna@halden.example.com;;nein;
L-003;Ostrom & Vale;;;;;;;10115;Berlin;D;030 23125 123;;;Rückruf;;15.1.
"""
MONDAY = """\
Leads,,,,,,,,
,,,,,,,,
New leads,,,,,,,,
Name,Person,Status,Company,Title,Email,Phone,Last interaction,Next interaction
Rowan Ashby,Pat Example,New Lead,Corvid Labs,VP Ops,rowan@corvid.example.com,13125550142,\
2026-11-01,2026-12-02
,,,,,,,2026-11-01,2026-12-02
Unqualified leads,,,,,,,,
Name,Person,Status,Company,Title,Email,Phone,Last interaction,Next interaction
Sam Reed,Pat Example,Unqualified,Ostrom & Vale,,sam@ostrom.example.com,13125550144,2026-10-01,
"""
_TABLES = (
    "accounts", "contacts", "emails", "phones", "facts", "follow_ups", "activities", "source_ids",
)  # fmt: skip


def come_in(desk: Desk, folder: Path, text: str) -> ImportResult:
    """Bring a file in as its preview says; the same again changes nothing, and no cell is lost."""
    path = written(folder, text)
    preview = desk.imports.preview(desk.imports.plan(path))
    result = desk.imports.run(desk.imports.plan(path))
    assert preview.counts == result.counts
    assert result.changed is not None
    assert preview.notes == (*result.notes, *result.changed.advice)
    assert desk.imports.run(desk.imports.plan(path)).changed is None
    return result


def lost(desk: Desk, result: ImportResult, text: str, *, read: str) -> set[str]:
    """Return the cells that stand nowhere any more, but for those that are ``read`` as values."""
    held = {
        str(value)
        for table in _TABLES
        for row in desk.store.rows(f"SELECT * FROM {table}")
        for value in tuple(row)
        if value is not None
    }
    if result.unusable_file is not None:
        held.add(result.unusable_file.read_text(encoding="utf-8"))
    everything = "\n".join(held).casefold()
    digits = "".join(letter for letter in everything if letter.isdigit() or letter == "\n")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    cells = {cell for row in _rows(text, delimiter) for cell in row if cell}
    found = set()
    for cell in cells - set(read.split("|")):
        number = "".join(filter(str.isdigit, cell)).lstrip("0")
        plain = (
            cell.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
        )
        if plain not in everything and not (len(number) > 6 and number in digits):
            found.add(cell)
    return found


def _rows(text: str, delimiter: str) -> list[list[str]]:
    import csv

    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    head = next(at for at, row in enumerate(rows) if all(row))
    return [row for row in rows[head + 1 :] if row != rows[head]]


def values(desk: Desk, name: str, *columns: str) -> list[Any]:
    row = account(desk, name)
    return [row[column] for column in columns]


def test_a_list_of_people_and_organisations_makes_both(desk: Desk, tmp_path: Path) -> None:
    result = come_in(desk, tmp_path, CAPSULE)
    assert lost(desk, result, CAPSULE, read="United Kingdom") == set()
    assert values(desk, "Corvid Labs", "source_id", "phone", "street", "postal_code") == [
        "91001", "+442079460011", "1 Mill Lane", "LS1 1AA",
    ]  # fmt: skip
    assert account(desk, "Corvid Labs")["last_touch_on"] == "2026-10-12"
    assert account(desk, "Halden Paper")["bin"] == "avoid.client"
    assert facts(desk, "Corvid Labs")["Fax Phone Number"] == "020 7946 0012"
    rowan, quinn = person(desk, "Rowan Ashby"), person(desk, "Quinn Marsh")
    assert (rowan["title"], rowan["source_id"]) == ("Head of Operations", "91002")
    assert (quinn["do_not_call"], quinn["opted_out"]) == (1, 1)
    assert desk.store.value("SELECT count(*) FROM contacts") == 2


def test_a_column_asks_whether_a_row_is_a_company(desk: Desk, tmp_path: Path) -> None:
    result = come_in(desk, tmp_path, ODOO)
    assert lost(desk, result, ODOO, read="True|False|France") == set()
    assert values(desk, "Corvid Labs", "source_id", "domain", "next_follow_up_on", "city") == [
        "__export__.res_11", "corvid.example.com", "2026-12-01", "Lille",
    ]  # fmt: skip
    assert person(desk, "Rowan Ashby")["account_id"] == account(desk, "Corvid Labs")["id"]
    assert person(desk, "Quinn Marsh")["do_not_call"] == 1
    assert result.unusable == [(3, "no name")], "a tag that stands on a line of its own"


def test_companies_that_are_links_and_roles_that_are_jobs_are_read(
    desk: Desk, tmp_path: Path
) -> None:
    result = come_in(desk, tmp_path, NOTION)
    read = "November 3, 2026|December 1, 2026|September 14, 2026"
    assert lost(desk, result, NOTION, read=read) == set()
    assert values(desk, "Corvid Labs", "last_touch_on", "next_follow_up_on") == [
        "2026-11-03", "2026-12-01",
    ]  # fmt: skip
    assert account(desk, "Halden Paper")["bin"] == "nurture.quarterly"
    assert person(desk, "Quinn Marsh")["title"] == "CFO"


def test_people_of_a_sequence_come_with_their_companies_and_restrictions(
    desk: Desk, tmp_path: Path
) -> None:
    result = come_in(desk, tmp_path, SALESLOFT)
    assert lost(desk, result, SALESLOFT, read="true|false|United States") == set()
    assert values(desk, "Corvid Labs", "domain", "industry", "city", "region", "last_touch_on") == [
        "corvid.example.com", "Optics", "Chicago", "IL", "2026-10-30",
    ]  # fmt: skip
    quinn = person(desk, "Quinn Marsh")
    assert (quinn["do_not_call"], quinn["opted_out"]) == (1, 1)
    assert account(desk, "Ostrom & Vale")["bin"] == "nurture.quarterly"
    state = "SELECT state FROM emails WHERE address = 'sam@ostrom.example.com'"
    assert desk.store.value(state) == "bounced"


def test_a_list_of_a_german_fair_comes_in(desk: Desk, tmp_path: Path) -> None:
    result = come_in(desk, tmp_path, FAIR)
    assert lost(desk, result, FAIR, read="Deutschland|Schweiz|D|15.1.") == set()
    assert values(desk, "Ostrom & Vale", "country", "phone", "next_follow_up_on") == [
        "DE", "+493023125123", "2027-01-15",
    ]  # fmt: skip
    assert account(desk, "Corvid Labs GmbH")["next_follow_up_on"] == "2026-11-30"
    assert person(desk, "Anna von der Heide")["do_not_call"] == 1
    numbers = [row["number"] for row in desk.store.rows("SELECT number FROM phones")]
    assert numbers == ["+494066969123"], "the fax is none to call"


def test_a_board_with_groups_and_totals_comes_in(desk: Desk, tmp_path: Path) -> None:
    result = come_in(desk, tmp_path, MONDAY)
    assert lost(desk, result, MONDAY, read="") == set()
    assert desk.imports.plan(tmp_path / "list.csv").open_questions == ()
    assert values(desk, "Corvid Labs", "last_touch_on", "next_follow_up_on") == [
        "2026-11-01", "2026-12-02",
    ]  # fmt: skip
    assert account(desk, "Ostrom & Vale")["bin"] == "avoid.bad_fit"
    assert result.counts["unusable"] == 2, "the name of a group and a line of totals"


@pytest.mark.parametrize(("cell", "code"), [("D", "DE"), ("A", "AT"), ("I", "IT"), ("F.", "FR")])
def test_a_country_as_it_stands_on_cars(desk: Desk, tmp_path: Path, cell: str, code: str) -> None:
    path = written(tmp_path, f"Company,Town,Country\nCorvid Labs,Somewhere,{cell}\n")
    desk.imports.run(desk.imports.plan(path))
    assert account(desk, "Corvid Labs")["country"] == code


def test_the_company_a_row_says_otherwise_is_kept_at_once(desk: Desk, tmp_path: Path) -> None:
    number = "001x0000002xLC9AAM"
    people = (
        "Name,Company,Account ID,Email\n"
        f"Rowan Ashby,Corvid Labs,{number},rowan@corvid.example.com\n"
        f"Quinn Marsh,Night Desk North,{number},quinn@corvid.example.com\n"
    )
    come_in(desk, tmp_path, people)
    kept = desk.store.rows("SELECT value FROM facts WHERE key = 'other company'")
    assert [row["value"] for row in kept] == ["Night Desk North"]
