"""A list of accounts as it is opened in a spreadsheet, and as it comes back."""

import csv
from array import array
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.exports import list_sheets
from workstation.desk.exports.export import export
from workstation.desk.exports.list_sheets import LISTS
from workstation.desk.exports.sheets import SHEETS
from workstation.desk.imports.own import is_fact, is_mark, own_field

CLOCK = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two accounts; facts of both and of a person who must not be called."""
    desk = open_desk(tmp_path / "desk.db", CLOCK)
    corvid = world.account(
        desk, "Corvid Labs", employees=120, revenue_minor=123_456_07, revenue_currency="EUR",
        country="DE", domain="corvid.example.com",
    )  # fmt: skip
    halden = world.account(desk, "Halden Paper", revenue_minor=5_00, bin="avoid.client")
    world.follow_up(desk, corvid, date(2026, 12, 1))
    dana = desk.accounts.add_contact(
        corvid, "Dana Whitfield", email="dana@corvid.example.com", phone="+1 312 555 0142"
    ).made
    assert dana is not None
    desk.accounts.protect(dana, "asked for it", do_not_call=True)
    with desk.store.action("Facts") as act:
        for whose, key, value in (
            ({"account_id": corvid}, "Ticker", "CRVD"),
            ({"account_id": halden}, "Machines", "=9"),
            ({"account_id": corvid}, "Tier", "gold"),
            ({"account_id": corvid, "contact_id": dana}, "Tea", "Earl Grey"),
            ({"account_id": corvid, "contact_id": dana}, "Tea", "Assam"),
        ):
            act.insert("facts", {**whose, "key": key, "value": value})
    yield desk
    desk.close()


def ids(desk: Desk) -> "array[int]":
    return desk.focus.find("").ids


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_list_has_words_for_columns_numbers_days_and_a_column_for_each_fact(
    desk: Desk, tmp_path: Path
) -> None:
    export(desk, tmp_path / "list.xlsx", ids=ids(desk))
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    head, corvid, halden = book["accounts"].iter_rows(values_only=True)
    first, second = (dict(zip(head, row, strict=True)) for row in (corvid, halden))
    assert head[:3] == ("Name", "Domain", "Industry")
    assert (first["Employees"], first["Revenue"], first["Currency"]) == (120, 123456.07, "EUR")
    assert str(first["Next step"]) == "2026-12-01 00:00:00"
    assert (first["Ticker"], first["Tier"], first["Tier (fact)"]) == ("CRVD", None, "gold")
    assert (second["Revenue"], second["Currency"]) == (5, "USD")
    assert (second["Machines"], second["Bin"]) == ("=9", "avoid.client")
    assert book["accounts"].freeze_panes == "A2"
    assert book["accounts"].column_dimensions["A"].width == len("Halden Paper") + 2
    head, dana = book["contacts"].iter_rows(values_only=True)
    person = dict(zip(head, dana, strict=True))
    assert (person["Do not call"], person["Opted out"], person["Bounced"]) == ("yes", "no", "no")
    assert (person["Protection reason"], person["Tea"]) == ("asked for it", "Earl Grey; Assam")
    assert (person["Role"], person["Account bin"]) == (None, "cold")
    export(desk, tmp_path / "list.csv", ids=ids(desk))
    row = table(tmp_path / "list.csv")[0]
    assert (row["Revenue"], row["Next step"]) == ("123456.07", "2026-12-01")
    assert table(tmp_path / "list.csv")[1]["Machines"] == "'=9"


def test_facts_too_many_for_columns_share_the_last_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_sheets, "MOST_FACTS", 1)
    export(desk, tmp_path / "list.csv", ids=ids(desk))
    corvid, halden = table(tmp_path / "list.csv")
    assert (corvid["Ticker"], corvid["Further facts"]) == ("CRVD", "Tier: gold")
    assert halden["Further facts"] == "Machines: =9"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_comes_back_unchanged_and_with_its_protection_and_facts_elsewhere(
    desk: Desk, tmp_path: Path, ending: str
) -> None:
    export(desk, tmp_path / f"list.{ending}", ids=ids(desk))
    files: list[tuple[Path, dict[str, str]]] = [(tmp_path / f"list.{ending}", {})]
    files += (
        [(tmp_path / "list-contacts.csv", {})]
        if ending == "csv"
        else [(tmp_path / "list.xlsx", {"sheet": "contacts"})]
    )
    with closing(open_desk(tmp_path / "other.db", CLOCK)) as other:
        for number, (path, more) in enumerate(files):
            plan = desk.imports.plan(path, **more)  # type: ignore[arg-type]
            assert plan.as_ == ("accounts", "contacts")[number] and plan.own
            counts = desk.imports.run(plan).counts
            assert not counts.get("new") and not counts.get("unusable"), counts
            other.imports.run(other.imports.plan(path, **more))  # type: ignore[arg-type]
        page = other.accounts.page(other.accounts.resolve("Corvid"))
        (dana,) = page.contacts
        assert dana.do_not_call and dana.protection_reason == "asked for it"
        assert [(each.key, each.value) for each in dana.facts] == [("Tea", "Earl Grey; Assam")]
        assert {(each.key, each.value) for each in page.facts} >= {("Ticker", "CRVD")}
        assert (page.account.revenue_minor, page.account.revenue_currency) == (123_456_07, "EUR")
        halden = other.accounts.page(other.accounts.resolve("Halden"))
        assert halden.account.bin == "avoid.client"
        assert [each.value for each in halden.facts] == ["=9"]


def test_every_column_of_ours_is_read_again_or_known_as_worked_out(desk: Desk) -> None:
    for kind in ("accounts", "contacts"):
        titles = [each.title for each in LISTS[kind]]
        for name in (*SHEETS[kind].columns(desk), *titles, "Further facts"):
            assert is_mark(name) or not is_fact(name, kind), name  # type: ignore[arg-type]
    assert own_field("Email 2", "contacts") == own_field("email2", "contacts") == "email"
    assert is_fact("Tea", "contacts") and not is_fact("Tea", "signals")


def test_an_amount_without_a_currency_leaves_with_the_reps_own(desk: Desk, tmp_path: Path) -> None:
    desk.settings.set("currency", "CHF")
    halden = desk.accounts.resolve("Halden")
    world.opportunity(desk, halden, amount_minor=1_250_00)
    world.opportunity(desk, halden)
    export(desk, tmp_path / "accounts.csv")
    export(desk, tmp_path / "opportunities.xlsx")
    assert [row["currency"] for row in table(tmp_path / "accounts.csv")] == ["EUR", "CHF"]
    sheet = openpyxl.load_workbook(tmp_path / "opportunities.xlsx")["opportunities"]
    head, first, second = sheet.iter_rows(values_only=True)
    deal, bare = (dict(zip(head, row, strict=True)) for row in (first, second))
    assert (deal["amount"], deal["currency"]) == (1250, "CHF")
    assert str(deal["created_on"]) == "2026-11-23 00:00:00"
    assert (bare["amount"], bare["currency"]) == (None, None)
