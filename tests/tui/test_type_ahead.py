"""Keys typed faster than the screens appear go where they were meant to go."""

import asyncio

from textual import events

from tests.tui.reading import shown
from tests.tui.test_today import here
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp


def burst(app: WorkstationApp, *keys: str) -> None:
    """Type keys all at once, as they come when the program was busy for a moment."""
    names = {" ": "space", "+": "plus", "?": "question_mark"}
    for key in keys:
        app.post_message(events.Key(names.get(key, key), key if len(key) == 1 else None))


async def quiet(app: WorkstationApp) -> None:
    """Wait until every key has been handled."""
    for _ in range(1000):
        if not app._typed and not app._settling:
            return
        await asyncio.sleep(0)
        await app._animator.wait_until_complete()
    raise AssertionError("the keys were not handled")


async def test_an_outcome_typed_at_once_is_logged_not_taken_for_another_key(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        burst(app, "l", "n", "l", "v", "l", "n")
        await pilot.pause(0)
        await quiet(app)
        await pilot.pause()
    titles = [entry.title for entry in working.history.recent(3)]
    came_of_it = [title.split(", ")[1] for title in titles]
    assert came_of_it == ["no answer", "left voicemail", "no answer"]


async def test_words_typed_at_once_reach_one_dialog_after_the_other(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        name = here(app)
        burst(app, "f", *"+2d", "enter", *"send the page", "enter", "j", "n", *"likes tea", "enter")
        await pilot.pause(0)
        await quiet(app)
        await pilot.pause()
        assert "[likes" not in shown(app)
    planned = working.accounts.open_follow_ups(working.accounts.resolve(name))
    assert "send the page" in [each.why for each in planned]
    assert working.history.recent(1)[0].title.startswith("Note: ")
    note = working.store.value("SELECT note FROM activities WHERE kind = 'note'")
    assert note == "likes tea"


async def test_going_somewhere_and_moving_there_at_once(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        burst(app, "g", "q", "j", "j")
        await pilot.pause(0)
        await quiet(app)
        await pilot.pause()
        assert app.place is not None
        assert app.place.place == "queue"
        assert app.place.records.cursor == 2  # type: ignore[attr-defined]
