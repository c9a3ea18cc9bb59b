"""No network, and nothing a rep writes or receives can run: on the whole program at once."""

import ast
import functools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import workstation
from workstation.desk.errors import DeskError
from workstation.method.flow import fill
from workstation.playbook.load import load
from workstation.tui import dial_command
from workstation.tui.keymap import read_keymap
from workstation.tui.themes import load_themes

PACKAGE = Path(workstation.__file__).parent

RUNNING = {"eval", "exec", "compile", "__import__", "breakpoint"}
CALLS = {
    "os.system", "os.popen", "os.execv", "os.execvp", "os.execve", "os.spawnv", "os.spawnl",
    "pickle.load", "pickle.loads", "marshal.load", "marshal.loads", "shelve.open",
    "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.unsafe_load_all", "yaml.full_load",
    "importlib.import_module", "runpy.run_path", "runpy.run_module", "code.interact",
}  # fmt: skip
"""What runs, or makes objects of, whatever it is given."""

WORDS = re.compile(
    r"(?<![.\w])(eval|exec|compile|breakpoint)\b|__import__|system|popen|execv|spawn|pickle|marshal"
    r"|shel|yaml|import_module|runpy|interact|\bformat|vformat|ctypes|\bcode(op)?\b|\bdbm|\bimp\b"
)
"""What a file has to contain to be looked at; reading all of them word by word takes long."""

ALLOWED = {
    # What the same import has put into a file without a name a moment before.
    ("desk/imports/seen.py", "marshal.loads"),
    # The demo company's own file, by the safe loader.
    ("desk/demo/seeds.py", "yaml.load"),
    # The commands of the program itself, from a table in the same file.
    ("cli/program.py", "import_module"),
}

FORMATS = {
    "desk/demo/talk.py",  # the demo company's own emails
    "desk/imports/ways.py",  # names of columns, in a pattern of ours
    "desk/check/rule.py",  # a sentence of ours for a rule that is broken
    "desk/check/forms.py",  # SQL of ours, with the name of a column
    "desk/imports/undone_steps.py",  # SQL of ours, with the keys of bins
    "desk/duplicates/records.py", "desk/duplicates/duplicates.py",  # SQL of ours
    "tui/dialogs/cadence_many.py",  # a question of ours
}  # fmt: skip
"""Where `format` fills a text chosen from several; everywhere else it is a constant of the file."""


@functools.cache
def package() -> dict[str, list[ast.AST]]:
    """Return the calls and imports of every file of the package that has one of our words."""
    wanted = (ast.Call, ast.Import, ast.ImportFrom)
    return {
        path.relative_to(PACKAGE).as_posix(): [
            node for node in ast.walk(ast.parse(text)) if isinstance(node, wanted)
        ]
        for path in sorted(PACKAGE.rglob("*.py"))
        if WORDS.search(text := path.read_text("utf-8"))
    }


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield every call of a name in the package: the file, what is called, the call."""
    for file, nodes in package().items():
        for node in nodes:
            if isinstance(node, ast.Call):
                parts, at = [], node.func
                while isinstance(at, ast.Attribute):
                    parts.append(at.attr)
                    at = at.value
                parts.append(at.id if isinstance(at, ast.Name) else "")
                yield file, ".".join(reversed(parts)), node


def test_nothing_in_the_package_runs_text_or_unpickles():
    found = {
        (file, name)
        for file, name, node in calls()
        if name in RUNNING
        or name in CALLS
        or name == "import_module"
        or any(word.arg == "shell" for word in node.keywords)
    }
    assert found == ALLOWED
    for file, name, node in calls():
        if name == "yaml.load":
            assert {word.arg: ast.unparse(word.value) for word in node.keywords} == {
                "Loader": "loader"
            }, file


def test_no_module_imports_what_runs_or_unpickles():
    wrong = {"pickle", "shelve", "runpy", "code", "codeop", "ctypes", "dbm", "imp"}
    for file, nodes in package().items():
        for node in nodes:
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not wrong & {name.partition(".")[0] for name in names}, file


def test_texts_of_others_are_never_format_strings():
    found = set()
    for file, _, node in calls():
        filled = node.func.value if isinstance(node.func, ast.Attribute) else None
        if filled is None or node.func.attr not in {"format", "format_map", "vformat"}:
            continue
        constant = isinstance(filled, ast.Constant) or ast.unparse(filled).isupper()
        if not constant and ast.unparse(filled) != "msgspec.json":
            found.add(file)
    assert found <= FORMATS


@pytest.mark.parametrize(
    "text",
    [
        "{name.__class__}", "{name.__class__.__mro__[1]}", "{0.__init__.__globals__}",
        "{name!r}", "{name:>999999999}", "%(name)s", "${name}", "{{name}}", "{name[0]}",
    ],
)  # fmt: skip
def test_a_prompt_or_an_email_is_filled_and_never_evaluated(text: str):
    said = fill(text, {"name": "Rowan", "0": "zero"})
    assert "class '" not in said
    assert len(said) < 100


TAGS = (
    "!!python/object/apply:os.system ['touch {mark}']",
    "!!python/object/new:os.system ['touch {mark}']",
    "!!python/name:os.system",
    "!!python/module:os",
    "!!python/object/apply:subprocess.check_output [['touch', '{mark}']]",
)


@pytest.mark.parametrize("tag", TAGS)
def test_tags_in_a_playbook_a_theme_the_keys_or_the_dial_command_run_nothing(
    tag: str, tmp_path: Path
):
    mark = tmp_path / "ran"
    text = tag.format(mark=mark)
    folder = tmp_path / "config"
    (folder / "playbook").mkdir(parents=True)
    (folder / "themes").mkdir()
    shipped = PACKAGE.parent / "data" / "playbook"
    names = [file.relative_to(shipped) for file in shipped.rglob("*.yaml")]
    assert len(names) > 20
    for name in names:
        own = folder / "playbook" / name
        own.parent.mkdir(exist_ok=True)
        own.write_text(f"- name: {text}\n", "utf-8")
    loaded = load(shipped, folder / "playbook")
    assert {Path(problem.file).name for problem in loaded.problems} == {each.name for each in names}
    for file in ("keys.yaml", "dial.yaml", "themes/own.yaml"):
        (folder / file).write_text(f"command: {text}\nname: {text}\n", "utf-8")
    assert read_keymap(folder / "keys.yaml")[1]
    assert load_themes(PACKAGE.parent / "themes", folder / "themes")[1]
    with pytest.raises(DeskError):
        dial_command.read_command(folder)
    assert not mark.exists()


def test_every_library_has_its_reason_beside_it():
    lines = (PACKAGE.parent / "pyproject.toml").read_text("utf-8").splitlines()
    first, last = lines.index("dependencies = ["), lines.index("[project.scripts]")
    named = [at for at in range(first, last) if lines[at].strip().startswith('"')]
    assert len(named) > 20
    for at in named:
        assert lines[at - 1].strip().startswith(("#", '"types-')), lines[at]


SESSION = """
import asyncio, json, os, sys
from pathlib import Path

