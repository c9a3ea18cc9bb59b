"""A person's own folder over the default playbook, and the kept copy of the result."""

import subprocess
import sys
from pathlib import Path

import pytest

from workstation.method.flow import variants
from workstation.playbook import choose
from workstation.playbook.load import Loaded, load
from workstation.playbook.resources import playbook_folder

from .conftest import Own

FLOW = """
key: referral
title: Referral
purpose: Call somebody you were sent to.
minutes: 5
steps:
  - key: opening
    title: Opening
    prompts:
      - Hello {their_name}, {referrer} sent me to you.
    questions:
      - key: systems
        text: Which systems do they use?
"""


def test_a_missing_own_folder_is_nothing_special(own: Own, default: Loaded) -> None:
    assert own.load() == default


def test_an_own_file_takes_the_place_of_the_default_and_nothing_else(
    own: Own, default: Loaded
) -> None:
    own.write("limits.yaml", "block_minutes: 45\n")
    loaded = own.load()
    assert loaded.problems == []
    assert loaded.own == {"limits.yaml"}
    assert loaded.playbook.limits.block_minutes == 45
    assert loaded.playbook.limits.unanswered_a_day == 2
    assert loaded.playbook.bins == default.playbook.bins


def test_an_own_flow_is_added_after_the_usual_ones(own: Own, default: Loaded) -> None:
    own.write("flows/referral.yaml", FLOW)
    loaded = own.load()
    assert loaded.problems == []
    assert loaded.playbook.flows[-1].key == "referral"
    assert loaded.playbook.flows[:-1] == default.playbook.flows


@pytest.mark.parametrize(("steps", "questions"), [(1, 1000), (1000, 1)])
def test_a_flow_of_a_thousand_questions_is_read(own: Own, steps: int, questions: int) -> None:
    text = "key: long\ntitle: Long\npurpose: Ask it all.\nminutes: 90\nsteps:\n"
    for at in range(steps):
        text += f"  - key: s{at}\n    title: Step {at}\n    prompts: [Tell me.]\n    questions:\n"
        for order in range(questions):
            text += f"      - {{key: q{at}_{order}, text: 'Part {order} of {at}?'}}\n"
    own.write("flows/long.yaml", text)
    loaded = own.load()
    assert loaded.problems == []
    assert len(loaded.playbook.flow("long").questions()) == 1000


def test_an_own_variant_stands_beside_the_flow_it_is_tried_against(own: Own) -> None:
    own.write("flows/blunt.yaml", FLOW.replace("referral", "blunt\nvariant_of: qualification", 1))
    loaded = own.load()
    assert loaded.problems == []
    tried = variants(loaded.playbook.flows, "qualification")
    assert [flow.key for flow in tried] == ["qualification", "blunt"]


def test_own_openers_take_the_place_of_all_default_ones(own: Own) -> None:
    own.write(
        "openers.yaml", "openers:\n  - {key: mine, title: Mine, text: 'Hello {their_name}.'}\n"
    )
    loaded = own.load()
    assert loaded.problems == []
    assert [opener.key for opener in loaded.playbook.openers] == ["mine"]


def test_an_own_flow_with_a_mistake_is_left_out(own: Own, default: Loaded) -> None:
    own.write("flows/referral.yaml", FLOW.replace("minutes: 5", "minutes: five"))
    loaded = own.load()
    assert [str(problem) for problem in loaded.problems] == [
        "flows/referral.yaml line 5: minutes is 'five', expected a whole number"
    ]
    assert loaded.playbook == default.playbook


def test_an_own_flow_replaces_the_one_of_its_name(own: Own) -> None:
    own.write("flows/research.yaml", FLOW.replace("key: referral", "key: research"))
    loaded = own.load()
    assert loaded.problems == []
    assert loaded.playbook.flow("research").title == "Referral"
    assert len(loaded.playbook.flows) == 13


def test_an_own_outcome_can_stand_beside_the_thirteen(own: Own) -> None:
    more = (
        "\n  - key: fax\n    title: Fax tone\n    letter: f\n"
        "    rule: A machine whistled.\n    counts_as: unanswered\n"
    )
    own.write("outcomes.yaml", own.default("outcomes.yaml") + more)
    loaded = own.load()
    assert loaded.problems == []
    assert loaded.playbook.outcome("fax").letter == "f"


def test_words_that_other_yaml_readers_twist_stay_words(own: Own) -> None:
    own.edit("bins.yaml", "title: Cold", "title: No")
    own.edit("limits.yaml", "day_ends: 18:00", "day_ends: 17:30")
    book = own.load().playbook
    assert book.bin("cold").title == "No"
    assert book.limits.day_ends == "17:30"


def test_a_file_from_windows_with_a_byte_order_mark_is_read(own: Own) -> None:
    text = own.default("bins.yaml").replace("\n", "\r\n")
    own.write("bins.yaml", b"\xef\xbb\xbf" + text.encode())
    loaded = own.load()
    assert loaded.problems == []
    assert loaded.own == {"bins.yaml"}


class _Count:
    """Counts how often files are really read and checked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        real = choose.choose

        def counted(*args: object) -> object:
            self.times += 1
            return real(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(choose, "choose", counted)


def test_the_kept_playbook_is_the_same_and_spares_the_reading(
    own: Own, default: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = _Count(monkeypatch)
    own.write("limits.yaml", "block_minutes: 45\n")
    first = own.load(tmp_path / "cache")
    second = own.load(tmp_path / "cache")
    assert first == second
    assert count.times == 1


def test_the_kept_playbook_is_never_stale(
    own: Own, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    cache = tmp_path / "cache"
    own.write("limits.yaml", "block_minutes: 45\n")
    before = (own.folder / "limits.yaml").stat()
    assert own.load(cache).playbook.limits.block_minutes == 45
    own.write("limits.yaml", "block_minutes: 46\n")
    os.utime(own.folder / "limits.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert own.load(cache).playbook.limits.block_minutes == 46
    (own.folder / "limits.yaml").unlink()
    assert own.load(cache).playbook.limits.block_minutes == 60
    monkeypatch.setattr("workstation.playbook.cache.__version__", "0.0.0")
    count = _Count(monkeypatch)
    own.load(cache)
    assert count.times == 1


def test_a_playbook_with_problems_is_told_every_time(own: Own, tmp_path: Path) -> None:
    own.write("limits.yaml", "block_minutes: long\n")
    for _ in range(2):
        assert len(own.load(tmp_path / "cache").problems) == 1


def test_a_damaged_kept_playbook_is_made_again(own: Own, default: Loaded, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    own.load(cache)
    kept = cache / "playbook.cache"
    whole = kept.read_bytes()
    middle = len(whole) - 2000
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for damaged in (b"", b"\x00" * 100, whole[:-50], flipped):
        kept.write_bytes(damaged)
        assert own.load(cache).playbook == default.playbook
        assert kept.read_bytes() == whole


def test_a_cache_folder_that_cannot_be_made_is_no_reason_to_complain(
    default: Loaded, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    loaded = load(playbook_folder(), cache_folder=tmp_path / "file" / "cache")
    assert loaded == default


def test_a_kept_playbook_starts_without_the_yaml_reader(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from workstation.playbook.load import load\n"
        "from workstation.playbook.resources import playbook_folder\n"
        "assert load(playbook_folder(), cache_folder=Path(sys.argv[1])).problems == []\n"
        "print('yaml' in sys.modules)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said == ["True", "False"]
