"""targets.yaml: what cannot be divided by, or does not fit into a week, is told with its line."""

from pathlib import Path

import pytest

from workstation.playbook.load import load
from workstation.playbook.resources import playbook_folder

TEXT = (playbook_folder() / "targets.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "found", "expected"),
    [
        ("{measure: discovery_calls, share: 0.5}", "{measure: discovery_calls, share: 0}",
         "0", "a fraction from 0.001 to 1"),
        ("measure: discovery_calls", "measure: discovery_call", "'discovery_call'",
         "did you mean 'discovery_calls'"),
        ("own: win_rate", "own: won", "'won'", "a measure whose how is ratio"),
        ("money: bookings", "money: dials", "'dials'", "a measure whose how is sum"),
        ("measure: conversations", "measure: discovery_calls", "a second time",
         "each measure once"),
        ("half_at: 20", "half_at: 0", "0", "1 to 10000"),
        ("revenue: {}", "revenue: {month: -5}", "-5", "above 0"),
        ("revenue: {}", "revenue: {year: 5}", "an unknown key", "one of month, quarter"),
        ("low: 0.6, high: 0.7", "low: 0.8, high: 0.7", "0.7", "0.8 (low) or more"),
        ("low: 0.6, high: 0.7", "low: 0.9, high: 0.95", "105 %", "at most 100 %"),
        ("low: 0.6, high: 0.7", "low: 60, high: 70", "60", "a fraction from 0 to 1"),
        ("  - {tier: 4, low: 0, high: 0}\n", "", "without 4", "all of 1, 2, 3, 4"),
        ("tier: 4", "tier: 3", "3", "each tier once"),
        ("deal_worth: 100000", "deal_worth: .nan", "'.nan'", "a number"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_the_default_is_used(
    tmp_path: Path, old: str, new: str, found: str, expected: str
) -> None:
    assert old in TEXT
    (tmp_path / "targets.yaml").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    loaded = load(playbook_folder(), tmp_path)
    assert loaded.playbook.targets == load(playbook_folder()).playbook.targets
    told = [str(problem) for problem in loaded.problems]
    assert any(found in each and expected in each for each in told), told
    assert all(each.startswith("targets.yaml line ") for each in told)
