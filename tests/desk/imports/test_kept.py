"""Nothing a list says is dropped in silence: companies without people, days, times and numbers."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.desk.imports.test_imports import account, brought_in, facts, person, written
from tests.desk.imports.test_said import steps
from workstation.desk.desk import Desk
from workstation.desk.imports.fates import said_fields

LIST = """\
Firma;Ansprechpartner;Tel;E-Mail;Status;Wiedervorlage;Bemerkung;Umsatzklasse
Alpha Rohr;;+1 312 555 0170;;Kunde;02.12.2026;Nur Firma;A
Beta Rohr;Eva Rot;+1 312 555 0171;eva@beta.example.com;Kunde;02.12.2026;Kundin;B
Gamma Rohr;Jo Blau;+1 312 555 0172;jo@gamma.example.com;Interessent;sofort;ok;C
Delta Rohr;;+1 312 555 0173;info@delta.example.com;Interessent;03.12.2026;zwei;D
"""


def test_a_row_with_a_company_and_nobody_in_it_is_the_companys_own(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, LIST)
    plan = desk.imports.plan(path, "contacts")
    preview = desk.imports.preview(plan)
    fates = {each.line: fate for fate, rows in preview.samples.items() for each in rows}
    assert fates == {2: "protected", 3: "protected", 4: "new", 5: "new"}
    assert "1 date could not be read and is kept as a fact: line 4" in preview.notes
    kept = "2 next steps are kept as facts, being of somebody not to be contacted: lines 2, 3"
    assert kept in preview.notes
    assert preview.samples["protected"][1].fields == ("Wiedervorlage 02.12.2026 kept as a fact",)
    result = brought_in(desk, path, "contacts")
    assert kept in result.notes
    alpha, delta = account(desk, "Alpha Rohr"), account(desk, "Delta Rohr")
    assert (alpha["bin"], alpha["phone"], alpha["note"]) == (
        "avoid.client",
        "+13125550170",
        "Nur Firma",
    )
    assert facts(desk, "Alpha Rohr") == {
        "Status": "Kunde",
        "Umsatzklasse": "A",
        "Wiedervorlage": "02.12.2026",
    }
    assert (delta["bin"], delta["note"]) == ("cold", "zwei")
    assert [row[:4] for row in steps(desk)] == [("Delta Rohr", None, "call", "2026-12-03")]
    held = desk.store.value(
        "SELECT value FROM facts WHERE key = 'Wiedervorlage' AND contact_id = ?",
        (person(desk, "Eva Rot")["id"],),
    )
    assert held == "02.12.2026"
    assert brought_in(desk, path, "contacts").changed is None


def test_a_row_of_a_known_company_adds_what_is_new_and_protects_it(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Company,Name,Email,Phone,Do not call,Colour,Callback,Notes\n"
    brought_in(
        desk, written(tmp_path, head + "Corvid Labs,Quinn Marsh,q@corvid.example.com,,,,,\n")
    )
    path = written(
        tmp_path,
        head + "Corvid Labs,,info@corvid.example.com,+1 312 555 0174,yes,blue,2030-05-02,Stop\n",
    )
    result = brought_in(desk, path, "contacts")
    assert result.counts["updated"] == 1
    corvid = account(desk, "Corvid Labs")
    assert (corvid["bin"], corvid["phone"], corvid["note"]) == (
        "avoid.bad_fit",
        "+13125550174",
        "Stop",
    )
    assert facts(desk, "Corvid Labs") == {"Callback": "2030-05-02", "Colour": "blue"}
    addresses = desk.store.rows("SELECT address FROM emails WHERE contact_id IS NULL")
    assert [row["address"] for row in addresses] == ["info@corvid.example.com"]
    assert brought_in(desk, path, "contacts").changed is None


def test_a_time_of_day_is_kept_by_the_reps_own_clock(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ("Company", "Name", "Email", "Phone", "Follow up on"),
        (
            "A Co",
            "Al Low",
            "al@a.example.com",
            "+1 212 555 0120",
            datetime.fromisoformat("2030-05-02T15:00"),
        ),
        ("B Co", "Bo Low", "bo@b.example.com", "+44 20 7946 0001", "02.05.2030 15:00 Uhr"),
        (
            "C Co",
            "Cy Low",
            "cy@c.example.com",
            "+1 212 555 0121",
            datetime.fromisoformat("2030-05-03"),
        ),
        ("D Co", None, None, "+1 212 555 0122", "2030-05-02 09:30"),
    ):
        book.active.append(row)
    path = tmp_path / "times.xlsx"
    book.save(path)
    plan = desk.imports.plan(path, "contacts")
    first = desk.imports.preview(plan).samples["new"][0]
    assert first.fields == ("follow-up on 2030-05-02 at 15:00",)
    desk.imports.run(plan)
    rows = desk.store.rows("SELECT due_on, due_at FROM follow_ups ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("2030-05-02", "2030-05-02T20:00:00Z"),
        ("2030-05-02", "2030-05-02T20:00:00Z"),
        ("2030-05-03", None),
        ("2030-05-02", "2030-05-02T14:30:00Z"),
    ]


def test_numbers_that_are_none_of_their_country_stay_as_written_and_are_counted(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Company,Name,Email,Phone,Country\n"
        "Heron Labs,Ida Strand,ida@heron.example.com,(312) 555-0112,Norway\n"
        "Wren Paper,Bo Lind,bo@wren.example.com,312.555.0113 ext 12,Sweden\n"
        "Gull Marine,Cy Low,cy@gull.example.com,13125550120,Norway\n"
        "Finch Tools,,x@finch.example.com,(312) 555-0115,Norway\n"
        ",Di Low,di@gmail.com,12,Norway\n",
    )
    preview = desk.imports.preview(desk.imports.plan(path, "contacts"))
    said = "4 phone numbers could not be read and stay as they are written: lines 2, 3, 5, 6"
    assert f"{said}; write + and the country code" in preview.notes, "each row has its country"
    brought_in(desk, path, "contacts")
    assert [row["number"] for row in desk.store.rows("SELECT number FROM phones")] == [
        "+13125550120"
    ]
    kept = desk.store.rows("SELECT value FROM facts WHERE key = 'Phone' ORDER BY id")
    assert {row["value"] for row in kept} == {
        "(312) 555-0112",
        "312.555.0113 ext 12",
        "(312) 555-0115",
        "12",
    }


def test_only_a_row_without_a_country_is_told_to_name_one(desk: Desk, tmp_path: Path) -> None:
    code = "; write + and the country code"
    for kind, column in (("accounts", "Company"), ("contacts", "Name")):
        for country, told in (("USA", code), ("", f"{code}, or give the row its country")):
            rows = f"{column},Phone,Email,Country\nHeron,12,h@heron.example.com,{country}\n"
            path = written(tmp_path, rows)
            (said,) = (
                each
                for each in desk.imports.preview(desk.imports.plan(path, kind)).notes
                if "phone number" in each
            )
            assert said.endswith(f"line 2{told}"), (kind, country)


def test_a_day_without_a_company_to_plan_it_at_is_said(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Email,Callback\nKim Low,kim@gmail.com,2030-05-05\n")
    notes = desk.imports.preview(desk.imports.plan(path, "contacts")).notes
    assert "1 next step is kept as a fact, as there is no company to plan it at: line 2" in notes


def test_a_list_of_whom_not_to_contact_names_its_rows_and_says_what_it_could_not_read(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Name,Email,Phone\n,no@unknown.example.com,12\n")
    preview = desk.imports.preview(desk.imports.plan(path, "contacts"), suppress=True)
    (row,) = preview.samples["protected"]
    assert (row.name, row.why) == (
        "no@unknown.example.com",
        "remembered: no@unknown.example.com",
    )
    said = "1 phone number could not be read and so protects nobody: line 2"
    assert [one for one in preview.notes if one.startswith(said)]
    words = said_fields(("bin", "do_not_call", "opted_out", "revenue_minor"))
    assert words == "out of prospecting, not to be called, opted out of email, revenue"


def test_a_company_is_brought_in_by_its_name_alone_and_a_person_keeps_what_is_said_of_none(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Firma;Straße;PLZ;Ort;Branche;Ansprechpartner;E-Mail\n"
        "Omega Rohr;Hauptstr. 1;80331;München;Bau;;\n"
        ";Ring 7;50667;Köln;Beratung;Cara Conrad;cara@gmail.com\n",
    )
    preview = desk.imports.preview(desk.imports.plan(path, "contacts"))
    assert (preview.counts["new"], preview.counts["unusable"]) == (2, 0)
    brought_in(desk, path, "contacts")
    omega = account(desk, "Omega Rohr")
    assert (omega["street"], omega["postal_code"], omega["city"]) == (
        "Hauptstr. 1",
        "80331",
        "München",
    )
    kept = desk.store.rows(
        "SELECT key, value FROM facts WHERE contact_id = ?", (person(desk, "Cara Conrad")["id"],)
    )
    assert {row["key"]: row["value"] for row in kept} == {
        "Straße": "Ring 7",
        "PLZ": "50667",
        "City": "Köln",
        "Branche": "Beratung",
    }
    assert brought_in(desk, path, "contacts").changed is None


def test_a_blank_company_is_named_by_the_other_column_that_names_one(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Record ID,First Name,Last Name,Email,Company Name,Associated Company\n"
        "1,Joao,Silva,joao@porto.example,Porto Frio Lda,\n"
        "2,Ana,Reis,ana@lisboa.example,Lisboa,Lisboa Calor SA\n",
    )
    brought_in(desk, path, "contacts")
    names = desk.store.rows("SELECT name FROM accounts ORDER BY name")
    assert [row["name"] for row in names] == ["Lisboa Calor SA", "Porto Frio Lda"]
    assert brought_in(desk, path, "contacts").changed is None


def test_a_company_of_a_list_of_people_has_its_place_and_identifier_once(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Contact ID,Firma,Ansprechpartner,Ort,Land,Farbe\nk-1,Omega Rohr,,Köln,Deutschland,rot\n"
    path = written(tmp_path, text)
    brought_in(desk, path, "contacts")
    omega = account(desk, "Omega Rohr")
    assert (omega["city"], omega["country"]) == ("Köln", "DE")
    assert facts(desk, "Omega Rohr") == {"Contact ID": "k-1", "Farbe": "rot"}
    assert brought_in(desk, path, "contacts").changed is None
    bare = written(tmp_path, "Firma,Ort\nBlank AG,\n", "bare.csv")
    brought_in(desk, bare, "accounts")
    brought_in(desk, written(tmp_path, text.replace("Omega Rohr", "Blank AG")), "contacts")
    assert account(desk, "Blank AG")["city"] == "Köln"
    assert facts(desk, "Blank AG") == {"Contact ID": "k-1", "Farbe": "rot"}


def test_of_several_companies_in_a_cell_the_one_whose_identifier_counts_is_theirs(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Record ID,First Name,Last Name,Email,Associated Company,Associated Company IDs,"
        "Associated Company IDs (Primary),Phone Number\n"
        "51,Ada,Example,ada@gmail.com,Brightline Foods;Corvid Labs,991;992,992,(No value)\n"
        "52,Ben,Sample,ben@gmail.com,Brightline Foods,991,991,\n",
    )
    brought_in(desk, path)
    names = desk.store.rows(
        "SELECT contacts.name, accounts.name FROM contacts JOIN accounts "
        "ON accounts.id = account_id ORDER BY contacts.name"
    )
    assert [tuple(row) for row in names] == [
        ("Ada Example", "Corvid Labs"),
        ("Ben Sample", "Brightline Foods"),
    ]
    assert desk.store.value("SELECT count(*) FROM phones") == 0
    both = desk.store.value("SELECT value FROM facts WHERE key = 'Associated Company'")
    assert both == "Brightline Foods;Corvid Labs"
    assert brought_in(desk, path).changed is None


def test_a_list_of_an_old_german_system_comes_in_whole(desk: Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Kundennr.;Name 1;Straße/Hausnr.;Ort;Telefon 1;Ansprechpartner Vorname;"
        "Ansprechpartner Nachname;Sperre\n"
        "0000100012;Grünwald GmbH;Hauptstr. 5;München;+49 89 123456;Jörg;Müller;\n"
        "0000100013;Halle AG;Weg 1;Halle;+49 345 123456;;;X\n",
    )
    brought_in(desk, path)
    assert account(desk, "Grünwald GmbH")["source_id"] == "0000100012"
    assert person(desk, "Jörg Müller")["account_id"] == account(desk, "Grünwald GmbH")["id"]
    halle = account(desk, "Halle AG")
    assert (halle["street"], halle["bin"]) == ("Weg 1", "avoid.bad_fit")
    assert brought_in(desk, path).changed is None


def test_cells_a_spreadsheet_is_to_take_for_text_are_what_stands_in_them(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Company,Zip,Phone,Name,Email\n"
        'Corvid Labs,"=""01235""","=""+13125550142""",Ada Example,ada(at)corvid.example.com\n'
        "Halden Paper,'01236,'13125550143,Ben Sample,BEN@halden.example.com>\n",
    )
    brought_in(desk, path, "contacts")
    assert account(desk, "Corvid Labs")["postal_code"] == "01235"
    assert account(desk, "Halden Paper")["postal_code"] == "01236"
    numbers = desk.store.rows("SELECT number FROM phones ORDER BY number")
    assert [row[0] for row in numbers] == ["+13125550142", "+13125550143"]
    addresses = desk.store.rows("SELECT address FROM emails ORDER BY address")
    assert [row[0] for row in addresses] == ["ada@corvid.example.com", "ben@halden.example.com"]


