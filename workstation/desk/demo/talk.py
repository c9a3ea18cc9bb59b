"""What the demo's calls left besides notes and answers: openers, objections, whys, best work."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from workstation.desk.clock import iso
from workstation.desk.demo.world import Activity, Company, Person, World
from workstation.method.openers import Opener, openers_for
from workstation.playbook.model import Playbook

OBJECTING = {"conversation": 0.42, "qualification": 0.5, "not_interested": 0.85, "call_back": 0.1}
"""Of the calls of each outcome: those in which a concern was raised."""

RESOLVED = {"conversation": 0.58, "qualification": 0.8, "not_interested": 0.08, "call_back": 0.5}
NOT_NOTED = 0.12
SECOND = 0.15
BEST, BEST_WITHIN = 4, 45
"""Calls kept as best work, and the working days they are from."""

LADDERS = 12
DRILLS = 9
BLOCK_MINUTES, BLOCK_WITHIN = 60, 5
LOGGED_FOR = 60
"""Working days for which the seconds spent on logging are known."""

MEETINGS = 2
PREPARED = ("promised_now", "promised_today")
COMPARED = ("qualification", "dead_opportunity")
"""Flows whose first words are compared."""

CUT_SHORT = ("call_back", "not_interested")
REFUSED = 0.5
"""Of the calls a gatekeeper answered: those that were meant to be more than mapping."""

FAVOURED = 1.35
"""How much oftener a conversation had the first of the openers; it is the better one."""


@dataclass(slots=True)
class Talk:
    """What is written besides the activities; rows still name activities, companies and people."""

    objections: list[tuple[Activity, str, str, int | None]] = field(default_factory=list)
    ladders: list[tuple[Activity, list[str]]] = field(default_factory=list)
    preparations: list[tuple[Company, Person, str, str]] = field(default_factory=list)
    drills: list[dict[str, Any]] = field(default_factory=list)
    block: dict[str, Any] = field(default_factory=dict)
    block_calls: list[Activity] = field(default_factory=list)
    meetings: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    messages: list[tuple[Company, Person, str, str]] = field(default_factory=list)


def add_talk(world: World, playbook: Playbook, rng: Random) -> Talk:
    """Draw it all from a source of chance of its own, so that the rest of the world stays as is."""
    talk = Talk()
    calls = [each for each in world.activities if each.kind == "call"]
    calls.sort(key=lambda each: each.at)
    _openers(calls, playbook, rng)
    _objections(world, talk, calls, playbook, rng)
    talked = [each for each in calls if each.outcome == "qualification"]
    for activity in rng.sample(talked[-3 * LADDERS :], min(LADDERS, len(talked))):
        talk.ladders.append((activity, rng.choice(world.words["ladders"])))
    _stand(talked, playbook, rng)
    _star(world, talked, rng)
    _prepare(world, talk, playbook)
    _drill(world, talk, playbook, rng)
    _block(world, talk, calls, rng)
    _meet(world, talk)
    _write(world, talk)
    return talk


def _openers(calls: list[Activity], playbook: Playbook, rng: Random) -> None:
    """Note the first words of calls somebody answered, those that went no further among them."""
    for activity in calls:
        refused = activity.outcome == "gatekeeper" and rng.random() < REFUSED
        if refused or activity.outcome in CUT_SHORT:
            activity.values["flow"] = "qualification"
        flow = activity.values.get("flow") or ""
        openers = openers_for(playbook.openers, flow)
        if flow in COMPARED and openers and activity.values.get("counts_as") != "unanswered":
            activity.values["opener"] = _opener(activity, openers, rng).key


def _opener(activity: Activity, openers: list[Opener], rng: Random) -> Opener:
    favoured = FAVOURED if activity.values.get("counts_as") == "conversation" else 1
    return rng.choices(openers, [favoured, *(1,) * (len(openers) - 1)])[0]


def _objections(
    world: World, talk: Talk, calls: list[Activity], playbook: Playbook, rng: Random
) -> None:
    known = {card.key for card in playbook.objections}
    said = {key: words for key, words in world.words["objections"].items() if key in known}
    cards = list(said)
    weights = [1 / (3 + place) for place in range(len(cards))]
    for activity in calls:
        outcome = activity.outcome or ""
        if not cards or rng.random() >= OBJECTING.get(outcome, 0):
            continue
        raised = dict.fromkeys(rng.choices(cards, weights, k=2))
        number = 1 + (rng.random() < SECOND)
        for card in list(raised)[:number]:
            resolved = None if rng.random() < NOT_NOTED else int(rng.random() < RESOLVED[outcome])
            talk.objections.append((activity, card, rng.choice(said[card]), resolved))


def _stand(talked: list[Activity], playbook: Playbook, rng: Random) -> None:
    """Note where the buyers of the last weeks stand."""
    buyer = playbook.buyer
    scales = {
        "interest": buyer.interest,
        "buyer_urgency": buyer.urgency,
        "buyer_stage": buyer.stage,
    }
    for activity in talked[-40:]:
        for name, levels in scales.items():
            if levels and rng.random() < 0.8:
                activity.values[name] = rng.choice(levels).key


def _star(world: World, talked: list[Activity], rng: Random) -> None:
    first = world.calendar.today - BEST_WITHIN
    late = [each for each in talked if each.day >= first and each.values.get("note")]
    best = rng.sample(late, min(BEST, len(late)))
    for activity, note in zip(best, world.words["best_work"], strict=False):
        activity.values |= {"starred": 1, "note": f"{activity.values['note']} {note}"}


def _prepare(world: World, talk: Talk, playbook: Playbook) -> None:
    """Prepare the calls that were promised for today, the first of them in full."""
    known = {each.key for each in playbook.preparation}
    promised = [company for company in world.companies if company.slot in PREPARED]
    for number, company in enumerate(promised[:3]):
        written = list(world.words["preparation"].items())
        for key, text in written if number == 0 else written[: 5 - number]:
            if key in known:
                talk.preparations.append((company, company.people[0], key, text))


def _drill(world: World, talk: Talk, playbook: Playbook, rng: Random) -> None:
    cards = playbook.objections
    for number in range(DRILLS if cards else 0):
        day = world.calendar.today - DRILLS + number
        at = world.calendar.moment(day, 8, 5 + rng.randint(0, 20))
        least = number // (DRILLS // 2)
        scores = {
            name: min(2, least + rng.randint(0, 1))
            for name in ("source", "question", "story", "proof")
        }
        talk.drills.append(
            {
                "card": cards[number % min(len(cards), 6)].key,
                "seconds": rng.randint(22, 48),
                **scores,
                "done_at": iso(at),
                "done_on": at.date().isoformat(),
            }
        )


def _block(world: World, talk: Talk, calls: list[Activity], rng: Random) -> None:
    """Make the busiest hour of the last days a block, and say how long logging took of late."""
    calendar = world.calendar
    late = [each for each in calls if each.day >= calendar.today - BLOCK_WITHIN]
    hours = Counter((each.day, each.at.hour) for each in late)
    day, hour = max(hours, key=lambda each: (hours[each], each))
    starts = calendar.moment(day, hour, 0)
    ends = starts + timedelta(minutes=BLOCK_MINUTES)
    talk.block = {
        "day_on": starts.date().isoformat(),
        "slice": "bin:working",
        "minutes": BLOCK_MINUTES,
        "interruptions": 1,
        "started_at": iso(starts),
        "ended_at": iso(ends),
    }
    talk.block_calls = [each for each in calls if starts <= each.at < ends]
    for activity in calls:
        if activity.day >= calendar.today - LOGGED_FOR:
            talked = activity.values.get("counts_as") == "conversation"
            activity.values["logging_seconds"] = rng.randint(*((14, 48) if talked else (2, 9)))


def _meet(world: World, talk: Talk) -> None:
    """Make the next steps of a few accounts meetings, in both calendars."""
    later: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for step in world.follow_ups:
        if step["state"] == "open":
            later[step["company"].slot].append(step)
    for number, step in enumerate(later["later"][:MEETINGS]):
        day = datetime.fromisoformat(step["due_on"]).date()
        at = world.calendar.moment(world.calendar.days.index(day), 10 + 4 * number, 30 * number)
        why = world.words["whys"]["meeting"][number % 2]
        step |= {"channel": "meeting", "due_at": iso(at), "why": why}
        meeting = {
            "title": f"{why}: {step['company'].firm.name}",
            "place": world.words["meeting_place"],
            "starts_at": iso(at),
            "day_on": step["due_on"],
            "minutes": 30,
            "uid": f"demo-{number + 1}@workstation.example",
        }
        talk.meetings.append((step, meeting))


def _write(world: World, talk: Talk) -> None:
    """Leave an email in the outbox that was written yesterday."""
    company = next(each for each in world.companies if each.slot == "promised_today")
    person = next((each for each in company.people if each.mailable), None)
    if person is not None:
        mail = world.words["outbox"]
        rep = world.words["rep"]
        body = mail["body"].format(name=person.first, me=rep["name"], company=rep["company"])
        talk.messages.append((company, person, mail["subject"], body))
