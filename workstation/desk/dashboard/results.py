"""The tiles of what came of it this month: progress, money, sources."""

from dataclasses import replace

from workstation.desk.dashboard.tile_frame import Frame
from workstation.desk.dashboard.tiles import Part, TileView
from workstation.method.dashboard import Tile
from workstation.method.days import MONTHS, add_months, month_of
from workstation.method.figures import say_figure
from workstation.method.words import SOURCES


def progress(frame: Frame, tile: Tile) -> TileView:
    """Draw the sum so far against the month's target, and say where this pace ends."""
    base = frame.base(tile)
    target = frame.month_target(base.measure)
    return replace(
        base,
        target=target,
        series=frame.running(base.measure),
        labels=frame.day_labels(),
        pace=frame.month_pace(base.measure, base.value, target),
        caption=_heading(frame, base, target),
    )


def _heading(frame: Frame, base: TileView, target: float | None) -> str:
    if target is not None and (base.value or 0) >= target:
        return "The month's target is reached."
    measure = frame.measures.measure(base.measure)
    if not frame.adds_up(base.measure):
        aim = "" if target is None else f" The target is {frame.figure(measure, target)}."
        return f"{frame.figure(measure, base.value)} this month.{aim}"
    _, here, total = frame.working_days
    if not here:
        return "The month has not begun."
    ends = frame.figure(measure, (base.value or 0) * total / here)
    return f"At this pace {ends} by the end of the month."


def money(frame: Frame, tile: Tile) -> TileView:
    """Draw the sum so far, beside what last month came to."""
    base = frame.base(tile)
    measure = frame.measures.measure(base.measure)
    before = add_months(frame.month, -1)
    earlier = frame.says(measure.key, *month_of(before))
    return replace(
        base,
        target=frame.month_target(measure.key),
        series=frame.running(measure.key),
        labels=frame.day_labels(),
        caption=f"{MONTHS[before.month - 1]} came to {earlier}."
        + frame.left_out([measure.key], *frame.span(tile)),
    )


def sources(frame: Frame, tile: Tile) -> TileView:
    """Seed, net and spear each by itself; the headline is that of the largest source."""
    base = frame.base(tile)
    measure = frame.measures.measure(base.measure)
    span = frame.span(tile)
    found = frame.measures.by_source(measure.key, *span)
    below = frame.measures.by_source(measure.over or measure.key, *span)
    above = frame.measures.by_source(measure.of or measure.key, *span)
    parts = tuple(
        Part(source or "unknown", (source or "unknown").capitalize(), value, measure.shows)
        for source, value in found.items()
    )
    largest = max(reversed(SOURCES), key=lambda source: below[source] or 0)
    caption = "Nothing from a known source this month."
    if below[largest] and measure.how != "ratio":
        caption = f"Most from {largest}: {frame.figure(measure, found[largest])}."
    elif below[largest]:
        caption = (
            f"{largest.capitalize()}: {say_figure(above[largest])} of "
            f"{say_figure(below[largest])}. Sources are never averaged."
        )
    return replace(
        base,
        value=found[largest],
        series=tuple(part.value for part in parts),
        labels=tuple(part.title for part in parts),
        parts=parts,
        caption=caption,
    )
