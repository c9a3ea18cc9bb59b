"""A person on the command line, whether their company is known or not."""

from collections.abc import Callable

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk


def alone(desk: Desk) -> None:
    """Somebody came in without a company."""
    with desk.store.action("Alone") as act:
        act.insert("contacts", {"name": "Sam Alone", "created_on": "2026-11-23"})


def test_somebody_at_no_company_is_shown_changed_protected_and_put_into_an_account(
    ws: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]
) -> None:
    at_desk(alone)
    assert ws.done("person", "sam alone").out == "Sam Alone · no company yet\n"
    said = ws.done("person", "Sam Alone", "--email", "sam@example.com", "--opt-out", "asked").out
    assert "Edit Sam Alone" in said
    assert "Sam Alone: opted out (asked)" in said
    assert (
        "Put Sam Alone into Corvid Labs" in ws.done("person", "Sam Alone", "--account", "cor").out
    )
    shown = ws.done("person", "Sam Alone").out
    assert shown == ("Sam Alone · Corvid Labs\n  sam@example.com\n  opted out of email (asked)\n")
    assert ws.json("person", "Sam Alone")["opted_out"] is True
