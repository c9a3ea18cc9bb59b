"""All accounts, or some, scored anew: compared with what is kept, and written where it differs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.desk.fit.preview import Comparison
from workstation.desk.fit.values import score_all
from workstation.method.fit import FIT_COLUMNS, Scorer

if TYPE_CHECKING:
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress
    from workstation.store.store import Store


def compare(
    store: "Store",
    scorer: Scorer,
    account_ids: Sequence[int] | None,
    progress: "Progress | None",
) -> Comparison:
    """Compare kept scores with new ones; nothing is written.

    ``progress`` is told accounts done, of twice as many: writing them is the other half.
    """
    compared = Comparison()
    total = (
        len(account_ids)
        if account_ids is not None
        else store.value("SELECT count(*) FROM accounts")
    )
    for portion in score_all(store, scorer, account_ids):
        compared.add(portion)
        if progress is not None:
            progress(compared.accounts, 2 * max(total, compared.accounts))
    return compared


def write_scores(
    store: "Store",
    act: "Writer",
    scorer: Scorer,
    account_ids: Sequence[int] | None,
    progress: "Progress | None",
) -> Comparison:
    """Write the scores that differ, inside an action under way; return what they were."""
    compared = compare(store, scorer, account_ids, progress)
    rows = [(number, *new) for number, new in compared.changed]
    told = _second_half(progress, compared.accounts) if progress else None
    act.update_many("accounts", FIT_COLUMNS, rows, progress=told)
    return compared


def _second_half(progress: "Progress", accounts: int) -> "Progress":
    """Return a progress for the writing, which follows the reading of all accounts."""
    return lambda done, total: progress(accounts + accounts * done // max(total, 1), 2 * accounts)
