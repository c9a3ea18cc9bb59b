"""Each mistake a person can make is told with file, line, what was found and what was expected."""

import os
import sys
import time
from pathlib import Path

import pytest

from workstation.playbook.load import Loaded, PlaybookError, Problem, load
from workstation.playbook.resources import playbook_folder

from .conftest import Own

EDITS = [
    # file, what stands there, what a person makes of it, path, words of found, words of expected
    ("outcomes.yaml", "    rule: It rang", "    ruel: It rang", "outcomes[0].ruel",
     "an unknown key", "did you mean 'rule'"),
    ("outcomes.yaml", "letter: v", "letter: ab", "outcomes[4].letter", "'ab'", "one letter"),
    ("outcomes.yaml", "letter: v", "letter: 7", "outcomes[4].letter", "7", "text"),
    ("outcomes.yaml", "letter: v", "letter: n", "outcomes[4].letter", "'n', which 'no_answer'",
     "each letter once"),
    ("outcomes.yaml", "letter: v", "letter:", "outcomes[4].letter", "empty", "text"),
    ("outcomes.yaml", "when: +1d", "when: someday", "outcomes[0].next.when", "'someday'", "'+1d'"),
    ("outcomes.yaml", "    bin: working", "    bin: workin", "outcomes[3].bin", "'workin'",
     "did you mean 'working'"),
    ("outcomes.yaml", "bin_from: [cold]", "bin_from: [cold, warm]", "outcomes[3].bin_from[1]",
     "'warm'", "one of cold"),
    ("outcomes.yaml", "bin_from: [cold]", "bin_from: cold", "outcomes[3].bin_from", "'cold'",
     "a list"),
    ("outcomes.yaml", "counts_as: unanswered", "counts_as: unanswerd", "outcomes[0].counts_as",
     "'unanswerd'", "did you mean 'unanswered'"),
    ("outcomes.yaml", "promised: true", "promised: yes", "outcomes[5].next.promised", "'yes'",
     "true or false"),
    ("bins.yaml", "limit: 50", "limit: fifty", "bins[1].limit", "'fifty'", "a whole number"),
    ("bins.yaml", "limit: 50", "limit: 0", "bins[1].limit", "0", "1 to"),
    ("bins.yaml", "letter: w", "letter: w\n    letter: z", "bins[1].letter", "a second time",
     "each key once"),
    ("bins.yaml", "key: avoid.client", "key: avoid.clients", "bins[5].key", "'avoid.clients'",
     "did you mean 'avoid.client'"),
    ("bins.yaml", "    meaning: They pay us already.\n", "", "bins[5].meaning", "missing", "text"),
    ("measures.yaml", "of: responses", "of: response", "measures[9].of", "'response'",
     "did you mean 'responses'"),
    ("measures.yaml", "counts_as: [conversation]", "counts_as: [conversatoin]",
     "measures[1].where.counts_as[0]", "'conversatoin'", "did you mean 'conversation'"),
    ("measures.yaml", "at_least: {seconds: 300}", "at_least: {second: 300}",
     "measures[2].at_least.second", "a column", "seconds"),
    ("measures.yaml", "dated_by: happened_on", "dated_by: happend_on", "measures[0].dated_by",
     "'happend_on'", "happened_on"),
    ("measures.yaml", "    over: emails_delivered\n", "", "measures[9].over", "missing", "ratio"),
    ("measures.yaml", "less: bounces", "less: emails_delivered", "measures[7]",
     "'emails_delivered', made of itself", "other measures"),
    ("goals.yaml", "measure: conversations", "measure: conversation", "templates[0].measure",
     "'conversation'", "did you mean 'conversations'"),
    ("goals.yaml", "measure: conversations", "measure: win_rate", "templates[0].measure",
     "'win_rate'", "a measure for goals"),
    ("goals.yaml", "per_day: 3", "per_day: 7", "per_day", "7", "no more than most (5)"),
    ("goals.yaml", "    target: 5\n", "", "templates[0].measure", "without a target", "both"),
    ("dashboard.yaml", "measures: [new_pipeline]", "measures: [new_pipelin]",
     "tiles[4].measures[0]", "'new_pipelin'", "did you mean 'new_pipeline'"),
    ("dashboard.yaml", "column: results", "column: activity", "tiles", "4 in activity", "three"),
    ("queue.yaml", "short: hand up", "short: with a hand up", "classes[1].short",
     "'with a hand up'", "at most 10"),
    ("queue.yaml", "  urgency: 1\n  fit: 1\n  age: 1", "  urgency: 0\n  fit: 0\n  age: 0",
     "weights", "nothing but 0", "at least one weight above 0"),
    ("queue.yaml", "  fit: 1\n", "  fit: 9\n", "weights.fit", "9", "0 to 5"),
    ("queue.yaml", "  fit: 1\n", "  fit: .nan\n", "weights.fit", "nan", "a number"),
    ("queue.yaml", "fresh_tier: 1", "fresh_tier: 4", "fresh_tier", "4", "1 to 3"),
    ("queue.yaml", "depth_touches: 10", "depth_touches: 0", "depth_touches", "0", "1 to"),
    ("hours.yaml", "start: 08:00", "start: 8 o'clock", "start", "'8 o'clock'", "'08:00'"),
    ("hours.yaml", "end: 18:00", "end: 07:00", "end", "'07:00'", "a time after 08:00"),
    ("hours.yaml", "4]", "7]", "weekdays[4]", "7", "0 (Monday)"),
    ("limits.yaml", "day_ends: 18:00", "day_ends: 26:00", "day_ends", "'26:00'", "'08:00'"),
    ("flows/mapping.yaml", "this is {me} from", "this is {my_name} from", "steps[0].prompts[0]",
     "{my_name}", "{their_name}"),
    ("flows/mapping.yaml", "key: mapping", "key: maping", "key", "'maping'", "as the file"),
    ("flows/mapping.yaml", "text: Who helped, and may be named?\n        kind: person",
     "text: Who helped?\n        kind: choice", "steps[3].questions[2].choices", "empty",
     "the choices"),
    ("flows/mapping.yaml", "text: How are their teams organised?", "text: How many teams?",
     "steps[2].questions[1]", "'teams', asked differently in flows/qualification.yaml",
     "the same text"),
    # where a flow leads
    ("flows/mapping.yaml", "to: ask_for_time", "to: ask_for_tim",
     "steps[1].questions[0].branches[0].to", "'ask_for_tim'", "did you mean 'ask_for_time'"),
    ("flows/mapping.yaml", "to: ask_for_time", "to: opening",
     "steps[1].questions[0].branches[0].to", "'opening', an earlier step", "no loops"),
    ("flows/mapping.yaml", "to: ask_for_time", "to: who",
     "steps[1].questions[0].branches[0].to", "'who', this same step", "no loops"),
    ("flows/mapping.yaml", "to: ask_for_time", "to: ''",
     "steps[1].questions[0].branches[0].to", "empty", "text"),
    ("flows/mapping.yaml", "goes_to: end", "goes_to: way_in", "steps[4].goes_to",
     "'way_in', an earlier step", "ask_for_time, end"),
    ("flows/mapping.yaml", "goes_to: end", "goes_to: nowhere", "steps[4].goes_to",
     "'nowhere'", "a later step"),
    ("flows/mapping.yaml", "key: way_in", "key: end", "steps[3].key", "'end'", "another key"),
    ("flows/mapping.yaml", "on: ['yes']", "on: [perhaps]",
     "steps[1].questions[0].branches[0].on[0]", "'perhaps'", "one of yes, no"),
    ("flows/mapping.yaml", "on: ['yes']", "on: ['yes', 'yes']",
     "steps[1].questions[0].branches[0].on[1]", "'yes' a second time", "each answer once"),
    ("flows/mapping.yaml", "on: ['yes']", "on: ['yes', '']",
     "steps[1].questions[0].branches[0].on[1]", "empty", "text"),
    ("flows/mapping.yaml", "        kind: yes_no\n        every_call: true",
     "        kind: text\n        every_call: true", "steps[1].questions[0].branches[0].on[0]",
     "'yes'", "only a choice, yes_no, number, money or date"),
    ("flows/mapping.yaml", "{on: ['yes'], to: ask_for_time}",
     "{to: end}\n          - {on: ['yes'], to: ask_for_time}",
     "steps[1].questions[0].branches[1]", "never reached", "nothing after"),
    ("flows/check_back.yaml", "on: [still too early]", "on: [too early]",
     "steps[1].questions[3].branches[0].on[0]", "'too early'",
     "did you mean 'still too early'"),
    ("flows/qualification.yaml", "{on: ['< 10']", "{on: ['under 10']",
     "steps[2].questions[4].branches[0].on[0]", "'under 10'", "'< 10'"),
    ("flows/qualification.yaml", "{on: ['< 10']", "{on: ['< ten']",
     "steps[2].questions[4].branches[0].on[0]", "'< ten'", "a comparison"),
    ("flows/research.yaml", "        kind: date\n",
     "        kind: date\n        branches: [{on: ['< spring'], to: end}]\n",
     "steps[1].questions[3].branches[0].on[0]", "'< spring'", "'< +6m'"),
    ("flows/mapping.yaml", "minutes: 5\n", "minutes: 5\nvariant_of: maping\n", "variant_of",
     "'maping'", "the key of another flow"),
    ("flows/mapping.yaml", "minutes: 5\n", "minutes: 5\nvariant_of: mapping\n", "variant_of",
     "'mapping'", "another flow"),
    ("flows/mapping.yaml", "    minutes: 1\n", "    minutes: 0\n", "steps[0].minutes", "0", "1 to"),
    ("flows/mapping.yaml", "      - their name", "      - ''\n      - their name",
     "steps[0].listen_for[0]", "empty", "text"),
    ("flows/mapping.yaml", "title: Mapping", "title: " + "M" * 81, "title",
     "text of 81 characters", "at most 80"),
    ("flows/mapping.yaml", "I am a little lost", "I am " + "very " * 200 + "lost",
     "steps[0].prompts[0]", "characters", "at most 1000"),
    # what a call uses
    ("openers.yaml", "{their_name}, this is {me}", "{their_nam}, this is {me}",
     "openers[0].text", "{their_nam}", "did you mean 'their_name'"),
    ("openers.yaml", "flows: [mapping]", "flows: [maping]", "openers[4].flows[0]", "'maping'",
     "did you mean 'mapping'"),
    ("openers.yaml", "key: bad_time", "key: plain", "openers[17].key", "'plain' a second time",
     "each key once"),
    ("objections.yaml", "source: inertia", "source: inertness", "objections[0].source",
     "'inertness'", "did you mean 'inertia'"),
    ("objections.yaml", "question: I believe you. When", "question: ''\n    # When",
     "objections[0].question", "empty", "text"),
    ("objections.yaml", "proof: The first call takes six minutes, and most of it is yours.",
     "proof: About {minutes} minutes.", "objections[0].proof", "{minutes}", "{their_name}"),
    ("objections.yaml", "key: not_a_priority", "key: no_time", "objections[3].key",
     "'no_time' a second time", "each key once"),
    ("stories.yaml", "result: No shipment", "result: No {thing}", "stories[0].result", "{thing}",
     "{their_company}"),
    ("stories.yaml", "[logistics, transport,", "['', transport,", "stories[0].industries[0]",
     "empty", "text"),
    ("preparation.yaml", "  - key: ready", "  - key: steady", "questions", "without 'ready'",
     "all of reason"),
    ("preparation.yaml", "hint: How should they feel when they hang up?", "hint: ''",
     "questions[2].hint", "empty", "text"),
    ("buyer.yaml", "  - key: some\n", "  - key: none\n", "interest[1].key",
     "'none' a second time", "each key once"),
    ("emails.yaml", "after: [voicemail]", "after: [voice_mail]", "emails[0].after[0]",
     "'voice_mail'", "did you mean 'voicemail'"),
    ("emails.yaml", "subject: My message just now", "subject: 'Re: my message'",
     "emails[0].subject", "'Re: my message'", "does not look like an answer"),
    ("emails.yaml", "I have just left you a message. {reason}", "A message. {why}",
     "emails[0].body", "{why}", "{reason}"),
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit[0]} {edit[2].strip()[:30]}")
def test_a_mistake_names_file_line_found_and_expected(
    own: Own, default: Loaded, edit: tuple[str, ...]
) -> None:
    name, old, new, path, found, expected = edit
    own.edit(name, old, new)
    loaded = own.load()
    assert [problem.path for problem in loaded.problems] == [path]
    problem = loaded.problems[0]
    assert problem.file == name
    assert found in problem.found
    assert expected in problem.expected
    sentence = str(problem)
    assert "\n" not in sentence
    assert sentence.startswith(f"{name} line {problem.line}: {path} is ")
    assert loaded.playbook == default.playbook
    assert loaded.own == frozenset()


