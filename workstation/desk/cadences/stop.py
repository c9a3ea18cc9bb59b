"""Ending a cadence by hand, and choosing what came of it."""

from typing import TYPE_CHECKING

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.cadences.rows import THROUGH, run_title
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.invitations import follow_invitations
from workstation.method.cadence import OUTCOMES
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer


def stop(desk: "Desk", run: "Row", reason: str, outcome: str | None) -> Changed:
    """End a run, or choose the outcome of one that is through; see ``Cadences.stop``."""
    through = run["end_reason"] == THROUGH and run["outcome"] is None
    if through and not outcome:
        raise DeskError(f"That cadence is through: say what came of it, {', '.join(OUTCOMES)}.")
    if run["state"] == "ended" and not through:
        raise DeskError(f"That cadence has ended already: {run['end_reason']}.")
    if outcome is not None and outcome not in OUTCOMES:
        raise DeskError(f"There is no outcome {outcome!r}; there are {', '.join(OUTCOMES)}.")
    said = clean_line(reason)
    title = run_title(desk, outcome.capitalize() if outcome else "Stop", run)
    title += f" ({said})" if said else ""
    advice: list[str] = []
    with desk.store.action(title) as act:
        if run["state"] != "ended":
            cadence_hooks.end(desk, act, [run], said or outcome or "stopped")
        elif run["follow_up_id"] is not None:
            closed = desk.follow_ups.closed_columns("done")
            act.update("follow_ups", run["follow_up_id"], closed)
        if outcome is not None:
            act.update("cadence_runs", run["id"], {"outcome": outcome})
            advice += _go_to_bin(desk, act, run, outcome, said)
    advice += follow_invitations(desk, act.id)
    if outcome == "converted":
        advice.append("o on the account's page passes the opportunity on.")
    return Changed(act.id, title, (run["account_id"],), tuple(advice))


def _go_to_bin(desk: "Desk", act: "Writer", run: "Row", outcome: str, reason: str) -> list[str]:
    cadence = desk.cadences.find(run["cadence"])
    target = cadence.target(outcome)
    if run["bin"] == target:
        return []
    here = desk.playbook.bin(run["bin"])
    if here.prospecting == "refused":
        raise DeskError(f"{run['account']} is in {here.title} now; b moves it, with a reason.")
    moved = desk.bins.put(act, [run["account_id"]], target, reason or cadence.title)
    return [f"Moved to {desk.playbook.bin(target).title}.", *moved]
