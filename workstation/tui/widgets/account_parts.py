"""The parts of an account's page as lines of text: pure functions of what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.desk.amounts import say_money
from workstation.desk.clock import find_zone
from workstation.method.plural import plural
from workstation.tui.widgets.card import said_touch
from workstation.tui.widgets.render import Piece, clip, line, one_line, plain
from workstation.tui.widgets.words import flames, said_day, stars

if TYPE_CHECKING:
    from workstation.desk.cadences.rows import Run
    from workstation.desk.meetings import Meeting
    from workstation.desk.records import Account, AccountPage, Fact, FollowUp, Touch
    from workstation.playbook.model import Playbook

INDENT = 2
STAGES = {
    "new": "passed on, not accepted yet",
    "qualified": "qualified",
    "won": "won",
    "lost": "lost",
    "walked_away": "walked away",
    "rejected": "rejected",
}
"""How the stages of an opportunity are said."""


def headline(page: AccountPage, playbook: Playbook, now: datetime, phone: str) -> Iterator[Content]:
    """Yield who it is, where it stands, how well it fits, and how to reach it.

    ``phone`` is the account's number as it is read.
    """
    account = page.account
    yield line(
        (one_line(account.name), "bold"),
        "  ",
        (stars(account.stars), "$text-warning"),
        (f"  T{account.tier}" if account.tier else "", "bold"),
        "  ",
        (flames(account.urgency), "$text-error"),
    )
    bin_ = playbook.bin(account.bin)
    title = f"{bin_.group} · {bin_.title}" if bin_.group else bin_.title
    refused = bin_.prospecting == "refused"
    yield line(
        (title, "bold $text-error" if refused else "bold $text-accent"),
        (f" since {said_day(account.bin_since, now.date())}", "$text-muted"),
        (f": {one_line(account.bin_reason)}" if account.bin_reason else "", "$text-muted"),
        ("  prospecting is refused" if refused else "", "bold $text-error"),
    )
    yield from _known(page, now, phone)
    yield line((fit_words(account), "$text-muted"))
    if (first := page.first_response) is not None:
        late = first.failed or (first.seconds is None and first.waited > first.allowed)
        yield line((first.said, "$text-error" if late else "$text-muted"))


def fit_words(account: Account) -> str:
    """Return what is known of fit and urgency, in words; nothing is made up where nothing is."""
    if account.stars is None:
        fit = "Fit is not known yet"
    elif account.fit_confidence is None:
        fit = f"Fit {account.stars} of 5 stars"
    else:
        fit = f"Fit {account.stars} of 5 stars, {account.fit_confidence} % of the criteria known"
    return f"{fit} · urgency {account.urgency} of 100" if account.urgency else f"{fit} · no urgency"


def _known(page: AccountPage, now: datetime, phone: str) -> Iterator[Content]:
    account = page.account
    number = account.employees
    people = f"{number:,} {plural(number, 'person', 'people')}".replace(",", " ") if number else ""
    money = say_money(account.revenue_minor, account.revenue_currency)
    facts = [account.industry, people, f"revenue {money}" if money else "", account.domain]
    if said := " · ".join(one_line(each) for each in facts if each):
        yield plain(said)
    zone = find_zone(account.time_zone)
    clock = f"{now.astimezone(zone):%H:%M} there" if zone else ""
    place = " ".join(each for each in (account.postal_code, account.place) if each)
    ways = [phone, *page.further_ways]
    where = [account.street, place, clock]
    for held in ([*where, *ways],) if len(ways) == 1 else (where, ways):
        if said := " · ".join(one_line(each) for each in held if each):
            yield plain(said)
    source = " · ".join(each for each in (account.source, account.source_detail) if each)
    if source:
        yield line((f"from {one_line(source)}", "$text-muted"))


def note_lines(note: str | None, width: int) -> list[Content]:
    """Return a note as it was written, its lines folded."""
    written = [one_line(each) for each in (note or "").splitlines()]
    return [row for each in written if each.strip() for row in plain(each).wrap(max(width, 8))]


def follow_up_lines(follow_ups: Sequence[FollowUp], now: datetime, width: int) -> Iterator[Content]:
    """Yield a line for each open follow-up, the next one first; a late one says so."""
    today = now.date()
    for each in follow_ups:
        at = f" {each.due_at.astimezone(now.tzinfo):%H:%M}" if each.due_at else ""
        late = each.due_on < today
        pieces: list[Piece] = [
            (said_day(each.due_on, today) + at, "bold $text-error" if late else "$text-accent"),
            (f" {(today - each.due_on).days} d late" if late else "", "bold $text-error"),
            f"  {each.channel}",
            (" promised" if each.promised else "", "bold"),
            f"  {one_line(each.why)}",
            (f"  {one_line(each.contact)}" if each.contact else "", "$text-muted"),
        ]
        yield from hanging(line(*pieces), width)


def cadence_lines(runs: Sequence[Run], today: date, width: int) -> Iterator[Content]:
    """Yield a line for each cadence: which, how far, what comes next and when, with whom."""
    for each in runs:
        if each.choose:
            then = "through: C chooses what comes of it"
        elif each.state == "paused":
            then = "paused: C goes on with it"
        elif each.next_on is not None:
            then = f"{each.channel} {said_day(each.next_on, today)}"
        else:
            then = "nothing planned"
        away = each.away_until
        still = f"  away until {said_day(away, today)}" if away and away >= today else ""
        pieces: list[Piece] = [
            (one_line(each.title), "bold"),
            ("" if each.choose else f"  {each.said}", "$text-accent"),
            f"  {then}",
            still,
            (f"  {one_line(each.contact)}" if each.contact else "", "$text-muted"),
        ]
        yield from hanging(line(*pieces), width)


def meeting_lines(
    meetings: Sequence[tuple[Meeting, str | None]], now: datetime, width: int
) -> Iterator[Content]:
    """Yield a line for each meeting: when for both sides, how long, with whom, where, its state."""
    today = now.date()
    for each, zone in meetings:
        here, there = each.starts_at.astimezone(now.tzinfo), find_zone(zone)
        theirs = _their_time(each.starts_at.astimezone(there), here) if there else ""
        late = each.starts_at + timedelta(minutes=each.minutes) < now
        missed = each.state == "no_show"
        state = "missed: M another time" if missed else "past: M how it went" if late else "booked"
        pieces: list[Piece] = [
            (f"{said_day(here.date(), today)} {here:%H:%M}", "$text-accent"),
            (theirs, "$text-muted"),
            f"  {each.minutes} min",
            (f"  {one_line(each.contact)}" if each.contact else "", ""),
            (f"  {one_line(each.place)}" if each.place else "", "$text-muted"),
            (f"  {state}", "bold $text-warning" if missed or late else "$text-success"),
        ]
        yield from hanging(line(*pieces), width)


def _their_time(there: datetime, here: datetime) -> str:
    """Return the time on their clock, where it is another one."""
    if there.utcoffset() == here.utcoffset():
        return ""
    day = f"{there:%a} " if there.date() != here.date() else ""
    return f", {day}{there:%H:%M} for them"


def opportunity_lines(page: AccountPage, today: date, width: int) -> Iterator[Content]:
    """Yield a line for each opportunity: what, how much, where it stands and since when."""
    for each in page.opportunities:
        since = each.closed_on or each.accepted_on or each.passed_on
        tone = {"won": "bold $text-success", "new": "$text-warning"}.get(each.stage, "")
        pieces: list[Piece] = [
            (one_line(each.name), "bold"),
            f"  {say_money(each.amount_minor, each.currency) or 'no amount'}",
            (f"  {STAGES.get(each.stage, each.stage)}", tone),
            (f" {said_day(since, today)}" if since else "", "$text-muted"),
            (f"  {each.kind.replace('_', '-')}" if each.kind != "new" else "", "$text-muted"),
            (f"  with {one_line(each.account_executive)}" if each.account_executive else "", ""),
            (f"  “{one_line(each.close_reason)}”" if each.close_reason else "", "$text-muted"),
        ]
        yield from hanging(line(*pieces), width)


def timeline_lines(
    timeline: Sequence[Touch], playbook: Playbook, today: date, width: int
) -> Iterator[Content]:
    """Yield each activity, latest first, with its note folded below it."""
    for each in timeline:
        pieces: list[Piece] = [
            (f"{said_day(each.on, today):<11}", "$text-muted"),
            ("← " if each.direction == "in" else "  ", "$text-accent"),
            (said_touch(each, playbook), "bold" if each.counts_as == "conversation" else ""),
            (f"  {one_line(each.contact)}" if each.contact else "", "$text-muted"),
            (f"  they talked {100 - each.talk_share} %" if each.talk_share else "", "$text-muted"),
        ]
        yield line(*pieces)
        for text in (each.note, each.reason, _agreed(each)):
            if text:
                yield from folded(line((text, "$text-muted")), width, 13)


def _agreed(touch: Touch) -> str:
    return f"they will: {touch.buyer_action}" if touch.buyer_action else ""


def answer_lines(
    page: AccountPage, playbook: Playbook, today: date, width: int
) -> Iterator[Content]:
    """Yield each question with its latest answer below it."""
    for key, answer in page.answers.items():
        who = f"  {answer.contact}, " if answer.contact else "  "
        yield clip(
            line(
                (question_text(playbook, key), "$text-muted"),
                (f"{one_line(who)}{said_day(answer.on, today)}", "$text-muted"),
            ),
            width,
        )
        yield from folded(plain(answer.answer), width, INDENT)


def question_text(playbook: Playbook, key: str) -> str:
    """Return the question as the playbook asks it; its key where no flow asks it any more."""
    try:
        return one_line(playbook.question(key).text)
    except KeyError:
        return one_line(key.replace("_", " "))


def fact_lines(facts: Iterable[Fact], width: int) -> Iterator[Content]:
    """Yield a line for each fact, folded where it is long."""
    for each in facts:
        source = f"  {one_line(each.source)}" if each.source else ""
        said = line(
            (f"{one_line(each.key)}  ", "$text-accent"),
            one_line(each.value),
            (source, "$text-muted"),
        )
        yield from hanging(said, width)


def hanging(text: Content, width: int) -> Iterator[Content]:
    """Yield a line folded to a width, all but its beginning indented."""
    if text.cell_length <= width:
        yield text
        return
    first, *_ = text.wrap(max(width, 8))
    yield first
    rest = text.plain[len(first.plain.rstrip()) :].lstrip()
    yield from folded(text[len(text.plain) - len(rest) :], width, 2 * INDENT)


def folded(text: Content, width: int, indent: int) -> Iterator[Content]:
    """Yield prose folded to a width, each line indented."""
    for each in text.wrap(max(width - indent, 8)):
        yield line(" " * indent, each.rstrip())
