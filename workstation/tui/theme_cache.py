"""Themes kept beside the bytes they were read from, so that a start need not load YAML."""

import os
from pathlib import Path

import msgspec

from workstation import __version__
from workstation.tui.themes import ThemeSpec

_MOST = 64


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What the file holds; used only for the same bytes and the same program."""

    program: str
    themes: dict[bytes, ThemeSpec]


class ThemeCache:
    """The themes in a folder's file; one that cannot be read or written is no reason to complain.

    Without a folder nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._themes: dict[bytes, ThemeSpec] = {}
        self._fresh = False
        if folder is not None:
            try:
                kept = msgspec.msgpack.decode(_file(folder).read_bytes(), type=_Kept)
            except (OSError, msgspec.MsgspecError, ValueError):
                return
            self._themes = kept.themes if kept.program == __version__ else {}

    def theme(self, text: bytes) -> ThemeSpec | None:
        """Return the theme that was made from exactly this text, None when it is not kept."""
        return self._themes.get(text)

    def keep(self, text: bytes, theme: ThemeSpec) -> None:
        """Keep a theme; ``save`` writes it."""
        self._themes[text] = theme
        self._fresh = True

    def save(self) -> None:
        """Write what was not kept before; of very many the oldest go."""
        if self._folder is None or not self._fresh:
            return
        while len(self._themes) > _MOST:
            del self._themes[next(iter(self._themes))]
        fresh = self._folder / f"theme.{os.getpid()}.new"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(msgspec.msgpack.encode(_Kept(__version__, self._themes)))
            fresh.replace(_file(self._folder))
        except OSError:
            return
        self._fresh = False


def _file(folder: Path) -> Path:
    return folder / "theme.cache"
