"""Emails that wait, on the command line."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk

AtDesk = Callable[[Callable[[Desk], None]], None]


@pytest.fixture
def mail(ws: Terminal, at_desk: AtDesk) -> Terminal:
    """Marlow Finch at Corvid Labs has an address."""

    def fill(desk: Desk) -> None:
        corvid = desk.accounts.resolve("corvid")
        marlow = desk.accounts.resolve_contact(corvid, "Marlow")
        desk.accounts.edit_contact(marlow, {"email": "marlow@corvid.example.com"})

    at_desk(fill)
    return ws


def test_an_email_is_written_listed_read_and_ticked_as_sent(mail: Terminal) -> None:
    assert mail.done("outbox").out == ""
    made = mail.json("outbox", "write", "corvid", "voicemail", "--contact", "marlow")["email"]
    assert made["to"] == "marlow@corvid.example.com"
    assert any("Not filled in yet" in each for each in made["hints"])
    n = str(made["n"])
    assert mail.json("outbox") == [made]
    fields = mail.done("outbox").out.strip().split("\t")
    assert fields[:3] == [n, "marlow@corvid.example.com", "Corvid Labs"]
    shown = mail.done("outbox", "show", n)
    assert shown.out.startswith(f"To: marlow@corvid.example.com\nSubject: {made['subject']}\n\n")
    assert "Not filled in yet" in shown.err
    assert mail.json("outbox", "show", str(made["id"])) == made
    assert "Email sent: Corvid Labs" in mail.done("outbox", "sent", n).out
    assert mail.json("outbox") == []
    assert "waits in the outbox" in mail.refused("outbox", "sent", n)
    mail.done("undo")
    assert mail.done("outbox", "drop", n).out.startswith("Drop email: Corvid Labs")
    assert mail.json("outbox") == []


def test_a_voicemail_says_that_its_email_waits(mail: Terminal) -> None:
    found = mail.done("log", "corvid", "voicemail", "--contact", "marlow")
    assert "Email for Marlow Finch waits in the outbox" in found.err
    mail.done("undo")
    assert mail.json("outbox") == []


def test_what_must_not_be_mailed_is_refused_in_a_sentence(mail: Terminal) -> None:
    assert "--reason" in mail.refused("outbox", "write", "halden", "voicemail")
    mail.done("outbox", "write", "halden", "voicemail", "--reason", "their invoice")
    (waiting,) = mail.json("outbox")
    assert waiting["stop"].startswith("The account is in Client")
    assert "--reason" in mail.refused("outbox", "show", str(waiting["n"]))
    shown = mail.done("outbox", "show", str(waiting["n"]), "--reason", "their invoice")
    assert "Do not send" in shown.err and shown.out.startswith("Subject: ")
    assert "--reason" in mail.refused("outbox", "sent", str(waiting["n"]))
    mail.done("outbox", "sent", str(waiting["n"]), "--reason", "their invoice")
    assert "no template" in mail.refused("outbox", "write", "corvid", "sonnet")
    assert mail("outbox", "sent", "zero").code == 2
