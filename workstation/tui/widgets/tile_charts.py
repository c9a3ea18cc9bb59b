"""The charts of the dashboard's tiles, each drawn into the room its tile has."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.method.figures import Shows, say_figure
from workstation.tui.widgets import chart
from workstation.tui.widgets.render import cells, clip, fit, in_ascii, line

if TYPE_CHECKING:
    from workstation.desk.dashboard.tiles import TileView
    from workstation.desk.measures.measures import Number
    from workstation.method.forecast import Outlook

_WEEKEND = 5
_MUTED = "$text-muted"
_DONE = "$primary"
_SHORTEST_BAR = 11


@dataclass(frozen=True, slots=True)
class Room:
    """What a chart is drawn into: cells and lines, on the dashboard of a day.

    Amounts are in `currency`, whose minor units have `digits` decimals.
    """

    width: int
    height: int
    day: date
    currency: str = ""
    digits: int = 2
    ascii_only: bool = False

    def figure(self, value: Number, shows: Shows) -> str:
        """Write a number; amounts with thousands apart and their currency."""
        return say_figure(value, shows, currency=self.currency, digits=self.digits)


def draw(view: TileView, room: Room) -> list[Content]:
    """Draw the chart of a tile in at most `room.height` lines."""
    if room.width < 1 or room.height < 1:
        return []
    match view.chart:
        case "days" | "emails":
            lines = _days(view, room)
        case "progress" | "money":
            lines = _running(view, room)
        case "funnel":
            lines = _funnel(view, room)
        case "sources":
            lines = _sources(view, room)
        case "months":
            lines = _months(view, room)
        case "stacked":
            lines = _stacked(view, room)
        case "forecast":
            lines = _forecast(view, room)
    return [clip(each, room.width) for each in lines[: room.height]]


# A month of days


def _days(view: TileView, room: Room) -> list[Content]:
    labels, height = _labelled(_mondays(view, room.day), room)
    lines = chart.columns(
        view.series,
        height,
        room.width,
        target=view.each_target,
        labels=labels,
        ascii_only=room.ascii_only,
    )
    ground = height - 1
    lines[ground] = _without_weekends(lines[ground], view.series, room)
    if labels is not None and view.each_target:
        dash = "-" if room.ascii_only else "╌"
        said = f"  {dash} {say_figure(view.each_target)} a day"
        if lines[-1].cell_length + cells(said) <= room.width:
            lines[-1] = line(lines[-1], (said, _MUTED))
    return lines


def _without_weekends(ground: Content, series: Sequence[Number], room: Room) -> Content:
    """Take the dots of free Saturdays and Sundays away, so that the weeks stand apart."""
    each = _each(len(series), room.width)
    if not each:
        return ground
    first = room.day.replace(day=1)
    pieces = ground.divide([at * each for at in range(1, len(series))])
    return Content.assemble(
        *(
            Content(" " * each)
            if value is None and (first.weekday() + at) % 7 >= _WEEKEND
            else piece
            for at, (piece, value) in enumerate(zip(pieces, series, strict=False))
        )
    )


def _running(view: TileView, room: Room) -> list[Content]:
    """Draw what has come together by each day, below a bar against the target."""
    lines: list[Content] = []
    if view.target and room.height > 1:
        bar = chart.bar(view.value, view.target, room.width, ascii_only=room.ascii_only)
        lines = [bar, Content("")] if room.height > 5 else [bar]
    left = replace(room, height=room.height - len(lines))
    labels, height = _labelled(_mondays(view, room.day), left)
    target = view.target if view.chart == "progress" else None
    return lines + chart.columns(
        view.series,
        height,
        room.width,
        target=target,
        labels=labels,
        ascii_only=room.ascii_only,
    )


def _mondays(view: TileView, day: date) -> list[str]:
    """Return the labels of the month's days: Mondays have theirs, and the first of the month."""
    first = day.replace(day=1).weekday()
    return [
        label if (first + at) % 7 == 0 or (at == 0 and first < _WEEKEND - 1) else ""
        for at, label in enumerate(view.labels)
    ]


# Steps and sources


def _funnel(view: TileView, room: Room) -> list[Content]:
    """Draw each step as a bar with its number and the share of the step before that came here."""
    shares = [""]
    for before, here in itertools.pairwise(view.parts):
        share = (here.value or 0) / before.value * 100 if before.value else None
        shares.append("–" if share is None else f"{round(share)} %")
    said = [room.figure(part.value, part.shows) for part in view.parts]
    number, share = (max(map(cells, each), default=0) for each in (said, shares))
    longest = max((cells(part.title) for part in view.parts), default=0)
    label = max(min(longest, room.width - number - share - 3 - _SHORTEST_BAR), 8)
    long = max(room.width - label - number - share - 3, 0)
    top = max((part.value or 0 for part in view.parts), default=0)
    glyph = "#" if room.ascii_only else "▓"
    lines: list[Content] = []
    for part, text, came in zip(view.parts, said, shares, strict=True):
        filled = max(round((part.value or 0) / top * long), 1) if top and part.value else 0
        lines.append(
            line(
                fit(part.title, label) + " ",
                (fit(glyph * min(filled, long), long), _DONE),
                " " + fit(text, number, "right"),
                (" " + fit(came, share, "right"), _MUTED),
            )
        )
    return _spread(lines, room.height)


