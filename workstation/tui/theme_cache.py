"""The theme in use kept beside the bytes it was read from, so that a start need not load YAML."""

import os
from pathlib import Path

import msgspec

from workstation import __version__
from workstation.tui.themes import ThemeSpec


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What the file holds; used only for the same bytes and the same program."""

    program: str
    text: bytes
    theme: ThemeSpec


def kept_theme(folder: Path, text: bytes) -> ThemeSpec | None:
    """Return the theme that was made from exactly this text, None when it is not kept."""
    try:
        kept = msgspec.msgpack.decode(_file(folder).read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
    return kept.theme if (kept.program, kept.text) == (__version__, text) else None


def keep_theme(folder: Path, text: bytes, theme: ThemeSpec) -> None:
    """Keep a theme; a folder that cannot be written is no reason to complain."""
    fresh = folder / f"theme.{os.getpid()}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(msgspec.msgpack.encode(_Kept(__version__, text, theme)))
        fresh.replace(_file(folder))
    except OSError:
        return


def _file(folder: Path) -> Path:
    return folder / "theme.cache"
