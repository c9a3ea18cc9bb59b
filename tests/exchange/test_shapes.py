"""Exports of the tools people come from are known by their column names alone."""

import re

import pytest

from tests.exchange.datasets import FOLDER, needed
from workstation.exchange.columns import guess
from workstation.exchange.fields import FIELDS
from workstation.exchange.shape_list import SHAPES
from workstation.exchange.shapes import Shape, recognise
from workstation.exchange.source import open_source
from workstation.exchange.squashing import squashed

EXPORTS = """
Salesforce accounts
    ID = source_id, ISDELETED, NAME = name, TYPE, PARENTID = parent_source_id, BILLINGSTREET =
    street, BILLINGCITY = city, PHONE = phone, WEBSITE = domain, OWNERID, LASTMODIFIEDDATE =
    modified, SYSTEMMODSTAMP
Salesforce accounts (report)
    Account Owner, Account Name = name, Billing State/Province = region, Billing Zip/Postal Code
    = postal_code, Website = domain, Employees = employees, Parent Account = parent_name,
    Account ID = source_id, Last Modified Date = modified
Salesforce contacts
    ID = source_id, ACCOUNTID = account_source_id, LASTNAME = last_name, FIRSTNAME = first_name,
    NAME, MAILINGSTREET, MAILINGCITY = city, MAILINGCOUNTRY = country, PHONE = phone, FAX,
    MOBILEPHONE = mobile, HOMEPHONE = phone, ASSISTANTPHONE, EMAIL = email, TITLE = title,
    DEPARTMENT, HASOPTEDOUTOFEMAIL = opted_out, DONOTCALL = do_not_call, EMAILBOUNCEDREASON =
    bounced, LASTMODIFIEDDATE = modified, SYSTEMMODSTAMP
Salesforce contacts (report)
    Salutation, First Name = first_name, Last Name = last_name, Title = title, Account Name =
    account_name, Mailing City = city, Mobile = mobile, Email = email, Contact ID = source_id,
    Email Opt Out = opted_out
Salesforce leads
    ID = source_id, LASTNAME = last_name, FIRSTNAME = first_name, COMPANY = account_name, STREET
    = account_street, CITY = city, STATE = account_region, POSTALCODE = account_postal_code,
    COUNTRY = country, EMAIL = email, WEBSITE = account_domain, STATUS, INDUSTRY =
    account_industry, ANNUALREVENUE = account_revenue_minor, NUMBEROFEMPLOYEES =
    account_employees, ISCONVERTED
Salesforce leads (report)
    Lead ID = source_id, First Name = first_name, Last Name = last_name, Company / Account =
    account_name, Email = email, Lead Source, Lead Status
Salesforce opportunities
    ID = source_id, ACCOUNTID = account_source_id, NAME = name, DESCRIPTION = note, STAGENAME =
    stage, AMOUNT = amount_minor, PROBABILITY, CLOSEDATE = closed_on, TYPE = kind, NEXTSTEP =
    next_step, LEADSOURCE = source, ISCLOSED = is_closed, ISWON = is_won, OWNERID, CREATEDDATE =
    created_on, LASTMODIFIEDDATE = modified
Salesforce opportunities (report)
    Opportunity Owner = account_executive, Account Name = account_name, Opportunity Name = name,
    Stage = stage, Amount Currency = currency, Amount = amount_minor, Close Date = closed_on,
    Probability (%)
Salesforce tasks
    ID = source_id, WHOID = contact_source_id, WHATID, SUBJECT = subject, ACTIVITYDATE = due_on,
    STATUS = status, DESCRIPTION = note, ACCOUNTID = account_source_id, CALLDURATIONINSECONDS =
    seconds, CALLTYPE, CALLDISPOSITION = outcome, TASKSUBTYPE = kind, COMPLETEDDATETIME =
    done_at
Salesforce tasks (report)
    Subject = subject, Date = due_on, Status = status, Assigned, Company / Account =
    account_name, Contact = contact_name, Opportunity, Full Comments = note
HubSpot contacts
    Record ID = source_id, First Name = first_name, Last Name = last_name, Email = email,
    Additional email addresses = email, Phone Number = phone, Mobile Phone Number = mobile,
    Contact owner, Associated Company = account_name, Associated Company IDs (Primary) =
    account_source_id, Job Title = title, Website URL = account_domain, Street Address =
    account_street, City = city, Unsubscribed from all email = opted_out, Email hard bounce
    reason = bounced, Last Modified Date = modified
HubSpot companies
    Record ID = source_id, Company name = name, Company owner, Phone Number = phone, Street
    Address = street, Postal Code = postal_code, Company Domain Name = domain, Website URL, Year
    Founded = founded, Parent Company ID = parent_source_id, Last Modified Date = modified
HubSpot companies (programming interface)
    id = source_id, updatedAt = modified, name = name, domain = domain, city = city, hs_lead_status,
    numberofemployees = employees
HubSpot deals
    Record ID = source_id, Deal Name = name, Deal Stage = stage, Close Date = closed_on, Deal
    owner = account_executive, Amount = amount_minor, Pipeline, Associated Company =
    account_name, Associated Company IDs = account_source_id, Is Closed Won = is_won, Deal Type
    = kind, Closed Lost Reason = close_reason
HubSpot tasks
    Record ID = source_id, Task Title = subject, Task Status = status, Task Type = kind, Due
    Date = due_on, Completed at = done_at, Task Notes = note, Associated Contact = contact_name,
    Associated Company = account_name
Pipedrive people
    Person - ID = source_id, Person - Name = name, Person - First name = first_name, Person -
    Last name = last_name, Person - Organization = account_name, Person - Email - Work = email,
    Person - Email - Home = email, Person - Phone - Work = phone, Person - Phone - Mobile =
    mobile, Person - Open deals, Person - Update time = modified, Organization - Website =
    account_domain
Pipedrive organizations
    Organization - ID = source_id, Organization - Name = name, Organization - Address = street,
    Organization - City/town/village/locality of Address = city, Organization - Country of
    Address = country, Organization - People, Organization - Website = domain, Organization -
    Update time = modified
Pipedrive deals
    Deal - ID = source_id, Deal - Title = name, Deal - Value = amount_minor, Deal - Currency of
    Value = currency, Deal - Organization = account_name, Deal - Stage, Deal - Status = stage,
    Deal - Won time, Deal - Deal closed on = closed_on, Deal - Lost reason = close_reason,
    Person - Email - Work = contact_email
Pipedrive activities
    Activity - ID = source_id, Activity - Subject = subject, Activity - Type = kind, Activity -
    Due date = due_on, Activity - Done = status, Activity - Organization = account_name,
    Activity - Contact person = contact_name, Activity - Note = note
LinkedIn connections
    First Name = first_name, Last Name = last_name, URL = linkedin, Email Address = email, Company
    = account_name, Position = title, Connected On
Google contacts
    First Name = first_name, Middle Name, Last Name = last_name, File As, Organization Name =
    account_name, Organization Title = title, Labels, E-mail 1 - Label, E-mail 1 - Value =
    email, Phone 1 - Label, Phone 1 - Value = phone, Phone 2 - Value = phone, Address 1 - Street
    = account_street, Address 1 - City = city, Website 1 - Value = account_domain
Google contacts (until 2023)
    Name = name, Given Name = first_name, Family Name = last_name, Notes = note, Group
    Membership, E-mail 1 - Type, E-mail 1 - Value = email, Phone 1 - Type, Phone 1 - Value =
    phone, Organization 1 - Name = account_name, Organization 1 - Title = title
Outlook contacts
    Title, First Name = first_name, Last Name = last_name, Company = account_name, Job Title =
    title, Business Street = account_street, Business City = city, Business Phone = phone,
    Business Fax, Home Phone = phone, Mobile Phone = mobile, Company Main Phone = account_phone,
    E-mail Address = email, E-mail Type, E-mail 2 Address = email, Web Page = account_domain,
    Assistant's Phone
Outlook contacts (German)
    Anrede, Vorname = first_name, Nachname = last_name, Firma = account_name, Position = title,
    Straße geschäftlich = account_street, Ort geschäftlich = city, Telefon geschäftlich = phone,
    Telefon privat = phone, Mobiltelefon = mobile, Fax geschäftlich, E-Mail-Adresse = email,
    E-Mail-Typ, E-Mail 2: Adresse = email
Outlook contacts (French)
    Titre, Prénom = first_name, Nom = last_name, Société = account_name, Fonction = title, Rue
    (bureau) = account_street, Ville (bureau) = city, Code postal (bureau) = account_postal_code,
    Pays/Région (bureau) = country, Télécopie (bureau), Téléphone (bureau) = phone, Téléphone
    (domicile) = phone, Tél. mobile = mobile, Adresse de messagerie = email, Type de messagerie,
    Nom complet de l'adresse de messagerie, Page Web = account_domain
Outlook contacts (Spanish)
    Nombre = first_name, Apellidos = last_name, Organización = account_name, Puesto = title, Calle
    del trabajo = account_street, Ciudad de trabajo = city, Fax del trabajo, Teléfono del trabajo =
    phone, Particular = phone, Móvil = mobile, Dirección de correo electrónico = email, Tipo de
    correo electrónico
Thunderbird address book (German)
    Vorname = first_name, Nachname = last_name, Anzeigename = name, Primäre E-Mail-Adresse = email,
    Sekundäre E-Mail-Adresse = email, Tel. dienstlich = phone, Tel. privat = phone, Fax-Nummer,
    Mobil-Tel.-Nr. = mobile, Privat: Ort, Dienstlich: Adresse = account_street, Dienstlich: Ort =
    city, Dienstlich: Land = country, Arbeitstitel = title, Organisation = account_name, Webseite 1
    = account_domain
Pipedrive leads
    Lead - ID, Lead - Title, Lead - Next activity date = follow_up_on, Person - Name = name, Person
    - Email = email, Organization - Name = account_name
Pipedrive people (German)
    Person - Name = name, Person - Organisation = account_name, Person - E-Mail - Arbeit = email,
    Person - Telefon - Arbeit = phone, Person - Telefon - Mobil = mobile, Person - ID = source_id,
    Person - Marketingstatus = opted_out, Organisation - ID = account_source_id, Organisation -
    Adresse = account_street
Pipedrive deals (French)
    Affaire - Titre = name, Affaire - Valeur = amount_minor, Affaire - Organisation = account_name,
    Affaire - Étape, Affaire - Statut = stage, Affaire - ID = source_id
Dynamics contacts
    (Do Not Modify) Contact = source_id, (Do Not Modify) Row Checksum, (Do Not Modify) Modified On =
    modified, Full Name = name, Email = email, Company Name = account_name, Address 1: City = city,
    Do not allow Phone Calls = do_not_call, Do not allow Emails = opted_out, Status
Close contacts
    id = source_id, lead_id = account_source_id, lead_name = account_name, name = name, first_name =
    first_name, last_name = last_name, primary_phone = phone, other_phones = phone, primary_email =
    email, other_emails = email
Freshsales contacts
    Id = source_id, First name = first_name, Last name = last_name, Emails = email, Work = phone,
    Mobile = mobile, Accounts = account_name, Sales owner, Do not disturb = do_not_call, Recent note
    = note
Zoho leads
    Lead Id = source_id, Lead Owner, Company = account_name, First Name = first_name, Last Name =
    last_name, Email = email, Secondary Email = email, State = account_region, Email Opt Out =
    opted_out, Created Time, Modified Time = modified, Unsubscribed Mode
Zoho accounts
    Record Id = source_id, Account Owner, Account Name = name, Parent Account.id =
    parent_source_id, Parent Account = parent_name, Website = domain, Billing Code = postal_code,
    Created Time, Modified Time = modified
Zoho deals
    Record Id = source_id, Deal Owner = account_executive, Deal Name = name, Account Name.id =
    account_source_id, Account Name = account_name, Stage = stage, Amount = amount_minor, Closing
    Date = closed_on, Modified Time = modified
Copper people
    Name, First Name = first_name, Last Name = last_name, Company = account_name, Email = email,
    Copper ID = source_id, Updated At = modified
ZoomInfo contacts
    ZoomInfo Contact ID = source_id, First Name = first_name, Last Name = last_name, Direct Phone
    Number = phone, Email Address = email, Mobile phone = mobile, LinkedIn Contact Profile URL =
    linkedin, ZoomInfo Company ID = account_source_id, Company Name = account_name, Company HQ Phone
    = account_phone
Thunderbird address book
    First Name = first_name, Last Name = last_name, Display Name = name, Nickname, Primary Email
    = email, Secondary Email = email, Screen Name, Work Phone = phone, Fax Number, Mobile Number
    = mobile, Work Address = account_street, Work City = city, Home City, Job Title = title,
    Organization = account_name, Web Page 1 = account_domain
"""
"""Exports with their columns and, behind those that fill one, the field."""


