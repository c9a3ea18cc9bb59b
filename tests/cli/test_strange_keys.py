"""Words in the file that no playbook has, written there by another program: nothing falls over."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.desk import world
from tests.desk.check import made
from workstation.desk.desk import Desk

COLUMNS = {
    "an account's bin": ("accounts.bin",),
    "accounts and people": (
        "accounts.source", "accounts.time_zone", "contacts.role", "phones.state", "emails.state",
        "opportunities.stage", "opportunities.kind", "goals.measure", "meetings.state",
    ),
    "what happened": (
        "activities.outcome", "activities.kind", "activities.counts_as", "activities.meeting",
        "activities.flow",
    ),
    "what is planned": (
        "follow_ups.kind", "follow_ups.channel", "signals.kind", "cadence_runs.cadence",
        "cadence_runs.state",
    ),
}  # fmt: skip
LINES = [
    ("show", "Corvid Labs"), ("queue",), ("today",), ("bins",), ("dashboard",),
    ("accounts",), ("accounts", "cold"), ("history",), ("goals",), ("outbox",), ("meetings",),
    ("cadence",), ("blocks",), ("duplicates",), ("signal", "Corvid Labs"), ("fit", "Corvid Labs"),
    ("tiers",), ("plan",), ("search", "Corvid"), ("answers",),
    ("log", "Corvid Labs", "voicemail"), ("history",), ("check", "--dry-run"),
]  # fmt: skip


@pytest.fixture
def worked(
    empty: Terminal, at_desk: Callable[[Callable[[Desk], None]], None], tmp_path: Path
) -> Terminal:
    """The command line on a desk that was worked at."""

    def work(desk: Desk) -> None:
        made.work(desk, tmp_path)
        account = desk.accounts.resolve("Corvid Labs")
        world.follow_up(desk, account, made.TODAY)
        world.log(desk, account, kind="bin", outcome="working")

    at_desk(work)
    return empty


def strange(path: Path, *columns: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for table, _, column in (each.partition(".") for each in columns):
            raw.execute(f"UPDATE {table} SET {column} = 'nonsense'")


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_word_no_playbook_has_stops_no_command(worked: Terminal, kind: str) -> None:
    strange(worked.path, *COLUMNS[kind])
    for line in LINES:
        said = worked(*line)
        assert "went wrong" not in said.err, (line, said.err)


def test_an_account_in_no_known_bin_is_shown_with_the_way_out_and_never_to_reach(
    worked: Terminal,
) -> None:
    assert {row["channel"] for row in worked.json("queue")} > {"task"}
    strange(worked.path, "accounts.bin")
    said = worked.done("show", "Corvid Labs").out
    assert "nonsense (not in the playbook; workstation check puts it right) since" in said
    assert {row["channel"] for row in worked.json("queue")} == {"task"}
    worked.done("check", "--yes")
    assert "nonsense (not" not in worked.done("show", "Corvid Labs").out
    assert {row["channel"] for row in worked.json("queue")} > {"task"}
