"""Fit at the desk: kept with the accounts, followed up, rescored, previewed, undone."""

import csv
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.world import account
from tests.method.profiles import breaker, criterion, flag, profile
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.method.fit import FIT_COLUMNS
from workstation.method.profiles import Profile
from workstation.playbook.load import load
from workstation.playbook.resources import playbook_folder

CORE = profile(
    criterion("industry", 2, field="industry", like=["food*"]),
    criterion("size", 1, field="employees", at_least=50),
    criterion("turnover", 1, field="revenue", at_least=1000),
    flag("freeze"),
    breaker("rival"),
)


def profiled(desk: Desk, *profiles: Profile) -> None:
    """Put profiles in force, without a file."""
    playbook = desk.playbook.but(profiles=list(profiles))
    desk.loaded = type(desk.loaded)(playbook)


def kept(desk: Desk, account_id: int) -> tuple[object, ...]:
    """Return the score as the account's columns hold it."""
    return tuple(
        desk.store.rows(
            f"SELECT {', '.join(FIT_COLUMNS)} FROM accounts WHERE id = ?", (account_id,)
        )[0]
    )


def everything(desk: Desk) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in desk.store.rows(f"SELECT id, {', '.join(FIT_COLUMNS)} FROM accounts ORDER BY id")
    ]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    profiled(desk, CORE)
    return desk


def test_a_new_account_has_its_score_in_the_same_action(desk: Desk) -> None:
    made = desk.accounts.add({"name": "Corvid", "industry": "Foods", "employees": 10}).made
    assert made is not None
    assert kept(desk, made) == (67, 75, 3, "core", None)
    assert len(desk.history.recent()) == 1
    assert kept(desk, account(desk)) == (None, 0, None, None, None)


def test_an_edit_moves_the_score_and_undo_takes_both_back(desk: Desk) -> None:
    number = account(desk)
    desk.accounts.edit(number, {"industry": "Food", "employees": 80})
    assert kept(desk, number)[:3] == (100, 75, 2)
    yen = {"revenue_minor": 1500, "revenue_currency": "JPY"}
    desk.accounts.edit(number, yen)
    assert kept(desk, number)[:3] == (100, 75, 2), "yen are not known beside dollars"
    desk.accounts.edit(number, {"revenue_currency": "USD"})
    assert kept(desk, number)[:3] == (75, 100, 2), "15 dollars"
    for _ in range(3):
        desk.history.undo()
    assert kept(desk, number) == (None, 0, None, None, None)


def test_revenue_counts_in_the_currency_it_is_asked_in_and_only_there(desk: Desk) -> None:
    number = account(desk)
    yen = {"revenue_minor": 1500, "revenue_currency": "JPY"}
    desk.accounts.edit(number, {"industry": "Food", "employees": 80} | yen)
    assert desk.fit.of(number).score.lines[2].found == "1500 JPY; asked in USD, so not known"
    desk.fit.rescore()
    desk.settings.set("currency", "JPY")
    assert "your currency" in desk.fit.stale()
    assert not desk.fit.of(number).kept
    desk.fit.rescore()
    assert desk.fit.stale() == ""
    assert kept(desk, number)[:3] == (100, 100, 1), "yen have no cents"
    dollars = {"name": "B", "revenue_minor": 150_000, "revenue_currency": "USD"}
    made = desk.accounts.add(dollars).made
    assert made is not None
    assert kept(desk, made)[1] == 0
    profiled(desk, msgspec.structs.replace(CORE, criteria=[
        *CORE.criteria[:2], criterion("turnover", field="revenue", at_least=1000, currency="USD"),
    ]))  # fmt: skip
    desk.fit.rescore()
    assert (kept(desk, number)[1], kept(desk, made)[:2]) == (75, (100, 25))


def test_a_profile_that_lifts_accounts_past_a_deal_breaker_is_warned_about(desk: Desk) -> None:
    for n in range(3):
        number = desk.accounts.add({"name": f"A {n}", "industry": "Food"}).made
        assert number is not None
        if n:
            desk.fit.learn(number, "rival", "yes")
    assert desk.fit.preview().warning() == ""
    copy = msgspec.structs.replace(CORE, key="copy", deal_breakers=[])
    preview = desk.fit.preview([CORE, copy])
    assert (preview.lifted, preview.stars_up) == (2, 2)
    assert preview.warning().startswith("2 accounts that a deal breaker ends would count again: ")
    same = msgspec.structs.replace(copy, deal_breakers=CORE.deal_breakers)
    assert desk.fit.preview([CORE, same]).lifted == 0
    other = msgspec.structs.replace(
        CORE,
        deal_breakers=[breaker("foods", field="industry", like=["food"])],
        criteria=[*CORE.criteria[1:], criterion("x")],
    )
    assert desk.fit.preview([other]).lifted == 0, "ended by another"


