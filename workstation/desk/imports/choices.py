"""What somebody decides about a file before it runs: whose word counts, how its dates are meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workstation.desk.errors import DeskError
from workstation.desk.imports.policy import Mode

MODES: tuple[Mode, ...] = ("fill_blanks", "prefer_newer", "prefer_file", "keep_mine")
"""The policies a field can be treated by, the usual one first."""

KIND = "kind"
"""The key of the question what the rows are."""
COUNTRY = "country phone numbers"
"""The key of the question of which country numbers without a country code are."""
NO_COUNTRY = "none"
"""The answer that leaves such numbers as they are written."""
DATES, AMOUNTS, CURRENCY, SAYS = "dates", "amounts", "currency", "says_"
"""How the keys of questions about columns begin: the order of their dates, their decimal mark,
their currency, and (with a ``Meaning`` behind) who is a customer or no fit."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose word counts where a file and the desk disagree; ``fields`` are treated otherwise."""

    default: Mode = "fill_blanks"
    fields: Mapping[str, Mode] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: its key, and what it means for the file."""

    key: str
    said: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can tell, to be answered before the file is brought in.

    ``key`` names it in ``answers`` ("kind", "dates Close date", "amounts Umsatz"); ``sentence`` is
    shown; ``answer`` is the key of the choice taken, None while it is open. ``usual`` is the
    answer that counts until somebody gives another, None where only a person can tell.
    """

    key: str
    sentence: str
    choices: tuple[Choice, ...]
    answer: str | None = None
    usual: str | None = None

    @property
    def said(self) -> str:
        """What the answer means for the file, "" while it is open."""
        said = next((each.said for each in self.choices if each.key == self.answer), "")
        return said.removeprefix(f"{self.answer}: ")


def policy_of(said: str | Policy | None) -> Policy:
    """Return the policy of its name, of itself, or the usual one.

    Raises:
        DeskError: there is no policy of that name.
    """
    if isinstance(said, Policy):
        return said
    for mode in MODES:
        if said in (None, mode):
            return Policy(mode)
    raise DeskError(f"There is no policy {said!r}; there are {', '.join(MODES)}.")
