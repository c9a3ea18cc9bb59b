"""Who must not be prospected, asked before every dial and email (METHOD, bins)."""

from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError, Protected
from workstation.method.bins import Verdict, may_prospect

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


def verdict(
    desk: "Desk",
    account_id: int,
    contact_id: int | None = None,
    channel: str = "call",
    *,
    address: str = "",
) -> Verdict:
    """Say whether this account and person may be prospected over this channel.

    With an ``address`` it is that one which must not have bounced, belong to somebody who opted
    out, or be known at a customer or a bad fit; without one a person whose every address bounced
    cannot be mailed.

    Raises:
        DeskError: there is no such account, or the person is not there.
    """
    row = desk.store.row(
        "SELECT bin, contacts.id AS person, coalesce(contacts.do_not_call, 0) AS do_not_call, "
        "coalesce(contacts.opted_out, 0) AS opted_out, "
        "EXISTS (SELECT 1 FROM emails WHERE emails.contact_id = ?2 AND state = 'bounced') "
        "AND NOT EXISTS (SELECT 1 FROM emails WHERE emails.contact_id = ?2 AND state = 'valid') "
        "AS bounced FROM accounts "
        "LEFT JOIN contacts ON contacts.id = ?2 AND contacts.account_id = accounts.id "
        "WHERE accounts.id = ?1",
        (account_id, contact_id),
    )
    if row is None:
        raise DeskError("That account is not there any more.")
    if contact_id is not None and row["person"] is None:
        raise DeskError("That person is not at this account any more.")
    opted_out, bounced = bool(row["opted_out"]), bool(row["bounced"])
    elsewhere = ""
    if address:
        theirs = _of_address(desk, address)
        opted_out, bounced = opted_out or theirs[0], theirs[1]
        elsewhere = _avoided_at(desk, address, account_id) if channel == "email" else ""
    found = may_prospect(
        desk.playbook.bin(row["bin"]),
        do_not_call=bool(row["do_not_call"]),
        opted_out=opted_out,
        bounced=bounced,
        channel=channel,
    )
    if found.ok and elsewhere:
        return Verdict(ok=False, why=elsewhere, short="known elsewhere")
    return found


def of_meeting(desk: "Desk", account_id: int, contact_id: int | None) -> list[str]:
    """Say what stands against a meeting and its reminders, which go out by mail and by phone.

    Raises:
        DeskError: there is no such account, or the person is not there.
    """
    found = (
        verdict(desk, account_id, contact_id, channel) for channel in ("meeting", "email", "call")
    )
    return list(dict.fromkeys(each.why for each in found if not each.ok))


def require(
    desk: "Desk",
    account_id: int,
    contact_id: int | None,
    *,
    channel: str = "call",
    address: str = "",
    reason: str | None = None,
) -> Verdict:
    """Refuse to prospect somebody protected unless a reason is given.

    Raises:
        Protected: protected, and no reason was given.
        DeskError: there is no such account, or the person is not there.
    """
    found = verdict(desk, account_id, contact_id, channel, address=address)
    if not found.ok and not (reason or "").strip():
        raise Protected(f"{found.why} Give a reason to go on; it is recorded.")
    return found


def _of_address(desk: "Desk", address: str) -> tuple[bool, bool]:
    """Return whether anybody with this address opted out, and whether mail to it came back."""
    row = desk.store.row(
        "SELECT coalesce(max(opted_out), 0) AS opted_out, "
        "coalesce(max(emails.state = 'bounced'), 0) AS bounced "
        "FROM emails LEFT JOIN contacts ON contacts.id = contact_id WHERE address = ?",
        (address,),
    )
    return (bool(row["opted_out"]), bool(row["bounced"])) if row else (False, False)


def _avoided_at(desk: "Desk", address: str, account_id: int) -> str:
    """Say that an address is known at a customer or a bad fit, "" when it is at neither.

    A duplicate is the same company again, and its address no reason to refuse.
    """
    row = desk.store.row(
        "SELECT name, bin FROM emails JOIN accounts ON accounts.id = emails.account_id "
        "WHERE address = ? AND accounts.id <> ? AND bin IN ('avoid.client', 'avoid.bad_fit') "
        "ORDER BY bin DESC, name LIMIT 1",
        (address, account_id),
    )
    if row is None:
        return ""
    bin_ = desk.playbook.bin(row["bin"])
    return f"This address is known at {row['name']}, which is in {bin_.title}."
