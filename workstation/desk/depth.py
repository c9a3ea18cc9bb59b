"""How far an account was worked: ten accounts ten times beat a hundred once."""

from typing import TYPE_CHECKING

from workstation.method.queue_sum import Depth

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


def depth_of(desk: "Desk", account_id: int) -> Depth:
    """Return how far an account was worked since it came into its bin.

    Its touches out, how many of its people were tried, how many are known.
    """
    rules = desk.playbook.queue
    row = desk.store.row(
        "SELECT count(*), count(DISTINCT contact_id), "
        "(SELECT count(*) FROM contacts WHERE contacts.account_id = ?1) FROM activities "
        "WHERE account_id = ?1 AND is_touch AND direction = 'out' "
        "AND happened_on >= (SELECT bin_since_on FROM accounts WHERE accounts.id = ?1)",
        (account_id,),
    )
    touches, tried, people = row or (0, 0, 0)
    return Depth(touches, tried, people, rules.depth_touches, rules.depth_contacts)
