"""The outbox: emails written and not yet sent; the rep's own mail program sends them."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import protection
from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.changed import Changed
from workstation.desk.clock import moment_of
from workstation.desk.errors import DeskError, Protected
from workstation.method import mail_text
from workstation.method.bins import Verdict
from workstation.method.text import clean, clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.records import Contact
    from workstation.method.emails import EmailTemplate
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

SUBJECT_MOST = 900
"""Letters in a subject; a line of an email holds 998 with its name."""

BODY_MOST = 1_000_000
MAILTO_MOST = 8000
"""Letters of a mailto: address; longer ones are cut or refused by the systems in between."""

_TITLE_MOST = 60
_AT_A_TIME = 500
_MESSAGE = (
    "SELECT messages.*, accounts.name AS account, contacts.name AS contact FROM messages "
    "JOIN accounts ON accounts.id = messages.account_id "
    "LEFT JOIN contacts ON contacts.id = messages.contact_id"
)


class Draft(msgspec.Struct, frozen=True):
    """A template filled in for a person, kept nowhere yet.

    ``missing`` are the names in braces nobody knows a value for; ``advice`` what should be known
    before it goes out, "" for nothing.
    """

    template: str
    account_id: int
    contact_id: int | None
    to: str
    subject: str
    body: str
    missing: tuple[str, ...]
    advice: str


class Message(msgspec.Struct, frozen=True):
    """An email in the outbox; ``to`` is "" where no address is known.

    ``stop`` says why it must not go out (the person opted out since, the account is a customer
    by now, the address bounced), "" when it may.
    """

    id: int
    account_id: int
    account: str
    contact_id: int | None
    contact: str | None
    activity_id: int | None
    template: str | None
    to: str
    subject: str
    body: str
    state: str
    written_at: datetime
    stop: str

    @property
    def who(self) -> str:
        """The person, else the account."""
        return self.contact or self.account


class Outbox:
    """Writes, hands over and ticks off emails."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    # Templates

    def templates(self, after: str = "") -> "list[EmailTemplate]":
        """Return the playbook's templates; those proposed after an outcome come first."""
        return sorted(self._desk.playbook.emails, key=lambda each: after not in each.after)

    def proposed_after(self, outcome_key: str) -> "EmailTemplate | None":
        """Return the first template that is proposed after an outcome, None without one."""
        found = self.templates(outcome_key)[:1]
        return found[0] if found and outcome_key in found[0].after else None

    def draft(
        self, template_key: str, account_id: int, contact_id: int | None = None, reason: str = ""
    ) -> Draft:
        """Fill in a template for a person; nothing is written.

        Raises:
            Protected: the person must not be mailed, and no reason was given.
            DeskError: there is no such template, account or person.
        """
        from workstation.method.emails import fill_email

        template = next((each for each in self.templates() if each.key == template_key), None)
        if template is None:
            known = ", ".join(each.key for each in self.templates()) or "none"
            raise DeskError(f"There is no template {template_key!r}; there are {known}.")
        account = self._desk.accounts.get(account_id)
        person = self._person(account_id, contact_id)
        to = _address_of(person)
        found = protection.require(
            self._desk, account_id, contact_id, channel="email", address=to, reason=reason
        )
        filled = fill_email(template, self._desk.calls.placeholders(account, person))
        return Draft(
            template.key,
            account_id,
            contact_id,
            to,
            filled.subject,
            filled.body,
            filled.missing,
            found.why,
        )

    def guard(self, account_id: int, contact_id: int | None, to: str = "") -> Verdict:
        """Say whether this account and person may be mailed, at this address where one is given.

        Raises:
            DeskError: the account is not there, or the person is not at it.
        """
        return protection.verdict(self._desk, account_id, contact_id, "email", address=to)

    def address_of(self, account_id: int, contact_id: int | None) -> str:
        """Return the main valid address of a person, "" when none is known."""
        return _address_of(self._person(account_id, contact_id))

    def _person(self, account_id: int, contact_id: int | None) -> "Contact | None":
        if contact_id is None:
            return None
        people = self._desk.accounts.contacts(account_id)
        return next((each for each in people if each.id == contact_id), None)

    # Reading

    def count(self) -> int:
        """Return how many emails wait."""
        return int(
            self._desk.store.value("SELECT count(*) FROM messages WHERE state = 'outbox'") or 0
        )

    def ids(self) -> list[int]:
        """Return the emails that wait, by number, oldest first."""
        rows = self._desk.store.rows(
            "SELECT id FROM messages WHERE state = 'outbox' ORDER BY created_at, id"
        )
        return [row["id"] for row in rows]

    def some(self, ids: Sequence[int]) -> list[Message]:
        """Return these emails in this order; those that are gone are left out."""
        found: dict[int, Message] = {}
        for start in range(0, len(ids), _AT_A_TIME):
            part = ids[start : start + _AT_A_TIME]
            marks = ", ".join("?" * len(part))
            for row in self._desk.store.rows(f"{_MESSAGE} WHERE messages.id IN ({marks})", part):
                found[row["id"]] = self._message(row)
        return [found[number] for number in ids if number in found]

    def waiting(self) -> list[Message]:
        """Return the emails that wait, oldest first."""
        return self.some(self.ids())

    def get(self, message_id: int) -> Message:
        """Return one email, sent and dropped ones too.

        Raises:
            DeskError: it is not there.
        """
        found = self.some([message_id])
        if not found:
            raise DeskError("That email is not there any more.")
        return found[0]

    def resolve(self, number: int) -> int:
        """Return the waiting email that a number means, short as it is listed or whole.

        Raises:
            DeskError: none does, or two that came from different machines.
        """
        from workstation.store.ids import short

        waiting = self.ids()
        fits = [each for each in waiting if number in (each, short(each))]
        if not fits:
            raise DeskError(
                f"No email {number} waits in the outbox; 'workstation outbox' lists them."
            )
        if len(fits) > 1:
            whole = ", ".join(str(each) for each in fits)
            raise DeskError(f"{number} could be several emails: {whole}. Give the whole number.")
        return fits[0]

    def hints(self, subject: str, body: str) -> list[str]:
        """Return what would keep an email from being answered; METHOD's rules, as hints."""
        from workstation.method.email_check import check_email

        return check_email(subject, body, self._desk.settings.get("company"))

    def _message(self, row: Row) -> Message:
        to = row["to_address"] or ""
        return Message(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            contact_id=row["contact_id"],
            contact=row["contact"],
            activity_id=row["activity_id"],
            template=row["template"],
            to=to,
            subject=row["subject"],
            body=row["body"],
            state=row["state"],
            written_at=moment_of(row["created_at"]),
            stop=self._stop(row["account_id"], row["contact_id"], to),
        )

    def _stop(self, account_id: int, contact_id: int | None, to: str) -> str:
        try:
            found = self.guard(account_id, contact_id, to)
        except DeskError as error:
            return str(error)
        return "" if found.ok else found.why

    # Writing

    def put(
        self,
        account_id: int,
        contact_id: int | None,
        subject: str,
        body: str,
        *,
        template: str | None = None,
        activity_id: int | None = None,
        to: str | None = None,
        reason: str = "",
    ) -> Changed:
        """Put an email into the outbox; without ``to`` it goes to the person's main address.

        Raises:
            Protected: the person must not be mailed, and no reason was given.
            DeskError: nothing is written in it, the address is none, or the account is not there.
        """
        account = self._desk.accounts.get(account_id)
        wanted = self.address_of(account_id, contact_id) if to is None else to
        content = _content(wanted, subject, body)
        found = protection.require(
            self._desk,
            account_id,
            contact_id,
            channel="email",
            address=str(content["to_address"] or ""),
            reason=reason,
        )
        override = f" ({clean_line(reason)})" if not found.ok else ""
        title = f"Email in the outbox: {account.name}, {_short(content)}{override}"
        with self._desk.store.action(title) as act:
            made = act.insert(
                "messages",
                {
                    "account_id": account_id,
                    "contact_id": contact_id,
                    "activity_id": activity_id,
                    "template": template,
                    **content,
                },
            )
        advice = (found.why,) if found.ok and found.why else ()
        return Changed(act.id, title, (account_id,), advice, made=made)

    def edit(self, message_id: int, subject: str, body: str, to: str) -> Changed:
        """Change an email that waits.

        Raises:
            DeskError: it does not wait any more, nothing is left in it, or the address is none.
        """
        row = self._require_waiting(message_id)
        content = _content(to, subject, body)
        title = f"Edit email: {row['account']}, {_short(content)}"
        with self._desk.store.action(title) as act:
            act.update("messages", message_id, content)
        stop = self._stop(row["account_id"], row["contact_id"], str(content["to_address"] or ""))
        return Changed(act.id, title, (row["account_id"],), (stop,) if stop else (), message_id)

    def sent(self, message_id: int, reason: str = "") -> Changed:
        """Tick an email as sent now: it is logged, and closes what was to be mailed by today.

        Raises:
            Protected: the person must not be mailed, and no reason was given.
            DeskError: it does not wait any more.
        """
        row = self._require_waiting(message_id)
        account_id, contact_id = row["account_id"], row["contact_id"]
        self._require_allowed(row, reason)
        moment, day = self._desk.days.stamp()
        title = f"Email sent: {row['account']}, {_short(row)}"
        with self._desk.store.action(title) as act:
            activity = act.insert(
                "activities",
                {
                    "account_id": account_id,
                    "contact_id": contact_id,
                    "kind": "email",
                    "direction": "out",
                    "happened_at": moment,
                    "happened_on": day,
                    "note": row["subject"] or None,
                    "reason": clean_line(reason) or None,
                },
            )
            act.update(
                "messages",
                message_id,
                {"state": "sent", "closed_at": moment, "sent_activity_id": activity},
            )
            for due in self._desk.store.rows(
                "SELECT id FROM follow_ups WHERE account_id = ? AND state = 'open' "
                "AND channel = 'email' AND due_on <= ? AND (contact_id IS NULL OR contact_id IS ?)",
                (account_id, day, contact_id),
            ):
                closed = self._desk.follow_ups.closed_columns("done", activity)
                act.update("follow_ups", due["id"], closed)
            said = cadence_hooks.advance(self._desk, act, account_id)
        return Changed(act.id, title, (account_id,), tuple(said), made=activity)

    def drop(self, message_id: int) -> Changed:
        """Take an email out of the outbox without sending it.

        Raises:
            DeskError: it does not wait any more.
        """
        row = self._require_waiting(message_id)
        title = f"Drop email: {row['account']}, {_short(row)}"
        with self._desk.store.action(title) as act:
            self._drop(act, message_id)
        return Changed(act.id, title, (row["account_id"],))

    def drop_all_to(self, act: "Writer", contact_id: int) -> None:
        """Drop what waits for a person who is not to be mailed any more, within an action."""
        for row in self._desk.store.rows(
            "SELECT id FROM messages WHERE contact_id = ? AND state = 'outbox'", (contact_id,)
        ):
            self._drop(act, row["id"])

    def _drop(self, act: "Writer", message_id: int) -> None:
        moment, _ = self._desk.days.stamp()
        act.update("messages", message_id, {"state": "dropped", "closed_at": moment})

    def _require_waiting(self, message_id: int) -> Row:
        row = self._desk.store.row(f"{_MESSAGE} WHERE messages.id = ?", (message_id,))
        if row is None:
            raise DeskError("That email is not there any more.")
        if row["state"] != "outbox":
            raise DeskError(f"That email is {row['state']} already.")
        return row

    def _require_allowed(self, row: Row, reason: str) -> None:
        stop = self._stop(row["account_id"], row["contact_id"], row["to_address"] or "")
        if stop and not reason.strip():
            raise Protected(f"{stop} Give a reason to go on; it is recorded.")

    # Handing over

    def mailto(self, message_id: int, reason: str = "") -> str:
        """Return the address that opens an email in the mail program (RFC 6068).

        Raises:
            Protected: the person must not be mailed, and no reason was given.
            DeskError: it does not wait any more, or is too long to be handed over so.
        """
        row = self._require_waiting(message_id)
        self._require_allowed(row, reason)
        url = mail_text.mailto(row["to_address"] or "", row["subject"], row["body"])
        if len(url) > MAILTO_MOST:
            raise DeskError("This email is too long for a mail program to take over: copy it.")
        return url

    def as_text(self, message_id: int, reason: str = "") -> str:
        """Return an email as text to copy: To, Subject, an empty line, the body.

        Raises:
            Protected: the person must not be mailed, and no reason was given.
            DeskError: it does not wait any more.
        """
        row = self._require_waiting(message_id)
        self._require_allowed(row, reason)
        return mail_text.as_text(row["to_address"] or "", row["subject"], row["body"])


