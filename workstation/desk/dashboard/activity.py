"""The tiles of what was done this month: days, emails, the funnel."""

import itertools
from dataclasses import replace

from workstation.desk.dashboard.tile_frame import Frame
from workstation.desk.dashboard.tiles import Part, TileView
from workstation.desk.measures.measures import whole
from workstation.method.dashboard import Tile
from workstation.method.figures import say_figure
from workstation.method.measures import Pace


def days(frame: Frame, tile: Tile) -> TileView:
    """Draw a column for each day of the month against the day's target."""
    base = frame.base(tile)
    each = frame.measures.target(base.measure, "day", frame.day)
    target = frame.month_target(base.measure)
    found = frame.month_pace(base.measure, base.value, target)
    return replace(
        base,
        target=target,
        series=frame.day_series(base.measure),
        labels=frame.day_labels(),
        each_target=each,
        pace=found,
        caption=_still_needed(frame, base, target, found),
    )


def _still_needed(frame: Frame, base: TileView, target: float | None, found: Pace | None) -> str:
    done = base.value or 0
    measure = frame.measures.measure(base.measure)
    if target is None or found is None:
        return f"{frame.figure(measure, base.value)} this month."
    if done >= target:
        return "The month's target is reached."
    gone, _, total = frame.working_days
    if gone >= total:
        return f"{frame.figure(measure, target - done)} short of the month's target."
    each = frame.figure(measure, found.per_day_left)
    return f"{each} a working day from here reach the month's target."


def emails(frame: Frame, tile: Tile) -> TileView:
    """Emails a day, their response rate, and the responses that wait."""
    base = frame.base(tile)
    target = frame.month_target(base.measure)
    parts = [
        replace(frame.part(key, *frame.span(tile)), target=frame.month_target(key))
        for key in tile.measures
    ]
    waiting = int(
        frame.desk.store.value(
            "SELECT count(*) FROM follow_ups WHERE state = 'open' AND kind = 'response'"
        )
    )
    parts.append(Part("responses_waiting", "Responses waiting", waiting))
    rate = next((part for part in parts if part.shows == "percent"), None)
    said = []
    if rate is not None and rate.value is not None:
        usual = "" if rate.target is None else f" (target {say_figure(rate.target, 'percent')})"
        said.append(f"{rate.title} {say_figure(rate.value, 'percent')}{usual}")
    if waiting:
        said.append(f"{waiting} {'response waits' if waiting == 1 else 'responses wait'}")
    return replace(
        base,
        target=target,
        series=frame.day_series(base.measure),
        labels=frame.day_labels(),
        parts=tuple(parts),
        pace=frame.month_pace(base.measure, base.value, target),
        caption=f"{', '.join(said)}." if said else "No email has arrived this month.",
    )


def funnel(frame: Frame, tile: Tile) -> TileView:
    """Each step and where the most is lost; the headline is the end of it."""
    base = frame.base(tile)
    parts = tuple(frame.part(key, *frame.span(tile)) for key in tile.measures)
    shares = [
        (whole(here.value) / before.value, before, here)
        for before, here in itertools.pairwise(parts)
        if before.value
    ]
    caption = "Nothing has come in at the top this month."
    if shares:
        share, before, here = min(shares, key=lambda found: found[0])
        caption = (
            f"Narrowest: {say_figure(share, 'percent')} from "
            f"{before.title.lower()} to {here.title.lower()}."
        )
    return replace(
        base,
        target=frame.month_target(base.measure),
        series=tuple(part.value for part in parts),
        labels=tuple(part.title for part in parts),
        parts=parts,
        caption=caption,
    )
