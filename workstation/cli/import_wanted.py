"""What the options of an import ask for, turned into a plan; what is open is asked or refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workstation.cli.failures import Failure
from workstation.cli.names import choose, complete
from workstation.desk.imports.choices import (
    AMOUNTS,
    COUNTRY,
    CURRENCY,
    DATES,
    KIND,
    MODES,
    NO_COUNTRY,
    SAYS,
    Policy,
    Question,
)
from workstation.exchange.status_words import MEANINGS, PROTECTIVE
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.imports.imports import ImportPlan
    from workstation.desk.imports.mappings import ImportMappings
    from workstation.desk.imports.policy import Mode

_ORDERS = {"dmy": "dmy", "mdy": "mdy", "ymd": "leave"}
_MARKS = {"point": ".", "comma": ",", ".": ".", ",": ","}
_YES_NO = {"yes": "yes", "no": "no"}
_FACT = ("", "fact", "none")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options as they were typed."""

    as_: str | None = None
    sheet: str | None = None
    columns: tuple[str, ...] = ()
    mapping: str | None = None
    policies: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    decimals: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    keep_outs: tuple[str, ...] = ()
    country: str | None = None
    statuses: tuple[str, ...] = ()

    def plan(self, desk: "Desk", path: Path, more: Mapping[str, str] | None = None) -> "ImportPlan":
        """Return the plan for a file; ``more`` are answers given to its questions.

        Raises:
            DeskError: the file cannot be used.
            Failure: an option names what is not there.
        """
        from workstation.desk.imports.fields import field_titles

        mapping = self.mapping and mapping_named(desk.imports.mappings, self.mapping)
        plan = desk.imports.plan(path, self.as_, mapping=mapping, sheet=self.sheet)
        titles = field_titles(plan.as_)
        overrides = dict(_override(said, plan, titles) for said in self.columns)
        policy = _policy(self.policies, titles, plan.policy) if self.policies else None
        answers = {**self._answers(plan), **(more or {})}
        if not overrides and policy is None and not answers:
            return plan
        again = desk.imports.plan(
            path, self.as_, overrides, answers=answers, policy=policy, mapping=mapping,
            sheet=self.sheet,
        )  # fmt: skip
        if overrides and (further := self._answers(again)):
            answers |= further
            again = desk.imports.plan(
                path, self.as_, overrides, answers=answers, policy=policy, mapping=mapping,
                sheet=self.sheet,
            )  # fmt: skip
        return again

    def _answers(self, plan: "ImportPlan") -> dict[str, str]:
        """Return the answers that the options give to what a plan asks, or takes for granted."""
        return {
            **_answers(DATES, self.dates, _ORDERS, plan, "--dates"),
            **_answers(AMOUNTS, self.decimals, _MARKS, plan, "--decimal"),
            **_currencies(self.currencies, plan),
            **_country(self.country),
            **_statuses(self.statuses, plan),
            **{
                key: answer
                for meaning in sorted(PROTECTIVE)
                for key, answer in _answers(
                    f"{SAYS}{meaning}", self.keep_outs, _YES_NO, plan, "--keep-out"
                ).items()
            },
        }


def require_answers(plan: "ImportPlan") -> None:
    """Refuse a plan with open questions.

    Raises:
        Failure: one is open; the sentence names the option that answers it.
    """
    for question in plan.open_questions:
        raise Failure(f"{question.sentence} {_option(question)}")


def answer_open(desk: "Desk", wanted: Wanted, plan: "ImportPlan") -> "ImportPlan":
    """Ask the person what is open, and return the plan with the answers."""
    said: dict[str, str] = {}
    while plan.open_questions:
        question = plan.open_questions[0]
        click.echo(clean_line(question.sentence), err=True)
        for choice in question.choices:
            click.echo(f"  {choice.key:6} {clean_line(choice.said)}", err=True)
        keys = click.Choice([choice.key for choice in question.choices])
        said[question.key] = click.prompt("Which", type=keys, err=True)
        plan = wanted.plan(desk, plan.path, said)
    return plan


def mapping_named(mappings: "ImportMappings", text: str) -> str:
    """Return the name of the kept mapping that a name in part means.

    Raises:
        Failure: there is none, or several.
    """
    known = {each.name: each.name for each in mappings.all()}
    if not known:
        raise Failure("No mapping is kept yet: one is after an import whose columns you corrected.")
    return choose(text, known, "Mapping")


def _option(question: Question) -> str:
    what, _, column = question.key.partition(" ")
    if what == DATES:
        return "Say --dates dmy or --dates mdy."
    if what == AMOUNTS:
        return "Say --decimal point or --decimal comma."
    if what == KIND:
        return f"Say --as {' or --as '.join(choice.key for choice in question.choices)}."
    return f"Answer it in the screens ({column})."


