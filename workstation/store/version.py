"""What tells a workstation's file, and which version it is of, from its header alone."""

SCHEMA_VERSION = 4
"""How many migrations there are; kept in the file as ``PRAGMA user_version``."""

APPLICATION_ID = 0x57_6B_53_74
"""Marks a SQLite file as a workstation's ("WkSt"), in ``PRAGMA application_id``."""
