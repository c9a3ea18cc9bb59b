"""Accounts, people, responses, opportunities and search at the desk."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import Ambiguous, DeskError, Protected
from workstation.desk.listing import Listing


def add(desk: Desk, name: str, bin_key: str = "cold", **fields: object) -> int:
    made = desk.accounts.add({"name": name, **fields}, bin_key).made
    assert made is not None
    return made


def test_a_name_in_part_is_enough_when_it_is_unique(desk: Desk) -> None:
    foods, fields = add(desk, "Bright Foods", city="Leeds"), add(desk, "Bright Fields")
    add(desk, "100 % Pure_Water")
    assert desk.accounts.resolve("foods") == foods
    assert desk.accounts.resolve("bright fields") == fields
    assert desk.accounts.resolve(str(foods)) == foods
    assert desk.accounts.get(desk.accounts.resolve("0 % pure_")).name == "100 % Pure_Water"
    with pytest.raises(Ambiguous) as several:
        desk.accounts.resolve("bright")
    assert [each.name for each in several.value.candidates] == ["Bright Fields", "Bright Foods"]
    other = add(desk, "Bright Foods", city="York")
    with pytest.raises(Ambiguous, match=rf"{foods} \(Leeds\); {other} \(York\)\. Give the number"):
        desk.accounts.resolve("bright foods")
    assert desk.accounts.resolve(str(other)) == other
    for nothing in ("zebra", " ", "%"[:0]):
        with pytest.raises(DeskError):
            desk.accounts.resolve(nothing)


def test_an_account_gets_its_time_zone_from_its_place_or_number(desk: Desk) -> None:
    assert desk.accounts.get(add(desk, "A", city="Berlin", country="Germany")).time_zone == (
        "Europe/Berlin"
    )
    number = add(desk, "B", phone="+1 312 555 0142")
    assert desk.accounts.get(number).time_zone == "America/Chicago"
    desk.accounts.edit(number, {"country": "Japan"})
    assert desk.accounts.get(number).time_zone == "Asia/Tokyo"


def test_editing_refuses_unknown_fields_and_an_empty_name(desk: Desk) -> None:
    number = add(desk, "Acme")
    with pytest.raises(DeskError, match="There is no field"):
        desk.accounts.edit(number, {"bin": "working"})
    with pytest.raises(DeskError, match="needs a name"):
        desk.accounts.edit(number, {"name": "  "})


@pytest.mark.parametrize(
    ("field", "value"),
    [("time_zone", "Mars/Base"), ("source", "friend"), ("employees", "many")],
)
def test_a_field_refuses_what_it_cannot_hold(desk: Desk, field: str, value: str) -> None:
    number = add(desk, "Acme")
    with pytest.raises(DeskError, match=value):
        desk.accounts.edit(number, {field: value})
    with pytest.raises(DeskError, match=value):
        add(desk, "Other", **{field: value})
    with pytest.raises(DeskError, match="no role"):
        desk.accounts.add_contact(number, "Ines Okafor", role="boss")
    with pytest.raises(DeskError, match="no bin"):
        add(desk, "Other", "nurture.forever")


@pytest.mark.parametrize("number", [-1, 2**53, 2**70])
def test_a_number_nothing_can_count_is_refused(desk: Desk, number: int) -> None:
    made = add(desk, "Corvid Labs")
    for field in ("employees", "revenue_minor"):
        with pytest.raises(DeskError, match="is a whole number from 0 to"):
            desk.accounts.edit(made, {field: number})
    with pytest.raises(DeskError, match="cannot be negative, nor greater"):
        desk.pipeline.open_opportunity(made, "Night desk", amount_minor=number)


def test_an_amount_without_a_currency_is_in_the_rep_s_own(desk: Desk) -> None:
    desk.settings.set("currency", "EUR")
    made = add(desk, "Corvid Labs", revenue_minor=1_000_000)
    assert desk.accounts.get(made).revenue_currency == "EUR"
    other = add(desk, "Halden Paper", revenue_minor=1, revenue_currency="NOK")
    desk.accounts.edit(other, {"revenue_minor": 2})
    assert desk.accounts.get(other).revenue_currency == "NOK"


def test_a_name_is_found_whatever_its_case_and_accents(desk: Desk) -> None:
    house = add(desk, "Ärztehaus Köln")
    assert desk.accounts.resolve("ärztehaus") == house
    assert desk.accounts.resolve("koln") == house


def test_a_name_that_begins_a_word_wins_over_one_in_the_middle_of_it(desk: Desk) -> None:
    alder = add(desk, "Alder Works")
    calder = add(desk, "Calder Labs")
    assert desk.accounts.resolve("alder") == alder
    assert desk.accounts.resolve("lder l") == calder, "in the middle where nothing begins so"
    with pytest.raises(Ambiguous):
        desk.accounts.resolve("lder")
    assert desk.accounts.resolve("labs") == calder
    north = add(desk, "North-Alder")
    with pytest.raises(Ambiguous) as several:
        desk.accounts.resolve("alder")
    assert [each.id for each in several.value.candidates] == [alder, north]
    ann = desk.accounts.add_contact(alder, "Ann Brook").made
    joanna = desk.accounts.add_contact(alder, "Joanna Müller").made
    assert desk.accounts.resolve_contact(alder, "ann") == ann
    assert desk.accounts.resolve_contact(alder, "mueller") == joanna


def test_umlauts_may_be_spelt_out_in_a_name_and_are_not_taken_for_other_letters(
    desk: Desk,
) -> None:
    miller = add(desk, "Müller Technik")
    add(desk, "Muller Foods")
    assert desk.accounts.resolve("mueller") == miller
    assert desk.accounts.resolve("mueller tech") == miller
    assert desk.accounts.resolve("mueller-technik") == miller
    spelt_out = add(desk, "Mueller")
    assert desk.accounts.resolve("müller technik") == miller
    assert desk.accounts.resolve("mueller") == spelt_out
    weiss = add(desk, "Weiß & Söhne")
    assert desk.accounts.resolve("weiss & soehne") == weiss
    assert desk.accounts.resolve("weiss-soehne") == weiss


def test_two_people_of_one_name_are_told_apart_by_number(desk: Desk) -> None:
    account = add(desk, "Acme")
    first, second = (desk.accounts.add_contact(account, "Ines Okafor").made for _ in range(2))
    with pytest.raises(Ambiguous, match=rf"{first} .*{second} .*Give the number"):
        desk.accounts.resolve_contact(account, "ines")
    assert desk.accounts.resolve_contact(account, str(second)) == second
    with pytest.raises(DeskError, match="Give the name"):
        desk.accounts.resolve_contact(account, " ")


@pytest.mark.parametrize("odd", ["²", "9" * 20, "9" * 5000, "\\", "%"])
def test_an_odd_name_is_only_not_found(desk: Desk, odd: str) -> None:
    add(desk, "Acme")
    with pytest.raises(DeskError, match="No account is called"):
        desk.accounts.resolve(odd)


def test_the_same_number_or_address_again_becomes_the_main_one(desk: Desk) -> None:
    account = add(desk, "Acme", country="US")
    person = desk.accounts.add_contact(
        account, "Ines Okafor", email="i@acme.example", phone="312 555 0142"
    ).made
    assert person is not None
    desk.accounts.edit_contact(person, {"phone": "312 555 0143"})
    desk.responses.log(account, "bounce", contact_id=person)
    desk.accounts.edit_contact(person, {"phone": "+1 312 555 0142", "email": "I@acme.example"})
    (found,) = desk.accounts.contacts(account)
    assert [each.number for each in found.phones] == ["+13125550142", "+13125550143"]
    assert [each.state for each in found.emails] == ["valid"]


def test_people_keep_several_addresses_and_numbers(desk: Desk) -> None:
    account = add(desk, "Acme", country="US")
    person = desk.accounts.add_contact(
        account, "Ines Okafor", email="ines@acme.example", phone="(312) 555-0142"
    ).made
    assert person is not None
    desk.accounts.edit_contact(person, {"email": "io@acme.example", "phone": "312 555 0143"})
    (contact,) = desk.accounts.contacts(account)
    assert [each.address for each in contact.emails] == ["io@acme.example", "ines@acme.example"]
    assert [each.number for each in contact.phones] == ["+13125550143", "+13125550142"]
    assert desk.accounts.to_copy(account) == contact.phones[0].display
    with pytest.raises(DeskError, match="not a phone number"):
        desk.accounts.edit_contact(person, {"phone": "call me"})
    assert len(desk.accounts.contacts(account)[0].phones) == 2


def test_lifting_a_persons_protection_needs_a_reason(desk: Desk) -> None:
    account = add(desk, "Acme")
    person = desk.accounts.add_contact(account, "Ines Okafor").made
    assert person is not None
    desk.accounts.protect(person, "", do_not_call=True)
    with pytest.raises(Protected):
        desk.calls.open(account, contact_id=person)
    with pytest.raises(DeskError, match="needs a reason"):
        desk.accounts.protect(person, " ", do_not_call=False)
    desk.accounts.protect(person, "she called us", do_not_call=False)
    desk.calls.open(account, contact_id=person)


def test_one_protection_never_lifts_the_other(desk: Desk) -> None:
    account = add(desk, "Acme")
    person = desk.accounts.add_contact(account, "Ines Okafor", email="i@acme.example").made
    assert person is not None
    desk.accounts.protect(person, "told us in March", do_not_call=True)
    desk.follow_ups.plan(account, desk.days.read("tue"), contact_id=person, channel="email")
    desk.responses.log(account, "opt_out", contact_id=person)
    desk.accounts.protect(person, "told us again", do_not_call=True)
    (found,) = desk.accounts.contacts(account)
    assert (found.do_not_call, found.opted_out) == (True, True)
    assert desk.accounts.open_follow_ups(account) == []


def test_a_protection_keeps_the_reason_of_the_one_before(desk: Desk) -> None:
    account = add(desk, "Acme")
    person = desk.accounts.add_contact(account, "Ines Okafor").made
    assert person is not None
    desk.accounts.protect(person, "told us in March", do_not_call=True)
    desk.responses.log(account, "opt_out", contact_id=person)
    kept = desk.store.value("SELECT protection_reason FROM contacts")
    assert kept == "told us in March; opted out"


def test_a_person_of_another_account_is_never_meant(desk: Desk) -> None:
    """Else somebody protected here could be called by way of there."""
    here, there = add(desk, "Acme"), add(desk, "Corvid Labs")
    person = desk.accounts.add_contact(there, "Ines Okafor").made
    for attempt in (
        lambda: desk.calls.open(here, contact_id=person),
        lambda: desk.calls.log(LogEntry(account_id=here, contact_id=person, outcome="no_answer")),
        lambda: desk.responses.touch(here, "email", contact_id=person),
        lambda: desk.follow_ups.plan(here, desk.days.read("tue"), contact_id=person),
        lambda: desk.follow_ups.plan(here, desk.days.read("tue"), contact_id=99),
    ):
        with pytest.raises(DeskError, match="not at this account"):
            attempt()
    assert desk.accounts.timeline(here) == []


def test_planning_for_somebody_protected_says_so(desk: Desk) -> None:
    client = add(desk, "Client", "avoid.client")
    changed = desk.follow_ups.plan(client, desk.days.read("tue"))
    assert any("Client" in advice for advice in changed.advice)
    assert desk.follow_ups.plan(add(desk, "Other"), desk.days.read("tue")).advice == ()
    with pytest.raises(DeskError, match="no channel"):
        desk.follow_ups.plan(client, desk.days.read("tue"), channel="fax")


@pytest.mark.parametrize(
    ("kind", "queued", "lead"),
    [
        ("positive", True, True),
        ("referral", True, True),
        ("neutral", True, False),
        ("negative", True, False),
        ("out_of_office", False, False),
    ],
)
def test_a_response_joins_the_queue_when_it_wants_an_answer(
    desk: Desk, kind: str, queued: bool, lead: bool
) -> None:
    number = add(desk, "Acme", "nurture.quarterly")
    desk.responses.log(number, kind, "a word")
    assert (desk.queue.today().count() == 1) is queued
    made = desk.store.value("SELECT became_lead_on FROM accounts")
    assert (made == "2026-11-23") is lead


def test_an_opt_out_and_a_bounce_protect_the_person(desk: Desk) -> None:
    account = add(desk, "Acme")
    person = desk.accounts.add_contact(account, "Ines Okafor", email="i@acme.example").made
    with pytest.raises(DeskError, match="about a person"):
        desk.responses.log(account, "opt_out")
    desk.responses.log(account, "bounce", contact_id=person)
    with pytest.raises(Protected, match="came back"):
        desk.responses.touch(account, "email", contact_id=person)
    desk.responses.log(account, "opt_out", contact_id=person)
    with pytest.raises(Protected, match="opted out"):
        desk.responses.touch(account, "email", contact_id=person)


def test_an_opportunity_is_passed_accepted_and_won(desk: Desk, clock: FrozenClock) -> None:
    account = add(desk, "Acme", source="spear")
    number = desk.pipeline.open_opportunity(account, "night desk", amount_minor=1_200_000).made
    assert number is not None
    assert desk.accounts.get(account).bin == "nurture.opportunity"
    clock.advance(days=2)
    desk.pipeline.accept(number)
    with pytest.raises(DeskError, match="already"):
        desk.pipeline.accept(number)
    with pytest.raises(DeskError, match="why"):
        desk.pipeline.close(number, "lost")
    desk.pipeline.close(number, "won")
    assert desk.accounts.get(account).bin == "avoid.client"
    today = desk.days.today()
    assert desk.measures.value("qualified_opportunities", today, today) == 1
    assert desk.measures.value("bookings", today, today) == 1_200_000


@pytest.mark.parametrize("bin_key", ["avoid.client", "avoid.bad_fit", "avoid.duplicate"])
def test_an_opportunity_never_lifts_a_protection(desk: Desk, bin_key: str) -> None:
    account = add(desk, "Client", bin_key)
    number = desk.pipeline.open_opportunity(account, "more desks", kind="add_on").made
    assert number is not None
    assert desk.accounts.get(account).bin == bin_key
    desk.pipeline.close(number, "lost", "no money this year")
    assert desk.accounts.get(account).bin == bin_key


def test_a_won_account_is_not_called_any_more(desk: Desk) -> None:
    account = add(desk, "Acme")
    desk.bins.move([account], "working")
    number = desk.pipeline.open_opportunity(account, "night desk").made
    assert number is not None
    desk.pipeline.close(number, "won")
    assert desk.accounts.open_follow_ups(account) == []
    kinds = [each.kind for each in desk.accounts.timeline(account)]
    assert kinds == ["bin", "bin", "bin"]
    desk.history.undo()
    assert len(desk.accounts.open_follow_ups(account)) == 1


def test_a_rejected_baton_comes_back_with_a_next_step(desk: Desk) -> None:
    account = add(desk, "Acme")
    number = desk.pipeline.open_opportunity(account, "night desk").made
    assert number is not None
    changed = desk.pipeline.close(number, "rejected", "no budget")
    assert desk.accounts.get(account).bin == "working"
    (step,) = desk.accounts.open_follow_ups(account)
    assert step.why == "rejected: no budget"
    assert any("A step was set" in advice for advice in changed.advice)


def test_an_account_with_another_live_opportunity_stays_where_it_is(desk: Desk) -> None:
    account = add(desk, "Acme")
    first = desk.pipeline.open_opportunity(account, "night desk").made
    second = desk.pipeline.open_opportunity(account, "day desk").made
    assert first is not None
    assert second is not None
    desk.pipeline.close(first, "lost", "too dear")
    assert desk.accounts.get(account).bin == "nurture.opportunity"
    desk.pipeline.close(second, "lost", "too dear")
    assert desk.accounts.get(account).bin == "nurture.dead"
    with pytest.raises(DeskError, match="no kind"):
        desk.pipeline.open_opportunity(account, "x", kind="gift")


def test_search_finds_accounts_people_and_notes_by_the_beginning_of_words(desk: Desk) -> None:
    account = add(desk, "Énergies Montfleur")
    desk.accounts.add_contact(account, "Hervé Tavernel", title="Directeur")
    desk.responses.note(account, "loses tickets at hand-over")
    assert [hit.kind for hit in desk.search.find("energ")] == ["account"]
    assert [hit.kind for hit in desk.search.find("tav")] == ["contact"]
    assert [hit.kind for hit in desk.search.find("tickets hand")] == ["note"]
    assert desk.search.find("e") == []
    for hostile in ('"', "a OR", "NEAR(", "*", "x:y", "'; DROP", "-"):
        desk.search.find(hostile)
    desk.history.undo()
    assert desk.search.find("tickets") == []


def test_a_listing_holds_identifiers_and_reads_rows_by_the_page(desk: Desk) -> None:
    for number in range(30):
        add(desk, f"Company {number:02}", "working" if number % 2 else "cold")
    listing = Listing.find(desk, bin_key="working")
    assert listing.count() == 15
    assert [row.name for row in listing.page(3, 2)] == ["Company 07", "Company 09"]
    assert Listing.find(desk, words="company 2").count() == 10
    assert listing.index_of(listing.page(4, 1)[0].id) == 4


@pytest.mark.parametrize(("zone", "day"), [("Pacific/Auckland", 24), ("America/Los_Angeles", 23)])
def test_a_list_shows_the_reps_own_day_of_the_last_touch(
    desk: Desk, clock: FrozenClock, zone: str, day: int
) -> None:
    clock.moment = datetime(2026, 11, 23, 21, 0, tzinfo=ZoneInfo("America/Los_Angeles")).astimezone(
        ZoneInfo(zone)
    )
    number = add(desk, "Acme")
    desk.calls.log(LogEntry(account_id=number, outcome="no_answer"))
    (row,) = Listing.find(desk).page(0, 1)
    assert row.last_touch_on == date(2026, 11, day)