@pytest.mark.parametrize(
    ("name", "old", "new", "path"),
    [
        ("outcomes.yaml", "letter: v", "letter: ab", "outcomes[4].letter"),
        ("outcomes.yaml", "when: +1d", "when: someday", "outcomes[0].next.when"),
        ("outcomes.yaml", "rule: It rang", "ruel: It rang", "outcomes[0].ruel"),
        ("measures.yaml", "less: bounces", "less: bouncs", "measures[7].less"),
        ("flows/mapping.yaml", "this is {me}", "this is {him}", "steps[0].prompts[0]"),
    ],
)
def test_the_line_is_the_line_of_the_mistake(
    own: Own, name: str, old: str, new: str, path: str
) -> None:
    line = own.edit(name, old, new)
    told = {problem.path: problem.line for problem in own.load().problems}
    assert told[path] == line


def test_a_problem_reads_as_one_sentence() -> None:
    problem = Problem(
        file="outcomes.yaml",
        line=14,
        path="outcomes[3].letter",
        found="'ab'",
        expected="one letter",
    )
    assert str(problem) == (
        "outcomes.yaml line 14: outcomes[3].letter is 'ab', expected one letter"
    )


def test_all_mistakes_of_a_file_are_told_at_once(own: Own) -> None:
    text = own.default("bins.yaml").replace("limit: 50", "limit: fifty")
    own.write("bins.yaml", text.replace("prospecting: watch", "prospecting: look"))
    assert {problem.path for problem in own.load().problems} == {
        "bins[1].limit",
        "bins[2].prospecting",
    }


