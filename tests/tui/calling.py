"""A desk with one account worth calling, and the program opened on a call to it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from textual.pilot import Pilot

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.screens.call import CallScreen


def prepare(desk: Desk, name: str = "Corvid Labs", person: str = "Pat Example") -> int:
    """Add an account with a person, two earlier answers, a promise and a last touch."""
    account = world.account(
        desk, name, industry="Logistics", time_zone="America/Chicago", fit=80, urgency=58,
        bin="working",
    )  # fmt: skip
    made = desk.accounts.add_contact(
        account, person, title="Director of Operations", role="influencer", phone="+1 312 555 0142"
    ).made
    with desk.store.action("Prepare answers") as act:
        for question, said in (("systems", "ticket tool"), ("tried", "outsourcing, failed")):
            act.insert(
                "answers",
                {
                    "account_id": account,
                    "contact_id": made,
                    "flow": "qualification",
                    "question": question,
                    "answer": said,
                    "answered_on": "2026-11-20",
                },
            )
    world.log(desk, account, on=date(2026, 11, 12), outcome="voicemail", counts_as="unanswered")
    world.follow_up(desk, account, date(2026, 11, 24), contact_id=made, channel="email", promised=1)
    for key, value in (("name", "Sam"), ("company", "Halden"), ("product", "the night desk")):
        desk.settings.set(key, value)
    return account


def as_if_killed(desk: Desk) -> None:
    """Leave the calls under way in the hands of a program that is gone."""
    with desk.store.file.connection as connection:
        connection.execute("PRAGMA query_only = OFF")
        connection.execute(
            "UPDATE call_drafts SET content = json_set(content, '$.holder', ?)",
            (f"{os.uname().nodename}:999999999:0badcafe",),
        )
        connection.execute("PRAGMA query_only = ON")


@asynccontextmanager
async def on_a_call(
    desk: Desk, account: int, size: tuple[int, int] = (120, 36), flow: str = "qualification"
) -> AsyncIterator[tuple[Pilot[None], CallScreen]]:
    """Start the program and open a call over Today."""
    app = WorkstationApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = CallScreen(desk.calls.open(account, flow=flow))
        await app.push_screen(screen)
        await pilot.pause()
        yield pilot, screen
