"""Who is nearly somebody else: kept apart, marked, and put to the list; never made twice."""

from pathlib import Path

import pytest

from tests.desk.imports.test_identity import companies, one, people, take
from tests.desk.imports.test_imports import written
from workstation.desk.desk import Desk
from workstation.desk.imports.long_ids import is_long_form, long_form, other_form
from workstation.desk.imports.records import separate
from workstation.desk.imports.shared import domains_above
from workstation.method.first_names import short_forms_agree

SHORT = "0015g00000AbCdE"


def test_an_identifier_of_15_letters_and_its_form_of_18_are_one_only_when_the_check_fits(
    desk: Desk, tmp_path: Path
) -> None:
    long = long_form("001x0000002xLCV")
    assert (long, is_long_form("001x0000002xLCVAA3")) == ("001x0000002xLCVAA2", False)
    assert other_form(long) == "001x0000002xLCV"
    assert separate(SHORT, SHORT.swapcase())
    assert not separate(SHORT, long_form(SHORT))
    assert separate(SHORT, long_form("0015g00000AbCdF"))
    take(desk, tmp_path, f"Account ID,Name\n{SHORT},Acme\n", "accounts")
    other = f"Account ID,Name\n{long_form(SHORT)},Acme Works\n"
    assert take(desk, tmp_path, other, "accounts") == {"updated": 1}
    wrong = f"Account ID,Name\n{SHORT}AA0,Zenith\n{SHORT.lower()},Meridian\n"
    assert take(desk, tmp_path, wrong, "accounts") == {"new": 2}


def test_people_whose_names_have_no_letters_are_not_made_again(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Name,Email,Phone\n😀,e@gmail.com,\n王,w@gmail.com,\nJ,j@gmail.com,\n😀,,+1 312 555 0143\n"
        "Maria,,+1 312 555 0144\nJose,,+1 312 555 0144\n"
    )
    take(desk, tmp_path, text)
    assert len(people(desk)) == 6
    assert take(desk, tmp_path, text) == {"same": 6}


def test_a_domain_under_quite_another_name_is_a_doubt_and_takes_nobody_over(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Company,Website\nWeb Agency,webagency.com\n", "accounts")
    text = "Company,Website\nJoe's Plumbing,webagency.com\n"
    assert take(desk, tmp_path, text, "accounts") == {"possible_duplicate": 1}
    why = one(desk, "SELECT why FROM import_rows WHERE fate = 'possible_duplicate'")
    assert why == "has the domain webagency.com of Web Agency"
    assert take(desk, tmp_path, text, "accounts") == {"same": 1}
    of_people = "Name,Email,Company\nAnn Ames,ann@webagency.com,Kite Makers\n"
    assert take(desk, tmp_path, of_people) == {"possible_duplicate": 1}
    assert take(desk, tmp_path, of_people) == {"same": 1}
    assert companies(desk) == ["Joe's Plumbing", "Kite Makers", "Web Agency"]
    nameless = "Name,Email\nBo Best,bo@webagency.com\n"
    assert take(desk, tmp_path, nameless) == {"joins": 1}


@pytest.mark.parametrize("apart", [False, True])
def test_names_nearly_alike_in_one_file_or_known_are_marked_and_listed(
    desk: Desk, tmp_path: Path, apart: bool
) -> None:
    first, second = "Brightline Food Inc.\n", "Brightline Foods\n"
    if apart:
        take(desk, tmp_path, f"Company\n{first}", "accounts")
        assert take(desk, tmp_path, f"Company\n{second}", "accounts") == {"possible_duplicate": 1}
    else:
        found = take(desk, tmp_path, f"Company\n{first}{second}", "accounts")
        assert found == {"new": 1, "possible_duplicate": 1}
    (pair,) = desk.duplicates.pairs("accounts")
    assert {pair.first.name, pair.second.name} == {first.strip(), second.strip()}
    assert take(desk, tmp_path, f"Company\n{first}{second}", "accounts") == {"same": 2}
    sites = "Company,Website\nCorvid Lab,corvid.com\nCorvid Labs,labs.com\n"
    assert take(desk, tmp_path, sites, "accounts") == {"new": 2}


def test_short_forms_of_a_first_name_at_one_company_are_possible_duplicates(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Name,Email,Company\nTom Miller,tm@acme.com,Acme\nThomas Miller,thomas@acme.com,Acme\n"
    assert take(desk, tmp_path, text) == {"new": 1, "possible_duplicate": 1}
    assert len(desk.duplicates.pairs("contacts")) == 1
    assert take(desk, tmp_path, text) == {"same": 2}
    assert take(desk, tmp_path, "Name,Email\nTommy Miller,tm@acme.com\n") == {"updated": 1}
    assert short_forms_agree("Miller, Bob", "Robert Miller")
    assert not short_forms_agree("Tom Miller", "Tom Miller")
    assert not short_forms_agree("Tom Miller", "Ann Miller")


@pytest.mark.parametrize(
    ("domain", "above"),
    [
        ("mail.eu.acme.co.uk", ("eu.acme.co.uk", "acme.co.uk")),
        ("mail.ab.de", ("ab.de",)),
        ("acme.com", ()),
        ("x.gmail.com", ()),
        ("localhost", ()),
    ],
)
def test_the_domains_above_one_end_where_somebody_registers_them(
    domain: str, above: tuple[str, ...]
) -> None:
    assert domains_above(domain) == above


def test_a_file_says_when_it_is_too_long_for_names_nearly_alike(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.desk.imports.near_names.MOST_ROWS", 0)
    path = written(tmp_path, "Company\nBrightline Food\nBrightline Foods\n")
    result = desk.imports.run(desk.imports.plan(path))
    assert result.counts["new"] == 2
    assert "duplicates --scan" in result.notes[-1]
