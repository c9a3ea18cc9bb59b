"""The rep's own dial command: read with care, filled in, run by itself."""

import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.desk.dialling import Number
from workstation.desk.errors import DeskError
from workstation.tui.dial_command import filled, read_command, run

NUMBER = Number(
    "+13125550142", "+1 312 555 0142 ext. 7", "7", "tel:+13125550142;ext=7", "work", "Dana", None
)


def command(folder: Path, text: str | bytes) -> tuple[str, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "dial.yaml").write_bytes(data)
    return read_command(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('command: ["phone", "--to", "{number}"]', ["phone", "--to", "+13125550142"]),
        ("command: phone 'a b' {tel}", ["phone", "a b", "tel:+13125550142;ext=7"]),
        ('command:\n- phone\n- "{number},{extension}"', ["phone", "+13125550142,7"]),
        ("command: phone {display}", ["phone", "+1 312 555 0142 ext. 7"]),
        ("command: phone {number} ; rm -rf $HOME | `x` && y", ["phone", "+13125550142", ";", "rm",
         "-rf", "$HOME", "|", "`x`", "&&", "y"]),
    ],
)  # fmt: skip
def test_a_command_is_a_program_and_its_words_and_never_a_shell(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    assert filled(command(tmp_path, text), NUMBER) == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "dial.yaml holds no command"),
        ("- phone", "dial.yaml holds no command"),
        ("phone {number}", "dial.yaml holds no command"),
        ("# mine\n\ncomand: phone", "dial.yaml line 3: there is no setting 'comand'"),
        ("command: a {tel}\ncommand: b {tel}", "dial.yaml line 2: there are two commands"),
        ("command: phone '{number}", "dial.yaml line 1: no closing quotation in the command"),
        ("command: [phone, {number}]", "dial.yaml line 1: the command is no text"),
        ("command: {a: b}", "dial.yaml line 1: the command is no text"),
        ("command: ''", "dial.yaml line 1: the command names no program"),
        ("command: []", "dial.yaml line 1: the command names no program"),
        ("command: phone", "dial.yaml line 1: the command does not say which number"),
        ("command: phone {extension}", "dial.yaml line 1: the command does not say which number"),
        ("command: phone {numbr}", "dial.yaml line 1: there is no '{numbr}', only {number}, {tel}"),
        ('command: ["{number}"]', "dial.yaml line 1: the program itself cannot be a placeholder"),
        ('command: ["a\\0b", "{tel}"]', "dial.yaml line 1: the command holds a character"),
        ("command: [phone\n", "dial.yaml line 2: this is not YAML"),
        ("command: !!python/object/apply:os.system [ls, '{tel}', {}]", "dial.yaml line 1: the"),
        (b"command: \xff", "dial.yaml is not UTF-8 text"),
        ("command: [" * 60, "dial.yaml has too many brackets"),
        ("command: " + "x" * 70_000, "dial.yaml is 70009 bytes long"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, why: str
) -> None:
    with pytest.raises(DeskError) as caught:
        command(tmp_path, text)
    said = str(caught.value)
    assert said.startswith(why)
    assert said.endswith(".")
    assert "\n" not in said


def test_without_a_file_it_is_said_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"There is no dial command: write dial\.yaml"):
        read_command(tmp_path)
    with pytest.raises(DeskError, match="no settings folder"):
        read_command(None)


@given(st.lists(st.sampled_from(["{tel}", "{number}{number}", "{display}", "{extension}", "a"])))
def test_what_is_filled_in_is_not_filled_in_again(words: list[str]) -> None:
    odd = Number("{tel}", "{number}", "{extension}", "{display}", "work", "Dana", None)
    done = filled(words, odd)
    once = {"{tel}": "{display}", "{number}{number}": "{tel}{tel}", "{display}": "{number}"}
    assert done == [once.get(word, word) for word in words]


def test_a_program_that_ends_badly_soon_is_told_in_a_sentence() -> None:
    told: list[str] = []
    done = threading.Event()

    def failed(sentence: str) -> None:
        told.append(sentence)
        done.set()

    run([sys.executable, "-c", "raise SystemExit(3)"], failed)
    assert done.wait(15)
    assert told == [f"“{sys.executable}” could not dial: it ended with code 3."]


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("no-such-phone", "There is no program “no-such-phone”"),
        (".", "“.” cannot be started"),
        ("~nobody-here/phone", "There is no program “~nobody-here/phone”"),
    ],
)
def test_a_program_that_cannot_be_started_is_told_at_once(program: str, why: str) -> None:
    with pytest.raises(DeskError, match=why):
        run([program], pytest.fail)
