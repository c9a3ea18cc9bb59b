"""Who sent the rep to somebody: the person who named them, else whom the account came from."""

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.records import Account, Contact


class Referrer(msgspec.Struct, frozen=True):
    """Who sent the rep, "" for nobody; ``elsewhere`` is their account when it is another one."""

    name: str = ""
    elsewhere: str = ""

    @property
    def said(self) -> str:
        """The name, with the account where that is another one."""
        return f"{self.name} ({self.elsewhere})" if self.elsewhere else self.name


def referrer_of(desk: "Desk", account: "Account", contact: "Contact | None") -> Referrer:
    """Return who named a person, else who named the account (word of mouth, seed)."""
    row = desk.store.row(
        "SELECT others.name, others.account_id, accounts.name AS account FROM contacts "
        "JOIN contacts AS others ON others.id = contacts.referred_by_id "
        "LEFT JOIN accounts ON accounts.id = others.account_id WHERE contacts.id = ?",
        (contact.id if contact else None,),
    )
    if row is not None:
        near = row["account_id"] in (account.id, None)
        return Referrer(row["name"], "" if near else row["account"])
    return Referrer((account.source_detail or "") if account.source == "seed" else "")
