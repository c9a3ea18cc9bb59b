"""The card before a call: what the rep prepared, what is proposed, and all there is to know."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import proposals, unsaved
from workstation.desk.changed import Changed
from workstation.desk.clock import find_zone
from workstation.desk.errors import DeskError
from workstation.desk.prepared import open_rows, rows_for
from workstation.desk.records import Account, Answer, Contact, Fact, FollowUp, Touch
from workstation.desk.referrers import referrer_of
from workstation.method.flow import Flow, Question
from workstation.method.hours import callable_at
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

TOUCHES = 5
"""Last touches a card shows."""


class Prepared(msgspec.Struct, frozen=True):
    """One question of the card: the rep's kept answer ("" for none) and what is proposed for it."""

    key: str
    title: str
    hint: str
    answer: str
    proposal: str


class Tried(msgspec.Struct, frozen=True):
    """A person at the account, and how calls to them went; ``outcome`` is that of the last."""

    contact: Contact
    calls: int
    unanswered: int
    last_on: date | None
    outcome: str | None


class Card(msgspec.Struct, frozen=True):
    """Everything to know before a call.

    ``lines`` are the questions; ``completeness`` counts those the rep has answered, ``proposed``
    those that are only pre-filled. ``touches`` are the last ones, latest first, ``responded`` the
    last response whenever it came. ``to_ask`` are the flow's questions without an answer yet.
    ``promised_by_me`` and ``promised_by_them`` are open promises, ``planned`` other open
    follow-ups. ``referrer`` says who named them ("" for nobody), ``local`` is their time, and
    ``waits`` why they cannot be called now ("" when they can). ``people`` are all at the account,
    the one to call first.
    """

    account: Account
    contact: Contact | None
    flow: str
    lines: list[Prepared]
    touches: list[Touch]
    responded: Touch | None
    answers: dict[str, Answer]
    to_ask: list[Question]
    promised_by_me: list[FollowUp]
    promised_by_them: list[FollowUp]
    planned: list[FollowUp]
    facts: list[Fact]
    referrer: str
    time_zone: str | None
    local: datetime | None
    waits: str
    people: list[Tried]

    @property
    def completeness(self) -> tuple[int, int]:
        """How many questions the rep has answered, and how many there are."""
        return sum(bool(each.answer) for each in self.lines), len(self.lines)

    @property
    def proposed(self) -> int:
        """How many questions have no answer yet but a proposal."""
        return sum(bool(each.proposal and not each.answer) for each in self.lines)


