"""The script that makes a shell complete commands, accounts, bins and outcomes."""

import click

from workstation.cli.output import say


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(ctx: click.Context, *, shell: str) -> None:
    r"""Print the completion script of a shell.

    \b
    bash:  workstation completion bash > ~/.local/share/bash-completion/completions/workstation
    zsh:   workstation completion zsh > "${fpath[1]}/_workstation"
    fish:  workstation completion fish > ~/.config/fish/completions/workstation.fish
    """
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    kinds = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    program = ctx.find_root().command
    say(kinds[shell](program, {}, "workstation", "_WORKSTATION_COMPLETE").source())
