"""How well accounts fit the ideal customer profiles: the sum of one, the scores of all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.fit.facts import put_facts, read_fact, read_facts
from workstation.desk.fit.mark import put_mark
from workstation.desk.fit.mark import stale as mark_stale
from workstation.desk.fit.preview import FitPreview, FitSample, counted
from workstation.desk.fit.rescore import compare, write_scores
from workstation.desk.fit.values import Facts, facts_of, fields_of, score_all, score_new
from workstation.method.fit import FIT_COLUMNS, FitScore, Scorer, SumLine, best, score
from workstation.method.profiles import Profile

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

__all__ = ["Fit", "FitPreview", "FitSample", "FitScore", "FitSum", "SumLine"]

_FILE = "profiles.yaml"


class FitSum(msgspec.Struct, frozen=True):
    """An account's fit with its sum, worked out now.

    ``score`` is that of the profile that counts (``profile``); ``others`` are those of the other
    profiles. ``kept`` says whether the account's columns hold the same.
    """

    account_id: int
    account: str
    profile: Profile
    score: FitScore
    others: tuple[tuple[Profile, FitScore], ...]
    kept: bool


class Fit:
    """Scores accounts, and says what a change of the profiles would do."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._scorer: tuple[Sequence[Profile], date, str, Scorer] | None = None

    @property
    def profiles(self) -> list[Profile]:
        """The profiles in force."""
        return self._desk.playbook.profiles

    def scorer(self) -> Scorer:
        """Return a scorer for the profiles in force, today and the rep's currency; it is kept."""
        profiles, today, currency = self.profiles, self._desk.days.today(), self._currency
        held = self._scorer
        if held is None or held[0] is not profiles or held[1:3] != (today, currency):
            held = self._scorer = (profiles, today, currency, Scorer(profiles, today, currency))
        return held[3]

    @property
    def _currency(self) -> str:
        return self._desk.settings.get("currency")

    # One account

    def of(self, account_id: int) -> FitSum:
        """Return an account's fit, line by line.

        Raises:
            DeskError: it is not there.
        """
        account = self._desk.accounts.get(account_id)
        values, facts = (
            fields_of(self._desk.store, account_id),
            facts_of(self._desk.store, account_id),
        )
        today = self._desk.days.today()
        currency = self._currency
        scores = [score(each, values or {}, facts, today, currency) for each in self.profiles]
        at = best(scores)
        others = [
            (profile, one)
            for number, (profile, one) in enumerate(zip(self.profiles, scores, strict=True))
            if number != at
        ]
        same = [account.fit, account.fit_confidence, account.tier] == [
            scores[at].fit,
            scores[at].confidence,
            scores[at].tier,
        ]
        return FitSum(
            account_id, account.name, self.profiles[at], scores[at], tuple(others), kept=same
        )

    def learn(self, account_id: int, key: str, value: str) -> Changed:
        """Note one fact about an account, as ``learn_all`` does."""
        return self.learn_all(account_id, {key: value})

    def learn_all(self, account_id: int, values: Mapping[str, str]) -> Changed:
        """Note facts about an account in one action, forgetting empty ones; its score follows.

        Raises:
            DeskError: the account is not there; a fact has no name, is not what the profiles that
                ask for it can read, or is to be forgotten and not known. Nothing is noted then.
        """
        account = self._desk.accounts.get(account_id)
        facts = read_facts(self._desk, values)
        title = f"{account.name}: {', '.join(each.said() for each in facts)}"
        with self._desk.store.action(title) as act:
            put_facts(self._desk, act, account_id, facts)
            self.put(act, [account_id])
        advice = tuple(each.advice for each in facts if each.advice)
        return Changed(act.id, title, (account_id,), advice)

    def say_fact(self, key: str, value: str) -> str:
        """Return how a fact would be noted, in words.

        Raises:
            DeskError: it would not be, as ``learn_all`` says.
        """
        fact = read_fact(self._desk, key, value)
        return f"{fact.key} is {fact.value}. {fact.advice}" if fact.value else fact.said()

    # Scores kept with the accounts

    def columns(self, values: Mapping[str, Any], facts: Facts | None = None) -> dict[str, Any]:
        """Return the columns that hold the score of an account about to be written."""
        return dict(zip(FIT_COLUMNS, score_new(self.scorer(), values, facts or {}), strict=True))

    def put(self, act: "Writer", account_ids: Sequence[int]) -> int:
        """Score accounts inside an action under way; return how many changed."""
        rows = [
            (number, *new)
            for portion in score_all(self._desk.store, self.scorer(), account_ids)
            for number, old, new in portion
            if old != new
        ]
        if len(rows) == 1:
            act.update("accounts", rows[0][0], dict(zip(FIT_COLUMNS, rows[0][1:], strict=True)))
            return 1
        return act.update_many("accounts", FIT_COLUMNS, rows)

    def rescore(
        self, progress: "Progress | None" = None, account_ids: Sequence[int] | None = None
    ) -> Changed:
        """Score all accounts (or some) anew, as one action; only rows that change are written.

        ``progress`` is told steps done and in all; raising in it stops, with nothing changed.

        Raises:
            DeskError: every score is up to date.
        """
        with self._desk.store.action("Rescore the accounts") as act:
            compared = write_scores(self._desk.store, act, self.scorer(), account_ids, progress)
            marked = account_ids is None and put_mark(self._desk, act, self.profiles)
            if not compared.changed and not marked:
                raise DeskError(f"All scores are up to date: {counted(compared.accounts)}.")
            title = f"Rescore {counted(compared.accounts)}: {compared.said_moved()}"
            act.retitle(title)
        return Changed(act.id, title, compared.some())

    def preview(
        self, profiles: Sequence[Profile] | None = None, progress: "Progress | None" = None
    ) -> FitPreview:
        """Say what scoring all accounts with these profiles would move; nothing is written.

        Raises:
            DeskError: the profiles contradict themselves.
        """
        scorer = self.scorer()
        if profiles is not None:
            self.check(profiles)
            scorer = Scorer(profiles, self._desk.days.today(), self._currency)
        compared = compare(self._desk.store, scorer, None, progress)
        marks = ", ".join("?" * len(compared.sampled))
        names = self._desk.store.rows(
            f"SELECT id, name FROM accounts WHERE id IN ({marks})", compared.sampled
        )
        both = (*self.profiles, *(profiles or ()))
        return compared.preview({row["id"]: row["name"] for row in names}, both)

    def tiers(self) -> dict[int | None, int]:
        """Return how many accounts each tier holds; None stands for those not known yet."""
        found = {
            row["tier"]: row["accounts"]
            for row in self._desk.store.rows(
                "SELECT tier, count(*) AS accounts FROM accounts GROUP BY tier"
            )
        }
        return {tier: found.get(tier, 0) for tier in (1, 2, 3, 4, None)}

    def stale(self) -> str:
        """Return why the accounts should be scored anew, in a sentence; "" when they need not."""
        return mark_stale(self._desk)

    # The profiles themselves

    def check(self, profiles: Sequence[Profile]) -> None:
        """Refuse profiles that contradict themselves.

        Raises:
            DeskError: the first thing that is wrong, as a sentence.
        """
        from workstation.playbook.save_profiles import complaints

        for each in complaints(profiles):
            raise DeskError(each)

    def change(self, profiles: Sequence[Profile], progress: "Progress | None" = None) -> Changed:
        """Write the profiles into the rep's own profiles.yaml and score all accounts by them.

        One action, all of it or nothing; its undo takes the file back too. ``progress`` is as in
        ``rescore``.

        Raises:
            DeskError: the profiles contradict themselves or are those in force already, there is
                no own folder, or it cannot be written.
        """
        from workstation.desk.fit import file as fit_file

        self.check(profiles)
        if list(profiles) == self.profiles:
            raise DeskError("The profiles are as they were; nothing was changed.")
        desk = self._desk
        folder = fit_file.folder_of(desk)
        change = fit_file.change_to(folder, profiles)
        written = False
        try:
            with desk.store.action("Change the profiles") as act:
                scorer = Scorer(profiles, desk.days.today(), self._currency)
                compared = write_scores(desk.store, act, scorer, None, progress)
                put_mark(desk, act, profiles)
                title = f"Change the profiles: {compared.said_moved()}"
                act.retitle(title)
                fit_file.keep(desk, act, change)
                fit_file.write(folder, change.after)
                written = True
        except BaseException:
            if written:
                fit_file.write(folder, change.before)
            raise
        fit_file.put_in_force(desk, profiles, own=True)
        return Changed(act.id, title, compared.some())

    def mistake(self) -> str:
        """Return why the rep's own profiles.yaml is not in force; "" when nothing is wrong."""
        problem = next((one for one in self._desk.loaded.problems if one.file == _FILE), None)
        return "" if problem is None else f"{problem} The default stands in for your own file."
