"""Small charts as lines of text, pure functions; they read without colour and in plain ASCII too.

Styles are the meaning of a part, resolved by the theme: "$primary" for what was done, "$text-muted"
for what is missing. A number may be None (nothing known for that day); a chart of nothing, or one
too small to be drawn, is an empty line, never an error. Infinite numbers count as missing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from textual.content import Content

from workstation.tui.widgets.render import cells, clip, fit, in_ascii, line

Number = float | None

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_EIGHTHS_ASCII = " ..::==##"
_PATTERNS = ("█", "▒", "◆", "░", "▞", "●")
_PATTERNS_ASCII = ("#", "=", "+", ".", "%", "o")
_TONES = ("$primary", "$accent", "$success", "$warning", "$secondary", "$error")
_DONE = "$primary"
_MUTED = "$text-muted"


def short(number: Number) -> str:
    """Write a number in at most six cells: 950, 12.5, 41k, 2.3M, –12k; missing is "–"."""
    if number is None or not math.isfinite(number):
        return "–"
    sign, size = ("-" if number < 0 else ""), abs(float(number))
    if size < 999.95:
        digits = 0 if round(size, 1).is_integer() else 1
        return f"{sign}{size:.{digits}f}"
    for unit in ("k", "M", "G", "T"):
        size /= 1000
        if size < 999.5:
            return f"{sign}{size:.1f}{unit}" if size < 9.95 else f"{sign}{size:.0f}{unit}"
    return f"{sign}>999T"


def bar(value: Number, target: Number, width: int, *, ascii_only: bool = False) -> Content:
    """Progress against a target, `width` cells: full at the target.

    Beyond the target the scale grows so that the value fits, and a tick shows where the target is.
    Without a target (None, zero or less) any value fills the bar.
    """
    if width < 1:
        return Content("")
    done, wanted = _size(value), _size(target)
    full, empty, tick = ("#", ".", "|") if ascii_only else ("▓", "░", "┃")
    if wanted == 0:
        filled = width if done else 0
    else:
        filled = _share(done, max(done, wanted), width)
        if filled == width and done < wanted:
            filled -= 1
    if wanted and done > wanted and width > 1:
        at = min(_share(wanted, done, width), width - 1)
        return line((full * at, _DONE), (tick, "bold"), (full * (width - at - 1), _DONE))
    return line((full * filled, _DONE), (empty * (width - filled), _MUTED))


def columns(
    series: Sequence[Number],
    height: int,
    width: int,
    *,
    target: Number = None,
    labels: Sequence[str] | None = None,
    ascii_only: bool = False,
) -> list[Content]:
    """Column chart of `height` lines, a line of labels below them when there are labels.

    A missing day is a dot on the ground line. The target, when it lies inside, is a row of dashes
    behind the columns. When the series is longer than the width, its end is shown. Columns
    are as wide as fits, at most four cells, with a gap when there is room.
    """
    shown = list(series)[-width:] if width > 0 else []
    if height < 1 or not shown:
        return [Content("")] * max(height, 0)
    each = min(width // len(shown), 5)
    thick = each - 1 if each > 1 else 1
    top = max([*map(_size, shown), _size(target)])
    levels = [None if _missing(n) else _share(_size(n), top, height * 8, least=1) for n in shown]
    goal = _share(_size(target), top, height * 8) if _size(target) else 0
    goal_row = min((goal - 1) // 8, height - 1) if goal else -1
    lines = [
        line(
            *(_block(level, row, goal_row, each, thick, ascii_only=ascii_only) for level in levels)
        )
        for row in reversed(range(height))
    ]
    if labels is not None:
        lines.append(_labels(list(labels)[-len(shown) :], each))
    return lines


def _block(
    level: int | None, row: int, goal_row: int, each: int, thick: int, *, ascii_only: bool
) -> Content:
    eighths = _EIGHTHS_ASCII if ascii_only else _EIGHTHS
    dash = "-" if ascii_only else "╌"
    gap = dash if row == goal_row and each > thick else " " * (each - thick)
    if level is None and row == 0:
        return line(("." if ascii_only else "·", _MUTED), " " * (each - 1))
    filled = 0 if level is None else max(0, min(level - row * 8, 8))
    if filled:
        return line((eighths[filled] * thick, _DONE), (gap, _MUTED))
    if row == goal_row:
        return line((dash * each, _MUTED))
    return line(" " * each)


def _labels(labels: Sequence[str], each: int) -> Content:
    """Labels under their columns; one that has no room beside the one before it is left out."""
    text = ""
    for index, label in enumerate(labels):
        place = index * each
        ends = place + cells(label)
        if ends <= each * len(labels) and (not text or cells(text) < place or ends < place + each):
            text += " " * (place - cells(text)) + label
    return line((fit(text, max(each * len(labels), cells(text))), _MUTED))


def stacked(
    series_by_kind: Mapping[str, Sequence[Number]],
    height: int,
    width: int,
    *,
    ascii_only: bool = False,
) -> list[Content]:
    """Stacked columns of `height` lines and a legend below; each kind has its own pattern.

    Negative and missing numbers take no room. The longest series gives the number of columns.
    """
    periods = max((len(series) for series in series_by_kind.values()), default=0)
    shown = min(periods, max(width, 0))
    if height < 1 or not shown:
        return [Content("")] * max(height, 0)
    patterns = _PATTERNS_ASCII if ascii_only else _PATTERNS
    looks = [(patterns[i % 6], _TONES[i % 6]) for i in range(len(series_by_kind))]
    stacks = [
        [_size(series[at]) if at < len(series) else 0.0 for series in series_by_kind.values()]
        for at in range(periods - shown, periods)
    ]
    top = max(map(sum, stacks))
    each = min(width // shown, 5)
    thick = each - 1 if each > 1 else 1
    lines = [
        line(*(_slice(stack, (row + 0.5) / height * top, looks, each, thick) for stack in stacks))
        for row in reversed(range(height))
    ]
    legend = zip(looks, series_by_kind, strict=True)
    pieces = [piece for look, kind in legend for piece in (look, f" {kind}  ")]
    lines.append(in_ascii(clip(line(*pieces), width), ascii_only))
    return lines


def _slice(
    stack: Sequence[float], level: float, looks: Sequence[tuple[str, str]], each: int, thick: int
) -> Content:
    reached = 0.0
    for size, (pattern, tone) in zip(stack, looks, strict=True):
        reached += size
        if level < reached:
            return line((pattern * thick, tone), " " * (each - thick))
    return line(" " * each)


def funnel(
    steps: Sequence[tuple[str, Number]], width: int, *, ascii_only: bool = False
) -> list[Content]:
    """One line a step, with the share of the step before that came this far."""
    shares = [""]
    for (_, before), (_, now) in itertools.pairwise(steps):
        known = not _missing(now) and _size(before)
        shares.append(f"{min(_size(now) / _size(before), 99.99):.0%}" if known else "–")
    return _bars(steps, shares[: len(steps)], width, ascii_only=ascii_only)


def _bars(
    pairs: Sequence[tuple[str, Number]], notes: Sequence[str], width: int, *, ascii_only: bool
) -> list[Content]:
    if width < 1:
        return [Content("")] * len(pairs)
    top = max((_size(number) for _, number in pairs), default=0.0)
    numbers = 7
    noted = 6 if any(notes) else 0
    longest = max((cells(label) for label, _ in pairs), default=0)
    labelled = min(longest, max(width // 3, 8), max(width - numbers - 1, 1))
    room = max(width - labelled - 1 - numbers - noted, 0)
    glyph = "#" if ascii_only else "▓"
    lines: list[Content] = []
    for (label, number), note in zip(pairs, notes, strict=True):
        long = _share(_size(number), top, room, least=1)
        drawn = line(
            fit(label, labelled) + " ",
            (glyph * long, _DONE),
            " " * (room - long),
            fit(short(number), numbers, "right"),
            (fit(note, noted, "right"), _MUTED),
        )
        lines.append(in_ascii(clip(drawn, width), ascii_only))
    return lines


def _missing(number: Number) -> bool:
    return number is None or not math.isfinite(number)


def _size(number: Number) -> float:
    """Return a number as a length: nothing for missing and negative ones."""
    return 0.0 if number is None or not math.isfinite(number) else max(float(number), 0.0)


def _share(part: float, whole: float, room: int, *, least: int = 0) -> int:
    """Return how many of `room` steps a part takes; something that is there takes `least`."""
    if part <= 0 or whole <= 0 or room <= 0:
        return 0
    return min(max(round(part / whole * room), least), room)
