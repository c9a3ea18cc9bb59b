"""What a dashboard tile shows, as values for the screen and the command line to draw."""

from dataclasses import dataclass
from datetime import date

from workstation.desk.measures.measures import Number
from workstation.method.dashboard import Chart, TileColumn
from workstation.method.figures import Shows
from workstation.method.forecast import Outlook
from workstation.method.measures import Pace

Series = tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A named component of a tile: a funnel step, a source, a kind of revenue, a rate."""

    key: str
    title: str
    value: Number
    shows: Shows = "number"
    target: float | None = None
    series: Series = ()


@dataclass(frozen=True, slots=True)
class TileView:
    """One tile: `value` is its headline, `caption` one short sentence.

    `series` fits the chart: the days of the month (None for days to come and free days without
    work), the months of the year (None for those to come), or the parts of a funnel. `labels`
    name its members. `each_target` is the target of one member of the series. Money is in minor
    units of `unit`; percentages are fractions. `outlook` is there for a forecast with enough
    history.
    """

    key: str
    title: str
    column: TileColumn
    chart: Chart
    measure: str
    value: Number
    target: float | None = None
    shows: Shows = "number"
    unit: str = ""
    series: Series = ()
    labels: tuple[str, ...] = ()
    each_target: float | None = None
    parts: tuple[Part, ...] = ()
    caption: str = ""
    pace: Pace | None = None
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the month stands: `working_day` of `working_days`, today included, and the level."""

    day: date
    working_day: int
    working_days: int
    level: str
