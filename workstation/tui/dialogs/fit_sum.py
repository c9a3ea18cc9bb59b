"""How an account's scores were made: the sum of its fit line by line, and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import fit, line, one_line
from workstation.tui.widgets.words import stars

if TYPE_CHECKING:
    from workstation.desk.fit.fit import FitScore, FitSum, SumLine
    from workstation.tui.screens.base import DeskScreen

Next = Literal["profiles", "fact", "rescore"]

_MARKS = {
    True: ("✓", "$text-success"),
    False: ("✗", "$text-error"),
    None: ("?", "$text-warning"),
}
_FACT = "fact:"
_ELSE = "else"
_LETTERS = 26
_TITLE = 44
_WIDTH = 70


class ScoreSum(Dialog[Next]):
    """Shows blocks of lines, one below the other; returns what the rep wants to do next."""

    def __init__(self, title: str, blocks: Sequence[Content]) -> None:
        super().__init__()
        self._title = title
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Lay out the blocks."""
        with VerticalScroll(classes="box wide") as box:
            box.border_subtitle = "i note what you know · p profiles · R score all anew · Esc back"
            yield Words(self._title, classes="title")
            for each in self._blocks:
                yield Words(each)

    def on_key(self, event: events.Key) -> None:
        """Go on to what was asked for, or leave."""
        wanted: dict[str, Next | None] = {
            "i": "fact",
            "p": "profiles",
            "R": "rescore",
            "enter": None,
            "F": None,
        }
        pressed = event.character if event.is_printable else event.key
        if pressed in wanted:
            event.stop()
            self.dismiss(wanted[pressed])


async def show_score_sum(screen: DeskScreen, account_id: int) -> None:
    """Show how fit and urgency were made; what is noted there counts at once."""
    from workstation.tui.dialogs.profiles import change_profiles, rescore
    from workstation.tui.widgets.urgency_lines import urgency_lines

    while True:
        made = screen.desk.fit.of(account_id)
        urgency = urgency_lines(screen.desk.signals.of(account_id), _WIDTH)
        blocks = [
            fit_lines(made, screen.desk.fit.stale()),
            Content("\n").join([Content(""), *urgency]),
        ]
        wanted = await screen.ask(ScoreSum(made.account, blocks))
        if wanted == "fact":
            await _note(screen, made)
            continue
        if wanted == "profiles":
            await change_profiles(screen)
        elif wanted == "rescore":
            rescore(screen)
        return


async def _note(screen: DeskScreen, made: FitSum) -> None:
    """Let the rep choose a question the profiles ask, and answer it; or note anything else."""
    from workstation.method.fact_values import asking, expected
    from workstation.tui.dialogs.ask import Ask
    from workstation.tui.dialogs.choose import Choice, Choose

    asked = _asked(made)
    if not asked:
        await _note_freely(screen, made)
        return
    lines = [
        Choice(
            chr(ord("a") + number) if number < _LETTERS else "",
            each.title,
            each.found or "not known",
            each,
        )
        for number, each in enumerate(asked)
    ]
    lines.append(Choice("0", "Anything else", "a fact of your own, as name = value", _ELSE))
    first = next((at for at, each in enumerate(asked) if each.met is None), len(asked))
    chosen = await screen.ask(
        Choose(f"What do you know about {made.account}?", lines, start=first, folds=True)
    )
    if chosen is None:
        return
    if chosen == _ELSE:
        await _note_freely(screen, made)
        return
    key = chosen.source[len(_FACT) :]
    conditions = asking(screen.desk.fit.profiles, key)
    text = await screen.ask(
        Ask(
            chosen.title,
            value=chosen.found,
            hint=" or ".join(dict.fromkeys(filter(None, map(expected, conditions)))),
            meaning=lambda value: screen.desk.fit.say_fact(key, value),
        )
    )
    if text:
        screen.workstation.do(lambda: screen.desk.fit.learn(made.account_id, key, text))


