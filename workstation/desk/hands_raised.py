"""Makes hand-raisers of those who asked to be contacted, told by hand or by a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.clock import iso
from workstation.desk.urgency_fold import AT_ONCE_FOR, answered, plan_hand_raiser
from workstation.method.signals import CROSSED

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer


class Hand(NamedTuple):
    """A hand raised at a moment (UTC text): by whom, where that is known, and what was said."""

    at: str
    contact_id: int | None = None
    note: str = ""


def recent_from(now: datetime) -> str:
    """Return the moment (UTC text) from which a hand told of late is still answered at once.

    It is the rule of a crossing: what a file tells later than 7 days is no hand-raiser any more.
    """
    return iso(now - AT_ONCE_FOR)


def to_answer(desk: "Desk", hands: Mapping[int, Hand]) -> dict[int, Hand]:
    """Return those of the raised hands, by account, that nobody has answered since.

    Accounts that are not prospected are left out, and those of which a hand is up already.
    """
    return {
        account: hand
        for account, hand in sorted(hands.items())
        if not _refused(desk, account) and not answered(desk, account, hand.at)
    }


def raise_hands(desk: "Desk", act: "Writer", hands: Mapping[int, Hand]) -> list[int]:
    """Plan the answers to hands a file told of; return the accounts to be called at once.

    Their clock starts now: nobody could know of them before.
    """
    raised = []
    for account, hand in sorted(hands.items()):
        touched = answered(desk, account, hand.at, waiting=False)
        if not touched and raise_hand(desk, act, account, hand):
            raised.append(account)
    return raised


def raise_hand(desk: "Desk", act: "Writer", account_id: int, hand: Hand) -> bool:
    """Plan the answer to a raised hand, once; say whether the account is prospected at all."""
    if _refused(desk, account_id):
        return False
    open_one = desk.store.row(
        "SELECT id, why FROM follow_ups WHERE account_id = ? AND state = 'open' "
        "AND kind = 'hand_raiser' ORDER BY id LIMIT 1",
        (account_id,),
    )
    if open_one is None:
        plan_hand_raiser(desk, act, account_id, why=hand.note, contact_id=hand.contact_id)
    elif open_one["why"] == CROSSED:
        told = {"why": hand.note, "contact_id": hand.contact_id}
        act.update("follow_ups", open_one["id"], told)
    since = desk.store.value("SELECT became_lead_on FROM accounts WHERE id = ?", (account_id,))
    if since is None:
        today = desk.days.today().isoformat()
        act.update("accounts", account_id, {"became_lead_on": today})
    return True


def said_hands(count: int, minutes: int) -> str:
    """Say how many asked to be contacted, and by when they are to be called."""
    who = "1 account asks" if count == 1 else f"{count} accounts ask"
    return f"{who} to be contacted: call within {minutes} minutes."


def _refused(desk: "Desk", account_id: int) -> bool:
    key = desk.store.value("SELECT bin FROM accounts WHERE id = ?", (account_id,))
    return desk.playbook.bin(str(key)).prospecting == "refused"
