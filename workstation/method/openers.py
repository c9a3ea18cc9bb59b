"""Openers: the first ten seconds of a call, the only part worth scripting, in variants."""

from collections.abc import Mapping, Sequence

import msgspec

from workstation.method.flow import placeholders


class Opener(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to open a call, with placeholders as in a flow's prompts.

    ``flows`` are the flows it is for (none named: any). Source: Heinz Marketing, the first ten
    seconds.
    """

    key: str
    title: str
    text: str
    flows: list[str] = []


def openers_for(
    openers: Sequence[Opener], flow: str, known: Mapping[str, str] | None = None
) -> list[Opener]:
    """Return the openers of a flow, in the playbook's order; they are the variants compared.

    With ``known``, the values of placeholders, those that can be said in full; when none can be,
    all of them, for the rep to fill in.
    """
    named = [each for each in openers if flow in each.flows]
    found = named or [each for each in openers if not each.flows]
    if known is None:
        return found
    sayable = [each for each in found if all(known.get(name) for name in placeholders(each.text))]
    return sayable or found
