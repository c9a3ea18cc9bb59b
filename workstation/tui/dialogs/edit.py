"""Adding and changing accounts and people in forms; what is refused comes back to be mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workstation.desk.amounts import read_count, read_money, say_money
from workstation.desk.clock import find_zone
from workstation.desk.errors import DeskError
from workstation.tui.dialogs.form import Form, Line
from workstation.tui.dialogs.meanwhile import settled
from workstation.tui.widgets.render import safe

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.records import Account, Contact
    from workstation.tui.dialogs.base import Dialog
    from workstation.tui.screens.base import DeskScreen

SOURCES = ("seed", "net", "spear")
ROLES = (
    "decision maker",
    "influencer",
    "champion",
    "evaluator",
    "gatekeeper",
    "user",
    "unknown",
)

_ACCOUNT = (
    Line("name", "Name"),
    Line("domain", "Website", hint="example.com"),
    Line("industry", "Industry"),
    Line("employees", "Employees", hint="1 200 or 5k"),
    Line("revenue", "Revenue", hint="a year: 12 500 000, 3M, €900k"),
    Line("street", "Street"),
    Line("city", "City"),
    Line("region", "Region"),
    Line("postal_code", "Postal code"),
    Line("country", "Country", hint="tells their time zone"),
    Line("time_zone", "Time zone", hint="empty: from the place or the number"),
    Line("phone", "Phone", hint="+1 312 555 0142"),
    Line("source", "Source", hint="seed, net or spear"),
    Line("source_detail", "Source detail", hint="who told you, which list"),
    Line("note", "Note"),
)
_SHORT = ("name", "domain", "industry", "employees", "city", "region", "country", "phone", "source")
_PERSON = (
    Line("name", "Name"),
    Line("title", "Job title"),
    Line("role", "Buying role", hint=", ".join(ROLES[:4]) + " …"),
    Line("email", "Email"),
    Line("phone", "Phone", hint="+1 312 555 0142"),
)


async def add_account(screen: DeskScreen) -> Changed | None:
    """Ask for a new account and add it; None when the rep leaves."""
    desk = screen.desk
    lines = [each for each in _ACCOUNT if each.key in _SHORT]
    return await fill_in(
        screen,
        "Add an account",
        lines,
        lambda typed: desk.accounts.add(account_values(desk, typed)),
        as_it_is=True,
    )


async def edit_account(screen: DeskScreen, account_id: int) -> Changed | None:
    """Show an account's fields and save what was changed; None when nothing was."""
    desk = screen.desk
    try:
        account = desk.accounts.get(account_id)
    except DeskError as error:
        screen.workstation.refuse(str(error))
        return None
    return await fill_in(
        screen,
        f"Edit {account.name}",
        _filled(_ACCOUNT, _account_texts(account)),
        lambda typed: desk.accounts.edit(account_id, account_values(desk, typed, account)),
        now=lambda: _account_texts(desk.accounts.get(account_id)),
    )


async def add_contact(screen: DeskScreen, account_id: int) -> Changed | None:
    """Ask for a person at an account and add them; None when the rep leaves."""
    desk = screen.desk
    try:
        account = desk.accounts.get(account_id)
    except DeskError as error:
        screen.workstation.refuse(str(error))
        return None

    def save(typed: Mapping[str, str]) -> Changed:
        return desk.accounts.add_contact(
            account_id,
            typed.get("name", ""),
            title=typed.get("title", ""),
            role=read_role(typed.get("role", "")),
            email=typed.get("email", ""),
            phone=typed.get("phone", ""),
        )

    return await fill_in(screen, f"Add a person at {account.name}", _PERSON, save, as_it_is=True)


async def edit_contact(screen: DeskScreen, account_id: int, contact_id: int) -> Changed | None:
    """Show a person's fields and save what was changed; None when nothing was."""
    desk = screen.desk
    person = next((p for p in desk.accounts.contacts(account_id) if p.id == contact_id), None)
    if person is None:
        screen.workstation.refuse("That contact is not there any more.")
        return None
    lines = [*_PERSON, Line("time_zone", "Time zone", hint="America/Chicago"), Line("note", "Note")]
    return await fill_in(
        screen,
        f"Edit {person.name}",
        _filled(lines, _person_texts(person)),
        lambda typed: desk.accounts.edit_contact(contact_id, _person_values(typed)),
        now=lambda: _person_texts(desk.accounts.person(contact_id)),
    )


