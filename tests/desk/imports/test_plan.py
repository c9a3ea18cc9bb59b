"""What is planned for a file: its shape, what has to be asked, and mappings kept for the next."""

import re
from pathlib import Path

import pytest

import workstation
from tests.exchange.datasets import FOLDER, needed
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.imports.plan import ImportPlan, Policy

DEALS = "Deal name,Company,Stage,Amount,Close date\n"


def written(folder: Path, content: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def deals(folder: Path, *rows: tuple[str, str]) -> Path:
    """Write opportunities of one company with these amounts and close dates."""
    lines = [f'Deal {n},Corvid Labs,Won,"{amount}",{day}\n' for n, (amount, day) in enumerate(rows)]
    return written(folder, DEALS + "".join(lines))


def fields(plan: ImportPlan) -> dict[str, str | None]:
    return {column.column: column.field for column in plan.columns}


def kept(desk: Desk) -> list[str]:
    return [mapping.name for mapping in desk.imports.mappings.all()]


# Shapes


@needed
def test_real_opportunities_come_in_for_real_accounts(desk: Desk) -> None:
    accounts = desk.imports.plan(FOLDER / "salesforce" / "accountData.csv")
    assert (accounts.shape, accounts.format, accounts.unit) == (
        "Salesforce accounts",
        "CSV",
        "line",
    )
    desk.imports.run(accounts)
    plan = desk.imports.plan(FOLDER / "salesforce" / "opportunityData.csv")
    assert (plan.shape, plan.as_, plan.doubt) == ("Salesforce opportunities", "opportunities", None)
    assert plan.open_questions == ()
    counts = desk.imports.run(plan).counts
    assert counts["new"] + counts["unusable"] == 38
    assert counts["new"] > 0
    again = desk.imports.run(desk.imports.plan(FOLDER / "salesforce" / "opportunityData.csv"))
    assert again.changed is None


def test_an_export_of_ours_is_named_so_and_says_nothing_is_to_be_asked(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path, "workstation_id,name,email,email2,more_phones,Extra,created_on\n1,Ada,,,,,\n"
    )
    plan = desk.imports.plan(path, "contacts")
    assert plan.shape == "workstation export"
    assert [column.field for column in plan.columns] == [
        "workstation_id", "name", "email", "email", "phone", None, None,
    ]  # fmt: skip
    extra, worked_out = plan.columns[-2:]
    assert (extra.ignored, extra.field_title) == (False, "kept as a fact")
    assert (worked_out.ignored, worked_out.field_title) == (True, "left out")


def test_a_column_beside_an_address_that_says_its_kind_is_left_out(
    desk: Desk, tmp_path: Path
) -> None:
    header = "First Name,Labels,Phone 1 - Label,Phone 1 - Value,Organization Name\n"
    path = written(tmp_path, header + "Ada,,Mobile,+44 20 7946 0101,Corvid Labs\n")
    plan = desk.imports.plan(path)
    label = plan.columns[2]
    assert (label.field, label.ignored, label.field_title) == (
        None,
        True,
        "kind of the one beside it",
    )
    desk.imports.run(plan)
    assert desk.store.value("SELECT kind FROM phones") == "mobile"
    assert desk.store.value("SELECT count(*) FROM facts WHERE key LIKE 'Phone%'") == 0


def test_refusals_in_words_protect_and_stay_as_they_were_said(desk: Desk, tmp_path: Path) -> None:
    header = "Person - Name,Person - Email - Work,Person - Marketing status,Organization - Name\n"
    states = ("Subscribed", "Unsubscribed", "No consent", "Gesperrt")
    rows = [f"Person {n},p{n}@corvid.example,{said},Corvid\n" for n, said in enumerate(states)]
    plan = desk.imports.plan(written(tmp_path, header + "".join(rows)))
    assert plan.shape == "Pipedrive people"
    desk.imports.run(plan)
    people = desk.store.rows("SELECT opted_out FROM contacts ORDER BY name")
    assert [row[0] for row in people] == [0, 1, 1, 1]
    said = desk.store.rows("SELECT value FROM facts ORDER BY id")
    assert [row[0] for row in said] == list(states)


def test_of_several_companies_of_a_person_the_first_is_theirs(desk: Desk, tmp_path: Path) -> None:
    header = "Record ID,First Name,Last Name,Email,Associated Company,Associated Company IDs\n"
    rows = "1,Ada,Birke,ada@corvid.example,Corvid,9001;9002\n2,Bo,Lund,bo@x.example,Corvid,9001\n"
    desk.imports.run(desk.imports.plan(written(tmp_path, header + rows)))
    assert [row[0] for row in desk.store.rows("SELECT source_id FROM accounts")] == ["9001"]
    assert desk.store.value("SELECT value FROM facts") == "9001;9002"


def test_events_of_the_past_have_happened_and_others_are_planned(
    desk: Desk, tmp_path: Path
) -> None:
    desk.imports.run(desk.imports.plan(written(tmp_path, "Company\nCorvid Labs\n")))
    now = desk.clock.now()
    header = "Subject,StartDateTime,Company / Account,WhatId\n"
    path = written(
        tmp_path,
        header
        + f"Demo held,{now.year - 1}-05-04T10:00:00Z,Corvid Labs,\n"
        + f"Visit,{now.year + 1}-05-04T10:00:00Z,Corvid Labs,\n",
    )
    plan = desk.imports.plan(path)
    assert plan.shape == "Salesforce tasks"
    desk.imports.run(plan)
    assert desk.store.value("SELECT note FROM activities") == "Demo held"
    assert desk.store.value("SELECT why FROM follow_ups") == "Visit"


# Questions


def test_dates_that_could_be_either_way_round_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    written(tmp_path, "Company\nCorvid Labs\n", "companies.csv")
    desk.imports.run(desk.imports.plan(tmp_path / "companies.csv"))
    path = deals(tmp_path, ("5", "03/04/2026"), ("6", "05/06/2026"))
    plan = desk.imports.plan(path)
    (question,) = plan.open_questions
    assert question.key == "dates Close date"
    assert question.sentence == (
        "Column “Close date” has dates such as 03/04/2026 whose day and month could be either way "
        "round (no cell tells): which stands first?"
    )
    assert [(choice.key, choice.said) for choice in question.choices] == [
        ("dmy", "day first: 3 April 2026"),
        ("mdy", "month first: 4 March 2026"),
        ("leave", "leave out those that could be either"),
    ]
    with pytest.raises(DeskError, match="which stands first"):
        desk.imports.run(plan)
    with pytest.raises(DeskError, match="is no answer"):
        desk.imports.plan(path, answers={question.key: "ydm"})
    answered = desk.imports.plan(path, answers={question.key: "mdy", "dates Gone": "dmy"})
    assert answered.open_questions == ()
    desk.imports.run(answered)
    days = [row[0] for row in desk.store.rows("SELECT closed_on FROM opportunities ORDER BY id")]
    assert days == ["2026-03-04", "2026-05-06"]


def test_days_are_said_in_a_way_every_system_knows() -> None:
    package = Path(workstation.__file__).parent
    files = [*package.rglob("*.py")]
    assert len(files) > 100
    found = [each for each in files if re.search(r"%[-#][A-Za-z]", each.read_text("utf-8"))]
    assert found == []


def test_one_clear_date_far_down_settles_the_column(desk: Desk, tmp_path: Path) -> None:
    days = [("5", "03/04/2026")] * 80 + [("5", "23/04/2026")]
    plan = desk.imports.plan(deals(tmp_path, *days))
    assert plan.open_questions == ()
    assert plan.settled == plan.answers == {"dates Close date": "dmy"}


def test_dates_in_contradicting_orders_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = deals(tmp_path, ("5", "03/04/2026"), ("5", "23/04/2026"), ("5", "04/23/2026"))
    (question,) = desk.imports.plan(path).open_questions
    assert "in some cells the day stands first and in some the month" in question.sentence


def test_dates_kept_as_facts_are_not_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company,Renewal\nCorvid Labs,03/04/2026\n")
    assert desk.imports.plan(path).open_questions == ()
    path = deals(tmp_path, ("5", "03/04/2026"))
    assert desk.imports.plan(path, mapping_overrides={"Close date": None}).open_questions == ()


@pytest.mark.parametrize(
    ("amounts", "settled"),
    [
        (["1.234,50", "1.234"], ","),
        (["1,234.50", "1.234"], "."),
        (["12000", "7"], None),
        (["$120,000", "$85,000"], None),
    ],
)
def test_a_decimal_mark_that_shows_is_taken(
    desk: Desk, tmp_path: Path, amounts: list[str], settled: str | None
) -> None:
    plan = desk.imports.plan(deals(tmp_path, *((amount, "2026-01-02") for amount in amounts)))
    assert plan.open_questions == ()
    assert plan.settled.get("amounts Amount") == settled


@pytest.mark.parametrize("amounts", [["1.234"], ["1,50", "1.50", "1.234"]])
def test_a_decimal_mark_that_does_not_show_is_asked_about(
    desk: Desk, tmp_path: Path, amounts: list[str]
) -> None:
    path = deals(tmp_path, *((amount, "2026-01-02") for amount in amounts))
    (question,) = desk.imports.plan(path).open_questions
    assert [choice.said for choice in question.choices] == [
        "point: 1.234 is 1.23",
        "comma: 1.234 is 1234.00",
    ]
    assert desk.imports.plan(path, answers={question.key: ","}).answers == {"amounts Amount": ","}


def test_a_list_of_names_that_say_nothing_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    names = ["Ada Birke", "Bo Halden", "Cy Orly", "Di Lund"]
    path = written(tmp_path, "Name,Phone\n" + "".join(f"{n},+44 20 7946 0101\n" for n in names))
    plan = desk.imports.plan(path)
    (question,) = plan.open_questions
    assert question.key == "kind"
    assert plan.as_ == "accounts"
    answered = desk.imports.plan(path, answers={"kind": "contacts"})
    assert (answered.as_, answered.open_questions) == ("contacts", ())
    assert desk.imports.plan(path, "contacts").questions == ()


# Corrections, policies and kept mappings


def test_several_columns_may_be_given_one_field_only_where_it_may_have_many(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "First name,Company,a,b\nAda,Corvid,x,y\n")
    plan = desk.imports.plan(path, mapping_overrides={"a": "email", "b": "email"})
    assert fields(plan) == {
        "First name": "first_name", "Company": "account_name", "a": "email", "b": "email",
    }  # fmt: skip
    with pytest.raises(DeskError, match="cannot both be the title"):
        desk.imports.plan(path, mapping_overrides={"a": "title", "b": "title"})


def test_the_policy_is_one_there_is(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company\nCorvid Labs\n")
    assert desk.imports.plan(path).policy == Policy("fill_blanks")
    assert desk.imports.plan(path, policy="prefer_file").policy.default == "prefer_file"
    mixed = Policy("keep_mine", {"city": "prefer_newer"})
    assert desk.imports.plan(path, policy=mixed).policy == mixed
    with pytest.raises(DeskError, match="fill_blanks, prefer_newer"):
        desk.imports.plan(path, policy="mine")


def test_what_was_corrected_is_kept_for_the_next_file_with_these_columns(
    desk: Desk, tmp_path: Path
) -> None:
    first = written(tmp_path, "Company,Colour,City\nCorvid Labs,red,Oslo\n", "fair 2026.csv")
    plan = desk.imports.plan(first, mapping_overrides={"Colour": "industry", "City": None})
    assert plan.corrected
    desk.imports.run(plan)
    assert kept(desk) == ["fair 2026"]
    second = written(tmp_path, "CITY,company,colour\nBonn,Halden Paper,blue\n", "next.csv")
    taken = desk.imports.plan(second, policy="prefer_file")
    assert taken.mapping_name == "fair 2026"
    assert taken.notes == ("mapped as “fair 2026”, kept from an earlier file",)
    assert fields(taken) == {"CITY": None, "company": "name", "colour": "industry"}
    assert not taken.corrected
    assert fields(desk.imports.plan(second, mapping=""))["CITY"] == "city"
    assert desk.imports.plan(second, "contacts").mapping_name is None
    other = written(tmp_path, "Company,Colour,Land\nOrly,red,Norway\n", "other.csv")
    assert desk.imports.plan(other).mapping_name is None
    named = desk.imports.plan(other, mapping="Fair 2026")
    assert fields(named) == {"Company": "name", "Colour": "industry", "Land": "country"}


def test_rows_mended_after_they_could_not_be_used_come_in_by_the_same_mapping(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Company,Colour\nCorvid Labs,red\n,blue\n", "fair.csv")
    plan = desk.imports.plan(path, mapping_overrides={"Colour": "industry"})
    result = desk.imports.run(plan, unusable_to=tmp_path)
    assert result.unusable_file is not None
    again = desk.imports.plan(result.unusable_file)
    assert again.mapping_name == "fair"
    assert fields(again) == {"Company": "name", "Colour": "industry", "why": None}
    assert again.columns[-1].ignored


def test_a_sheet_of_a_workbook_can_be_asked_for(desk: Desk, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Company", "City"])
    book.active.append(["Corvid Labs", "Oslo"])
    people = book.create_sheet("People")
    people.append(["First name", "Last name", "Company", "Email"])
    people.append(["Ada", "Birke", "Corvid Labs", "ada@corvid.example"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    first = desk.imports.plan(path)
    assert (first.as_, first.format, first.unit) == ("accounts", "XLSX", "row")
    assert first.notes == ("only the sheet 'Sheet' is read, not 'People'",)
    second = desk.imports.plan(path, sheet="People")
    assert (second.as_, second.sheet) == ("contacts", "People")
    desk.imports.run(second)
    assert desk.store.value("SELECT name FROM contacts") == "Ada Birke"
    with pytest.raises(DeskError, match="Nobody"):
        desk.imports.plan(path, sheet="Nobody")


def test_a_correction_of_a_kept_mapping_replaces_it_and_undo_brings_the_old_one_back(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Company,Colour,City\nCorvid Labs,red,Oslo\n")
    desk.imports.run(desk.imports.plan(path, mapping_overrides={"Colour": "industry"}))
    path = written(tmp_path, "Company,Colour,City\nHalden Paper,red,Oslo\n")
    desk.imports.run(desk.imports.plan(path, mapping_overrides={"Colour": "ticker"}))
    (mapping,) = desk.imports.mappings.all()
    assert mapping.mapping["Colour"] == "ticker"
    desk.history.undo()
    (mapping,) = desk.imports.mappings.all()
    assert mapping.mapping["Colour"] == "ticker"
    desk.history.undo()
    (mapping,) = desk.imports.mappings.all()
    assert mapping.mapping["Colour"] == "industry"
    desk.history.undo()
    assert len(kept(desk)) == 1
    desk.history.undo()
    assert kept(desk) == []


def test_answers_and_policy_are_kept_with_the_mapping(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company,Turned over,Colour\nCorvid Labs,1.234,red\n")
    overrides = {"Turned over": "revenue_minor"}
    plan = desk.imports.plan(
        path, None, overrides, answers={"amounts Turned over": ","}, policy="prefer_newer"
    )
    desk.imports.run(plan)
    taken = desk.imports.plan(path)
    assert taken.policy == Policy("prefer_newer")
    assert taken.answers == {"amounts Turned over": ","}
    assert taken.open_questions == ()
    assert desk.store.value("SELECT revenue_minor FROM accounts") == 123_400


def test_kept_mappings_are_renamed_and_forgotten_as_actions(desk: Desk, tmp_path: Path) -> None:
    mappings = desk.imports.mappings
    for name in ("a.csv", "b.csv"):
        path = written(tmp_path, f"Company,{name}\nCorvid {name},red\n", name)
        desk.imports.run(desk.imports.plan(path, mapping_overrides={name: "industry"}))
    assert kept(desk) == ["a", "b"]
    assert mappings.rename("A", "Trade fair").title == "Rename mapping “a” to “Trade fair”"
    assert kept(desk) == ["b", "Trade fair"]
    for wrong in ("", "trade fair", "x" * 61):
        with pytest.raises(DeskError):
            mappings.rename("b", wrong)
    mappings.drop("b")
    assert kept(desk) == ["Trade fair"]
    with pytest.raises(DeskError, match="There is no mapping “b”"):
        mappings.drop("b")
    desk.history.undo()
    assert kept(desk) == ["b", "Trade fair"]


def test_a_mapping_of_other_columns_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company,Colour\nCorvid Labs,red\n", "a.csv")
    desk.imports.run(desk.imports.plan(path, mapping_overrides={"Colour": "industry"}))
    other = written(tmp_path, "Unternehmen,Ort\nHalden,Oslo\n", "b.csv")
    for wrong, why in (("a", "other columns"), ("gone", "There is no mapping")):
        with pytest.raises(DeskError, match=why):
            desk.imports.plan(other, mapping=wrong)
    with pytest.raises(DeskError, match="is for accounts, not for contacts"):
        desk.imports.plan(path, "contacts", mapping="a")
