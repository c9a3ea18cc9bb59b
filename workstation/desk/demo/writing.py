"""Writes the demo's world into the file, as one recorded action."""

from collections.abc import Sequence
from typing import Any

from workstation.desk.clock import iso
from workstation.desk.demo.goals import goals_of
from workstation.desk.demo.talk import Talk
from workstation.desk.demo.world import Activity, Company, Deal, Person, World
from workstation.store.actions import Writer

DUPLICATES = 5
FAST_TRACK = ("pricing_page", "searched_by_name")
"""Signals that make a hand-raiser of whom they make a lead: here they come first, and make none."""

ACTIVITY_VALUES = (
    "seconds",
    "counts_as",
    "meeting",
    "flow",
    "talk_share",
    "note",
    "buyer_action",
    "reason",
    "rating",
    "opener",
    "logging_seconds",
    "interest",
    "buyer_urgency",
    "buyer_stage",
)


class WorldWriter:
    """Gives everything its identifier, table by table."""

    def __init__(self, act: Writer, world: World, talk: Talk) -> None:
        self._act = act
        self._world = world
        self._talk = talk
        self._accounts = range(0)
        self._contacts = range(0)
        self._deals = range(0)
        self._activities = range(0)
        self._meetings: dict[int, int] = {}

    def write(self, settings: dict[str, str], days_off: list[tuple[str, str]]) -> None:
        """Write all of it."""
        self._act.insert_many("settings", ("key", "value"), list(settings.items()))
        self._act.insert_many("days_off", ("day_on", "reason"), days_off)
        self._write_signals_into_accounts()
        self._accounts = self._dicts(
            "accounts", [company.values for company in self._world.companies]
        )
        self._write_people()
        self._deals = self._dicts(
            "opportunities",
            [
                {
                    "account_id": self._account(deal.company),
                    "contact_id": self._contact(deal.company.people[0]),
                    **deal.values,
                }
                for deal in self._world.deals
            ],
        )
        self._write_activities()
        self._write_answers()
        self._write_talk()
        self._write_meetings()
        self._write_follow_ups()
        self._write_signals()
        self._write_facts()
        goals, closings = goals_of(self._world)
        for goal in goals:
            self._act.insert("goals", goal)
        self._dicts("day_closings", closings)
        self._write_duplicates()

    def account_id(self, company: Company) -> int:
        """Return the identifier a company was given."""
        return self._accounts[company.row]

    def contact_id(self, person: Person) -> int:
        """Return the identifier a person was given."""
        return self._contacts[person.row]

    def _dicts(self, table: str, rows: Sequence[dict[str, Any]]) -> range:
        names = tuple(rows[0])
        return self._act.insert_many(table, names, [tuple(row.values()) for row in rows])

    def _account(self, company: Company) -> int:
        return self._accounts[company.row]

    def _contact(self, person: Person | None) -> int | None:
        return None if person is None else self._contacts[person.row]

    def _deal(self, deal: Deal | None) -> int | None:
        return None if deal is None else self._deals[deal.row]

    def _activity(self, activity: Activity | None) -> int | None:
        return None if activity is None else self._activities[activity.row]

    def _write_people(self) -> None:
        people = self._world.people
        self._contacts = self._dicts(
            "contacts",
            [
                {
                    "account_id": self._account(person.company),
                    "name": person.name,
                    "first_name": person.first,
                    "last_name": person.name.removeprefix(person.first).strip(),
                    "title": person.title,
                    "role": person.role,
                    "time_zone": person.company.firm.place.zone,
                    "do_not_call": int(person.do_not_call),
                    "opted_out": int(person.opted_out),
                    "protection_reason": person.protection_reason,
                    "created_on": person.created_on.isoformat(),
                }
                for person in people
            ],
        )
        self._dicts(
            "emails",
            [
                {
                    "account_id": self._account(person.company),
                    "contact_id": self._contact(person),
                    "address": person.email,
                    "state": person.email_state,
                    "is_main": 1,
                }
                for person in people
                if person.email
            ],
        )
        self._dicts(
            "phones",
            [
                {
                    "account_id": self._account(person.company),
                    "contact_id": self._contact(person),
                    "number": person.phone.replace(" ", ""),
                    "display": person.phone,
                    "state": person.phone_state,
                    "time_zone": person.company.firm.place.zone,
                    "is_main": 1,
                }
                for person in people
                if person.phone
            ],
        )

    def _write_activities(self) -> None:
        block = self._act.insert("call_blocks", self._talk.block)
        in_block = {activity.row for activity in self._talk.block_calls}
        rows = []
        for activity in self._world.activities:
            values = activity.values
            rows.append(
                (
                    self._account(activity.company),
                    self._contact(activity.person),
                    self._deal(activity.deal),
                    activity.kind,
                    activity.direction,
                    iso(activity.at),
                    activity.at.date().isoformat(),
                    activity.outcome,
                    values.get("starred", 0),
                    block if activity.row in in_block else None,
                    *(values.get(name) for name in ACTIVITY_VALUES),
                )
            )
        self._activities = self._act.insert_many(
            "activities",
            (
                "account_id",
                "contact_id",
                "opportunity_id",
                "kind",
                "direction",
                "happened_at",
                "happened_on",
                "outcome",
                "starred",
                "call_block_id",
                *ACTIVITY_VALUES,
            ),
            rows,
        )

    def _write_answers(self) -> None:
        self._act.insert_many(
            "answers",
            (
                "account_id",
                "contact_id",
                "activity_id",
                "flow",
                "question",
                "answer",
                "answered_on",
            ),
            [
                (
                    self._account(activity.company),
                    self._contact(activity.person),
                    self._activity(activity),
                    activity.values.get("flow"),
                    question,
                    answer,
                    activity.at.date().isoformat(),
                )
                for activity, question, answer in self._world.answers
            ],
        )

    def _about(self, activity: Activity) -> dict[str, Any]:
        return {
            "account_id": self._account(activity.company),
            "contact_id": self._contact(activity.person),
            "activity_id": self._activity(activity),
        }

    def _write_talk(self) -> None:
        """Write what was raised and asked why in calls, the preparation, practice and outbox."""
        talk = self._talk
        objections = [
            {
                **self._about(activity),
                "card": card,
                "said": said,
                "resolved": resolved,
                "raised_on": activity.at.date().isoformat(),
            }
            for activity, card, said, resolved in talk.objections
        ]
        for activity, rungs in talk.ladders:
            parent = None
            for position, text in enumerate(rungs):
                row = {"parent_id": parent, "position": position, "text": text}
                parent = self._act.insert("whys", self._about(activity) | row)
        prepared = [
            {
                "account_id": self._account(company),
                "contact_id": self._contact(person),
                "question": question,
                "answer": answer,
            }
            for company, person, question, answer in talk.preparations
        ]
        messages = [
            {
                "account_id": self._account(company),
                "contact_id": self._contact(person),
                "to_address": person.email,
                "subject": subject,
                "body": body,
            }
            for company, person, subject, body in talk.messages
        ]
        for table, rows in (
            ("objections", objections),
            ("preparations", prepared),
            ("messages", messages),
            ("drills", talk.drills),
        ):
            if rows:
                self._dicts(table, rows)

    def _write_meetings(self) -> None:
        """Write the meetings ahead; each is the next step of its account."""
        self._meetings = {
            id(step): self._act.insert(
                "meetings",
                {
                    "account_id": self._account(step["company"]),
                    "contact_id": self._contact(step["person"]),
                    "activity_id": self._activity(step["made_by"]),
                    **meeting,
                },
            )
            for step, meeting in self._talk.meetings
        }

    def _write_follow_ups(self) -> None:
        rows = []
        for step in self._world.follow_ups:
            kept = dict(step)
            company, person = kept.pop("company"), kept.pop("person")
            meeting = self._meetings.get(id(step))
            made, closed = kept.pop("made_by"), kept.pop("closed_by")
            rows.append(
                {
                    "account_id": self._account(company),
                    "contact_id": self._contact(person),
                    "made_by_id": self._activity(made),
                    "closed_by_id": self._activity(closed),
                    "meeting_id": meeting,
                    **kept,
                }
            )
        self._dicts("follow_ups", rows)

    def _write_signals_into_accounts(self) -> None:
        """Draw the signs of interest first: an account carries their sum."""
        rng, calendar = self._world.rng, self._world.calendar
        self._signals: list[tuple[Company, str, int, str]] = []
        for company in self._world.companies:
            alive = company.values["bin"] in ("working", "nurture.opportunity")
            if rng.random() > (0.65 if alive else 0.06):
                continue
            total = 0
            for kind, points in rng.sample(self._world.words["signals"], rng.randint(2, 6)):
                back = rng.randint(1, 18)
                if kind in FAST_TRACK:
                    back = 19 + back % 3
                at = calendar.moment(calendar.today - back, rng.randint(8, 17), 12)
                self._signals.append((company, kind, points, iso(at)))
                total += points
                company.values["urgency_at"] = max(company.values["urgency_at"] or "", iso(at))
            company.values["urgency"] = min(100, total)

    def _write_signals(self) -> None:
        self._act.insert_many(
            "signals",
            ("account_id", "kind", "points", "happened_at", "source", "fast_track"),
            [
                (self._account(company), kind, points, at, "website", int(kind in FAST_TRACK))
                for company, kind, points, at in self._signals
            ],
        )

    def _write_facts(self) -> None:
        rng = self._world.rng
        rows = []
        for company in self._world.companies:
            if company.slot and rng.random() < 0.35:
                for key in rng.sample(sorted(self._world.words["facts"]), 2):
                    value = self._world.say("facts", key)
                    rows.append((self._account(company), key, value, "research"))
        self._act.insert_many("facts", ("account_id", "key", "value", "source"), rows)

    def _write_duplicates(self) -> None:
        """Put a few companies in twice, under a name somebody else typed."""
        day = self._world.calendar.days[self._world.calendar.start + 9].isoformat()
        originals = [each for each in self._world.companies if each.slot][:DUPLICATES]
        self._dicts(
            "accounts",
            [
                {
                    **company.values,
                    "name": f"{company.firm.name} ({company.firm.place.city})",
                    "phone": None,
                    "domain": None,
                    "bin": "avoid.duplicate",
                    "bin_since_on": day,
                    "bin_reason": f"the same as {company.firm.name}",
                    "duplicate_of_id": self._account(company),
                    "became_lead_on": None,
                    "urgency": 0,
                    "urgency_at": None,
                }
                for company in originals
            ],
        )
