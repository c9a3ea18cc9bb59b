"""What a list says of next steps, customers and money is acted on, shown, and can be changed."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk.imports.test_imports import account, brought_in, facts, person, written
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.imports import imports
from workstation.desk.imports.imports import ImportPlan


def steps(desk: Desk) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in desk.store.rows(
            "SELECT accounts.name, contacts.name, channel, due_on, why, follow_ups.state "
            "FROM follow_ups JOIN accounts ON accounts.id = follow_ups.account_id "
            "LEFT JOIN contacts ON contacts.id = follow_ups.contact_id ORDER BY follow_ups.id"
        )
    ]


def said(plan: ImportPlan) -> dict[str, str]:
    return {each.key: each.said for each in plan.taken_for_granted}


# Next steps


def test_days_of_next_steps_become_follow_ups_once_and_go_with_undo(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Company,Town,Wiedervorlage,Next step\nCorvid Labs,Leeds,2030-05-02,Send the price\n"
        "Halden Paper,Oslo,2020-01-07,\nNo Day,Rome,soon,\n",
    )
    preview = desk.imports.preview(desk.imports.plan(path))
    assert [each.fields for each in preview.samples["new"]] == [
        ("follow-up on 2030-05-02",),
        ("follow-up on 2020-01-07",),
        (),
    ]
    assert "2 follow-ups on the days the file names" in preview.notes
    result = brought_in(desk, path)
    assert result.changed is not None
    assert "2 follow-ups on the days the file names" in result.changed.advice
    assert steps(desk) == [
        ("Corvid Labs", None, "call", "2030-05-02", "Send the price", "open"),
        ("Halden Paper", None, "call", "2020-01-07", "Wiedervorlage (list.csv)", "open"),
    ]
    assert facts(desk, "No Day")["Wiedervorlage"] == "soon"
    assert brought_in(desk, path).changed is None
    desk.history.undo()
    assert steps(desk) == []


def test_a_day_among_the_words_of_a_next_step_is_when_and_the_words_are_what_for(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Company,Next step\nCorvid Labs,15.01.2030 send the price\n"
        "Halden Paper,Call Quinn on 2 May 2030 9:30\nNo Day,keep warm\n"
        "Two Days,1.2.2030 or 3.2.2030\nBare,2030-05-02\n"
        "Old Mill,reply to their mail of 03.04.2021\nOverdue,2021-04-03\n",
    )
    result = brought_in(desk, path)
    assert [(row[0], *row[3:5]) for row in steps(desk)] == [
        ("Corvid Labs", "2030-01-15", "15.01.2030 send the price"),
        ("Halden Paper", "2030-05-02", "Call Quinn on 2 May 2030 9:30"),
        ("Bare", "2030-05-02", "Next step (list.csv)"),
        ("Overdue", "2021-04-03", "Next step (list.csv)"),
    ]
    assert facts(desk, "Old Mill")["Next step"] == "reply to their mail of 03.04.2021"
    past = "1 next step is kept as a fact, the day among its words being long past: line 7"
    assert past in result.notes
    assert desk.store.value("SELECT due_at FROM follow_ups WHERE due_at IS NOT NULL")
    assert facts(desk, "No Day")["Next step"] == "keep warm"
    assert "1 date could not be read and is kept as a fact: line 5" in result.notes
    assert brought_in(desk, path).changed is None
    slashed = written(tmp_path, "Company,Next step\nNew Mill,call on 3/4/2030\n", "b.csv")
    (question,) = desk.imports.plan(slashed).open_questions
    assert question.key == "dates Next step"


def test_days_without_a_year_count_from_when_the_file_was_written(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Company,Town,Wiedervorlage\nCorvid Labs,Leeds,15.1. 9:30\nHalden Paper,Oslo,KW 49 Do\n"
        "Far Off,Rome,15.10.\nDay After,Rome,morgen\nEarly,Rome,24.11.\n"
        "Vague,Rome,Anfang Januar\n",
    )
    at = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
    os.utime(path, (at, at))
    brought_in(desk, path)
    assert [(row[0], *row[3:5]) for row in steps(desk)] == [
        ("Corvid Labs", "2027-01-15", "Wiedervorlage (list.csv)"),
        ("Halden Paper", "2026-12-03", "KW 49 Do"),
        ("Early", "2026-11-24", "Wiedervorlage (list.csv)"),
    ]
    assert desk.store.value("SELECT due_at FROM follow_ups ORDER BY id") == "2027-01-15T15:30:00Z"
    assert facts(desk, "Far Off")["Wiedervorlage"] == "15.10."
    notes = desk.imports.preview(desk.imports.plan(path)).notes
    assert notes == (
        "1 next step is kept as a fact, its day naming no year and not being near: line 4",
        "1 next step is kept as a fact, its day depending on when it was written: line 5",
        "1 next step is kept as a fact, naming a part of a month and no day: line 7",
    )
    assert brought_in(desk, path).changed is None
    late = written(tmp_path, "Company,Town,Wiedervorlage\nLate,Rome,20.11.\n", "late.csv")
    at = datetime(2026, 11, 2, 12, tzinfo=UTC).timestamp()
    os.utime(late, (at, at))
    brought_in(desk, late)
    assert facts(desk, "Late")["Wiedervorlage"] == "20.11.", "past by now, if it is of this year"
    assert brought_in(desk, late).changed is None


def test_people_get_their_next_steps_unless_they_are_not_to_be_contacted(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Name,Company,Email,Callback,Do not call,Opted out,LinkedIn URL\n"
        "Quinn Marsh,Corvid Labs,q@corvid.example.com,2030-05-02,,,https://linkedin.com/in/q\n"
        "Robin Vale,Corvid Labs,r@corvid.example.com,2030-05-03,yes,,\n"
        "Sam Reed,Corvid Labs,s@corvid.example.com,2030-05-04,yes,yes,\n"
        "Kim Low,,kim@gmail.com,2030-05-05,,,\n",
    )
    brought_in(desk, path, "contacts")
    assert [row[:4] for row in steps(desk)] == [
        ("Corvid Labs", "Quinn Marsh", "call", "2030-05-02"),
        ("Corvid Labs", "Robin Vale", "email", "2030-05-03"),
    ]
    keys = {row["key"]: row["value"] for row in desk.store.rows("SELECT key, value FROM facts")}
    assert keys["LinkedIn profile"] == "https://linkedin.com/in/q"
    assert keys["Callback"] == "2030-05-05"
    assert brought_in(desk, path, "contacts").changed is None


# Customers and others


def test_customers_and_rivals_go_out_of_prospecting_unless_somebody_says_no(
    desk: Desk, tmp_path: Path
) -> None:
    desk.accounts.add({"name": "Known Customer"})
    path = written(
        tmp_path,
        "Company,Type\nCorvid Labs,Customer\nHalden Paper,Prospect\nRival,Competitor\n"
        "Ally,Partner\nKnown Customer,customer\nFormer,Former customer\n",
    )
    plan = desk.imports.plan(path)
    assert plan.open_questions == ()
    assert said(plan)["says_client Type"] == (
        "2 rows say Customer or customer, into “Client”, out of prospecting"
    )
    preview = desk.imports.preview(plan)
    assert preview.counts["protected"] == 3
    left = desk.imports.plan(path, answers={"says_client Type": "no", "says_bad_fit Type": "no"})
    assert desk.imports.preview(left).counts["protected"] == 0
    desk.imports.run(plan)
    bins = {
        name: account(desk, name)["bin"]
        for name in ("Corvid Labs", "Halden Paper", "Rival", "Ally", "Known Customer", "Former")
    }
    assert bins == {
        "Corvid Labs": "avoid.client",
        "Halden Paper": "cold",
        "Rival": "avoid.bad_fit",
        "Ally": "cold",
        "Known Customer": "avoid.client",
        "Former": "cold",
    }
    assert facts(desk, "Corvid Labs") == {"Type": "Customer"}
    assert desk.imports.run(desk.imports.plan(path)).changed is None


def test_who_is_not_interested_now_goes_into_the_bin_that_is_agreed(
    desk: Desk, tmp_path: Path
) -> None:
    working = desk.accounts.add({"name": "Being Worked"}).made
    assert working is not None
    desk.bins.move([working], "working")
    cold = desk.accounts.add({"name": "Known Cold"}).made
    path = written(
        tmp_path,
        "Company,Town,Lead Status\nCorvid Labs,Leeds,Kein Interesse\nBeing Worked,Oslo,Bad timing\n"
        "Known Cold,Oslo,Not interested\nHalden Paper,Rome,Closed - Converted\n"
        "Old,Rome,Closed Lost\nBad,Rome,UNQUALIFIED\nOpen,Rome,Contacted\n",
    )
    plan = desk.imports.plan(path)
    assert said(plan)["says_not_now Lead Status"] == (
        "3 rows say Kein Interesse or Bad timing or Not interested, into “Quarterly” where they "
        "are new or cold"
    )
    preview = desk.imports.preview(plan)
    result = brought_in(desk, path)
    assert preview.counts == result.counts

    def bins() -> dict[str, str]:
        return {
            row["name"]: row["bin"] for row in desk.store.rows("SELECT name, bin FROM accounts")
        }

    assert bins() == {
        "Being Worked": "working",
        "Known Cold": "nurture.quarterly",
        "Corvid Labs": "nurture.quarterly",
        "Halden Paper": "nurture.opportunity",
        "Old": "nurture.dead",
        "Bad": "avoid.bad_fit",
        "Open": "cold",
    }
    assert account(desk, "Corvid Labs")["bin_reason"] == "Lead Status: Kein Interesse, in list.csv"
    assert facts(desk, "Corvid Labs") == {"Lead Status": "Kein Interesse"}
    moved = desk.store.rows("SELECT account_id FROM activities WHERE outcome LIKE 'nurture%'")
    assert [row["account_id"] for row in moved] == [cold]
    assert brought_in(desk, path).changed is None
    desk.history.undo()
    assert bins() == {"Being Worked": "working", "Known Cold": "cold"}
    answers = {"says_not_now Lead Status": "avoid.bad_fit", "says_lost Lead Status": "no"}
    other = desk.imports.plan(path, answers=answers)
    desk.imports.run(other)
    assert bins()["Corvid Labs"] == "avoid.bad_fit"
    assert bins()["Old"] == "cold"


def test_the_status_of_a_person_places_their_company_and_protects_nobody(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Name,Company,Email,Status\nQuinn Marsh,Corvid Labs,q@corvid.example.com,Bad timing\n"
        "Robin Vale,Corvid Labs,r@corvid.example.com,Not interested\n"
        "Kim Low,,kim@gmail.com,Not interested\n",
    )
    preview = desk.imports.preview(desk.imports.plan(path, "contacts"))
    result = brought_in(desk, path, "contacts")
    assert preview.counts == result.counts
    assert account(desk, "Corvid Labs")["bin"] == "nurture.quarterly"
    assert not any(person(desk, name)["do_not_call"] for name in ("Quinn Marsh", "Kim Low"))
    assert brought_in(desk, path, "contacts").changed is None


def test_people_of_a_customer_and_those_not_to_be_contacted_are_protected(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Name,Company,Email,Status\nQuinn Marsh,Corvid Labs,q@corvid.example.com,Client\n"
        "Robin Vale,Halden Paper,r@halden.example.com,Do not contact\n"
        "Sam Reed,Halden Paper,s@halden.example.com,New\n",
    )
    brought_in(desk, path, "contacts")
    assert account(desk, "Corvid Labs")["bin"] == "avoid.client"
    assert account(desk, "Halden Paper")["bin"] == "cold"
    assert (person(desk, "Robin Vale")["do_not_call"], person(desk, "Robin Vale")["opted_out"]) == (
        1,
        1,
    )
    assert person(desk, "Sam Reed")["do_not_call"] == 0


def test_a_company_that_a_later_row_calls_a_customer_keeps_no_step_of_an_earlier_row(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Name,Company,Email,Callback,Status\n"
        "Quinn Marsh,Corvid Labs,q@corvid.example.com,2030-05-02,\n"
        "Robin Vale,Corvid Labs,r@corvid.example.com,,Customer\n"
        "Sam Reed,Halden Paper,s@halden.example.com,2030-05-03,\n",
    )
    notes = desk.imports.preview(desk.imports.plan(path, "contacts")).notes
    assert "1 follow-up on the days the file names" in notes
    changed = brought_in(desk, path, "contacts").changed
    assert changed is not None
    assert "1 follow-up on the days the file names" in changed.advice
    assert "To be avoided from now on: Corvid Labs." in changed.advice
    assert [(row[0], row[3], row[5]) for row in steps(desk)] == [
        ("Corvid Labs", "2030-05-02", "skipped"),
        ("Halden Paper", "2030-05-03", "open"),
    ]
    corvid = account(desk, "Corvid Labs")
    assert (corvid["bin"], corvid["next_follow_up_on"]) == ("avoid.client", None)
    assert corvid["bin_reason"] == "Status: Customer, in list.csv"
    moved = desk.store.rows("SELECT account_id, outcome FROM activities WHERE kind = 'bin'")
    assert [tuple(row) for row in moved] == [(corvid["id"], "avoid.client")]
    assert not desk.safety.check().problems
    desk.history.undo()
    assert steps(desk) == []


# Money and dates


def test_the_currency_of_bare_amounts_is_said_and_can_be_changed(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Company,Revenue\nCorvid Labs,1200\nHalden Paper,€ 5000\n")
    plan = desk.imports.plan(path)
    assert said(plan) == {"currency Revenue": "as USD, your settings"}
    desk.imports.run(desk.imports.plan(path, answers={"currency Revenue": "NZD"}))
    assert account(desk, "Corvid Labs")["revenue_currency"] == "NZD"
    assert account(desk, "Halden Paper")["revenue_currency"] == "EUR"
    clear = written(tmp_path, "Company,Revenue\nCorvid Labs,$1200\n", "clear.csv")
    assert desk.imports.plan(clear).taken_for_granted == ()


def test_a_currency_nobody_lists_is_kept_with_the_mapping(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company,Revenue\nCorvid Labs,1200\n")
    plan = desk.imports.plan(path, answers={"currency Revenue": "NZD"})
    desk.imports.run(plan, keep_as="Fair")
    again = written(tmp_path, "Company,Revenue\nHalden Paper,1200\n", "again.csv")
    assert said(desk.imports.plan(again)) == {"currency Revenue": "as NZD"}


def test_the_country_of_numbers_without_one_is_said_where_no_row_tells_it(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Company,Phone,Country\n"
    path = written(tmp_path, f"{head}Corvid Labs,020 7946 0018,\n")
    assert said(desk.imports.plan(path)) == {"country phone numbers": "left as they are written"}
    desk.settings.set("country", "US")
    assert said(desk.imports.plan(path)) == {
        "country phone numbers": "as in United States, your settings"
    }
    desk.imports.run(desk.imports.plan(path, answers={"country phone numbers": "GB"}))
    assert account(desk, "Corvid Labs")["phone"] == "+442079460018"
    clear = ("020 7946 0018,GB", "+44 20 7946 0018,", "13125550142,", "Fax 020 7946 0018,")
    for row in (f"Halden Paper,{each}" for each in clear):
        told = written(tmp_path, f"{head}{row}\n", "told.csv")
        assert desk.imports.plan(told).taken_for_granted == ()


def test_an_order_of_dates_that_the_file_disproves_is_refused_with_the_rows(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "Deal name,Company,Stage,Amount,Close date\nA,Corvid,Won,$1,03/04/2026\n"
        "B,Corvid,Won,$1,04/23/2026\n",
    )
    with pytest.raises(DeskError, match=r"proves month first \(line 3: 04/23/2026\)"):
        desk.imports.plan(path, answers={"dates Close date": "dmy"})
    assert desk.imports.plan(path, answers={"dates Close date": "mdy"}).open_questions == ()


def test_a_label_of_home_speaks_for_its_own_row_only(desk: Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "First Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value,"
        "Address 1 - Label,Address 1 - Street\n"
        "Quinn,Marsh,Corvid Labs,Work,q@corvid.example.com,Work,1 Mill Lane\n"
        "Robin,Vale,Halden Paper,Home,robin@vale.example.com,Home,2 Own Road\n",
    )
    assert desk.imports.plan(path).shape == "Google contacts"
    brought_in(desk, path)
    kinds = dict(tuple(row) for row in desk.store.rows("SELECT address, kind FROM emails"))
    assert kinds == {"q@corvid.example.com": "work", "robin@vale.example.com": "home"}
    assert account(desk, "Corvid Labs")["street"] == "1 Mill Lane"
    assert account(desk, "Halden Paper")["street"] is None
    kept = desk.store.value("SELECT value FROM facts WHERE key = 'Address 1 - Street'")
    assert kept == "2 Own Road"


def test_a_mapping_outlives_the_undo_of_its_import_and_is_kept_of_a_file_with_nothing_new(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Company,Hall\nCorvid Labs,Leeds\n")
    plan = desk.imports.plan(path, None, {"Hall": "city"})
    desk.imports.run(plan)
    desk.history.undo()
    again = desk.imports.plan(path)
    assert again.mapping_name == "list"
    assert "mapped as “list”, kept from an earlier file" in again.notes
    desk.imports.run(again)
    other = desk.imports.plan(path, None, {"Hall": None}, mapping="")
    assert desk.imports.run(other).changed is not None
    assert desk.imports.plan(path).by_column == {"Company": "name", "Hall": None}
    titles = [each.title for each in desk.history.recent()]
    assert titles.count("Keep mapping “list”") == 2
    desk.imports.run(desk.imports.plan(path, None, {"Hall": None}))
    assert len(desk.history.recent()) == len(titles)


def test_next_steps_that_a_later_portion_closes_again_are_not_counted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "PORTION", 2)
    monkeypatch.setattr(imports, "_ROWS_BETWEEN_REPORTS", 2)
    path = written(
        tmp_path,
        "Company,Website,Status,Follow-up date\nAcme,acme.com,Open,2030-12-01\n"
        "Beta,beta.com,Open,2030-12-02\nAcme,acme.com,Open,2030-12-03\n"
        "Nova,nova.com,Open,\nAcme,acme.com,Customer,\n",
    )
    counted = "1 follow-up on the days the file names"
    assert counted in desk.imports.preview(desk.imports.plan(path)).notes
    changed = brought_in(desk, path).changed
    assert changed is not None
    assert counted in changed.advice
    assert [(row[0], row[-1]) for row in steps(desk)] == [
        ("Acme", "skipped"), ("Beta", "open"), ("Acme", "skipped"),
    ]  # fmt: skip


def test_a_note_that_says_not_to_call_is_told_and_plans_no_call(desk: Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Company,Name,Email,Next call,Remarks\n"
        "Corvid Labs,Rowan Ashby,rowan@corvid.example.com,2026-12-05,NICHT ANRUFEN\n"
        "Halden Paper,Robin Vale,robin@halden.example.com,2026-12-05,do not call before ten\n",
    )
    said = (
        "1 note says not to call: line 2; no call is planned from there, "
        "and whom to protect is for you to say"
    )
    assert said in desk.imports.preview(desk.imports.plan(path)).notes
    assert said in brought_in(desk, path).notes
    planned = desk.store.rows(
        "SELECT contacts.name FROM follow_ups JOIN contacts ON contacts.id = contact_id"
    )
    assert [row[0] for row in planned] == ["Robin Vale"]
    assert desk.store.value("SELECT count(*) FROM contacts WHERE do_not_call") == 0
    assert brought_in(desk, path).changed is None
