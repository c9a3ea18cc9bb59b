"""Merging two records: everything moves, protection stays, undo parts them as they were."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, follow_up, log, opportunity
from tests.fresh import open_desk
from tests.meanwhile import meanwhile
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.merge import moves as merge_moves
from workstation.store.ids import short
from workstation.store.triggers import RECORD_TABLES

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Monday 23 November 2026, 09:12 in Chicago."""
    clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))
    desk = open_desk(tmp_path / "desk.db", clock)
    yield desk
    desk.close()


def tables(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return every table of record as it is."""
    return {
        table: [tuple(row) for row in desk.store.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in RECORD_TABLES
    }


def one(desk: Desk, sql: str, *values: object) -> dict[str, object]:
    row = desk.store.row(sql, values)
    assert row is not None
    return dict(row)


def person(desk: Desk, account_id: int, name: str, **more: str) -> int:
    made = desk.accounts.add_contact(account_id, name, **more).made  # type: ignore[arg-type]
    assert made is not None
    return made


def is_sound(desk: Desk) -> bool:
    """Say whether the check finds nothing; signals put in by hand are not summed up."""
    return {each.rule for each in desk.safety.check().left} <= {"accounts.urgency"}


def hang_everything_on(desk: Desk, account_id: int, contact_id: int) -> None:
    """Put a row of every kind that can hang on an account and a person there."""
    call = log(desk, account_id, contact_id=contact_id, note="talked", on=TODAY - timedelta(days=3))
    deal = opportunity(desk, account_id, contact_id=contact_id)
    follow_up(desk, account_id, TODAY, contact_id=contact_id, opportunity_id=deal)
    day, at = TODAY.isoformat(), iso(desk.clock.now())
    with desk.store.action("Hang") as act:
        both = {"account_id": account_id, "contact_id": contact_id}
        said = {**both, "activity_id": call}
        act.insert("answers", {**said, "question": "team", "answer": "9", "answered_on": day})
        act.insert("objections", {**said, "card": "price", "raised_on": day})
        act.insert("whys", {**said, "position": 0, "text": "too slow"})
        act.insert("preparations", {**both, "question": "goal", "answer": "learn"})
        act.insert(
            "signals",
            {
                **both,
                "kind": "pricing",
                "points": 20,
                "happened_at": at,
                "source_id": f"s{contact_id}",
            },
        )
        act.insert("facts", {**both, "key": "dog", "value": "Rex"})
        act.insert("facts", {"account_id": account_id, "key": "crm", "value": "none"})
        act.insert("source_ids", {"account_id": account_id, "value": "X1"})
        act.insert("source_ids", {"contact_id": contact_id, "value": "X2"})
        act.insert(
            "meetings",
            {
                **both,
                "title": "Demo",
                "starts_at": at,
                "day_on": day,
                "minutes": 30,
                "uid": f"u{contact_id}",
            },
        )
        act.insert("messages", {**both, "subject": "Hello", "body": "Hi"})
        act.insert("cadence_runs", {**both, "cadence": "new_lead", "step": 1, "started_on": day})
        act.insert("emails", {"account_id": account_id, "address": "office@lose.example.com"})


def test_every_table_that_points_to_an_account_or_a_person_moves(desk: Desk) -> None:
    for target, moved in (
        ("accounts", merge_moves.OF_ACCOUNTS),
        ("contacts", merge_moves.OF_CONTACTS),
    ):
        pointing = {
            (table, row["from"])
            for table in RECORD_TABLES
            for row in desk.store.rows(f"PRAGMA foreign_key_list({table})")
            if row["table"] == target
        }
        handled = {(table, merge_moves.OWNERS[target]) for table in moved}
        repointed = {
            ("accounts", "duplicate_of_id"),
            ("accounts", "parent_id"),
            ("contacts", "referred_by_id"),
        }
        assert pointing - repointed == handled


def test_an_account_is_merged_whole_and_undo_and_redo_bring_both_states_back(desk: Desk) -> None:
    keep = account(desk, "Corvid Labs", source_id="K1", note="first", bin="working")
    lose = account(
        desk, "Corvid Labs Inc.", source_id="L1", note="second", domain="corvid.example.com",
        city="Chicago", phone="+13125550142", urgency=0,
    )  # fmt: skip
    dana = person(desk, lose, "Dana Whitfield", email="dana@corvid.example.com")
    hang_everything_on(desk, lose, dana)
    child = account(desk, "Corvid West", parent_id=lose)
    copy = account(desk, "Corvid", bin="avoid.duplicate", duplicate_of_id=lose)
    other = account(desk, "Corvid Paper")
    desk.duplicates.apart("accounts", lose, other)
    before = tables(desk)

    preview = desk.merging.preview("accounts", keep, lose)
    assert preview.title == "Merge Corvid Labs Inc. into Corvid Labs"
    assert {"1 person", "1 activity", "1 follow-up", "1 opportunity"} <= set(preview.moves)
    changed = desk.merging.merge("accounts", keep, lose)
    assert changed.title == preview.title

    for table in merge_moves.OF_ACCOUNTS:
        left = desk.store.rows(f"SELECT * FROM {table} WHERE account_id = ?", (lose,))
        assert [row["kind"] for row in left if table == "activities"] in ([], ["bin"])
        assert table == "activities" or not left, table
    kept = one(desk, "SELECT * FROM accounts WHERE id = ?", keep)
    assert kept["domain"] == "corvid.example.com"
    assert kept["note"] == "first\n\nsecond"
    assert kept["bin"] == "working"
    assert kept["next_follow_up_on"] == "2026-11-23"
    assert kept["last_touch_on"] == "2026-11-20"
    gone = one(desk, "SELECT * FROM accounts WHERE id = ?", lose)
    assert (gone["bin"], gone["duplicate_of_id"], gone["source_id"]) == (
        "avoid.duplicate",
        keep,
        None,
    )
    ids = desk.store.rows("SELECT value FROM source_ids WHERE account_id = ? ORDER BY 1", (keep,))
    assert [row[0] for row in ids] == ["L1", "X1"]
    assert one(desk, "SELECT parent_id FROM accounts WHERE id = ?", child)["parent_id"] == keep
    again = one(desk, "SELECT duplicate_of_id FROM accounts WHERE id = ?", copy)
    assert again["duplicate_of_id"] == keep
    facts = desk.store.rows("SELECT key, value FROM facts WHERE account_id = ?", (keep,))
    assert {"crm": "none", "other name": "Corvid Labs Inc."}.items() <= {
        row["key"]: row["value"] for row in facts
    }.items()
    assert desk.store.value(
        "SELECT 1 FROM told_apart WHERE first_id = ? AND second_id = ?",
        tuple(sorted((keep, other))),
    )
    assert is_sound(desk)

    merged = tables(desk)
    desk.store.history.undo()
    assert tables(desk) == before
    assert is_sound(desk)
    desk.store.history.redo()
    assert tables(desk) == merged


def test_merging_a_client_into_a_prospect_keeps_the_client_s_protection(desk: Desk) -> None:
    keep = account(desk, "Halden Paper", bin="working")
    lose = account(desk, "Halden Paper AG", bin="avoid.client", bin_reason="customer since 2019")
    follow_up(desk, keep, TODAY)
    preview = desk.merging.preview("accounts", keep, lose)
    client = desk.playbook.bin("avoid.client").title
    assert preview.notes == (f"Halden Paper goes to {client}: what is planned with it is closed.",)
    with pytest.raises(DeskError, match="never lifts a protection"):
        desk.merging.merge("accounts", keep, lose, {"bin": "keep"})
    desk.merging.merge("accounts", keep, lose)
    kept = one(desk, "SELECT bin, bin_reason FROM accounts WHERE id = ?", keep)
    assert kept == {"bin": "avoid.client", "bin_reason": "customer since 2019"}
    assert not desk.store.rows("SELECT 1 FROM follow_ups WHERE state = 'open'")
    assert one(desk, "SELECT bin FROM accounts WHERE id = ?", lose)["bin"] == "avoid.duplicate"


def test_a_prospect_merged_into_a_client_loses_what_was_planned(desk: Desk) -> None:
    keep = account(desk, "Halden Paper", bin="avoid.client")
    lose = account(desk, "Halden Paper AG", bin="working")
    follow_up(desk, lose, TODAY)
    own = follow_up(desk, keep, TODAY, why="renewal")
    desk.merging.merge("accounts", keep, lose)
    rows = desk.store.rows("SELECT id, account_id, state FROM follow_ups ORDER BY id")
    assert {row["account_id"] for row in rows} == {keep}
    assert [row["id"] for row in rows if row["state"] == "open"] == [own]


def test_a_cold_account_takes_the_warmer_bin_unless_it_is_chosen_otherwise(desk: Desk) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs", bin="working")
    desk.merging.merge("accounts", keep, lose)
    assert one(desk, "SELECT bin FROM accounts WHERE id = ?", keep)["bin"] == "working"
    assert desk.accounts.open_follow_ups(keep)
    desk.store.history.undo()
    desk.merging.merge("accounts", keep, lose, {"bin": "keep", "name": "other"})
    kept = one(desk, "SELECT bin, name FROM accounts WHERE id = ?", keep)
    assert kept == {"bin": "cold", "name": "Corvid Labs"}


def test_an_address_is_not_put_together_from_two_places(desk: Desk) -> None:
    keep = account(desk, "Corvid", city="Chicago", country="US")
    lose = account(desk, "Corvid Labs", city="London", street="1 High St", industry="Labs")
    takes = {each.key: each.takes for each in desk.merging.preview("accounts", keep, lose).fields}
    assert takes["street"] == "keep"
    assert takes["industry"] == "other"
    chosen = desk.merging.preview("accounts", keep, lose, {"street": "other"}).fields
    assert next(each.takes for each in chosen if each.key == "street") == "other"


def test_what_cannot_be_merged_is_refused_in_a_sentence(desk: Desk) -> None:
    keep, lose, third = (account(desk, name) for name in ("Corvid", "Corvid Labs", "Corvid West"))
    with pytest.raises(DeskError, match="one and the same"):
        desk.merging.merge("accounts", keep, keep)
    with pytest.raises(DeskError, match="not there any more"):
        desk.merging.merge("accounts", keep, 1)
    with pytest.raises(DeskError, match="no field 'colour'"):
        desk.merging.merge("accounts", keep, lose, {"colour": "other"})
    with pytest.raises(DeskError, match="'keep' or 'other'"):
        desk.merging.merge("accounts", keep, lose, {"name": "both"})
    desk.merging.merge("accounts", keep, lose)
    with pytest.raises(DeskError, match="merged into Corvid already"):
        desk.merging.merge("accounts", keep, lose)
    with pytest.raises(DeskError, match="the other way round"):
        desk.merging.merge("accounts", lose, keep)
    with pytest.raises(DeskError, match="itself in the bin for duplicates: merge into Corvid"):
        desk.merging.merge("accounts", lose, third)
    with pytest.raises(DeskError, match="a duplicate of Corvid already"):
        desk.merging.merge("accounts", third, lose)


def test_a_duplicate_marked_by_hand_can_still_be_merged(desk: Desk) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs")
    person(desk, lose, "Dana Whitfield")
    desk.bins.move([lose], "avoid.duplicate", duplicate_of=keep)
    desk.merging.merge("accounts", keep, lose)
    assert [each.name for each in desk.accounts.contacts(keep)] == ["Dana Whitfield"]


def test_parents_never_go_in_a_circle(desk: Desk) -> None:
    top = account(desk, "Corvid Group")
    lose = account(desk, "Corvid", parent_id=top)
    keep = account(desk, "Corvid Labs", parent_id=lose)
    desk.merging.merge("accounts", keep, lose)
    assert one(desk, "SELECT parent_id FROM accounts WHERE id = ?", keep)["parent_id"] == top
    desk.merging.merge("accounts", top, keep)
    parents = desk.store.rows("SELECT id, parent_id FROM accounts WHERE parent_id IS NOT NULL")
    assert all(row["id"] != row["parent_id"] for row in parents)
    assert one(desk, "SELECT parent_id FROM accounts WHERE id = ?", top)["parent_id"] is None


def test_of_facts_both_have_the_keeper_s_stays_under_the_plain_name(desk: Desk) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs")
    with desk.store.action("Facts") as act:
        for number, key, value in (
            (keep, "crm", "A"),
            (lose, "crm", "B"),
            (keep, "x", "1"),
            (lose, "x", "1"),
        ):
            act.insert("facts", {"account_id": number, "key": key, "value": value})
    desk.merging.merge("accounts", keep, lose)
    rows = desk.store.rows(
        "SELECT key, value FROM facts WHERE account_id = ? ORDER BY key", (keep,)
    )
    assert [tuple(row) for row in rows] == [
        ("crm", "A"), ("crm (Corvid Labs)", "B"), ("other name", "Corvid Labs"), ("x", "1"),
    ]  # fmt: skip


def test_what_differs_and_does_not_fit_a_field_is_said_before_and_kept(desk: Desk) -> None:
    top, other = account(desk, "Corvid Group"), account(desk, "Halden Holding")
    keep = account(desk, "Corvid", parent_id=top)
    lose = account(desk, "Corvid Labs", parent_id=other)
    with desk.store.action("Facts") as act:
        for number, value in ((keep, "A"), (lose, "B")):
            act.insert("facts", {"account_id": number, "key": "crm", "value": value})
            act.insert("facts", {"account_id": number, "key": "same", "value": "x"})
    before = tables(desk)
    assert desk.merging.preview("accounts", keep, lose).notes == (
        "They differ in crm: what Corvid Labs has comes along under its name.",
        "Corvid Group stays the parent company, Halden Holding is kept as a fact.",
    )
    desk.merging.merge("accounts", keep, lose)
    facts = {each.key: each.value for each in desk.accounts.page(keep).facts}
    assert (facts["other parent company"], facts["crm (Corvid Labs)"]) == ("Halden Holding", "B")
    assert one(desk, "SELECT parent_id FROM accounts WHERE id = ?", keep)["parent_id"] == top
    desk.store.history.undo()
    assert tables(desk) == before


def test_urgency_is_that_of_all_signals_together(desk: Desk) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs")
    desk.signals.add(keep, "asked for the price")
    desk.signals.add(lose, "asked for the price")
    desk.merging.merge("accounts", keep, lose)
    assert desk.accounts.get(keep).urgency == 40
    assert desk.accounts.get(lose).urgency == 0


def test_somebody_who_stands_twice_after_a_merge_is_offered_as_a_pair(desk: Desk) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs")
    for each in (keep, lose):
        person(desk, each, "Dana Whitfield")
    advice = desk.merging.merge("accounts", keep, lose).advice
    assert "Dana Whitfield may be there twice now: see Duplicates, people." in advice
    assert desk.duplicates.count("contacts") == 1


def test_what_was_learned_after_a_merge_holds_for_the_person_its_undo_brings_back(
    desk: Desk,
) -> None:
    corvid = account(desk, "Corvid")
    keep = person(desk, corvid, "Dana Whitfield", email="dana@corvid.example.com")
    lose = person(desk, corvid, "D. Whitfield", email="dana@corvid.example.com")
    before = tables(desk)
    merged = desk.merging.merge("contacts", keep, lose)
    desk.accounts.protect(keep, "asked by mail", opted_out=True)
    with desk.store.action("Bounce") as act:
        kept = one(desk, "SELECT id FROM emails WHERE contact_id = ?", keep)
        act.update("emails", int(str(kept["id"])), {"state": "bounced"})
    undone = desk.history.undo(merged.action)
    back = one(desk, "SELECT * FROM contacts WHERE id = ?", lose)
    assert (back["opted_out"], back["do_not_call"]) == (1, 0)
    assert back["protection_reason"] == "asked by mail"
    assert one(desk, "SELECT state FROM emails WHERE contact_id = ?", lose)["state"] == "bounced"
    assert "D. Whitfield stays protected: it was asked for after the merge." in undone.advice
    desk.history.redo(merged.action)
    assert not desk.store.rows("SELECT 1 FROM contacts WHERE id = ?", (lose,))
    desk.history.undo(merged.action)
    back = one(desk, "SELECT * FROM contacts WHERE id = ?", lose)
    assert back["opted_out"] == 1
    assert len(tables(desk)["contacts"]) == len(before["contacts"])


def test_an_avoid_bin_given_after_a_merge_holds_for_the_account_its_undo_brings_back(
    desk: Desk,
) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs")
    merged = desk.merging.merge("accounts", keep, lose)
    desk.bins.move([keep], "avoid.client", "signed")
    undone = desk.history.undo(merged.action)
    back = desk.accounts.get(lose)
    assert (back.bin, back.bin_reason) == ("avoid.client", "signed")
    assert undone.advice[0].startswith("Corvid Labs goes to Client too")


def test_two_people_become_one_with_every_protection_and_undo_parts_them(desk: Desk) -> None:
    corvid, brightline = account(desk, "Corvid"), account(desk, "Brightline")
    keep = person(desk, corvid, "Dana Whitfield", email="dana@corvid.example.com", title="CTO")
    lose = person(desk, brightline, "D. Whitfield", email="dana@corvid.example.com", title="VP")
    hang_everything_on(desk, brightline, lose)
    desk.accounts.protect(lose, "said so on the phone", do_not_call=True)
    named = person(desk, corvid, "Rowan Ashby")
    with desk.store.action("More") as act:
        act.update("contacts", named, {"referred_by_id": lose})
        act.update("contacts", lose, {"source_id": "C2", "note": "likes mornings"})
        row = one(desk, "SELECT id FROM emails WHERE contact_id = ?", lose)
        act.update("emails", int(str(row["id"])), {"state": "bounced"})
        act.insert(
            "emails",
            {"contact_id": lose, "account_id": brightline, "address": "d@x.example", "is_main": 1},
        )
    before = tables(desk)
    preview = desk.merging.preview("contacts", keep, lose)
    assert preview.notes == ("D. Whitfield asked not to be called: that stays.",)
    desk.merging.merge("contacts", keep, lose)
    kept = one(desk, "SELECT * FROM contacts WHERE id = ?", keep)
    assert (kept["do_not_call"], kept["protection_reason"]) == (1, "said so on the phone")
    assert (kept["source_id"], kept["note"], kept["title"]) == ("C2", "likes mornings", "CTO")
    assert not desk.store.rows("SELECT 1 FROM contacts WHERE id = ?", (lose,))
    emails = desk.store.rows(
        "SELECT address, state, is_main FROM emails WHERE contact_id = ? ORDER BY id", (keep,)
    )
    assert [tuple(row) for row in emails] == [
        ("dana@corvid.example.com", "bounced", 1), ("d@x.example", "valid", 0),
    ]  # fmt: skip
    for table in merge_moves.OF_CONTACTS:
        rows = desk.store.rows(f"SELECT * FROM {table} WHERE contact_id = ?", (keep,))
        assert rows or table == "phones", table
        if table != "opportunities":
            assert {row["account_id"] for row in rows} <= {corvid, None}, table
    facts = desk.store.rows("SELECT key, value FROM facts WHERE contact_id = ?", (keep,))
    assert {row["key"]: row["value"] for row in facts} == {
        "dog": "Rex", "other name": "D. Whitfield", "other job title": "VP",
    }  # fmt: skip
    assert (
        one(desk, "SELECT referred_by_id FROM contacts WHERE id = ?", named)["referred_by_id"]
        == keep
    )
    assert not desk.store.rows("SELECT 1 FROM cadence_runs WHERE state = 'running'")
    assert is_sound(desk)
    merged = tables(desk)
    desk.store.history.undo()
    assert tables(desk) == before
    desk.store.history.redo()
    assert tables(desk) == merged


def test_somebody_without_a_company_gets_the_other_s_with_all_that_hangs_on_them(
    desk: Desk,
) -> None:
    corvid = account(desk, "Corvid")
    lose = person(desk, corvid, "Dana Whitfield", email="dana@corvid.example.com")
    with desk.store.action("Somebody") as act:
        keep = act.insert("contacts", {"name": "Dana Whitfield", "created_on": "2026-11-23"})
        act.insert("emails", {"contact_id": keep, "address": "dana@home.example"})
    desk.merging.merge("contacts", keep, lose)
    assert one(desk, "SELECT account_id FROM contacts WHERE id = ?", keep)["account_id"] == corvid
    rows = desk.store.rows("SELECT account_id FROM emails WHERE contact_id = ?", (keep,))
    assert [row[0] for row in rows] == [corvid, corvid]


def test_somebody_at_a_client_stays_there_and_is_prospected_no_more(desk: Desk) -> None:
    prospect = account(desk, "Corvid", bin="working")
    client = account(desk, "Halden", bin="avoid.client")
    keep = person(desk, prospect, "Dana Whitfield", email="dana@halden.example.com")
    lose = person(desk, client, "D. Whitfield", email="dana@halden.example.com")
    follow_up(desk, prospect, TODAY, contact_id=keep)
    with pytest.raises(DeskError, match="account stays Halden: merging never lifts a protection"):
        desk.merging.merge("contacts", keep, lose, {"account": "keep"})
    before = tables(desk)
    desk.merging.merge("contacts", keep, lose)
    assert one(desk, "SELECT account_id FROM contacts WHERE id = ?", keep)["account_id"] == client
    rows = desk.store.rows("SELECT account_id, state FROM follow_ups")
    assert [tuple(row) for row in rows] == [(client, "skipped")]
    assert not desk.calls.guard(client, keep).ok
    desk.store.history.undo()
    assert tables(desk) == before


def test_what_was_prepared_for_both_is_joined(desk: Desk) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs")
    question = desk.playbook.preparation[0].key
    for each, said in ((keep, "learn who decides"), (lose, "offer the pilot")):
        desk.preparation.save(each, None, {question: said})
    desk.merging.merge("accounts", keep, lose)
    rows = desk.store.rows("SELECT account_id, answer FROM preparations")
    assert [tuple(row) for row in rows] == [(keep, "learn who decides; offer the pilot")]


def test_one_person_never_has_two_cadences_under_way(desk: Desk) -> None:
    corvid = account(desk, "Corvid", bin="working")
    people = [person(desk, corvid, name, email=f"{name[0]}@x.example", phone="+1 312 555 0142")
              for name in ("Dana Whitfield", "D. Whitfield")]  # fmt: skip
    key = desk.playbook.cadences[0].key
    for each in people:
        with desk.store.action("Run") as act:
            act.insert(
                "cadence_runs",
                {
                    "account_id": corvid,
                    "contact_id": each,
                    "cadence": key,
                    "started_on": "2026-11-23",
                },
            )
    changed = desk.merging.merge("contacts", *people)
    rows = desk.store.rows("SELECT state, end_reason FROM cadence_runs ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("running", None),
        ("ended", "merged into Dana Whitfield"),
    ]
    assert any("ended" in each for each in changed.advice)


def test_a_call_under_way_goes_on_with_the_keeper(desk: Desk) -> None:
    corvid, labs = account(desk, "Corvid"), account(desk, "Corvid Labs")
    dana, other = person(desk, labs, "Dana Whitfield"), person(desk, labs, "D. Whitfield")
    call = desk.calls.open(labs, contact_id=other)
    call.note = "half a sentence"
    desk.calls.save(call)
    desk.merging.merge("contacts", dana, other)
    desk.merging.merge("accounts", corvid, labs)
    row = one(desk, "SELECT account_id, content FROM call_drafts")
    content = json.loads(str(row["content"]))
    assert (row["account_id"], content["account_id"], content["contact_id"]) == (
        corvid,
        corvid,
        dana,
    )
    assert content["note"] == "half a sentence"


def test_a_merge_of_very_many_rows_is_told_can_be_stopped_and_undone(desk: Desk) -> None:
    keep, lose = account(desk, "Corvid"), account(desk, "Corvid Labs")
    at, day = desk.days.stamp()
    with desk.store.action("Many") as act:
        act.insert_many(
            "activities",
            ("account_id", "kind", "happened_at", "happened_on"),
            [(lose, "call", at, day)] * 6_000,
        )
    dana, other = person(desk, lose, "Dana Whitfield"), person(desk, lose, "D. Whitfield")
    hang_everything_on(desk, lose, other)
    with desk.store.action("Hers") as act:
        rows = desk.store.rows("SELECT id FROM activities")
        act.update_many("activities", ("contact_id",), [(row["id"], other) for row in rows])
    size = desk.merging.size("accounts", lose)
    assert size > 6_000
    before = tables(desk)

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        desk.merging.merge("accounts", keep, lose, progress=stop)
    assert tables(desk) == before
    told: list[tuple[int, int]] = []
    desk.merging.merge("accounts", keep, lose, progress=lambda *each: told.append(each))
    assert told[-1][0] == told[-1][1] == size
    assert desk.accounts.get(keep).last_touch_at is not None
    merged = tables(desk)
    desk.merging.merge("contacts", dana, other)
    both = tables(desk)
    desk.store.history.undo()
    assert tables(desk) == merged
    desk.store.history.redo()
    assert tables(desk) == both
    desk.store.history.undo()
    desk.store.history.undo()
    assert tables(desk) == before
    assert is_sound(desk)


def test_a_chain_of_merges_is_undone_in_its_order_only_and_brings_all_back(desk: Desk) -> None:
    first, second, third = (account(desk, f"Corvid {name}") for name in ("A", "B", "C"))
    people = []
    for number, each in enumerate((first, second, third)):
        who = person(desk, each, f"Dana Whitfield {number}", email=f"d{number}@x.example.com")
        hang_everything_on(desk, each, who)
        people.append(who)
        with desk.store.action("More") as act:
            act.update("accounts", each, {"source_id": f"S{number}"})
            act.insert("cadence_runs", {"account_id": each, "cadence": "cold_referral",
                                        "started_on": "2026-11-23"})  # fmt: skip
        desk.signals.add(each, "asked for the price")
    apart = account(desk, "Corvid Paper")
    desk.duplicates.apart("accounts", first, apart)
    states = [tables(desk)]
    merges = []
    for keep, lose in ((second, first), (third, second)):
        merges.append(desk.merging.merge("accounts", keep, lose).action)
        states.append(tables(desk))
    assert {row[0] for row in desk.store.rows("SELECT value FROM source_ids")} >= {"S0", "S1"}
    assert one(desk, "SELECT duplicate_of_id AS of FROM accounts WHERE id = ?", first) == {
        "of": third
    }
    running = desk.store.rows(
        "SELECT contact_id FROM cadence_runs WHERE account_id = ? AND state = 'running'", (third,)
    )
    assert sorted(row[0] or 0 for row in running) == [0, *people]
    told = desk.store.rows("SELECT 1 FROM told_apart WHERE ? IN (first_id, second_id)", (third,))
    assert told
    with pytest.raises(DeskError, match=rf"undo that first \(undo {short(merges[1])}\)"):
        desk.history.undo(merges[0])
    assert tables(desk) == states[2]
    for action, state in ((merges[1], states[1]), (merges[0], states[0])):
        desk.history.undo(action)
        assert tables(desk) == state
    desk.history.redo(merges[0])
    assert tables(desk) == states[1]


@pytest.mark.parametrize("column", ["Account ID", "Contact ID"])
def test_a_later_import_of_the_losers_identifier_goes_to_the_keeper(
    desk: Desk, tmp_path: Path, column: str
) -> None:
    people = column == "Contact ID"
    head = "Contact ID,First Name,Last Name,Account Name,Email" if people else (
        "Account ID,Account Name,Industry,Billing City")  # fmt: skip
    rows = ["003A,Dana,Whitfield,Corvid Labs,dana@x.example.com",
            "003B,D.,Whitfield,Corvid Labs,dw@x.example.com"]  # fmt: skip
    if not people:
        rows = ["001A,Corvid Labs,,", "001B,Corvid Laboratories Chicago,,"]
    path = tmp_path / "first.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    desk.imports.run(desk.imports.plan(path))
    kind = "contacts" if people else "accounts"
    keep, lose = (
        int(str(one(desk, f"SELECT id FROM {kind} WHERE source_id LIKE ?", f"%{letter}")["id"]))
        for letter in "AB"
    )
    desk.merging.merge(kind, keep, lose)  # type: ignore[arg-type]
    count = desk.store.value(f"SELECT count(*) FROM {kind}")
    later = tmp_path / "later.csv"
    changed = "003B,D.,Whitfield,Corvid Labs,new@x.example.com" if people else (
        "001B,Corvid Laboratories Chicago,Software,Chicago")  # fmt: skip
    later.write_text(f"{head}\n{changed}", encoding="utf-8")
    desk.imports.run(desk.imports.plan(later))
    assert desk.store.value(f"SELECT count(*) FROM {kind}") == count
    if people:
        found = desk.store.rows("SELECT address FROM emails WHERE contact_id = ?", (keep,))
        assert "new@x.example.com" in {row[0] for row in found}
    else:
        assert one(desk, "SELECT industry FROM accounts WHERE id = ?", keep)["industry"]


@pytest.fixture
def other(desk: Desk) -> Iterator[Desk]:
    """Another program at the same file."""
    opened = open_desk(desk.store.path, desk.clock)
    yield opened
    opened.close()


def test_whoever_another_program_protects_while_a_merge_waits_is_protected_in_the_one_left(
    desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = account(desk, "Corvid Labs")
    keep, lose = (person(desk, company, name) for name in ("Ann Bee", "Ann M Bee"))

    def suppress() -> None:
        with other.store.action("Import") as act:
            said = {"do_not_call": 1, "opted_out": 1, "protection_reason": "asked"}
            act.update_many("contacts", tuple(said), [(keep, *said.values())])
            act.update_many("contacts", ("name", *said), [(lose, "Anne Bee", *said.values())])

    meanwhile(monkeypatch, desk.store, suppress)
    changed = desk.merging.merge("contacts", keep, lose)
    assert changed.title == "Merge Anne Bee into Ann Bee" == desk.history.recent(1)[0].title
    (left,) = desk.store.rows("SELECT do_not_call, opted_out, protection_reason FROM contacts")
    assert tuple(left) == (1, 1, "asked")


def test_an_account_that_becomes_a_client_while_a_merge_waits_protects_the_one_left(
    desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, lose = account(desk, "Halden Paper", bin="working"), account(desk, "Halden Paper AG")
    follow_up(desk, keep, TODAY)
    meanwhile(monkeypatch, desk.store, lambda: other.bins.move([lose], "avoid.client", "pays"))
    desk.merging.merge("accounts", keep, lose)
    kept = one(desk, "SELECT bin, bin_reason FROM accounts WHERE id = ?", keep)
    assert kept == {"bin": "avoid.client", "bin_reason": "pays"}
    assert not desk.accounts.open_follow_ups(keep)
    desk.store.history.undo()
    third = account(desk, "Halden")
    meanwhile(monkeypatch, desk.store, lambda: other.bins.move([lose], "avoid.bad_fit", "closed"))
    with pytest.raises(DeskError, match="never lifts a protection"):
        desk.merging.merge("accounts", third, lose, {"bin": "keep"})
    assert one(desk, "SELECT bin FROM accounts WHERE id = ?", third)["bin"] == "cold"


@pytest.mark.parametrize("kind", ["accounts", "contacts"])
def test_what_another_program_merges_first_goes_to_one_only(
    desk: Desk, other: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, lose = (account(desk, name) for name in ("Corvid", "Corvid West", "Corvid Labs"))
    if kind == "contacts":
        first, second, lose = (person(desk, first, name) for name in ("Ann", "Bo", "Cy"))
    meanwhile(monkeypatch, desk.store, lambda: other.merging.merge(kind, first, lose))  # type: ignore[arg-type]
    before = len(desk.history.recent())
    with pytest.raises(DeskError, match=r"a duplicate of Corvid already|merged already"):
        desk.merging.merge(kind, second, lose)  # type: ignore[arg-type]
    assert len(desk.history.recent()) == before + 1
    assert is_sound(desk)
