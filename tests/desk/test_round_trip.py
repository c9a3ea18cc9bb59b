"""Everything taken out and into an empty desk: the same world, row by row."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.cadences.rows import Target
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.exports.whole import export_whole
from workstation.desk.imports.take_in import look, take_in
from workstation.method.text import clean
from workstation.store.triggers import RECORD_TABLES
from workstation.store.whole import BESIDE, HISTORY

MOMENT = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))


def rows(desk: Desk, tables: tuple[str, ...] = (*RECORD_TABLES, *BESIDE)) -> dict[str, Any]:
    """Return every row of tables, with the columns that are worked out."""
    return {
        name: [tuple(row) for row in desk.store.rows(f"SELECT * FROM {name} ORDER BY 1, 2")]
        for name in tables
    }


def work(desk: Desk, folder: Path) -> None:
    """Leave what a week leaves: imports, a merge, lists, a mapping, suppressions, a cadence."""
    people = folder / "people.csv"
    people.write_text(
        "Full name,Company,Email,Favourite tea\n"
        "Dana Whitfield,Corvid Labs,dana@x.example.com,Assam\n"
        "D. Whitfield,Corvid Laboratories,dw@lab.example.com,Oolong\nNobody,,,\n",
        encoding="utf-8",
    )
    plan = desk.imports.plan(people, mapping_overrides={"Favourite tea": None})
    desk.imports.run(plan)
    desk.imports.mappings.keep_apart(plan, "tea")
    stop = folder / "stop.csv"
    stop.write_text("Email\nnever@x.example.com\n", encoding="utf-8")
    desk.imports.run(desk.imports.plan(stop), suppress=True)
    corvid, other = (desk.accounts.resolve(name) for name in ("Corvid Labs", "Laboratories"))
    desk.merging.merge("accounts", corvid, other)
    desk.duplicates.apart("accounts", corvid, world.account(desk, "Corvid Paper"))
    desk.focus.keep("tea drinkers", "fact assam")
    (dana, *_) = desk.accounts.contacts(corvid)
    desk.bins.move([corvid], "working")
    desk.cadences.start(desk.playbook.cadences[0].key, [Target(corvid, dana.id)])
    desk.signals.add(corvid, "asked for the price")
    starts = datetime(2026, 11, 25, 15, 0, tzinfo=MOMENT.tzinfo)
    desk.meetings.book(corvid, dana.id, starts, 30, "Talk")
    opened = desk.calls.open(corvid, contact_id=dana.id)
    opened.note = "half a sentence"
    desk.calls.save(opened)


def fill(desk: Desk) -> None:
    """Put in what is awkward: formulas, an undone action, words unsaved, all that a call leaves."""
    made = world.account(desk, "=Formula & Söhne", note="two\nlines\tand a tab 😀")
    desk.accounts.add({"name": "Taken back"})
    desk.history.undo()
    desk.store.drafts.write_words("note", "unsaved words")
    ada = desk.accounts.add_contact(made, "Ada Example", phone="+1 312 555 0143 ext. 7").made
    assert ada is not None
    desk.accounts.protect(ada, "asked for it", do_not_call=True)
    world.log(desk, made, outcome="voicemail", note="-1")
    world.follow_up(desk, made, desk.days.today())
    desk.goals.add("plan December")
    desk.settings.set("name", "Rowan")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A small world with a playbook of the rep's own."""
    folder = tmp_path_factory.mktemp("small")
    own = folder / "playbook"
    own.mkdir()
    (own / "targets.yaml").write_text("# mine\n", encoding="utf-8")
    desk = open_desk(folder / "small.db", FrozenClock(MOMENT))
    desk.own_playbook = own
    work(desk, folder)
    fill(desk)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def whole(small: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything of it, in a folder."""
    target = tmp_path_factory.mktemp("out") / "all"
    export_whole(small, target)
    return target


@pytest.fixture
def empty(tmp_path: Path, clock: FrozenClock) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "new.db", clock)
    desk.own_playbook = tmp_path / "playbook"
    yield desk
    desk.close()


def test_the_demo_comes_back_row_by_row(empty: Desk, tmp_path: Path, demo: Path) -> None:
    shutil.copy(demo, tmp_path)
    with closing(open_desk(tmp_path / "demo.db", FrozenClock(MOMENT))) as there:
        export_whole(there, tmp_path / "all")
        take_in(empty, tmp_path / "all")
        assert rows(empty) == rows(there)
        log, kept = rows(there, HISTORY), rows(empty, HISTORY)
        assert kept["changes"][: len(log["changes"])] == log["changes"]
        assert set(log["actions"]) < set(kept["actions"])


def test_an_empty_desk_becomes_the_same_world_and_undo_empties_it_again(
    small: Desk, whole: Path, empty: Desk
) -> None:
    before = rows(empty)
    changed = take_in(empty, whole)
    assert rows(empty) == rows(small)
    assert empty.safety.check().problems == []
    theirs, mine = (each.history.recent(10_000) for each in (small, empty))
    assert [each.title for each in mine] == [changed.title, *(each.title for each in theirs)]
    assert (empty.own_playbook / "targets.yaml").read_text() == "# mine\n"
    assert empty.search.find("Söhne")
    assert empty.focus.find("fact assam").count() == empty.focus.find("corvid labs").count() == 1
    held = {row["account_id"] for row in small.store.rows("SELECT account_id FROM changes")}
    assert {row["account_id"] for row in empty.store.rows("SELECT account_id FROM changes")} == held
    empty.history.undo()
    assert rows(empty, RECORD_TABLES) == {name: before[name] for name in RECORD_TABLES}
    empty.history.redo()
    assert rows(empty, RECORD_TABLES) == rows(small, RECORD_TABLES)
    empty.history.undo()
    take_in(empty, whole)
    assert rows(empty) == rows(small)
    made = empty.accounts.add({"name": "Made here"}).made
    assert made not in {row[0] for row in rows(small)["accounts"]}


def test_each_table_of_the_file_leaves_or_is_worked_out_anew(small: Desk) -> None:
    there = small.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    left = {row[0] for row in there} - {*RECORD_TABLES, *BESIDE, *HISTORY}
    assert {name for name in left if "_search" not in name} == {
        "_sqlite_migrations", "current_action", "devices", "likely_duplicates", "name_keys",
    }  # fmt: skip
    held = rows(small)
    for name in ("facts", "imports", "import_rows", "import_mappings", "suppressions", "told_apart",
                 "focus_lists", "cadence_runs", "signals", "meetings", "call_drafts"):  # fmt: skip
        assert held[name], name


def test_a_zip_of_everything_comes_back_as_well_over_settings_that_were_there(
    small: Desk, empty: Desk, tmp_path: Path
) -> None:
    empty.settings.set("name", "Somebody else")
    export_whole(small, tmp_path / "all.zip")
    assert (tmp_path / "all.zip").stat().st_mode & 0o777 == 0o600
    take_in(empty, tmp_path / "all.zip")
    assert rows(empty) == rows(small)
    empty.history.undo()
    assert empty.settings.get("name") == "Somebody else"


def test_what_was_done_before_can_be_read_and_stays_done(whole: Path, empty: Desk) -> None:
    take_in(empty, whole)
    older = next(each for each in empty.history.recent(10) if each.title == "Log call")
    with pytest.raises(DeskError, match=r"cannot be undone: “Take in all: .* undo that first"):
        empty.history.undo(older.number)


def test_the_manifest_counts_everything_and_no_secret_is_among_it(small: Desk, whole: Path) -> None:
    said = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    names = {path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file()}
    assert {*said["files"], "manifest.json"} == names
    assert {*said["tables"]} == {*RECORD_TABLES, *BESIDE, *HISTORY}
    assert look(whole).rows["accounts"] == len(rows(small)["accounts"])
    assert all(path.stat().st_mode & 0o077 == 0 for path in whole.rglob("*"))
    assert {"people.vcf", "calendar.ics", "tables/accounts.csv", "playbook/targets.yaml"} <= names


def test_only_an_earlier_export_of_everything_is_replaced(small: Desk, tmp_path: Path) -> None:
    project, archive = tmp_path / "web", tmp_path / "photos.zip"
    project.mkdir()
    (project / "manifest.json").write_text('{"name": "web", "files": {}}', encoding="utf-8")
    (project / "app.js").write_text("mine", encoding="utf-8")
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.jpg", "mine")
    before = archive.read_bytes()
    for target in (project, archive):
        with pytest.raises(DeskError, match="exists already and is no export of the workstation"):
            export_whole(small, target, overwrite=True)
    assert (project / "app.js").read_text(encoding="utf-8") == "mine"
    assert archive.read_bytes() == before
    for target in (tmp_path / "all", tmp_path / "all.zip"):
        export_whole(small, target)
        with pytest.raises(DeskError, match=r"all(\.zip)? exists already; choose another name\."):
            export_whole(small, target)
        export_whole(small, target, overwrite=True)
    with zipfile.ZipFile(tmp_path / "all.zip", "a") as file:
        file.writestr("note.txt", "mine")
    with pytest.raises(DeskError, match=r"note\.txt in .*all\.zip is no part of the export"):
        export_whole(small, tmp_path / "all.zip", overwrite=True)
    (tmp_path / "all" / ".DS_Store").write_text("", encoding="utf-8")
    export_whole(small, tmp_path / "all", overwrite=True)
    (tmp_path / "all" / "tables" / "my notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DeskError, match=r"tables/my notes\.txt in .*all is no part of the export"):
        export_whole(small, tmp_path / "all", overwrite=True)
    assert (tmp_path / "all" / "tables" / "my notes.txt").read_text(encoding="utf-8") == "mine"


def changed(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "changed")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda at: (at / "records/phones.jsonl").unlink(), "phones.jsonl is missing in changed."),
        (
            lambda at: (at / "records/goals.jsonl").write_text("{}\n"),
            "goals.jsonl in changed was changed after it was written",
        ),
        (lambda at: (at / "manifest.json").write_text("{"), "The manifest of changed cannot be"),
        (lambda at: (at / "manifest.json").unlink(), "changed has no manifest.json"),
        (lambda at: manifest(at, schema=99), "was written by a newer workstation; update"),
        (lambda at: manifest(at, version=2), "was written by a newer workstation; update"),
        (lambda at: manifest(at, format="other"), "is no export of the workstation."),
        (lambda at: manifest(at, tables={"x": {"rows": 1}}), "a table this program does not know"),
        (lambda at: manifest(at, highest_ids=["x"]), "the numbers of its machines are none"),
        (
            lambda at: manifest(at, files={"../../x": {"bytes": 1, "sha256": ""}}),
            "does not name records/accounts.jsonl",
        ),
    ],
)
def test_a_folder_that_is_not_as_it_was_written_is_refused_in_one_sentence(
    whole: Path, empty: Desk, tmp_path: Path, spoil: Any, said: str
) -> None:
    before = rows(empty)
    spoil(at := changed(whole, tmp_path))
    with pytest.raises(DeskError) as refused:
        take_in(empty, at)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert rows(empty) == before


def manifest(at: Path, **values: Any) -> None:
    said = json.loads((at / "manifest.json").read_text(encoding="utf-8"))
    (at / "manifest.json").write_text(json.dumps(said | values), encoding="utf-8")


def resigned(at: Path, name: str, content: str) -> None:
    """Change a file and its digest, as somebody would who means it."""
    import hashlib

    (at / name).write_text(content, encoding="utf-8")
    said = json.loads((at / "manifest.json").read_text(encoding="utf-8"))
    data = content.encode()
    said["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest(at, files=said["files"])


def test_places_on_the_other_machine_stay_behind_and_what_is_kept_there_is_left_alone(
    empty: Desk, tmp_path: Path, clock: FrozenClock
) -> None:
    origin = open_desk(tmp_path / "origin.db", clock)
    made = world.account(origin, "Corvid")
    world.follow_up(origin, made, origin.days.today())
    origin.kept_calendar.keep(tmp_path / "live.ics")
    origin.settings.set("invitations", str(tmp_path))
    origin.settings.set("name", "Rowan")
    export_whole(origin, tmp_path / "all")
    origin.close()
    before = (tmp_path / "live.ics").read_bytes()
    changed = take_in(empty, tmp_path / "all")
    assert changed.advice[0].startswith("Left out of the settings: calendar_kept, invitations;")
    assert (empty.kept_calendar.path, empty.settings.get("invitations")) == (None, "")
    assert empty.settings.get("name") == "Rowan"
    empty.accounts.edit(made, {"name": "Changed in the copy"})
    empty.kept_calendar.refresh()
    assert (tmp_path / "live.ics").read_bytes() == before
    assert empty.safety.check().sound
    empty.kept_calendar.keep(tmp_path / "here.ics")
    assert empty.safety.check(repair=True).repaired == {}
    assert empty.kept_calendar.path == tmp_path / "here.ics"
    titles = [empty.history.undo().title for _ in range(3)]
    assert titles[-1].endswith(changed.title)
    assert empty.store.value("SELECT count(*) FROM settings") == 0
    assert empty.safety.check().sound


def test_a_mistake_of_the_program_is_not_blamed_on_the_file(whole: Path, empty: Desk) -> None:
    def broken(_done: int, _all: int) -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError, match="ours"):
        take_in(empty, whole, broken)


def test_records_that_do_not_fit_together_leave_nothing_behind(
    whole: Path, empty: Desk, tmp_path: Path
) -> None:
    at = changed(whole, tmp_path)
    before = rows(empty)
    said = json.loads((at / "manifest.json").read_text(encoding="utf-8"))
    resigned(at, "records/accounts.jsonl", "")
    tables = said["tables"] | {"accounts": said["tables"]["accounts"] | {"rows": 0}}
    manifest(at, tables=tables)
    with pytest.raises(DeskError, match=r"do not fit together .*; nothing was changed\."):
        take_in(empty, at)
    for line in ('{"id": [1]}\n', '{"id": 1}\n'):
        resigned(at, "records/accounts.jsonl", line)
        with pytest.raises(DeskError, match=r"cannot be read .*; nothing was changed\."):
            take_in(empty, at)
    assert rows(empty) == before


def test_a_playbook_file_of_ones_own_stays_and_none_lands_outside(
    whole: Path, empty: Desk, tmp_path: Path
) -> None:
    at = changed(whole, tmp_path)
    empty.own_playbook.mkdir()
    (empty.own_playbook / "targets.yaml").write_text("# other\n", encoding="utf-8")
    said = take_in(empty, at).advice
    assert said == ("Your own targets.yaml differs from the one that came: yours stays.",)
    assert (empty.own_playbook / "targets.yaml").read_text() == "# other\n"
    empty.history.undo()
    name = "playbook/../../../outside.yaml"
    files = json.loads((at / "manifest.json").read_text())["files"]
    manifest(at, files=files | {name: {"bytes": 0, "sha256": ""}})
    with pytest.raises(DeskError, match="changed by hand"):
        take_in(empty, at)


def test_a_desk_that_is_not_empty_says_what_to_do(whole: Path, empty: Desk) -> None:
    empty.goals.add("plan December")
    with pytest.raises(DeskError, match=r"has 1 goals already, .* name a new file with --db"):
        take_in(empty, whole)


def test_stopping_leaves_nothing_behind(whole: Path, empty: Desk, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > total * 0.6:
            raise Stop

    before = rows(empty)
    with pytest.raises(Stop):
        take_in(empty, whole, stop)
    assert rows(empty, (*RECORD_TABLES, *BESIDE, *HISTORY)) == {
        **before, "actions": [], "changes": [],
    }  # fmt: skip
    with closing(open_desk(tmp_path / "source.db", empty.clock)) as source:
        with source.store.action("Fill") as act:
            act.insert_many("facts", ("key", "value"), [(f"k{n}", "v") for n in range(2500)])
        with pytest.raises(Stop):
            export_whole(source, tmp_path / "stopped", progress=lambda *_: stop(1, 1))
    assert not list(tmp_path.glob("*stopped*"))


WORDS = st.text(max_size=30).map(clean)
NAMES = st.text(min_size=1, max_size=20).map(clean)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(NAMES, WORDS, st.booleans()), min_size=1, max_size=6), st.data())
def test_any_words_in_any_table_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    clock: FrozenClock,
    accounts: list[tuple[str, str, bool]],
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with (
        closing(open_desk(folder / "a.db", clock)) as one,
        closing(open_desk(folder / "b.db", clock)) as other,
    ):
        last = None
        for name, words, flag in accounts:
            with one.store.action(f"Add {name}") as act:
                about = {"account_id": act.insert("accounts", {
                    "name": name, "bin_since_on": "2026-11-23", "created_on": "2026-11-23",
                    "note": words, "parent_id": last, "revenue_currency": "USD",
                    "revenue_minor": data.draw(
                        st.none() | st.integers(-(2**53), 2**53)),
                })}  # fmt: skip
                last = about["account_id"]
                person = act.insert("contacts", {**about, "name": name, "opted_out": int(flag),
                                                 "created_on": "2026-11-23"})  # fmt: skip
                act.insert("emails", {**about, "contact_id": person, "address": words,
                                      "state": "bounced"})  # fmt: skip
                act.insert("facts", {**about, "key": name, "value": words})
                at, day = one.days.stamp()
                act.insert("activities", {**about, "kind": "note", "happened_at": at,
                                          "happened_on": day, "note": words})  # fmt: skip
                act.insert("import_mappings", {"name": f"{last}", "kind": "accounts",
                                               "header": json.dumps([words]),
                                               "mapping": "{}"})  # fmt: skip
            if flag:
                one.accounts.add({"name": "taken back"})
                one.history.undo()
        export_whole(one, folder / "all")
        take_in(other, folder / "all")
        assert rows(other) == rows(one)
        assert other.safety.check().problems == []