def test_names_in_another_order_or_with_a_salutation_are_the_same_people(
    desk: Desk, tmp_path: Path
) -> None:
    first = written(
        tmp_path, "Company,Contact\nCorvid Labs,Jörg Müller\nCorvid Labs,Ada Example\n", "a.csv"
    )
    second = written(
        tmp_path, 'Company,Contact\nCorvid Labs,Herr Jörg Müller\nCorvid Labs,"Example, Ada"\n'
    )
    brought_in(desk, first)
    result = brought_in(desk, second)
    assert (result.counts["new"], result.counts["joins"]) == (0, 0)
    kept = desk.store.row("SELECT key, value FROM facts")
    assert kept is not None and tuple(kept) == ("Salutation", "Herr")


def test_a_title_in_one_of_two_lists_keeps_nobody_apart_and_is_not_lost(
    desk: Desk, tmp_path: Path
) -> None:
    first = written(
        tmp_path,
        "Company,Contact\nCorvid Labs,Ada Example\nCorvid Labs,Prof. Dr. Ben Sample\n"
        "Halden Paper,Frau Muster\n",
        "a.csv",
    )
    second = written(
        tmp_path,
        "Company,First name,Last name\nCorvid Labs,Dr. Ada,Example\nCorvid Labs,Ben,Sample\n"
        "Halden Paper,Herr,Muster\n",
        "b.csv",
    )
    brought_in(desk, first)
    preview = desk.imports.preview(desk.imports.plan(second))
    result = brought_in(desk, second)
    assert preview.counts == result.counts
    assert (result.counts["updated"], result.counts["joins"]) == (2, 1), "Herr is not Frau Muster"
    names = [row["name"] for row in desk.store.rows("SELECT name FROM contacts ORDER BY id")]
    assert names[:3] == ["Ada Example", "Prof. Dr. Ben Sample", "Frau Muster"]
    kept = desk.store.rows("SELECT value FROM facts WHERE key = 'Also called' ORDER BY id")
    assert [row["value"] for row in kept] == ["Dr. Ada Example", "Ben Sample"]
    assert brought_in(desk, second).changed is None
    assert brought_in(desk, first).changed is None


