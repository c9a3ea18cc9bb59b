"""A rep's world of any size for the measurements: the same day's work, on a longer or shorter past.

What is due today, what was done lately and what comes back by itself is the same at every size, so
that two sizes differ only in what lies behind. Rows are written past the change log, then indexed,
searched and derived by the store's own means.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from workstation.desk.clock import FrozenClock, SystemClock, iso
from workstation.desk.desk import Desk
from workstation.store import triggers
from workstation.store.ids import COUNTER_BITS

NODE = 7
PLACES = (
    ("Chicago", "US", "America/Chicago"),
    ("Denver", "US", "America/Denver"),
    ("New York", "US", "America/New_York"),
    ("London", "GB", "Europe/London"),
    ("Paris", "FR", "Europe/Paris"),
    ("Sydney", "AU", "Australia/Sydney"),
    ("Somewhere", None, None),
)
WORDS = tuple(
    "amber brook cedar delta ember forge grove harbor iris juniper kestrel linden maple north "
    "orchid prairie quartz river summit tidal union valley willow yonder zenith".split()
)
KINDS = ("Foods", "Paper", "Labs", "Freight", "Steel", "Clinics", "Energy", "Textiles")
INDUSTRIES = ("Retail", "Steel", "Energy", "Health", "Transport")
ROLES = ("decision_maker", "influencer", "evaluator", "gatekeeper", "unknown")
OUTCOMES = (
    ("no_answer", "unanswered"),
    ("voicemail", "unanswered"),
    ("no_answer", "unanswered"),
    ("gatekeeper", "answered"),
    ("conversation", "conversation"),
)
OTHER_BINS = ("cold", "cold", "cold", "cold", "nurture.dead", "avoid.bad_fit", "avoid.client")
WORKING = 150
"""Accounts in the working bin, whatever the size."""
COMING_BACK = 60
"""Accounts whose check-back is due, whatever the size."""
LATELY_DAYS = 90
LATELY_A_DAY = 80
"""Activities a day in the last weeks, whatever the size; the rest is older."""
LATELY_ON = 180
"""Accounts they are spread over, besides those being worked."""
LEADS = 20
"""Accounts that became a lead since yesterday, whatever the size; they are among those above."""
PAST_DAYS = 3000


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    accounts: int
    activities: int
    open_follow_ups: int
    due: int = 300

    @property
    def name(self) -> str:
        """Words for the table of results."""
        return f"{self.accounts:,} accounts".replace(",", " ")


SMALL = Size(10_000, 100_000, 5_000)
LARGE = Size(100_000, 1_000_000, 50_000)


@dataclass(frozen=True, slots=True)
class World:
    """A finished file and the moment it was made for."""

    path: Path
    size: Size
    now: datetime

    def desk(self) -> Desk:
        """Open a desk on it at that moment."""
        return Desk.open(self.path, clock=FrozenClock(self.now), node=NODE)


def morning() -> datetime:
    """Return ten o'clock of the machine's own day: the real program finds the same day's work."""
    return SystemClock().now().replace(hour=10, minute=0, second=0, microsecond=0)


