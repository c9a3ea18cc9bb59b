"""The demo's companies and people, before anything has happened to them."""

import re
import unicodedata
from bisect import bisect_left
from datetime import date
from random import Random

from workstation.desk.clock import find_zone
from workstation.desk.demo.seeds import Firm, Place, Seeds
from workstation.desk.demo.world import Calendar, Company, Person, World

CURRENCIES = {
    "United States": "USD",
    "Canada": "CAD",
    "United Kingdom": "GBP",
    "Australia": "AUD",
    "New Zealand": "NZD",
    "Sweden": "SEK",
    "Norway": "NOK",
    "Denmark": "DKK",
    "Singapore": "SGD",
    "Japan": "JPY",
    "India": "INR",
    "Brazil": "BRL",
}
SOURCES = ("spear", "spear", "spear", "net", "net", "seed")


class Numbers:
    """Hands out phone numbers of a place's pattern, none twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left: dict[str, list[int]] = {}

    def take(self, pattern: str) -> str:
        """Return a number such as "+1 312 555 0142"; "" where none are kept for fiction."""
        if not pattern:
            return ""
        digits = pattern.count("#")
        if pattern not in self._left:
            most = min(10**digits, 400)
            self._left[pattern] = self._rng.sample(range(10**digits), most)
        chosen = iter(f"{self._left[pattern].pop():0{digits}d}")
        return "".join(next(chosen) if char == "#" else char for char in pattern)


def add_companies(world: World) -> None:
    """Fill the world with its companies and their people, in an order drawn anew each day."""
    rng, seeds = world.rng, world.seeds
    numbers = Numbers(rng)
    firms = seeds.firms[:]
    rng.shuffle(firms)
    shared: dict[str, list[int]] = {}
    for firm in firms:
        zone = firm.place.zone
        if zone not in shared:
            shared[zone] = _shared_hours(world.calendar, zone)
        hours = shared[zone]
        company = Company(
            row=len(world.companies),
            firm=firm,
            people=[],
            values=_values(world, firm, numbers),
            hours=hours if len(hours) > 1 else list(range(8, 18)),
            near={8, 9, 10} <= set(hours),
        )
        world.companies.append(company)
        _add_people(world, company, numbers)


def _shared_hours(calendar: Calendar, zone: str) -> list[int]:
    """Return the hours of the rep's day at which it is between 8 and 18 there."""
    place = find_zone(zone)
    return [
        hour
        for hour in range(8, 18)
        if 8 <= calendar.moment(calendar.today, hour, 0).astimezone(place).hour < 18
    ]


def slug(name: str) -> str:
    """Return a name as it stands in an address: plain small letters."""
    flat = name
    for letter, letters in (("ø", "o"), ("Ø", "O"), ("æ", "ae"), ("ß", "ss")):
        flat = flat.replace(letter, letters)
    plain = unicodedata.normalize("NFKD", flat).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", plain.lower())


def _values(world: World, firm: Firm, numbers: Numbers) -> dict[str, str | int | None]:
    rng = world.rng
    employees = round(20 * 10 ** rng.uniform(0.2, 2.3)) // 5 * 5
    source = rng.choice(SOURCES)
    fit = min(98, max(8, round(rng.gauss(58, 19)))) if rng.random() < 0.87 else None
    return {
        "name": firm.name,
        "domain": f"{slug(firm.name)}.example",
        "industry": firm.industry,
        "employees": employees,
        "revenue_minor": employees * rng.randint(90, 260) * 100_000,
        "revenue_currency": CURRENCIES.get(firm.place.country, "EUR"),
        "city": firm.place.city,
        "region": firm.place.region or None,
        "country": firm.place.country,
        "time_zone": firm.place.zone,
        "phone": numbers.take(firm.place.numbers).replace(" ", "") or None,
        "source": source,
        "source_detail": world.say("sources", source),
        "bin": "cold",
        "bin_since_on": None,
        "bin_reason": None,
        "duplicate_of_id": None,
        "fit": fit,
        "fit_confidence": rng.choice((40, 60, 60, 80, 80, 100)) if fit is not None else None,
        "urgency": 0,
        "urgency_at": None,
        "became_lead_on": None,
        "note": world.say("account_notes") if rng.random() < 0.3 else None,
        "created_on": _created(world).isoformat(),
    }


def _created(world: World) -> date:
    """Most accounts were there before the rep came; the others were added since."""
    calendar = world.calendar
    first = 0 if world.rng.random() < 0.55 else calendar.start
    return calendar.days[world.rng.randrange(first, calendar.today)]


def _add_people(world: World, company: Company, numbers: Numbers) -> None:
    """Give a company its people; the first can always be reached, and has a say."""
    rng, place = world.rng, company.firm.place
    count = rng.choices((1, 2, 3, 4, 5, 6), (8, 18, 28, 24, 14, 8))[0]
    titles = world.seeds.titles
    picked = rng.choices(titles, [title.weight for title in titles], k=count)
    while picked[0].role not in ("decision_maker", "influencer", "champion"):
        picked[0] = rng.choice(titles)
    names: set[str] = set()
    for title in picked:
        first, last = _name(rng, world.seeds, place)
        name = f"{first} {last}"
        if name in names:
            continue
        names.add(name)
        address = f"{slug(first)}.{slug(last)}@{company.values['domain']}"
        added = _later(world, company.values["created_on"])
        person = Person(
            row=len(world.people),
            company=company,
            name=name,
            first=first,
            title=title.title,
            role=title.role,
            email=address if rng.random() < 0.96 or not company.people else "",
            phone=numbers.take(place.numbers) if rng.random() < 0.88 or not company.people else "",
            created_on=added,
        )
        world.people.append(person)
        company.people.append(person)


def _name(rng: Random, seeds: Seeds, place: Place) -> tuple[str, str]:
    """Draw a name; every fourth person has roots elsewhere."""
    cultures = sorted(seeds.first)
    culture = place.culture if rng.random() < 0.76 else rng.choice(cultures)
    return rng.choice(seeds.first[culture]), rng.choice(seeds.last[culture])


def _later(world: World, created_on: str) -> date:
    """People come with their account or within some weeks of it."""
    calendar = world.calendar
    first = bisect_left(calendar.days, date.fromisoformat(created_on))
    last = min(calendar.today - 1, first + 40)
    return calendar.days[first if world.rng.random() < 0.7 else world.rng.randint(first, last)]