def test_a_refusal_in_any_tongue_protects_and_leave_that_is_denied_too(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Company / Organisation,Contact,Email,Ne pas contacter,Consent to be contacted by us\n"
        "Corvid Labs,Ada Example,ada@corvid.example.com,oui,\n"
        "Corvid Labs,Ben Sample,ben@corvid.example.com,,No\n"
        "Corvid Labs,Cy Trial,cy@corvid.example.com,non,Yes\n",
    )
    brought_in(desk, path)
    flags = desk.store.rows("SELECT name, do_not_call, opted_out FROM contacts ORDER BY name")
    assert [tuple(row) for row in flags] == [
        ("Ada Example", 1, 1),
        ("Ben Sample", 1, 1),
        ("Cy Trial", 0, 0),
    ]
    leave = desk.store.rows(
        "SELECT name, value FROM facts JOIN contacts ON contacts.id = contact_id "
        "WHERE key = 'Consent to be contacted by us' ORDER BY name"
    )
    assert [tuple(row) for row in leave] == [("Ben Sample", "No"), ("Cy Trial", "Yes")]


def test_the_currency_beside_an_amount_or_in_the_name_of_its_column_counts(
    desk: Desk, tmp_path: Path
) -> None:
    beside = written(
        tmp_path,
        "Account Name,Account ID,Billing City,Annual Revenue Currency,Annual Revenue\n"
        "Corvid Labs,001Dn00000ABcDe,Berlin,EUR,5000000\n",
    )
    named = written(tmp_path, "Firma;Umsatz in €\nHalden Paper;1.200.000,00\n", "named.csv")
    brought_in(desk, beside)
    brought_in(desk, named)
    assert account(desk, "Corvid Labs")["revenue_currency"] == "EUR"
    halden = account(desk, "Halden Paper")
    assert (halden["revenue_minor"], halden["revenue_currency"]) == (120000000, "EUR")


