"""Whoever is on a list of whom not to contact is protected as soon as they are written down."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Value, Writer

AVOIDED = "avoid.bad_fit"


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
    """Put an account whose domain, just written, is on such a list into the avoid bin for it.

    One that is avoided already stays where it is. Returns sentences the rep should see; the caller
    lets the invitations follow once the action is on disk.
    """
    reason = of_domain(desk, domain)
    if reason is None:
        return []
    row = desk.store.row("SELECT name, bin FROM accounts WHERE id = ?", (account_id,))
    if row is None or desk.playbook.bin(row["bin"]).prospecting == "refused":
        return []
    said = f"{row['name']} goes to {desk.playbook.bin(AVOIDED).title}: {reason}."
    return [said, *desk.bins.put(act, [account_id], AVOIDED, reason)]


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
