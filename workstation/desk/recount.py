"""Works urgency out anew for many: scores of other programs and versions, or by other rules."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.urgency_fold import Settled, Told, settle
from workstation.desk.urgency_mark import put_mark

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_WITH_URGENCY = "SELECT id FROM accounts WHERE urgency > 0 UNION SELECT account_id FROM signals"


def recount(
    desk: "Desk", account_ids: Sequence[int] | None = None, progress: Told | None = None
) -> Changed:
    """Work the urgency of accounts out anew from their signals, of all unless some are given.

    For scores from another program or an earlier version, which may have no signals and no moment
    of becoming a lead, and after the rules of the playbook were changed. ``progress`` is told the
    accounts done and in all; raising in it stops, with nothing changed.

    Raises:
        DeskError: every score is as its signals make it.
    """
    chosen = account_ids
    if chosen is None:
        chosen = [row[0] for row in desk.store.rows(f"{_WITH_URGENCY} ORDER BY 1")]
    with desk.store.action("Recount urgency") as act:
        done = settle(desk, act, chosen, progress)
        marked = account_ids is None and put_mark(desk, act)
        if not done.changed and not marked:
            raise DeskError("Every score is as its signals make it.")
        said = "1 account" if done.changed == 1 else f"{done.changed} accounts"
        title = f"Recount urgency: {said} changed"
        act.retitle(title)
    return Changed(act.id, title, tuple(chosen[:100]), leads_said(done))


def leads_said(done: Settled) -> tuple[str, ...]:
    """Return who became a lead, as advice; nothing when nobody did."""
    if not done.leads:
        return ()
    rose = f"{len(done.leads)} account{'s' if len(done.leads) > 1 else ''} became a lead"
    hands = f", {len(done.hand_raisers)} to be called at once" if done.hand_raisers else ""
    return (f"{rose}{hands}.",)


def counted(desk: "Desk") -> int:
    """Return how many accounts have signals or a score."""
    return int(desk.store.value(f"SELECT count(*) FROM ({_WITH_URGENCY})"))
