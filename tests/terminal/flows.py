"""The flows the README names, each walked by keys in one open program; every step must show."""

from tests.terminal.real import Home, Terminal, rows

ESCAPE, ENTER = "\x1b", "\r"
HANG_UP, PROMPT, CONCERN, PROMISE, PERSON = "\x18", "\x0e", "\x0f", "\x0b", "\x07"
STANDING, WHO_TALKS = "\x13", "\x14"
F2, F5, F6, F7, F8, F9 = "\x1bOQ", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~"
LONG = "abcdefghij" * 16 + "END"

LIST = (
    "Company,City,Company phone\n"
    "Tarn Mills,Chicago,+1 312 555 0150\nTarn Mill,Chicago,+1 312 555 0150\n"
)


class Walk:
    """Keys, and what each of them must show."""

    def __init__(self, terminal: Terminal, home: Home) -> None:
        self.terminal = terminal
        self.home = home

    def goes(self, keys: str, *shown: str) -> None:
        """Type keys and wait for what they bring."""
        self.terminal.types(keys)
        self.terminal.shows(*shown)

    def looks(self, keys: str, *shown: str) -> None:
        """Open something, see it, leave it by Esc; the first of what it shows must go."""
        self.goes(keys, *shown)
        self.terminal.types(ESCAPE)
        self.terminal.loses(shown[0])

    def resizes(self, *shown: str) -> None:
        """Make the terminal small and as it was again; what is shown must be shown still."""
        size = self.terminal.size
        for columns, lines in ((60, 20), size):
            self.terminal.resize(columns, lines)
            self.terminal.shows(*shown)


def a_day(walk: Walk) -> None:
    """Plan goals, take one, prepare and hold a call, log without one, answer, note, put off."""
    walk.terminal.shows("4 due", "Brightline Foods", "plan December", "? keys")
    walk.goes("p", "Goals for", "Suggested", "Hold 5 conversations", "Enter save")
    walk.goes("1", "not saved")
    walk.goes(ENTER, "0/5", "u undoes it")
    walk.looks("?", "Keys: today", "Open a call; its clock starts at once.")
    walk.looks("P", "Prepared 0 of 10", "First words", "take the proposal")
    walk.goes("c", "hang up", "Brightline Foods", "Opening")
    walk.goes("words of the note", "words of the note", "saved")
    walk.goes(HANG_UP, "what came of it?", "Left voicemail", "Do not call")
    walk.goes("v", "3 due", "u undoes it")
    walk.goes("ln", "2 due", "Corvid Labs, no answer")
    walk.goes("r", "Halden Paper replied", "Positive", "Opt-out")
    walk.goes("p", "Halden Paper: Positive")
    walk.goes(f"tell me more{ENTER}", "1 to answer", "Log response: Halden Paper, positive")
    walk.looks("h", "raised a hand")
    walk.goes("n", "Note about")
    walk.goes(f"a word to keep{ENTER}", "u undoes it", "Note: ")
    walk.goes("f", "Follow up", "when")
    walk.looks("tue 3pm", "Tue", "15:00")


def in_a_call(walk: Walk) -> None:
    """Open what a call has behind its keys, and end it by what the buyer agreed to."""
    walk.goes("c", "hang up", "Opening")
    walk.goes(PROMPT, "2/3")
    walk.goes(WHO_TALKS, "%")
    walk.goes(CONCERN, "A concern")
    walk.looks("pr", "A concern", "Too expensive")
    walk.goes(PROMISE, "A promise")
    walk.terminal.types(f"send the case study tue 3pm{ENTER}")
    walk.terminal.until(
        lambda text: "1 promised" in text or "Promised" in text, "the promise is not shown"
    )
    walk.looks(PERSON, "whom")
    walk.goes(STANDING, "stand?", "gatekeeper")
    walk.goes("i", "They want the call to end")
    walk.goes(ENTER, "interest none")
    walk.looks(F2, "Follow which flow?", "Discovery")
    walk.looks(F5, "Prepared ", "First words")
    walk.looks(F6, "go to which step?", "Situation")
    walk.looks(F7, "Why-ladder")
    walk.looks(F8, "Stories")
    walk.looks(F9, "Meeting: ", "Enter book")
    walk.goes("they may move", "they may move")
    walk.resizes("CALL", "they may move", "hang up")
    walk.goes(HANG_UP, "what came of it?")
    walk.resizes("what came of it?", "No answer", "Conversation")
    walk.goes("t", "Conversation", "They will", "Enter save")
    walk.goes("tue 3pm", "15:00")
    walk.goes(ENTER, "conversation · u undoes it")


