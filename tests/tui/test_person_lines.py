"""A person's lines on an account's page: the ways to them are never cut off by one another."""

from workstation.desk.records import Contact, EmailAddress, PhoneNumber
from workstation.tui.widgets.person_lines import packed, person_lines


def phone(number: str, kind: str = "work", state: str = "valid") -> PhoneNumber:
    return PhoneNumber(number, number, None, kind, state, None)


def person(
    phones: tuple[PhoneNumber, ...] = (), emails: tuple[EmailAddress, ...] = (), **more: object
) -> Contact:
    values = {"do_not_call": False, "opted_out": False, "protection_reason": None} | more
    return Contact(
        id=1, account_id=1, name="Ida Strand", title="COO", role="unknown", time_zone=None,
        note=None, emails=emails, phones=phones, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def said(someone: Contact, width: int) -> list[str]:
    return [each.plain.strip() for each in person_lines(someone, here=False, width=width)]


def test_main_number_and_address_come_first_and_the_rest_is_counted() -> None:
    ways = (phone("+1 312 555 0121", state="wrong"), phone("+1 312 555 0122", "mobile"))
    mail = EmailAddress("ida.strand@heron-laboratories.example.com", "work", "valid")
    assert said(person(ways, (mail,)), 200) == [
        "Ida Strand  COO",
        "+1 312 555 0122 mobile · ida.strand@heron-laboratories.example.com · +1 more",
    ]
    assert said(person(ways, (mail,)), 56) == [
        "Ida Strand  COO",
        "+1 312 555 0122 mobile",
        "ida.strand@heron-laboratories.example.com · +1 more",
    ]
    assert said(person((ways[0],)), 80)[1:] == ["+1 312 555 0121 (wrong)"]
    assert said(person(), 80)[1:] == ["no number, no address"]


def test_a_protection_stands_on_its_own_line_above_the_ways() -> None:
    marked = person((phone("+1 312 555 0121"),), do_not_call=True, protection_reason="asked")
    assert said(marked, 40)[1:] == ["do not call (asked)", "+1 312 555 0121"]


def test_parts_are_joined_while_they_fit() -> None:
    assert packed(["ab", "cd", "ef"], 7) == ["ab · cd", "ef"]
    assert packed([], 7) == []
