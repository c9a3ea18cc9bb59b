"""What came in or is worth keeping without a call: notes, responses, raised hands."""

import click

from workstation.cli.arguments import account_argument, json_option
from workstation.cli.done import report
from workstation.cli.names import choose
from workstation.cli.session import Session
from workstation.method.responses import RESPONSES

HAND_RAISER = "hand_raiser"
KINDS = {each.key: each.title for each in RESPONSES} | {HAND_RAISER: "Hand-raiser"}


def _kinds(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [key for key in KINDS if key.startswith(incomplete)]


@click.command()
@account_argument
@click.argument("text", nargs=-1, required=True)
@click.option("--contact", metavar="NAME", help="Whom it is about.")
@json_option
@click.pass_obj
def note(
    session: Session, *, account: str, text: tuple[str, ...], contact: str | None, as_json: bool
) -> None:
    """Write a note about an account."""
    desk = session.desk
    account_id = desk.accounts.resolve(account)
    person = desk.accounts.resolve_contact(account_id, contact) if contact else None
    changed = desk.responses.note(account_id, " ".join(text), contact_id=person)
    report(changed, as_json=as_json, more={"activity": changed.made})


@click.command()
@account_argument
@click.argument("kind", shell_complete=_kinds)
@click.option("--contact", metavar="NAME", help="Who it came from.")
@click.option("--note", default="", metavar="TEXT", help="What they said.")
@json_option
@click.pass_obj
def response(
    session: Session, *, account: str, kind: str, contact: str | None, note: str, as_json: bool
) -> None:
    """Log a response the moment it is seen; one that wants an answer joins the queue.

    KIND is positive, referral, neutral, negative, out_of_office, bounce, opt_out, or hand_raiser
    for somebody who asked to be contacted.
    """
    desk = session.desk
    account_id = desk.accounts.resolve(account)
    key = choose(kind, KINDS, "Response")
    person = desk.accounts.resolve_contact(account_id, contact) if contact else None
    if key == HAND_RAISER:
        changed = desk.responses.hand_raiser(account_id, note, contact_id=person)
    else:
        changed = desk.responses.log(account_id, key, note, contact_id=person)
    report(changed, as_json=as_json, more={"activity": changed.made})
