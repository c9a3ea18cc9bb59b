"""The command line: the console script starts here."""

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line on the program's arguments and end the process."""
    from workstation.cli.program import program

    program.main(prog_name="workstation")
