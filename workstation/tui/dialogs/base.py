"""What every dialog has: a titled box, Escape to leave, the desk behind it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workstation.tui.at_desk import AtDesk
from workstation.tui.commands import bindings_for
from workstation.tui.type_ahead import Askable, ask
from workstation.tui.widgets.render import plain

ResultT = TypeVar("ResultT")
AnswerT = TypeVar("AnswerT")


class Dialog(AtDesk, Askable[ResultT], ModalScreen[ResultT]):
    """A box over the screen behind; closed by Escape without a result.

    Subclasses compose a container with the class ``box``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("dialog")]

    async def ask(self, dialog: Askable[AnswerT]) -> AnswerT | None:
        """Ask something further, over this dialog; only in a flow."""
        return await ask(self, dialog)

    def action_back(self) -> None:
        """Leave without doing anything."""
        self.dismiss(None)


class Words(Static):
    """A few lines of text, shown as text; ``say`` changes them."""

    def __init__(
        self,
        text: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002
        classes: str = "",
    ) -> None:
        content = text if isinstance(text, Content) else plain(text)
        super().__init__(content, id=id, classes=classes, markup=False)

    def say(self, text: str | Content) -> None:
        """Show something else."""
        self.update(text if isinstance(text, Content) else plain(text))
