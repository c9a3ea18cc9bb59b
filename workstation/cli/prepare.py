"""The card before a call: the questions with what is kept or proposed, and what is known."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import account_argument, json_option
from workstation.cli.done import done_line
from workstation.cli.failures import Failure
from workstation.cli.output import paint, say, say_json
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.preparation import Card, Tried
    from workstation.desk.records import FollowUp

WIDTH = 13


@click.command()
@account_argument
@click.option("--contact", metavar="NAME", help="Whom to call; the best contact unless named.")
@click.option(
    "--set",
    "answers",
    multiple=True,
    metavar="KEY=TEXT",
    help="Keep an answer, such as reason=TEXT; KEY= forgets it. May be given several times.",
)
@json_option
@click.pass_obj
def prepare(
    session: Session, *, account: str, contact: str | None, answers: tuple[str, ...], as_json: bool
) -> None:
    """Show the preparation of a call, or keep answers for it.

    Questions without an answer show in brackets what the account itself says to them. Everything
    is kept until a conversation is logged.
    """
    desk = session.desk
    account_id = desk.accounts.resolve(account)
    person = desk.accounts.resolve_contact(account_id, contact) if contact is not None else None
    values = dict(_pair(each) for each in answers)
    changed = desk.preparation.save(account_id, person, values) if values else None
    card = desk.preparation.of(account_id, person)
    if as_json:
        say_json(_shape(card, changed))
        return
    if values:
        answered, asked = card.completeness
        done = done_line(changed) if changed else "Nothing was different."
        say(f"{done}  prepared {answered} of {asked}")
        return
    _say_card(desk, card)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise Failure(f"--set takes KEY=TEXT, such as reason=TEXT; {text!r} has no “=”.")
    return key.strip(), value


def _shape(card: "Card", changed: "Changed | None") -> dict[str, object]:
    answered, asked = card.completeness
    return shape(card) | {
        "answered": answered,
        "proposed": card.proposed,
        "asked": asked,
        "action": changed.action if changed else None,
    }


def _say_card(desk: "Desk", card: "Card") -> None:
    answered, asked = card.completeness
    person = f" · {card.contact.name}" if card.contact else ""
    proposed = f", {card.proposed} proposed" if card.proposed else ""
    local = f" · {card.local:%H:%M} there" if card.local else ""
    say(paint(clean_line(f"{card.account.name}{person}{local}"), "bold"))
    say(clean_line(f"prepared {answered} of {asked}{proposed}"))
    if card.waits:
        say(clean_line(card.waits))
    say("")
    for each in card.lines:
        shown = each.answer or (f"[{each.proposal}]" if each.proposal else "–")
        text = clean_line(shown)
        title = clean_line(each.title).ljust(WIDTH)
        say(f"{title} {text if each.answer else paint(text, 'dim')}")
    titles = {each.key: each.title.lower() for each in desk.playbook.outcomes}
    person_note = card.contact.note if card.contact else None
    _say_section("Notes", (each for each in (card.account.note, person_note) if each))
    _say_section("Named by", [card.referrer] if card.referrer else [])
    _say_section("You promised", (_follow_up(each) for each in card.promised_by_me))
    _say_section("They promised", (_follow_up(each) for each in card.promised_by_them))
    _say_section("Planned", (_follow_up(each) for each in card.planned))
    _say_section(
        "Last",
        (
            f"{each.on} {titles.get(each.outcome or '', each.kind)} {each.note or ''}"
            for each in card.touches
        ),
    )
    _say_section("People", (_tried(each, titles) for each in card.people))
    _say_section("Answers known", (f"{key}: {each.answer}" for key, each in card.answers.items()))


def _say_section(title: str, entries: Iterable[str]) -> None:
    lines = [f"  {clean_line(each)}" for each in entries]
    if lines:
        say("\n".join(["", paint(title, "bold"), *lines]))


def _follow_up(each: "FollowUp") -> str:
    return f"{each.due_on} {each.why or each.channel}"


def _tried(each: "Tried", titles: dict[str, str]) -> str:
    if each.last_on is None:
        return f"{each.contact.name}: not tried yet"
    calls = "1 call" if each.calls == 1 else f"{each.calls} calls"
    last = titles.get(each.outcome or "", each.outcome or "")
    return f"{each.contact.name}: {calls}, {each.unanswered} unanswered, last {each.last_on} {last}"
