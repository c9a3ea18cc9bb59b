"""Reading address cards as the programs of the last thirty years write them."""

from pathlib import Path

import pytest

from tests.exchange.datasets import FOLDER, needed
from workstation.exchange.rows import BadRow, Row
from workstation.exchange.source import open_source
from workstation.exchange.table import TableError


def read(path: Path) -> list[dict[str, str]]:
    """Return what each card says, without the empty cells."""
    source = open_source(path)
    assert source.format == "vCard" and source.unit == "card"
    return [
        {column: cell for column, cell in zip(source.columns, row.cells, strict=True) if cell}
        for row in source.rows()
        if isinstance(row, Row)
    ]


def card(tmp_path: Path, *lines: str, end: str = "\r\n") -> dict[str, str]:
    path = tmp_path / "people.vcf"
    path.write_bytes(end.join(["BEGIN:VCARD", *lines, "END:VCARD", ""]).encode())
    (one,) = read(path)
    return one


def test_an_outlook_card_with_soft_breaks_a_charset_and_a_picture_ended_by_an_empty_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "outlook.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
        b"N;CHARSET=Windows-1252:B\xfchler;J\xfcrgen;;Dr.\r\n"
        b"FN;CHARSET=Windows-1252:J\xfcrgen B\xfchler\r\n"
        b"ORG:Ostrom & Vale;Sales;North\r\nTITLE:Head of Sales\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE:first line=0D=0A=\r\nsecond; line=0D=0A=\r\n\r\n"
        b"TEL;WORK;VOICE:020 7946 0018\r\nTEL;CELL;VOICE:020 7946 0019\r\n"
        b"TEL;WORK;FAX:020 7946 0020\r\n"
        b"ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;Floor 3;"
        b"1 High Street=0D=0ABack door;London;;N1 1AA;UK\r\n"
        b"LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:1 High Street=0D=0A=\r\nLondon\r\n"
        b"PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQ\r\n SkZJRg==\r\n\r\n"
        b"LOGO;ENCODING=BASE64;GIF:R0lGODlh\r\nAQABAIAA\r\nAAAA\r\n\r\n"
        b"EMAIL;PREF;INTERNET:juergen@ostrom.example.com\r\nREV:20120305T131933Z\r\n"
        b"X-MS-OL-DESIGN;CHARSET=utf-8:<card/>\r\nX-MS-MANAGER:Ann Lee\r\nEND:VCARD\r\n"
    )
    assert read(path) == [
        {
            "Full name": "Jürgen Bühler", "First name": "Jürgen", "Last name": "Bühler",
            "Name prefix": "Dr.", "Company": "Ostrom & Vale", "Department": "Sales, North",
            "Title": "Head of Sales", "Note": "first line\nsecond; line",
            "Phone (work)": "020 7946 0018", "Phone (mobile)": "020 7946 0019",
            "Fax (work)": "020 7946 0020", "Street": "1 High Street\nBack door\nFloor 3",
            "City": "London", "Postal code": "N1 1AA", "Country": "UK",
            "Email": "juergen@ostrom.example.com", "Revision": "2012-03-05T13:19:33Z",
            "Manager": "Ann Lee",
        }
    ]  # fmt: skip
    assert open_source(path).notes == ("1 photo left out", "1 logo left out")


