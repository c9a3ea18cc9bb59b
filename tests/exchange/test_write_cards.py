"""Address cards as they are written: read by our own reader of cards and by icalendar's parser."""

from pathlib import Path

import pytest
from icalendar.parser import Contentlines

from workstation.exchange.source import open_source
from workstation.exchange.write_cards import CardPerson, Version, Way, cards_into

ADA = CardPerson(
    uid="contact-7@workstation",
    name="Ada Example",
    first_name="Ada",
    last_name="Example",
    company="Acme; Sons, Ltd",
    title="VP",
    note="two\nlines, and; more \\ of it" + " long" * 40,
    changed_at="2026-11-23T15:12:00Z",
    emails=(
        Way("work", "ada@acme.example.com"),
        Way("home", "ada@home.example.com"),
        Way("work", "old@acme.example.com", "bounced"),
    ),
    phones=(
        Way("work", "+13125550143", extension="12"),
        Way("mobile", "+13125550144"),
        Way("home", "+13125550145", "wrong"),
    ),
    city="Chicago",
    country="US",
    categories=("do-not-call", "opted-out"),
    protection={"DO-NOT-CALL": "yes", "OPTED-OUT": "yes"},
)


def written(path: Path, version: Version, *people: CardPerson) -> dict[str, str]:
    with path.open("wb") as file:
        assert cards_into(file, people, version=version) == len(people)
    source = open_source(path)
    (row,) = source.rows()
    return dict(zip(source.columns, row.cells, strict=True))


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_card_says_everything_and_a_reader_finds_it(tmp_path: Path, version: Version) -> None:
    path = tmp_path / "a.vcf"
    row = written(path, version, ADA)
    assert f"\r\nVERSION:{version}\r\n".encode() in path.read_bytes()
    assert (row["First name"], row["Last name"], row["Full name"]) == ("Ada", "Example", ADA.name)
    assert (row["Company"], row["Title"], row["Note"]) == (ADA.company, "VP", ADA.note)
    assert row["Email (work)"] == "ada@acme.example.com"
    assert row["Email (home)"] == "ada@home.example.com"
    assert row["Phone (work)"] == "+13125550143 ext. 12"
    assert row["Phone (mobile)"] == "+13125550144"
    assert (row["City"], row["Country"], row["UID"]) == ("Chicago", "US", ADA.uid)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_protection_leaves_with_the_card_and_dead_ways_are_no_ways(
    tmp_path: Path, version: Version
) -> None:
    row = written(tmp_path / "a.vcf", version, ADA)
    assert "CATEGORIES:do-not-call,opted-out" in (tmp_path / "a.vcf").read_text(encoding="utf-8")
    assert not row.get("Categories"), "each mark says itself; a category would forbid all ways"
    assert (row["Do not call"], row["Opted out"]) == ("yes", "yes")
    assert row["Bounced email"] == "old@acme.example.com"
    assert row["Wrong phone"] == "+13125550145"
    usable = "\n".join(row[name] for name in row if name.startswith(("Email", "Phone")))
    assert "old@" not in usable and "0145" not in usable


def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    person = CardPerson(uid="u", name="Zoë 😀" * 30, note="é" * 200)
    row = written(path, "4.0", person)
    content = path.read_bytes()
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert row["Note"] == person.note
    assert Contentlines.from_ical(content.decode())


def test_a_line_break_in_a_name_makes_no_property(tmp_path: Path) -> None:
    person = CardPerson(uid="u", name="Eve\r\nEMAIL:eve@example.com", company="x")
    row = written(tmp_path / "a.vcf", "3.0", person)
    assert not any(name.startswith("Email") for name in row)
