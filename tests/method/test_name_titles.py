"""Titles and degrees tell nobody apart, and a last name alone is no whole name."""

import pytest

from workstation.method.name_titles import person_key


@pytest.mark.parametrize(
    "written",
    [
        "Dr. Ada Example", "Prof. Dr. Ada Example", "Dipl.-Ing. Ada Example",
        "Dipl.-Ing. (FH) Ada Example", "Dipl.-Wirt.-Ing. Ada Example", "Dr.-Ing. Ada Example",
        "Dr. med. dent. Ada Example", "Prof. Dr. h.c. Ada Example", "Ms Ada Example",
        "Frau Dr. Ada Example", "Ada Example, MBA", "Ada Example PhD", "Ada Example, Ph.D.",
        "Mag. Ada Example, M.A.", "Ada Example, Dipl.-Ing. (FH)", "DR ADA EXAMPLE",
    ],
)  # fmt: skip
def test_titles_and_degrees_are_set_aside(written: str) -> None:
    assert person_key(written) == "ada example"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Frau Sample", "frau sample"),
        ("Dr. Sample", "dr sample"),
        ("Ing Wei Chen", "ing wei chen"),
        ("Drew Sample", "drew sample"),
        ("Max Sample Jr.", "max sample jr"),
        ("Ma Li Sample", "ma li sample"),
        ("Pia Md", "pia md"),
        ("Dr.", "dr"),
        ("", ""),
    ],
)
def test_what_leaves_no_whole_name_or_is_none_stays(written: str, key: str) -> None:
    assert person_key(written) == key