def test_an_apple_card_with_groups_labels_and_several_of_a_kind(tmp_path: Path) -> None:
    assert card(
        tmp_path, "VERSION:3.0", "N:Lee;Ann;;;", "FN:Ann Lee", "ORG:Corvid Labs;",
        "item1.EMAIL;type=INTERNET:ann@home.example.com", "item1.X-ABLabel:_$!<Home>!$_",
        "item2.EMAIL;type=INTERNET;type=pref:ann@corvid.example.com",
        "EMAIL;type=INTERNET;type=WORK:a.lee@corvid.example.com", "item2.X-ABLabel:_$!<Work>!$_",
        "item3.TEL:+1 312 555 0142", "item3.X-ABLabel:Reception", "TEL;type=IPHONE:+1 312 555 0143",
        "item4.URL:http\\://corvid.example.com", "item4.X-ABLabel:_$!<HomePage>!$_",
        "item5.X-ABDATE:2015-03-01", "item5.X-ABLabel:_$!<Anniversary>!$_",
        "item6.ADR;type=WORK:;;1 Main St\\nSuite 4;Chicago;IL;60601;USA", "item6.X-ABADR:us",
        "ADR;type=HOME:;;2 Elm St;Evanston;IL;60201;USA",
        "X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/annlee",
        "IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:ann.lee",
    ) == {
        "Full name": "Ann Lee", "First name": "Ann", "Last name": "Lee", "Company": "Corvid Labs",
        "Email (work)": "ann@corvid.example.com\na.lee@corvid.example.com",
        "Email (home)": "ann@home.example.com", "Phone (reception)": "+1 312 555 0142",
        "Phone (mobile)": "+1 312 555 0143", "Website": "http://corvid.example.com",
        "Anniversary": "2015-03-01", "Street": "1 Main St\nSuite 4", "City": "Chicago",
        "Region": "IL", "Postal code": "60601", "Country": "USA", "Street (home)": "2 Elm St",
        "City (home)": "Evanston", "Region (home)": "IL", "Postal code (home)": "60201",
        "Country (home)": "USA", "LinkedIn": "http://www.linkedin.com/in/annlee",
        "Messenger (skype)": "ann.lee",
    }  # fmt: skip


def test_a_card_of_version_4_with_addresses_of_the_web_and_quoted_lists(tmp_path: Path) -> None:
    assert card(
        tmp_path, "VERSION:4.0", "FN:Ann Lee", "N:Lee;Ann;Marie,Jo;;",
        'TEL;TYPE="work,voice";VALUE=uri;PREF=1:tel:+1-312-555-0142;ext=102',
        'TEL;VALUE=uri;TYPE="cell":tel:+1-312-555-0143', "EMAIL;TYPE=work:mailto:ann@example.com",
        'ADR;TYPE=work;LABEL="1 Main St, Chicago":;;;;;;', "BDAY:--0203", "LANG:fr",
        "CLIENTPIDMAP:1;x",
        "PHOTO:data:image/jpeg;base64,AAAA", "RELATED;TYPE=spouse;VALUE=text:Sam",
        "KIND:individual",
        "UID:urn:uuid:4fbe8971", "CATEGORIES:Customers,Press\\, TV", "NOTE:a\\;b\\\\c\\,d\\ne",
    ) == {
        "Full name": "Ann Lee", "First name": "Ann", "Middle name": "Marie,Jo", "Last name": "Lee",
        "Phone (work)": "+1-312-555-0142 ext. 102", "Phone (mobile)": "+1-312-555-0143",
        "Email (work)": "ann@example.com", "Street": "1 Main St, Chicago", "Birthday": "--0203",
        "Language": "fr", "Spouse": "Sam", "UID": "urn:uuid:4fbe8971",
        "Categories": "Customers\nPress, TV", "Note": "a;b\\c,d\ne",
    }  # fmt: skip


def test_folded_lines_are_put_together_as_their_version_folds_them(tmp_path: Path) -> None:
    assert (
        card(tmp_path, "VERSION:3.0", "FN:An", " n Lee", "NOTE:one ", "  two")["Full name"]
        == "Ann Lee"
    )
    said = card(tmp_path, "VERSION:2.1", "N:Lee;Ann", "NOTE:one", "   two", "\tthree", end="\n")
    assert said == {
        "Full name": "Ann Lee", "First name": "Ann", "Last name": "Lee", "Note": "one two three",
    }  # fmt: skip


