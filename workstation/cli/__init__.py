"""The command line: the console script starts here."""

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line on the program's arguments and end the process."""
    try:
        from workstation.cli.program import program

        program.main(prog_name="workstation")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
