"""The touches that a file of another tool tells of: they were, but nobody here made them."""

ELSEWHERE = "elsewhere"
"""The outcome of an activity that only says on which day somebody was touched in another tool.

It counts for when an account was last touched (Predictable Revenue: nobody touched within six
months is fresh ground), and for nothing that measures a rep's own work.
"""
SAID_ELSEWHERE = "touched elsewhere"
"""What such an activity is called in a list of what happened."""
