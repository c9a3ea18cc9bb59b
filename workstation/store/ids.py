"""Identifiers two machines can create without colliding.

An identifier is ``node * 2**32 + counter``: a random 21-bit number for the machine, and a counter
kept in the file for that machine. It stays below 2**53, so JSON programs read it exactly, and rows
made one after the other lie next to each other in the file.
"""

import os
import sqlite3
from pathlib import Path

NODE_BITS = 21
COUNTER_BITS = 32
COUNTER_MASK = (1 << COUNTER_BITS) - 1


def machine_node(state_folder: Path | None = None) -> int:
    """Return this machine's node number (1 .. 2**21 - 1), making and keeping one on first use.

    The number lives outside the database, so that a copied file does not carry it to another
    machine. Where no state folder can be written, a fresh number is drawn for this run.
    """
    if state_folder is None:
        from platformdirs import user_state_path

        state_folder = user_state_path("workstation", appauthor=False)
    kept = state_folder / "node"
    try:
        number = int(kept.read_text(encoding="ascii"))
        if 0 < number < 1 << NODE_BITS:
            return number
    except (OSError, ValueError):
        pass
    import secrets

    number = secrets.randbelow((1 << NODE_BITS) - 1) + 1
    try:
        state_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(str(number))
    except OSError:
        pass
    return number


class Numbers:
    """Hands out identifiers inside one write transaction."""

    def __init__(self, connection: sqlite3.Connection, node: int) -> None:
        self._connection = connection
        self._node = node

    def take(self, count: int = 1) -> int:
        """Reserve ``count`` consecutive identifiers and return the first."""
        first: int = self._connection.execute(
            "INSERT INTO devices (node, next_number) VALUES (?, 1 + ?) "
            "ON CONFLICT (node) DO UPDATE SET next_number = next_number + ? "
            "RETURNING next_number - ?",
            (self._node, count, count, count),
        ).fetchone()[0]
        return (self._node << COUNTER_BITS) + first


def short(number: int) -> int:
    """Return the counter part of an identifier, which a person can type."""
    return number & COUNTER_MASK
