"""The few words that certain fields may hold (METHOD, words), each list in its order of use."""

ROLES = (
    "decision_maker",
    "champion",
    "influencer",
    "evaluator",
    "gatekeeper",
    "user",
    "unknown",
)
"""Buying roles of a contact, the most useful to talk to first."""

SOURCES = ("seed", "net", "spear")
"""Where a lead came from: word of mouth, marketing, targeted outbound (Predictable Revenue)."""

OPPORTUNITY_KINDS = ("new", "add_on", "renewal")
"""What the revenue of an opportunity is: a new client's, more from one, or the same again."""
