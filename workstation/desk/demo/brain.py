"""What ranks the demo's accounts: fit by profiles, urgency by signals, cadences, focus lists."""

from random import Random
from typing import TYPE_CHECKING

from workstation.desk.clock import FrozenClock
from workstation.desk.demo.world import Company, World
from workstation.desk.demo.writing import WorldWriter

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.desk import Desk

NEW_LEADERS, FROZEN, CHURNS, RIVALS = 0.3, 0.06, 0.04, 0.03
"""Shares of the companies of which a trigger, a red flag or a deal breaker is known."""

FOCUS = (
    ("Tier 1, gone quiet", "tier 1, untouched 30 days"),
    ("Nordics", "nordics"),
    ("Hot and open", "urgency over 40"),
)
STARTED, AHEAD = 2, 6
"""Cadences whose first step is done, and cadences that begin tomorrow."""


def add_brain(
    desk: "Desk", clock: FrozenClock, world: World, written: WorldWriter, moment: "datetime"
) -> None:
    """Score every account, let the signals count, and start a few cadences."""
    from workstation.desk.urgency_fold import settle

    rng = Random(world.calendar.days[world.calendar.today].toordinal() + 2)  # noqa: S311
    clock.moment = world.calendar.moment(world.calendar.today - 1, 15, 2)
    with desk.store.action("Demo data: facts and signals") as act:
        rows = [
            (written.account_id(company), key, value, "research")
            for company in world.companies
            for key, value in _facts(world, company, rng)
        ]
        act.insert_many("facts", ("account_id", "key", "value", "source"), rows)
        settle(desk, act, [written.account_id(company) for company in world.companies])
    _cadences(desk, world, written)
    for name, text in FOCUS:
        desk.focus.keep(name, text)
    clock.moment = moment
    desk.fit.rescore()


def _facts(world: World, company: Company, rng: Random) -> list[tuple[str, str]]:
    """Return what is known of a company that the profiles ask for."""
    found: list[tuple[str, str]] = []
    days, today = world.calendar.days, world.calendar.today
    leader = 0.85 if company.slot else NEW_LEADERS
    if rng.random() < leader:
        since = days[today - rng.randint(5, 55 if company.slot else 200)]
        found.append(("sales_leader_since", since.isoformat()))
    for key, share in (("hiring_freeze", FROZEN), ("churns_suppliers", CHURNS)):
        if rng.random() < share:
            found.append((key, "yes"))
    if rng.random() < RIVALS and not company.slot:
        found.append(("rival_bought_on", days[today - rng.randint(20, 200)].isoformat()))
    return found


def _cadences(desk: "Desk", world: World, written: WorldWriter) -> None:
    """Start some cadences today whose first step is done, and some that begin tomorrow."""
    from workstation.desk.cadences.rows import Target

    people = [
        company.people[0]
        for company in world.companies
        if company.slot == "campaign"
        and company.people[0].callable
        and company.people[0].mailable
        and company.dialled < world.calendar.today - 20
    ]
    targets = [
        Target(written.account_id(person.company), written.contact_id(person)) for person in people
    ]
    tomorrow = world.calendar.days[world.calendar.today + 1]
    desk.cadences.start("cold_referral", targets[STARTED : STARTED + AHEAD], on=tomorrow)
    begun = desk.cadences.start("new_lead", targets[:STARTED])
    for account in begun.accounts:
        step = desk.store.value(
            "SELECT id FROM follow_ups WHERE account_id = ? AND state = 'open' "
            "AND kind = 'cadence'",
            (account,),
        )
        if step is not None:
            desk.follow_ups.done(int(step))
