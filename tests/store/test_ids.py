import json
from pathlib import Path

from tests.fresh import lay
from tests.store.conftest import NOW, account
from workstation.store.ids import machine_node, short
from workstation.store.store import Store


def test_two_machines_on_copies_of_one_file_never_make_the_same_identifier(path: Path):
    made: set[int] = set()
    lay(path)
    for node in (1, 2, (1 << 21) - 1):
        store = Store.open(path, now=lambda: NOW, node=node)
        with store.action("Import") as act:
            ids = act.insert_many(
                "accounts", ["name", "bin_since_on", "created_on"], [("a", NOW[:10], NOW[:10])] * 50
            )
            one = act.insert("accounts", account("alpha"))
        assert not made & {*ids, one, act.id}
        made |= {*ids, one, act.id}
        store.close()
    assert max(made) < 1 << 53


def test_identifiers_survive_json_programs_that_know_only_floats(path: Path):
    store = Store.open(lay(path), now=lambda: NOW, node=(1 << 21) - 1)
    with store.action("Add") as act:
        number = act.insert("accounts", account("alpha"))
    assert int(json.loads(json.dumps(number), parse_int=float)) == number
    assert store.history.find_action(short(act.id)).id == act.id
    store.close()


def test_an_identifier_is_not_used_again_after_undo(store: Store):
    with store.action("Add") as act:
        first = act.insert("accounts", account("alpha"))
    store.history.undo()
    with store.action("Add") as act:
        second = act.insert("accounts", account("alpha"))
    assert second != first


def test_an_identifier_is_not_used_again_after_another_program_took_the_next(store, raw):
    with store.action("Add") as act:
        act.insert("accounts", account("alpha"))
    for _ in range(3):
        raw.execute(
            "INSERT INTO accounts (name, bin_since_on, created_on, created_at, updated_at) "
            "VALUES ('outside', '2026-11-20', '2026-11-20', ?, ?)",
            (NOW, NOW),
        )
    with store.action("Add") as act:
        act.insert("accounts", account("beta"))
    assert store.value("SELECT count(*) FROM accounts") == 5


def test_a_machine_keeps_its_number(tmp_path: Path):
    number = machine_node(tmp_path / "state")
    assert 0 < number < 1 << 21
    assert machine_node(tmp_path / "state") == number
    (tmp_path / "state" / "node").write_text("nonsense")
    assert 0 < machine_node(tmp_path / "state") < 1 << 21
