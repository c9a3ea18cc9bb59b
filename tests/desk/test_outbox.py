"""The outbox: emails written, kept from the protected, ticked as sent, paired with a call."""

from pathlib import Path

import pytest

from tests.desk.world import account, follow_up
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError, Protected
from workstation.playbook.resources import playbook_folder

ADDRESS = "ada@corvid.example.com"


@pytest.fixture
def corvid(desk: Desk) -> int:
    """An account with one person who has an address."""
    desk.settings.set_many({"name": "Rowan Ashby", "company": "Deskworks"})
    made = account(desk)
    desk.accounts.add_contact(made, "Ada Example", email=ADDRESS, phone="+1 312 555 0142")
    return made


@pytest.fixture
def ada(desk: Desk, corvid: int) -> int:
    return desk.accounts.contacts(corvid)[0].id


def put(desk: Desk, account_id: int, contact_id: int | None, subject: str = "Night desk") -> int:
    made = desk.outbox.put(account_id, contact_id, subject, "Is it yours?").made
    assert made is not None
    return made


def tables(desk: Desk) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for table in ("messages", "activities", "follow_ups")
        for row in desk.store.rows(f"SELECT * FROM {table} ORDER BY id")
    ]


def test_a_template_is_filled_in_for_a_person_and_says_what_is_missing(
    desk: Desk, corvid: int, ada: int
) -> None:
    draft = desk.outbox.draft("after_voicemail", corvid, ada)
    assert draft.to == ADDRESS
    assert "Ada Example" in draft.body and "Corvid Labs" in draft.body
    assert "my_phone" in draft.missing or "reason" in draft.missing
    assert any("Not filled in yet" in each for each in desk.outbox.hints(draft.subject, draft.body))
    with pytest.raises(DeskError, match="after_voicemail"):
        desk.outbox.draft("poem", corvid, ada)
    assert desk.outbox.draft("after_voicemail", corvid).to == ""


def test_an_email_waits_is_changed_ticked_as_sent_and_taken_back(
    desk: Desk, corvid: int, ada: int, clock: FrozenClock
) -> None:
    number = put(desk, corvid, ada)
    put(desk, corvid, None, "For the house")
    assert [each.who for each in desk.outbox.waiting()] == ["Ada Example", "Corvid Labs"]
    desk.outbox.edit(number, "Your night desk", "Is it yours?\nRowan", "ADA@corvid.example.com")
    clock.advance(hours=1)
    due = follow_up(desk, corvid, desk.days.today(), channel="email")
    others = [
        follow_up(desk, corvid, desk.days.read("+3d").day, channel="email"),
        follow_up(desk, corvid, desk.days.today(), channel="call"),
    ]
    before = tables(desk)
    changed = desk.outbox.sent(number)
    assert changed.title == "Email sent: Corvid Labs, Your night desk"
    assert desk.outbox.count() == 1
    assert desk.outbox.get(number).state == "sent"
    (touch,) = desk.accounts.timeline(corvid)
    assert (touch.kind, touch.direction, touch.note) == ("email", "out", "Your night desk")
    assert touch.at == clock.now() and touch.contact == "Ada Example"
    assert [each.id for each in desk.accounts.open_follow_ups(corvid)] == sorted(
        others, key=others[::-1].index
    )
    closed = desk.store.row("SELECT state, closed_by_id FROM follow_ups WHERE id = ?", (due,))
    assert closed is not None and tuple(closed) == ("done", touch.id)
    for again in (desk.outbox.sent, desk.outbox.drop, desk.outbox.mailto, desk.outbox.as_text):
        with pytest.raises(DeskError, match="sent already"):
            again(number)
    desk.history.undo()
    assert tables(desk) == before
    assert desk.outbox.count() == 2


def test_a_sent_email_counts_as_one_sent(desk: Desk, corvid: int, ada: int) -> None:
    desk.goals.add("send 2 emails")
    desk.outbox.sent(put(desk, corvid, ada))
    desk.outbox.drop(put(desk, corvid, ada, "Another"))
    (goal,) = desk.goals.for_day()
    assert (goal.measure, goal.progress) == ("emails_sent", 1)
    assert desk.outbox.count() == 0