def make(folder: Path, size: Size, now: datetime | None = None) -> World:
    """Return the world of this size for a moment's day, made unless the folder has it already."""
    moment = now or morning()
    due = "" if size.due == Size.due else f"-{size.due}-due"
    path = folder / f"world-{size.accounts}-{size.activities}{due}-{moment:%Y%m%d}.db"
    world = World(path, size, moment)
    if path.exists():
        return world
    partial = path.with_suffix(".part")
    partial.unlink(missing_ok=True)
    Desk.open(partial, clock=FrozenClock(moment), node=NODE).close()
    with closing(sqlite3.connect(partial, isolation_level=None)) as connection:
        _fill(connection, size, moment)
    with closing(sqlite3.connect(partial)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    partial.rename(path)
    return world


def _fill(connection: sqlite3.Connection, size: Size, now: datetime) -> None:
    for pragma in (
        "synchronous = OFF",
        "cache_size = -262144",
        "temp_store = MEMORY",
        "ignore_check_constraints = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    made = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    connection.execute("BEGIN")
    for (name,) in made:
        connection.execute(f"DROP TRIGGER {name}")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    at = iso(now)
    _insert(connection, "accounts", _ACCOUNTS, _accounts(size, now), at)
    _insert(connection, "contacts", _CONTACTS, _contacts(size, now.date()), at)
    _insert(connection, "phones", _PHONES, _phones(size), at)
    _insert(connection, "activities", _ACTIVITIES, _activities(size, now), at)
    _insert(connection, "follow_ups", _FOLLOW_UPS, _follow_ups(size, now), at)
    _insert(connection, "opportunities", _OPPORTUNITIES, _opportunities(size, now.date()), at)
    _insert(connection, "goals", _GOALS, _goals(now.date()), at)
    for _, sql in indexes:
        connection.execute(sql)
    triggers.derive(connection)
    for table in triggers.SEARCHED:
        triggers.index_rows(connection, table, "1")
    triggers.make_triggers(connection)
    connection.execute(
        "INSERT OR REPLACE INTO devices (node, next_number) VALUES (?, ?)",
        (NODE, 10 * size.activities),
    )
    connection.execute("COMMIT")


def _insert(
    connection: sqlite3.Connection,
    table: str,
    names: str,
    rows: Iterator[Sequence[object]],
    at: str,
) -> None:
    marks = ", ".join("?" * len(names.split(", ")))
    connection.executemany(
        f"INSERT INTO {table} (id, {names}, created_at, updated_at) "
        f"VALUES (?, {marks}, '{at}', '{at}')",
        rows,
    )


def account_id(n: int) -> int:
    """Return the identifier of account ``n``, from 0."""
    return (NODE << COUNTER_BITS) + n + 1


def account_name(n: int) -> str:
    """Return a name of three parts; unlike neighbours, and with words that a search can find."""
    return f"{WORDS[n % 25].title()} {WORDS[n * 7 // 25 % 25]} {KINDS[n % 8]} {n}"


def _bin(n: int) -> str:
    """Return the bin of an account: the first are worked, the next come back, most are cold."""
    if n < WORKING:
        return "working"
    if n < WORKING + COMING_BACK:
        return "nurture.dead"
    return OTHER_BINS[n % len(OTHER_BINS)]


_ACCOUNTS = (
    "name, domain, industry, employees, city, country, time_zone, bin, bin_since_on, fit, urgency, "
    "urgency_at, lead_at, became_lead_on, created_on, tier, fit_confidence"
)


def _accounts(size: Size, now: datetime) -> Iterator[Sequence[object]]:
    today = now.date()
    long_ago = (today - timedelta(days=400)).isoformat()
    lately = (today - timedelta(days=20)).isoformat()
    for n in range(size.accounts):
        city, country, zone = PLACES[n % len(PLACES)]
        old = WORKING <= n < WORKING + COMING_BACK
        urgency = n * 13 % 90 if n % 20 == 0 else 0
        lead_at = None
        if WORKING <= n < WORKING + LEADS:
            urgency, lead_at = 70, iso(now - timedelta(hours=n - WORKING))
        urgency_at = lead_at or (iso(now - timedelta(days=n % 25)) if urgency else None)
        yield (
            account_id(n), account_name(n), f"company{n}.example.com", INDUSTRIES[n % 5],
            n % 4000, city, country, zone, _bin(n), long_ago if old else lately,
            n * 37 % 101, urgency, urgency_at, lead_at,
            today.isoformat() if lead_at else None, lately, _tier(n), 20 + n * 29 % 81,
        )  # fmt: skip


def _tier(n: int) -> int | None:
    """Return the tier of an account: one in twenty fits wholly, one in eight is not rated yet."""
    return None if n % 8 == 5 else 1 if n % 20 == 0 else 2 + n % 3


_CONTACTS = "account_id, name, title, role, created_on"


def _contacts(size: Size, today: date) -> Iterator[Sequence[object]]:
    for n in range(size.accounts):
        name = f"{WORDS[n % 24].title()} {WORDS[(n // 24) % 25].title()}son"
        role = ROLES[n % len(ROLES)]
        yield account_id(n), account_id(n), name, "Director of Operations", role, str(today)


_PHONES = "account_id, contact_id, number, display, time_zone, is_main"


def _phones(size: Size) -> Iterator[Sequence[object]]:
    for n in range(size.accounts):
        display = f"+1 312 555 {100 + n % 100:04d}"
        number, zone = display.replace(" ", ""), PLACES[n % len(PLACES)][2]
        yield account_id(n), account_id(n), account_id(n), number, display, zone, 1


_ACTIVITIES = (
    "account_id, contact_id, kind, direction, happened_at, happened_on, seconds, outcome, "
    "counts_as, note"
)


def _activities(size: Size, now: datetime) -> Iterator[Sequence[object]]:
    """Yield the same last weeks at every size, on the same accounts, and an older past of the rest.

    Accounts that come back have no activity, so that they do.
    """
    lately = min(LATELY_DAYS * LATELY_A_DAY, size.activities)
    free = WORKING + COMING_BACK
    for n in range(size.activities):
        if n < lately:
            moment = now - timedelta(days=n // LATELY_A_DAY, minutes=n % LATELY_A_DAY * 5)
            account = n * 11 % WORKING if n % 3 == 0 else free + n * 17 % LATELY_ON
        else:
            moment = now - timedelta(days=LATELY_DAYS + n % PAST_DAYS, minutes=n % 480)
            account = free + n * 7919 % (size.accounts - free)
        outcome, counts_as = OUTCOMES[n % 5]
        call = n % 3 != 2
        yield (
            account_id(n), account_id(account), account_id(account), "call" if call else "email",
            "out", iso(moment), moment.date().isoformat(), n % 600 if call else None,
            outcome if call else None, counts_as if call else None,
            f"spoke about {WORDS[n % 25]} and {WORDS[n // 25 % 25]}" if n % 10 == 0 else None,
        )  # fmt: skip


_FOLLOW_UPS = (
    "account_id, contact_id, kind, channel, why, promised, due_on, due_at, first_due_on, state, "
    "closed_on"
)


def _follow_ups(size: Size, now: datetime) -> Iterator[Sequence[object]]:
    """Yield what is due (promises, responses, steps, some late), what is planned, what was done."""
    free = WORKING + COMING_BACK
    today = now.date()
    for n in range(size.open_follow_ups):
        # Half of the working accounts have a step; other steps lie on accounts that are not due.
        account = n if n < WORKING // 2 else (free + n) % size.accounts
        kind, promised, due_at = "next_step", int(n % 5 == 0), None
        if n < size.due:
            due = today - timedelta(days=n % 7)
            if n % 15 == 0:
                due, due_at = today, iso(now + timedelta(minutes=n % 300 - 150))
            elif n % 10 == 3:
                kind = "response"
        else:
            due = today + timedelta(days=1 + n % 250)
        yield (
            account_id(n), account_id(account), account_id(account), kind, "call",
            "send the case study", promised, due.isoformat(), due_at, due.isoformat(), "open", None,
        )  # fmt: skip
    for n in range(size.open_follow_ups, size.open_follow_ups * 3):
        due = (today - timedelta(days=1 + n % 900)).isoformat()
        account = account_id(free + n * 31 % (size.accounts - free))
        yield (
            account_id(n), account, account, "next_step", "call", "call again", 0, due, None, due,
            "done", due,
        )  # fmt: skip


_OPPORTUNITIES = (
    "account_id, name, stage, amount_minor, currency, source, passed_on, accepted_on, closed_on, "
    "created_on"
)


def _opportunities(size: Size, today: date) -> Iterator[Sequence[object]]:
    for n in range(size.accounts // 50):
        day = (today - timedelta(days=5 + n % 700)).isoformat()
        stage = ("qualified", "won", "lost")[n % 3]
        closed = day if stage != "qualified" else None
        account = account_id(WORKING + COMING_BACK + n)
        yield (
            account_id(n), account, "Night desk", stage, 100_000 * (n % 90), "USD", "spear", day,
            day, closed, day,
        )  # fmt: skip


_GOALS = "day_on, position, text, measure, target"


def _goals(today: date) -> Iterator[Sequence[object]]:
    plan = (
        ("hold five conversations", "conversations", 5),
        ("make forty dials", "dials", 40),
        ("plan the quarter", None, None),
    )
    for back in range(60):
        for position, (text, measure, target) in enumerate(plan, 1):
            number = account_id(back * len(plan) + position)
            yield number, str(today - timedelta(days=back)), position, text, measure, target
