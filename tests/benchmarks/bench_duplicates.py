"""Looking all accounts through for duplicates, against the minute it may take; and one alone."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from tests.benchmarks.timing import Result, result
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk

SECONDS = 60.0
"""What a scan of ``MOST`` accounts may take."""
MOST = 100_000
AT_ONCE = 0.05
"""Seconds in which one account is to be compared."""

PARTS = tuple(
    "bra lin den tor mak vel ost ron cor vid hal pa fer gus nor wes tal mir ko zan lu pe dro sti "
    "gra".split()
)
KINDS = tuple(
    "Foods Paper Labs Freight Steel Clinics Energy Textiles Consulting Partners Group Systems "
    "Services Logistics".split()
)
PLACES = (("Chicago", "US"), ("London", "GB"), ("Paris", "FR"), ("Denver", "US"), ("Berlin", "DE"))
COLUMNS = (
    "name", "domain", "phone", "city", "country", "source_id", "bin", "bin_since_on", "created_on",
)  # fmt: skip
DAY = "2026-11-23"


def measure(folder: Path, count: int) -> Iterator[Result]:
    """Yield the scan of so many invented accounts, three in a hundred of them there twice."""
    clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))
    path = folder / "duplicates.db"
    path.unlink(missing_ok=True)
    with closing(Desk.open(path, clock=clock, node=1)) as desk:
        with desk.store.action("Invent accounts") as act:
            act.insert_many("accounts", COLUMNS, list(_accounts(count)))
        started = perf_counter()
        found = desk.duplicates.scan("accounts").found
        took = perf_counter() - started
        if not found:
            raise RuntimeError("no pair was found, though many are there")
        allowed = SECONDS * count / MOST
        name = f"looking {count:,} accounts through".replace(",", " ")
        yield result(name, f"{allowed:g} s", ([took], [allowed]), 1.0)
        alone = [_alone(desk, pair.first.id) for pair in desk.duplicates.pairs("accounts", 20)]
        against = f"{AT_ONCE * 1000:g} ms"
        yield result("comparing one account", against, (alone, [AT_ONCE] * len(alone)), 1.0)
    path.unlink()


def _alone(desk: Desk, number: int) -> float:
    started = perf_counter()
    desk.duplicates.of(number)
    return perf_counter() - started


def _accounts(count: int) -> Iterator[tuple[str | None, ...]]:
    chance = random.Random(1)
    made: list[tuple[str | None, ...]] = []
    for number in range(count):
        if made and chance.random() < 0.03:
            name, domain, phone, *rest = chance.choice(made)
            made.append((
                _another_way(str(name), chance), domain if chance.random() < 0.5 else None,
                phone if chance.random() < 0.5 else None, *rest[:2], None, *rest[3:],
            ))  # fmt: skip
        else:
            made.append(_company(number, chance))
        yield made[-1]


def _company(number: int, chance: random.Random) -> tuple[str | None, ...]:
    words = [
        "".join(chance.choices(PARTS, k=chance.choice((2, 2, 3)))).capitalize()
        for _ in range(chance.choice((1, 1, 2)))
    ]
    name = " ".join([*words, chance.choice(KINDS)])
    domain = f"{words[0].lower()}{number}.example.com" if chance.random() < 0.6 else None
    phone = f"+1312555{number % 10_000:04}" if chance.random() < 0.5 else None
    city, country = chance.choice(PLACES)
    return name, domain, phone, city, country, f"A{number:07}", "cold", DAY, DAY


def _another_way(name: str, chance: random.Random) -> str:
    way, at = chance.random(), chance.randrange(1, len(name) - 1)
    if way < 0.3:
        return f"{name} Inc."
    return name.upper() if way < 0.6 else name[:at] + name[at + 1] + name[at] + name[at + 2 :]
