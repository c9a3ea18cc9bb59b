"""Passing an opportunity on, accepting it, and closing it, from a record's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workstation.desk.amounts import read_money, say_money
from workstation.desk.errors import DeskError
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.dialogs.edit import fill_in
from workstation.tui.dialogs.form import Line
from workstation.tui.widgets.account_parts import STAGES

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.records import Opportunity
    from workstation.tui.screens.base import DeskScreen
    from workstation.tui.subject import Subject

KINDS = ("new", "add-on", "renewal")
OPEN = ("new", "qualified")

_ENDS = (
    ("w", "Won", "they signed; the account becomes a client", "won"),
    ("l", "Lost", "to somebody else, or to no decision", "lost"),
    ("k", "Walked away", "we left: no money in it, no fit", "walked_away"),
    ("r", "Rejected", "the account executive gave it back", "rejected"),
)


async def opportunity_menu(
    screen: DeskScreen, subject: Subject, opportunities: Sequence[Opportunity]
) -> Changed | None:
    """Ask what to do about an account's opportunities and do it; None when the rep leaves.

    Where none is open the only thing to do, passing one on, is asked for at once.
    """
    still_open = [each for each in opportunities if each.stage in OPEN]
    if not still_open:
        return await pass_on(screen, subject)
    choices = [
        Choice(
            str(number) if number < 10 else "",
            each.name,
            f"{say_money(each.amount_minor, each.currency)}  {STAGES[each.stage]}".strip(),
            each,
        )
        for number, each in enumerate(still_open, 1)
    ]
    chosen: Opportunity | str | None = still_open[0]
    if len(still_open) > 1:
        another = Choice("p", "Pass on another", "a further opportunity here", "pass_on")
        chosen = await screen.ask(Choose("Which opportunity?", [*choices, another]))
    if chosen is None:
        return None
    if isinstance(chosen, str):
        return await pass_on(screen, subject)
    return await _work_on(screen, subject, chosen)


async def _work_on(screen: DeskScreen, subject: Subject, chosen: Opportunity) -> Changed | None:
    desk = screen.desk
    waiting = chosen.stage == "new"
    choices = [Choice("a", "Accept", "the account executive talked to them", "accept")]
    choices = choices if waiting else []
    choices += [Choice(*each) for each in _ENDS if waiting or each[3] != "rejected"]
    choices.append(Choice("p", "Pass on another", "a further opportunity here", "pass_on"))
    what = await screen.ask(Choose(f"{chosen.name}: what came of it?", choices))
    if what is None:
        return None
    if what == "pass_on":
        return await pass_on(screen, subject)
    if what == "accept":
        return screen.workstation.do(lambda: desk.pipeline.accept(chosen.id))
    reason = await screen.ask(
        Ask(f"{chosen.name}, {STAGES[what]}: why?", hint="in their words", required=what != "won")
    )
    if reason is None:
        return None
    return screen.workstation.do(lambda: desk.pipeline.close(chosen.id, what, reason))


async def pass_on(screen: DeskScreen, subject: Subject) -> Changed | None:
    """Ask for a new opportunity and pass it on; None when the rep leaves."""
    desk = screen.desk
    lines = [
        Line("name", "Opportunity", hint="what they may buy"),
        Line("amount", "Amount", hint=f"12 500, 40k; {desk.settings.get('currency')} unless said"),
        Line("kind", "Kind", hint="new, add-on or renewal; empty means new"),
        Line("executive", "Goes to", hint="the account executive"),
    ]

    def save(typed: Mapping[str, str]) -> Changed:
        money = _amount(typed.get("amount", ""), desk.settings.get("currency"))
        return desk.pipeline.open_opportunity(
            subject.account_id,
            typed.get("name", ""),
            amount_minor=money,
            kind=read_kind(typed.get("kind", "")),
            account_executive=typed.get("executive", ""),
            contact_id=subject.contact_id,
        )

    title = f"Pass on an opportunity at {subject.account}"
    return await fill_in(screen, title, lines, save, as_it_is=True)


def _amount(text: str, currency: str) -> int | None:
    money = read_money(text, currency, "Amount")
    if money is None:
        return None
    minor, said = money
    if said != currency:
        raise DeskError(f"Amounts are kept in {currency}; write it without {said}.")
    return minor


def read_kind(text: str) -> str:
    """Return a typed kind of opportunity as its key, new where nothing was typed.

    Raises:
        DeskError: there is no such kind.
    """
    said = "-".join(text.replace("_", " ").replace("-", " ").casefold().split()) or "new"
    for kind in KINDS:
        if kind.startswith(said):
            return kind.replace("-", "_")
    raise DeskError(f"An opportunity is {', '.join(KINDS[:-1])} or {KINDS[-1]}, not “{text}”.")
