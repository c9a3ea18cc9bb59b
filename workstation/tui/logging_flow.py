"""Logging what came of a call or meeting: the menu of outcomes, the wrap-up where one is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Call, LogEntry, Proposal
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.method.outcomes import Outcome
    from workstation.tui.dialogs.choose import Choose
    from workstation.tui.screens.base import DeskScreen
    from workstation.tui.subject import Subject


def outcome_menu(desk: Desk, account: str, likely: str = "") -> Choose:
    """Return the menu of outcomes, each with the day it brings the record back, and its rule.

    It stands on the outcome whose key is ``likely``, else on the first.
    """
    from workstation.tui.dialogs.choose import Choice, Choose

    return Choose(
        f"{account}: what came of it?",
        [
            Choice(each.letter, each.title, f"{_back_on(desk, each):<17}{each.rule}", each)
            for each in desk.playbook.outcomes
        ],
        start=next((at for at, each in enumerate(desk.playbook.outcomes) if each.key == likely), 0),
    )


def _back_on(desk: Desk, outcome: Outcome) -> str:
    """Return when an outcome proposes to come back to the record, as a short day."""
    if outcome.next is None:
        return "–"
    if not outcome.next.when:
        return "you say"
    return said_day(desk.days.read(outcome.next.when).day, desk.days.today())


async def log_call(
    screen: DeskScreen,
    entry: LogEntry,
    outcome: Outcome,
    subject: Subject,
    *,
    with_note: bool,
    call: Call | None = None,
) -> Changed | None:
    """Log an outcome: at once when it proposes everything, else after the wrap-up.

    What is typed in the wrap-up is kept with the call under way; without one a draft is begun
    with the first word, so that a crash loses nothing.
    """
    from workstation.tui.record_actions import dealt_with

    desk = screen.desk
    proposal = desk.calls.propose(subject.account_id, outcome.key, entry.contact_id)
    if complete(outcome, proposal):
        entry = replace(
            entry,
            when=desk.days.read(proposal.next_text, subject.time_zone)
            if proposal.next_text
            else None,
            channel=proposal.channel,
            why=proposal.why,
            promised=proposal.promised,
            bin=proposal.bin,
        )
    else:
        from workstation.tui.dialogs.wrap_up import WrapUp

        draft = call or desk.calls.begin(
            subject.account_id, contact_id=subject.contact_id, follow_up_id=subject.follow_up_id
        )

        def keep(fields: dict[str, str]) -> None:
            draft.note = fields.pop("note", draft.note)
            draft.wrap_up |= fields
            desk.calls.save(draft)

        filled = await screen.ask(
            WrapUp(
                subject.account,
                outcome,
                replace(entry, note=draft.note) if with_note else entry,
                proposal,
                subject.time_zone,
                with_note=with_note,
                kept=draft.wrap_up,
                keep=keep,
            )
        )
        if filled is None:
            if call is None and draft.draft is not None:
                desk.calls.leave(draft)
                screen.workstation.warn(f"Kept for later: {subject.account}. c goes on with it.")
            return None
        entry = replace(filled, draft=draft.draft)
    dealt_with(screen, subject.account_id)
    logged = screen.workstation.do(lambda: desk.calls.log(entry).changed)
    if logged is not None and call is None:
        await after_no_show(screen, outcome, subject.account_id)
    return logged


async def after_no_show(screen: DeskScreen, outcome: Outcome, account_id: int) -> None:
    """Ask at once for another time when a meeting was logged as missed; only in a flow."""
    if outcome.meeting == "no_show":
        from workstation.tui.meeting_actions import offer_new_time

        await offer_new_time(screen, account_id)


def complete(outcome: Outcome, proposal: Proposal) -> bool:
    """Say whether an outcome can be saved as proposed: an unanswered dial with its next step."""
    return (
        outcome.counts_as == "unanswered"
        and not outcome.asks_reason
        and (bool(proposal.next_text) or not proposal.next_asked)
    )
