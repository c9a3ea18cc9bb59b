"""Foreign text is made harmless before it is kept: no terminal codes, no direction tricks."""

import re

TITLE_MOST = 200
"""Letters of the title of a recorded action."""

_REPLACEMENT = "\ufffd"
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 except tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of direction
    "\ud800-\udfff]"  # halves of a surrogate pair: no UTF-8 for them, so no place in the file
)


def clean(text: str) -> str:
    """Return `text` fit to be kept and shown: what could steer a terminal becomes U+FFFD.

    Newlines and tabs stay, line ends of every kind become a newline, and the joiners and
    variation selectors that emoji and many scripts need are left alone.
    """
    if text.isprintable():
        return text
    return _HARMFUL.sub(_REPLACEMENT, _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line: every run of blanks is one space, none at the ends."""
    return " ".join(clean(text).split())


def cut(title: str) -> str:
    """Cut a title that holds what a person typed to TITLE_MOST letters."""
    return title if len(title) <= TITLE_MOST else f"{title[: TITLE_MOST - 1]}…"


def folded(text: str) -> str:
    """Return `text` as it is compared: no accents, no capitals, single spaces."""
    if text.isascii():
        return " ".join(text.casefold().split())
    import unicodedata

    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
