"""The demo's opportunities: how each came about, who took it over, and how it ended."""

from typing import TYPE_CHECKING

from workstation.desk.demo.world import Beat, Company, Deal, World, settle

if TYPE_CHECKING:
    from workstation.desk.demo.stories import Cast

A_MONTH = (1, 4, 7, 9, 10, 11, 11)
"""Qualified opportunities in each month of the rep's job: the ramp, then about ten."""

ENDINGS = (*("lost",) * 3, "won", "lost", "walked_away", *("lost",) * 4, "won", "lost")
"""How opportunities end, in the order they close."""

WORKING_DAYS_A_MONTH = 21
BATONS, REJECTED, OLD_LOST, OLD_LOST_RESTING, OLD_CLIENTS = 3, 3, 12, 3, 19


def add_deals(world: World, cast: "Cast") -> None:
    """Make all opportunities and put their accounts where they belong."""
    calendar, rng = world.calendar, world.rng
    plans = sorted((accepted + rng.randint(14, 36), accepted) for accepted in _acceptances(world))
    ended = 0
    for closes, accepted in plans:
        company = cast.take(phone=True)
        ending = None
        if closes < calendar.today:
            ending = ENDINGS[ended % len(ENDINGS)]
            ended += 1
        _deal(world, company, accepted, closes, ending)
    for number in range(OLD_LOST):
        resting = number <= OLD_LOST_RESTING
        accepted = calendar.start - rng.randint(48 if resting else 20, 100)
        company = cast.take(phone=True)
        closes = accepted + rng.randint(15, 36)
        _deal(world, company, accepted, closes, "won" if number == 0 else "lost", early=True)
        if not resting:
            again = rng.randint(calendar.start + 35, calendar.today - 6)
            company.beats.append(Beat(again, "call", "conversation", note="dead_opportunity"))
    for number in range(BATONS):
        _baton(world, cast.take(phone=True), calendar.today - 1 - number)
    for _ in range(REJECTED):
        _rejected(world, cast.take(phone=True))
    _clients(world, cast)


