"""The one registry of commands: keys, footer, help, palette and README table come from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from workstation.tui.keys import key_label

if TYPE_CHECKING:
    from textual.binding import Binding

RECORD = ("today", "queue", "accounts", "account", "block")
"""Screens on which one account is highlighted or open."""

DESK = (*RECORD, "dashboard", "mail", "said", "duplicates")
"""Screens on which plain letters are commands."""

EVERYWHERE = (*DESK, "call")
"""Every screen. In a call letters go to the note, so its commands use Ctrl or a function key."""

PLACES = (*EVERYWHERE, "list", "marks", "places", "dialog")
"""Where a command can live: a screen, every record list, lists with marks, the menu behind `g`,
every dialog."""

ACTIVE_WITH: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((*RECORD[:-1], "mail", "said", "duplicates"), ("list",)),
    "accounts": ("list", "marks"),
}
"""Places whose keys work together with those of a screen, because a list has the focus there."""


class Command(msgspec.Struct, frozen=True):
    """One thing a rep can do by a key.

    `keys` are separated by spaces. `title` is the word in the footer, `help` the sentence in `?`
    and in the palette. `action` is the Textual action: the id when empty, with "app." in front
    when the program, not the screen, does it. `fixed` keys stay when `keys` are re-bound. A
    `numbered` command has one key per number, hands that number to its action, and cannot be
    re-bound. A `priority` command wins over a focused text field. `shown` puts it into the footer.
    """

    id: str
    keys: str
    title: str
    help: str
    where: tuple[str, ...]
    group: str
    action: str = ""
    fixed: str = ""
    shown: bool = False
    numbered: bool = False
    priority: bool = False

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Every key of the command; the ones that cannot be re-bound come last."""
        return (*self.keys.split(), *self.fixed.split())

    def action_for(self, key: str) -> str:
        """Return the Textual action that one of its keys calls."""
        name = self.action or self.id
        return f"{name}({key})" if self.numbered else name


_move = partial(Command, where=("list",), group="Lists")
_mark = partial(Command, where=("marks",), group="Lists")
_record = partial(Command, where=RECORD, group="A record")
_today = partial(Command, where=("today",), group="Today")
_lists = partial(Command, where=("queue", "accounts"), group="Lists")
_account = partial(Command, where=("account",), group="An account")
_tile = partial(Command, where=("dashboard",), group="Dashboard")
_block = partial(Command, where=("block",), group="Call block", shown=True)
_mail = partial(Command, where=("mail",), group="Mail", shown=True)
_said = partial(Command, where=("said",), group="What was said", shown=True)
_twins = partial(Command, where=("duplicates",), group="Duplicates", shown=True)
_call = partial(Command, where=("call",), group="In a call", shown=True, priority=True)
_in_call = partial(_call, shown=False)
_place = partial(Command, where=("places",), group="Places, after g", shown=True)
_program = partial(Command, where=DESK, group="Everywhere")

