"""Plays the demo's days one after the other: dials, emails, answers, and what had to happen."""

from collections import defaultdict
from datetime import datetime, timedelta

from workstation.desk.demo.world import Activity, Beat, Company, Person, World

RESPONSE_RATE = 0.088
BOUNCES, OPT_OUTS, WRONG_NUMBERS, DO_NOT_CALLS = 26, 5, 9, 5
CAMPAIGN_DAYS = (1, 2, 3)
"""Tuesday to Thursday: not on Mondays and Fridays (Predictable Revenue, campaigns)."""

QUALIFYING, BOOKING, NO_SHOW = 0.3, 0.65, 0.12

BUSY_DAYS = 4
"""Days before today on which every goal was reached, so that there is a streak."""

FLOWS = {"qualification": "qualification", "discovery": "discovery", "conversation": "check_back"}


class History:
    """The days of the rep's job so far."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._beats: dict[int, list[tuple[Company, Beat]]] = defaultdict(list)
        for company in world.companies:
            for beat in sorted(company.beats, key=lambda beat: beat.day):
                self._beats[beat.day].append((company, beat))
        self._mailed: list[tuple[int, Company, Person]] = []
        self._answers_due = 0.0
        self._to_answer: dict[int, list[tuple[Company, Person, datetime]]] = defaultdict(list)
        self._talks = 0
        self._busy: dict[int, int] = defaultdict(int)
        last = world.calendar.today - world.calendar.start
        self._bounce_days = self._spread(BOUNCES, last)
        self._opt_out_days = self._spread(OPT_OUTS, last)
        self._wrong_days = self._spread(WRONG_NUMBERS, last)
        self._no_call_days = self._spread(DO_NOT_CALLS, last)

    def _spread(self, number: int, days: int) -> set[int]:
        chosen = self._world.rng.sample(range(3, days - 1), number)
        return {self._world.calendar.start + day for day in chosen}

    def play(self) -> None:
        """Play every day up to yesterday; before the rep came only what had to happen."""
        calendar = self._world.calendar
        for day in range(calendar.today):
            self._talks = 0
            for company, beat in self._beats[day]:
                self._beat(company, beat)
            if day >= calendar.start:
                self._work(day)

    def _work(self, day: int) -> None:
        world, calendar = self._world, self._world.calendar
        for company, person, at in self._to_answer[day]:
            if person.mailable:
                self._mail(day, at, company, person, world.say("sent_answer"))
        self._dial(day)
        if calendar.days[day].weekday() in CAMPAIGN_DAYS:
            self._campaign(day)
        self._respond(day)

    # What had to happen

    def _beat(self, company: Company, beat: Beat) -> None:
        world, day = self._world, beat.day
        match beat.kind:
            case "call":
                person = self._person(company, day) or company.people[0]
                self._call(day, company, person, beat.outcome or "conversation", beat)
            case "meeting":
                at = self._time(day, company)
                world.log(
                    day,
                    at,
                    company,
                    company.people[0],
                    "meeting",
                    beat.outcome,
                    deal=beat.deal,
                    meeting=beat.meeting,
                    note=world.say("notes", beat.outcome or "meeting_held"),
                )
            case "email":
                self._mail(
                    day, self._time(day, company), company, company.people[0], world.say("sent")
                )
            case "response":
                self._response(day, company, company.people[0], beat.outcome or "neutral")
                self._answers_due -= 1
            case "bin":
                at = world.calendar.moment(day, 17 if beat.outcome != "working" else 8, 20)
                world.log(
                    day,
                    at,
                    company,
                    None,
                    "bin",
                    beat.outcome,
                    deal=beat.deal,
                    reason=beat.reason,
                )
            case _:
                executive = beat.deal.values["account_executive"] if beat.deal else ""
                at = world.calendar.moment(day, 16, world.rng.randint(0, 59))
                world.log(
                    day,
                    at,
                    company,
                    None,
                    "note",
                    deal=beat.deal,
                    note=f"{executive} talked to them and took it over.",
                )

    # Dials

    def _dial(self, day: int) -> None:
        world, rng = self._world, self._world.rng
        in_job = day - world.calendar.start
        number = round(rng.gauss(27, 3) * min(1.0, 0.5 + in_job / 30))
        wanted = min(8, max(3, round(rng.gauss(5.0, 1.1))))
        if world.calendar.today - day <= BUSY_DAYS:
            wanted = max(5, wanted)
        pool = [
            company
            for company in world.companies
            if company.worked_on(day) and company.dialled < day and self._person(company, day)
        ]
        pool.sort(key=lambda company: company.dialled + rng.random() * 3)
        chosen = pool[:number]
        talkers = [company for company in chosen if company.talks and company.talks_from <= day]
        rng.shuffle(talkers)
        talking = set(talkers[: max(0, wanted - self._talks)])
        for company in chosen:
            person = self._person(company, day)
            if person is None:
                continue
            if day in self._no_call_days and person is not company.people[0]:
                self._no_call_days.discard(day)
                self._call(day, company, person, "do_not_call")
                person.do_not_call = True
                person.protection_reason = "asked not to be called"
            elif day in self._wrong_days and person is not company.people[0]:
                self._wrong_days.discard(day)
                self._call(day, company, person, "wrong_number")
                person.phone_state = "wrong"
            else:
                self._call(day, company, person, self._outcome(company, company in talking))

    def _outcome(self, company: Company, talking: bool) -> str:  # noqa: FBT001
        rng = self._world.rng
        if talking:
            if not company.qualified and rng.random() < QUALIFYING:
                return "qualification"
            return "conversation"
        reached = 0.09 if company.talks else 0.0
        return rng.choices(
            ("voicemail", "no_answer", "gatekeeper", "busy", "call_back"),
            (0.40, 0.38, 0.13, 0.04, reached * 0.5),
        )[0]

    def _person(self, company: Company, day: int) -> Person | None:
        """Return the person not called for longest, who had at least a day's rest."""
        rested = [
            person
            for person in company.people
            if person.callable
            and person.dialled < day - 1
            and person.created_on <= self._world.calendar.days[day]
        ]
        return min(rested, key=lambda person: person.dialled) if rested else None

    def _call(
        self, day: int, company: Company, person: Person, outcome: str, beat: Beat | None = None
    ) -> None:
        world = self._world
        person.dialled = company.dialled = day
        flow = FLOWS.get(outcome)
        if beat and beat.note:
            flow = beat.note
        elif outcome == "gatekeeper" or (not company.talks and flow is None):
            flow = "mapping"
        elif flow == "check_back" and company.slot != "quarterly":
            flow = "qualification"
        activity = world.log(
            day,
            self._time(day, company),
            company,
            person,
            "call",
            outcome,
            meeting=beat.meeting if beat else None,
            reason=beat.reason if beat else None,
            flow=flow if outcome not in ("no_answer", "busy") else None,
            note=world.say("notes", outcome) or None,
        )
        if activity.values["counts_as"] == "conversation":
            self._talks += 1
            self._talked(activity, outcome)
        elif outcome == "voicemail" and person.mailable and world.rng.random() < 0.72:
            at = activity.at + timedelta(seconds=activity.values["seconds"] + 150)
            self._mail(day, at, company, person, world.say("sent_after_voicemail"), paired=True)

    def _talked(self, activity: Activity, outcome: str) -> None:
        world, rng = self._world, self._world.rng
        if outcome in ("qualification", "discovery"):
            activity.values["buyer_action"] = world.say("buyer_actions")
            activity.values["rating"] = rng.randint(3, 5)
            self._lead(activity.company, activity.day)
        if outcome == "qualification":
            activity.company.qualified = True
            self._book(activity)
        number = {"qualification": rng.randint(6, 9), "discovery": rng.randint(3, 6)}.get(
            outcome, rng.choice((0, 1, 1, 2))
        )
        flow = activity.values["flow"] or "qualification"
        questions = world.words["questions"].get(flow, world.words["questions"]["qualification"])
        few = rng.sample(questions, min(number, len(questions)))
        for question in questions[:number] if number > 2 else few:
            world.answers.append((activity, question, world.say("answers", question)))

    def _book(self, activity: Activity) -> None:
        """Book a discovery call with some of those qualified; most of them keep it."""
        rng, company = self._world.rng, activity.company
        held = activity.day + rng.randint(3, 6)
        if activity.values["meeting"] or not company.slot or not company.worked_on(held):
            return
        if rng.random() < BOOKING:
            activity.values["meeting"] = "booked"
            beat = Beat(held, "call", "discovery", meeting="held")
            if rng.random() < NO_SHOW:
                beat = Beat(held, "meeting", "no_show", meeting="no_show")
            self._beats[held].append((company, beat))

    # Emails and what came back

    def _campaign(self, day: int) -> None:
        world, rng = self._world, self._world.rng
        people = [
            person
            for company in world.companies
            if company.worked_on(day)
            for person in company.people
            if person.mailable
            and person.mailed < day - 6
            and person.created_on <= world.calendar.days[day]
        ]
        rng.shuffle(people)
        people.sort(key=lambda person: person.mailed > 0)
        for number, person in enumerate(people[: rng.randint(17, 24)]):
            at = world.calendar.moment(day, 17, min(58, 2 + 2 * number), rng.randint(0, 59))
            self._mail(day, at, person.company, person, world.say("sent"))

    def _mail(
        self,
        day: int,
        at: datetime,
        company: Company,
        person: Person,
        text: str,
        *,
        paired: bool = False,
    ) -> None:
        self._world.log(day, at, company, person, "email", paired=paired, note=text)
        self._answers_due += RESPONSE_RATE
        person.mailed = day
        self._mailed.append((day, company, person))

    def _respond(self, day: int) -> None:
        rng = self._world.rng
        self._mailed = [each for each in self._mailed if each[0] >= day - 4]
        open_ = [
            (company, person)
            for sent, company, person in self._mailed
            if sent < day and person.mailable
        ]
        rng.shuffle(open_)
        if day in self._bounce_days or day in self._opt_out_days:
            self._refuse(day, open_)
        if rng.random() < 0.3 and open_:
            self._response(day, *open_.pop(), "out_of_office")
        for company, person in open_:
            if self._answers_due < 1:
                return
            if company.talks and company.talks_from <= day and company.worked_on(day):
                outcome = rng.choices(
                    ("positive", "referral", "neutral", "negative"), (26, 16, 30, 28)
                )[0]
                self._response(day, company, person, outcome)
                self._answers_due -= 1

    def _refuse(self, day: int, open_: list[tuple[Company, Person]]) -> None:
        fitting = [each for each in open_ if each[1] is not each[0].people[0]]
        if not fitting:
            return
        company, person = fitting[0]
        if day in self._bounce_days:
            self._response(day, company, person, "bounce")
            person.email_state = "bounced"
        else:
            self._response(day, company, person, "opt_out")
            person.opted_out = True
            person.protection_reason = "opted out"

    def _response(self, day: int, company: Company, person: Person, outcome: str) -> None:
        world, rng = self._world, self._world.rng
        hour = rng.choice((9, 9, 10, 11, 11, 13, 14, 15))
        at = world.calendar.moment(day, hour, rng.randint(0, 59), rng.randint(0, 59))
        world.log(
            day,
            at,
            company,
            person,
            "response",
            outcome,
            direction="in",
            note=world.say("responses", outcome),
        )
        if outcome in ("positive", "referral"):
            self._lead(company, day)
        if outcome in ("positive", "referral", "neutral") and day >= world.calendar.start:
            if rng.random() < 0.88:
                later = at + timedelta(minutes=rng.randint(12, 110))
                self._mail(day, later, company, person, world.say("sent_answer"))
            elif day + 1 < world.calendar.today:
                morning = world.calendar.moment(day + 1, 8, rng.randint(10, 50))
                self._to_answer[day + 1].append((company, person, morning))

    def _lead(self, company: Company, day: int) -> None:
        if company.values["became_lead_on"] is None:
            company.values["became_lead_on"] = self._world.calendar.days[day].isoformat()

    def _time(self, day: int, company: Company) -> datetime:
        """Return a moment of the rep's day when people are at work there."""
        rng = self._world.rng
        hour = rng.choice(company.hours)
        return self._world.calendar.moment(day, hour, rng.randint(0, 59), rng.randint(0, 59))