def _column(name: str, names: Iterable[str]) -> str:
    """Return the column of a name, in whatever case."""
    there = list(names)
    found = [each for each in there if each == name] or [
        each for each in there if each.casefold() == name.strip().casefold()
    ]
    if len(found) != 1:
        raise Failure(f"There is no column “{name}”; there are {', '.join(there)}.")
    return found[0]


def _override(said: str, plan: "ImportPlan", titles: Mapping[str, str]) -> tuple[str, str | None]:
    column, equals, field = said.rpartition("=")
    if not equals:
        raise click.UsageError(f"--map is written COLUMN=FIELD, not {said!r}.")
    name = _column(column, plan.by_column)
    if field.strip().casefold() in _FACT:
        return name, None
    return name, choose(field, titles, "Field")


def _policy(said: tuple[str, ...], titles: Mapping[str, str], now: Policy) -> Policy:
    default, fields = now.default, dict(now.fields)
    for each in said:
        field, equals, name = each.rpartition("=")
        mode: Mode | None = next((mode for mode in MODES if mode == name), None)
        if mode is None:
            raise click.UsageError(f"There is no policy {name!r}; there are {', '.join(MODES)}.")
        if equals:
            fields[choose(field, titles, "Field")] = mode
        else:
            default = mode
    return Policy(default, fields)


def _answers(
    what: str,
    said: tuple[str, ...],
    known: Mapping[str, str],
    plan: "ImportPlan",
    option: str,
) -> dict[str, str]:
    """Return the answers an option gives, for every column asked about or for one."""
    asked = [
        key
        for key in (*(each.key for each in plan.questions), *plan.settled)
        if key.startswith(f"{what} ")
    ]
    found: dict[str, str] = {}
    for each in sorted(said, key=lambda one: "=" in one):
        column, equals, name = each.rpartition("=")
        if name not in known:
            orders = ", ".join(key for key in known if key.isalpha())
            raise click.UsageError(f"{option} is one of {orders}, not {name!r}.")
        keys = [f"{what} {_column(column, plan.by_column)}"] if equals else asked
        found |= dict.fromkeys(keys, known[name])
    return found


def _currencies(said: tuple[str, ...], plan: "ImportPlan") -> dict[str, str]:
    """Return the currencies an option gives, for every column without one or for one."""
    known = {}
    for each in said:
        code = each.rpartition("=")[2]
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise click.UsageError(f"--currency is a code such as EUR, not {code!r}.")
        known[code] = code.upper()
    return _answers(CURRENCY, said, known, plan, "--currency")


def _country(said: str | None) -> dict[str, str]:
    """Return the country an option gives for numbers that name none."""
    if said is None:
        return {}
    from workstation.method.zones import country_code

    code = said if said == NO_COUNTRY else country_code(said)
    if code is None:
        raise click.UsageError(f"--country is a country or its code, such as US, not {said!r}.")
    return {COUNTRY: code}


def _statuses(said: tuple[str, ...], plan: "ImportPlan") -> dict[str, str]:
    """Return where an option sends the rows of a meaning, in every column that has some."""
    found: dict[str, str] = {}
    for each in said:
        meaning, equals, answer = each.partition("=")
        if not equals or meaning not in MEANINGS:
            meanings = ", ".join(MEANINGS)
            raise click.UsageError(f"--status is MEANING=BIN, yes or no; there are {meanings}.")
        for question in plan.questions:
            if question.key.startswith(f"{SAYS}{meaning} "):
                choices = {choice.key: choice.key for choice in question.choices}
                found[question.key] = choose(answer, choices, "Bin")
    return found


complete_mapping = complete(
    lambda desk, start: [
        each.name
        for each in desk.imports.mappings.all()
        if each.name.casefold().startswith(start.casefold())
    ]
)


def complete_map(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Offer the columns of the file, then the fields."""
    from workstation.desk.errors import DeskError
    from workstation.desk.imports.fields import field_titles
    from workstation.desk.imports.plan import make_plan

    path = ctx.params.get("file")
    if path is None or not Path(path).is_file():
        return []
    try:
        plan = make_plan(Path(path), ctx.params.get("as_"))
    except DeskError:
        return []
    column, equals, field = incomplete.rpartition("=")
    if not equals:
        start = incomplete.casefold()
        return [f"{name}=" for name in plan.by_column if name.casefold().startswith(start)]
    return [f"{column}={key}" for key in field_titles(plan.as_) if key.startswith(field)]


def complete_policy(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Offer the policies, for one field or for all."""
    field, equals, start = incomplete.rpartition("=")
    return [f"{field}{equals}{mode}" for mode in MODES if mode.startswith(start)]