def _address_of(person: "Contact | None") -> str:
    addresses = person.emails if person else ()
    return next((each.address for each in addresses if each.state == "valid"), "")


def _content(to: str, subject: str, body: str) -> "dict[str, Value]":
    """Return the columns of what was written, made harmless.

    Raises:
        DeskError: nothing is written, it is far too long, or the address is none.
    """
    said, text = clean_line(subject), clean(body).strip("\n")
    if not said and not text.strip():
        raise DeskError("There is nothing in this email yet.")
    if len(said) > SUBJECT_MOST:
        raise DeskError(f"A subject has {SUBJECT_MOST} letters at most; the rest belongs below.")
    if len(text) > BODY_MOST:
        raise DeskError(f"An email has {BODY_MOST} letters at most.")
    return {"to_address": _address(to) or None, "subject": said, "body": text}


def _address(text: str) -> str:
    if not clean_line(text):
        return ""
    from workstation.exchange import values

    address = values.email(clean_line(text))
    if isinstance(address, values.Unreadable):
        raise DeskError(f"{address.why}.")
    return address


def _short(content: "Row | dict[str, Value]") -> str:
    """Return the subject, or the beginning of the text, for the title of an action."""
    said = clean_line(str(content["subject"] or str(content["body"])[: 4 * _TITLE_MOST]))
    return said if len(said) <= _TITLE_MOST else f"{said[: _TITLE_MOST - 1]}…"
