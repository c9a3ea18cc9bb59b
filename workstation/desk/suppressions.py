"""Whoever is on a list of whom not to contact is protected as soon as they are written down."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from workstation.desk.queue.people import ALL_CLOSED, CLOSED

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

AVOIDED = "avoid.bad_fit"
NOT_TO_CONTACT = "asked not to be contacted"

CLOSES = (
    "NOT promised AND meeting_id IS NULL "
    "AND follow_ups.kind IN ('next_step', 'check_back', 'cadence') "
    "AND follow_ups.channel IN ('call', 'email', 'social')"
)
"""Of follow-ups: they go where nobody is left to take them with."""
_STEPS = (
    "SELECT follow_ups.id, contacts.name FROM follow_ups "
    "JOIN accounts ON accounts.id = follow_ups.account_id "
    "LEFT JOIN contacts ON contacts.id = follow_ups.contact_id "
    f"WHERE state = 'open' AND {CLOSES} AND "
)
_THEIRS = f"follow_ups.contact_id = ? AND {CLOSED}"
_OF_NOBODY = (
    "follow_ups.contact_id IS NULL "
    "AND follow_ups.account_id = (SELECT account_id FROM contacts WHERE id = ?) "
    f"AND {ALL_CLOSED}"
)
_MARKED = (
    "EXISTS (SELECT 1 FROM changes WHERE table_name = 'contacts' AND +action_id = ? "
    "AND row_id = {} AND (json_extract(after, '$.do_not_call') = 1 "
    "OR json_extract(after, '$.opted_out') = 1))"
)
_MARKED_NOW = f"{CLOSED} AND {_MARKED.format('contacts.id')}"
_ALL_MARKED_NOW = (
    f"follow_ups.contact_id IS NULL AND {ALL_CLOSED} AND EXISTS (SELECT 1 FROM contacts AS there "
    f"WHERE there.account_id = accounts.id AND {_MARKED.format('there.id')})"
)


def close_steps(desk: "Desk", act: "Writer", contact_id: int | None = None) -> list[str]:
    """Close what was planned with somebody no way is left to, in the action that protects them.

    Without a person: with everybody the action has protected so far. Steps that name nobody go
    too where nobody else is known; what was promised, meetings, and tasks for the rep alone stay.
    Returns a sentence for the rep.
    """
    one = contact_id is not None
    given = contact_id if contact_id is not None else act.id
    found = [
        row
        for condition in ((_THEIRS, _OF_NOBODY) if one else (_MARKED_NOW, _ALL_MARKED_NOW))
        for row in desk.store.rows(_STEPS + condition, (given,))
    ]
    if not found:
        return []
    moment, day = desk.days.stamp()
    act.update_many(
        "follow_ups",
        ("state", "skip_reason", "closed_at", "closed_on"),
        [(row["id"], "skipped", NOT_TO_CONTACT, moment, day) for row in found],
    )
    names = {row["name"] for row in found if row["name"]}
    who = names.pop() if len(names) == 1 else "they"
    steps = "1 planned step" if len(found) == 1 else f"{len(found)} planned steps"
    return [f"{steps} closed: {who} {NOT_TO_CONTACT}."]


def protect_person(
    desk: "Desk",
    act: "Writer",
    contact_id: int,
    *,
    emails: Collection[str] = (),
    phones: Collection[str] = (),
) -> list[str]:
    """Protect a person whose addresses or numbers (E.164), just written, are on such a list.

    An address on it opts them out of email, a number forbids calls, a domain both; the reason
    names the list, and one given before stays. Returns sentences the rep should see.
    """
    from workstation.desk.cadences import hooks as cadence_hooks
    from workstation.desk.imports.suppressions import Suppressions

    if not emails and not phones:
        return []
    listed = Suppressions(desk.store)
    domains = {address.rpartition("@")[2] for address in emails}
    listed.load(emails=emails, phones=phones, domains=domains)
    reason = listed.of_person(emails, phones)
    if reason is None:
        return []
    row = desk.store.row("SELECT * FROM contacts WHERE id = ?", (contact_id,))
    if row is None:
        return []
    whole = any(listed.of_domain(domain) for domain in domains)
    wanted = {
        "opted_out": whole or listed.of_person(emails, ()) is not None,
        "do_not_call": whole or listed.of_person((), phones) is not None,
    }
    fresh: dict[str, Value] = {flag: 1 for flag, on in wanted.items() if on and not row[flag]}
    if not fresh:
        return []
    fresh["protection_reason"] = row["protection_reason"] or reason
    act.update("contacts", contact_id, fresh)
    words = {"opted_out": "opted out of email", "do_not_call": "not to be called"}
    marks = " and ".join(word for flag, word in words.items() if flag in fresh)
    said = f"{row['name']} is {marks}: {reason}."
    return [said, *cadence_hooks.opted_out(desk, act, contact_id)]


def protect_account(desk: "Desk", act: "Writer", account_id: int, domain: str | None) -> list[str]:
    """Put an account whose domain or name, just written, is on such a list into the avoid bin.

    One that is avoided already stays where it is. Returns sentences the rep should see; the caller
    lets the invitations follow once the action is on disk. ``domain`` is None where neither was.
    """
    if domain is None:
        return []
    row = desk.store.row("SELECT name, bin FROM accounts WHERE id = ?", (account_id,))
    reason = of_domain(desk, domain) or (row and of_company(desk, str(row["name"])))
    if row is None or not reason or desk.playbook.bin(row["bin"]).prospecting == "refused":
        return []
    said = f"{row['name']} goes to {desk.playbook.bin(AVOIDED).title}: {reason}."
    return [said, *desk.bins.put(act, [account_id], AVOIDED, reason)]


def of_company(desk: "Desk", name: str) -> str | None:
    """Return why a company of this name is not to be contacted, None when it may be."""
    from workstation.desk.imports.suppressions import Suppressions
    from workstation.method.names import company_key

    key = company_key(name)
    listed = Suppressions(desk.store)
    listed.load(companies=[key])
    return listed.of_company(key)


def of_domain(desk: "Desk", domain: str | None) -> str | None:
    """Return why a web address or domain is not to be contacted, None when it may be."""
    from workstation.desk.imports.suppressions import Suppressions
    from workstation.exchange import values

    bare = values.bare_domain(domain) if domain else ""
    if not isinstance(bare, str) or not bare:
        return None
    listed = Suppressions(desk.store)
    listed.load(domains={bare})
    return listed.of_domain(bare)
