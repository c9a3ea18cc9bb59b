"""Logging a call or meeting, with the next step and bin its outcome proposes."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import Minutes, account_argument, json_option
from workstation.cli.done import done_line
from workstation.cli.failures import Failure
from workstation.cli.names import complete_outcome, outcome_of, zone_there
from workstation.cli.output import advise, complain, say, say_json
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.calls.calls import LogEntry, Logged, Proposal
    from workstation.desk.desk import Desk
    from workstation.method.when import When


@click.command()
@account_argument
@click.argument("outcome", shell_complete=complete_outcome)
@click.option("--contact", metavar="NAME", help="Who; the best contact unless named.")
@click.option("--minutes", type=Minutes(), metavar="M", help="How long it lasted, such as 6.5.")
@click.option("--note", default="", metavar="TEXT", help="What was said.")
@click.option(
    "--next",
    "next_step",
    metavar="WHEN",
    help='When to go on: "tue 3pm", +3d, "q1", none; the outcome\'s proposal unless said.',
)
@click.option(
    "--reason", default="", metavar="TEXT", help="Why: of a no, or of calling all the same."
)
@json_option
@click.pass_obj
def log(
    session: Session,
    *,
    account: str,
    outcome: str,
    contact: str | None,
    minutes: int | None,
    note: str,
    next_step: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Log a call or meeting: what came of it, and what is next.

    OUTCOME is one of the playbook's, such as voicemail, conversation or not_interested. The next
    step and the bin it proposes are taken unless --next says otherwise.
    """
    from workstation.desk.calls.calls import LogEntry, default_contact

    desk = session.desk
    account_id = desk.accounts.resolve(account)
    key = outcome_of(desk, outcome)
    person = (
        default_contact(desk, account_id)
        if contact is None
        else desk.accounts.resolve_contact(account_id, contact)
    )
    proposal = desk.calls.propose(account_id, key, person)
    if proposal.asks_reason and not reason.strip():
        title = desk.playbook.outcome(key).title
        raise Failure(f"“{title}” needs its reason: add --reason with a few words.")
    entry = LogEntry(
        account_id=account_id,
        outcome=key,
        contact_id=person,
        seconds=minutes,
        note=note,
        when=_when(desk, proposal, next_step, account_id, person),
        channel=proposal.channel,
        why=proposal.why,
        promised=proposal.promised,
        bin=proposal.bin,
        reason=reason,
    )
    logged = desk.calls.log(entry)
    if as_json:
        say_json(_shape(entry, logged))
        return
    _report(desk, entry, logged)


def _when(
    desk: "Desk",
    proposal: "Proposal",
    said: str | None,
    account_id: int,
    contact_id: int | None,
) -> "When | None":
    text = proposal.next_text if said is None else said.strip()
    if said is None and not text and proposal.next_asked:
        title = desk.playbook.outcome(proposal.outcome).title
        raise Failure(
            f"“{title}” needs a next step: add --next with a day or time, such as "
            '--next "tue 3pm", or --next none.'
        )
    if said is not None and not text:
        raise Failure('--next is empty: give a day or time, such as "tue 3pm", or none.')
    if not text or text.casefold() == "none":
        return None
    return desk.days.read(text, zone_there(desk, account_id, contact_id))


def _shape(entry: "LogEntry", logged: "Logged") -> dict[str, object]:
    followup = None
    if entry.when is not None:
        followup = {
            "due": logged.follow_up_due,
            "at": entry.when.at,
            "channel": logged.follow_up_channel,
            "promised": entry.promised,
        }
    return {
        "action": logged.changed.action,
        "activity": logged.activity,
        "followup": followup,
        "bin": logged.bin,
        "title": logged.changed.title,
        "account_id": entry.account_id,
        "contact_id": entry.contact_id,
        "outcome": entry.outcome,
        "advice": logged.changed.advice,
    }


def _report(desk: "Desk", entry: "LogEntry", logged: "Logged") -> None:
    say(done_line(logged.changed))
    if entry.when is not None:
        say(f"Next: {entry.channel} {entry.when.said}" + (f", {entry.why}" if entry.why else ""))
    if entry.bin is not None:
        say(f"Moved to {desk.playbook.bin(entry.bin).title}")
    if entry.contact_id is None and desk.playbook.outcome(entry.outcome).mark == "do_not_call":
        complain("Nobody is known at this account, so nobody is kept from being called again.")
    advise(logged.changed.advice)
