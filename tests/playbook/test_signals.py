"""signals.yaml: the method's numbers by default, and the mistakes a person can make in it."""

import pytest

from workstation.method.signals import LOGGED
from workstation.playbook.load import Loaded

from .conftest import Own

MISTAKES = [
    ("lead_from: 65", "lead_from: 0", "lead_from", "0", "1 to 100"),
    ("after_days: 30", "after_days: 0", "decay.after_days", "0", "1 to 3650"),
    ("lost_high: 15", "lost_high: -15", "decay.lost_high", "-15", "0 to 100"),
    ("points: 12", "points: 120", "kinds[22].points", "120", "-100 to 100"),
    ("points: 12", "points: many", "kinds[22].points", "'many'", "a whole number"),
    ("letter: r", "letter: s", "kinds[25].letter", "'s', which 'reviews_", "each letter once"),
    ("    least: 0\n    most: 8", "    most: 8", "kinds[4].most", "without least", "both"),
    ("    least: 0\n    most: 8", "    least: 5\n    most: 8", "kinds[4].points", "4", "5 to 8"),
    ("    least: 0\n    most: 8", "    least: 9\n    most: 8", "kinds[4].most", "8", "9 (least)"),
    ("on: [neutral]", "on: [positive]", "kinds[8].on[0]", "which 'positive_response'", "each once"),
    ("on: [neutral]", "on: [sneeze]", "kinds[8].on[0]", "'sneeze'", "one of"),
]


def test_the_points_of_the_method_are_the_default(default: Loaded) -> None:
    rules = default.playbook.signals
    worth = {kind.key: kind.points for kind in rules.kinds}
    assert (
        worth.items()
        >= {
            "website_source": 7,
            "thought_leadership": -5,
            "page_view": 1,
            "email_opened": 1,
            "demo_watched": 5,
            "webinar_registered": 5,
            "webinar_attended": 5,
            "content_downloaded": 5,
            "pricing_page": 5,
            "reviews_downloaded": 12,
            "many_pages": 7,
            "two_visits": 8,
            "searched_by_name": 15,
            "careers_page": -10,
        }.items()
    )
    asked = {kind.key: (kind.least, kind.most) for kind in rules.kinds if kind.asks}
    assert asked == {"title": (0, 8), "manual_review": (0, 30)}
    assert (rules.lead_from, rules.hand_raiser_minutes, rules.lead_hours) == (65, 5, 24)
    assert {"asked_for_price", "opened_twice", "changed_job"} <= worth.keys()
    assert sorted(each for kind in rules.kinds for each in kind.on) == sorted(LOGGED)
    assert all(len(kind.title) <= 25 for kind in rules.kinds)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each[1].strip()[:24])
def test_a_mistake_in_the_signals_is_told_with_its_place(
    own: Own, mistake: tuple[str, str, str, str, str]
) -> None:
    stands, made, path, found, expected = mistake
    own.edit("signals.yaml", stands, made)
    problems = own.load().problems
    assert [each.path for each in problems] == [path]
    assert found in problems[0].found
    assert expected in problems[0].expected
    assert problems[0].line > 1


def test_a_playbook_needs_a_kind_of_signal(own: Own) -> None:
    own.write("signals.yaml", "# None.\nkinds: []\n")
    problems = own.load().problems
    assert [(each.path, each.found) for each in problems] == [("kinds", "empty")]
