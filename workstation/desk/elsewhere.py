"""Tells what somebody here did from the touches that only another tool's file tells of."""

from workstation.method.elsewhere import ELSEWHERE

DONE_HERE = f"activities.outcome IS NOT '{ELSEWHERE}'"
"""The condition of SQL on ``activities``."""
