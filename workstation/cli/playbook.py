"""The playbook's files: checked, located, copied to be changed."""

import shutil
from pathlib import Path

import click

from workstation.cli.arguments import json_option
from workstation.cli.failures import FAILED, Failure
from workstation.cli.names import choose
from workstation.cli.output import say, say_json, say_table
from workstation.cli.session import config_folder
from workstation.playbook.resources import playbook_folder


@click.group()
def playbook() -> None:
    """Check the playbook, find its files, or copy one to make it yours."""


@playbook.command()
@json_option
@click.pass_context
def check(ctx: click.Context, *, as_json: bool) -> None:
    """Name every mistake in your own playbook files, one a line."""
    from workstation.playbook.load import load

    loaded = load(playbook_folder(), _own())
    problems = [str(problem) for problem in loaded.problems]
    if as_json:
        say_json({"problems": problems, "own": sorted(loaded.own)})
    elif problems:
        say("\n".join(problems))
    elif loaded.own:
        say(f"No mistakes; your own files: {', '.join(sorted(loaded.own))}.")
    else:
        say("No mistakes; you have no files of your own.")
    if problems:
        ctx.exit(FAILED)


@playbook.command()
@json_option
def path(*, as_json: bool) -> None:
    """Print the folder of the default playbook and the one of your own."""
    folders = {"default": str(playbook_folder()), "own": str(_own())}
    if as_json:
        say_json(folders)
    else:
        say_table((), list(folders.items()))


def _files(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in _names() if name.startswith(incomplete)]


@playbook.command()
@click.argument("name", shell_complete=_files)
def copy(*, name: str) -> None:
    """Copy a default file (outcomes.yaml, flows/mapping.yaml) into your folder, to change it."""
    chosen = choose(name, {each: each.removesuffix(".yaml") for each in _names()}, "File")
    target = _own() / chosen
    if target.exists() or target.is_symlink():
        raise Failure(f"{target} is there already; change that one, or move it away first.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(playbook_folder() / chosen, target)
    say(f"{target} is yours to change; 'workstation playbook check' looks it over.")


def _own() -> Path:
    return config_folder() / "playbook"


def _names() -> list[str]:
    folder = playbook_folder()
    return sorted(found.relative_to(folder).as_posix() for found in folder.rglob("*.yaml"))