def _parsed() -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for block in re.split(r"\n(?=\S)", EXPORTS.strip()):
        name, _, columns = block.partition("\n")
        pairs = (one.partition(" = ") for one in " ".join(columns.split()).split(", "))
        found[name] = {column: key or None for column, _, key in pairs}
    return found


HEADERS = _parsed()


@pytest.mark.parametrize(
    "header",
    [
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER",
    ],
)
def test_what_a_network_exports_beside_its_connections_is_doubted(header: str) -> None:
    assert "take Connections.csv" in (guess(header.split(","), []).doubt or "")


@pytest.mark.parametrize("name", HEADERS)
def test_an_export_is_known_by_name_with_all_its_columns(name: str) -> None:
    found = guess(list(HEADERS[name]), [])
    assert found.shape == name.partition(" (")[0]
    assert found.by_column == HEADERS[name]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_shape_fills_fields_there_are_and_spells_names_as_they_are_compared(
    shape: Shape,
) -> None:
    assert set(shape.names) <= set(FIELDS[shape.kind])
    names = {one for said in shape.names.values() for one in said} | shape.facts
    for said in (names, *shape.needs, shape.lacks):
        assert all(one == squashed(one) for one in said)


def test_names_are_compared_without_case_marks_and_order() -> None:
    columns = ["connected_on", "EMAIL ADDRESS", "last name", "First-Name", "company", "position"]
    shape = recognise(columns)
    assert shape is not None
    assert shape.name == "LinkedIn connections"