def _asked(made: FitSum) -> list[SumLine]:
    """Return what the profiles ask that only a fact can tell, each once, the best profile first."""
    lines = [*made.score.lines, *(each for _, one in made.others for each in one.lines)]
    facts = {each.source: each for each in reversed(lines) if each.source.startswith(_FACT)}
    return [each for each in lines if facts.get(each.source) is each]


async def _note_freely(screen: DeskScreen, made: FitSum) -> None:
    """Ask for a fact with its name."""
    from workstation.desk.errors import DeskError
    from workstation.tui.dialogs.ask import Ask

    def meaning(text: str) -> str:
        key, sign, value = text.partition("=")
        if not sign:
            raise DeskError("Write it as name = value.")
        return screen.desk.fit.say_fact(key, value)

    text = await screen.ask(
        Ask(
            f"What else do you know about {made.account}?",
            hint="hiring_freeze = no · sales_leader_since = 2026-10-01 · budget = 40k",
            meaning=meaning,
        )
    )
    if text:
        key, _, value = text.partition("=")
        screen.workstation.do(lambda: screen.desk.fit.learn(made.account_id, key, value))


def fit_lines(made: FitSum, stale: str) -> Content:
    """Return the sum of an account's fit: stars, tier, confidence, a line for each condition."""
    one = made.score
    rows = [
        line(
            ("Fit  ", "bold"),
            (stars(one.stars), "$text-warning"),
            (f"  {tier_word(one.tier)}", "bold"),
            (f"  {one.share_known} % of the weight known", "$text-muted"),
            (f"  {one_line(made.profile.title)}", "$text-accent"),
        ),
        line((_reckoned(one), "$text-muted")),
    ]
    if one.tier_said:
        rows.append(line((f"{one.tier_said[:1].upper()}{one.tier_said[1:]}", "$text-muted")))
    rows += [_row(each) for each in one.lines if each.kind == "criterion" or each.met]
    silent = [each for each in one.lines if each.kind != "criterion" and not each.met]
    for words, met in (("not so", False), ("not known", None)):
        asked = [_titled(each) for each in silent if each.met is met]
        if asked:
            said = f"Red flags and deal breakers, {words}: {' · '.join(asked)}"
            rows.append(line((said, "$text-muted")))
    rows += [
        line((f"{one_line(profile.title)}: {_short(score)}", "$text-muted"))
        for profile, score in made.others
    ]
    if stale or not made.kept:
        why = stale or "What is kept of this account is older than what is known."
        rows.append(line((f"{why} R scores all accounts anew.", "$text-warning")))
    return Content("\n").join(rows)


def _row(each: SumLine) -> Content:
    sign, tone = _MARKS[each.met]
    points = f"-{each.points}" if each.kind == "red_flag" else str(each.points or "")
    if each.kind != "criterion":
        sign, tone = "!", "bold $text-error"
    found = one_line(each.found) or "not known"
    return line(
        (f"  {sign} ", tone),
        (f"{points:>3}  ", "$text-muted"),
        fit(each.title, _TITLE),
        "  ",
        (found if len(found) <= _TITLE else found[: _TITLE - 1] + "…", "$text-muted"),
    )


def _reckoned(one: FitScore) -> str:
    if one.deal_breaker:
        return "A deal breaker makes it 0, whatever else is so."
    if one.fit is None:
        return "Nothing is known yet of what the profile asks; that does not count against it."
    lowered = sum(each.points for each in one.lines if each.kind == "red_flag" and each.met)
    less = f", less {lowered} for red flags" if lowered else ""
    return f"{one.met} of the {one.known} points known are met{less}: {one.fit} of 100"


def _short(one: FitScore) -> str:
    if one.deal_breaker:
        return "a deal breaker"
    return "not known" if one.fit is None else f"{one.fit} of 100, {one.share_known} % known"


def _titled(each: SumLine) -> str:
    """Return a condition's title, with a value that was noted and cannot be read as its kind."""
    unread = each.met is None and each.found
    return f"{one_line(each.title)}{f' (“{one_line(each.found)}”)' if unread else ''}"


def tier_word(tier: int | None) -> str:
    """Return a tier in two cells: "T1"; "T?" where it is not known."""
    return f"T{tier}" if tier else "T?"
