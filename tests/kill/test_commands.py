"""One kill of a command, as the harness does by the hundred."""

from random import Random

import pytest

from tests.kill.commands import Operation
from tests.kill.ground import Ground
from tests.kill.victim import Command


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("ground"), rows=200)


def test_an_import_killed_while_it_writes_is_wholly_there_or_not_at_all(ground: Ground) -> None:
    args = ("import", str(ground.leads), "--yes")
    operation = Operation(ground, "import", lambda: ground.day, args, "Import ")
    outcome = operation.run(Random(5))
    assert outcome.losses == []


def test_a_kill_that_finds_the_program_gone_does_not_count_as_one(ground: Ground) -> None:
    command = Command(ground.home("gone", ground.day), ("--version",))
    assert command.ends() == 0
    assert not command.is_killed().alive
