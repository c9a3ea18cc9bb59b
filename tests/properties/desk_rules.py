"""Rules on what lies on the desk: goals, days off, emails, lists, settings, files in and out."""

from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties import words
from tests.properties.keeper import Keeper
from workstation.method.drills import Scores

GOALS = words.often("hold five conversations", "plan December", "qualify 1 opportunity")
FILTERS = words.often("tier 1", "bin working", "industry paper or touched before 30 days", "((")
SETTINGS = st.sampled_from(
    [("name", "Rowan"), ("country", "DE"), ("country", ""), ("currency", "EUR"),
     ("time_zone", "Europe/Berlin"), ("working_weekdays", "0 1 2"), ("email", "r@example.com"),
     ("level", "beginner"), ("revenue_target", "100000"), ("time_zone", "Nowhere")]
)  # fmt: skip
COMPANIES = st.tuples(words.names, words.domains, words.phones, words.notes)
PERSONS = st.tuples(words.people, words.emails, st.sampled_from(["", *words.NAMES]), words.phones)


class DeskRules(Keeper):
    """What the rep plans, writes and brings in."""

    # Goals and days

    @rule(text=GOALS, days=st.integers(0, 1))
    def add_a_goal(self, text: str, days: int) -> None:
        day = self.desk.days.today() + timedelta(days=days)
        self.do(lambda: self.desk.goals.add(text, day=day))

    @rule(n=st.integers(1, 4), text=GOALS)
    def word_a_goal_anew(self, n: int, text: str) -> None:
        self.do(lambda: self.desk.goals.edit(n, text))

    @rule(n=st.integers(1, 4))
    def drop_a_goal(self, n: int) -> None:
        self.do(lambda: self.desk.goals.remove(n))

    @rule(n=st.integers(1, 4), to=st.integers(0, 5))
    def move_a_goal(self, n: int, to: int) -> None:
        self.do(lambda: self.desk.goals.move(n, to))

    @rule(texts=st.lists(GOALS, max_size=3))
    def plan_a_day(self, texts: list[str]) -> None:
        day = self.desk.days.today()
        self.do(lambda: self.desk.goals.plan(day, [(text, None, None) for text in texts]))

    @rule(n=st.integers(1, 4))
    def tick_a_goal(self, n: int) -> None:
        self.do(lambda: self.desk.goals.tick(n))

    @rule(note=words.notes)
    def close_the_day(self, note: str) -> None:
        self.do(lambda: self.desk.goals.close(note=note))

    @rule(days=st.integers(-1, 12), reason=words.reasons)
    def take_a_day_off(self, days: int, reason: str) -> None:
        day = self.desk.days.today() + timedelta(days=days)
        self.do(lambda: self.desk.days.take_off(day, reason))

    @rule(data=st.data())
    def work_on_a_day_off(self, data: st.DataObject) -> None:
        day = data.draw(st.sampled_from([*self.desk.days.off(), self.desk.days.today()]))
        self.do(lambda: self.desk.days.drop(day))

    # Emails, preparation, practice

    @rule(data=st.data(), subject=words.notes, body=words.notes, to=words.emails)
    def write_an_email(self, data: st.DataObject, subject: str, body: str, to: str) -> None:
        account = self.one(data, "accounts")
        person = self.person_of(data, account)
        self.do(
            lambda: self.desk.outbox.put(
                account, person, subject, body, to=to or None, reason="asked for it"
            )
        )

    @rule(data=st.data(), subject=words.notes, body=words.notes, to=words.emails)
    def change_an_email(self, data: st.DataObject, subject: str, body: str, to: str) -> None:
        chosen = self.one(data, "messages")
        self.do(lambda: self.desk.outbox.edit(chosen, subject, body, to))

    @rule(data=st.data(), sent=st.booleans())
    def send_or_drop_an_email(self, data: st.DataObject, sent: bool) -> None:
        chosen = self.one(data, "messages")
        if sent:
            self.do(lambda: self.desk.outbox.sent(chosen, "asked for it"))
        else:
            self.do(lambda: self.desk.outbox.drop(chosen))

    @rule(data=st.data(), answer=words.notes, other=words.notes)
    def prepare_a_call(self, data: st.DataObject, answer: str, other: str) -> None:
        account = self.one(data, "accounts")
        person = self.person_of(data, account)
        values = {"reason": answer, "learn": other}
        self.do(lambda: self.desk.preparation.save(account, person, values))

    @rule(data=st.data(), seconds=st.integers(-1, 10**6), score=st.integers(0, 2))
    def practise(self, data: st.DataObject, seconds: int, score: int) -> None:
        card = data.draw(st.sampled_from([each.key for each in self.desk.playbook.objections]))
        scores = Scores(source=score, question=2, story=score, proof=1)
        self.do(lambda: self.desk.drills.record(card, seconds, scores))

    # Lists and settings

    @rule(name=words.often("Mine", "Paper mills"), text=FILTERS)
    def keep_a_focus_list(self, name: str, text: str) -> None:
        self.do(lambda: self.desk.focus.keep(name, text))

    @rule(data=st.data(), name=words.often("Mine", "Theirs"), place=st.integers(0, 3),
          what=st.sampled_from(["rename", "drop", "reorder"]))  # fmt: skip
    def change_a_focus_list(self, data: st.DataObject, what: str, name: str, place: int) -> None:
        chosen = self.one(data, "focus_lists")
        focus = self.desk.focus
        ways = {
            "rename": lambda: focus.rename(chosen, name),
            "drop": lambda: focus.drop(chosen),
            "reorder": lambda: focus.reorder(chosen, place),
        }
        self.do(ways[what])

    @rule(setting=SETTINGS)
    def change_a_setting(self, setting: tuple[str, str]) -> None:
        self.do(lambda: self.desk.settings.set(*setting))

    @rule(settings=st.lists(SETTINGS, max_size=3))
    def change_settings(self, settings: list[tuple[str, str]]) -> None:
        self.do(lambda: self.desk.settings.set_many(dict(settings)))

    @rule(name=st.sampled_from(["kept.ics", "other.ics", "wrong.txt"]))
    def keep_a_calendar(self, name: str) -> None:
        self.do(lambda: self.desk.kept_calendar.keep(self.place / name))

    # Files

    @rule(rows=st.lists(COMPANIES, min_size=1, max_size=4), policy=st.sampled_from(
        ["fill_blanks", "overwrite"]), keep_as=st.sampled_from([None, "Fair"]))  # fmt: skip
    def import_accounts(
        self, rows: list[tuple[str, ...]], policy: str, keep_as: str | None
    ) -> None:
        path = self._file("fair.csv", ("Company", "Website", "Phone", "Note"), rows)
        self._import(path, "accounts", policy=policy, keep_as=keep_as)

    @rule(rows=st.lists(PERSONS, min_size=1, max_size=4), suppress=st.booleans())
    def import_people(self, rows: list[tuple[str, ...]], suppress: bool) -> None:
        path = self._file("people.csv", ("Full name", "Email", "Company", "Phone"), rows)
        self._import(path, "contacts", suppress=suppress)

    @rule(name=st.sampled_from(words.NAMES), points=st.sampled_from(["", "30", "many"]),
          day=st.sampled_from(["2026-11-20", "2026-11-19", "soon"]))  # fmt: skip
    def import_signals(self, name: str, points: str, day: str) -> None:
        rows = [(name, "Pricing page", day, points)]
        path = self._file("signals.csv", ("Company", "Signal", "Date", "Points"), rows)
        self._import(path, "signals")

    @rule(name=st.sampled_from(words.NAMES), stage=st.sampled_from(["Closed Won", "new", "?"]),
          amount=st.sampled_from(["1200", "", "a lot"]))  # fmt: skip
    def import_opportunities(self, name: str, stage: str, amount: str) -> None:
        header = ("Opportunity Name", "Account Name", "Stage", "Amount", "Close Date")
        path = self._file("deals.csv", header, [("Renewal", name, stage, amount, "2026-11-30")])
        self._import(path, "opportunities")

    @rule(name=st.sampled_from(words.NAMES), subject=words.notes,
          status=st.sampled_from(["Open", "Completed"]))  # fmt: skip
    def import_tasks(self, name: str, subject: str, status: str) -> None:
        header = ("Subject", "Due Date", "Status", "Company")
        path = self._file("tasks.csv", header, [(subject, "2026-12-01", status, name)])
        self._import(path, "tasks")

    @rule(name=st.sampled_from(["Fair", "Show", "x" * 300]), note=words.notes)
    def keep_a_mapping(self, name: str, note: str) -> None:
        path = self._file("show.csv", ("Company", "Their words"), [("Corvid Labs", note)])
        plan = self.do(lambda: self.desk.imports.plan(path, "accounts"))
        if plan is not None:
            self.do(lambda: self.desk.imports.mappings.keep_apart(plan, name))

    @rule(drop=st.booleans(), name=st.sampled_from(["Fair", "Show"]))
    def change_a_mapping(self, drop: bool, name: str) -> None:
        mappings = self.desk.imports.mappings
        if drop:
            self.do(lambda: mappings.drop(name))
        else:
            self.do(lambda: mappings.rename("Fair", name))

    def _file(self, name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Path:
        path = self.place / name
        lines = [
            ",".join('"{}"'.format(cell.replace('"', '""')) for cell in row)
            for row in (header, *rows)
        ]
        path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
        return path

    def _import(
        self, path: Path, kind: str, *, policy: str = "fill_blanks", keep_as: str | None = None,
        suppress: bool = False,
    ) -> None:  # fmt: skip
        plan = self.do(lambda: self.desk.imports.plan(path, kind, policy=policy))
        if plan is not None:
            if keep_as is not None:
                self.do(lambda: self.desk.imports.mappings.keep_apart(plan, keep_as))
            self.do(
                lambda: self.desk.imports.run(
                    plan, allow_doubt=True, keep_as=keep_as, suppress=suppress
                )
            )