def test_a_variant_of_a_variant_is_told_to_the_file_that_made_it_one(own: Own) -> None:
    text = own.default("flows/mapping.yaml")
    shorter = text.replace("minutes: 5\n", "minutes: 5\nvariant_of: mapping\n", 1)
    own.write("flows/shorter.yaml", shorter.replace("key: mapping", "key: shorter", 1))
    assert own.load().problems == []
    shortest = text.replace("minutes: 5\n", "minutes: 5\nvariant_of: shorter\n", 1)
    own.write("flows/shortest.yaml", shortest.replace("key: mapping", "key: shortest", 1))
    loaded = own.load()
    assert [(each.file, each.path) for each in loaded.problems] == [
        ("flows/shortest.yaml", "variant_of")
    ]
    assert "'shorter', a variant itself" in loaded.problems[0].found
    assert loaded.own == {"flows/shorter.yaml"}


def test_a_scale_without_levels_is_a_mistake(own: Own) -> None:
    text = own.default("buyer.yaml")
    own.write("buyer.yaml", text[: text.index("stage:\n")] + "stage: []\n")
    assert [(each.path, each.found) for each in own.load().problems] == [("stage", "empty")]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
FILES = [
    ("a tab", "bins:\n\t- key: cold\n", 2, "a tab in the indentation", "spaces"),
    ("broken YAML", "bins:\n  - key: cold\n    title: [Cold\n", 3, "title: [Cold", "every bracket"),
    ("a colon too many", "bins:\n  - title: Cold: very\n", 2, "Cold: very", "in quotes"),
    ("a binary file", b"\x7fELF\x00\x01\x02\x00", 1, "binary data", "YAML"),
    ("not UTF-8", "bins:\n  - title: K\xe4lte\n".encode("latin-1"), 2, "not UTF-8", "UTF-8"),
    ("a huge file", b"# " + b"x" * 3_000_000, 1, "more than a megabyte", "short"),
    ("an alias bomb", BOMB, 2, "the alias '*a'", "written out"),
    ("an empty file", "", 1, "nothing", "a playbook"),
    ("only comments", "# nothing yet\n", 1, "nothing", "a playbook"),
    ("a list", "- cold\n- working\n", 1, "a list", "a block"),
    ("a word", "bins", 1, "'bins'", "a block"),
    ("two documents", "bins: []\n---\nbins: []\n", 2, "a second document", "one document"),
    ("a block as a key", "{[a]: b}: c\n", 1, "as a key", "a word"),
    ("an escape code", 'bins: "\\e[31mred"\n', 1, "a control character", "text"),
    ("deeply nested", "bins: " + "[" * 5000, 1, "", ""),
    ("a number without end", "bins: " + "9" * 10_000, 1, "'9999", "a list"),
]


