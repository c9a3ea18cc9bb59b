"""What the desk refuses, each in one sentence for the rep."""

import re

import msgspec

from workstation.method.text import clean

_LONG_QUOTE = re.compile("“([^“”]{80})[^“”]{20,}”")


class DeskError(Exception):
    """Something could not be done as asked; nothing was changed. The message is a sentence.

    What was typed may stand in it: nothing in it steers a terminal, and what is long is cut.
    """

    def __init__(self, said: str = "") -> None:
        super().__init__(_LONG_QUOTE.sub(r"“\1…”", clean(said)))


class Protected(DeskError):
    """The account or person must not be prospected; giving a reason overrides it, recorded."""


class Exists(DeskError):
    """A file that would be written is there; it is replaced where that is asked for."""

    def __init__(self, shown: str) -> None:
        super().__init__(f"{shown} exists already; choose another name.")


class Candidate(msgspec.Struct, frozen=True):
    """A record that a name in part could mean."""

    id: int
    name: str
    detail: str


class Ambiguous(DeskError):
    """A name in part fits several records; ``candidates`` are the first of them."""

    def __init__(self, text: str, candidates: list[Candidate]) -> None:
        self.candidates = candidates
        names = "; ".join(f"{found.name} ({found.detail})" for found in candidates)
        advice = "Give more of the name."
        if len({found.name.casefold() for found in candidates}) == 1:
            names = "; ".join(f"{found.id} ({found.detail})" for found in candidates)
            advice = "Give the number instead of the name."
        super().__init__(f"“{text}” could be several: {names}. {advice}")
