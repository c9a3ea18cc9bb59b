"""The command line: the console script starts here."""

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line on the program's arguments and end the process."""
    # Whatever this process writes is for its owner only.
    os.umask(0o077)
    try:
        from workstation.cli.plain import plain_start

        if (session := plain_start(sys.argv[1:])) is not None:
            from workstation.cli.ending import end_with
            from workstation.cli.screens import open_screens

            end_with(lambda: open_screens(session))
        from workstation.cli.program import program

        program.main(prog_name="workstation")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
