"""Opportunities and tasks from files: whose they are, what they become, and only once."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.imports.test_fates import fates
from tests.desk.imports.test_imports import dump
from tests.desk.world import account
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.imports.imports import ImportResult
from workstation.desk.imports.opportunities import kind_of

DEALS = """\
Id,Deal,Org,Org Id,Mail,Phase,Sum,Closes,Type,Colour
D1,Pumps,Corvid Labs,,rowan@corvid.example,Closed Won,"12,000.50",2026-03-04,Renewal,red
D2,Pipes,,,someone@corvid.example,Proposal,500,2026-12-24,,
D3,Taps,,X9,,Closed Lost,,2026-02-01,,
D4,Nuts,Nobody Inc,,,Proposal,,,,
D1,Pumps,Corvid Labs,,rowan@corvid.example,Closed Won,"12,000.50",2026-03-04,Renewal,red
"""
DEAL_FIELDS = {
    "Id": "source_id", "Deal": "name", "Org": "account_name", "Org Id": "account_source_id",
    "Mail": "contact_email", "Phase": "stage", "Sum": "amount_minor", "Closes": "closed_on",
    "Type": "kind", "Colour": None,
}  # fmt: skip
TASKS = """\
Id,Org,Who,Subject,Type,State,Due,Done,Text
T1,Corvid Labs,Rowan Ashby,Intro,Call,Completed,2026-11-02,2026-11-02T15:00:00Z,asked for a price
T2,Corvid Labs,,Send offer,Email,Not Started,2026-12-01,,
T3,Halden Paper,,Ring them,Call,Open,2026-12-01,,
T4,Corvid Labs,R. Ashby,Visit,Event,Completed,2026-10-01,,
T5,Nobody Inc,,Ring,Call,Open,2026-12-01,,
T6,Corvid Labs,,Ring,Call,Open,,,
T7,Corvid Labs,,Later,Call,Completed,2027-01-01,,
"""
TASK_FIELDS = {
    "Id": "source_id", "Org": "account_name", "Who": "contact_name", "Subject": "subject",
    "Type": "kind", "State": "status", "Due": "due_on", "Done": "done_at", "Text": "note",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk on Monday 23 November 2026, 09:12 in Chicago, with two accounts and one person."""
    clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))
    desk = open_desk(tmp_path / "desk.db", clock)
    corvid = account(desk, domain="corvid.example", source_id="X9")
    account(desk, "Halden Paper", bin="avoid.client")
    desk.accounts.add_contact(corvid, "Rowan Ashby", email="rowan@corvid.example")
    return desk


def bring(desk: Desk, folder: Path, text: str, as_: str) -> ImportResult:
    path = folder / f"{as_}.csv"
    path.write_text(text, encoding="utf-8")
    fields = DEAL_FIELDS if as_ == "opportunities" else TASK_FIELDS
    plan = desk.imports.plan(path, as_, fields)
    assert desk.imports.preview(plan).rows == text.count("\n") - 1
    return desk.imports.run(plan, allow_doubt=True)


def test_opportunities_join_their_accounts_with_stage_amount_and_day(
    desk: Desk, tmp_path: Path
) -> None:
    before = dump(desk, but=("import_mappings",))
    result = bring(desk, tmp_path, DEALS, "opportunities")
    assert fates(result) == {"new": 3, "same": 1, "unusable": 1}
    assert result.unusable == [(5, "no account “Nobody Inc”")]
    rows = desk.store.rows(
        "SELECT opportunities.name, stage, kind, amount_minor, closed_on, contacts.name "
        "FROM opportunities LEFT JOIN contacts ON contacts.id = contact_id "
        "ORDER BY opportunities.source_id"
    )
    assert [tuple(row) for row in rows] == [
        ("Pumps", "won", "renewal", 1_200_050, "2026-03-04", "Rowan Ashby"),
        ("Pipes", "qualified", "new", 50_000, None, None),
        ("Taps", "lost", "new", None, "2026-02-01", None),
    ]
    told = {row["key"]: row["value"] for row in desk.store.rows("SELECT key, value FROM facts")}
    assert told["Pumps: Colour"] == "red"
    assert told["Pipes: Close date"] == "2026-12-24"
    assert result.import_id is not None
    assert desk.imports.rows_of(result.import_id)[0].name == "Pumps"
    assert bring(desk, tmp_path, DEALS, "opportunities").changed is None
    desk.store.history.undo()
    assert dump(desk, but=("import_mappings",)) == before


