"""How well accounts fit the ideal customer profiles: the sum of one, the scores of all."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.fit_preview import Comparison, FitPreview, FitSample, counted
from workstation.desk.fit_values import Facts, facts_of, fields_of, score_all, score_new
from workstation.method.conditions import read_day
from workstation.method.fit import FIT_COLUMNS, FitScore, Scorer, SumLine, best, score
from workstation.method.profiles import Profile, fact_key
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

__all__ = ["Fit", "FitPreview", "FitSample", "FitScore", "FitSum", "SumLine"]

_MARK = "fit_scored"
"""The setting that says which profiles all accounts were scored with, and on which day."""
_DAYS = 7
"""Days after which scores that look at days are old."""
_LOOKED_AT = 100


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
        self._scorer: tuple[Sequence[Profile], date, Scorer] | None = None

    @property
    def profiles(self) -> list[Profile]:
        """The profiles in force."""
        return self._desk.playbook.profiles

    def scorer(self) -> Scorer:
        """Return a scorer for the profiles in force and today; kept until either changes."""
        profiles, today = self.profiles, self._desk.days.today()
        held = self._scorer
        if held is None or held[0] is not profiles or held[1] != today:
            held = self._scorer = (profiles, today, Scorer(profiles, today))
        return held[2]

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
        scores = [score(each, values or {}, facts, today) for each in self.profiles]
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
        """Note a fact about an account, or with an empty value forget it; its score follows.

        Raises:
            DeskError: the account is not there, the fact has no name, or there is none to forget.
        """
        account = self._desk.accounts.get(account_id)
        name, said = fact_key(clean_line(key)), clean_line(value)
        if not name:
            raise DeskError("A fact needs a name, such as hiring_freeze.")
        known = [
            row["id"]
            for row in self._desk.store.rows(
                "SELECT id, key FROM facts WHERE account_id = ? AND contact_id IS NULL ORDER BY id",
                (account_id,),
            )
            if fact_key(row["key"]) == name
        ]
        if not said and not known:
            raise DeskError(f"Nothing called {name} is known about {account.name}.")
        title = f"{account.name}: {name} {said}" if said else f"{account.name}: forget {name}"
        with self._desk.store.action(title) as act:
            for number in known[:-1] if said else known:
                act.delete("facts", number)
            if said and known:
                act.update("facts", known[-1], {"value": said})
            elif said:
                act.insert("facts", {"account_id": account_id, "key": name, "value": said})
            self.put(act, [account_id])
        return Changed(act.id, title, (account_id,))

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
            compared = self._compare(self.scorer(), account_ids, progress)
            rows = [(number, *new) for number, new in compared.changed]
            told = _second_half(progress, compared.accounts) if progress else None
            act.update_many("accounts", FIT_COLUMNS, rows, progress=told)
            marked = account_ids is None and self._mark(act)
            if not rows and not marked:
                raise DeskError(f"All scores are up to date: {counted(compared.accounts)}.")
            moved = compared.preview({}).moved
            title = f"Rescore {counted(compared.accounts)}: {moved:,} changed tier".replace(
                ",", " "
            )
            act.retitle(title)
        return Changed(act.id, title, tuple(number for number, _ in compared.changed[:100]))

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
            scorer = Scorer(profiles, self._desk.days.today())
        compared = self._compare(scorer, None, progress)
        marks = ", ".join("?" * len(compared.sampled))
        names = self._desk.store.rows(
            f"SELECT id, name FROM accounts WHERE id IN ({marks})", compared.sampled
        )
        return compared.preview({row["id"]: row["name"] for row in names})

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
        store = self._desk.store
        mark = store.value("SELECT value FROM settings WHERE key = ?", (_MARK,))
        if mark is not None:
            profiles, _, day = str(mark).partition(" ")
            if profiles != _digest(self.profiles):
                return "The profiles have changed since the accounts were scored."
            asked = [each for profile in self.profiles for each in profile.conditions()]
            today = self._desk.days.today()
            age = (today - (read_day(day) or today)).days
            if age >= _DAYS and any(each.within_days is not None for each in asked):
                return f"The accounts were scored {age} days ago, and some criteria look at days."
            return ""
        first = [row[0] for row in store.rows("SELECT id FROM accounts LIMIT ?", (_LOOKED_AT,))]
        for portion in score_all(store, self.scorer(), first):
            for _, old, new in portion:
                if old[0] is None and old[1] is None:
                    return "Accounts have not been scored yet."
                if old != new and (old[0] is None or old[3] is not None):
                    return "The profiles have changed since the accounts were scored."
        return ""

    # The profiles themselves

    def check(self, profiles: Sequence[Profile]) -> None:
        """Refuse profiles that contradict themselves.

        Raises:
            DeskError: the first thing that is wrong, as a sentence.
        """
        from workstation.playbook.save_profiles import problems_of

        for each in problems_of(profiles):
            raise DeskError(f"{each.path} is {each.found}; expected {each.expected}.")

    def save(self, profiles: Sequence[Profile]) -> Path:
        """Write the profiles into the rep's own playbook, and put them in force.

        The scores stay until ``rescore``. Undo does not take the file back.

        Raises:
            DeskError: the profiles contradict themselves, there is no own folder, or it cannot be
                written.
        """
        from workstation.playbook.load import Loaded
        from workstation.playbook.save_profiles import FILE, save_profiles

        self.check(profiles)
        desk = self._desk
        if desk.own_playbook is None:
            raise DeskError("There is no folder for a playbook of your own here.")
        try:
            path = save_profiles(desk.own_playbook, profiles)
        except OSError as error:
            why = error.strerror or str(error)
            raise DeskError(f"{FILE} cannot be written: {why}. Nothing was changed.") from error
        playbook = msgspec.structs.replace(desk.playbook, profiles=list(profiles))
        others = [each for each in desk.loaded.problems if each.file != FILE]
        desk.loaded = Loaded(playbook, others, desk.loaded.own | {FILE})
        return path

    def _compare(
        self, scorer: Scorer, account_ids: Sequence[int] | None, progress: "Progress | None"
    ) -> Comparison:
        store = self._desk.store
        compared = Comparison()
        total = (
            len(account_ids)
            if account_ids is not None
            else store.value("SELECT count(*) FROM accounts")
        )
        for portion in score_all(store, scorer, account_ids):
            compared.add(portion)
            if progress is not None:
                progress(compared.accounts, 2 * max(total, compared.accounts))
        return compared

    def _mark(self, act: "Writer") -> bool:
        """Note the profiles all accounts were scored with; say whether that is new."""
        text = f"{_digest(self.profiles)} {self._desk.days.today().isoformat()}"
        row = self._desk.store.row("SELECT id, value FROM settings WHERE key = ?", (_MARK,))
        if row is None:
            act.insert("settings", {"key": _MARK, "value": text})
        elif row["value"] != text:
            act.update("settings", row["id"], {"value": text})
        else:
            return False
        return True


def _digest(profiles: Sequence[Profile]) -> str:
    return sha256(msgspec.json.encode(list(profiles))).hexdigest()[:16]


def _second_half(progress: "Progress", accounts: int) -> "Progress":
    """Return a progress for the writing, which follows the reading of all accounts."""
    return lambda done, total: progress(accounts + accounts * done // max(total, 1), 2 * accounts)
