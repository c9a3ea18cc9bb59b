"""Gives every company of the demo its story: a bin, the weeks it was worked on, what happened."""

from datetime import timedelta

from workstation.desk.demo.world import Beat, Company, World, settle

SLOTS = (
    *("promised_now",) * 2,
    *("promised_today",) * 3,
    *("response",) * 3,
    "hand_raiser",
    *("overdue",) * 4,
    *("step",) * 14,
    *("no_step",) * 3,
    *("quiet",) * 3,
    *("morning",) * 3,
    *("later",) * 6,
)
"""What each working account is in today's queue for; 42 in all."""

NEAR = ("promised_now", "promised_today", "response", "hand_raiser", "morning")
"""What is best done while it is morning there too."""

QUARTERLY, CAMPAIGN, BAD_FIT = 66, 92, 15
ALWAYS_REFUSED = 4
CHECKS_DUE = 6


class Cast:
    """Hands out companies to stories: those with phones first where calls are needed."""

    def __init__(self, world: World) -> None:
        self._left = list(world.companies)

    def take(self, *, phone: bool = False, near: bool = False) -> Company:
        """Take the next company; with a phone number, and awake with the rep, if asked for."""
        for wanted in (near, False):
            for position, company in enumerate(self._left):
                if (company.people[0].phone or not phone) and (company.near or not wanted):
                    return self._left.pop(position)
        raise LookupError("the demo has too few companies with a phone number")

    def rest(self) -> list[Company]:
        """Take all that are left."""
        left, self._left = self._left, []
        return left


def add_stories(world: World) -> None:
    """Assign the stories other than those of opportunities, which come first."""
    from workstation.desk.demo.deals import add_deals

    cast = Cast(world)
    for slot in SLOTS:
        _working(world, cast.take(phone=True, near=slot in NEAR), slot)
    add_deals(world, cast)
    for _ in range(QUARTERLY):
        _quarterly(world, cast.take())
    _leave_due(world)
    for _ in range(CAMPAIGN):
        _campaign(world, cast.take())
    for number in range(BAD_FIT):
        _bad_fit(world, cast.take(), never_called=number < ALWAYS_REFUSED)
    for company in cast.rest():
        settle(company, "cold", company.values["created_on"])
    _mend_ages(world)


def _working(world: World, company: Company, slot: str) -> None:
    """Tell of an account being worked on: how recently depends on what it waits for now."""
    rng, calendar = world.rng, world.calendar
    now = calendar.today
    last = {
        "promised_now": now - rng.randint(1, 3),
        "promised_today": now - rng.randint(1, 4),
        "overdue": now - rng.randint(5, 8),
        "quiet": now - rng.randint(13, 17),
        "no_step": now - rng.randint(1, 4),
        "hand_raiser": now - rng.randint(6, 12),
    }.get(slot, now - rng.randint(1, 3))
    first = max(calendar.start, last - rng.randint(9, 48))
    company.slot = slot
    company.windows.append((first, last))
    company.values["fit"] = rng.randint(60, 98)
    company.values["fit_confidence"] = rng.choice((60, 80, 100))
    company.beats.append(Beat(first, "bin", "working"))
    if slot in ("promised_now", "promised_today"):
        company.beats.append(Beat(last, "call", rng.choice(("call_back", "conversation"))))
    elif slot in ("overdue", "quiet", "later"):
        company.beats.append(Beat(last, "call", "conversation"))
    elif slot == "response":
        company.beats.append(Beat(last, "email"))
    settle(company, "working", calendar.days[first].isoformat())


def _quarterly(world: World, company: Company) -> None:
    """Worked on for some weeks until the answer was "not now", then greeted once a quarter."""
    rng, calendar = world.rng, world.calendar
    last = rng.randint(calendar.start + 6, calendar.today - 1)
    first = max(calendar.start, last - rng.randint(22, 44))
    reason = world.say("no_reasons")
    company.windows.append((first, last))
    company.beats.append(Beat(first, "bin", "working"))
    by_phone = bool(company.people[0].phone) and rng.random() < 0.7
    company.beats.append(
        Beat(last, "call", "not_interested", reason=reason)
        if by_phone
        else Beat(last, "response", rng.choice(("negative", "neutral")))
    )
    company.beats.append(Beat(last, "bin", "nurture.quarterly", reason=reason))
    if not by_phone:
        company.beats.append(Beat(last - 1, "email"))
    company.values["fit"] = max(45, company.values["fit"] or 50)
    settle(company, "nurture.quarterly", calendar.days[last].isoformat(), reason)
    company.slot = "quarterly"


def _leave_due(world: World) -> None:
    """Greet the quarterly accounts whose quarter passed, but for a few that are due now."""
    calendar, due = world.calendar, 0
    for company in world.companies:
        if company.slot != "quarterly":
            continue
        touched = company.windows[-1][1]
        if due < CHECKS_DUE and 68 <= calendar.today - touched <= 95:
            company.slot = "quarterly_due"
            due += 1
            continue
        while calendar.today - touched > 56:
            touched += world.rng.randint(44, 56)
            phone = bool(company.people[0].phone)
            beat = Beat(touched, "call", "conversation") if phone else Beat(touched, "email")
            company.beats.append(beat)


def _campaign(world: World, company: Company) -> None:
    """Tell of a cold account that was written to and called, and never reacted."""
    rng, calendar = world.rng, world.calendar
    last = rng.randint(calendar.start + 5, calendar.today - 2)
    first = max(calendar.start, last - rng.randint(14, 30))
    company.windows.append((first, last))
    company.talks = False
    company.slot = "campaign"
    settle(company, "cold", company.values["created_on"])


def _bad_fit(world: World, company: Company, *, never_called: bool) -> None:
    rng, calendar = world.rng, world.calendar
    reason = world.say("bad_fit_reasons")
    company.values["fit"] = rng.randint(4, 30)
    company.values["fit_confidence"] = 100
    if never_called:
        settle(company, "avoid.bad_fit", company.values["created_on"], reason)
        return
    last = rng.randint(calendar.start + 8, calendar.today - 3)
    first = max(calendar.start, last - rng.randint(4, 9))
    company.windows.append((first, last))
    company.beats.append(Beat(first, "bin", "working"))
    phone = bool(company.people[0].phone)
    company.beats.append(Beat(last, "call", "conversation") if phone else Beat(last, "email"))
    company.beats.append(Beat(last, "bin", "avoid.bad_fit", reason=reason))
    settle(company, "avoid.bad_fit", calendar.days[last].isoformat(), reason)


def _mend_ages(world: World) -> None:
    """Nothing happens to an account or a person before they are in the book."""
    for company in world.companies:
        days = [first for first, _ in company.windows] + [beat.day for beat in company.beats]
        if not days:
            continue
        touched = world.calendar.days[max(0, min(days))]
        latest = touched - timedelta(days=world.rng.randint(1, 9))
        if company.values["created_on"] > latest.isoformat():
            company.values["created_on"] = latest.isoformat()
            company.people[0].created_on = latest
        for person in company.people:
            person.created_on = max(latest, person.created_on) if person.row % 3 else latest
        company.people[0].created_on = min(company.people[0].created_on, latest)
