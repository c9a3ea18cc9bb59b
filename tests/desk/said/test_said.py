"""What was said, over all accounts: found, counted, and honest about what it cannot know."""

from datetime import date

import pytest

from tests.desk import world
from workstation.desk.calls.calls import LogEntry, Raised
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.said.objections import totals
from workstation.desk.said.report import Figures, counted

HOSTILE = "[/red] d'être \u202e100 %"


def answer(
    desk: Desk, account: int, question: str, said: str, on: date = date(2026, 11, 20), **more
):
    values = {"account_id": account, "question": question, "answer": said}
    with desk.store.action("Answer") as act:
        return act.insert("answers", values | {"answered_on": on.isoformat()} | more)


@pytest.fixture
def three(desk: Desk) -> list[int]:
    """Three accounts; two of them said which systems they use, one of them twice."""
    made = [world.account(desk, name) for name in ("Acme", "Brightline", "Corvid Labs")]
    answer(desk, made[0], "systems", "a ticket tool", date(2026, 10, 1), flow="qualification")
    answer(desk, made[1], "systems", "Spreadsheets.", date(2026, 11, 2))
    answer(desk, made[0], "systems", "spreadsheets now", date(2026, 11, 19))
    answer(desk, made[0], "decision_process", HOSTILE)
    answer(desk, made[2], "favourite_fruit", "a ripe pear")
    return made


def test_questions_come_in_the_playbooks_order_then_those_only_the_answers_know(
    desk: Desk, three: list[int]
):
    found = desk.said.questions()
    asked = [each.key for flow in desk.playbook.flows for each in flow.questions()]
    assert [each.key for each in found] == [*dict.fromkeys(asked), "favourite_fruit"]
    counts = {each.key: (each.answers, each.accounts, each.newest_on) for each in found}
    assert counts["systems"] == (3, 2, date(2026, 11, 19))
    assert counts["process"] == (0, 0, None)
    assert (found[-1].text, found[-1].in_playbook) == ("favourite fruit", False)


def test_words_mean_the_question_that_has_them(desk: Desk, three: list[int]):
    def meant(words: str) -> list[str]:
        return [each.key for each in desk.said.questions(words)]

    for words in ("which systems", "systems", "SYSTÈMS", "Which systems do you use?", "which syst"):
        assert meant(words)[0] == "systems", words
    assert meant("favourite") == ["favourite_fruit"]
    assert meant("nothing of the kind") == []
    both = desk.said.questions("pear", in_answers=True)
    assert [(each.key, each.by_answers, each.answers) for each in both] == [
        ("favourite_fruit", True, 1)
    ]


def test_words_are_looked_for_in_questions_then_in_answers_then_as_a_slip(
    desk: Desk, three: list[int]
):
    found = desk.said.find("which systems")
    assert found.question is not None
    assert found.question.key == "systems"
    said = desk.said.find("ripe pea")
    assert said.question is None
    assert [row.account for row in said.rows.page(0, 9)] == ["Corvid Labs"]
    slip = desk.said.find("sistems")
    assert slip.question is not None
    assert (slip.question.key, slip.rows.count()) == ("systems", 3)
    for nothing in ("zzzz", "", "?", "'\"*("):
        assert desk.said.find(nothing).rows.count() == 0
    assert desk.said.find(HOSTILE).rows.count() == 1


def test_the_newest_answer_of_each_account_comes_first_and_older_ones_stay_in_reach(
    desk: Desk, three: list[int]
):
    rows = desk.said.answers("systems")
    assert (rows.count(), rows.accounts) == (3, 2)
    assert [(row.account, row.answer, row.newest) for row in rows.page(0, 9)] == [
        ("Acme", "spreadsheets now", True),
        ("Brightline", "Spreadsheets.", True),
        ("Acme", "a ticket tool", False),
    ]
    assert [row.answer for row in rows.page(1, 1)] == ["Spreadsheets."]
    assert rows.index_of(rows.page(2, 1)[0].id) == 2
    answer(desk, three[0], "systems", "the same day again", date(2026, 11, 19))
    assert desk.said.answers("systems").page(0, 1)[0].answer == "the same day again"


def test_answers_are_kept_by_words_of_them_or_of_the_account_and_by_bin(
    desk: Desk, three: list[int]
):
    def said(**kept: str) -> list[str]:
        return [row.answer for row in desk.said.answers("systems", **kept).page(0, 9)]

    assert said(words="tick") == ["a ticket tool"]
    assert said(words="brightline") == ["Spreadsheets."]
    desk.bins.move([three[1]], "working")
    assert said(bin="working") == ["Spreadsheets."]
    assert said(bin="working", words="ticket") == []


