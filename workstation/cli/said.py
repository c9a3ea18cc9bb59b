"""What was said in calls: answers to a question over all accounts, and objections."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option, limit_option
from workstation.cli.names import choose
from workstation.cli.output import Column, complain, on_terminal, paint, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.plural import plural

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.said.lists import AnswerRow, HeardRow, RowT, SaidList
    from workstation.desk.said.report import Report
    from workstation.desk.said.said import Found, QuestionCount

PAGE = 500
SCREENFUL = 25
"""Rows a terminal gets unless told otherwise."""


@click.command()
@click.argument("words", nargs=-1)
@click.option("--report", "as_report", is_flag=True, help="Figures in place of the answers.")
@limit_option(f"At most so many; all of them in a pipe, {SCREENFUL} on a terminal.")
@json_option
@click.pass_obj
def answers(
    session: Session, *, words: tuple[str, ...], as_report: bool, limit: int | None, as_json: bool
) -> None:
    """List what every account answered to a question; without words, the questions.

    WORDS are some of the question ("which systems") or its key; where no question has them, the
    answers that have them are listed.
    """
    said = session.desk.said
    if not words:
        _questions(said.questions()[:limit], as_json=as_json)
        return
    found = said.find(" ".join(words))
    if as_report:
        _report(session.desk, found, as_json=as_json)
        return
    wanted = _wanted(found.rows, limit, as_json=as_json)
    rows = [row for page in _pages(found.rows, wanted) for row in page]
    if as_json:
        say_json([shape(row) for row in rows])
        return
    if on_terminal() and (question := found.question):
        say(paint(question.text, "bold"))
    _say_answers(session.desk, found, rows)
    _say_end(found, wanted)


def _questions(questions: "Sequence[QuestionCount]", *, as_json: bool) -> None:
    if as_json:
        say_json([shape(each) for each in questions])
        return
    say_table(
        (
            Column("question", least=16, style="bold"),
            Column("key", least=8, style="dim"),
            Column("accounts", right=True),
            Column("answers", right=True),
            Column("newest"),
        ),
        [(each.text, each.key, each.accounts, each.answers, each.newest_on) for each in questions],
    )


def _say_answers(desk: "Desk", found: "Found", rows: "Sequence[AnswerRow]") -> None:
    asked = () if found.question else (Column("question", least=12, style="dim"),)
    say_table(
        (
            Column("account", least=8, style="bold"),
            Column("answer", least=16),
            *asked,
            Column("contact", least=8),
            Column("day"),
        ),
        [
            (
                row.account,
                row.answer if row.newest else f"(earlier) {row.answer}",
                *([] if found.question else [desk.said.text(row.question)]),
                row.contact,
                row.on,
            )
            for row in rows
        ],
    )


def _say_end(found: "Found", wanted: int) -> None:
    """Say what to do where there is nothing; to a person what is left out or else meant, too."""
    if not found.rows.count():
        known = "Nobody has answered this yet." if found.question else "Nobody has said that yet."
        complain(f"{known} 'workstation answers' lists the questions.")
    if not on_terminal():
        return
    if found.rows.count() > wanted:
        left = found.rows.count() - wanted
        say(paint(f"… and {left} more; --limit shows more.", "dim"))
    if found.others:
        others = ", ".join(each.key for each in found.others)
        say(paint(f"The words also fit: {others}.", "dim"))


def _report(desk: "Desk", found: "Found", *, as_json: bool) -> None:
    from workstation.desk.errors import DeskError

    if found.question is None:
        raise DeskError(
            f"No question has the words “{found.words}”; 'workstation answers' lists them."
        )
    made = desk.said.report(found.question.key, found.rows)
    if as_json:
        say_json(shape(made))
        return
    say(paint(made.text, "bold"))
    say("\n".join(_report_lines(made)))


def _report_lines(made: "Report") -> Iterator[str]:
    from workstation.desk.said.report import say_month
    from workstation.method.figures import say_amount

    who = plural(made.accounts, "account has", "accounts have")
    others = plural(made.unanswered, "has", "have")
    yield f"{made.accounts} {who} answered, {made.unanswered} {others} not"
    if made.read < made.accounts:
        yield f"from the {made.read} that answered last"
    if figures := made.figures:
        for name in ("median", "lower", "upper", "least", "most"):
            said = {"lower": "lower quarter", "upper": "upper quarter"}.get(name, name)
            figure = getattr(figures, name)
            yield f"{said}\t{say_amount(figure, figures.currency or '')}"
    for share in made.values:
        value = say_month(share.value) if made.kind == "date" else share.value
        yield f"{share.number}\t{share.percent} %\t{value}"
    if made.unread:
        yield f"{made.unread} could not be read as {_KINDS.get(made.kind, made.kind)}"


_KINDS = {
    "number": "a number",
    "money": "an amount",
    "date": "a day",
    "choice": "one of the choices",
    "yes_no": "yes or no",
}


@click.command()
@click.argument("card", nargs=-1)
@limit_option(f"At most so many; all of them in a pipe, {SCREENFUL} on a terminal.")
@json_option
@click.pass_obj
def objections(
    session: Session, *, card: tuple[str, ...], limit: int | None, as_json: bool
) -> None:
    """List the objections heard and what worked; with CARD, where that one was heard."""
    desk = session.desk
    found = desk.said.objections()
    if card:
        known = {each.key: each.title for each in desk.playbook.objections}
        known |= {each.card: each.title for each in found}
        _heard(desk, choose(" ".join(card), known, "Objection"), limit, as_json=as_json)
        return
    if as_json:
        say_json(
            [
                shape(each)
                | {"share_resolved": each.share_resolved, "share_went_on": each.share_went_on}
                for each in found[:limit]
            ]
        )
        return
    say_table(
        (
            Column("objection", least=12, style="bold"),
            Column("source", least=8, style="dim"),
            Column("heard", right=True),
            Column("resolved", right=True),
            Column("next step", right=True),
            Column("last"),
        ),
        [
            (
                each.title,
                each.source.replace("_", " "),
                each.heard,
                _percent(each.share_resolved),
                _percent(each.share_went_on),
                each.last_on,
            )
            for each in found[:limit]
        ],
    )
    if not found and on_terminal():
        say("No objection was noted yet; in a call, Ctrl+O finds a card by two letters.")


def _heard(desk: "Desk", card: str, limit: int | None, *, as_json: bool) -> None:
    listing = desk.said.objections_of(card)
    wanted = _wanted(listing, limit, as_json=as_json)
    rows = [row for page in _pages(listing, wanted) for row in page]
    if as_json:
        say_json([shape(row) for row in rows])
        return
    say_table(
        (
            Column("account", least=8, style="bold"),
            Column("their words", least=12),
            Column("resolved"),
            Column("what followed", least=12),
            Column("day"),
        ),
        [
            (
                row.account,
                row.said,
                {True: "yes", False: "no", None: "?"}[row.resolved],
                _followed(row),
                row.on,
            )
            for row in rows
        ],
    )
    if on_terminal() and not rows:
        say("This one was not heard yet.")
    elif on_terminal() and listing.count() > wanted:
        say(paint(f"… and {listing.count() - wanted} more; --limit shows more.", "dim"))


def _followed(row: "HeardRow") -> str:
    if row.booked:
        return "meeting booked"
    return f"{row.next_on} {row.next_why}" if row.next_on else ""


def _percent(share: int | None) -> str:
    return "" if share is None else f"{share} %"


def _wanted(
    listing: "SaidList[AnswerRow] | SaidList[HeardRow]", limit: int | None, *, as_json: bool
) -> int:
    if limit is None and on_terminal() and not as_json:
        limit = SCREENFUL
    return listing.count() if limit is None else min(limit, listing.count())


def _pages(listing: "SaidList[RowT]", wanted: int) -> "Iterator[Sequence[RowT]]":
    for first in range(0, wanted, PAGE):
        yield listing.page(first, min(PAGE, wanted - first))