def _sources(view: TileView, room: Room) -> list[Content]:
    top = max((part.value or 0 for part in view.parts), default=0)
    label = max((cells(part.title) for part in view.parts), default=0)
    said = [room.figure(part.value, part.shows) for part in view.parts]
    number = max(map(cells, said), default=0)
    long = max(room.width - label - number - 2, 0)
    lines = [
        line(
            fit(part.title, label) + " ",
            chart.bar(part.value, top, long, ascii_only=room.ascii_only),
            " " + fit(text, number, "right"),
        )
        for part, text in zip(view.parts, said, strict=True)
    ]
    return _spread(lines, room.height)


def _spread(lines: list[Content], height: int) -> list[Content]:
    """Put empty lines between where there is room for them."""
    if height < 2 * len(lines) - 1:
        return lines
    return [each for content in lines for each in (content, Content(""))][:-1]


# Months of the year


def _months(view: TileView, room: Room) -> list[Content]:
    labels, height = _labelled(list(view.labels), room)
    lines = chart.columns(
        view.series,
        height,
        room.width,
        target=view.each_target,
        labels=labels,
        ascii_only=room.ascii_only,
    )
    if labels is not None and view.each_target:
        dash = "-" if room.ascii_only else "╌"
        said = f"  {dash} {say_figure(view.each_target)} a month"
        if lines[-1].cell_length + cells(said) <= room.width:
            lines[-1] = line(lines[-1], (said, _MUTED))
    return lines


def _stacked(view: TileView, room: Room) -> list[Content]:
    kinds = {part.title: part.series for part in view.parts}
    beside = 2 if room.height > 3 else 1 if room.height > 1 else 0
    *columns, _ = chart.stacked(
        kinds, max(room.height - beside, 1), room.width, ascii_only=room.ascii_only
    )
    # Two cells more for the space the legend ends with.
    legend = chart.stacked(kinds, 1, room.width + 2, ascii_only=room.ascii_only)[-1].rstrip()
    each = _each(len(view.labels), room.width)
    months = line(("".join(fit(label, each) for label in view.labels), _MUTED))
    return [*columns, *[months, legend][2 - beside :]]


# The outlook


def _forecast(view: TileView, room: Room) -> list[Content]:
    seen = view.outlook
    rates = [part for part in view.parts if part.key != view.measure and part.shows != "percent"]
    rates = [part for part in rates if part.key not in ("low", "high")]
    words = ""
    for part in (part for part in rates if part.value is not None):
        more = f"{part.title} {room.figure(part.value, part.shows)}"
        longer = f"{words} · {more}" if words else more
        words = longer if not words or cells(longer) <= room.width else words
    said = line(words)
    if seen is None:
        return [said]
    lines = [_range(seen, room), _legend(seen, room)]
    if room.height > 2:
        lines.insert(0, said)
    if room.height > 4:
        lines += _chances(seen, room)
    if room.height > 6:
        lines.insert(1, Content(""))
    if room.height > 7 and len(lines) > 5:
        lines.insert(4, Content(""))
    return lines


def _range(seen: Outlook, room: Room) -> Content:
    """Draw what is done, and the range the month is likely to end in, against the target."""
    full, likely, free, tick = ("#", "=", ".", "|") if room.ascii_only else ("▓", "▒", "·", "┃")
    target = seen.target or 0
    top = max(seen.high, target, 1)
    scale = (room.width - 1) / top
    row = [
        (full, _DONE)
        if at < seen.done * scale
        else (likely, "$accent")
        if at < seen.high * scale
        else (free, _MUTED)
        for at in range(room.width)
    ]
    if target:
        row[round(target * scale)] = (tick, "bold")
    return line(*row)


def _legend(seen: Outlook, room: Room) -> Content:
    full, likely, tick = ("#", "=", "|") if room.ascii_only else ("▓", "▒", "┃")
    goal = f"  {tick} {say_figure(seen.target)} wanted" if seen.target else ""
    likely_words = f"{seen.low}" if seen.low == seen.high else f"{seen.low}–{seen.high}"
    return in_ascii(
        line(
            (full, _DONE),
            (f" {seen.done} now  ", _MUTED),
            (likely, "$accent"),
            (f" {likely_words} likely{goal}", _MUTED),
        ),
        room.ascii_only,
    )


def _chances(seen: Outlook, room: Room) -> list[Content]:
    rows = [
        (f"Chance of {say_figure(seen.target)}", seen.chance),
        ("with one more a day", seen.chance_with_more),
    ]
    known = [(label, chance) for label, chance in rows if chance is not None]
    label = max((len(each) for each, _ in known), default=0)
    long = max(room.width - label - 6, 0)
    return [
        line(
            fit(each, label) + " ",
            chart.bar(chance, 1.0, long, ascii_only=room.ascii_only),
            fit(f"{round(chance * 100)} %", 5, "right"),
        )
        for each, chance in known
    ]


# What they share


def _labelled(labels: list[str], room: Room) -> tuple[list[str] | None, int]:
    """Return the labels and the lines left for the columns; no labels where there are few lines."""
    return (labels, room.height - 1) if room.height > 2 else (None, room.height)


def _each(number: int, width: int) -> int:
    """Return how many cells a column takes, as the chart divides them."""
    return min(width // number, 5) if number else 0
