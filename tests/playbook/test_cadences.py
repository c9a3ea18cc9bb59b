"""The cadences that come with the program, and each mistake a person can make in one."""

import pytest

from workstation.method.bins import BIN_KEYS
from workstation.playbook.load import Loaded

from .conftest import Own

FILE = "cadences/new_lead.yaml"
EDITS = [
    # what stands there, what a person makes of it, path, words of found, words of expected
    ("    channel: task\n", "    channel: fax\n", "steps[0].channel", "'fax'", "one of call"),
    ("day: 9", "day: 4", "steps[4].day", "4", "5 or later"),
    ("day: 1\n", "day: 0\n", "steps[0].day", "0", "1 to 400"),
    ("day: 21", "day: 401", "steps[8].day", "401", "1 to 400"),
    ("day: 9", "day: ninth", "steps[4].day", "'ninth'", "a whole number"),
    ("template: after_voicemail", "template: after_voicemial", "steps[2].template",
     "'after_voicemial'", "did you mean 'after_voicemail'"),
    ("    channel: email\n    why: First", "    channel: call\n    why: First",
     "steps[2].template", "the channel is 'call'", "channel: email"),
    ("only_if: unreachable_by_phone", "only_if: unreachable", "steps[5].only_if",
     "'unreachable'", "did you mean 'unreachable_by_phone'"),
    ("why: First call, about what they looked at or asked for", "why: ' '", "steps[1].why",
     "empty", "text"),
    ("bins: [cold, working]", "bins: [cold, wroking]", "bins[1]", "'wroking'",
     "did you mean 'working'"),
    ("bins: [cold, working]", "bins: [cold, avoid.client]", "bins[1]", "'avoid.client'",
     "may be prospected"),
    ("bins: [cold, working]", "kind: nurture\nbins: [working, cold]", "bins[1]", "'cold'",
     "a bin other than cold, because kind is nurture"),
    ("bins: [cold, working]", "kind: selling", "kind", "'selling'", "one of nurture"),
    ("bins: [cold, working]", "bins: [cold, cold]", "bins", "repeating itself", "each once"),
    ("bins: [cold, working]", "ends: [booked]", "ends", "without 'opted_out'", "ends every"),
    ("bins: [cold, working]", "ends: [opted_out, bored]", "ends[1]", "'bored'", "bin_changed"),
    ("bin: nurture.quarterly", "bin: nurture.monthly", "at_end[2].bin", "'nurture.monthly'",
     "nurture.quarterly"),
    ("outcome: converted", "outcome: disqualified", "at_end[1].outcome", "a second time"
     , "each outcome once"),
    ("outcome: converted", "outcome: won", "at_end[1].outcome", "'won'", "one of converted"),
    ("key: new_lead", "key: newlead", "key", "'newlead'", "as the file is called"),
    ("for_whom: Somebody who has just become a lead.", "for_whom: ''", "for_whom", "empty", "text"),
    ("title: New lead, 21 days", "titel: New lead", "titel", "an unknown key",
     "did you mean 'title'"),
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[1].strip()[:40])
def test_a_mistake_names_file_line_found_and_expected(
    own: Own, default: Loaded, edit: tuple[str, ...]
) -> None:
    old, new, path, found, expected = edit
    line = own.edit(FILE, old, new)
    loaded = own.load()
    assert [problem.path for problem in loaded.problems] == [path]
    problem = loaded.problems[0]
    assert problem.file == FILE
    assert abs(problem.line - line) <= 2
    assert found in problem.found
    assert expected in problem.expected
    assert loaded.playbook == default.playbook


@pytest.mark.parametrize(("number", "found"), [(0, "empty"), (400, "a list of 400 steps")])
def test_a_cadence_of_no_steps_or_of_400_is_a_mistake(own: Own, number: int, found: str) -> None:
    steps = "".join(f"  - {{day: {at}, channel: call, why: Call}}\n" for at in range(1, number + 1))
    own.write(
        "cadences/mine.yaml",
        f"key: mine\ntitle: Mine\npurpose: P\nfor_whom: F\nsteps:{' []' if not number else ''}\n"
        + steps,
    )
    (problem,) = own.load().problems
    assert (problem.file, problem.path, problem.found) == ("cadences/mine.yaml", "steps", found)


def test_an_own_cadence_is_added_after_the_usual_ones_or_replaces_one(
    own: Own, default: Loaded
) -> None:
    text = own.default(FILE)
    own.write("cadences/mine.yaml", text.replace("key: new_lead", "key: mine"))
    own.write(FILE, text.replace("title: New lead, 21 days", "title: Ours"))
    loaded = own.load()
    assert loaded.problems == []
    assert [each.key for each in loaded.playbook.cadences] == [
        *(each.key for each in default.playbook.cadences),
        "mine",
    ]
    assert loaded.playbook.cadences[0].title == "Ours"
    assert loaded.own == {"cadences/mine.yaml", FILE}


def test_an_email_taken_away_that_a_cadence_names_is_told_to_who_took_it(own: Own) -> None:
    text = own.default("emails.yaml")
    own.write("emails.yaml", text.replace("key: missed_you", "key: we_missed_you"))
    problems = own.load().problems
    assert {problem.file for problem in problems} == {"emails.yaml"}
    assert "without 'missed_you'" in problems[0].found
    assert "cadences/no_show.yaml names" in problems[0].expected


def test_the_defaults_are_those_of_the_method(default: Loaded) -> None:
    cadences = {each.key: each for each in default.playbook.cadences}
    assert list(cadences) == [
        "new_lead",
        "cold_referral",
        "voicemail_email",
        "quarterly_check_back",
        "dead_opportunity",
        "baton_check",
        "no_show",
        "stay_in_touch",
    ]
    lead = cadences["new_lead"]
    assert (lead.steps[0].day, lead.steps[-1].day) == (1, 21)
    assert [each.target for each in lead.at_end] == [
        "avoid.bad_fit",
        "nurture.opportunity",
        "nurture.quarterly",
    ]
    assert [each.key for each in cadences.values() if each.refuses_tier(4)] == [
        "new_lead",
        "cold_referral",
        "voicemail_email",
        "no_show",
    ]
    assert not any(each.refuses_tier(tier) for each in cadences.values() for tier in (1, 3, None))
    for cadence in cadences.values():
        assert len(cadence.title) <= 25, cadence.title
        assert cadence.at_end
        assert set(cadence.bins) <= set(BIN_KEYS)