def test_nobody_protected_is_mailed_without_a_reason_that_is_recorded(
    desk: Desk, corvid: int, ada: int
) -> None:
    number = put(desk, corvid, ada)
    desk.bins.move([corvid], "avoid.client")
    assert "The account is in Client" in desk.outbox.get(number).stop
    for refused in (
        lambda: desk.outbox.draft("after_voicemail", corvid, ada),
        lambda: desk.outbox.put(corvid, ada, "Hello", "Text"),
        lambda: desk.outbox.sent(number),
        lambda: desk.outbox.mailto(number),
        lambda: desk.outbox.as_text(number),
    ):
        with pytest.raises(Protected):
            refused()
    assert "their invoice" in desk.outbox.put(corvid, ada, "A", "B", reason="their invoice").title
    assert "Night desk" in desk.outbox.as_text(number, "their invoice")
    desk.outbox.sent(number, "their invoice")
    assert desk.accounts.timeline(corvid)[0].reason == "their invoice"


def test_an_opt_out_empties_the_outbox_of_what_was_for_them_and_undo_fills_it(
    desk: Desk, corvid: int, ada: int
) -> None:
    number = put(desk, corvid, ada)
    kept = put(desk, corvid, None, "For the house")
    desk.responses.log(corvid, "opt_out", contact_id=ada)
    assert desk.outbox.ids() == [kept]
    with pytest.raises(Protected, match="opted out"):
        desk.outbox.put(corvid, ada, "Hello", "Text")
    with pytest.raises(Protected, match="opted out"):
        desk.outbox.put(corvid, None, "Hello", "Text", to=ADDRESS.upper())
    desk.history.undo()
    assert desk.outbox.ids() == [number, kept]


def test_an_address_that_bounced_is_not_used_but_another_one_is(
    desk: Desk, corvid: int, ada: int
) -> None:
    number = put(desk, corvid, ada)
    desk.responses.log(corvid, "bounce", contact_id=ada)
    assert "came back" in desk.outbox.get(number).stop
    assert desk.outbox.address_of(corvid, ada) == ""
    with pytest.raises(Protected, match="came back"):
        desk.outbox.put(corvid, ada, "Hello", "Text", to=ADDRESS)
    desk.outbox.edit(number, "Hello", "Text", "ada.example@corvid.example.com")
    assert desk.outbox.get(number).stop == ""
    assert desk.outbox.edit(number, "Hello", "Text", ADDRESS).advice


def test_what_is_no_email_is_refused_in_one_sentence(desk: Desk, corvid: int, ada: int) -> None:
    for subject, body, to in (
        ("", " \n", None),
        ("x" * 1000, "Text", None),
        ("Hello", "Text", "ada"),
        ("Hello", "Text", "ada@x.example.com, eve@x.example.com"),
        ("Hello", "x" * 1_000_001, None),
    ):
        with pytest.raises(DeskError) as refused:
            desk.outbox.put(corvid, ada, subject, body, to=to)
        assert str(refused.value).endswith(".")
    for gone in (desk.outbox.get, desk.outbox.sent, desk.outbox.drop, desk.outbox.mailto):
        with pytest.raises(DeskError, match="not there"):
            gone(7)
    with pytest.raises(DeskError, match="not at this account"):
        desk.outbox.put(account(desk, "Halden Paper"), ada, "Hello", "Text")
    assert desk.outbox.count() == 0


def test_hostile_text_is_kept_harmless_and_never_a_header(
    desk: Desk, corvid: int, ada: int
) -> None:
    body = "\x1b]52;c;aGk=\x07\u202e[/red]\r\n" + "long words 🙂 " * 8000
    subject = "Hi\r\nBcc: eve@x.example.com"
    made = desk.outbox.put(corvid, ada, subject, body, to="ada@x.example.com").made
    assert made is not None
    kept = desk.outbox.get(made)
    assert kept.subject == "Hi Bcc: eve@x.example.com"
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(kept.subject + kept.body)
    assert len(kept.body) > 100_000
    with pytest.raises(DeskError, match="too long"):
        desk.outbox.mailto(made)
    head, _, text = desk.outbox.as_text(made).partition("\n\n")
    assert head == "To: ada@x.example.com\nSubject: Hi Bcc: eve@x.example.com"
    assert "[/red]" in text
    assert desk.outbox.hints(kept.subject, kept.body)
    with pytest.raises(DeskError):
        desk.outbox.edit(made, "Hi", "Text", "ada@x.example.com\r\nBcc: eve@x.example.com")