@pytest.mark.parametrize(
    "header",
    [
        "Name,Email,Phone",
        "Company,City,Country,Website",
        "First Name,Last Name,Email,Company",
        "Firma,Ansprechpartner,Telefon",
        "Symbol,Security,GICS Sector",
        "id,name,city",
    ],
)
def test_a_plain_list_is_no_tools_export(header: str) -> None:
    assert recognise(header.split(",")) is None


def test_another_kind_than_the_exports_can_be_asked_for() -> None:
    found = guess(list(HEADERS["LinkedIn connections"]), [], "accounts")
    assert (found.as_, found.shape) == ("accounts", None)


def test_what_only_says_which_kind_an_address_is_is_no_fact() -> None:
    columns = ["First Name", "Labels", "E-mail 1 - Label", "E-mail 1 - Value", "Phone 2 - Label"]
    found = guess(columns, [])
    assert found.labels == {"E-mail 1 - Label"}
    assert found.facts == ["Labels", "Phone 2 - Label"]


@pytest.mark.parametrize(("label", "street"), [("Work", "account_street"), ("* Home", None)])
def test_a_home_is_not_taken_for_the_company(label: str, street: str | None) -> None:
    columns = ["First Name", "Labels", "E-mail 1 - Value", "Organization Name"]
    columns += ["Address 1 - Label", "Address 1 - Street", "Address 1 - City"]
    row = ["Ann", "", "ann@example.com", "Corvid", label, "1 High Street", "Oslo"]
    found = guess(columns, [row])
    assert found.by_column["Address 1 - Street"] == street
    assert found.by_column["Address 1 - City"] == ("city" if street else None)


