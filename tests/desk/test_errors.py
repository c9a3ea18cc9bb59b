"""What the desk refuses is said in few words that are safe to show."""

import pytest

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError


def test_a_refusal_that_repeats_what_was_typed_steers_no_terminal(desk: Desk) -> None:
    account = world.account(desk)
    with pytest.raises(DeskError) as refused:
        desk.accounts.add_contact(account, "Ada Example", email="\x1b]0;title\x07\x1b[2J")
    assert str(refused.value) == "'�]0;title��[2J' has no @, so it is not an email address"


def test_a_refusal_repeats_the_beginning_of_what_is_long(desk: Desk) -> None:
    with pytest.raises(DeskError) as refused:
        desk.accounts.resolve("x" * 5000)
    assert str(refused.value).startswith(f"No account is called “{'x' * 80}…”; ")
