"""What to say of a damaged file: what is damaged, the newest good back-up, and the way back."""

from collections.abc import Sequence
from pathlib import Path

from workstation.desk.backups.kept import backups_of
from workstation.store import backup
from workstation.store.called import command
from workstation.store.errors import StoreError


def sentence(path: Path, lines: Sequence[str]) -> str:
    """Say it in one sentence; back-ups are opened and verified, the newest first."""
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    what = " ".join(lines[0].split()) if lines else "it cannot be read"
    said = f"{path} is damaged ({what}{more})"
    try:
        held = backups_of(path)
    except StoreError as error:
        return f"{said}, and {error}"
    for one in held:
        try:
            backup.verify(one.path)
        except StoreError:
            continue
        when = f"{one.made_at:%Y-%m-%d %H:%M} UTC"
        return (
            f"{said}; the newest good back-up is of {when}: bring it back with "
            f"{command(f'restore {one.name}', path)}."
        )
    return f"{said}, and there is no good back-up of it; keep the file, and ask for help with it."
