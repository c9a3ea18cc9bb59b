"""Guessing what columns mean, for the exports of the tools people come from."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.datasets import FOLDER, needed
from workstation.exchange.columns import DISPUTED, FIELDS, Mapping, guess
from workstation.exchange.event_synonyms import OPPORTUNITIES, SIGNALS, TASKS
from workstation.exchange.fields import RecordKind
from workstation.exchange.places import Place, split_place
from workstation.exchange.synonyms import ACCOUNTS, CONTACTS
from workstation.exchange.table import open_table
from workstation.exchange.way_names import way_of


def filled(mapping: Mapping) -> dict[str, str]:
    return {column: key for column, key in mapping.by_column.items() if key}


def test_a_hubspot_list_of_companies() -> None:
    columns = "Record ID,Company name,Company owner,Phone Number,City,Country/Region,Industry"
    columns += ",Number of Employees,Annual Revenue,Website URL,Company Domain Name,Time Zone"
    mapping = guess(columns.split(","), [])
    assert mapping.as_ == "accounts"
    assert filled(mapping) == {
        "Record ID": "source_id",
        "Company name": "name",
        "Phone Number": "phone",
        "City": "city",
        "Country/Region": "country",
        "Industry": "industry",
        "Number of Employees": "employees",
        "Annual Revenue": "revenue_minor",
        "Company Domain Name": "domain",
        "Time Zone": "time_zone",
    }
    assert mapping.facts == ["Company owner", "Website URL"]


def test_a_hubspot_list_of_contacts() -> None:
    columns = "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Job Title"
    columns += ",Associated Company,Associated Company IDs,Unsubscribed from all email,Do Not Call"
    mapping = guess(columns.split(","), [])
    assert mapping.as_ == "contacts"
    assert list(mapping.by_column.values()) == [
        "source_id",
        "first_name",
        "last_name",
        "email",
        "phone",
        "mobile",
        "title",
        "account_name",
        "account_source_id",
        "opted_out",
        "do_not_call",
    ]


def test_a_salesforce_list_of_contacts() -> None:
    columns = "ID,ACCOUNTID,LASTNAME,FIRSTNAME,NAME,TITLE,EMAIL,PHONE,MOBILEPHONE,MAILINGCITY"
    columns += ",MAILINGCOUNTRY,DONOTCALL,HASOPTEDOUTOFEMAIL,DESCRIPTION,FAX"
    mapping = guess(columns.split(","), [])
    assert mapping.as_ == "contacts"
    assert mapping.column("account_source_id") == "ACCOUNTID"
    assert mapping.column("opted_out") == "HASOPTEDOUTOFEMAIL"
    assert mapping.column("source_id") == "ID"
    assert mapping.facts == ["NAME", "FAX"]


def test_names_in_other_languages() -> None:
    columns = ["Firma", "Straße", "PLZ", "Ort", "Land", "Telefon", "Gegründet", "Währung"]
    assert list(guess(columns, []).by_column.values()) == [
        "name",
        "street",
        "postal_code",
        "city",
        "country",
        "phone",
        "founded",
        "currency",
    ]
    people = guess(["Vorname", "Nachname", "E-Mail", "Unternehmen"], [])
    assert list(people.by_column.values()) == ["first_name", "last_name", "email", "account_name"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Record Id,Lead Owner,Company,First Name,Last Name,Title,Email,No. of Employees",
            "source_id . account_name first_name last_name title email account_employees",
        ),
        (
            "id,display_name,status_label,description,url,primary_contact_name,date_updated",
            "account_source_id account_name . note account_domain name modified",
        ),
        (
            "Vorname,Nachname,Firma,PLZ (geschäftlich),Ort (geschäftlich),E-Mail (geschäftlich)",
            "first_name last_name account_name account_postal_code city email",
        ),
        (
            "First Name,Last Name,Title,Company,Email,Corporate Phone,Apollo Contact Id",
            "first_name last_name title account_name email account_phone source_id",
        ),
        (
            "Vorname,Nachname,Firma,Ort,Telefon geschäftlich,E-Mail geschäftlich,XING-Profil,Notiz",
            "first_name last_name account_name city phone email . note",
        ),
        ("Name,Firma,Tel.,E-Mail", "name account_name phone email"),
        (
            "Contact,Company,Job role,Mobile/Cell,Mail,Remarks,Staff",
            "name account_name title mobile email note account_employees",
        ),
        (
            "Business,Town,Remark,Size,Web site,Follow up on",
            "name city note employees domain follow_up_on",
        ),
        (
            "Société,Ville,Code postal,Pays,Téléphone,Effectif,Remarque",
            "name city postal_code country phone employees note",
        ),
        (
            "Bedrijf,Plaats,Postcode,Telefoon,Medewerkers,Omzet,Opmerkingen",
            "name city postal_code phone employees revenue_minor note",
        ),
        (
            "Voornaam,Achternaam,Functie,Bedrijf,E-mailadres,Mobiel",
            "first_name last_name title account_name email mobile",
        ),
        (
            "Företag,Ort,Postnummer,Telefon,Anställda,Omsättning,Bransch",
            "name city postal_code phone employees revenue_minor industry",
        ),
        (
            "Förnamn,Efternamn,Befattning,Företag,E-post,Mobil",
            "first_name last_name title account_name email mobile",
        ),
        (
            "Azienda,Città,CAP,Telefono,Dipendenti,Fatturato,Settore",
            "name city postal_code phone employees revenue_minor industry",
        ),
        (
            "Firmenname,Plz,Ort,Telefonnr.,Anzahl Mitarbeiter,Anmerkung,Wiedervorlage",
            "name postal_code city phone employees note follow_up_on",
        ),
    ],
)
def test_lists_of_other_tools_and_tongues(header: str, expected: str) -> None:
    columns = header.split(",")
    fields = guess(columns, []).by_column.values()
    assert [field or "." for field in fields] == expected.split()


def test_a_next_step_in_words_is_no_day() -> None:
    mapping = guess(
        ["Company", "Next step"], [["Corvid", "call them"], ["Halden", "2026-01-02"]] * 2
    )
    assert mapping.by_column["Next step"] == "follow_up_on"
    mapping = guess(["Company", "Next step"], [["Corvid", "call them"], ["Halden", "write"]] * 2)
    assert mapping.by_column["Next step"] is None


def test_shipping_is_used_only_without_billing() -> None:
    both = guess(["Account Name", "ShippingCity", "BillingCity"], [["A", "Oslo", ""]])
    assert both.column("city") == "BillingCity"
    assert both.facts == ["ShippingCity"]
    assert guess(["Account Name", "ShippingCity"], []).column("city") == "ShippingCity"


def test_unnamed_columns_are_known_by_what_they_hold() -> None:
    rows = [
        ["Corvid Labs", "https://corvid.example.com/a", "+1 312 555 0142", "Germany", "2024-01-31"],
        ["Halden Paper", "www.halden.example.com", "(312) 555-0143", "Norway", "2024-02-28"],
    ]
    mapping = guess(["a", "b", "c", "d", "e"], rows)
    assert filled(mapping) == {"a": "name", "b": "domain", "c": "phone", "d": "country"}
    assert all(0 < sure < 1 for sure in mapping.confidence.values())
    people = guess(["Name", "x"], [["Ann", "ann@example.com"], ["Bo", "b@example.org"]], "contacts")
    assert people.column("email") == "x"


@pytest.mark.parametrize(
    "held", [["CA", "IN"], ["No", "No"], ["2024-01-31", "2024-02-28"], ["3.5", "4.5"]]
)
def test_states_dates_and_numbers_are_not_taken_for_something_else(held: list[str]) -> None:
    mapping = guess(["Company", "x", "Fax"], [["A", cell, "+1 312 555 0142"] for cell in held])
    assert filled(mapping) == {"Company": "name"}


def test_values_against_the_name_lower_the_confidence_or_give_way_to_a_better_column() -> None:
    disputed = guess(["Company", "Website"], [["A", "call first"], ["B", "unknown"]])
    assert disputed.column("domain") == "Website"
    assert disputed.confidence == {"Company": 1.0, "Website": DISPUTED}
    better = guess(["Company", "Website", "URL"], [["A", "yes", "a.example.com"]])
    assert better.column("domain") == "URL"


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ("Company,Contact,Phone,City", "contacts"),
        ("Name,Email,Phone", "contacts"),
        ("Name,Job Title", "contacts"),
        ("Name,Email,Industry,Employees", "accounts"),
        ("Name,City,Phone", "accounts"),
        ("Company,Email", "contacts"),
        ("Company,Email,Industry", "accounts"),
    ],
)
def test_people_or_companies(columns: str, kind: str) -> None:
    assert guess(columns.split(","), []).as_ == kind


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ("Deal name,Company,Stage,Value,Close date", "opportunities"),
        ("Bezeichnung,Kunde,Verkaufsphase,Betrag,Abschlussdatum,Stage", "opportunities"),
        ("Betreff,Firma,Fällig am,Status", "tasks"),
        ("Subject,Company,Due date", "tasks"),
        ("Email", "contacts"),
        ("Phone", "contacts"),
        ("Mobile,Note", "contacts"),
        ("City,Phone", "accounts"),
        ("Prénom,Nom,Société,Courriel", "contacts"),
        ("Nom,Ville,Effectif,Site web", "accounts"),
        ("Nombre,Ciudad,País", "accounts"),
        ("Nombre,Apellidos,Empresa,Correo electrónico", "contacts"),
    ],
)
def test_the_kind_of_record(columns: str, kind: str) -> None:
    assert guess(columns.split(","), []).as_ == kind


def test_people_may_have_many_addresses_and_numbers_and_a_company_beside_them() -> None:
    columns = "Firma,Ansprechpartner,E-Mail geschäftlich,E-Mail privat,Telefon,Durchwahl,Handy,Fax"
    columns += ",Straße,PLZ,Umsatz,Webseite,E-Mail Status"
    assert list(guess(columns.split(","), []).by_column.values()) == [
        "account_name", "name", "email", "email", "phone", "phone", "mobile", None,
        "account_street", "account_postal_code", "account_revenue_minor", "account_domain",
        "opted_out",
    ]  # fmt: skip


def test_people_without_a_company_keep_what_would_be_of_it_as_facts() -> None:
    mapping = guess(["First name", "Last name", "Email", "Street", "Industry"], [])
    assert mapping.facts == ["Street", "Industry"]


@pytest.mark.parametrize(
    "name",
    ["emailstatus", "emailoptout", "faxnumber", "assistantphone", "phonecalls", "mailing", "cellar",
     "companyphone", "emailsent", "telex"],
)  # fmt: skip
def test_what_only_sounds_like_an_address_or_number_is_none(name: str) -> None:
    assert way_of(name) is None


PEOPLE = [
    ["Ada Birke", "Corvid Labs GmbH", "ada.birke@corvid.example", "+44 20 7946 0101", "x1"],
    ["Bo Halden", "Halden Paper AS", "bo@halden.example", "+44 20 7946 0102", "x2"],
    ["Cy Orly", "Orly Freight Ltd", "orly.cy@orly.example", "+44 20 7946 0103", "x3"],
]


def test_a_list_of_people_without_column_names_is_known_by_what_it_holds() -> None:
    mapping = guess([f"Column {number}" for number in range(1, 6)], PEOPLE)
    assert mapping.as_ == "contacts"
    assert list(mapping.by_column.values()) == ["name", "account_name", "email", "phone", None]


def test_names_in_two_columns_without_a_name_are_found_by_the_addresses_beside_them() -> None:
    rows = [[*row[0].split(), row[2]] for row in PEOPLE]
    mapping = guess(["Column 1", "Column 2", "Column 3"], rows)
    assert list(mapping.by_column.values()) == ["first_name", "last_name", "email"]


@pytest.mark.parametrize(
    ("names", "kind", "other"),
    [
        (["Ada Birke", "Bo Halden", "Cy Orly", "Di Lund"], "accounts", "contacts"),
        (["Corvid GmbH", "Halden Paper", "Orly Freight", "Lund Oil"], "accounts", None),
        (["Corvid", "Halden", "Orly", "Lund"], "accounts", None),
    ],
)
def test_names_that_could_be_peoples_or_companies_are_asked_about(
    names: list[str], kind: str, other: str | None
) -> None:
    mapping = guess(["Name", "City"], [[name, "Oslo"] for name in names])
    assert (mapping.as_, mapping.other_kind) == (kind, other)


def test_the_kind_can_be_forced() -> None:
    columns = ["Name", "Email", "Industry"]
    assert guess(columns, [], "accounts").as_ == "accounts"
    assert guess(columns, [], "contacts").by_column == dict(
        zip(columns, ["name", "email", None], strict=True)
    )


def test_the_second_of_two_columns_of_one_name_is_a_fact_where_only_one_counts() -> None:
    mapping = guess(["Name", "Company", "Email", "Company (2)"], [])
    assert mapping.by_column["Company (2)"] is None


@pytest.mark.parametrize(
    ("kind", "synonyms"),
    [
        ("accounts", ACCOUNTS),
        ("contacts", CONTACTS),
        ("signals", SIGNALS),
        ("opportunities", OPPORTUNITIES),
        ("tasks", TASKS),
    ],
)
def test_every_field_has_synonyms_and_every_synonym_a_field(
    kind: RecordKind, synonyms: dict[str, str]
) -> None:
    assert set(synonyms) == set(FIELDS[kind])
    for names in synonyms.values():
        assert len(names.split()) == len(set(names.split()))


@needed
def test_the_real_list_of_five_hundred_companies() -> None:
    table = open_table(FOLDER / "sp500" / "constituents.csv")
    mapping = guess(table.columns, table.sample())
    assert mapping.as_ == "accounts"
    assert filled(mapping) == {
        "Symbol": "ticker",
        "Security": "name",
        "GICS Sector": "industry",
        "Headquarters Location": "place",
        "Founded": "founded",
    }
    assert mapping.facts == ["GICS Sub-Industry", "Date added", "CIK"]
    rows = list(table.rows())
    assert len(rows) == 503
    at = table.columns.index("Headquarters Location")
    places = [split_place(row.cells[at]) for row in rows]
    assert sum(isinstance(place, Place) and bool(place.country) for place in places) == 502


@needed
def test_the_real_salesforce_accounts() -> None:
    table = open_table(FOLDER / "salesforce" / "accountData.csv")
    mapping = guess(table.columns, table.sample())
    assert mapping.as_ == "accounts"
    assert mapping.doubt is None
    assert filled(mapping) == {
        "ID": "source_id",
        "NAME": "name",
        "PARENTID": "parent_source_id",
        "LASTMODIFIEDDATE": "modified",
        "BILLINGSTREET": "street",
        "BILLINGCITY": "city",
        "BILLINGSTATE": "region",
        "BILLINGPOSTALCODE": "postal_code",
        "BILLINGCOUNTRY": "country",
        "PHONE": "phone",
        "WEBSITE": "domain",
        "INDUSTRY": "industry",
        "ANNUALREVENUE": "revenue_minor",
        "NUMBEROFEMPLOYEES": "employees",
        "TICKERSYMBOL": "ticker",
        "DESCRIPTION": "note",
        "LASTACTIVITYDATE": "touched_on",
    }
    assert sum(1 for _ in table.rows()) == 423


@needed
def test_a_real_list_of_opportunities_forced_to_be_accounts_raises_a_doubt() -> None:
    table = open_table(FOLDER / "salesforce" / "opportunityData.csv")
    doubt = guess(table.columns, table.sample(), "accounts").doubt
    assert doubt is not None
    assert "opportunities (columns STAGENAME, AMOUNT" in doubt
    assert guess(table.columns, table.sample()).doubt is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=8, unique=True),
    st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=5),
)
def test_any_columns_and_cells_are_mapped_whole(columns: list[str], rows: list[list[str]]) -> None:
    mapping = guess(columns, rows)
    assert list(mapping.by_column) == columns
    once = [key for key in mapping.by_column.values() if key and not FIELDS[mapping.as_][key].many]
    assert len(once) == len(set(once))


def test_thousands_of_columns_are_looked_at_in_a_moment() -> None:
    columns = [f"Email {number}" for number in range(5000)]
    rows = [[f"Ann {row} {at}, u{row}{at}@x.example" for at in range(5000)] for row in range(50)]
    began = perf_counter()
    assert guess(columns, rows).as_ == "contacts"
    assert perf_counter() - began < 10


def test_every_column_of_a_repeated_name_and_every_label_of_ones_own_is_a_way() -> None:
    columns = ["Last Name", "Company", "Email", "Email (2)", "Company (2)"]
    columns += ["Email (boat)", "Phone (direct line)", "Phone (assistant)", "Phone (home fax)"]
    assert list(guess(columns, []).by_column.values()) == [
        "last_name", "account_name", "email", "email", None, "email", "phone", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(("label", "field"), [("Blog", None), ("Home page", "account_domain")])
def test_a_blog_is_not_the_site_of_the_company(label: str, field: str | None) -> None:
    columns = ["First Name", "Labels", "E-mail 1 - Value", "Organization Name"]
    columns += ["Website 1 - Label", "Website 1 - Value"]
    row = ["Ann", "", "ann@example.com", "Corvid", label, "https://corvid.example.com"]
    assert guess(columns, [row]).by_column["Website 1 - Value"] == field