def test_a_voicemail_drafts_its_email_and_one_undo_takes_both_back(
    desk: Desk, corvid: int, ada: int
) -> None:
    logged = desk.calls.log(LogEntry(corvid, "voicemail", contact_id=ada))
    (said,) = logged.changed.advice
    assert said.startswith("Email for Ada Example waits in the outbox (g m)")
    (message,) = desk.outbox.waiting()
    assert (message.template, message.to) == ("after_voicemail", ADDRESS)
    assert message.activity_id == logged.activity
    again = desk.calls.log(LogEntry(corvid, "voicemail", contact_id=ada))
    assert "already" in again.changed.advice[0]
    assert desk.outbox.count() == 1
    desk.history.undo(again.changed.action)
    desk.history.undo(logged.changed.action)
    assert desk.outbox.count() == 0
    assert desk.accounts.timeline(corvid) == []


def test_no_email_goes_with_a_voicemail_where_none_may_or_can(
    desk: Desk, corvid: int, ada: int
) -> None:
    desk.accounts.add_contact(corvid, "Ben Sample")
    ben = next(each.id for each in desk.accounts.contacts(corvid) if each.name == "Ben Sample")
    entries = [
        LogEntry(corvid, "no_answer", contact_id=ada),
        LogEntry(corvid, "gatekeeper", contact_id=ada),
        LogEntry(corvid, "voicemail", contact_id=ben),
        LogEntry(corvid, "voicemail"),
    ]
    for entry in entries:
        assert desk.calls.log(entry).changed.advice == ()
    desk.accounts.protect(ada, "asked", opted_out=True)
    assert desk.calls.log(LogEntry(corvid, "voicemail", contact_id=ada)).changed.advice == ()
    desk.accounts.protect(ada, "asked again", opted_out=False)
    desk.bins.move([corvid], "avoid.client")
    logged = desk.calls.log(LogEntry(corvid, "voicemail", contact_id=ada, reason="invoice"))
    assert logged.changed.advice == ()
    assert desk.outbox.count() == 0


def test_templates_for_an_outcome_come_first_and_an_own_playbook_switches_the_pair_off(
    tmp_path: Path, clock: FrozenClock
) -> None:
    own = tmp_path / "playbook"
    own.mkdir()
    text = (playbook_folder() / "emails.yaml").read_text(encoding="utf-8")
    (own / "emails.yaml").write_text(text.replace("[voicemail]", "[]"), encoding="utf-8")
    desk = Desk.open(tmp_path / "own.db", clock=clock, own_playbook=own, node=1)
    try:
        assert not desk.loaded.problems
        keys = [each.key for each in desk.outbox.templates("no_show")]
        assert keys[0] == "missed_you" and keys[1] == desk.playbook.emails[0].key
        made = account(desk)
        desk.accounts.add_contact(made, "Ada Example", email=ADDRESS)
        person = desk.accounts.contacts(made)[0].id
        desk.calls.log(LogEntry(made, "voicemail", contact_id=person))
        assert desk.outbox.count() == 0
    finally:
        desk.close()


def test_a_waiting_email_is_named_by_its_short_number(desk: Desk, corvid: int, ada: int) -> None:
    number = put(desk, corvid, ada)
    short = number & 0xFFFFFFFF
    assert desk.outbox.resolve(short) == desk.outbox.resolve(number) == number
    desk.outbox.drop(number)
    with pytest.raises(DeskError, match="waits in the outbox"):
        desk.outbox.resolve(short)


@pytest.mark.parametrize("where", ["avoid.client", "avoid.bad_fit"])
def test_an_address_known_at_a_customer_or_bad_fit_is_not_mailed_through_another_account(
    desk: Desk, corvid: int, where: str
) -> None:
    other = account(desk, "Halden Paper")
    desk.accounts.add_contact(other, "Dana Example", email="dana@halden.example.com")
    number = desk.outbox.put(corvid, None, "Night desk", "Yours?", to="dana@halden.example.com")
    desk.bins.move([other], where)
    with pytest.raises(Protected, match="known at Halden Paper"):
        desk.outbox.put(corvid, None, "Night desk", "Yours?", to="Dana@halden.example.com")
    assert number.made is not None
    with pytest.raises(Protected, match="Halden Paper"):
        desk.outbox.as_text(number.made)
    assert desk.calls.guard(corvid).ok, "the account itself may be called"
    desk.bins.move([other], "avoid.duplicate", duplicate_of=corvid)
    desk.outbox.put(corvid, None, "Night desk", "Yours?", to="dana@halden.example.com")
