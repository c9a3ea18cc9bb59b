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

    With an ``address`` it is that one which must not have bounced or belong to somebody who opted
    out; without one a person whose every address bounced cannot be mailed.

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
    if address:
        theirs = _of_address(desk, address)
        opted_out, bounced = opted_out or theirs[0], theirs[1]
    return may_prospect(
        desk.playbook.bin(row["bin"]),
        do_not_call=bool(row["do_not_call"]),
        opted_out=opted_out,
        bounced=bounced,
        channel=channel,
    )


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
