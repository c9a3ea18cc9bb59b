"""The mappings kept from earlier files: listed, renamed, forgotten."""

import click

from workstation.cli.arguments import json_option
from workstation.cli.done import report
from workstation.cli.import_wanted import complete_mapping, mapping_named
from workstation.cli.output import Column, on_terminal, say, say_json, say_table
from workstation.cli.session import Session


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def mappings(ctx: click.Context, *, as_json: bool) -> None:
    """List what the columns of earlier files became, by name.

    A file with the same columns comes in by its mapping unasked. One is kept after an import whose
    columns were corrected, or by 'import --keep-as'.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_, as_json=as_json)


@mappings.command("list")
@json_option
@click.pass_obj
def list_(session: Session, *, as_json: bool) -> None:
    """List the mappings."""
    found = session.desk.imports.mappings.all()
    if as_json:
        say_json(
            [
                {
                    "name": each.name,
                    "as": each.kind,
                    "mapping": dict(each.mapping),
                    "policy": {"default": each.policy.default, "fields": dict(each.policy.fields)},
                    "answers": dict(each.answers),
                }
                for each in found
            ]
        )
        return
    if not found and on_terminal():
        say("No mapping is kept yet: one is after an import whose columns you corrected.")
    say_table(
        (
            Column("name", least=12, style="bold"),
            Column("as"),
            Column("columns", right=True),
            Column("that fill a field", least=12, style="dim"),
        ),
        [
            (
                each.name,
                each.kind,
                len(each.mapping),
                ", ".join(column for column, field in each.mapping.items() if field),
            )
            for each in found
        ],
    )


@mappings.command()
@click.argument("name", shell_complete=complete_mapping)
@click.argument("new")
@json_option
@click.pass_obj
def rename(session: Session, *, name: str, new: str, as_json: bool) -> None:
    """Give a mapping another name."""
    drawer = session.desk.imports.mappings
    report(drawer.rename(mapping_named(drawer, name), new), as_json=as_json)


@mappings.command()
@click.argument("name", shell_complete=complete_mapping)
@json_option
@click.pass_obj
def drop(session: Session, *, name: str, as_json: bool) -> None:
    """Forget a mapping; what came in by it stays."""
    drawer = session.desk.imports.mappings
    report(drawer.drop(mapping_named(drawer, name)), as_json=as_json)
