"""What was said, in figures, as lines of text: pure functions of what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.desk.said.report import say_month
from workstation.method.figures import say_amount, say_figure
from workstation.method.plural import plural
from workstation.tui.widgets.account_parts import folded, hanging
from workstation.tui.widgets.call_words import SOURCES
from workstation.tui.widgets.chart import bar
from workstation.tui.widgets.render import cells, clip, fit, line, one_line

if TYPE_CHECKING:
    from workstation.desk.said.objections import ObjectionReport, SourceTotal
    from workstation.desk.said.report import Report
    from workstation.method.objections import Objection

GONE = "not in the playbook any more"
_UNREAD = {
    "number": "a number",
    "money": "an amount",
    "date": "a day",
    "choice": "one of the choices",
    "yes_no": "yes or no",
}
_WIDEST_BAR, _LEAST_BAR = 24, 4


def report_lines(
    report: Report, most: int, width: int, *, title: bool, words: str
) -> Iterator[Content]:
    """Yield a report, its question only with ``title``, with at most so many values.

    ``words`` are those the answers were picked by, "" for all of them.
    """
    if title:
        yield clip(line((one_line(report.text), "bold")), width)
    who = plural(report.accounts, "account")
    have, others = (plural(each, "has", "have") for each in (report.accounts, report.unanswered))
    said = (
        f"{_said(report.accounts)} {who} {have} answered · {_said(report.unanswered)} {others} not"
    )
    if words:
        said = f"{_said(report.accounts)} {who} said “{one_line(words)}”"
    if report.read < report.accounts:
        said += f" · figures of the {_said(report.read)} latest"
    yield clip(line((said, "$text-muted")), width)
    if figures := report.figures:
        low, high = (say_figure(each, places=2) for each in (figures.lower, figures.upper))
        least, top = (say_figure(each, places=2) for each in (figures.least, figures.most))
        middle = say_amount(figures.median, figures.currency or "")
        pieces = ("median ", (middle, "bold $text-accent"), f" · half between {low} and {high}")
        yield from hanging(line(*pieces, f" · from {least} to {top}"), width)
    yield from _bars(report, most, width)
    if report.unread:
        number = _said(report.unread)
        what = _UNREAD.get(report.kind, report.kind)
        yield clip(line((f"{number} could not be read as {what}", "$text-warning")), width)


def _bars(report: Report, most: int, width: int) -> Iterator[Content]:
    """Yield a bar for each value: the latest months, the choices in order, the commonest texts."""
    values = report.values[-most:] if report.kind == "date" else report.values[:most]
    names = [say_month(each.value) if report.kind == "date" else each.value for each in values]
    whole = max((each.number for each in values), default=0)
    beside = max((len(_said(each.number)) for each in values), default=0)
    room = width - beside - len("  100 %") - 4
    longest = max((cells(name) for name in names), default=0)
    label = min(longest, max(room - _LEAST_BAR, 1))
    drawn = min(room - label, _WIDEST_BAR)
    for name, each in zip(names, values, strict=True):
        drawing = line(f"{fit(name, label)}  ", bar(each.number, whole, drawn), "  ")
        number = (_said(each.number).rjust(beside), "bold")
        yield clip(line(drawing, number, f" {each.percent:>3} %"), width)


def objection_lines(
    report: ObjectionReport,
    card: Objection | None,
    totals: Sequence[SourceTotal],
    width: int,
    *,
    brief: bool,
) -> Iterator[Content]:
    """Yield an objection's figures, its card (``brief``: the question only), totals by source."""
    yield clip(
        line(
            (one_line(report.title), "bold"),
            (f"  {SOURCES.get(report.source, GONE)}", "$text-muted"),
        ),
        width,
    )
    noted = f"{report.resolved} resolved, {report.unresolved} not, {report.unknown} unknown"
    went_on = report.share_went_on
    after = "" if went_on is None else f" · {went_on} % led to a next step"
    yield from hanging(
        line(f"{_said(report.heard)} {plural(report.heard, 'time')} · {noted}{after}"), width
    )
    if card is not None:
        texts = (("ask", card.question), ("story", card.story), ("proof", card.proof))
        for title, text in texts[:1] if brief else texts:
            if text:
                yield from hanging(line((f"{title:<6}", "$text-accent"), one_line(text)), width)
    if len(totals) > 1:
        shares = " · ".join(
            f"{each.source.replace('_', ' ')} {each.heard}"
            + ("" if each.share_resolved is None else f" ({each.share_resolved} % resolved)")
            for each in totals
        )
        yield from hanging(line((f"by source: {shares}", "$text-muted")), width)


def full_lines(head: str, text: str, most: int, width: int) -> Iterator[Content]:
    """Yield a long text in full, at most so many lines of it, below who said it."""
    lines = list(folded(line(one_line(text)), width, 0))
    yield clip(line((one_line(head), "$text-muted")), width)
    for number, each in enumerate(lines[:most], 1):
        cut = number == most < len(lines)
        yield clip(line(each, " …"), width) if cut else each


def _said(number: int) -> str:
    return f"{number:,}".replace(",", " ")