def test_a_fact_counts_at_once_and_can_be_forgotten(desk: Desk) -> None:
    number = account(desk)
    desk.accounts.edit(number, {"industry": "Food"})
    desk.fit.learn(number, "Freeze", "yes")
    assert kept(desk, number) == (80, 50, 3, "core", "freeze")
    desk.fit.learn(number, "freeze", "no")
    assert kept(desk, number)[0] == 100
    desk.fit.learn(number, "rival", "yes")
    assert kept(desk, number) == (0, 100, 4, "core", "rival")
    assert [fact.value for fact in desk.accounts.page(number).facts] == ["no", "yes"]
    desk.fit.learn(number, "rival", "")
    assert kept(desk, number)[0] == 100
    with pytest.raises(DeskError, match="Nothing called rival is known"):
        desk.fit.learn(number, "rival", " ")
    with pytest.raises(DeskError, match="needs a name"):
        desk.fit.learn(number, "?!", "yes")
    desk.history.undo()
    assert kept(desk, number)[4] == "rival"


def test_a_fact_of_the_wrong_kind_is_refused_with_what_is_expected(desk: Desk) -> None:
    profiled(desk, msgspec.structs.replace(CORE, deal_breakers=[
        breaker("since", within_days=30), breaker("budget", at_most=9),
    ]))  # fmt: skip
    number = account(desk)
    for key, value, said in (
        ("freeze", "maybe", "“maybe” does not answer “The freeze”: freeze is yes or no."),
        ("since", "2026-13-01", "“2026-13-01” does not answer “The since”: since is a day"),
        ("Budget", "a lot", "“a lot” does not answer “The budget”: budget is a number"),
    ):
        with pytest.raises(DeskError) as refused:
            desk.fit.learn_all(number, {"mood": "good", key: value})
        assert str(refused.value).partition(" such as")[0] == said
    assert desk.accounts.page(number).facts == [], "all of them or none"


def test_a_fact_nobody_asks_for_is_kept_and_said_to_be_one(desk: Desk) -> None:
    number = account(desk)
    changed = desk.fit.learn_all(number, {"freezes": "maybe", "employees": "9", "freeze": "no"})
    assert changed.title == "Corvid Labs: freezes maybe, employees 9, freeze no"
    assert changed.advice == (
        "Kept, though no profile asks for freezes. Did you mean freeze?",
        "Profiles ask for employees of the account itself, not for a fact of that name.",
    )
    assert len(desk.accounts.page(number).facts) == 3
    desk.history.undo()
    assert desk.accounts.page(number).facts == [], "one action"


def test_the_sum_says_what_was_asked_and_found(desk: Desk) -> None:
    number = account(desk)
    desk.accounts.edit(number, {"industry": "Food", "employees": 10})
    made = desk.fit.of(number)
    assert [(line.key, line.met, line.found) for line in made.score.lines] == [
        ("industry", True, "Food"), ("size", False, "10"), ("turnover", None, ""),
        ("freeze", None, ""), ("rival", None, ""),
    ]  # fmt: skip
    assert made.kept
    assert (made.score.fit, made.profile.key, made.others) == (67, "core", ())
    profiled(desk, CORE, profile(*(criterion(key) for key in "abc"), key="other"))
    assert [score.fit for _, score in desk.fit.of(number).others] == [None]
    with pytest.raises(DeskError):
        desk.fit.of(7)


def test_rescoring_is_one_action_that_undo_takes_back(desk: Desk) -> None:
    for n in range(60):
        made = desk.accounts.add({"name": f"A {n}", "industry": "Food", "employees": n}).made
    before = everything(desk)
    profiled(desk, msgspec.structs.replace(CORE, red_flags=[]), profile(
        criterion("size", 5, field="employees", at_most=20),
        *CORE.criteria[::2], key="small",
    ))  # fmt: skip
    preview = desk.fit.preview()
    changed = desk.fit.rescore()
    assert changed.title.startswith("Rescore 60 accounts: ")
    after = everything(desk)
    assert preview.changed == sum(old != new for old, new in zip(before, after, strict=True)) > 0
    with pytest.raises(DeskError, match="up to date: 60 accounts"):
        desk.fit.rescore()
    desk.history.undo()
    assert everything(desk) == before
    desk.history.redo()
    assert everything(desk) == after
    assert made is not None
    with desk.store.action("Break one") as act:
        act.update("accounts", made, {"fit": 1})
    assert desk.fit.rescore(account_ids=[made]).accounts == (made,)
    assert everything(desk) == after


