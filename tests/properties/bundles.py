"""A small whole export, made once in a run, for a desk that begins with what another one held."""

import functools
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.fresh import kept, open_desk
from workstation.desk.cadences.rows import Target
from workstation.desk.clock import FrozenClock
from workstation.desk.exports.whole import export_whole

MOMENT = datetime(2026, 11, 20, 15, 50, tzinfo=ZoneInfo("America/Chicago"))
"""A Friday afternoon."""


@functools.cache
def small_bundle() -> Path:
    """Return a whole export of two worked accounts with something of everything."""
    folder = kept() / "bundle"
    desk = open_desk(kept() / "small.db", FrozenClock(MOMENT))
    desk.safety.auto = lambda: None  # type: ignore[method-assign]
    for name, person in (("Corvid Labs", "Ada Example"), ("Brightline Foods", "Ira Sample")):
        account = desk.accounts.add({"name": name, "domain": "corvid.example"}, "working").made
        assert account is not None
        made = desk.accounts.add_contact(
            account, person, email="ada@example.com", phone="+1 312 555 0142"
        ).made
        desk.signals.add(account, "asked_for_price", contact_id=made)
        desk.responses.note(account, "night desk")
        desk.meetings.book(account, made, desk.clock.now() + timedelta(days=1))
        desk.outbox.put(account, made, "Case study", "As promised.")
        desk.pipeline.open_opportunity(account, "Night desk", amount_minor=120_000)
    lone = desk.accounts.add({"name": "Halden Paper"}, "working").made
    assert lone is not None
    for person in ("Marlow Finch", "Ira Sample"):
        made = desk.accounts.add_contact(lone, person, phone="+1 312 555 0144").made
        desk.cadences.start("new_lead", [Target(lone, made)])
    desk.settings.set("name", "Rowan")
    desk.goals.add("plan December")
    desk.goals.add("hold five conversations")
    desk.focus.keep("Mine", "bin working")
    desk.days.take_off(MOMENT.date() + timedelta(days=4), "away")
    people = kept() / "people.csv"
    people.write_text("Full name,Email,Company\nNo Company,nobody@example.com,\n", encoding="utf-8")
    desk.imports.run(desk.imports.plan(people, "contacts"), allow_doubt=True, keep_as="Fair")
    export_whole(desk, folder)
    desk.close()
    return folder