@pytest.mark.parametrize("case", FILES, ids=lambda case: case[0])
def test_a_file_that_is_no_playbook_is_told_in_one_sentence(
    own: Own, default: Loaded, case: tuple[str, str | bytes, int, str, str]
) -> None:
    _, content, line, found, expected = case
    own.write("bins.yaml", content)
    loaded = own.load()
    assert loaded.playbook == default.playbook
    assert len(loaded.problems) == 1
    problem = loaded.problems[0]
    assert (problem.file, problem.line) == ("bins.yaml", line)
    assert found in problem.found
    assert expected in problem.expected
    assert str(problem).isprintable()
    assert len(str(problem)) < 300


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['touch owned']",
        "!!python/object/new:os.system [touch owned]",
        "!!python/name:os.system",
        "!!binary aGVsbG8=",
        "!own x",
    ],
)
def test_nothing_in_a_file_can_run_code(
    own: Own, default: Loaded, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own.write("limits.yaml", f"# limits\nblock_minutes: {value}\n")
    loaded = own.load()
    assert [(p.file, p.line) for p in loaded.problems] == [("limits.yaml", 2)]
    assert "the tag" in loaded.problems[0].found
    assert loaded.playbook == default.playbook
    assert not (tmp_path / "owned").exists()


def test_an_alias_bomb_costs_no_time(own: Own) -> None:
    own.write("bins.yaml", BOMB)
    before = time.process_time()
    own.load()
    assert time.process_time() - before < 2


def test_a_folder_in_the_place_of_a_file_is_told(own: Own, default: Loaded) -> None:
    (own.folder / "hours.yaml").mkdir(parents=True)
    loaded = own.load()
    assert [problem.file for problem in loaded.problems] == ["hours.yaml"]
    assert loaded.playbook == default.playbook


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_pipe_in_the_place_of_a_file_does_not_hang(own: Own) -> None:
    own.folder.mkdir()
    os.mkfifo(own.folder / "hours.yaml")
    assert [problem.found for problem in own.load().problems] == ["no plain file"]


def test_a_file_with_a_misspelt_name_is_told(own: Own) -> None:
    own.write("outcome.yaml", "outcomes: []\n")
    own.write("limits.yml", "block_minutes: 50\n")
    assert [problem.file for problem in own.load().problems] == ["limits.yml", "outcome.yaml"]
    assert "did you mean 'outcomes.yaml'" in own.load().problems[1].expected


def test_a_mistake_in_one_file_leaves_the_other_own_files_in_force(own: Own) -> None:
    own.edit("limits.yaml", "block_minutes: 60", "block_minutes: 45")
    own.edit("outcomes.yaml", "letter: v", "letter: ab")
    loaded = own.load()
    assert loaded.playbook.limits.block_minutes == 45
    assert loaded.own == {"limits.yaml"}
    assert [problem.file for problem in loaded.problems] == ["outcomes.yaml"]


def test_taking_a_measure_away_is_told_to_the_file_that_lacks_it(own: Own, default: Loaded) -> None:
    own.edit("measures.yaml", "key: new_pipeline", "key: pipeline_made")
    loaded = own.load()
    assert len(loaded.problems) == 1
    assert str(loaded.problems[0]).endswith(
        ": measures is without 'new_pipeline', expected 'new_pipeline', which dashboard.yaml names"
    )
    assert loaded.playbook == default.playbook


def test_an_own_file_falls_when_the_own_file_it_leans_on_does(own: Own, default: Loaded) -> None:
    text = own.default("measures.yaml").replace("key: dials", "key: calls_made")
    own.write("measures.yaml", text.replace("how: ratio", "how: ration", 1))
    own.edit("dashboard.yaml", "measures: [dials,", "measures: [calls_made,")
    own.write("goals.yaml", own.default("goals.yaml").replace(": dials", ": calls_made"))
    loaded = own.load()
    assert {problem.file for problem in loaded.problems} == {
        "measures.yaml",
        "dashboard.yaml",
        "goals.yaml",
    }
    assert loaded.playbook == default.playbook


def test_a_damaged_default_playbook_is_one_clear_error(tmp_path: Path, own: Own) -> None:
    with pytest.raises(PlaybookError, match=r"bins\.yaml line 1: found no such file"):
        load(tmp_path / "nowhere")
    for path in playbook_folder().rglob("*.yaml"):
        name = path.relative_to(playbook_folder()).as_posix()
        own.write(name, own.default(name))
    own.edit("bins.yaml", "limit: 50", "limit: fifty")
    with pytest.raises(PlaybookError, match=r"bins\[1\]\.limit is 'fifty'"):
        load(own.folder)
    own.edit("bins.yaml", "limit: 50", "limit: 40")
    own.edit("outcomes.yaml", "bin: working", "bin: workin")
    with pytest.raises(PlaybookError, match="workin"):
        load(own.folder)