def test_an_opportunity_known_is_filled_in_and_not_made_twice(desk: Desk, tmp_path: Path) -> None:
    head = "Id,Deal,Org,Org Id,Mail,Phase,Sum,Closes,Type,Colour\n"
    bring(desk, tmp_path, f"{head}D1,Pumps,Corvid Labs,,,Proposal,,,,\n", "opportunities")
    more = f"{head}D1,Pumps,Corvid Labs,,,Closed Won,900,2026-03-04,,\n"
    assert fates(bring(desk, tmp_path, more, "opportunities")) == {"updated": 1}
    row = desk.store.row("SELECT stage, amount_minor FROM opportunities")
    assert row is not None
    assert tuple(row) == ("qualified", 90_000)


def test_done_tasks_are_activities_at_their_moments_and_open_ones_follow_ups(
    desk: Desk, tmp_path: Path
) -> None:
    before = dump(desk, but=("import_mappings",))
    result = bring(desk, tmp_path, TASKS, "tasks")
    assert fates(result) == {"new": 3, "protected": 1, "unusable": 3}
    assert [why for _, why in result.unusable] == [
        "no account “Nobody Inc”",
        "to be done, but no day says when",
        "done on 2027-01-01, which has not come yet",
    ]
    done = desk.store.rows(
        "SELECT activities.kind, happened_at, activities.note, contacts.name FROM activities "
        "LEFT JOIN contacts ON contacts.id = contact_id ORDER BY happened_at"
    )
    assert [tuple(row) for row in done] == [
        ("meeting", "2026-10-01T17:00:00Z", "Visit", "Rowan Ashby"),
        ("call", "2026-11-02T15:00:00Z", "Intro\nasked for a price", "Rowan Ashby"),
    ]
    (planned,) = desk.store.rows("SELECT channel, due_on, due_at, why, state FROM follow_ups")
    assert tuple(planned) == ("email", "2026-12-01", None, "Send offer", "open")
    page = desk.accounts.get(desk.accounts.resolve("Corvid"))
    assert page.next_follow_up_on is not None
    assert page.last_touch_at is not None
    assert bring(desk, tmp_path, TASKS, "tasks").changed is None
    finished = TASKS.replace("Email,Not Started,2026-12-01,", "Email,Completed,2026-11-20,")
    assert fates(bring(desk, tmp_path, finished, "tasks"))["updated"] == 1
    assert desk.store.value("SELECT state FROM follow_ups") == "done"
    desk.store.history.undo()
    desk.store.history.undo()
    assert dump(desk, but=("import_mappings",)) == before