ROWS = st.lists(
    st.tuples(
        st.sampled_from([None, "Food", "Steel"]),
        st.sampled_from([None, 10, 50, 4000]),
        st.sampled_from([None, 99_999, 100_000]),
        st.sampled_from(["", "yes", "no"]),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS, st.integers(0, 3), st.integers(1, 60))
def test_a_preview_says_just_what_the_rescoring_then_does(
    desk: Desk, rows: list[tuple[str | None, int | None, int | None, str]], weight: int, size: int
) -> None:
    profiled(desk, CORE)
    for industry, employees, revenue, freeze in rows:
        number = desk.accounts.add(
            {"name": "Corvid", "industry": industry, "employees": employees,
             "revenue_minor": revenue, "revenue_currency": "USD"}
        ).made  # fmt: skip
        assert number is not None
        if freeze:
            desk.fit.learn(number, "freeze", freeze)
    changed = profile(
        criterion("industry", weight, field="industry", like=["steel"]),
        criterion("size", 1, field="employees", at_least=size),
        criterion("turnover", 1, field="revenue", at_least=1000),
        flag("freeze", 40),
    )
    before = everything(desk)
    preview = desk.fit.preview([changed])
    assert everything(desk) == before
    profiled(desk, changed)
    try:
        desk.fit.rescore()
    except DeskError:
        assert preview.changed == 0
    after = everything(desk)
    pairs = list(zip(before, after, strict=True))
    assert preview.accounts == len(pairs)
    assert preview.changed == sum(old != new for old, new in pairs)
    moved = [(old[3], new[3]) for old, new in pairs if old[3] != new[3]]
    assert preview.moves == {each: moved.count(each) for each in moved}
    assert preview.tiers == desk.fit.tiers()
    for sample in preview.samples:
        assert (sample.new_fit, sample.new_tier) == kept(desk, sample.account_id)[0:3:2]


def test_stopping_a_rescoring_leaves_everything_as_it_was(desk: Desk) -> None:
    for n in range(5):
        desk.accounts.add({"name": f"A {n}", "industry": "Food"})
    before = everything(desk)
    profiled(desk, msgspec.structs.replace(CORE, key="other"))
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == total:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        desk.fit.rescore(stop)
    assert told == [(5, 10), (10, 10)]
    assert everything(desk) == before


def _file(folder: Path, rows: list[list[str]], name: str = "list.csv") -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([["Company", "Industry", "Employees", "Freeze"], *rows])
    return path


def test_an_import_scores_what_it_brings_and_what_it_touches(desk: Desk, tmp_path: Path) -> None:
    known = account(desk, "Known Foods")
    desk.accounts.edit(known, {"industry": "Food"})
    untouched = account(desk, "Elsewhere", fit=33, fit_confidence=10)
    rows = [
        ["New Foods", "Foods", "80", "yes"],
        ["Known Foods", "", "20", "no"],
        ["Nothing Known", "", "", ""],
        ["Twice", "", "90", ""],
        ["Twice", "Food", "", "yes"],
    ]
    path = _file(tmp_path, rows)
    preview = desk.imports.preview(desk.imports.plan(path))
    assert preview.counts["new"] == 3
    before = everything(desk)
    desk.imports.run(desk.imports.plan(path))
    named = {
        row["name"]: kept(desk, row["id"])
        for row in desk.store.rows("SELECT id, name FROM accounts")
    }
    assert named["New Foods"] == (80, 75, 2, "core", "freeze")
    assert named["Known Foods"][:3] == (67, 75, 3)
    assert named["Nothing Known"] == (None, 0, None, None, None)
    assert named["Twice"] == (80, 75, 2, "core", "freeze")
    assert kept(desk, untouched)[0] == 33
    desk.history.undo()
    assert everything(desk) == before


def test_people_who_bring_their_account_along_bring_its_score(desk: Desk, tmp_path: Path) -> None:
    profiled(desk, profile(criterion("name", field="name", like=["corvid"]), *CORE.criteria))
    path = tmp_path / "people.csv"
    path.write_text("Name,Email,Company\nPat Example,pat@corvid.example.com,Corvid Labs\n")
    desk.imports.run(desk.imports.plan(path, "contacts"), allow_doubt=True)
    assert kept(desk, desk.accounts.resolve("Corvid"))[:3] == (100, 20, 3)


def test_scores_older_than_the_profiles_are_said_to_be(desk: Desk, clock: FrozenClock) -> None:
    assert desk.fit.stale() == ""
    account(desk)
    desk.accounts.add({"name": "Foods", "industry": "Food"})
    assert desk.fit.stale() == "", "scored as it was added"
    changed = msgspec.structs.replace(CORE, criteria=[*CORE.criteria[1:], criterion("x")])
    profiled(desk, changed)
    assert "profiles or your currency have changed" in desk.fit.stale()
    desk.fit.rescore()
    assert desk.fit.stale() == ""
    profiled(desk, CORE)
    assert "profiles or your currency have changed" in desk.fit.stale()
    profiled(desk, changed)
    desk.history.undo()
    assert "profiles or your currency have changed" in desk.fit.stale()
    days = msgspec.structs.replace(CORE, deal_breakers=[breaker("rival", within_days=30)])
    profiled(desk, days)
    desk.fit.rescore()
    clock.advance(days=6)
    assert desk.fit.stale() == ""
    clock.advance(days=1)
    assert desk.fit.stale().startswith("The accounts were scored 7 days ago")


def test_accounts_of_a_file_from_before_are_said_to_have_no_score(desk: Desk) -> None:
    account(desk, fit_confidence=None)
    assert desk.fit.stale() == "Accounts have not been scored yet."
    desk.fit.rescore()
    assert desk.fit.stale() == ""


def test_a_score_follows_the_day(desk: Desk, clock: FrozenClock) -> None:
    profiled(desk, profile(
        criterion("since", 1, fact="since", within_days=90), *CORE.criteria[:2]
    ))  # fmt: skip
    number = account(desk)
    day: date = desk.days.today() - timedelta(days=89)
    desk.fit.learn(number, "since", day.isoformat())
    assert kept(desk, number)[0] == 100
    clock.advance(days=1)
    assert not desk.fit.of(number).kept
    desk.fit.rescore()
    assert kept(desk, number)[0] == 0


def test_changed_profiles_are_in_force_here_and_at_the_next_start(
    desk: Desk, tmp_path: Path
) -> None:
    changed = msgspec.structs.replace(CORE, title="Another")
    with pytest.raises(DeskError, match="no folder"):
        desk.fit.change([changed])
    desk.own_playbook = own = tmp_path / "own" / "playbook"
    with pytest.raises(DeskError, match="as they were"):
        desk.fit.change([CORE])
    odd = msgspec.structs.replace(
        CORE, title="Größe: # 'no' \"yes\" [x]", meaning="- 12",
        criteria=[*CORE.criteria, criterion("days", 0, field="created_on", after="2026-01-31"),
                  criterion("text", 7, field="name", like=["no", "08", "a: b", "1.50", "*x"])],
        deal_breakers=[breaker("rival", fact="Rival bought", within_days=30)],
    )  # fmt: skip
    desk.fit.change([odd])
    path = own / "profiles.yaml"
    found = load(playbook_folder(), own)
    assert found.problems == []
    assert found.playbook.profiles == [odd] == desk.playbook.profiles
    assert path.read_text(encoding="utf-8").startswith("# Ideal customer profiles")
    path.write_text("# mine\n\nprofiles: []\n", encoding="utf-8")
    desk.reload_playbook()
    assert desk.fit.mistake().startswith("profiles.yaml line 3: ")
    desk.fit.change([CORE])
    assert desk.fit.mistake() == ""
    assert path.read_text(encoding="utf-8").startswith("# mine\n\nprofiles:\n  - key: core\n")
    assert load(playbook_folder(), own).problems == []
    for profiles, said in (
        ([msgspec.structs.replace(CORE, criteria=CORE.criteria[:2])],
         "Core: 2 criteria; expected 3 to 5 criteria, the ones that matter most."),
        ([profile(*(criterion(key, 0) for key in "abc"))],
         "Core: a list whose weights sum to zero; expected a weight above 0 for one of them."),
        ([profile(*CORE.criteria[1:], criterion("b", field="employees", at_most=9))],
         ("Core, “The b”: at odds with the criterion 'size'; expected criteria that one account "
          "can meet together.")),
        ([profile(*CORE.criteria[:2], criterion("n", field="employees", at_least=9, at_most=8))],
         "Core, “The n”: at_most is 8; expected 9 (at_least) or more."),
        ([msgspec.structs.replace(CORE, key=f"p{n}") for n in range(6)],
         "6 profiles; expected 1 to 5 profiles, each on one page."),
        ([], "0 profiles; expected 1 to 5 profiles, each on one page."),
    ):  # fmt: skip
        with pytest.raises(DeskError) as refused:
            desk.fit.change(profiles)
        assert str(refused.value) == said
    assert desk.playbook.profiles == [CORE]


def test_undo_takes_the_profiles_back_with_the_scores(desk: Desk, tmp_path: Path) -> None:
    for n in range(4):
        desk.accounts.add({"name": f"A {n}", "industry": "Food", "employees": 40 + n * 10})
    desk.fit.rescore()
    desk.own_playbook = own = tmp_path / "own"
    path = own / "profiles.yaml"
    first = msgspec.structs.replace(CORE, criteria=[*CORE.criteria[::2], criterion("x")])
    second = msgspec.structs.replace(first, title="Second")
    desk.fit.change([first])
    text, scores = path.read_text(encoding="utf-8"), everything(desk)
    beside = desk.reader()
    assert desk.fit.change([second]).title == "Change the profiles: 0 changed tier"
    assert beside.fit.profiles == [second], "a desk in another thread goes by them too"
    beside.close()
    assert desk.history.undo().advice == ("profiles.yaml is as it was again.",)
    assert (path.read_text(encoding="utf-8"), everything(desk)) == (text, scores)
    assert desk.fit.profiles == [first]
    desk.history.undo()
    assert not path.exists(), "there was no file of the rep's own before"
    assert desk.fit.profiles == load(playbook_folder()).playbook.profiles
    assert desk.history.redo().advice == ("profiles.yaml is as you saved it again.",)
    assert (path.read_text(encoding="utf-8"), everything(desk)) == (text, scores)
    assert desk.fit.profiles == [first]
    assert desk.fit.stale() == ""


def test_undo_says_where_profiles_and_scores_disagree(desk: Desk, tmp_path: Path) -> None:
    desk.accounts.add({"name": "Foods", "industry": "Food", "employees": 80})
    desk.fit.rescore()
    desk.own_playbook = own = tmp_path / "own"
    changed = msgspec.structs.replace(CORE, title="Changed")
    desk.fit.change([changed])
    by_hand = (own / "profiles.yaml").read_text(encoding="utf-8") + "# by hand\n"
    (own / "profiles.yaml").write_text(by_hand, encoding="utf-8")
    left, stale = desk.history.undo().advice
    assert left == "profiles.yaml was changed by hand since, and stays as it is."
    assert stale.startswith(
        "The profiles or your currency have changed since the accounts were scored. "
    )
    assert (own / "profiles.yaml").read_text(encoding="utf-8") == by_hand
    desk.fit.rescore()
    assert "were scored. “Rescore all" in desk.history.undo().advice[0]
    desk.history.redo()
    desk.fit.change([CORE])
    desk.accounts.add({"name": "Later", "industry": "Food"})
    later = desk.history.undo(desk.history.recent()[1].action).advice
    assert later[1].startswith("Accounts that were added or changed since keep")


def test_a_change_that_is_stopped_leaves_file_profiles_and_scores(
    desk: Desk, tmp_path: Path
) -> None:
    desk.accounts.add({"name": "Foods", "industry": "Food"})
    desk.own_playbook = own = tmp_path / "own"
    before = everything(desk)

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        desk.fit.change([msgspec.structs.replace(CORE, key="other")], stop)
    assert (everything(desk), desk.fit.profiles, own.exists()) == (before, [CORE], False)


def test_a_file_that_cannot_be_written_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.accounts.add({"name": "Foods", "industry": "Food"})
    before = everything(desk)
    desk.own_playbook = tmp_path / "taken"
    desk.own_playbook.write_text("a file where the folder should be")
    with pytest.raises(DeskError, match=r"cannot be written.*Nothing was changed"):
        desk.fit.change([profile(*(criterion(key) for key in "abc"))])
    assert desk.playbook.profiles == [CORE]
    assert everything(desk) == before
