"""Signals from a file: whose they are, what they are worth, and that a file counts once."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account
from tests.fresh import open_desk
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.imports.imports import ImportResult


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk on Monday 23 November 2026, 09:12 in Chicago, with three accounts."""
    clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))
    desk = open_desk(tmp_path / "desk.db", clock)
    corvid = account(desk, domain="corvid.example")
    account(desk, "Brightline Foods", domain="brightline.example")
    account(desk, "Halden Paper", bin="avoid.client")
    desk.accounts.add_contact(corvid, "Rowan Ashby", email="rowan@corvid.example")
    return desk


def bring(desk: Desk, tmp_path: Path, text: str, *, again: bool = False) -> ImportResult:
    path = tmp_path / "signals.csv"
    if not again:
        path.write_text(text, encoding="utf-8")
    return desk.imports.run(desk.imports.plan(path, "signals"))


def stored(desk: Desk) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in desk.store.rows(
            "SELECT accounts.name, contacts.name, kind, points, happened_at, signals.note "
            "FROM signals JOIN accounts ON accounts.id = signals.account_id "
            "LEFT JOIN contacts ON contacts.id = contact_id ORDER BY happened_at, kind"
        )
    ]


FILE = """account,email,signal,points,when,note
Corvid Labs,,pricing page,,2026-11-20T10:00:00Z,
,rowan@corvid.example,Watched a demo,,2026-11-20 12:00,twice
,someone@brightline.example,,7,20 Nov 2026 2:05 pm,
Corvid Labs,,webinar_attended,,2026-11-21,
"""


def test_dates_of_signals_are_read_in_the_order_that_was_answered(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "signals.csv"
    path.write_text("account,points,when\nCorvid Labs,5,03/04/2026\n", encoding="utf-8")
    (question,) = desk.imports.plan(path, "signals").open_questions
    answered = desk.imports.plan(path, "signals", answers={question.key: "dmy"})
    desk.imports.run(answered)
    assert [row[4] for row in stored(desk)] == ["2026-04-03T05:00:00Z"]


def test_rows_find_their_accounts_people_kinds_and_moments(desk: Desk, tmp_path: Path) -> None:
    result = bring(desk, tmp_path, FILE)
    assert result.title == "Import signals.csv: 4 new"
    assert stored(desk) == [
        ("Corvid Labs", None, "pricing_page", 5, "2026-11-20T10:00:00Z", None),
        ("Corvid Labs", "Rowan Ashby", "demo_watched", 5, "2026-11-20T18:00:00Z", "twice"),
        ("Brightline Foods", None, "points", 7, "2026-11-20T20:05:00Z", None),
        ("Corvid Labs", None, "webinar_attended", 5, "2026-11-21T06:00:00Z", None),
    ]
    assert desk.accounts.get(desk.accounts.resolve("corvid")).urgency == 15


def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, FILE)
    again = bring(desk, tmp_path, FILE, again=True)
    assert again.changed is None
    assert again.counts["same"] == 4
    longer = FILE + "Corvid Labs,,page_view,,2026-11-22,\nCorvid Labs,,page_view,,2026-11-22,\n"
    more = bring(desk, tmp_path, longer)
    assert (more.counts["new"], more.counts["same"]) == (1, 5)


def test_tools_that_number_their_signals_alike_lose_nothing(desk: Desk, tmp_path: Path) -> None:
    head = "account,signal,when,event id\n"
    web = f"{head}Corvid Labs,page view,2026-11-20T10:00:00Z,1\n"
    mail = f"{head}Brightline Foods,email opened,2026-11-20T12:00:00Z,1\n"
    other = f"{head}Corvid Labs,page view,2026-11-20T10:00:00Z,2\n"
    for text, new in ((web, 1), (mail, 1), (other, 1), (web, 0), (mail + web[len(head) :], 0)):
        assert bring(desk, tmp_path, text).counts["new"] == new
    copy = tmp_path / "copy of signals.csv"
    copy.write_text(web + web[len(head) :], encoding="utf-8")
    assert desk.imports.run(desk.imports.plan(copy, "signals")).counts["same"] == 2
    assert len(stored(desk)) == 3


