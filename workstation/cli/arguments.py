"""Options and kinds of value that several commands share."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workstation.cli.names import complete_account

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_F = TypeVar("_F", bound=Callable[..., Any])
_MOST_MINUTES = 24 * 60
_MOST_ROWS = 10**9
_MOST_NUMBER = 2**53


def json_option(command: _F) -> _F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(
        command
    )


def account_argument(command: _F) -> _F:
    """Add the argument ACCOUNT: a name in part, or an identifier."""
    return click.argument("account", shell_complete=complete_account)(command)


def limit_option(help_text: str) -> Callable[[_F], _F]:
    """Return an option --limit N, from 1 to a billion."""
    limit = click.IntRange(min=1, max=_MOST_ROWS)
    return click.option("--limit", type=limit, metavar="N", help=help_text)


def action_argument(command: _F) -> _F:
    """Add the argument ACTION: the number of a recorded action, short or whole."""
    number = click.IntRange(min=1, max=_MOST_NUMBER)
    return click.argument("action", type=number, required=False)(command)


class Minutes(click.ParamType[int]):
    """A call's length in minutes ("6.5", or "6:30"), as seconds."""

    name = "minutes"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return whole seconds."""
        if isinstance(value, int):
            return value
        text = str(value).strip().replace(",", ".")
        if found := re.fullmatch(r"(\d{1,4}):([0-5]\d)", text, re.ASCII):
            seconds = int(found[1]) * 60 + int(found[2])
        elif re.fullmatch(r"\d{1,4}(\.\d{1,4})?", text, re.ASCII):
            seconds = round(float(text) * 60)
        else:
            self.fail(f"{text!r} is not a number of minutes, such as 6.5 or 6:30.", param, ctx)
        if seconds > _MOST_MINUTES * 60:
            self.fail("a call does not last longer than a day.", param, ctx)
        return seconds


def day_of(desk: "Desk", text: str | None) -> date:
    """Return the calendar day a text names, today without one.

    Days are taken as said, on weekends and holidays too, past ones when written in full; but
    "tomorrow" is the next day the rep works.

    Raises:
        DeskError: it cannot be understood; the sentence says why.
    """
    from workstation.desk.errors import DeskError
    from workstation.method.days import WorkingDays
    from workstation.method.when import WhenError, parse_when

    today = desk.days.today()
    said = (text or "today").strip().casefold()
    if said in ("today", "yesterday"):
        return today - timedelta(days=said == "yesterday")
    if said in ("tomorrow", "tom"):
        return desk.days.read(said).day
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII):
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise DeskError(f"There is no day {said}.") from None
    every_day = WorkingDays(weekdays=frozenset(range(7)))
    try:
        return parse_when(said, now=desk.clock.now(), working=every_day, their_zone=None).day
    except WhenError as error:
        raise DeskError(str(error)) from None
