"""Openers: the first ten seconds of a call, the only part worth scripting, in variants."""

from collections.abc import Sequence

import msgspec


class Opener(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to open a call, with placeholders as in a flow's prompts.

    ``flows`` are the flows it is for (none named: any). Source: Heinz Marketing, the first ten
    seconds.
    """

    key: str
    title: str
    text: str
    flows: list[str] = []


def openers_for(openers: Sequence[Opener], flow: str) -> list[Opener]:
    """Return the openers of a flow, in the playbook's order; they are the variants compared."""
    named = [each for each in openers if flow in each.flows]
    return named or [each for each in openers if not each.flows]