def _acceptances(world: World) -> list[int]:
    """Return the day of each acceptance, spread by the ramp."""
    calendar, days, due = world.calendar, [], 0.0
    for day in range(calendar.start, calendar.today):
        month = min((day - calendar.start) // WORKING_DAYS_A_MONTH, len(A_MONTH) - 1)
        due += A_MONTH[month] / WORKING_DAYS_A_MONTH
        while due >= 1:
            days.append(
                max(calendar.start, min(calendar.today - 1, day + world.rng.randint(-2, 2)))
            )
            due -= 1
    return days


def _approach(world: World, company: Company, passed: int) -> int:
    """Write the way from the first touch to the baton; return the day of the first response."""
    rng, calendar = world.rng, world.calendar
    held = passed - rng.randint(0, 1)
    booked = held - rng.randint(3, 6)
    answered = booked - rng.randint(1, 5)
    first = answered - rng.randint(5, 12)
    company.talks_from = answered
    if first >= calendar.start:
        company.beats.append(Beat(first, "bin", "working"))
    company.windows.append((max(first, calendar.start), passed - 1))
    if rng.random() < 0.62:
        company.beats.append(Beat(answered - 1, "email"))
        outcome = "positive" if rng.random() < 0.8 else "referral"
        company.beats.append(Beat(answered, "response", outcome))
    else:
        company.beats.append(Beat(answered, "call", "conversation"))
    company.beats.append(Beat(booked, "call", "qualification", meeting="booked"))
    if rng.random() < 0.12:
        company.beats.append(Beat(held - 2, "meeting", "no_show", meeting="no_show"))
    company.beats.append(Beat(held, "call", "discovery", meeting="held"))
    company.values["fit"] = rng.randint(62, 98)
    company.values["fit_confidence"] = rng.choice((80, 100))
    return answered


def _open(world: World, company: Company, passed: int, answered: int) -> Deal:
    days, rng = world.calendar.days, world.rng
    deal = Deal(
        len(world.deals),
        company,
        {
            "name": world.say("opportunities"),
            "stage": "new",
            "kind": "new",
            "amount_minor": round(rng.lognormvariate(10.4, 0.45) / 500) * 50_000,
            "currency": "USD",
            "source": company.values["source"],
            "account_executive": world.say("account_executives"),
            "first_response_on": days[answered].isoformat(),
            "passed_on": days[passed].isoformat(),
            "accepted_on": None,
            "closed_on": None,
            "close_reason": None,
            "next_step": None,
            "created_on": days[passed].isoformat(),
        },
    )
    world.deals.append(deal)
    company.beats.append(Beat(passed, "bin", "nurture.opportunity", deal=deal))
    return deal


def _deal(
    world: World,
    company: Company,
    accepted: int,
    closes: int,
    ending: str | None,
    *,
    early: bool = False,
) -> None:
    rng, days = world.rng, world.calendar.days
    passed = accepted - rng.randint(1, 4)
    answered = _approach(world, company, passed)
    if early:
        company.windows.clear()
        company.beats = [beat for beat in company.beats if beat.outcome != "working"]
    deal = _open(world, company, passed, answered)
    deal.values |= {"stage": "qualified", "accepted_on": days[accepted].isoformat()}
    company.beats.append(Beat(accepted, "note", deal=deal, note="accepted"))
    halfway = (accepted + closes) // 2
    if halfway < world.calendar.today:
        company.beats.append(Beat(halfway, "meeting", "meeting_held", meeting="held", deal=deal))
    if ending is None:
        deal.values["next_step"] = world.say("buyer_actions")
        settle(company, "nurture.opportunity", days[passed].isoformat())
        return
    reason = {
        "won": None,
        "lost": world.say("lost_reasons"),
        "walked_away": world.say("walked_reasons"),
    }[ending]
    bin_key = "avoid.client" if ending == "won" else "nurture.dead"
    deal.values |= {"stage": ending, "closed_on": days[closes].isoformat(), "close_reason": reason}
    company.beats.append(Beat(closes, "bin", bin_key, reason=reason, deal=deal))
    settle(company, bin_key, days[closes].isoformat(), reason)


def _baton(world: World, company: Company, passed: int) -> None:
    """Pass one on that nobody has accepted yet."""
    answered = _approach(world, company, passed)
    _open(world, company, passed, answered)
    settle(company, "nurture.opportunity", world.calendar.days[passed].isoformat())


def _rejected(world: World, company: Company) -> None:
    """Pass one on too early: it comes back with a reason, to the quarterly accounts."""
    rng, calendar = world.rng, world.calendar
    passed = rng.randint(calendar.today - 50, calendar.today - 12)
    answered = _approach(world, company, passed)
    deal = _open(world, company, passed, answered)
    back = passed + rng.randint(2, 6)
    reason = world.say("rejected_reasons")
    day = calendar.days[back].isoformat()
    deal.values |= {"stage": "rejected", "closed_on": day, "close_reason": reason}
    company.beats.append(Beat(back, "bin", "nurture.quarterly", reason=reason, deal=deal))
    settle(company, "nurture.quarterly", day, reason)


def _clients(world: World, cast: "Cast") -> None:
    """Clients from before, some of whom bought more or stayed on."""
    rng, calendar = world.rng, world.calendar
    clients = [cast.take() for _ in range(OLD_CLIENTS)]
    for company in clients:
        since = calendar.days[rng.randint(0, calendar.start)].isoformat()
        settle(company, "avoid.client", since)
        company.values["note"] = world.say("client_notes")
        if company.values["created_on"] > since:
            company.values["created_on"] = since
    span = calendar.today - calendar.start
    sales = [("renewal", "won", calendar.start + span * part // 8) for part in (2, 6)]
    sales += [("add_on", "won", calendar.start + span * part // 8) for part in (4, 7)]
    sales += [("add_on", "lost", calendar.start + span * part // 8) for part in (3, 5)]
    sales += [("renewal", "lost", calendar.start + span // 2)]
    sales += [("renewal", "won", calendar.start - 40)]
    for company, (kind, stage, closes) in zip(clients, sales, strict=False):
        _sale(world, company, kind, stage, closes + rng.randint(-3, 3))


def _sale(world: World, company: Company, kind: str, stage: str, closes: int) -> None:
    """Add a sale to a client, which never was a baton of the rep's."""
    days, rng = world.calendar.days, world.rng
    closes = min(closes, world.calendar.today - 1)
    deal = Deal(
        len(world.deals),
        company,
        {
            "name": world.say("renewals" if kind == "renewal" else "add_ons"),
            "stage": stage,
            "kind": kind,
            "amount_minor": round(rng.lognormvariate(9.7, 0.4) / 500) * 50_000,
            "currency": "USD",
            "source": "seed",
            "account_executive": world.say("account_executives"),
            "first_response_on": None,
            "passed_on": None,
            "accepted_on": None,
            "closed_on": days[closes].isoformat(),
            "close_reason": world.say("lost_reasons") if stage == "lost" else None,
            "next_step": None,
            "created_on": days[max(0, closes - 25)].isoformat(),
        },
    )
    world.deals.append(deal)
    company.beats.append(
        Beat(max(0, closes - 8), "meeting", "meeting_held", meeting="held", deal=deal)
    )
