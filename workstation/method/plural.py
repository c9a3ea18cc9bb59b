"""Words that follow a number: one row, two rows."""


def plural(number: float, one: str, many: str = "") -> str:
    """Return the word for so many of something: ``one``, or ``many`` (``one`` with an s)."""
    return one if number == 1 else many or f"{one}s"
