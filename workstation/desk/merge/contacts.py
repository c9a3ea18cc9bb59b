"""Merges one person into another within an action under way; the other's row goes."""

from typing import TYPE_CHECKING

from workstation.desk import meeting_rows, urgency_fold
from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.cadences.rows import open_runs
from workstation.desk.merge import joins as merge_joins
from workstation.desk.merge import moves as merge_moves
from workstation.desk.merge.accounts import Done
from workstation.desk.merge.fields import Field, joined_note, left_over, taken

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress, Value


def merge(
    desk: "Desk",
    act: "Writer",
    keep: "Row",
    lose: "Row",
    fields: list[Field],
    progress: "Progress | None" = None,
) -> Done:
    """Move everything of one person to another, and delete the row that is left.

    What either asked for (not to be called, not to be mailed) holds for the one that stays.
    """
    mine, theirs = int(keep["id"]), int(lose["id"])
    accounts = tuple(
        dict.fromkeys(each for each in (keep["account_id"], lose["account_id"]) if each is not None)
    )
    urgency_fold.settle(desk, act, accounts)
    merge_joins.facts(desk, act, "contact_id", mine, theirs, lose["name"])
    merge_joins.preparation(desk, act, "contact_id", mine, theirs)
    merge_joins.ways(desk, act, mine, theirs)
    why = f"merged into {keep['name']}"
    advice = merge_joins.cadences(desk, act, "contact_id", mine, theirs, why)
    values = taken("contacts", fields, lose)
    values |= {"note": joined_note(keep, lose), **_protection(keep, lose)}
    values |= merge_joins.source_id(
        desk, act, "contacts", "contact_id", mine, theirs, has_one=bool(keep["source_id"])
    )
    if keep["referred_by_id"] in (None, theirs):
        referrer = lose["referred_by_id"]
        values["referred_by_id"] = None if referrer == mine else referrer
    act.update("contacts", mine, values)
    account = values.get("account_id", keep["account_id"])
    for row in (keep, lose):
        advice += _close_planned(desk, act, row, account)
    _move(desk, act, keep, lose, account, progress)
    referred = desk.store.rows(
        "SELECT id FROM contacts WHERE referred_by_id = ? AND id <> ?", (theirs, mine)
    )
    act.update_many("contacts", ("referred_by_id",), [(row["id"], mine) for row in referred])
    for key, value in left_over("contacts", fields):
        fact: dict[str, Value] = {"contact_id": mine, "key": key, "value": value}
        act.insert("facts", fact | {"account_id": account, "source": "merged"})
    merge_joins.told_apart(desk, act, "contacts", mine, theirs)
    if values["do_not_call"] or values["opted_out"]:
        advice += cadence_hooks.opted_out(desk, act, mine)
    act.delete("contacts", theirs)
    urgency_fold.settle(desk, act, accounts)
    return Done(accounts, advice)


def _protection(keep: "Row", lose: "Row") -> "dict[str, Value]":
    """Return the stronger of both protections, with every reason given."""
    reasons = [each["protection_reason"] for each in (keep, lose) if each["protection_reason"]]
    return {
        "do_not_call": int(keep["do_not_call"] or lose["do_not_call"]),
        "opted_out": int(keep["opted_out"] or lose["opted_out"]),
        "protection_reason": "; ".join(dict.fromkeys(reasons)) or None,
    }


def _close_planned(desk: "Desk", act: "Writer", person: "Row", account: int | None) -> list[str]:
    """Close what is planned with somebody who comes to an account to be avoided; say so."""
    bin_key = desk.store.value("SELECT bin FROM accounts WHERE id = ?", (account,))
    if account == person["account_id"] or bin_key is None:
        return []
    target = desk.playbook.bin(bin_key)
    if target.prospecting != "refused":
        return []
    number, why = int(person["id"]), f"moved to {target.title}"
    said = cadence_hooks.end(
        desk, act, open_runs(desk, "cadence_runs.contact_id = ?", (number,)), why
    )
    for meeting in meeting_rows.ahead_at(desk, [person["account_id"]]):
        if meeting.contact_id == number:
            meeting_rows.call_off(desk, act, meeting, why)
            said.append(f"The meeting with {person['name']} is called off; tell them.")
    moment, day = desk.days.stamp()
    planned = desk.store.rows(
        "SELECT id FROM follow_ups WHERE contact_id = ? AND state = 'open'", (number,)
    )
    act.update_many(
        "follow_ups",
        ("state", "skip_reason", "closed_at", "closed_on"),
        [(row["id"], "skipped", why, moment, day) for row in planned],
    )
    return said


def _move(
    desk: "Desk",
    act: "Writer",
    keep: "Row",
    lose: "Row",
    account: int | None,
    progress: "Progress | None",
) -> None:
    """Give the other's rows to the keeper; whoever changes the account takes everything along."""
    mine, theirs = int(keep["id"]), int(lose["id"])
    rows = merge_moves.held(desk.store, "contacts", theirs)
    target = account if account != lose["account_id"] else None
    merge_moves.move_to_contact(desk, act, rows, mine, target, progress)
    act.move_drafts("contact_id", theirs, mine)
    if account is not None and account != keep["account_id"]:
        own = merge_moves.held(desk.store, "contacts", mine)
        merge_moves.move_to_contact(desk, act, own, mine, account, None)