class PreparationDrawer:
    """Reads and keeps what is prepared for the next conversation with an account."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def of(self, account_id: int, contact_id: int | None = None, flow: str | None = None) -> Card:
        """Return the card for a call to an account; it is kept until a conversation is logged.

        Args:
            account_id: the account.
            contact_id: whom to call; the most useful person who may be called unless named.
            flow: the flow to follow; that of a call under way, or the usual one of the bin.

        Raises:
            DeskError: the account is not there.
        """
        desk = self._desk
        account = desk.accounts.get(account_id)
        people = desk.accounts.contacts(account_id)
        contact = _chosen(people, contact_id)
        follows, opener = self._under_way(account, flow)
        follow_ups, by_them = self._open_follow_ups(account_id)
        zone = desk.calls.their_zone(account, contact)
        place, now = find_zone(zone), desk.clock.now()
        answers = desk.accounts.answers(account_id)
        card = Card(
            account=account,
            contact=contact,
            flow=follows.key,
            lines=[],
            touches=desk.accounts.timeline(account_id, TOUCHES),
            responded=self._last_response(account_id),
            answers=answers,
            to_ask=[each for each in follows.questions() if each.key not in answers],
            promised_by_me=[e for e in follow_ups if e.promised and e.id not in by_them],
            promised_by_them=[e for e in follow_ups if e.id in by_them],
            planned=[e for e in follow_ups if not e.promised and e.id not in by_them],
            facts=self._facts(account_id),
            referrer=referrer_of(desk, account, contact).said,
            time_zone=zone,
            local=now.astimezone(place) if place else None,
            waits=self._waits(contact, zone),
            people=self._tried(account_id, people, contact),
        )
        return msgspec.structs.replace(card, lines=self._lines(card, follows, opener))

    def save(
        self, account_id: int, contact_id: int | None, values: Mapping[str, str]
    ) -> Changed | None:
        """Keep answers by question as one recorded action; "" forgets one.

        Questions not named, and answers that are as they were, are left alone; None when nothing
        is different. What was being typed into the form is forgotten with it.

        Raises:
            DeskError: the account is not there, or the playbook has no such question.
        """
        account = self._desk.accounts.get(account_id)
        titles = {each.key: each.title for each in self._desk.playbook.preparation}
        if unknown := next((key for key in values if key not in titles), None):
            raise DeskError(
                f"There is no question {unknown!r} to prepare; there are {', '.join(titles)}."
            )
        contact = _chosen(self._desk.accounts.contacts(account_id), contact_id)
        kept: dict[str, list[Row]] = {}
        for row in rows_for(self._desk, account_id, contact.id if contact else None):
            kept.setdefault(row["question"], []).append(row)
        said = {key: clean_line(text) for key, text in values.items()}
        different = {
            key: text
            for key, text in said.items()
            if text != (kept[key][-1]["answer"] if key in kept else "")
        }
        form = unsaved.preparation(account_id, contact_id)
        if not different:
            if self._desk.unsaved.read(form):
                self._desk.unsaved.forget(form)
            return None
        title = f"Prepare {account.name}: {', '.join(titles[key].lower() for key in different)}"
        with self._desk.store.action(title) as act:
            act.forget_words(form)
            for key, text in different.items():
                rows = kept.get(key, [])
                if text and rows:
                    act.update("preparations", rows[-1]["id"], {"answer": text})
                elif text:
                    act.insert(
                        "preparations",
                        {
                            "account_id": account_id,
                            "contact_id": contact_id,
                            "question": key,
                            "answer": text,
                        },
                    )
                else:
                    for row in rows:
                        act.delete("preparations", row["id"])
        return Changed(act.id, title, (account_id,))

    # Reading

    def _lines(self, card: Card, flow: Flow, opener: str) -> list[Prepared]:
        mine: dict[str, str] = {}
        others: dict[str, str] = {}
        for row in open_rows(self._desk, card.account.id):
            for_them = row["contact_id"] in (None, card.contact.id if card.contact else None)
            (mine if for_them else others)[row["question"]] = row["answer"]
        proposed = proposals.propose(self._desk, card, flow, opener)
        return [
            Prepared(
                each.key,
                each.title,
                each.hint,
                mine.get(each.key, ""),
                others.get(each.key) or proposed.get(each.key, ""),
            )
            for each in self._desk.playbook.preparation
        ]

    def _under_way(self, account: Account, flow: str | None) -> tuple[Flow, str]:
        """Return the flow and the opener of the call, from the one under way where there is one."""
        desk = self._desk
        calls = [each for each in desk.calls.unfinished() if each.account_id == account.id]
        wanted = [flow, *(each.flow for each in calls), desk.calls.usual_flow(account.bin)]
        known = {each.key: each for each in desk.playbook.flows}
        key = next(each for each in wanted if each in known)
        opener = next((each.opener for each in calls if each.opener and each.flow == key), "")
        return known[key], opener or desk.experiments.assign_opener(key, account.id)

    def _open_follow_ups(self, account_id: int) -> tuple[list[FollowUp], set[int]]:
        """Return what is open, and which of it they promised."""
        rows = self._desk.store.rows(
            "SELECT id FROM follow_ups WHERE account_id = ? AND state = 'open' "
            "AND promised_by = 'them'",
            (account_id,),
        )
        return self._desk.accounts.open_follow_ups(account_id), {row["id"] for row in rows}

    def _waits(self, contact: Contact | None, zone: str | None) -> str:
        if contact is not None and contact.do_not_call:
            return "asked not to be called"
        hours = callable_at(self._desk.clock.now(), zone, self._desk.playbook.hours)
        return "" if hours.ok else hours.why

    def _last_response(self, account_id: int) -> Touch | None:
        row = self._desk.store.row(
            "SELECT activities.*, contacts.name AS contact FROM activities "
            "LEFT JOIN contacts ON contacts.id = activities.contact_id "
            "WHERE activities.account_id = ? AND kind = 'response' "
            "ORDER BY happened_at DESC LIMIT 1",
            (account_id,),
        )
        return Touch.of(row) if row else None

    def _facts(self, account_id: int) -> list[Fact]:
        rows = self._desk.store.rows(
            "SELECT key, value, source FROM facts WHERE account_id = ? AND contact_id IS NULL "
            "ORDER BY id",
            (account_id,),
        )
        return [Fact(row["key"], row["value"], row["source"]) for row in rows]

    def _tried(
        self, account_id: int, people: Sequence[Contact], first: Contact | None
    ) -> list[Tried]:
        rows = {
            row["contact_id"]: row
            for row in self._desk.store.rows(
                "SELECT contact_id, count(*) AS calls, sum(counts_as = 'unanswered') AS unanswered,"
                " max(happened_at) AS last_at, happened_on, outcome FROM activities "
                "WHERE account_id = ? AND kind = 'call' AND contact_id IS NOT NULL "
                "GROUP BY contact_id",
                (account_id,),
            )
        }
        found = []
        for each in sorted(people, key=lambda person: person is not first):
            row = rows.get(each.id)
            if row is None:
                found.append(Tried(each, 0, 0, None, None))
            else:
                found.append(
                    Tried(
                        each,
                        row["calls"],
                        row["unanswered"] or 0,
                        date.fromisoformat(row["happened_on"]),
                        row["outcome"],
                    )
                )
        return found


def _chosen(people: Sequence[Contact], contact_id: int | None) -> Contact | None:
    """Return the person named, else the one a call would go to."""
    if contact_id is not None:
        return next((each for each in people if each.id == contact_id), None)
    return next((each for each in people if not each.do_not_call), None)