def test_a_list_of_companies_and_addresses_keeps_them_as_addresses(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Company,City,Email,Email,Phone\n"
        "Corvid Labs,Berlin,info@corvid.example.com,sales@corvid.example.com,+49 30 901820\n",
    )
    brought_in(desk, path)
    assert account(desk, "Corvid Labs")["phone"] == "+4930901820"
    kept = desk.store.rows("SELECT address, contact_id FROM emails ORDER BY address")
    assert [tuple(row) for row in kept] == [
        ("info@corvid.example.com", None),
        ("sales@corvid.example.com", None),
    ]
    assert desk.store.value("SELECT count(*) FROM contacts") == 0
    assert brought_in(desk, path).changed is None


def test_where_another_tool_says_a_company_came_from_is_kept_beside(
    desk: Desk, tmp_path: Path
) -> None:
    brought_in(desk, written(tmp_path, "Company,City\nCorvid Labs,Berlin\n", "first.csv"))
    second = written(tmp_path, "Company,Lead Source\nCorvid Labs,Web\n", "second.csv")
    brought_in(desk, second)
    assert account(desk, "Corvid Labs")["source_detail"] == "first.csv"
    assert facts(desk, "Corvid Labs") == {"other source": "Web"}
    assert brought_in(desk, second).changed is None


