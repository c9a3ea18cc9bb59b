"""The desk on demo data, in a file of its own."""

from contextlib import closing

import click

from workstation.cli.output import say
from workstation.cli.screens import require_terminal, show
from workstation.cli.session import Session


@click.command()
@click.option("--path", is_flag=True, help="Only make the demo's file and print where it is.")
@click.pass_obj
def demo(session: Session, *, path: bool) -> None:
    """Open the screens on an invented rep's six months; your own file is not touched."""
    from workstation.desk.demo import open_demo

    if not path:
        require_terminal()
    with closing(open_demo(session.clock)) as desk:
        if path:
            say(str(desk.store.path))
        else:
            show(desk, demo=True)
