"""What follows from other rows is what they make it: columns of accounts, scores, search, names."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workstation.desk.check.rule import Found, Rule
from workstation.desk.check.wording import column_words
from workstation.method.fit import FIT_COLUMNS
from workstation.store import check_search
from workstation.store.triggers import RULES, derive

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

_AT_A_TIME = 1000


class Derived(Rule):
    """A column of ``accounts`` that triggers keep (``store.triggers.RULES``)."""

    stage = "derived"
    weight = 20
    repair = "It is worked out anew."

    def __init__(self, column: str) -> None:
        self.key = f"accounts.{column}"
        self.title = f"accounts with a stale {column_words(column)}"
        self._column = column

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the accounts."""
        del progress
        name, rule = self._column, RULES[self._column]
        for row in desk.store.each(
            f"SELECT id, {name}, {rule} FROM accounts WHERE {name} IS NOT {rule}"
        ):
            was, right = (each or "nothing" for each in row[1:])
            said = f"has {was} as its {column_words(name)}, and its records make it {right}"
            yield Found("accounts", row["id"], said)

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Work the columns out anew, all of them at once."""
        found: dict[str, int] = {}
        wrong = sum(1 for _ in self.find(desk))
        desk.store.rewrite_cache(lambda connection: found.update(derive(connection)))
        return max(found[self._column], wrong)


class Urgency(Rule):
    """Urgency is the sum of an account's signals (METHOD, urgency).

    A score without signals came from elsewhere, and is left to the recount the desk offers.
    """

    key = "accounts.urgency"
    title = "accounts whose urgency is not that of their signals"
    repair = "It is summed up anew; nobody is planned to be called because of it."
    weight = 10

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the accounts."""
        del progress
        for number, was, right in _urgencies(desk):
            yield Found("accounts", number, f"has urgency {was}, and its signals make it {right}")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Sum the signals up anew."""
        from workstation.desk.urgency_fold import refold

        found = [number for number, _, _ in _urgencies(desk)]
        refold(desk, act, found)
        return len(found)


def _urgencies(desk: "Desk") -> Iterator[tuple[int, int, int]]:
    """Yield accounts whose urgency or its moment is wrong, with the score and the right one."""
    from workstation.desk.clock import iso
    from workstation.desk.told_signals import told
    from workstation.desk.urgency_mark import rules_changed
    from workstation.method.urgency import fold

    if rules_changed(desk):
        return
    rules = desk.playbook.signals
    after = 0
    while rows := desk.store.rows(
        "SELECT id, urgency, urgency_at FROM accounts WHERE id > ? AND id IN "
        "(SELECT account_id FROM signals) ORDER BY id LIMIT ?",
        (after, _AT_A_TIME),
    ):
        signs = told(desk, [row["id"] for row in rows])
        for row in rows:
            found = fold(signs.get(row["id"], []), rules.decay, rules.lead_from)
            at = iso(found.at) if found.at else None
            if (found.points, at) != (row["urgency"], row["urgency_at"]):
                yield row["id"], row["urgency"], found.points
        after = rows[-1]["id"]


class Fit(Rule):
    """Fit, its confidence and the tier are those of the profiles in force.

    Where the profiles changed since, rescoring is the rep's to ask for. An account with a day
    that a criterion looks at may have another score tomorrow, and is passed over.
    """

    key = "accounts.fit"
    title = "accounts whose fit is not that of the profiles"
    repair = "They are scored anew."
    weight = 40

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the accounts."""
        del progress
        for number, was, right in _fits(desk):
            yield Found("accounts", number, f"has {was}, and by the profiles it has {right}")

    def mend(self, desk: "Desk", act: "Writer") -> int:
        """Score the accounts."""
        found = [number for number, _, _ in _fits(desk)]
        desk.fit.put(act, found)
        return len(found)


def _differing(old: "Sequence[object]", new: "Sequence[object]") -> tuple[str, str]:
    """Say the parts of two scores in which they differ, of each."""
    pairs = [each for each in zip(FIT_COLUMNS, old, new, strict=True) if each[1] != each[2]]
    was = ", ".join(_part(word, value) for word, value, _ in pairs)
    return was, ", ".join(_part(word, value) for word, _, value in pairs)


def _part(name: str, value: object) -> str:
    return f"{name.replace('_', ' ')} {'none' if value is None else value}"


def _fits(desk: "Desk") -> list[tuple[int, object, object]]:
    """Return accounts with the fit they have and the right one, where a column differs."""
    from workstation.desk.fit.mark import profiles_changed
    from workstation.desk.fit.values import score_all

    changed = profiles_changed(desk)
    asked = [each for profile in desk.playbook.profiles for each in profile.conditions()]
    dated = {each.fact for each in asked if each.within_days is not None}
    if changed or "" in dated:
        return []
    marks = ", ".join("?" * len(dated))
    sql = f"SELECT account_id FROM facts WHERE key IN ({marks})"
    moving = {row[0] for row in desk.store.each(sql, sorted(dated))}
    found: list[tuple[int, object, object]] = []
    scored = 0
    for portion in score_all(desk.store, desk.fit.scorer(), None):
        # What was never scored is left to the scoring the desk offers.
        rated = [each for each in portion if each[1][1] is not None]
        scored += len(rated)
        found += [
            (number, *_differing(old, new))
            for number, old, new in rated
            if tuple(old) != tuple(new) and number not in moving
        ]
    # Nothing tells the profiles the scores are of: with most of them other, it is the profiles.
    return found if changed is not None or 2 * len(found) < scored else []


class Searched(Rule):
    """The search indexes say what the rows say."""

    key = "search"
    title = "entries of the search index that are not as the rows"
    repair = "The index is made anew."
    stage = "derived"
    weight = 60

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the indexes."""
        del progress
        for each in check_search.disagreeing(desk.store):
            missing = "1 row is" if each.missing == 1 else f"{each.missing} rows are"
            surplus = "1 entry has" if each.surplus == 1 else f"{each.surplus} entries have"
            parts = [f"{missing} missing"] * bool(each.missing)
            parts += [f"{surplus} no row"] * bool(each.surplus)
            parts += ["it is stale"] * each.stale
            yield Found(each.name, None, ", ".join(parts), each.wrong)

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Make the indexes anew."""
        found = check_search.disagreeing(desk.store)
        for each in found:
            check_search.rebuild(desk.store, each.name)
        return sum(each.wrong for each in found)


class NameKeys(Rule):
    """The compared form kept of a name is the one the name has (``desk.name_keys``)."""

    key = "name_keys"
    title = "compared names that are not those of the accounts"
    repair = "They go, and are made anew when they are next needed."
    stage = "derived"
    weight = 20

    def find(self, desk: "Desk", progress: "Progress | None" = None) -> Iterator[Found]:
        """Yield the accounts."""
        del progress
        from workstation.method.names import company_key

        for number, name, key in desk.store.each("SELECT account_id, name, key FROM name_keys"):
            if company_key(name) != key:
                yield Found("accounts", number, f"is compared as “{key}”")

    def mend_unrecorded(self, desk: "Desk") -> int:
        """Forget the wrong ones."""
        found = [(each.id,) for each in self.find(desk)]
        desk.store.rewrite_cache(
            lambda connection: connection.executemany(
                "DELETE FROM name_keys WHERE account_id = ?", found
            )
        )
        return len(found)
