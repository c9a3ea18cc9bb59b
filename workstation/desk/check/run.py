"""Runs the check: SQLite's own first, then every rule; repairs, and looks again."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workstation.desk.check import damaged, rules
from workstation.desk.check.report import SHOWN, CheckReport, Problem
from workstation.desk.check.rule import PUT_RIGHT, STAGES, Found, Rule
from workstation.desk.check.suspected import OF_VALUES
from workstation.desk.invitations import follow_invitations
from workstation.store.check import Damage, damage
from workstation.store.check_tables import missing
from workstation.store.triggers import RECORD_TABLES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.bulk import Progress

_ROUNDS = 4
"""One repair may show what another has to put right; after so many rounds it is left."""
_WITH_LINKS = STAGES[: STAGES.index("links") + 1]
_OWN_CHECK = 200
"""How long SQLite's own check takes, in the measure of ``Rule.weight``."""
_ROOM = -131072
"""What SQLite may hold of the file meanwhile, as it wants it said: 128 MB."""
_STEPS = 1000


def check(
    desk: "Desk",
    *,
    repair: bool = False,
    progress: "Progress | None" = None,
    known: CheckReport | None = None,
) -> CheckReport:
    """Look the file through; with ``repair`` put right what can be, after a back-up.

    ``known`` is the report of a look just had, which is then not had again before the repair.
    ``progress`` is told steps done and in all; raising in it stops, with nothing half-done.

    Raises:
        StoreError: the file is locked or cannot be written, or no back-up can be made.
    """
    found = known or look(desk, progress)
    if not repair or not found.repairable:
        return found
    made = desk.safety.back_up("before check")
    mending = _Mending(desk)
    now = found
    for _ in range(_ROUNDS):
        wrong = {each.rule for each in now.left if each.repair}
        if not wrong:
            break
        mending.put_right([rule for rule in rules.all_rules() if rule.key in wrong])
        now = look(desk, progress)
    return CheckReport(
        now.damage,
        found.left,
        now.left,
        mending.repaired,
        made.path,
        mending.actions,
        tuple(mending.without_undo),
        follow_invitations(desk, mending.actions[0]) if mending.actions else (),
    )


def look(desk: "Desk", progress: "Progress | None" = None) -> CheckReport:
    """Look the file through and change nothing.

    Raises:
        StoreError: the file is locked or cannot be read.
    """
    with _room(desk):
        return _looked(desk, progress)


@contextlib.contextmanager
def _room(desk: "Desk") -> Iterator[None]:
    """While entered, more of the file is held in memory: nearly all of it is read."""
    usual = desk.store.value("PRAGMA cache_size")
    desk.store.rows(f"PRAGMA cache_size = {_ROOM}")
    try:
        yield
    finally:
        desk.store.rows(f"PRAGMA cache_size = {usual}")


def _looked(desk: "Desk", progress: "Progress | None") -> CheckReport:
    chosen = rules.all_rules()
    told = _Weighed(progress, _OWN_CHECK + sum(rule.weight for rule in chosen))
    said = damage(desk.store)
    told.add(_OWN_CHECK)
    if lines := said.lines or missing(desk.store):
        return CheckReport(damaged.sentence(desk.store.path, lines))
    found = list(_of_indexes(said))
    for rule in chosen:
        try:
            problem = _problem(desk, rule, told)
        except OF_VALUES:
            # What was found may be what it cannot read: it is asked again once that is put right.
            if not any(each.repair for each in found):
                raise
            problem = None
        if problem is not None:
            found.append(problem)
        told.add(rule.weight)
    return CheckReport(found=tuple(found), left=tuple(found))


def _of_indexes(said: Damage) -> "list[Problem]":
    if not said.indexes:
        return []
    rule = rules.INDEXES
    names = tuple(f"{name} does not agree with its table" for name in said.indexes)
    return [Problem(rule.key, rule.title, len(names), names[:SHOWN], rule.repair, "")]