def whom_next(walk: Walk) -> None:
    """Ask why, how long, how well and what first; filter; keep a focus list."""
    walk.goes("gq", "why now", "Queue")
    walk.looks("w", "Esc")
    walk.looks("O", "What if I only have … minutes?", "60")
    walk.looks("C", "Start a cadence for", "New lead, 21 days")
    walk.looks("F", "Fit  ", "Urgency  ")
    walk.looks("+", "what did you see?", "Asked for the price")
    walk.goes("ga", "Filter", "all bins · 4", "Working")
    walk.goes("t", "Tab")
    walk.goes(f"tier 3{ENTER}", "tier 3", "all bins · 4")
    walk.goes("T", "Focus lists", "keep “tier 3” under a name")
    walk.goes("n", "under which name?")
    walk.goes(f"nordics{ENTER}", "◆ nordics", "u undoes it")
    walk.goes(ENTER, "o opportunity", "People", "To do", "Timeline")
    walk.looks("b", "Move Brightline Foods to", "Quarterly", "Bad fit")
    walk.goes("b", "Move Brightline Foods to")
    walk.goes("q", "Quarterly", "u undoes it")
    walk.looks("H", "History: ", "Add Brightline Foods")
    walk.looks("M", "Meeting: ", "Enter book")
    walk.looks("o", "Pass on an opportunity", "Amount")
    walk.goes("E", "Edit Brightline Foods", "Time zone", "Ctrl+S save")
    walk.goes(LONG, "hijEND")
    walk.terminal.types(ESCAPE)
    walk.terminal.loses("Edit Brightline Foods")
    walk.goes("gt", "Goals for today")
    walk.goes("B", "Everything", "nordics")
    walk.goes(ENTER, "BLOCK", "dials")
    walk.looks("E", "Five-minute calls", "Interruptions")
    walk.terminal.shows("Goals for today")


def in_and_out(walk: Walk) -> None:
    """Bring a file in, merge what is the same, write a list into a file, search."""
    folder = walk.home.folder
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    walk.goes("i", "Bring in a file: which one?", "drop a file here")
    walk.goes(f"{folder}/list.csv", f"{len(LIST)} B")
    walk.goes(ENTER, "3 of 3 columns fill a field.", "p preview")
    walk.goes("p", "what would happen", "1 new", "Enter import")
    walk.resizes("what would happen", "1 new", "Tarn Mills")
    walk.goes(ENTER, "it is in", "1 possible duplicate", "u undo it")
    walk.terminal.types(ENTER)
    walk.terminal.loses("it is in")
    walk.goes("gu", "Duplicates", "s looks")
    walk.goes("s", "1 Accounts 1", "Tarn Mill ", "Tarn Mills", "same phone")
    walk.goes(ENTER, "Tarn Mills", "erge")
    walk.goes(ENTER, "Merge", "u undoes it")
    walk.goes("ga", "◆ nordics")
    walk.goes(ESCAPE, "all bins · 6")
    walk.goes("X", "Export 6 accounts as", "CSV", "Excel workbook")
    walk.goes(ENTER, "Write it where?", "accounts.csv")
    walk.goes(ENTER, "contacts written")
    walk.looks("/tarn", "Search everything", "Tarn Mill", "Chicago")
    assert "Tarn Mill" in (folder / "accounts.csv").read_text(encoding="utf-8")


def what_came_of_it(walk: Walk) -> None:
    """See the numbers, the outbox and what was said; ask who the rep is; close the day."""
    walk.goes("gd", "WHAT I DID", "Conversations", "Emails")
    walk.looks("1", "Enter account", "Halden Paper")
    walk.looks("w", "how it is made", "The target for the month")
    walk.looks("b", "Working backwards", "Discovery calls")
    walk.looks("T", "Tier time", "the aim")
    walk.goes("gm", "Outbox", "y copy", "Space sent")
    walk.goes("gs", "1 Answers", "4 Best work", "account")
    walk.goes("2", "▸2 Objections")
    walk.looks("d", "Practice 1", "They say")
    walk.looks(",", "Who you are", "Your company")
    walk.looks("\x10", "Search for commands")
    walk.goes("gt", "Goals for today")
    walk.looks("d", "Close ", "dials", "Enter closes the day")


def nothing_is_lost(walk: Walk) -> None:
    """Take back and do again, then leave; what was done is in the file."""
    walk.goes("u", "Undone: ", "U does it again")
    walk.goes("U", "Done again: ", "u undoes it")
    walk.terminal.quits()
    made = rows(walk.home.db, "SELECT outcome FROM activities WHERE kind = 'call' ORDER BY id")
    assert [outcome for (outcome,) in made] == ["voicemail", "no_answer", "conversation"]
    assert rows(walk.home.db, "SELECT bin FROM accounts WHERE name = 'Brightline Foods'") == [
        ("nurture.quarterly",)
    ]


FLOWS = (a_day, in_a_call, whom_next, in_and_out, what_came_of_it, nothing_is_lost)