_BARE = (
    "Name,Firma,Telefon,E-Mail\n"
    "Kim Krogh,Krogh GmbH,0 99 00 12 34,kim@krogh.example.com\n"
    "Lou Lind,,0 99 00 12 35,lou@lind.example.com\n"
    "Max Mohn,,0 99 00 12 36,\n"
)


@pytest.mark.parametrize("first", ["FR", "none"])
def test_a_file_again_with_another_country_of_its_numbers_changes_nothing_or_mends_them(
    desk: Desk, tmp_path: Path, first: str
) -> None:
    text = _BARE.replace("0 99 00 12 3", "01 99 00 12 3")
    path = written(tmp_path, text)
    other = "none" if first == "FR" else "FR"
    for answer in (first, other, first):
        plan = desk.imports.plan(path, answers={"country phone numbers": answer})
        preview = desk.imports.preview(plan)
        result = desk.imports.run(plan)
        assert preview.counts == result.counts
        if answer == "none" and first == "FR":
            assert result.changed is None, result.counts
        assert desk.store.value("SELECT count(*) FROM contacts") == 3, answer
    numbers = [row[0] for row in desk.store.rows("SELECT number FROM phones ORDER BY number")]
    assert numbers == ["+33199001234", "+33199001235", "+33199001236"]
    facts_kept = desk.store.value("SELECT count(*) FROM facts WHERE key = 'Telefon'")
    assert facts_kept == (0 if first == "FR" else 2)


@pytest.mark.parametrize(
    ("text", "as_"),
    [
        ("Firma,Telefon,Ort\nKrogh GmbH,01 99 00 12 34,Lyon\n", "accounts"),
        (
            "Name,Firma,Telefon\n,Krogh,01 99 00 12 34\nAnn Lee,Lind,01 99 00 12 36\n",
            "contacts",
        ),
        ("Name,Firma,Zentrale,Mobil\nAnn Ode,Krogh,01 99 00 12 34,01 99 00 12 35\n", "contacts"),
    ],
)
def test_the_number_of_a_company_without_its_country_is_no_other_number(
    desk: Desk, tmp_path: Path, text: str, as_: str
) -> None:
    path = written(tmp_path, text)
    changed = [
        desk.imports.run(
            desk.imports.plan(path, as_, answers={"country phone numbers": answer})
        ).changed
        for answer in ("FR", "none")
    ]
    assert changed[0] is not None
    assert changed[1] is None
    assert desk.store.value("SELECT phone FROM accounts WHERE name GLOB 'Krogh*'") == "+33199001234"
