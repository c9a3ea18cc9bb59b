"""The email that goes with a voicemail, drafted into the outbox by the same action that logs it."""

from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.desk.calls.log import LogEntry
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer

VOICEMAIL = "voicemail"
"""The outcome whose email is drafted unasked; after others a template is only proposed."""


def pair(desk: "Desk", act: "Writer", entry: "LogEntry", activity: int) -> list[str]:
    """Draft the email paired with a voicemail, within its action; return what to say of it.

    Nothing is drafted without a template for it (``after`` in emails.yaml), for nobody in
    particular, without a valid address, or where mailing is refused. What still waits from the
    call before is left as it is. Source: Predictable Revenue, the voicemail and email pair.
    """
    if entry.outcome != VOICEMAIL or entry.contact_id is None:
        return []
    template = desk.outbox.proposed_after(VOICEMAIL)
    if template is None:
        return []
    to = desk.outbox.address_of(entry.account_id, entry.contact_id)
    if not to or not _allowed(desk, entry.account_id, entry.contact_id, to):
        return []
    draft = desk.outbox.draft(template.key, entry.account_id, entry.contact_id)
    name = desk.store.value("SELECT name FROM contacts WHERE id = ?", (entry.contact_id,))
    if desk.store.value(
        "SELECT 1 FROM messages WHERE contact_id = ? AND template = ? AND state = 'outbox'",
        (entry.contact_id, template.key),
    ):
        return [f"The email for {name} waits in the outbox already (g m)."]
    act.insert(
        "messages",
        {
            "account_id": entry.account_id,
            "contact_id": entry.contact_id,
            "activity_id": activity,
            "template": template.key,
            "to_address": to,
            "subject": draft.subject,
            "body": draft.body.strip("\n"),
        },
    )
    open_names = ", ".join(each.replace("_", " ") for each in draft.missing)
    still = f"; fill in: {open_names}" if open_names else ""
    return [f"Email for {name} waits in the outbox (g m){still}."]


def _allowed(desk: "Desk", account_id: int, contact_id: int, to: str) -> bool:
    try:
        return desk.outbox.guard(account_id, contact_id, to).ok
    except DeskError:
        return False