def test_a_list_of_answers_is_found_by_an_index(
    desk: Desk, three: list[int], monkeypatch: pytest.MonkeyPatch
):
    rows, asked = desk.store.rows, []

    def noting(sql: str, values: tuple = ()):
        asked.append((sql, values))
        return rows(sql, values)

    monkeypatch.setattr(desk.store, "rows", noting)
    desk.said.questions()
    desk.said.answers("systems", words="ticket", bin="working").page(0, 80)
    desk.said.find("pear").rows.page(0, 80)
    desk.said.report("systems")
    desk.search.find("ticket")
    monkeypatch.undo()
    read = [each for each in asked if "FROM answers" in each[0]]
    assert len(read) > 5
    for sql, values in read:
        plan = [row["detail"] for row in rows(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert not [each for each in plan if each in ("SCAN answers", "SCAN accounts")], plan


def test_a_report_counts_every_account_once_with_its_newest_answer(desk: Desk, three: list[int]):
    for account, said in zip(three, ("spreadsheets", "SPREADSHEETS ", "A whiteboard"), strict=True):
        answer(desk, account, "systems", said)
    report = desk.said.report("systems")
    assert (report.accounts, report.unanswered, report.answers) == (3, 0, 6)
    assert [(each.value.strip(), each.number, each.percent) for each in report.values] == [
        ("SPREADSHEETS", 2, 67),
        ("A whiteboard", 1, 33),
    ]
    assert desk.said.report("favourite_fruit").unanswered == 2
    empty = desk.said.report("alternatives")
    assert (empty.accounts, empty.values, empty.figures) == (0, [], None)
    with pytest.raises(DeskError, match="No question is called 'colour'"):
        desk.said.report("colour")


@pytest.mark.parametrize(
    ("kind", "choices", "said", "values", "unread"),
    [
        ("yes_no", (), ["yes", "Yes, mostly", "no", "perhaps"], {"yes": 2, "no": 1}, 1),
        ("choice", ("high", "low"), ["HIGH", "x"], {"high": 1, "low": 0}, 1),
        ("date", (), ["2026-03-05", "12 March 2026", "x"], {"2026-03": 2}, 1),
        ("text", (), ["Tool.", "tool", "tóol", ""], {"Tool.": 3, "": 1}, 0),
    ],
)  # fmt: skip
def test_answers_are_counted_as_what_the_question_asks_for(kind, choices, said, values, unread):
    found, figures, left = counted(kind, choices, said, "USD")
    assert {each.value: each.number for each in found} == values
    assert (figures, left) == (None, unread)


def test_numbers_and_amounts_are_spread_over_what_can_be_read():
    said = ["30", "about 50 people", "60 %", "80", "between 3 and 5", "many"]
    _, figures, unread = counted("number", (), said, "USD")
    assert figures == Figures(4, 30, 45, 55, 65, 80, None)
    assert unread == 2
    said = ["20 000 a year", "$60k", "60 000 USD", "5 000 EUR", "1 million"]
    _, figures, unread = counted("money", (), said, "USD")
    assert figures is not None
    assert (figures.number, figures.least, figures.median, figures.most) == (4, 2e4, 6e4, 1e6)
    assert (figures.currency, unread) == ("USD", 1)
    assert counted("number", (), ["7"], "USD")[1] == Figures(1, 7, 7, 7, 7, 7, None)


def test_objections_say_how_often_they_were_heard_and_what_came_of_it(desk: Desk, three: list[int]):
    card = desk.playbook.objections[0]

    def call(account: int, resolved: bool | None, outcome: str = "conversation", **more):
        raised = Raised(card.key, "no time before the season", resolved)
        desk.calls.log(LogEntry(account, outcome, objections=[raised], **more))

    call(three[0], True, when=desk.days.read("+2d"), why="bring numbers")
    call(three[1], False)
    call(three[2], None, when=desk.days.read("+2d"), channel="meeting")
    with desk.store.action("Old") as act:
        old = {"account_id": three[0], "card": "fax_first", "raised_on": "2026-01-05"}
        act.insert("objections", old)
    first, lost = desk.said.objections()
    assert (first.heard, first.resolved, first.unresolved, first.unknown) == (3, 1, 1, 1)
    assert (first.share_resolved, first.calls, first.went_on, first.share_went_on) == (50, 3, 2, 67)
    assert first.last_on == date(2026, 11, 23)
    assert (lost.title, lost.source, lost.in_playbook) == ("fax first", "gone", False)
    assert (lost.share_resolved, lost.share_went_on) == (None, None)
    assert [(each.source, each.heard) for each in totals([first, lost])] == [
        (card.source, 3),
        ("gone", 1),
    ]
    rows = desk.said.objections_of(card.key).page(0, 9)
    assert [(row.account, row.resolved, row.booked, row.next_why) for row in rows][1:] == [
        ("Brightline", False, False, ""),
        ("Acme", True, False, "bring numbers"),
    ]
    assert rows[0].booked
    assert rows[2].next_on == date(2026, 11, 25)
    assert [each.card for each in desk.said.objections("fax")] == ["fax_first"]
    assert [each.card for each in desk.said.objections(card.title[:5])] == [card.key]


def test_the_best_calls_are_kept_with_their_notes(desk: Desk, three: list[int]):
    desk.calls.log(LogEntry(three[0], "conversation", seconds=400, note="weak"))
    desk.calls.log(
        LogEntry(
            three[1], "conversation", seconds=754, note="asked what else", flow="qualification",
            starred=True,
        )
    )  # fmt: skip
    (best,) = desk.said.best_work().page(0, 9)
    assert (best.account, best.note, best.flow, best.seconds) == (
        "Brightline", "asked what else", "qualification", 754,
    )  # fmt: skip
    assert desk.said.best_work("what els").count() == 1
    assert desk.said.best_work("weak").count() == 0


def test_a_question_has_words_also_when_no_flow_asks_it(desk: Desk):
    assert desk.said.text("systems") == desk.said.question("systems").text
    assert desk.said.text("favourite_fruit") == "favourite fruit"
