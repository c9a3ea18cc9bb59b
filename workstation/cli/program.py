"""The program: finds a command when it is asked for, and ends every failure in a sentence."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from workstation import __version__
from workstation.cli.ending import end_with
from workstation.cli.session import Session

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "The day": {
        "today": "day:today",
        "queue": "day:queue",
        "goals": "goals:goals",
        "bins": "day:bins",
        "dashboard": "dashboard:dashboard",
    },
    "Accounts": {
        "accounts": "accounts:accounts",
        "show": "show:show",
        "search": "accounts:search",
        "move": "accounts:move",
        "duplicates": "duplicates:duplicates",
        "merge": "duplicates:merge",
        "apart": "duplicates:apart",
    },
    "What happened, what is next": {
        "log": "log:log",
        "note": "touches:note",
        "response": "touches:response",
        "follow-up": "follow_ups:follow_up",
        "leave": "follow_ups:leave",
        "meetings": "meetings:meetings",
        "outbox": "outbox:outbox",
        "history": "history:history",
        "undo": "history:undo",
        "redo": "history:redo",
    },
    "Calls": {
        "person": "person:person",
        "prepare": "prepare:prepare",
        "answers": "said:answers",
        "objections": "said:objections",
        "experiments": "experiments:experiments",
        "blocks": "blocks:blocks",
        "drill": "drill:drill",
    },
    "Whom to work": {
        "fit": "fit:fit",
        "signal": "signal:signal",
        "cadence": "cadence:cadence",
        "focus": "focus:focus",
        "plan": "plan_back:plan",
        "tiers": "tier_time:tiers",
    },
    "The file": {
        "import": "imports:import_",
        "mappings": "mappings:mappings",
        "export": "export:export",
        "backup": "safety:backup",
        "restore": "safety:restore",
        "check": "check:check",
        "encrypt": "encryption:encrypt",
        "decrypt": "encryption:decrypt",
        "passphrase": "encryption:passphrase",
        "demo": "demo:demo",
    },
    "Your way": {
        "playbook": "playbook:playbook",
        "settings": "settings:settings",
        "days-off": "settings:days_off",
        "completion": "completion:completion",
    },
}
"""Every command by section of the help, with the module and name it is imported from."""

COMMANDS = {name: where for section in SECTIONS.values() for name, where in section.items()}


class Program(click.Group):
    """The group of all commands; each is imported when it is named, so that a start is cheap."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(f"workstation.cli.{module}"), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command meant, or name the nearest one there is."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands of the help by section."""
        widest = max(len(name) for name in COMMANDS)
        for title, names in SECTIONS.items():
            found = ((name, self.get_command(ctx, name)) for name in names)
            rows = [
                (name.ljust(widest), command.get_short_help_str(formatter.width - widest))
                for name, command in found
                if command is not None
            ]
            with formatter.section(title):
                formatter.write_dl(rows)

    def main(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401
        """Run, and leave with 0 (done), 1 (refused or failed) or 2 (wrong usage)."""
        end_with(lambda: super(Program, self).main(*args, **extra | {"standalone_mode": False}))


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The file to work on; WORKSTATION_DB does the same.",
)
@click.version_option(__version__, message="workstation %(version)s")
@click.pass_context
def program(ctx: click.Context, db: Path | None) -> None:
    """Open the sales workstation, or do one thing and leave.

    Without a command the screens open. Accounts may be named in part as long as only one fits.
    """
    session = ctx.ensure_object(Session)
    if db is not None:
        session.named(db)
    ctx.call_on_close(session.close)
    if ctx.invoked_subcommand is None:
        from workstation.cli.screens import open_screens

        open_screens(session)
