"""The nine tiles of the personal dashboard."""

from typing import Literal

import msgspec

TileColumn = Literal["activity", "results", "long_run"]
Chart = Literal[
    "days", "emails", "funnel", "progress", "money", "sources", "months", "stacked", "forecast"
]


class Tile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One tile: which measures it draws, how, over this month or this year to date."""

    key: str
    title: str
    column: TileColumn
    chart: Chart
    measures: list[str]
    span: Literal["month", "year"] = "month"