async def edit_alone(screen: Dialog[Any], contact_id: int) -> Changed | None:
    """Show somebody who is at no company: change them, note what they asked for, find them one."""
    desk = screen.desk
    person = desk.accounts.person(contact_id)
    lines = [
        *_filled(_PERSON, _person_texts(person)),
        Line("account", "Company", hint="puts them into this account"),
        *(
            Line(flag, title, hint="why, in a few words")
            for flag, title in (("opted_out", "Wants no email"), ("do_not_call", "Wants no calls"))
            if not getattr(person, flag)
        ),
    ]

    def save(typed: Mapping[str, str]) -> Changed:
        asked = {name: typed[name] for name in ("opted_out", "do_not_call") if typed.get(name)}
        account = desk.accounts.resolve(typed["account"]) if typed.get("account") else None
        own = {key: text for key, text in typed.items() if key in {each.key for each in _PERSON}}
        done = []
        if own:
            done.append(desk.accounts.edit_contact(contact_id, _person_values(own)))
        for flag, why in asked.items():
            done.append(desk.accounts.protect(contact_id, why, **{flag: True}))
        if account is not None:
            done.append(desk.accounts.place(contact_id, account))
        if not done:
            raise DeskError("Nothing was changed.")
        for each in done[:-1]:
            screen.workstation.report(each)
        return done[-1]

    return await fill_in(
        screen,
        f"{person.name}, at no company yet",
        lines,
        save,
        now=lambda: _person_texts(desk.accounts.person(contact_id)),
    )


async def fill_in(
    screen: DeskScreen | Dialog[Any],
    title: str,
    lines: Sequence[Line],
    save: Callable[[Mapping[str, str]], Changed],
    *,
    as_it_is: bool = False,
    now: Callable[[], Mapping[str, str | None]] | None = None,
) -> Changed | None:
    """Show a form until it is saved or left; a refusal is said and what was typed is kept.

    ``save`` gets the lines that differ from what the form began with. With ``as_it_is`` a form
    that nobody touched is saved too, so that its first mistake is said. ``now`` reads the record
    as it is at the end: what somebody else changed meanwhile is kept, and where both changed the
    same line the rep is asked which stays.
    """
    typed: dict[str, str] = {}
    before = {each.key: each.value for each in lines}
    while True:
        shown = [replace(each, value=typed.get(each.key, before[each.key])) for each in lines]
        given = await screen.ask(Form(title, shown))
        if given is None:
            return None
        typed |= given
        if now is not None and not await settled(screen, lines, typed, before, now):
            continue
        changes = {key: text for key, text in typed.items() if text != before[key]}
        if not changes and not as_it_is:
            return None
        changed = screen.workstation.do(lambda changes=changes: save(changes))  # type: ignore[misc]
        if changed is not None:
            return changed


def account_values(
    desk: Desk, typed: Mapping[str, str], before: Account | None = None
) -> dict[str, Any]:
    """Return typed texts as an account's fields.

    Raises:
        DeskError: a number, an amount, a time zone or a source cannot be understood.
    """
    values: dict[str, Any] = dict(typed)
    if "employees" in values:
        values["employees"] = read_count(typed["employees"], "Employees")
    if "revenue" in values:
        currency = before.revenue_currency if before else None
        money = read_money(
            values.pop("revenue"), currency or desk.settings.get("currency"), "Revenue"
        )
        values["revenue_minor"], values["revenue_currency"] = money or (None, None)
    if values.get("time_zone"):
        _check_zone(values["time_zone"])
    if "source" in values:
        source = values["source"].casefold()
        if source and source not in SOURCES:
            raise DeskError(
                "A source is seed (word of mouth), net (marketing) or spear (outbound), "
                f"not “{values['source']}”."
            )
        values["source"] = source or None
    return values


def read_role(text: str) -> str:
    """Return a typed buying role, or the beginning of one, as its key.

    Raises:
        DeskError: there is no such role.
    """
    said = " ".join(text.replace("_", " ").casefold().split()) or "unknown"
    for role in ROLES:
        if role.startswith(said):
            return role.replace(" ", "_")
    raise DeskError(f"There is no buying role “{text}”; there are {', '.join(ROLES)}.")


def _person_values(typed: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = dict(typed)
    if "role" in values:
        values["role"] = read_role(values["role"])
    for key in ("email", "phone"):
        if key in values and not values[key]:
            raise DeskError(f"The {key} cannot be emptied here; type the one that is right.")
    if values.get("time_zone"):
        _check_zone(values["time_zone"])
    return values


def _check_zone(name: str) -> None:
    if find_zone(name) is None:
        raise DeskError(f"There is no time zone “{name}”; they are written America/Chicago.")


def _filled(lines: Sequence[Line], texts: Mapping[str, str | None]) -> list[Line]:
    return [replace(each, value=safe(texts.get(each.key))) for each in lines]


def _account_texts(account: Account) -> dict[str, str | None]:
    texts = {
        each.key: getattr(account, each.key)
        for each in _ACCOUNT
        if each.key not in ("employees", "revenue")
    }
    texts["employees"] = "" if account.employees is None else f"{account.employees}"
    texts["revenue"] = say_money(account.revenue_minor, account.revenue_currency)
    return texts


def _person_texts(person: Contact) -> dict[str, str | None]:
    return {
        "name": person.name,
        "title": person.title,
        "role": "" if person.role == "unknown" else person.role.replace("_", " "),
        "email": person.emails[0].address if person.emails else "",
        "phone": person.phones[0].display if person.phones else "",
        "time_zone": person.time_zone,
        "note": person.note,
    }
