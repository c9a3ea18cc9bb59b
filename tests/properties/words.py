"""The texts the desk is tried with: likely ones often, hostile ones now and then."""

from hypothesis import strategies as st

HOSTILE = (
    "",
    " \t\n ",
    "=1+1",
    "[bold red]x[/]",
    "\x1b]0;title\x07\x1b[2J",
    "\u202eevil\u2066",
    "a\x00b\x85\u2028c",
    "\ud800",
    "ünï 😀 e\u0301",
    "'; DROP TABLE accounts; --",
    '{"quote": "\\"}',
    "long " * 60,
)
NAMES = ("Corvid Labs", "Corvid Labs Inc", "Halden Paper", "Brightline Foods")
PEOPLE = ("Ada Example", "Ada Example", "Marlow Finch", "Ira Sample")
EMAILS = ("ada@example.com", "ADA@example.com", "marlow@example.org", "not an address")
PHONES = ("+1 312 555 0142", "312 555 0142", "+44 20 7946 0018", "555")
DOMAINS = ("corvid.example", "www.corvid.example", "halden.example", "")
NOTES = ("night desk loses tickets", "asked for price", "Budget in Q1\nsecond line")
BINS = (
    "cold", "working", "nurture.opportunity", "nurture.quarterly", "nurture.dead",
    "avoid.client", "avoid.bad_fit", "avoid.duplicate",
)  # fmt: skip
WHENS = (
    "today",
    "tomorrow 9",
    "tue 3pm",
    "+3d",
    "in 2 weeks",
    "q1",
    "in 2 hours",
    "+1d 10:30 them",
)
FACTS = (
    ("systems", "ticket tool"), ("systems", ""), ("hiring_freeze", "yes"), ("rival_bought", "yes"),
    ("sales_leader_since", "2026-11-01"), ("Seats", "1 200"),
)  # fmt: skip

hostile = st.sampled_from(HOSTILE)


def often(*likely: str) -> st.SearchStrategy[str]:
    """Return one of these, and one in some a hostile text."""
    return st.one_of(*[st.sampled_from(likely)] * 5, hostile)


names, people, emails = often(*NAMES), often(*PEOPLE), often("", *EMAILS)
phones, domains, notes = often("", *PHONES), often(*DOMAINS), often("", *NOTES)
reasons = often("budget frozen", "asked for it", "")
bins = st.sampled_from(BINS)
whens = st.sampled_from(WHENS)
facts = st.sampled_from(FACTS)
