"""All rules, in the order in which they are looked at and put right."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.check import (
    belonging,
    bins,
    circles,
    derived,
    forms,
    frame,
    kept,
    log,
    protection,
    steps,
    turns,
    ways,
    zones,
)
from workstation.desk.check.rule import Found, Rule
from workstation.store.check import damage
from workstation.store.check_shape import reindex
from workstation.store.triggers import RULES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.bulk import Progress


class Indexes(Rule):
    """SQLite's indexes agree with their tables; found by its own check, before the rules."""

    key = "indexes"
    title = "indexes that do not agree with their tables"
    repair = "They are made anew from the records."
    stage = "frame"

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield nothing: SQLite's own check has been asked."""
        del desk, progress
        return iter(())

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Make them anew."""
        found = damage(desk.store).indexes
        reindex(desk.store, found)
        return len(found)


INDEXES = Indexes()

_RULES: tuple[Rule, ...] = (
    INDEXES,
    frame.Shape(),
    frame.NothingUnderWay(),
    frame.NextNumbers(),
    turns.TakingTurns(),
    log.ActionStates(),
    log.Readable(),
    frame.InRange(),
    log.Replays(),
    belonging.PointsSomewhere(),
    zones.KnownZones(),
    forms.Moments(),
    forms.WholeNumbers(),
    forms.CleanText(),
    forms.DayOfMoment(),
    forms.Money(),
    kept.SettingsReadable(),
    kept.KeptAsJson(),
    kept.ImportCounts(),
    bins.KNOWN_BIN,
    bins.DUPLICATE,
    *circles.CIRCLES,
    belonging.OfThatAccount(),
    *ways.WAYS,
    *protection.PROTECTION,
    steps.OPEN_IS_OPEN,
    steps.CLOSED_HAS_DAY,
    steps.OneCadence(),
    steps.RUN_ENDED,
    derived.Urgency(),
    derived.Fit(),
    *(derived.Derived(column) for column in RULES),
    derived.Searched(),
    derived.NameKeys(),
)


def title_of(key: str) -> str:
    """Return what a rule says is wrong when several things break it."""
    return next(rule.title for rule in _RULES if rule.key == key)


def all_rules() -> tuple[Rule, ...]:
    """Return every rule."""
    return _RULES
