"""Tells from names and values what the rows of a table are: companies, people, deals, tasks."""

from collections.abc import Collection, Mapping, Sequence

from workstation.exchange.cell_tests import like_company, like_person, share, tells
from workstation.exchange.column_values import Values
from workstation.exchange.fields import RecordKind
from workstation.exchange.squashing import squashed

_PERSON_NAMES = frozenset(
    "fullname contactname personname contactperson contact person ansprechpartner "
    "ansprechpartnerin kontakt kontaktperson interlocuteur nomcomplet nometprenom nombrecompleto "
    "contacto vollername contactpersoon contatto referente personadecontacto".split()
)
_HALF_NAMES = frozenset(("nom", "nombre", "nome", "last", "first"))
"""Words that stand for a part of a person's name, or for the whole name of a company."""
_PERSONAL = frozenset(("title", "mobile", "account_name", "do_not_call"))
_COMPANY_ONLY = frozenset(("industry", "employees", "revenue_minor", "ticker", "founded"))
_ONLY_ACCOUNTS = _COMPANY_ONLY | {"parent_name", "parent_source_id", "place"}
"""What has no place in a list of people; companies alone keep their addresses there too."""
_OF_COMPANIES = _COMPANY_ONLY | {"parent_name", "parent_source_id", "domain", "place"}
_DEAL_WORDS = frozenset(
    "stagename stage dealstage dealname dealtitle opportunityname closedate amount probability "
    "isclosed iswon forecastcategory expectedrevenue dealtype nextstep pipeline expectedclosedate "
    "dealvalue salesstage verkaufschance abschlussdatum auftragswert verkaufsphase".split()
)
_SUBJECTS = frozenset(
    "subject betreff tasktitle taskname activitysubject objet asunto aufgabe task".split()
)
_NUMBERS = frozenset(("phone", "mobile"))
_SAMPLE_TELLS = 4

Chosen = Mapping[str, tuple[str, float]]


def deal_words(columns: Sequence[str]) -> list[str]:
    """Return the columns only a list of opportunities has, nothing when they are fewer than 3."""
    told = [name for name in columns if squashed(name) in _DEAL_WORDS]
    return told if len(told) > 2 else []


def kind_of_table(
    columns: Sequence[str], values: Values, by_kind: Mapping[RecordKind, Chosen]
) -> tuple[RecordKind, RecordKind | None]:
    """Return what the rows are by the fields each kind finds, and what they may be just as well.

    A table of events with moments is signals, one with stages and amounts opportunities, one with
    subjects and days tasks, one with people's names or addresses contacts, any other accounts.
    """
    fields = {
        kind: {key: name for name, (key, _) in told.items()} for kind, told in by_kind.items()
    }
    events, people, companies = fields["signals"], fields["contacts"], fields["accounts"]
    told = ("kind" in events or squashed(events.get("points", "")) == "points") and (
        "when" in events and bool(events.keys() & {"account_name", "domain", "email"})
    )
    tasks = fields["tasks"]
    subject = squashed(tasks.get("subject", "")) in _SUBJECTS
    if subject and tasks.keys() & {"due_on", "done_at", "status"}:
        return "tasks", None
    if told and not people.keys() & {"first_name", "last_name", "name", "title"}:
        return "signals", None
    if deal_words(columns):
        return "opportunities", None
    if _is_people(people, companies):
        return "contacts", None
    return _by_values(columns, values, people, companies)


def _is_people(people: Mapping[str, str], companies: Mapping[str, str]) -> bool:
    parts = [squashed(people[key]) for key in ("first_name", "last_name") if key in people]
    if len(parts) == 2 or any(part not in _HALF_NAMES for part in parts):
        return True
    if "name" not in people and not parts:
        named = companies.keys() & {"name", "domain"}
        return "email" in people and not named
    if squashed(people.get("name", "")) in _PERSON_NAMES or people.keys() & _PERSONAL:
        return True
    return "email" in people and not companies.keys() & _COMPANY_ONLY


def _by_values(
    columns: Sequence[str],
    values: Values,
    people: Mapping[str, str],
    companies: Mapping[str, str],
) -> tuple[RecordKind, RecordKind | None]:
    """Look at the names themselves where their column does not say whose they are.

    Numbers alone are of people: nothing says what company they are of.
    """
    told = companies.keys() & {"name", *_OF_COMPANIES, "source_id", "place", "city"}
    filled = [name for name in columns if values[name]]
    numbers = filled and all(tells("phone", values[name]) for name in filled)
    if not told and (numbers or people.keys() & _NUMBERS):
        return "contacts", None
    addressed = "email" in people or any(tells("email", values[name]) for name in columns)
    if addressed and not companies.keys() & _ONLY_ACCOUNTS:
        return "contacts", None
    column = people.get("name") or people.get("last_name") or people.get("first_name")
    held: Collection[str] = values[column] if column else ()
    if companies.keys() & _OF_COMPANIES or len(held) < _SAMPLE_TELLS:
        return "accounts", None
    unsure = share(like_person, list(held)) >= 0.9 and not any(map(like_company, held))
    return "accounts", "contacts" if unsure else None
