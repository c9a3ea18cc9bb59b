"""What the check says: of one thing and of several, and columns by words a person knows."""

_ONE = {
    "indexes": "index that does not agree with its table",
    "shape": "part of the file missing or changed",
    "left_over": "mark of an action that never ended",
    "next_numbers": "machine whose next identifier is taken",
    "turns": "undo or redo that counts as the other",
    "action_states": "action whose undoing is not noted as it was",
    "log_entries": "entry of the change log that cannot be read",
    "identifiers": "record with an identifier out of range",
    "log": "record that is not as the change log has it",
    "links": "link to a row that is not there",
    "days_and_moments": "day or moment that is not written as such",
    "numbers": "number that is not written as such",
    "text": "text with control characters",
    "day_of_moment": "day that is not that of the moment beside it",
    "money": "amount in a currency there is not",
    "time_zones": "time zone there is not",
    "settings": "setting that cannot be read",
    "json": "note on an import that cannot be read",
    "import_counts": "import that miscounts its rows",
    "bin": "account in no known bin",
    "duplicate": "account that stands for another and is no duplicate",
    "parent_circle": "company that is above itself",
    "duplicate_circle": "account that is a duplicate of itself",
    "why_circle": "reason that is below itself",
    "contact_account": "record of a person under another account than the person's",
    "main_emails": "address too many that is a person's main one",
    "main_phones": "number too many that is a person's main one",
    "state_emails": "address of a person written down both as usable and as not",
    "state_phones": "number of a person written down both as usable and as not",
    "listed_email": "person on a list of whom not to contact who is not marked as opted out",
    "listed_phone": "person on a list of whom not to contact who is not marked as not to be called",
    "listed_domain": "person at a domain on a list of whom not to contact who is not marked so",
    "listed_account": "account on a list of whom not to contact in a bin that is prospected",
    "open_follow_ups": "open follow-up that says when it was closed",
    "closed_follow_ups": "closed follow-up without the day",
    "one_cadence": "cadence under way with a person who has a newer one",
    "ended_cadences": "cadence that goes on and has an end, or the other way round",
    "accounts.urgency": "account whose urgency is not that of its signals",
    "accounts.fit": "account whose fit is not that of the profiles",
    "accounts.last_touch_at": "account with a stale moment of the last touch",
    "accounts.last_touch_on": "account with a stale day of the last touch",
    "accounts.next_follow_up_on": "account with a stale day of the next follow-up",
    "search": "entry of the search index that is not as the rows",
    "name_keys": "compared name that is not that of the account",
}
"""By the rule's key."""

_COLUMNS = {
    "last_touch_at": "moment of the last touch",
    "last_touch_on": "day of the last touch",
    "next_follow_up_on": "day of the next follow-up",
    "revenue_minor": "revenue in cents",
    "amount_minor": "amount in cents",
    "do_not_call": "do-not-call mark",
    "opted_out": "opted-out mark",
}


def counted(rule: str, title: str, count: int) -> str:
    """Return how many things break a rule: "1 number that ...", "2 numbers that ..."."""
    return f"{count} {_ONE.get(rule, title) if count == 1 else title}"


def column_words(name: str) -> str:
    """Return a column as a person would call it: "day of the last touch", "due on"."""
    return _COLUMNS.get(name, name.replace("_", " "))
