"""What happens at a fault of the program itself: one sentence for the rep, the rest in a file."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from workstation import __version__
from workstation.desk.check.suspected import advice

LARGEST = 200_000
"""Bytes after which the file is begun anew."""


def fault_file() -> Path:
    """Return the file that faults are written to."""
    from platformdirs import user_log_path

    return user_log_path("workstation", appauthor=False) / "faults.log"


def record_fault(error: BaseException, at: datetime) -> str:
    """Write where a fault came up to the log file; return the sentence that says so.

    Neither the values of variables nor the words of the error are written: they could hold what
    somebody said on the phone. The file is for the rep's eyes only (mode 0600).
    """
    said = "The workstation stopped because of a fault of its own; what you saved is safe."
    if look := advice(error):
        said = f"{said} {look}"
    path = fault_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        begin_anew = path.exists() and path.stat().st_size > LARGEST
        how = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if begin_anew else os.O_APPEND)
        with os.fdopen(os.open(path, how, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{_heading(at)}\n{_told(error)}\n")
    except OSError as trouble:
        return f"{said} Its details could not be written to {path} ({trouble.strerror})."
    return f"{said} Details: {path}"


def _heading(at: datetime) -> str:
    python = ".".join(map(str, sys.version_info[:3]))
    here = f"Python {python}, {platform.system()}"
    return f"== {at:%Y-%m-%d %H:%M:%S%z} workstation {__version__}, {here}"


def _told(error: BaseException | None) -> str:
    """Return the kinds of the error and of what led to it, each with its lines of code."""
    parts: list[str] = []
    while error is not None:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        parts.append(f"{kind}\n{''.join(traceback.format_tb(error.__traceback__))}")
        error = error.__cause__ or error.__context__
    return "came from\n".join(parts)
