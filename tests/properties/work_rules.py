"""Rules on the day's work: calls, blocks, responses, follow-ups, queue, cadences, meetings."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties import words
from tests.properties.keeper import Keeper
from workstation.desk.cadences.rows import Target
from workstation.desk.calls.log import LogEntry
from workstation.desk.calls.under_way import Raised, Rung

OPEN = "state = 'open'"


class WorkRules(Keeper):
    """What the rep does all day."""

    # Calls

    @rule(data=st.data(), note=words.notes, reason=words.reasons, answer=words.notes)
    def log_a_call(self, data: st.DataObject, note: str, reason: str, answer: str) -> None:
        account = self.one(data, "accounts")
        outcome = data.draw(st.sampled_from([each.key for each in self.desk.playbook.outcomes]))
        person = self.person_of(data, account)
        step = self.one_or_none(data, "follow_ups", f"account_id = {account} AND {OPEN}")
        when = data.draw(st.none() | words.whens)
        bin_key = data.draw(st.none() | words.bins)
        seconds = data.draw(st.sampled_from([None, 0, 340]))
        promised = data.draw(st.booleans())
        card = self.desk.playbook.objections[0].key
        self.do(
            lambda: self.desk.calls.log(
                LogEntry(
                    account,
                    outcome,
                    contact_id=person,
                    follow_up_id=step,
                    seconds=seconds,
                    note=note,
                    answers={"systems": answer} if answer else {},
                    flow="qualification",
                    when=self.when(when),
                    promised=promised,
                    bin=bin_key,
                    reason=reason,
                    objections=[Raised(card, reason)] if reason else (),
                    ladder=[Rung(note)] if note else (),
                )
            )
        )

    @rule(data=st.data(), note=words.notes)
    def log_what_was_typed_in_a_call(self, data: st.DataObject, note: str) -> None:
        account = self.one(data, "accounts")
        call = self.do(lambda: self.desk.calls.open(account, override="asked for it"))
        if call is None:
            return
        call.note = note
        self.do(lambda: self.desk.calls.save(call))
        promise = self.do(lambda: self.desk.follow_ups.promise(account, "I send a case study"))
        made = promise and promise.made
        entry = LogEntry(
            account,
            "conversation",
            note=note,
            draft=call.draft,
            promises=[made] if made else [],
            reason="asked for it",
        )
        self.do(lambda: self.desk.calls.log(entry))

    @rule(data=st.data())
    def start_a_call_block(self, data: st.DataObject) -> None:
        keys = [each.key for each in self.desk.blocks.slices()]
        key = data.draw(st.sampled_from(keys or ["all"]))
        self.do(lambda: self.desk.blocks.start(key))

    @rule()
    def end_the_call_block(self) -> None:
        block = self.desk.blocks.running()
        self.do(lambda: self.desk.blocks.end(block))

    # Responses

    @rule(data=st.data(), note=words.notes)
    def log_a_response(self, data: st.DataObject, note: str) -> None:
        account = self.one(data, "accounts")
        person = self.person_of(data, account)
        kind = data.draw(st.sampled_from([each.key for each in self.desk.responses.kinds()]))
        self.do(lambda: self.desk.responses.log(account, kind, note, contact_id=person))

    @rule(data=st.data(), note=words.notes)
    def somebody_raises_a_hand(self, data: st.DataObject, note: str) -> None:
        account = self.one(data, "accounts")
        person = self.person_of(data, account)
        self.do(lambda: self.desk.responses.hand_raiser(account, note, contact_id=person))

    @rule(data=st.data(), note=words.notes)
    def write_a_note(self, data: st.DataObject, note: str) -> None:
        account = self.one(data, "accounts")
        self.do(lambda: self.desk.responses.note(account, note))

    @rule(data=st.data(), note=words.notes, kind=st.sampled_from(["email", "social", "meeting"]),
          when=st.none() | words.whens)  # fmt: skip
    def log_a_touch(self, data: st.DataObject, note: str, kind: str, when: str | None) -> None:
        account = self.one(data, "accounts")
        step = self.one_or_none(data, "follow_ups", f"account_id = {account} AND {OPEN}")
        self.do(
            lambda: self.desk.responses.touch(
                account,
                kind,
                note,
                follow_up_id=step,
                when=self.when(when),
                reason="asked for it",
            )
        )

    # Follow-ups

    @rule(data=st.data(), when=words.whens, why=words.notes, promised=st.booleans())
    def plan_a_follow_up(self, data: st.DataObject, when: str, why: str, promised: bool) -> None:
        account = self.one(data, "accounts")
        person = self.person_of(data, account)
        self.do(
            lambda: self.desk.follow_ups.plan(
                account, self.desk.days.read(when), why=why, promised=promised, contact_id=person
            )
        )

    @rule(data=st.data(), line=words.often("they send the org chart by friday", "I call back"))
    def note_a_promise(self, data: st.DataObject, line: str) -> None:
        account = self.one(data, "accounts")
        self.do(lambda: self.desk.follow_ups.promise(account, line))

    @rule(data=st.data(), when=words.whens)
    def move_a_follow_up(self, data: st.DataObject, when: str) -> None:
        chosen = self.one(data, "follow_ups", OPEN)
        self.do(lambda: self.desk.follow_ups.reschedule(chosen, self.desk.days.read(when)))

    @rule(data=st.data())
    def tick_a_follow_up(self, data: st.DataObject) -> None:
        chosen = self.one(data, "follow_ups", OPEN)
        self.do(lambda: self.desk.follow_ups.done(chosen))

    @rule(data=st.data(), reason=words.reasons)
    def skip_a_follow_up(self, data: st.DataObject, reason: str) -> None:
        chosen = self.one(data, "follow_ups", OPEN)
        self.do(lambda: self.desk.follow_ups.skip(chosen, reason))

    @rule(days=st.integers(0, 4))
    def spread_what_is_overdue(self, days: int) -> None:
        self.do(lambda: self.desk.follow_ups.spread(days))

    @rule(data=st.data(), when=words.whens, reason=words.reasons,
          what=st.sampled_from(["snooze", "skip", "done"]))  # fmt: skip
    def deal_with_a_row_of_the_queue(
        self, data: st.DataObject, what: str, when: str, reason: str
    ) -> None:
        rows = self.desk.queue.today().rows(20)
        if not rows:
            return
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        ways = {
            "snooze": lambda: self.desk.queue.snooze(row, self.desk.days.read(when)),
            "skip": lambda: self.desk.queue.skip(row, reason),
            "done": lambda: self.desk.queue.done(row),
        }
        self.do(ways[what])

    # Cadences

    @rule(data=st.data())
    def start_a_cadence(self, data: st.DataObject) -> None:
        cadence = data.draw(st.sampled_from([each.key for each in self.desk.cadences.known()]))
        targets = [
            Target(account, self.person_of(data, account))
            for account in self.some(data, "accounts")
        ]
        self.do(lambda: self.desk.cadences.start(cadence, targets))

    @rule(data=st.data(), what=st.sampled_from(["pause", "resume"]))
    def hold_or_go_on_with_a_cadence(self, data: st.DataObject, what: str) -> None:
        run = self.one(data, "cadence_runs")
        ways = {"pause": self.desk.cadences.pause, "resume": self.desk.cadences.resume}
        self.do(lambda: ways[what](run))

    @rule(data=st.data(), reason=words.reasons)
    def skip_a_step(self, data: st.DataObject, reason: str) -> None:
        run = self.one(data, "cadence_runs")
        self.do(lambda: self.desk.cadences.skip_step(run, reason))

    @rule(data=st.data(), days=st.integers(-2, 4))
    def shift_a_cadence(self, data: st.DataObject, days: int) -> None:
        run = self.one(data, "cadence_runs")
        self.do(lambda: self.desk.cadences.shift(run, days))

    @rule(days=st.integers(-2, 4))
    def shift_every_cadence(self, days: int) -> None:
        self.do(lambda: self.desk.cadences.shift_all(days))

    @rule(data=st.data(), days=st.integers(-1, 30))
    def they_are_away(self, data: st.DataObject, days: int) -> None:
        run = self.one(data, "cadence_runs")
        until = self.desk.days.today() + timedelta(days=days)
        self.do(lambda: self.desk.cadences.away_until(run, until))

    @rule(data=st.data(), reason=words.reasons)
    def stop_a_cadence(self, data: st.DataObject, reason: str) -> None:
        run = self.one(data, "cadence_runs")
        self.do(lambda: self.desk.cadences.stop(run, reason))

    @rule(data=st.data(), reason=words.reasons,
          what=st.sampled_from(["pause", "resume", "skip", "stop"]))  # fmt: skip
    def change_many_cadences(self, data: st.DataObject, what: str, reason: str) -> None:
        chosen = self.some(data, "accounts")
        self.do(lambda: self.desk.cadences.change_many(chosen, what, reason))

    # Meetings

    @rule(data=st.data(), hours=st.sampled_from([-2, 1, 26, 75]), title=words.often("", "Demo"))
    def book_a_meeting(self, data: st.DataObject, hours: int, title: str) -> None:
        account = self.one(data, "accounts")
        person = self.person_of(data, account)
        at = self.clock.now() + timedelta(hours=hours)
        self.do(lambda: self.desk.meetings.book(account, person, at, 30, title))

    @rule(data=st.data(), hours=st.sampled_from([1, 49]))
    def move_a_meeting(self, data: st.DataObject, hours: int) -> None:
        chosen = self.one(data, "meetings")
        at = self.clock.now() + timedelta(hours=hours)
        self.do(lambda: self.desk.meetings.reschedule(chosen, at, 45, "Room 2"))

    @rule(data=st.data(), reason=words.reasons,
          what=st.sampled_from(["cancel", "held", "no_show"]))  # fmt: skip
    def end_a_meeting(self, data: st.DataObject, what: str, reason: str) -> None:
        chosen = self.one(data, "meetings")
        meetings = self.desk.meetings
        ways = {
            "cancel": lambda: meetings.cancel(chosen, reason),
            "held": lambda: meetings.held(chosen),
            "no_show": lambda: meetings.no_show(chosen),
        }
        self.do(ways[what])
