"""The playbook from its files: the default, a person's own over it, every mistake told."""

import os
import stat
from pathlib import Path

import msgspec

from workstation.playbook.cache import Cache
from workstation.playbook.model import Playbook
from workstation.playbook.names import FILES, FOLDERS
from workstation.playbook.problem import PlaybookError, Problem, did_you_mean

__all__ = ["Loaded", "Playbook", "PlaybookError", "Problem", "load"]

_MOST_BYTES = 1_000_001
"""One more than what is accepted, so that a huge file is seen to be one without being read."""


class Loaded(msgspec.Struct, frozen=True):
    """A playbook that works, and what was wrong with files that are therefore not in it.

    `own` names the files taken from the person's own folder, such as "outcomes.yaml".
    """

    playbook: Playbook
    problems: list[Problem] = []
    own: frozenset[str] = frozenset()


def load(
    default_folder: Path, own_folder: Path | None = None, *, cache_folder: Path | None = None
) -> Loaded:
    """Load the default playbook with a person's own files over it.

    An own file takes the place of the default of the same name; own flows and cadences are
    added. An own file
    with a mistake is left out, its default used, and its problems returned. With `cache_folder` a
    playbook without problems is kept there under the contents of its files, and found again.

    Raises PlaybookError when the default folder itself is incomplete or has mistakes.
    """
    defaults, damage = _gather(default_folder)
    own, problems = _gather(own_folder) if own_folder is not None else ({}, [])
    if own_folder is not None:
        problems += _strangers(own_folder)
    damage += [
        Problem(file=name, found="no such file", expected="it in the default playbook")
        for name in FILES
        if name not in defaults and not any(problem.file == name for problem in damage)
    ]
    if damage:
        raise PlaybookError(damage)
    cache = Cache(cache_folder, defaults, own) if cache_folder and not problems else None
    known = cache.get() if cache else None
    if known is not None:
        return Loaded(known, own=frozenset(own))
    from workstation.playbook.choose import choose
    from workstation.playbook.kinds import assemble

    files, chosen, more = choose(defaults, own)
    playbook = assemble(files)
    if cache and not more:
        cache.put(playbook)
    return Loaded(playbook, problems + more, chosen)


def _gather(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Read the playbook's files of a folder, by name; a file that cannot be read is a problem."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    more = [inside + name for inside in FOLDERS for name in _inside(folder / inside)]
    start = str(folder)
    for name in (*FILES, *more):
        path = os.path.join(start, name)  # noqa: PTH118 - at every start, for every file
        try:
            found = os.stat(path)  # noqa: PTH116
            if not stat.S_ISREG(found.st_mode):
                problems.append(Problem(file=name, found="no plain file", expected="a YAML file"))
                continue
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
                whole = found.st_size < _MOST_BYTES
                files[name] = (stream.readall() if whole else stream.read(_MOST_BYTES)) or b""
        except FileNotFoundError:
            continue
        except OSError as error:
            what = f"a file that cannot be read ({error.strerror or error})"
            problems.append(Problem(file=name, found=what, expected="a readable file"))
    return files, problems


def _inside(folder: Path) -> list[str]:
    try:
        names = sorted(path.name for path in folder.glob("*.yaml"))
    except OSError:
        return []
    return [name for name in names if not name.startswith(".")]


def _strangers(folder: Path) -> list[Problem]:
    """Name the YAML files in a person's folder that no part of the playbook reads."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
    known = [*FILES, *(folder.rstrip("/") for folder in FOLDERS)]
    return [
        Problem(
            file=name,
            found="a file the playbook does not know",
            expected=f"one of {', '.join(FILES)}, flows/*.yaml or cadences/*.yaml"
            f"{did_you_mean(known, name)}",
        )
        for name in names
        if name.lower().endswith((".yaml", ".yml"))
        and not name.startswith(".")
        and name not in FILES
    ]
