"""How a call's own things are worded and folded: cards, ladders, where the buyer stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.method.buyer import SCALES, BuyerScales, scale_of, title_of
from workstation.tui.widgets.render import Piece, clip, fit, line, one_line, plain

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Rung
    from workstation.method.objections import Objection

SOURCES: Mapping[str, str] = {
    "inertia": "it is easier to change nothing",
    "options": "they do not want to give up options",
    "mistake": "they are afraid of a mistake",
    "role_models": "nobody like them has done it",
    "weak_case": "the case is not strong enough",
}
"""Where resistance comes from, in words (Heinz Marketing)."""

LABEL = 9


def card_lines(card: Objection, width: int) -> list[Content]:
    """Return an objection's card: where it comes from, a question back, a story, a proof."""
    rows = [line((one_line(card.title), "bold"), (f"   {SOURCES[card.source]}", "$text-muted"))]
    for title, text in (("Ask", card.question), ("Story", card.story), ("Proof", card.proof)):
        label = title
        rows.append(Content(""))
        for folded in plain(text, style="bold" if title == "Ask" else "").wrap(width - LABEL):
            rows.append(line((fit(label, LABEL), "$text-accent"), folded))
            label = ""
    return rows


def ladder_lines(ladder: Sequence[Rung], width: int, cursor: int | None = None) -> list[Content]:
    """Return the why-ladder as a small tree, deeper answers further in."""
    rows = []
    for at, rung in enumerate(ladder):
        here = at == cursor
        branch = f"{'   ' * (rung.depth - 1)}└─ " if rung.depth else ""
        mark = "" if cursor is None else ("▸ " if here else "  ")
        row = line(mark, (branch, "$text-muted"), (one_line(rung.text), "bold" if here else ""))
        rows.append(clip(row, width))
    return rows


def standing_line(scales: BuyerScales, standing: Mapping[str, str], *, starred: bool) -> Content:
    """Return where a buyer stands, "interest keen · urgency now", nothing for what is not known."""
    pieces: list[Piece] = [("★ ", "$text-warning")] if starred else []
    among = False
    for name in SCALES:
        if key := standing.get(name):
            said = title_of(scale_of(scales, name), key)
            pieces += [(" · " if among else "", "$text-muted"), (f"{name} ", "$text-muted")]
            pieces.append((said, "bold"))
            among = True
    return line(*pieces)