COMMANDS: tuple[Command, ...] = (
    _record("call", "c", "call", "Open a call; its clock starts at once.", shown=True),
    _record("log", "l", "log", "Log what happened without opening a call.", shown=True),
    _record("follow_up", "f", "follow-up", "Set the next step, in plain words.", shown=True),
    _record("bin", "b", "bin", "Move the account to another bin.", shown=True),
    _record("note", "n", "note", "Write a note."),
    _record("edit", "e", "edit", "Edit what is highlighted."),
    _record("add", "a", "add", "Add what this screen holds: a goal, an account, a person."),
    _record("skip", "x", "skip", "Skip this record for today, with a reason."),
    _record("snooze", "z", "snooze", "Put the follow-up off to another day.", shown=True),
    _record("done", "space", "done", "Tick off the follow-up or the goal."),
    _record("copy", "y", "copy", "Copy the phone number, the address or the name."),
    _record("response", "r", "response", "Log a reply the moment you see it."),
    _record("hand_raiser", "h", "hand-raiser", "Note that somebody asked to be contacted."),
    _record("mail", "m", "mail", "Write an email from a template, into the outbox."),
    _record("meetings", "M", "meeting", "Book a meeting, or move, call off or miss one."),
    _record("prepare", "P", "prepare", "Prepare the call: the plan and six questions."),
    _record("dial", "D", "dial", "Dial the number, by your dial command or a tel: link."),
    _record("why_here", "w", "why", "Show why this record stands here, with its whole sum."),
    _record("signal", "+", "signal", "Note a sign of interest: asked for a price, opened twice."),
    _record("cadence", "C", "cadence", "Start, pause, stop or shift a cadence."),
    _record("score_sum", "F", "fit", "Show fit and urgency with the sums that made them."),
    _today("plan", "p", "plan goals", "Plan the goals of today or tomorrow.", shown=True),
    _today("tick_goal", "1 2 3 4 5", "tick goal", "Tick the goal of that number.", numbered=True),
    _today("close_day", "d", "close the day", "See the day's numbers, then plan tomorrow."),
    _move("open", "enter", "open", "Open the highlighted record.", shown=True),
    _move("down", "j", "down", "Move one record down.", fixed="down"),
    _move("up", "k", "up", "Move one record up.", fixed="up"),
    _move("page_down", "pagedown", "page down", "Move one screenful down."),
    _move("page_up", "pageup", "page up", "Move one screenful up."),
    _move("first", "home", "first", "Move to the first record."),
    _move("last", "end", "last", "Move to the last record."),
    _mark("mark", "v", "mark", "Mark this record, so that an action goes to all marked ones."),
    _mark("mark_range", "V", "mark to here", "Mark from the last marked record to this one."),
    _mark("mark_all", "A", "mark all", "Mark the whole list, or take all marks away."),
    _lists("filter", "t", "filter", "Show a part of the list only.", shown=True),
    _lists(
        "import_file",
        "i",
        "import",
        "Bring in a file: CSV, Excel, address cards, another tool's export.",
        where=("today", "queue", "accounts"),
    ),
    _lists(
        "export_list",
        "X",
        "export",
        "Write this list, or what is marked of it, into a file.",
        where=("accounts",),
    ),
    _lists(
        "start_block",
        "B",
        "call block",
        "Call a slice of the queue, one record after another, for an hour.",
        where=("today", "queue"),
    ),
    _lists(
        "one_hour",
        "O",
        "one hour",
        "What if I only have one hour? Show what fits, and what slips.",
        where=("today", "queue"),
    ),
    _lists(
        "focus",
        "T",
        "focus list",
        "Keep the filter as a focus list, or open one.",
        where=("queue", "accounts"),
        action="focus_list",
    ),
    _lists(
        "leave",
        "L",
        "back from leave",
        "Spread what is overdue over the next working days.",
        where=("queue",),
    ),
    _lists(
        "show_bin",
        "1 2 3 4 5 6 7 8 0",
        "show bin",
        "Show the bin of that number; 0 shows them all.",
        where=("accounts",),
        numbered=True,
    ),
    _lists(
        "order",
        "o",
        "order",
        "Order by name, next step, longest untouched or best fit.",
        where=("accounts",),
        shown=True,
    ),
    _account("opportunity", "o", "opportunity", "Pass on, accept or close one.", shown=True),
    _account("add_person", "p", "person", "Add a person.", shown=True),
    _account("edit_account", "E", "edit account", "Edit the account, not the person."),
    _account("protect", "d", "protect", "Mark a person do-not-call or opted out, or lift it."),
    _account("merge_with", "=", "duplicates", "Merge with a duplicate, or another record."),
    _account("history", "H", "history", "See what was done to this record, and undo any of it."),
    Command(
        "open_tile",
        "1 2 3 4 5 6 7 8 9",
        "open tile",
        "Open the records behind the tile of that number.",
        ("dashboard",),
        "Dashboard",
        numbered=True,
    ),
    _tile("why", "w", "why", "Show how this number is made.", shown=True),
    _tile(
        "plan_back",
        "b",
        "working backwards",
        "Work the target back to conversations a day.",
        action="app.plan_back",
        shown=True,
    ),
    _tile(
        "tier_time",
        "T",
        "tier time",
        "Show where the week went, by tier of the accounts.",
        action="app.tier_time",
    ),
    _tile("tile_open", "enter", "records", "Open the records behind the tile.", shown=True),
    _tile("tile_down", "j", "down", "Highlight the tile below.", fixed="down"),
    _tile("tile_up", "k", "up", "Highlight the tile above.", fixed="up"),
    _tile("tile_left", "h", "column left", "Go one column to the left.", fixed="left"),
    _tile("tile_right", "l", "column right", "Go one column to the right.", fixed="right tab"),
    _block("interruption", "i", "interrupted", "Count an interruption."),
    _block("next_record", "j", "next", "Leave this record for now and go on.", fixed="down"),
    _block("end_block", "E", "end", "End the block and see what came of it."),
    _mail("mail_copy", "y", "copy", "Copy the email, to paste it into your mail program."),
    _mail("mail_sent", "space", "sent", "Tick it as sent; it is logged."),
    _mail("mail_open", "o", "mail program", "Open it in your mail program."),
    _mail("mail_edit", "e", "edit", "Change the email."),
    _mail("mail_drop", "x", "drop", "Take it out of the outbox without sending."),
    _said(
        "said_view",
        "1 2 3 4",
        "view",
        "Answers, objections, openers and flows, best work.",
        numbered=True,
    ),
    _said("said_filter", "t", "filter", "Show what has these words only."),
    _said(
        "said_other",
        "tab",
        "other list",
        "Go from the questions or cards to what was said, and back.",
        fixed="left right",
    ),
    _said("drill", "d", "drill", "Practise a random objection, timed."),
    _twins("apart", "x", "not the same", "Tell the two apart; you are not asked again."),
    _twins("scan", "s", "look", "Look all records through for duplicates; again to stop."),
    _twins("twins", "1 2", "kind", "Accounts that may be the same; people.", numbered=True),
    _twins("twin_page", "o", "account", "Open the page of the first of the two."),
    _call("hang_up", "ctrl+x", "hang up", "End the call and choose what came of it."),
    _call("next_prompt", "ctrl+n", "prompt", "Go on to the next prompt."),
    _call("previous_prompt", "ctrl+b", "back", "Go back to the prompt before."),
    _call("talker", "ctrl+t", "who talks", "Switch who is talking, for the talk share."),
    _call("concern", "ctrl+o", "concern", "Find an objection card by two or three letters."),
    _call("promise", "ctrl+k", "promise", "Write down a promise, by you or by them."),
    _call("contact", "ctrl+g", "person", "Choose whom you talk to, or add who was named."),
    _call("bad_time", "ctrl+d", "bad time", "It is a bad time for them: agree another one."),
    _call("standing", "ctrl+s", "stage", "Say where they stand: interest, urgency, stage, role."),
    _in_call("interest", "alt+i", "interest", "Set how interested they are; again for more."),
    _in_call("buyer_urgency", "alt+u", "urgency", "Set how urgent it is for them; again for more."),
    _in_call("buyer_stage", "alt+s", "buyer stage", "Set how far on they are; again for more."),
    _in_call("role", "alt+r", "role", "Set their role in the decision; again for the next."),
    _in_call("other_opener", "alt+o", "opener", "Take another variant of the first words."),
    _in_call("interruption_in_call", "alt+n", "interrupted", "Count an interruption of the block."),
    _in_call("dial_in_call", "ctrl+l", "dial", "Dial the number, or copy it."),
    _in_call("ask_again", "ctrl+r", "ask again", "Open a question that was answered before."),
    _in_call("change_flow", "f2", "flow", "Follow another flow in this call."),
    _in_call("side", "f3", "known", "Show or hide what is known, and the plan."),
    _in_call("more_known", "f4", "more known", "Turn the page of what is known."),
    _in_call("prepare_in_call", "f5", "prepare", "Open the preparation of this call."),
    _in_call("step", "f6", "step", "Jump to any step of the flow."),
    _in_call("ladder", "f7", "why-ladder", "Note why, and why that is so, as a small tree."),
    _in_call("story", "f8", "stories", "Tell a story of a customer like them."),
    _in_call("meeting", "f9", "meeting", "Book a meeting in both calendars."),
    _in_call("star", "f12", "star", "Keep this call as one of your best."),
    _call("call_help", "f1", "keys", "Show the keys of the call.", action="app.help"),
    _place("go_today", "t", "Today", "Goals and what is next.", action="app.go('today')"),
    _place("go_queue", "q", "Queue", "The whole follow-up queue.", action="app.go('queue')"),
    _place("go_accounts", "a", "Accounts", "Bins and accounts.", action="app.go('accounts')"),
    _place("go_dashboard", "d", "Dashboard", "Your numbers.", action="app.go('dashboard')"),
    _place("go_mail", "m", "Mail", "The outbox.", action="app.go('mail')"),
    _place(
        "go_duplicates", "u", "Duplicates", "What may be the same.", action="app.go('duplicates')"
    ),
    _place("go_said", "s", "Said", "Answers, objections, practice.", action="app.go('said')"),
    _program(
        "places", "g", "go to", "Go to a place by its letter.", action="app.places", shown=True
    ),
    _program(
        "search", "/", "search", "Search everything by words.", action="app.search", shown=True
    ),
    _program("undo", "u", "undo", "Take back the last action.", action="app.undo", shown=True),
    _program("redo", "U", "redo", "Do again what was taken back.", action="app.redo"),
    _program(
        "help",
        "?",
        "keys",
        "Show the keys of this screen.",
        action="app.help",
        fixed="f1",
        shown=True,
    ),
    _program(
        "palette",
        "ctrl+p",
        "any command",
        "Find any command by its name.",
        where=EVERYWHERE,
        action="app.command_palette",
        priority=True,
    ),
    _program(
        "back",
        "escape",
        "back",
        "Go back to where you came from.",
        where=(*EVERYWHERE, "places", "dialog"),
    ),
    _program("profile", "comma", "who you are", "Say your name, company, country and level."),
    _program("quit", "q", "quit", "Leave; everything is saved already.", action="app.quit"),
)

