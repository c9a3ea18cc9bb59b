"""Hints on an email before it goes out, and its text as a mailto: address."""

import time
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from workstation.method.email_check import WORDS_MOST, check_email
from workstation.method.mail_text import as_text, mailto

GOOD = """Hello Ada,

You run three regions with one night desk, so I thought of you.

Are you the right person for this, or who is?

Rowan
"""


def test_an_email_by_the_rules_gets_no_hint() -> None:
    assert check_email("Your night desk", GOOD, "Corvid") == []


@pytest.mark.parametrize(
    ("subject", "body", "hint"),
    [
        ("", GOOD, "no subject"),
        ("Re: your call", GOOD, "claims an earlier email"),
        ("FWD: your call", GOOD, "claims an earlier email"),
        ("Night desk", "", "no text yet"),
        ("Night desk", GOOD + "and so on " * 50, f"{WORDS_MOST} at most"),
        ("Night desk", "Hello Ada,\n\nYou run a desk.", "asks nothing"),
        ("Night desk", GOOD + "\nWhen? And where?", "3 questions"),
        ("Night desk", GOOD + "\nhttp://a.example.com/?q=1 www.b.example.com", "2 links"),
        ("Night desk", GOOD + "\n<img src=x>", "image"),
        ("Night desk", "Hi Ada,\n\nWe are the maker of desks. Yours too?", "about you"),
        ("Night desk", "Hi Ada,\nAt Corvid everything is new. Interested?", "about you"),
        ("Night desk", "You know the leading provider of desks?", "about you"),
        ("{their_company}", GOOD.replace("Ada", "(their name)"), "their company, their name"),
        ("Night desk", GOOD.replace("Ada", "{ whoever }"), "Not filled in yet: whoever."),
    ],
)
def test_each_rule_has_its_sentence(subject: str, body: str, hint: str) -> None:
    (said,) = check_email(subject, body, "Corvid")
    assert hint in said
    assert said.endswith((".", "instead."))


def test_a_question_mark_in_a_link_asks_nothing_and_three_in_a_row_ask_once() -> None:
    (said,) = check_email("Desk", "See https://x.example.com/?a=1?b")
    assert "asks nothing" in said
    assert check_email("Desk", "Is it yours???") == []


def test_a_word_that_only_begins_like_us_is_not_bragging() -> None:
    assert check_email("Desk", "Western regions are yours, right?", "West") != []
    assert check_email("Re-order of desks", "Welcome back! Is it yours, Ada?") == []


def test_a_hundred_thousand_letters_of_anything_are_checked_at_once() -> None:
    for body in ("{" * 100_000, "(" * 100_000, "! [" * 33_000, " " * 100_000, "re: " * 25_000):
        began = time.perf_counter()
        check_email(body, body)
        assert time.perf_counter() - began < 1


def test_nothing_in_an_email_becomes_a_header_of_its_address() -> None:
    url = mailto(
        "ada@x.example.com\r\nBcc: eve@x.example.com?cc=eve@x.example.com",
        "Hello\r\nBcc: eve@x.example.com&cc=a@x.example.com",
        "One & two = 100 % +\nthree\x1b]52;c;aGk=\x07 Ünal 🙂",
    )
    parts = urlsplit(url)
    assert parts.scheme == "mailto"
    fields = parse_qs(parts.query, strict_parsing=True)
    assert sorted(fields) == ["body", "subject"]
    assert unquote(parts.path) == ("ada@x.example.com Bcc: eve@x.example.com?cc=eve@x.example.com")
    assert fields["subject"] == ["Hello Bcc: eve@x.example.com&cc=a@x.example.com"]
    assert fields["body"] == ["One & two = 100 % +\r\nthree\ufffd]52;c;aGk=\ufffd Ünal 🙂"]
    assert "+" not in url and " " not in url and "%0D%0A" in url


def test_the_text_to_copy_has_its_head_and_body_apart() -> None:
    text = as_text("ada@x.example.com", "Hello\nthere", "One\n\nTwo\n\n")
    assert text == "To: ada@x.example.com\nSubject: Hello there\n\nOne\n\nTwo\n"
    assert as_text("", "Hello", "One").startswith("Subject: Hello\n\nOne")
