"""Under which keys a record is looked up for its likes, written out for records known by heart."""

from workstation.method.likeness import Company, Person
from workstation.method.likeness_keys import company_keys, person_keys


def weak(company: Company) -> set[str]:
    return {key for key, strong in company_keys(company) if not strong}


def test_a_company_is_looked_up_by_domain_phone_and_name_then_by_parts_of_the_name() -> None:
    company = Company("northern fish and oil", "fish.com", "125550142", postal_code="60601")
    assert [key for key, strong in company_keys(company) if strong] == [
        "dfish.com",
        "p125550142",
        "nnorthern fish and oil",
    ]
    assert weak(company) == {
        "tnorthern",
        "tfish",
        "fadefhilnorst",
        "enort doil",
        "a60601 no",
        "info",
    }


def test_a_company_without_a_name_has_no_keys_made_of_it() -> None:
    assert list(company_keys(Company("", "fish.com", postal_code="60601"))) == [("dfish.com", True)]


def test_two_words_have_no_initials_and_three_have() -> None:
    assert not any(key.startswith("i") for key in weak(Company("blue fish")))
    assert "ibfo" in weak(Company("blue fish oil"))


def test_a_single_word_of_up_to_five_letters_may_be_initials() -> None:
    assert "iabcde" in weak(Company("abcde"))
    assert not any(key.startswith("i") for key in weak(Company("abcdef")))


def test_words_of_three_letters_are_no_keys_of_a_company_and_four_are() -> None:
    assert {key for key in weak(Company("oil fish")) if key.startswith("t")} == {"tfish"}


def test_a_person_is_looked_up_by_address_and_number_then_by_name_at_account_and_domain() -> None:
    person = Person(
        "li ann park",
        frozenset({"ann@acme.com"}),
        frozenset({"125550142"}),
        account=7,
        domain="acme.com",
    )
    assert set(person_keys(person)) == {
        ("mann@acme.com", True),
        ("p125550142", True),
        ("a7 ann", False),
        ("a7 park", False),
        ("dacme.com ann", False),
        ("dacme.com park", False),
    }
    assert list(person_keys(Person("ann park"))) == []