def test_a_note_with_raw_line_breaks_is_kept_whole(tmp_path: Path) -> None:
    said = card(
        tmp_path, "VERSION:3.0", "FN:Ann Lee", "NOTE:called today,", "asked for prices.", ""
    )
    assert said["Note"] == "called today,\nasked for prices."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_small_letters_every_line_end_and_what_stands_between_cards(
    tmp_path: Path, end: str
) -> None:
    path = tmp_path / "people.vcf"
    lines = [
        "",
        "begin:vcard",
        "version:2.1",
        "fn:Ann Lee",
        "tel;cell:+1 312 555 0142",
        "end:vcard",
    ]
    path.write_bytes(end.join([*lines, "stray: text", *lines]).encode())
    assert read(path) == [{"Full name": "Ann Lee", "Phone (mobile)": "+1 312 555 0142"}] * 2


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-8", b"\xef\xbb\xbf"),
    ],
)
def test_cards_in_utf_16_and_with_marks(tmp_path: Path, codec: str, mark: bytes) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(
        mark + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Žofie Černá\r\nEND:VCARD\r\n".encode(codec)
    )
    assert read(path) == [{"Full name": "Žofie Černá"}]


def test_an_agent_inside_a_card_is_its_name_and_not_another_person(tmp_path: Path) -> None:
    said = card(
        tmp_path, "VERSION:2.1", "N:Lee;Ann", "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Sam Poe",
        "TEL:+1 312 555 0100", "END:VCARD", "TITLE:Director",
    )  # fmt: skip
    assert said["Agent"] == "Sam Poe"
    assert said["Title"] == "Director"
    assert "Phone" not in said


def test_an_agent_written_into_one_line_and_the_types_of_evolution(tmp_path: Path) -> None:
    said = card(
        tmp_path, "VERSION:3.0", "FN:Ann Lee", "AGENT:BEGIN:VCARD\\nFN:Sam Poe\\nEND:VCARD\\n",
        "TEL;X-EVOLUTION-UI-SLOT=1;TYPE=X-EVOLUTION-CALLBACK:+1 312 555 0142",
        "X-EVOLUTION-SPOUSE:Kim",
        "X-EVOLUTION-FILE-AS:Lee\\, Ann",
    )  # fmt: skip
    assert said == {
        "Full name": "Ann Lee", "Agent": "Sam Poe", "Phone (callback)": "+1 312 555 0142",
        "Spouse": "Kim",
    }  # fmt: skip


def test_a_card_without_an_end_ends_where_the_next_one_begins(tmp_path: Path) -> None:
    path = tmp_path / "cut.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nBEGIN:VCARD\nVERSION:3.0\nFN:Sam Poe\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Cut O"
    )
    assert [one["Full name"] for one in read(path)] == ["Ann Lee", "Sam Poe", "Cut O"]
    assert "no END:VCARD in cards 1 and 3" in open_source(path).notes[0]


def test_companies_groups_and_empty_cards(tmp_path: Path) -> None:
    path = tmp_path / "mixed.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:Corvid Labs\nORG:Corvid Labs\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:Halden Paper\nX-ABShowAs:COMPANY\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:All\nMEMBER:urn:uuid:1\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
    )
    source = open_source(path)
    companies = [row for row in source.rows() if isinstance(row, Row)]
    assert source.columns == ["Company"]
    assert companies == [Row(1, ["Corvid Labs"]), Row(2, ["Halden Paper"])]
    (empty,) = [row for row in source.rows() if isinstance(row, BadRow)]
    assert empty.why == "card 4 (line 19) says nothing about anybody"
    assert source.notes == ("1 list of people left out",)


def test_a_second_company_and_a_second_address_keep_their_own_columns(tmp_path: Path) -> None:
    said = card(
        tmp_path, "VERSION:3.0", "FN:Ann Lee", "ORG:Corvid Labs", "ORG:Halden Paper",
        "ADR;TYPE=WORK:;;1 Main St;Chicago;;;", "ADR;TYPE=WORK:;;2 Oak St;Boston;;;",
    )  # fmt: skip
    assert (said["Company"], said["Company (2)"]) == ("Corvid Labs", "Halden Paper")
    assert (said["City"], said["City (2)"], said["Street (2)"]) == ("Chicago", "Boston", "2 Oak St")


def test_what_could_steer_the_terminal_is_made_harmless(tmp_path: Path) -> None:
    said = card(
        tmp_path,
        "VERSION:3.0",
        "FN:Ann\x1b[31m Lee",
        "item1.X-EVIL:x",
        "item1.X-ABLabel:E\x1bvil",
        "X-O\x1bDD:x",
        "NOTE:\u202eabc",
    )
    assert said["Full name"] == "Ann\ufffd[31m Lee"
    assert not any("\x1b" in text or "\u202e" in text for pair in said.items() for text in pair)


