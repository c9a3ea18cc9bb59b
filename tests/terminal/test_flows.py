"""Every flow of the README in a real terminal, at three sizes."""

import pytest

from tests.terminal.flows import FLOWS, Walk
from tests.terminal.real import Home, Terminal


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (80, 24),
        pytest.param(120, 36, marks=pytest.mark.slow),
        pytest.param(200, 60, marks=pytest.mark.slow),
    ],
)
def test_every_flow_of_the_readme_works_by_keys(filled: Home, columns: int, lines: int) -> None:
    with Terminal(filled, columns=columns, lines=lines) as terminal:
        walk = Walk(terminal, filled)
        for flow in FLOWS:
            flow(walk)
    assert b"Traceback" not in terminal.output
    assert b"fault of its own" not in terminal.output
