"""One row, two rows."""

from workstation.method.plural import plural


def test_a_word_follows_its_number() -> None:
    assert [plural(number, "row") for number in (0, 1, 2)] == ["rows", "row", "rows"]
    assert [plural(number, "person", "people") for number in (1, 2)] == ["person", "people"]