def test_address_cards_are_known_by_their_format() -> None:
    columns = ["Full name", "Company", "Role", "Email (work)", "Email (home)", "Phone (work)"]
    columns += ["Phone (mobile)", "Fax (work)", "Street", "Street (home)", "UID", "Revision"]
    found = guess(columns, [], format_="vCard")
    assert (found.as_, found.shape) == ("contacts", "Address cards")
    assert list(found.by_column.values()) == [
        "name", "account_name", None, "email", "email", "phone", "mobile", None, "account_street",
        None, "source_id", "modified",
    ]  # fmt: skip


@needed
@pytest.mark.parametrize(
    ("path", "shape", "kind"),
    [
        ("salesforce/accountData.csv", "Salesforce accounts", "accounts"),
        ("salesforce/opportunityData.csv", "Salesforce opportunities", "opportunities"),
        ("sp500/constituents.csv", None, "accounts"),
        ("vcard/gmail-list.vcf", "Address cards", "contacts"),
        ("vcard/John_Doe_IPHONE.vcf", "Address cards", "contacts"),
        ("vcard/outlook-2007.vcf", "Address cards", "contacts"),
    ],
)
def test_the_real_files_are_known(path: str, shape: str | None, kind: str) -> None:
    source = open_source(FOLDER / path)
    found = guess(source.columns, source.sample(), None, source.format)
    assert (found.shape, found.as_, found.doubt, found.other_kind) == (shape, kind, None, None)