def test_an_id_kept_by_an_earlier_version_is_known_again(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "account,signal,when\nCorvid Labs,page view,2026-11-20T10:00:00Z\n")
    with desk.store.action("As it was kept") as act:
        act.update("signals", desk.store.value("SELECT id FROM signals"), {"source_id": "77"})
    text = "account,signal,when,event id\nCorvid Labs,page view,2026-11-20T10:00:00Z,77\n"
    assert bring(desk, tmp_path, text).counts["same"] == 1
    kind = text.replace("page view", "email opened")
    assert bring(desk, tmp_path, kind).counts["new"] == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Nobody Inc,,page_view,,2026-11-20,", "no account “Nobody Inc”"),
        (",,page_view,,2026-11-20,", "no account, domain or email"),
        (",who@elsewhere.example,page_view,,2026-11-20,", "no account “who@elsewhere.example”"),
        ("Corvid Labs,,sneezed,,2026-11-20,", "there is no signal “sneezed”"),
        ("Corvid Labs,,,,2026-11-20,", "neither a kind nor points"),
        ("Corvid Labs,,,many,2026-11-20,", "points “many” are no whole number from -100 to 100"),
        ("Corvid Labs,,,1e9,2026-11-20,", "points “1e9” are no whole number from -100 to 100"),
        ("Corvid Labs,,title,9,2026-11-20,", "“Weight of their title” gives 0 to 8 points, not 9"),
        ("Corvid Labs,,page_view,,,", "no moment"),
        ("Corvid Labs,,page_view,,soon,", "moment 'soon' is not a date: write it as year-"),
        ("Corvid Labs,,page_view,,2026-02-30,", "is a day that does not exist"),
        ("Corvid Labs,,page_view,,2026-11-20 25:00,", "moment '2026-11-20 25:00'"),
        ("Corvid Labs,,page_view,,2026-11-23T15:13:00Z,", "2026-11-23 09:13 has not come yet"),
        ("Corvid Labs,,page_view,,0001-01-01,", "before 1970"),
        ("Corvid Labs,,page_view,,9999-12-31T23:59:59-12:00,", "moment"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(desk: Desk, tmp_path: Path, row: str, why: str) -> None:
    good = "Corvid Labs,,page_view,,2026-11-20,\n"
    result = bring(desk, tmp_path, f"account,email,signal,points,when,note\n{good}{row}\n")
    assert (result.counts["new"], result.counts["unusable"]) == (1, 1)
    assert why in result.unusable[0][1]
    assert len(stored(desk)) == 1


def test_a_file_makes_leads_and_one_undo_takes_them_back(desk: Desk, tmp_path: Path) -> None:
    rows = "".join(
        f"{name},30,2026-11-{day},\n"
        for name in ("Corvid Labs", "Halden Paper")
        for day in (20, 21, 22)
    )
    rows += "".join(f"Brightline Foods,30,2026-11-{day},\n" for day in (20, 21))
    rows += "Brightline Foods,,2026-11-22,searched_by_name\n"
    result = bring(desk, tmp_path, f"account,points,when,signal\n{rows}")
    assert result.changed is not None
    assert result.changed.advice == ("2 accounts became a lead, 1 to be called at once.",)
    brightline = desk.queue.row(desk.accounts.resolve("Brightline"))
    assert brightline is not None
    assert brightline.class_ == "hand_raiser"
    desk.store.history.undo()
    assert stored(desk) == []
    assert desk.store.value("SELECT sum(urgency) FROM accounts") == 0
    assert desk.store.value("SELECT count(lead_at) FROM accounts") == 0
    assert desk.store.value("SELECT count(*) FROM follow_ups") == 0


def test_a_file_of_signals_is_known_by_its_columns_and_others_are_not(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    for header, kind in (
        ("company,event,timestamp", "signals"),
        ("email,activity type,date,details", "signals"),
        ("domain,points,when", "signals"),
        ("first name,last name,email,event,date", "contacts"),
        ("name,domain,score,date", "accounts"),
        ("company,website,industry", "accounts"),
    ):
        path.write_text(f"{header}\n{',' * header.count(',')}x\n", encoding="utf-8")
        assert desk.imports.plan(path).as_ == kind, header


def test_a_dry_run_counts_the_same_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "signals.csv"
    path.write_text(FILE + FILE.partition("\n")[2], encoding="utf-8")
    preview = desk.imports.preview(desk.imports.plan(path))
    assert (preview.counts["new"], preview.counts["same"]) == (4, 4)
    assert stored(desk) == []


def test_columns_that_say_too_little_are_doubted(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "signals.csv"
    for header, why in (
        ("signal,when", "which account"),
        ("account,when", "what kind of signal"),
        ("account,signal", "when a signal happened"),
    ):
        path.write_text(f"{header}\na,b\n", encoding="utf-8")
        doubt = desk.imports.plan(path, "signals").doubt
        assert doubt is not None
        assert why in doubt


@pytest.mark.parametrize(
    ("when", "raised"), [("2026-11-23 09:05", True), ("2026-11-23", True), ("2026-11-15", False)]
)
def test_a_hand_raised_in_a_file_comes_up_as_one_while_it_is_recent(
    desk: Desk, tmp_path: Path, when: str, raised: bool
) -> None:
    text = (
        f"account,email,signal,when,note\n,rowan@corvid.example,asked_for_contact,{when},a demo\n"
    )
    text += f"Halden Paper,,asked_for_contact,{when},\n"
    path = tmp_path / "signals.csv"
    path.write_text(text, encoding="utf-8")
    said = "1 account asks to be contacted: call within 5 minutes."
    plan = desk.imports.plan(path, "signals")
    assert (said in desk.imports.preview(plan).notes) == raised
    result = desk.imports.run(plan)
    assert result.changed is not None
    assert (said in result.changed.advice) == raised
    rows = [(row.account, row.class_, row.contact) for row in desk.queue.today().rows()]
    assert (("Corvid Labs", "hand_raiser", "Rowan Ashby") in rows) == raised
    first = desk.signals.first_response(desk.accounts.resolve("corvid"))
    assert (first is not None and first.kind == "hand_raiser") == raised


def test_a_hand_a_file_tells_of_that_was_answered_meanwhile_is_none(
    desk: Desk, tmp_path: Path
) -> None:
    corvid = desk.accounts.resolve("corvid")
    desk.calls.log(LogEntry(corvid, "voicemail"))
    result = bring(
        desk, tmp_path, "account,signal,when\nCorvid Labs,asked_for_contact,2026-11-23 08:00\n"
    )
    assert result.changed is not None
    assert not any("asks" in each for each in result.changed.advice)
    assert not any(each.class_ == "hand_raiser" for each in desk.queue.today().rows())


def test_a_website_for_the_company_and_a_person_by_name_are_found(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Company,Who,Signal,When\n"
    text += "www.corvid.example,Rowan Ashby,page view,2026-11-20T10:00:00Z\n"
    text += "brightline.example,Jo Nobody,page view,2026-11-20T10:00:00Z\n"
    bring(desk, tmp_path, text)
    assert [row[:2] + row[5:] for row in stored(desk)] == [
        ("Corvid Labs", "Rowan Ashby", None),
        ("Brightline Foods", None, "Jo Nobody"),
    ]
