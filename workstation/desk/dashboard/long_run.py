"""The tiles of the year: months, revenue by kind, rates and outlook."""

from dataclasses import replace

from workstation.desk.dashboard.tile_frame import Frame
from workstation.desk.dashboard.tiles import Part, TileView
from workstation.desk.outlook import month_outlook
from workstation.method.dashboard import Tile
from workstation.method.days import MONTHS
from workstation.method.figures import say_figure


def months(frame: Frame, tile: Tile) -> TileView:
    """Draw a column for each month of the year."""
    base = frame.base(tile)
    measure = frame.measures.measure(base.measure)
    series = frame.month_series(base.measure)
    known = [(value or 0, month) for month, value in enumerate(series) if value is not None]
    best, month = max(known, key=lambda found: found[0], default=(0, 0))
    caption = "Nothing yet this year."
    if best:
        caption = f"Best month: {MONTHS[month]} with {frame.figure(measure, best)}."
    return replace(
        base,
        target=None,
        series=series,
        labels=tuple(name[:1] for name in MONTHS),
        each_target=frame.month_target(base.measure),
        caption=caption,
    )


def stacked(frame: Frame, tile: Tile) -> TileView:
    """Several amounts on top of each other for each month; the headline is their sum."""
    base = frame.base(tile)
    span = frame.span(tile)
    parts = tuple(
        replace(frame.part(key, *span), series=frame.month_series(key)) for key in tile.measures
    )
    measure = frame.measures.measure(base.measure)
    total = sum(part.value or 0 for part in parts)
    said = ", ".join(
        f"{part.title.lower()} {say_figure((part.value or 0) / total, 'percent')}"
        for part in parts
        if total and part.value
    )
    return replace(
        base,
        value=total,
        series=tuple(
            None if all(value is None for value in month) else sum(value or 0 for value in month)
            for month in zip(*(part.series for part in parts), strict=True)
        ),
        labels=tuple(name[:1] for name in MONTHS),
        parts=parts,
        caption=(f"{said.capitalize()}." if said else f"No {measure.shows} yet this year.")
        + frame.left_out(tile.measures, *span),
    )


def forecast(frame: Frame, tile: Tile) -> TileView:
    """Rates of the year, and the range in which this month will end."""
    base = frame.base(tile)
    span = frame.span(tile)
    parts = [frame.part(key, *span) for key in tile.measures]
    seen = month_outlook(frame.desk, frame.measures, frame.day, frame.working)
    caption = "Not enough history for an outlook yet."
    if seen is not None:
        parts += [
            Part("low", "Low", seen.low),
            Part("high", "High", seen.high),
            Part("chance", "Chance of the month's target", seen.chance, "percent"),
            Part("with_more", "With one more a day", seen.chance_with_more, "percent"),
        ]
        caption = f"{seen.low} to {seen.high} qualified by the end of the month"
        if seen.chance is not None:
            caption += f"; chance of {say_figure(seen.target)}: {_percent(seen.chance)}"
        if seen.chance_with_more is not None:
            caption += f", with one more conversation a day {_percent(seen.chance_with_more)}"
        caption += "."
    return replace(
        base,
        target=frame.month_target(base.measure),
        series=frame.month_series(base.measure),
        labels=tuple(name[:1] for name in MONTHS),
        parts=tuple(parts),
        caption=caption + frame.left_out(tile.measures, *span),
        outlook=seen,
    )


def _percent(chance: float) -> str:
    """Write a chance without promising more than it knows."""
    if chance > 0.99:
        return "over 99 %"
    if chance < 0.01:
        return "under 1 %"
    return f"{round(chance * 100)} %"
