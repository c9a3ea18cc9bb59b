"""What the account itself says to the questions before a call, for the rep to take or to change."""

from typing import TYPE_CHECKING

from workstation.method.days import say_day
from workstation.method.elsewhere import ELSEWHERE, SAID_ELSEWHERE
from workstation.method.flow import fill
from workstation.method.openers import openers_for
from workstation.method.plural import plural
from workstation.method.signals import CROSSED
from workstation.method.stories import stories_for
from workstation.method.text import clean_line, folded

if TYPE_CHECKING:
    from datetime import date

    from workstation.desk.desk import Desk
    from workstation.desk.preparation import Card
    from workstation.desk.records import FollowUp, Touch
    from workstation.method.flow import Flow

ASKED = 3
"""Questions still to ask that are named; the others are counted."""
FACTS = 3
QUOTED = 80
"""Characters of what they wrote that are quoted."""


def propose(desk: "Desk", card: "Card", flow: "Flow", opener: str) -> dict[str, str]:
    """Return a proposal for each question that the account, the flow and the playbook answer.

    ``opener`` is the key of the first words chosen.
    """
    today = desk.days.today()
    reason = _reason(card, flow, today)
    return {
        "reason": reason,
        "learn": _learn(card, flow),
        "feel": "; ".join(flow.plan.feel),
        "then": "; ".join(flow.plan.then),
        "success": flow.purpose,
        "homework": _homework(desk, card, today),
        "why_listen": _why_listen(desk, card),
        "first_words": _first_words(desk, card, opener, reason),
        "follow_up": "; ".join(_promise(each, today) for each in card.promised_by_me),
    }


def _reason(card: "Card", flow: "Flow", today: "date") -> str:
    """Return why to call: what they asked for, what is due, their last word, who named them."""
    waiting = [*card.promised_by_me, *card.planned]
    replied = f"they wrote {_quoted(card.responded, today)}" if card.responded else ""
    if raised := next((each for each in waiting if each.kind == "hand_raiser"), None):
        asked = "clear signs of interest" if raised.why == CROSSED else "asked to be contacted"
        return asked + _and("" if raised.why == CROSSED else raised.why)
    if replied and any(each.kind == "response" for each in waiting):
        return replied
    due = sorted(waiting, key=lambda each: (each.due_on > today, not each.promised, each.due_on))
    if named := next((each.why for each in due if each.why), ""):
        return named
    if replied:
        return replied
    return f"{card.referrer} named them" if card.referrer else flow.purpose


def _learn(card: "Card", flow: "Flow") -> str:
    parts = list(flow.plan.learn)
    if card.to_ask and len(card.to_ask) < len(flow.questions()):
        named = " ".join(each.text for each in card.to_ask[:ASKED])
        more = f" +{len(card.to_ask) - ASKED}" if len(card.to_ask) > ASKED else ""
        parts.append(f"still open: {named}{more}")
    return "; ".join(parts)


def _homework(desk: "Desk", card: "Card", today: "date") -> str:
    account = card.account
    parts = [
        account.industry or "",
        f"{account.employees} {plural(account.employees, 'person', 'people')}"
        if account.employees
        else "",
        account.place,
        *(f"{fact.key} {fact.value}" for fact in card.facts[:FACTS]),
    ]
    if answered := len(card.answers):
        parts.append(f"{answered} {'answer' if answered == 1 else 'answers'} known")
    if card.touches:
        last = card.touches[0]
        titles = {each.key: each.title.lower() for each in desk.playbook.outcomes}
        titles[ELSEWHERE] = SAID_ELSEWHERE
        what = titles.get(last.outcome or "", last.kind)
        parts.append(f"last {say_day(last.on, near=today)}: {what}")
    return clean_line(" · ".join(part for part in parts if part))


def _why_listen(desk: "Desk", card: "Card") -> str:
    """Return who named them, else a story of their industry, or of any."""
    if card.referrer:
        return f"{card.referrer} named them"
    theirs = folded(card.account.industry or "")
    for story in stories_for(desk.playbook.stories, card.account.industry):
        words = [folded(word) for word in story.industries]
        if not words or any(theirs and word in theirs for word in words):
            return f"{story.title}: {story.result or story.text}"
    return ""


def _first_words(desk: "Desk", card: "Card", opener: str, reason: str) -> str:
    openers = openers_for(desk.playbook.openers, card.flow)
    text = next((each.text for each in openers if each.key == opener), "")
    known = desk.calls.placeholders(card.account, card.contact)
    return fill(text, {"reason": reason} | {name: said for name, said in known.items() if said})


def _promise(each: "FollowUp", today: "date") -> str:
    return f"{each.why or each.channel} (promised for {say_day(each.due_on, near=today)})"


def _quoted(each: "Touch", today: "date") -> str:
    note = clean_line(each.note or "")
    short = note if len(note) <= QUOTED else f"{note[: QUOTED - 1]}…"
    return f"{say_day(each.on, near=today)}{f': “{short}”' if short else ''}"


def _and(text: str) -> str:
    return f": {text}" if text else ""
