"""What is left to do when the rep has quit: a back-up of the day, and a word where it fails."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from workstation.desk.desk import StoreError
from workstation.tui.widgets.render import safe

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


def leave(desk: Desk) -> int:
    """Have what was done today backed up; trouble with that is a sentence under the screens.

    Returns what the program should exit with: 1 when the file is not there to be backed up.
    """
    try:
        desk.changed_elsewhere()
    except StoreError as error:
        sys.stderr.write(f"{safe(str(error))}\n")
        return 1
    try:
        desk.safety.leave()
        trouble = desk.safety.trouble()
    except StoreError as error:
        trouble = str(error)
    if trouble:
        sys.stderr.write(f"{safe(trouble)}\n")
    return 0
