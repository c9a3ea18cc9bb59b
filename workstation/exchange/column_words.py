"""Tells columns of one name apart by their words: a title of a job, of a person, a buying role."""

from collections.abc import Callable, Mapping, Sequence

from workstation.exchange.cell_tests import share
from workstation.exchange.squashing import squashed
from workstation.method.words import ROLES

_BEFORE_NAMES = frozenset(
    """mr mrs ms miss mx dr prof professor sir madam herr frau hr fr herrfrau mme mlle m monsieur
    madame sr sra srta sig signora dhr mevr mevrouw drs ir ing drmed dring profdr profdring dipling
    diplomingenieur mag diplkfm phd mba""".split()
)
_MOSTLY = 0.5


def _is_role(cell: str) -> bool:
    return "_".join(cell.casefold().replace("-", " ").replace("_", " ").split()) in ROLES


def _of_jobs(cells: Sequence[str]) -> bool:
    """Say whether cells may be titles of jobs: most are none of a person, and no buying roles."""
    return not cells or max(share(_of_person, cells), share(_is_role, cells)) < _MOSTLY


def _of_person(cell: str) -> bool:
    return squashed(cell) in _BEFORE_NAMES


def _of_roles(cells: Sequence[str]) -> bool:
    return not cells or share(_is_role, cells) >= _MOSTLY


FITTING: Mapping[str, Callable[[Sequence[str]], bool]] = {"title": _of_jobs, "role": _of_roles}
"""Whether cells fit a field of people whose name several kinds of columns have."""
