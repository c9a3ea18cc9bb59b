"""What profiles expect of a fact, and what may be meant by one nobody asks for."""

from datetime import date

import pytest

from tests.method.profiles import breaker, criterion, flag, profile
from workstation.method.fact_values import asking, not_asked, wrong_kind

TODAY = date(2026, 11, 23)
PROFILES = [
    profile(
        criterion("trigger", fact="sales_leader_since", within_days=90),
        flag("freeze", fact="Hiring freeze"),
        breaker("budget", fact="budget", at_most=4999),
        breaker("systems", fact="systems", any_of=["rival"]),
    ),
    profile(criterion("since", fact="budget", after="2026-01-01"), key="other"),
]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("hiring_freeze", "maybe", "yes or no"),
        ("hiring_freeze", "Nein", ""),
        ("sales_leader_since", "2026-13-01", "a day such as 2026-01-31"),
        ("sales_leader_since", "2026-10", ""),
        ("budget", "none", "a number such as 40000 or 40k or a day such as 2026-01-31"),
        ("budget", "2026-02-03", ""),
        ("budget", "4.9k", ""),
        ("systems", "anything at all", ""),
        ("nobody_asks", "maybe", ""),
    ],
)
def test_a_value_that_no_condition_can_tell_from_is_of_the_wrong_kind(
    name: str, value: str, expected: str
) -> None:
    assert wrong_kind(asking(PROFILES, name), value, TODAY) == expected


def test_a_fact_that_is_not_asked_for_is_told_apart_from_one_that_is() -> None:
    assert not_asked(PROFILES, "hiring_freeze") == ""
    assert not_asked(PROFILES, "hiring_freez").endswith("Did you mean hiring_freeze?")
    assert not_asked(PROFILES, "colour") == "Kept, though no profile asks for colour."
    assert "of the account itself" in not_asked(PROFILES, "employees")
