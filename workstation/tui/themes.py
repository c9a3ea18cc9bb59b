"""Reads themes from YAML; a broken one is named in a sentence and left out, never fatal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from textual.theme import Theme

    from workstation.tui.theme_cache import ThemeCache

DEFAULT_DARK = "night"

_LARGEST = 64_000
"""Bytes of a file that may be kept; one that is larger is refused when it is read."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Colours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The colours of a theme, each written "#rrggbb"."""

    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    success: str
    warning: str
    error: str


class ThemeSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One theme as its file has it; `about` is the sentence shown beside its name."""

    name: str
    dark: bool
    about: str = ""
    colours: Colours


def load_themes(
    folder: Path, own_folder: Path | None, cache: Path | None = None
) -> tuple[list[ThemeSpec], list[str]]:
    """Return the themes of both folders by name, and one sentence for each file that is broken.

    A theme of the rep's own folder takes the place of one with the same name. In the folder
    ``cache`` they are kept as they were read last.
    """
    from workstation.tui.theme_cache import ThemeCache

    kept = ThemeCache(cache)
    found: dict[str, ThemeSpec] = {}
    problems: list[str] = []
    for each in (folder, own_folder):
        for path in sorted(each.glob("*.y*ml")) if each is not None and each.is_dir() else ():
            try:
                spec = _read_once(path, kept)
            except (OSError, ValueError) as error:
                problems.append(f"{path.name} {error}, so this theme is left out.")
            else:
                found[spec.name] = spec
    kept.save()
    return sorted(found.values(), key=lambda spec: (not spec.dark, spec.name)), problems


def load_theme(
    name: str, folder: Path, own_folder: Path | None, cache: Path | None = None
) -> ThemeSpec | None:
    """Return the theme of a name from the file called so, None when that takes reading them all.

    One file instead of all of them is what a start needs; a theme of the rep's own may be in a
    file of any name, and wins. In the folder ``cache`` it is kept as it was read last.
    """
    if not _NAME.fullmatch(name) or (own_folder is not None and own_folder.is_dir()):
        return None
    from workstation.tui.theme_cache import ThemeCache

    kept = ThemeCache(cache)
    try:
        spec = _read_once(folder / f"{name}.yaml", kept)
    except (OSError, ValueError):
        return None
    kept.save()
    return spec if spec.name == name else None


def _read_once(path: Path, kept: ThemeCache) -> ThemeSpec:
    text = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    spec = kept.theme(text)
    if spec is None:
        spec = read_theme(path)
        kept.keep(text, spec)
    return spec


def read_theme(path: Path) -> ThemeSpec:
    """Read one theme; raises ValueError saying where in the file, what was found and expected."""
    from workstation.tui.small_yaml import read_small_yaml

    text, root = read_small_yaml(path)
    if root is None or root.id != "mapping":
        raise ValueError('has no theme in it, expected lines like "name: night"')
    try:
        spec = msgspec.convert(_plain(root), ThemeSpec)
    except msgspec.ValidationError as error:
        raise ValueError(_explained(str(error), text)) from None
    _check(spec, text)
    return spec


def _plain(node: Any, deep: int = 0) -> object:  # noqa: ANN401
    """Return a node's value: mappings of texts, true and false; nothing else belongs in a theme."""
    if node.id == "mapping" and deep < 3:
        return {str(key.value): _plain(value, deep + 1) for key, value in node.value}
    if node.tag.endswith(":bool"):
        return str(node.value).lower() in {"true", "yes", "on"}
    return None if node.id != "scalar" else str(node.value)


def _check(spec: ThemeSpec, text: str) -> None:
    if not _NAME.fullmatch(spec.name):
        raise ValueError(
            f"line {_line(text, 'name')}: name is {spec.name!r},"
            " expected small letters, digits and hyphens"
        )
    for key, colour in msgspec.structs.asdict(spec.colours).items():
        if not _COLOUR.fullmatch(colour):
            raise ValueError(
                f'line {_line(text, key)}: colours.{key} is {colour!r}, expected "#rrggbb"'
            )


def _explained(message: str, text: str) -> str:
    """Turn msgspec's message into ours, with the line of the key it is about."""
    said, _, where = message.partition(" - at `$")
    path = where.rstrip("`").lstrip(".")
    named = re.search(r"`(\w+)`$", said)
    unknown = named and "unknown field" in said
    key = named.group(1) if named and unknown else path.rpartition(".")[2]
    line = _line(text, key)
    place = f"line {line}: " if line else ""
    subject = f"{path}: " if path else ""
    return f"{place}{subject}{said[0].lower()}{said[1:].replace('`', '')}"


def _line(text: str, key: str) -> int:
    """Return the line (from 1) on which a key stands; 0 when it is not there."""
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*:") if key else None
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if pattern and pattern.match(line)), 0)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two "#rrggbb" colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def muted(colours: Colours) -> str:
    """Return the quietest mix of foreground and background that still reads (contrast 4.5).

    A theme of very high contrast (15 and over) keeps its muted text at 7.
    """
    wanted = 7.0 if contrast(colours.foreground, colours.background) >= 15 else 4.5
    for share in range(55, 100, 5):
        mixed = _mix(colours.foreground, colours.background, share / 100)
        if contrast(mixed, colours.background) >= wanted:
            return mixed
    return colours.foreground


def _mix(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def to_textual(spec: ThemeSpec) -> Theme:
    """Return the theme as Textual takes it in `App.register_theme`."""
    from textual.theme import Theme

    colours = spec.colours
    on_primary = max(
        (colours.foreground, colours.background),
        key=lambda colour: contrast(colour, colours.primary),
    )
    return Theme(
        name=spec.name,
        dark=spec.dark,
        text_alpha=1.0,
        variables={
            "block-cursor-background": colours.primary,
            "block-cursor-foreground": on_primary,
            "block-cursor-text-style": "bold",
            "footer-background": colours.panel,
            "footer-key-foreground": colours.accent,
            "footer-description-foreground": colours.foreground,
            "input-selection-background": f"{colours.primary} 35%",
            "text-muted": muted(colours),
            "text-primary": colours.primary,
            "text-accent": colours.accent,
            "text-success": colours.success,
            "text-warning": colours.warning,
            "text-error": colours.error,
        },
        **msgspec.structs.asdict(colours),
    )
