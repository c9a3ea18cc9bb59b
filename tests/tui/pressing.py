"""Keys and texts as a person gives them, each once what the one before did is on the screen."""

from typing import Any

from textual.pilot import Pilot

SIZES = ((80, 24), (120, 36), (200, 60))


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what is read in threads has been shown."""
    await pilot.pause()
    reading = [worker for worker in pilot.app.workers if worker._thread_worker]
    if reading:
        await pilot.app.workers.wait_for_complete(reading)
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settle(pilot)


async def show(pilot: Pilot[Any], screen: Any) -> Any:
    """Put a screen in front, and wait for what it reads."""
    await settle(pilot)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


def toasts(pilot: Pilot[Any]) -> str:
    """Return what the program has reported and is still on show."""
    return "\n".join(f"{each.title} {each.message}" for each in pilot.app._notifications)