seen = []
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
           "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendmsg", "socket.bind",
           "urllib.Request", "http.client.connect", "smtplib.connect", "ftplib.connect")

def watch(event, args):
    if event in WATCHED:
        seen.append((event, repr(args[1:])))

sys.addaudithook(watch)
from workstation.cli import main
from workstation.cli.session import Session

folder = Path(sys.argv[1])
(folder / "list.csv").write_text(
    "Company,Website,Email,Phone,Country\\nHalcyon Freight,https://halcyon.example.com,"
    "rowan@halcyon.example.com,+1 312 555 0142,US\\nCorvid Labs,corvid.example.com,,,GB\\n"
)
(folder / "cards.vcf").write_text(
    "BEGIN:VCARD\\nVERSION:4.0\\nFN:Ines Vale\\nORG:Corvid Labs\\n"
    "PHOTO:https://example.com/ines.jpg\\nEMAIL:ines@corvid.example.com\\nEND:VCARD\\n"
)
done = 0
for line in (
    ["import", "list.csv", "--yes"], ["import", "cards.vcf", "--yes"], ["today"], ["queue"],
    ["bins"], ["dashboard"], ["goals", "add", "hold five conversations"], ["show", "halcyon"],
    ["search", "freight"], ["move", "halcyon", "working"], ["log", "halcyon", "voicemail"],
    ["export", "out.xlsx"], ["undo"], ["redo"], ["history"], ["backup"], ["check"],
    ["playbook", "check"], ["demo", "--path"],
):
    words = [str(folder / word) if "." in word else word for word in line]
    sys.argv = ["workstation", "--db", str(folder / "desk.db"), *words]
    os.umask(0)
    try:
        main()
    except SystemExit as end:
        if end.code:
            print(line, end.code, file=sys.stderr)
        else:
            done += 1

async def day():
    from workstation.tui.app import WorkstationApp
    session = Session()
    desk = session.open(folder / "desk.db")
    app = WorkstationApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        for keys in ("g q", "g a", "g d", "g p", "g m", "g t", "question_mark", "escape", "slash"):
            await pilot.press(*keys.split())
            await pilot.pause()
    desk.close()

asyncio.run(day())
before = list(seen)
import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.01)
except OSError:
    pass
print(json.dumps({"done": done, "seen": before, "watched": len(seen) > len(before)}))
"""


def test_a_day_of_commands_and_screens_asks_no_network_and_leaves_no_file_open_to_others(
    tmp_path: Path,
):
    """Whoever watches is proved to see a connection at the end; the machine's umask is 0."""
    env = os.environ | {
        f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")
    }
    ran = subprocess.run(
        [sys.executable, "-c", SESSION, str(tmp_path)],
        env=env, capture_output=True, text=True, timeout=120, check=True, cwd=tmp_path,
    )  # fmt: skip
    if os.name != "nt":
        given = {"list.csv", "cards.vcf"}
        lax = [each for each in tmp_path.rglob("*") if each.stat().st_mode & 0o077]
        assert {each.name for each in lax} == given
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found == {"done": 19, "seen": [], "watched": True}, ran.stderr
