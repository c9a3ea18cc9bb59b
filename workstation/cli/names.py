"""Names given in part (bins, outcomes and the like), and what completion offers for them."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

import click

from workstation.cli.failures import Failure
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

Completion = Callable[[click.Context, click.Parameter, str], list[str]]
_MOST = 20


def choose(text: str, known: Mapping[str, str], what: str) -> str:
    """Return the key that a key or title, whole or in part, means.

    ``known`` maps keys to titles. A whole key wins over a whole title, that over a beginning, and
    that over a part.

    Raises:
        Failure: nothing fits, or several do; the sentence lists them.
    """
    wanted = clean_line(text).casefold()
    names = {
        key: (key.casefold(), title.casefold(), key.casefold().replace("_", " "))
        for key, title in known.items()
    }
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: wanted in name,
    )
    for test in tests if wanted else ():
        found = [key for key, called in names.items() if any(map(test, called))]
        if len(found) == 1:
            return found[0]
        if found:
            raise Failure(f"{what} “{text}” could be {_listed(found)}; give more of the name.")
    there = f"there are {', '.join(known)}" if known else "the playbook has none"
    raise Failure(f"There is no {what.lower()} “{text}”; {there}.")


def bin_of(desk: "Desk", text: str) -> str:
    """Return the key of the bin a name in part means."""
    return choose(text, {each.key: each.title for each in desk.playbook.bins}, "Bin")


def outcome_of(desk: "Desk", text: str) -> str:
    """Return the key of the outcome a name in part means."""
    return choose(text, {each.key: each.title for each in desk.playbook.outcomes}, "Outcome")


def zone_there(desk: "Desk", account_id: int, contact_id: int | None) -> str | None:
    """Return the time zone in which "their time" is meant: the person's, else the account's."""
    people = desk.accounts.contacts(account_id) if contact_id else []
    person = next((each for each in people if each.id == contact_id), None)
    return desk.calls.their_zone(desk.accounts.get(account_id), person)


def complete(names: "Callable[[Desk, str], list[str]]") -> Completion:
    """Return a completion that asks an open desk; it stays silent when there is no file yet."""

    def completion(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        from workstation.cli.session import Session

        session = Session()
        session.path = ctx.find_root().params.get("db") or session.path
        if not session.path.is_file():
            return []
        try:
            with closing(session.open(session.path)) as desk:
                return names(desk, incomplete)[:_MOST]
        except Exception:  # noqa: BLE001
            return []

    return completion


def _beginning(names: list[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete.casefold())]


def _accounts(desk: "Desk", incomplete: str) -> list[str]:
    from workstation.desk.listing import Listing

    listing = Listing.find(desk, words=incomplete)
    return [
        row.name
        for row in listing.page(0, 200)
        if row.name.casefold().startswith(incomplete.casefold())
    ]


complete_account = complete(_accounts)
complete_bin = complete(
    lambda desk, start: _beginning([each.key for each in desk.playbook.bins], start)
)
complete_outcome = complete(
    lambda desk, start: _beginning([each.key for each in desk.playbook.outcomes], start)
)
complete_measure = complete(
    lambda desk, start: _beginning(
        [each.key for each in desk.playbook.measures if each.for_goals], start
    )
)


def _listed(keys: list[str]) -> str:
    return f"{', '.join(keys[:-1])} or {keys[-1]}"
