"""The queue's rules as the method has them, where a playbook says nothing."""

import msgspec

from workstation.method.ranking import EVEN, MOST_WEIGHT, QueueClass, QueueRules, Weights


def test_the_queue_s_numbers_are_the_method_s_unless_the_playbook_says_otherwise() -> None:
    assert msgspec.structs.asdict(QueueRules(classes=[])) == {
        "classes": [],
        "weights": EVEN,
        "lead_minutes": 10,
        "quiet_days": 14,
        "fresh_per_day": 20,
        "untouched_months": 6,
        "fresh_tier": 1,
        "depth_touches": 10,
        "depth_contacts": 5,
    }
    row = QueueClass(key="overdue", title="Overdue", short="overdue", meaning="Late.")
    assert row.minutes == 5


def test_urgency_fit_and_age_weigh_the_same_until_told_otherwise() -> None:
    assert Weights(urgency=1, fit=1, age=1) == EVEN
    assert MOST_WEIGHT == 5
