"""Which version of each file to use: a person's own when it is right, else the default."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from workstation.method.cadence import Cadence
from workstation.method.flow import Flow
from workstation.playbook.check import Finding, check
from workstation.playbook.kinds import assemble, type_of
from workstation.playbook.names import CADENCES, FLOWS
from workstation.playbook.problem import PlaybookError, Problem, shown, spell
from workstation.playbook.rules import broken_rules
from workstation.playbook.shape import Difference, differences
from workstation.playbook.yaml_marks import Marked, UnreadableError, read_yaml

Files = dict[str, msgspec.Struct]


@dataclass(frozen=True, slots=True)
class _Source:
    """One file, read and of the right shape."""

    value: msgspec.Struct
    marked: Marked
    own: bool


def choose(
    defaults: Mapping[str, bytes], own: Mapping[str, bytes]
) -> tuple[Files, frozenset[str], list[Problem]]:
    """Return the values of all files, the names of the own ones used, and the problems.

    Raises PlaybookError when the defaults do not work even without the own files.
    """
    problems: list[Problem] = []
    chosen: dict[str, _Source] = {}

    def fall_back(name: str) -> None:
        chosen.pop(name, None)
        if name in defaults:
            try:
                chosen[name] = _read(name, defaults[name], own=False)
            except UnreadableError as error:
                raise PlaybookError(error.problems) from None

    for name in [*defaults, *(name for name in own if name not in defaults)]:
        if name in own:
            try:
                chosen[name] = _read(name, own[name], own=True)
                continue
            except UnreadableError as error:
                problems += error.problems
        fall_back(name)

    while True:
        files = {name: source.value for name, source in chosen.items()}
        findings = list(check(assemble(files)))
        blamed = [finding for finding in (_blame(f, chosen) for f in findings) if finding]
        if not findings:
            used = frozenset(name for name, source in chosen.items() if source.own)
            return files, used, problems
        if not blamed:
            raise PlaybookError([_problem(finding, chosen) for finding in findings])
        problems += dict.fromkeys(_problem(finding, chosen) for finding in blamed)
        for name in {finding.file for finding in blamed}:
            fall_back(name)


def _blame(finding: Finding, chosen: Mapping[str, _Source]) -> Finding | None:
    """Return the finding as told to the file a person changed, None when it is none of theirs."""
    told: Finding | None = finding
    while told and not chosen[told.file].own:
        told = told.instead
    return told


def _problem(finding: Finding, chosen: Mapping[str, _Source]) -> Problem:
    return Problem(
        file=finding.file,
        line=chosen[finding.file].marked.line(finding.path),
        path=spell(finding.path),
        found=finding.found,
        expected=finding.expected,
    )


def _read(name: str, raw: bytes, *, own: bool) -> _Source:
    """Read one file; raise UnreadableError with all its problems."""
    marked = read_yaml(name, raw)
    found = [*differences(marked.data, type_of(name))]
    if not found:
        found = [*broken_rules(name, marked.data)]
    value: msgspec.Struct | None = None
    if not found:
        try:
            value = msgspec.convert(marked.data, type_of(name))
        except msgspec.ValidationError as error:
            found = [Difference((), str(error), "values that go together")]
    key = name.removeprefix(FLOWS).removeprefix(CADENCES).removesuffix(".yaml")
    if isinstance(value, Flow | Cadence) and value.key != key:
        found = [Difference(("key",), shown(value.key), f"'{key}', as the file is called")]
    if value is None or found:
        raise UnreadableError(
            [
                Problem(
                    file=name,
                    line=marked.line(path),
                    path=spell(path),
                    found=what,
                    expected=expected,
                )
                for path, what, expected in found
            ]
        )
    return _Source(value, marked, own)