def test_a_broken_character_set_or_encoding_never_stops_the_reading(tmp_path: Path) -> None:
    said = card(
        tmp_path, "VERSION:2.1", "FN;CHARSET=NO-SUCH;ENCODING=QUOTED-PRINTABLE:Ann=C3=A9=ZZ",
        "TITLE;ENCODING=BASE64:%%%", "ROLE;CHARSET=hex:4142", 'X-A;b="c:d', "ORG;=;;:Corvid",
    )  # fmt: skip
    assert said["Full name"].startswith("Anné")
    assert said["Company"] == "Corvid"
    assert said["Role"] == "4142"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BEGIN:VCARD\nEND:VCARD\n", "holds no card that says anything"),
        (b"BEGIN:VCARD\nFN:a\0b\nEND:VCARD\n", "line 2 holds NUL bytes"),
        (b"BEGIN:VCARD\nFN:" + b"x" * 10_100_000, "line 2 is longer than 10 MB"),
        (
            b"BEGIN:VCARD\nNOTE:a\n" + b" xxxxxxxxxxxxxxxxxxx\n" * 60_000,
            "line 2 begins a value of more",
        ),
        (
            b"BEGIN:VCARD\nFN:a\n" + (b"NOTE:" + b"x" * 9000 + b"\n") * 1200,
            "line 1 begins a card of more",
        ),
        (b"BEGIN:VCARD\n" + b"".join(b"X-%d:1\n" % n for n in range(5001)), "5001 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_unusable_file_gets_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.vcf"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        list(open_source(path).rows())
    assert (
        said in str(caught.value)
        and str(caught.value).endswith(".")
        and "\n" not in str(caught.value)
    )


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"
    path.write_text("BEGIN:VCARD\nFN:Ann Lee\nEND:VCARD\n" * 2_000)
    rows = open_source(path).rows()
    next(rows)
    with path.open("a") as file:
        file.write("BEGIN:VCARD\nFN:Sam Poe\nEND:VCARD\n")
    with pytest.raises(TableError, match="changed while it was being read"):
        list(rows)


@needed
def test_real_cards_of_four_programs() -> None:
    folder = FOLDER / "vcard"
    android = read(folder / "John_Doe_ANDROID.vcf")
    assert len(android) == 6
    assert android[4]["Email (work)"] == "bob@company.com" and android[4]["Fax (work)"] == "123456"
    assert android[3]["Phone (mobile)"] == "123456\n3456789" and "Ñ Ñ" in android[3]["Note"]
    assert not any("Ã" in text for one in android for text in one.values())
    (gmail,) = read(folder / "John_Doe_GMAIL.vcf")
    assert gmail["Spouse"] == "Jenny" and gmail["Anniversary"] == "1975-03-01"
    assert gmail["Website"] == "http://www.ibm.com" and gmail["Phonetic first name"] == "Jon"
    assert gmail["Note"].endswith("SUCH DAMAGE.\nFavotire Color: Blue")
    (iphone,) = read(folder / "John_Doe_IPHONE.vcf")
    assert iphone["Department"] == "Accounting" and iphone["Phone (assistant)"] == "905-222-1234"
    assert iphone["Street"] == "Street4\nBuilding 6\nFloor 8" and iphone["City"] == "New York"
    (outlook,) = read(folder / "John_Doe_MS_OUTLOOK.vcf")
    assert outlook["Birthday"] == "1980-03-22" and outlook["Assistant"] == "Jenny"
    (older,) = read(folder / "outlook-2007.vcf")
    assert (
        older["Email"] == "mike.angstadt@gmail.com" and older["Street"] == "222 Broadway\nTheOffice"
    )
    assert open_source(folder / "outlook-2007.vcf").notes == ("1 key left out", "1 photo left out")
    assert len(read(folder / "gmail-list.vcf")) == 3
