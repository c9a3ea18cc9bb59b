"""What can go wrong with the file, each in one sentence for the rep."""


class StoreError(Exception):
    """The file cannot be used as asked; the message says what is wrong, where, and what to do."""


class Gone(StoreError):
    """The record to be changed is not there any more; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("That record is not there any more; nothing was changed.")


class Refused(StoreError):
    """An undo or redo that would damage later work; nothing was changed."""
