"""What experiments and practice came to, as lines of text: pure functions of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.method.drills import BEST, CRITERIA
from workstation.tui.widgets.chart import bar
from workstation.tui.widgets.render import cells, clip, fit, line, one_line, plain
from workstation.tui.widgets.words import said_day, said_seconds

if TYPE_CHECKING:
    from workstation.desk.drills import CardStanding
    from workstation.desk.experiments import ExperimentResult, VariantResult

_TONES = {"better": "bold $text-success", "same": "$text-accent"}
_NUMBERS = (
    ("dials", "dials"),
    ("answered", "answered"),
    ("conversations", "talks"),
    ("five_minute_calls", "5 min"),
    ("next_steps", "next steps"),
)
_CELLS = 12
_WIDE = 2 + 12 + len(_NUMBERS) * _CELLS + 8 + 14
"""Cells from which all the numbers have room; below, only what is compared is shown."""
_LEAST_NAME, _MOST_NAME = 12, 30


def experiment_lines(results: Sequence[ExperimentResult], width: int) -> list[Content]:
    """Return the experiments: a title, a line for each variant, and what can honestly be said.

    Experiments nobody has made a call in are only named, at the end.
    """
    if width < 1:
        return []
    if not results:
        said = "No experiments: give a flow two openers, or a variant, in your own playbook."
        return list(plain(said, style="$text-muted").wrap(width))
    tried = [each for each in results if any(one.dials for one in each.variants)]
    longest = max((cells(one.title) for each in tried for one in each.variants), default=0)
    name = max(min(longest, _MOST_NAME, width // 3), _LEAST_NAME)
    titles = [title for _, title in _NUMBERS] if width >= _WIDE else ["tries"]
    head = "".join(f"{title:>{_CELLS}}" for title in titles) + f"{'rate':>7}"
    rows = [clip(line((f"  {' ' * name}{head}", "$text-muted")), width)] if tried else []
    for each in tried:
        rows += [*_experiment(each, name, width), Content("")]
    if untried := [one_line(each.title) for each in results if each not in tried]:
        said = f"Not tried yet: {' · '.join(untried)}"
        rows += plain(said, style="$text-muted").wrap(width)
    return rows


def _experiment(result: ExperimentResult, name: int, width: int) -> list[Content]:
    title = line(
        (one_line(result.title), "bold $text-accent"),
        (f"   rate: {one_line(result.rate_of)}", "$text-muted"),
    )
    rows = [clip(title, width)]
    for place, each in enumerate(result.variants):
        ahead = place == result.verdict.best and result.verdict.kind == "better"
        rows.append(clip(_variant(each, name, ahead=ahead, wide=width >= _WIDE), width))
    said = line("  ", (one_line(result.verdict.said), _TONES.get(result.verdict.kind, "")))
    return [*rows, *said.wrap(width)]


def _variant(each: VariantResult, name: int, *, ahead: bool, wide: bool) -> Content:
    numbers = [getattr(each, key) for key, _ in _NUMBERS] if wide else [each.tries]
    rate = "–" if each.rate is None else f"{round(100 * each.rate)} %"
    return line(
        ("✓ " if ahead else "  ", "bold $text-success"),
        (fit(each.title, name), "bold" if ahead else ""),
        "".join(f"{number:>{_CELLS}}" for number in numbers),
        (f"{rate:>7}  ", "bold"),
        bar(each.rate, 1.0, 12),
    )


def drill_lines(standing: Sequence[CardStanding], width: int, today: date) -> list[Content]:
    """Return how well each objection card goes, those never practised at the end."""
    if width < 1:
        return []
    done = sorted((each for each in standing if each.times), key=lambda each: each.average or 0)
    title = line(
        ("Practice  ", "bold $text-accent"),
        (f"{len(done)} of {len(standing)} cards practised; d practises", "$text-muted"),
    )
    rows = [clip(title, width)]
    name = max(min(max((cells(each.title) for each in done), default=0), _MOST_NAME), _LEAST_NAME)
    for each in done:
        times = "once" if each.times == 1 else f"{each.times} times"
        weak = f"  least: {CRITERIA[each.weakest]}" if each.weakest else ""
        last = f"  {said_day(each.last_on, today)}" if each.last_on else ""
        rows.append(
            clip(
                line(
                    "  ",
                    fit(each.title, name),
                    (f" {each.average or 0:>4.1f} of {BEST} ", "bold"),
                    bar(each.average, float(BEST), 8),
                    f"  {said_seconds(each.seconds):>5}  {times:<9}",
                    (f"{last}{weak}", "$text-muted"),
                ),
                width,
            )
        )
    return rows
