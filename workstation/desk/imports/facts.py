"""Adds what a row says beyond the fields to a record, each fact once."""

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.cells import ALSO_CALLED
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.records import Known


def add_facts(
    batch: Batch,
    rules: Rules,
    about: tuple[Known, Known | None, Known | None],
    facts: dict[str, str] | None,
    moment: str,
) -> tuple[str, ...]:
    """Add the facts that a record, its account and its contact do not have; return their keys."""
    if not facts:
        return ()
    known, account, contact = about
    held = known.facts
    if held is None:
        held = known.facts = {}
    added = []
    for key, value in facts.items():
        had = held.get(key)
        if had is None:
            if known.pending or rules.fills(key):
                held[key] = (0, value)
                batch.add_fact(account, contact, key, value)
                added.append(key)
        elif (
            had[1] != value
            and had[0]
            and key != ALSO_CALLED
            and rules.overwrites_any
            and rules.overwrites("contacts" if contact else "accounts", known, key, moment)
        ):
            held[key] = (had[0], value)
            batch.update("facts", had[0], {"value": value})
            added.append(key)
    known.touched = known.touched or bool(added)
    return tuple(added)