BY_ID: Mapping[str, Command] = {each.id: each for each in COMMANDS}


def commands_for(place: str) -> tuple[Command, ...]:
    """Return the commands of one of PLACES, in the registry's order; every list is one place."""
    if place not in PLACES:
        raise ValueError(f"no place is called {place!r}; there are {', '.join(PLACES)}")
    return tuple(each for each in COMMANDS if place in each.where)


def palette_places(screen: str) -> tuple[str, ...]:
    """Return where the commands live that `Ctrl+P` offers on a screen; a call is left by Esc."""
    return (screen, "places") if screen in DESK else (screen,)


def bindings_for(place: str) -> list[Binding]:
    """Textual bindings of one place; each has its command's id, so that a key map re-binds it.

    Numbered commands carry no id: one key map entry could not stand for several numbers.
    """
    from textual.binding import Binding

    made: list[Binding] = []
    for each in commands_for(place):
        keys = each.all_keys if each.numbered else (",".join(each.all_keys),)
        made += [
            Binding(
                key,
                each.action_for(key),
                each.title,
                show=each.shown,
                priority=each.priority,
                tooltip=each.help,
                id=None if each.numbered else each.id,
            )
            for key in keys
        ]
    return made


def keys_of(each: Command, keymap: Mapping[str, str] | None = None) -> str:
    """Return a command's keys for a person to read, "j ↓" or "1–5", after an optional key map."""
    keys = (keymap or {}).get(each.id, ",".join(each.all_keys)).split(",")
    if each.numbered and len(keys) > 2:
        run = [key for key in keys if key != "0"]
        return " ".join((f"{run[0]}–{run[-1]}", *(key for key in keys if key == "0")))
    return " ".join(key_label(key) for key in keys)


def keys_table_markdown() -> str:
    """Return the README's table of all keys: one row a command, in the registry's groups."""
    rows = ["| key | does | where |", "|---|---|---|"]
    for group in dict.fromkeys(each.group for each in COMMANDS):
        rows.append(f"| **{group}** | | |")
        rows += [
            f"| {_code(each)} | {each.help} | {_where(each)} |"
            for each in COMMANDS
            if each.group == group
        ]
    return "\n".join(rows) + "\n"


def _code(each: Command) -> str:
    return " ".join(f"`{key}`" for key in keys_of(each).split())


def _where(each: Command) -> str:
    named = {RECORD: "a record", DESK: "everywhere but in a call", EVERYWHERE: "everywhere"}
    if each.where in named:
        return named[each.where]
    if set(EVERYWHERE) <= set(each.where):
        return "everywhere"
    said = {"list": "lists", "marks": "accounts", "places": "after `g`"}
    return ", ".join(said.get(name, name) for name in each.where)
