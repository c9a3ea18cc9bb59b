"""Reading the screen as a person does: its lines of text."""

from textual.app import App


def lines(app: App[None]) -> list[str]:
    """Return what is on the screen, a line of text for each row of cells."""
    compositor = app.screen._compositor
    return [strip.text.rstrip() for strip in compositor.render_strips()]


def shown(app: App[None]) -> str:
    """Return the whole screen as text."""
    return "\n".join(lines(app))
