"""Keeps what a row says otherwise than a record: as further facts, and under its note."""

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.book import OTHER
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.records import Held, Known, Value

_WORDS = {
    "domain": "website", "industry": "industry", "employees": "number of employees",
    "revenue_minor": "revenue", "street": "street", "city": "city", "region": "region",
    "postal_code": "postal code", "country": "country", "phone": "phone",
    "source_detail": "source", "title": "job title", "role": "buying role", "company": "company",
}  # fmt: skip
_MOST = 9
"""Other values of one field that are kept."""


def weigh(
    rules: Rules,
    about: tuple[str, Known, str],
    said: tuple[str, Value],
    heading: str,
    into: tuple[Held, Held],
) -> None:
    """Decide about one value that differs from what a record has.

    ``about`` are the table, the record and the moment of the row, ``said`` the field and the
    value. ``into`` take what changes, and what is to be kept beside; a note is put below the one
    that is there, whatever the policy, under the ``heading``.
    """
    (table, known, moment), (name, value) = about, said
    fresh, other = into
    if name == "note":
        was = str(known.held[name])
        note = with_note(was, str(value), heading)
        if note != was and rules.fills(name):
            fresh[name] = note
    elif rules.overwrites_any and rules.overwrites(table, known, name, moment):
        fresh[name] = value
    else:
        other[name] = value


def keep_differing(
    batch: Batch, rules: Rules, about: tuple[Known, Known | None, Known | None], said: Held
) -> tuple[str, ...]:
    """Keep, each once, what blanks alone are filled with and what therefore fills nothing.

    ``about`` are the record, its account and its contact; ``said`` the values that differ.
    Returns the keys of the facts.
    """
    known, account, contact = about
    added = []
    for name, value in said.items():
        if name not in _WORDS or rules.mode(name) != "fill_blanks" or value is None:
            continue
        text = _text(name, value, said)
        if text.casefold() == _text(name, known.held.get(name), known.held).casefold():
            continue
        held = known.facts
        if held is None:
            held = known.facts = {}
        for count in range(1, _MOST + 1):
            key = OTHER + _WORDS[name] + (f" ({count})" if count > 1 else "")
            if key not in held:
                held[key] = (0, text)
                batch.add_fact(account, contact, key, text)
                added.append(key)
                known.touched = True
            if held[key][1].casefold() == text.casefold():
                break
    return tuple(added)


def with_note(held: str, note: str, heading: str) -> str:
    """Return a note with what another says put below, unless it stands there already."""
    if note.strip() in held:
        return held
    return f"{held.rstrip()}\n\n{heading}:\n{note.strip()}"


def _text(name: str, value: Value, beside: Held) -> str:
    if name != "revenue_minor" or not isinstance(value, int):
        return str(value if value is not None else "")
    return f"{value / 100:.2f} {beside.get('revenue_currency') or ''}".strip()