def _problem(desk: "Desk", rule: Rule, told: "_Weighed") -> Problem | None:
    count = 0
    first: list[Found] = []
    for each in rule.find(desk, told.within(rule.weight)):
        count += each.many
        if len(first) < SHOWN:
            first.append(each)
    if not count:
        return None
    records = tuple(_said(desk, each) for each in first)
    return Problem(rule.key, rule.title, count, records, rule.repair, rule.advice)


class _Mending:
    """Puts right what breaks the rules, and counts it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._agreed = False
        self._recorded = 0
        self.repaired: dict[str, int] = {}
        self.without_undo: list[str] = []
        self.actions: tuple[int, ...] = ()

    def put_right(self, wrong: Sequence[Rule]) -> None:
        """Put right what breaks some rules.

        Links come by themselves at first: what breaks other rules may follow from them.
        """
        apart = not self._agreed and any(rule.stage == "links" for rule in wrong)
        self._agreed = True
        for stage in _WITH_LINKS if apart else STAGES:
            of_stage = [rule for rule in wrong if rule.stage == stage]
            if stage == "links":
                self._agree(of_stage)
            elif stage == "records":
                self._record(of_stage)
            else:
                for rule in of_stage:
                    self._count(rule, rule.mend_unrecorded(self._desk))

    def _agree(self, chosen: Sequence[Rule]) -> None:
        """Put right what points nowhere or past the log, under no action: it has no undo."""
        if not chosen:
            return
        with self._desk.store.action("Check: put right what points nowhere") as act:
            for rule in chosen:
                if fixed := rule.mend(self._desk, act):
                    self._count(rule, fixed)
                    self.without_undo += [rule.key] * (rule.key not in self.without_undo)
            act.mender().belong_to(None)

    def _record(self, chosen: Sequence[Rule]) -> None:
        """Put right what undo takes back, in the one action of the check."""
        if not chosen:
            return
        with self._desk.store.action("Check: put right what was found") as act:
            for rule in chosen:
                fixed = rule.mend(self._desk, act)
                self._count(rule, fixed)
                self._recorded += fixed
            act.retitle(f"{PUT_RIGHT} {self._recorded} thing{'s' * (self._recorded != 1)}")
            if self.actions:
                act.mender().belong_to(self.actions[0])
            else:
                self.actions = (act.id,)

    def _count(self, rule: Rule, done: int) -> None:
        if done:
            self.repaired[rule.key] = self.repaired.get(rule.key, 0) + done


def _said(desk: "Desk", one: Found) -> str:
    """Name a record in words."""
    what = one.table.replace("_", " ")
    if one.id is None:
        return f"{what}: {one.what}"
    if one.table not in RECORD_TABLES:
        return f"{what} {one.id} {one.what}"
    names = desk.store.stored_columns(one.table)
    if "name" in names:
        name = desk.store.value(f"SELECT name FROM {one.table} WHERE id = ?", (one.id,))
    elif "account_id" in names:
        name = desk.store.value(
            f"SELECT name FROM accounts WHERE id = (SELECT account_id FROM {one.table} "
            "WHERE id = ?)",
            (one.id,),
        )
    else:
        name = None
    of = f" ({name})" if name else ""
    return f"{what} {one.id}{of} {one.what}"


class _Weighed:
    """Adds the steps of rules up to one progress."""

    def __init__(self, progress: "Progress | None", total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def add(self, weight: int) -> None:
        """Count a step as done."""
        self._done += weight
        self._tell(0)

    def within(self, weight: int) -> "Progress | None":
        """Return a progress for the parts of one step."""
        if self._progress is None:
            return None
        return lambda done, total: self._tell(weight * done / max(total, 1))

    def _tell(self, more: float) -> None:
        if self._progress is not None:
            self._progress(round(_STEPS * (self._done + more) / self._total), _STEPS)
