"""What was said in calls, over all accounts: answers by question, objections, the best calls."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.errors import DeskError
from workstation.desk.said.lists import MOST_FOUND, AnswerList, BestList, HeardList
from workstation.desk.said.objections import ObjectionReport, read_objections
from workstation.desk.said.report import Report, counted
from workstation.desk.said.words import corrected, nearness, said_key
from workstation.desk.search_words import match_of

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.flow import Question

MOST_READ = 10_000
"""Accounts a report reads at most, those that answered last."""


class QuestionCount(msgspec.Struct, frozen=True):
    """A question with what it brought: answers, accounts that gave one, the newest day.

    ``in_playbook`` is no for one that only the answers know. ``by_answers`` says that the words
    looked for are not in the question but in answers to it; then the figures count those only.
    """

    key: str
    text: str
    kind: str
    answers: int
    accounts: int
    newest_on: date | None
    in_playbook: bool
    by_answers: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What some words mean: a question with its answers, or else the answers that have them.

    ``others`` are further questions the words fit, ``words`` what was looked for in the end (a
    slip put right).
    """

    question: QuestionCount | None
    others: list[QuestionCount]
    words: str
    rows: AnswerList


class Said:
    """Looks through what was said."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    # Questions and answers

    def questions(self, words: str = "", *, in_answers: bool = False) -> list[QuestionCount]:
        """Return the questions of the playbook, in its order, then those only in the data.

        With words, those whose text or key has them, the nearest first; with ``in_answers`` also
        the questions some answers to which have them. At a million answers this takes some tenths
        of a second; run it in a thread.
        """
        known = self._known()
        if not words.strip():
            return [self._count(key, question) for key, question in known.items()]
        found = self._meant(words, known)
        if in_answers and (query := match_of(words)):
            taken = {each.key for each in found}
            rows = self._desk.store.rows(
                "SELECT question, count(*) AS answers, count(DISTINCT account_id) AS accounts, "
                "max(answered_on) AS newest FROM answers JOIN (SELECT rowid FROM answers_search "
                "WHERE answers_search MATCH ? ORDER BY rowid DESC LIMIT ?) AS found "
                "ON found.rowid = answers.id GROUP BY question ORDER BY answers DESC, question",
                (query, MOST_FOUND),
            )
            for row in rows:
                if (key := row["question"]) not in taken:
                    counts = row["answers"], row["accounts"], row["newest"]
                    found.append(_counted(key, known.get(key), *counts, by_answers=True))
        return found

    def question(self, key: str) -> QuestionCount:
        """Return one question.

        Raises:
            DeskError: neither the playbook nor any answer knows it.
        """
        known = self._known()
        if key not in known:
            raise DeskError(f"No question is called {key!r}; 'workstation answers' lists them.")
        return self._count(key, known[key])

    def text(self, key: str) -> str:
        """Return a question as the playbook asks it, its key as words where no flow does."""
        try:
            return self._desk.playbook.question(key).text
        except KeyError:
            return said_key(key)

    def answers(self, question: str, *, words: str = "", bin: str | None = None) -> AnswerList:  # noqa: A002
        """Return the answers to the question of that key, as a window.

        Each account's newest answer first, by day, then the older ones. ``words`` keeps answers
        and accounts that have them, ``bin`` the accounts of one bin.
        """
        return AnswerList.of_question(self._desk, question, words=words, bin_key=bin)

    def find(self, words: str, *, bin: str | None = None) -> Found:  # noqa: A002
        """Return what some words mean: first a question ("which systems"), else words of answers.

        Where neither has them, the question they are a slip of. Fewer than two letters find
        nothing.
        """
        known = self._known()
        meant = self._meant(words, known)
        rows = None if meant else AnswerList.with_words(self._desk, words, bin_key=bin)
        if rows is not None and not rows.count():
            texts = [f"{_text(key, each)} {said_key(key)}" for key, each in known.items()]
            better = corrected(words, texts)
            meant = self._meant(better, known) if better else []
            words = better if meant else words
        if not meant:
            return Found(None, [], words, rows or AnswerList.with_words(self._desk, ""))
        first, *others = meant
        return Found(first, others, words, self.answers(first.key, bin=bin))

    def report(self, question: str, rows: AnswerList | None = None) -> Report:
        """Return what the accounts answered to a question, in figures.

        ``rows`` are its answers where they were read already (all, or a part of them).

        Raises:
            DeskError: neither the playbook nor any answer knows the question.
        """
        known = self._known()
        if question not in known:
            raise DeskError(
                f"No question is called {question!r}; 'workstation answers' lists them."
            )
        asked = known[question]
        rows = rows if rows is not None else self.answers(question)
        newest = rows.texts(min(rows.accounts, MOST_READ))
        kind = asked.kind if asked else "text"
        currency = self._desk.settings.get("currency") or "USD"
        values, figures, unread = counted(kind, asked.choices if asked else (), newest, currency)
        return Report(
            question=question,
            text=_text(question, asked),
            kind=kind,
            accounts=rows.accounts,
            unanswered=max(self._accounts() - rows.accounts, 0),
            answers=rows.count(),
            read=len(newest),
            unread=unread,
            values=values,
            figures=figures,
        )

    def _accounts(self) -> int:
        return int(
            self._desk.store.value(
                "SELECT (SELECT count(*) FROM accounts) - (SELECT count(*) FROM accounts "
                "WHERE duplicate_of_id IS NOT NULL)"
            )
        )

    def _known(self) -> "dict[str, Question | None]":
        """Return the questions of the playbook by key, then those only the answers know."""
        known: dict[str, Question | None] = {}
        for flow in self._desk.playbook.flows:
            for question in flow.questions():
                known.setdefault(question.key, question)
        for row in self._desk.store.rows(
            "WITH RECURSIVE keys (key) AS (SELECT min(question) FROM answers UNION ALL "
            "SELECT (SELECT min(question) FROM answers WHERE question > key) FROM keys "
            "WHERE key IS NOT NULL) SELECT key FROM keys WHERE key IS NOT NULL"
        ):
            known.setdefault(row["key"], None)
        return known

    def _meant(self, words: str, known: "dict[str, Question | None]") -> list[QuestionCount]:
        near = [
            (rank, key)
            for key, question in known.items()
            if (rank := nearness(words, key, _text(key, question))) is not None
        ]
        near.sort(key=lambda each: each[0])
        return [self._count(key, known[key]) for _, key in near]

    def _count(self, key: str, question: "Question | None") -> QuestionCount:
        # Asked by itself, SQLite counts the accounts along the index; else it sorts them.
        store = self._desk.store
        row = store.row("SELECT count(*), max(answered_on) FROM answers WHERE question = ?", (key,))
        answers, newest = tuple(row) if row else (0, None)
        accounts = answers and store.value(
            "SELECT count(DISTINCT account_id) FROM answers WHERE question = ?", (key,)
        )
        return _counted(key, question, answers, accounts, newest)

    # Objections and best work

    def objections(self, words: str = "") -> list[ObjectionReport]:
        """Return the cards that were heard, with figures, the commonest first.

        Cards gone from the playbook are there too. ``words`` keeps those that have them.
        """
        return read_objections(self._desk, words)

    def objections_of(self, card: str) -> HeardList:
        """Return where an objection was heard and what followed, the latest first."""
        return HeardList.of_card(self._desk, card)

    def best_work(self, words: str = "") -> BestList:
        """Return the calls kept as best work, the latest first (Heinz Marketing, best work)."""
        return BestList.find(self._desk, words)


def _text(key: str, question: "Question | None") -> str:
    return question.text if question else said_key(key)


def _counted(
    key: str,
    question: "Question | None",
    answers: int,
    accounts: int,
    newest: str | None,
    *,
    by_answers: bool = False,
) -> QuestionCount:
    return QuestionCount(
        key=key,
        text=_text(key, question),
        kind=question.kind if question else "text",
        answers=answers,
        accounts=accounts,
        newest_on=date.fromisoformat(newest) if newest else None,
        in_playbook=question is not None,
        by_answers=by_answers,
    )