def test_an_older_export_of_opportunities_never_beats_a_newer_one(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Id,Deal,Org,Phase,Sum,Changed\n"
    fields = {"Id": "source_id", "Deal": "name", "Org": "account_name", "Phase": "stage",
              "Sum": "amount_minor", "Changed": "modified"}  # fmt: skip

    def run(row: str) -> dict[str, int]:
        path = tmp_path / "deals.csv"
        path.write_text(head + row, encoding="utf-8")
        plan = desk.imports.plan(path, "opportunities", fields, policy="prefer_file")
        return fates(desk.imports.run(plan, allow_doubt=True))

    assert run("D1,Pumps,Corvid Labs,Proposal,500,2026-11-10T08:00:00Z\n") == {"new": 1}
    assert run("D1,Pumps,Corvid Labs,Closed Lost,300,2026-11-09T08:00:00Z\n") == {"same": 1}
    assert run("D1,Pumps,Corvid Labs,Closed Won,900,2026-11-11T08:00:00Z\n") == {"updated": 1}
    assert run("D1,Pumps,Corvid Labs,Closed Lost,300,2026-11-10T08:00:00Z\n") == {"same": 1}
    row = desk.store.row("SELECT stage, amount_minor FROM opportunities")
    assert row is not None
    assert tuple(row) == ("won", 90_000)


@pytest.mark.parametrize("as_", ["opportunities", "tasks"])
def test_a_preview_knows_what_portions_before_brought(desk: Desk, tmp_path: Path, as_: str) -> None:
    if as_ == "opportunities":
        head = "Id,Deal,Org,Org Id,Mail,Phase,Sum,Closes,Type,Colour\n"
        rows = [f"D{n % 5100},Deal {n % 5100},Corvid Labs,,,Proposal,,,," for n in range(5300)]
        rows[10] = "D10,Deal 10,Corvid Labs,,,Proposal,,,,red"
        rows[5110] = "D10,Deal 10,Corvid Labs,,,Proposal,700,,,red"
        expected = {"new": 5100, "same": 199, "updated": 1}
    else:
        head = "Id,Org,Who,Subject,Type,State,Due,Done,Text\n"
        rows = [f"T{n % 5100},Corvid Labs,,Ring,Call,Open,2026-12-01,," for n in range(5300)]
        expected = {"new": 5100, "same": 200}
    path = tmp_path / f"{as_}.csv"
    path.write_text(head + "\n".join(rows), encoding="utf-8")
    fields = DEAL_FIELDS if as_ == "opportunities" else TASK_FIELDS
    plan = desk.imports.plan(path, as_, fields)
    before = dump(desk)
    preview = desk.imports.preview(plan)
    assert dump(desk) == before
    result = desk.imports.run(plan, allow_doubt=True)
    assert (fates(result), result.counts) == (expected, preview.counts)


def test_what_a_task_says_besides_is_its_outcome_or_stands_in_its_note(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text(
        "Record ID,Task Title,Task Type,Due Date,Task Status,Priority,Call Disposition,"
        "Associated Contact,Associated Company\n"
        "1,Intro,CALL,2026-11-02 09:00,Completed,High,Left voicemail,"
        "Rowan Ashby (rowan@corvid.example),Corvid Labs\n"
        "2,Again,CALL,2026-11-03 09:00,Completed,Normal,Sang a song,,Corvid Labs\n"
        "3,Ring,CALL,2026-12-03 09:00,Waiting on someone,High,,,Corvid Labs\n",
        encoding="utf-8",
    )
    result = desk.imports.run(desk.imports.plan(path))
    assert fates(result) == {"new": 3}
    rows = desk.store.rows(
        "SELECT outcome, activities.note, contacts.name FROM activities "
        "LEFT JOIN contacts ON contacts.id = contact_id WHERE activities.source_id IS NOT NULL "
        "ORDER BY happened_at"
    )
    assert [tuple(row) for row in rows] == [
        ("voicemail", "Intro\nPriority: High", "Rowan Ashby"),
        (None, "Again\nOutcome: Sang a song", None),
    ]
    step = desk.store.value("SELECT why FROM follow_ups WHERE source_id = '3'")
    assert step == "Ring – Priority: High Status: Waiting on someone"


def test_single_tables_of_a_whole_export_come_in_as_what_they_are_or_not_at_all(
    desk: Desk, tmp_path: Path
) -> None:
    deals = tmp_path / "opportunities.csv"
    deals.write_text(
        "id,account_id,account,contact_id,contact,name,stage,kind,currency,closed_on,source_id,"
        "amount\n7,5,Corvid Labs,9,Rowan Ashby,Pumps,won,new,USD,2026-03-04,,900.50\n",
        encoding="utf-8",
    )
    plan = desk.imports.plan(deals)
    assert (plan.as_, plan.by_column["account_id"]) == ("opportunities", None)
    assert fates(desk.imports.run(plan)) == {"new": 1}
    row = desk.store.row("SELECT name, stage, amount_minor FROM opportunities")
    assert row is not None
    assert tuple(row) == ("Pumps", "won", 90_050)
    other = tmp_path / "activities.csv"
    other.write_text("id,account_id,account,contact_id,contact,kind\n1,2,A,3,B,call\n", "utf-8")
    with pytest.raises(DeskError, match="take the whole folder"):
        desk.imports.plan(other)


def test_what_a_tool_says_of_its_activities_is_kept_with_the_time_of_day(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "activities.csv"
    path.write_text(
        "Activity - Subject,Activity - Type,Activity - Done,Activity - Due date,"
        "Activity - Due time,Activity - Deal,Activity - Organization,Activity - ID\n"
        "Intro,Call,Done,2026-11-02,14:00,Pilot,Corvid Labs,1\n"
        "Offer,Task,To do,2026-12-02,09:30,Pilot,Corvid Labs,2\n"
        "Draft,Task,Incomplete,2026-12-03,,,Corvid Labs,3\n",
        encoding="utf-8",
    )
    assert fates(desk.imports.run(desk.imports.plan(path))) == {"new": 3}
    (done,) = desk.store.rows("SELECT happened_at, note FROM activities WHERE source_id = '1'")
    zone = desk.clock.now().tzinfo
    at = datetime(2026, 11, 2, 14, tzinfo=zone).astimezone(UTC)
    assert tuple(done) == (iso(at), "Intro\nActivity - Deal: Pilot")
    planned = desk.store.rows("SELECT due_at IS NOT NULL, why FROM follow_ups ORDER BY due_on")
    assert [tuple(row) for row in planned] == [
        (1, "Offer – Activity - Deal: Pilot Status: To do"),
        (0, "Draft – Status: Incomplete"),
    ]
    assert desk.imports.run(desk.imports.plan(path)).changed is None


def test_tasks_that_name_only_a_lead_go_to_the_person_of_that_name(
    desk: Desk, tmp_path: Path
) -> None:
    people = tmp_path / "leads.csv"
    people.write_text(
        "Name,Company,Email\nQuinn Marsh,Corvid Labs,quinn@corvid.example\n"
        "Kim Low,,kim@gmail.com\nSam Reed,Corvid Labs,sam@corvid.example\n"
        "Sam Reed,Halden Paper,sam@halden.example\n",
        encoding="utf-8",
    )
    desk.imports.run(desk.imports.plan(people, "contacts"))
    path = tmp_path / "tasks.csv"
    path.write_text(
        "Subject,Date,Status,Contact,Lead,Company / Account\n"
        "Ring,2026-11-02,Completed,,quinn marsh,\nWrite,2026-12-02,Open,,Kim Low,\n"
        "Meet,2026-12-02,Open,,Sam Reed,\nGreet,2026-12-02,Open,,No One,\n"
        "Send,2026-12-03,Open,,Quinn Marsh,Corvid Labs\n"
        "Ask,2026-12-03,Open,,Quinn Marsh,Nobody Inc\n",
        encoding="utf-8",
    )
    plan = desk.imports.plan(path)
    assert plan.as_ == "tasks"
    preview = desk.imports.preview(plan)
    result = desk.imports.run(plan, allow_doubt=True)
    assert preview.counts == result.counts
    assert fates(result) == {"new": 2, "unusable": 4}
    assert [why for _, why in result.unusable] == [
        "no company is known of “Kim Low”",
        "2 people are called “Sam Reed”",
        "nobody is called “No One”",
        "no account “Nobody Inc”",
    ]
    for table in ("activities", "follow_ups"):
        rows = desk.store.rows(
            f"SELECT contacts.name FROM {table} JOIN contacts ON contacts.id = contact_id"
        )
        assert [row["name"] for row in rows] == ["Quinn Marsh"]
    assert desk.imports.run(desk.imports.plan(path), allow_doubt=True).changed is None


def test_a_task_ticked_off_is_done_whatever_the_tick(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text(
        "Subject,Due Date,Completed,Company\nRing,2026-11-02,TRUE,Corvid Labs\n"
        "Write,2026-12-02,FALSE,Corvid Labs\n",
        encoding="utf-8",
    )
    desk.imports.run(desk.imports.plan(path, "tasks"))
    assert desk.store.value("SELECT why FROM follow_ups") == "Write"


def test_a_deal_was_closed_on_the_day_told_for_how_it_ended(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,"
        "Deal - Contact person,Deal - Status,Deal - Won time,Deal - Lost time,"
        "Deal - Expected close date\n"
        "1,Pilot,900,EUR,Corvid Labs,Rowan Ashby,Lost,,2026-11-19 10:00:00,2026-12-31\n"
        "2,Seats,800,EUR,Corvid Labs,,Won,2026-11-18 10:00:00,,2026-12-31\n",
        encoding="utf-8",
    )
    desk.imports.run(desk.imports.plan(path))
    rows = desk.store.rows(
        "SELECT opportunities.name, closed_on, contacts.name FROM opportunities "
        "LEFT JOIN contacts ON contacts.id = contact_id ORDER BY opportunities.name"
    )
    assert [tuple(row) for row in rows] == [
        ("Pilot", "2026-11-19", "Rowan Ashby"),
        ("Seats", "2026-11-18", None),
    ]
    assert desk.imports.run(desk.imports.plan(path)).changed is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Existing Customer - Renewal", "renewal"),
        ("Existing Customer - Upgrade", "add_on"),
        ("New Customer", "new"),
    ],
)
def test_the_kind_of_revenue_is_read_from_another_tools_words(said: str, kind: str) -> None:
    assert kind_of(said) == kind
