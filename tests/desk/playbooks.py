"""A desk with other parts in its playbook, for tests that are not about the default one."""

from typing import Any

from workstation.desk.desk import Desk
from workstation.method.flow import Flow, Question, Step
from workstation.method.objections import Objection
from workstation.method.openers import Opener
from workstation.playbook.load import Loaded

OPENERS = [
    Opener(key="bad_time", title="Bad time?", text="{their_name}, {me} here.", flows=["first"]),
    Opener(key="thirty", title="Thirty seconds", text="{referrer}: {reason}", flows=["first"]),
    Opener(key="any", title="Any", text="Hello.", flows=[]),
]


def flow(key: str, **more: Any) -> Flow:
    """A flow that asks about teams and systems."""
    return Flow(
        key=key,
        title=key.title(),
        purpose=f"purpose of {key}",
        minutes=5,
        steps=[
            Step(
                key="ask",
                title="Ask",
                prompts=["How?"],
                questions=[
                    Question(key="teams", text="How are their teams organised?"),
                    Question(key="systems", text="Which systems do they use?"),
                ],
            )
        ],
        **more,
    )


def card(key: str) -> Objection:
    """An objection card."""
    return Objection(
        key=key, title=f"Card {key}", source="inertia", question="Why?", story="Once.", proof="Yes."
    )


def with_parts(desk: Desk, **parts: Any) -> None:
    """Put parts in place of those of the desk's playbook."""
    playbook = desk.playbook.but(**parts)
    desk.loaded = Loaded(playbook, desk.loaded.problems, desk.loaded.own)
