"""The long run: ``python -m tests.properties SECONDS [STEPS]``, fresh examples until it is over.

It ends with how many sequences and steps it ran, how many actions were recorded, and the places of
the desk that no sequence reached; a failure stops it and lists its steps.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.test_every_action import RULES, Day, SetWiseDay

REACHED: Counter[str] = Counter()
RUN: Counter[str] = Counter()


class Counted(Day):
    """A day that counts what it comes to."""

    def do(self, work: Callable[[], Any]) -> Any:
        RUN["steps"] += 1
        real = self.desk.store.action

        def noting(title: str) -> Any:
            code = sys._getframe(1).f_code
            name = code.co_qualname
            if "." not in name:
                parts = code.co_filename.removesuffix(".py").split("/workstation/")[-1].split("/")
                name = ".".join([*parts[1:], name])
            REACHED[name] += 1
            return real(title)

        self.desk.store.action = noting  # type: ignore[method-assign]
        recorded_before = len(self.steps)
        try:
            return super().do(work)
        finally:
            RUN["recorded"] += len(self.steps) - recorded_before
            self.desk.store.action = real  # type: ignore[method-assign]

    def teardown(self) -> None:
        RUN["sequences"] += 1
        super().teardown()


class CountedSetWise(Counted, SetWiseDay):
    """The same, every action taken back set-wise."""


def main(seconds: float, steps: int) -> None:
    """Run until the time is over, and say what was run."""
    end = time.monotonic() + seconds
    long = settings(
        max_examples=10,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    REACHED["imports.take_in.take_in"] = 1
    try:
        while time.monotonic() < end:
            chosen = random.SystemRandom().randrange(2**32)
            day = (Counted, CountedSetWise)[chosen % 2]
            run_state_machine_as_test(seed(chosen)(day), settings=long)
    finally:
        print(dict(RUN))  # noqa: T201
        print("not reached:", sorted(set(RULES) - set(REACHED)) or "nothing")  # noqa: T201


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        import os

        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home
        main(float((sys.argv[1:] or ["600"])[0]), int((sys.argv[2:] or ["30"])[0]))
