"""Names of keys: which exist, which a terminal cannot tell apart, how they are shown."""

from __future__ import annotations

_NAMED = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "comma": ",",
} | {f"f{number}": f"F{number}" for number in range(1, 13)}

_MODIFIERS = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift"}

_TAKEN_BY_TERMINALS = {
    "ctrl+i": "Tab",
    "ctrl+m": "Enter",
    "ctrl+j": "Enter",
    "ctrl+h": "Backspace",
    "ctrl+c": "interrupt",
    "ctrl+z": "suspend",
}


class KeyNameError(ValueError):
    """A key cannot be used; the message is one clause saying why."""


def normal_key(text: str) -> str:
    """Return the one spelling of a key: "?", "U", "ctrl+n", "f2", "pagedown", as Textual takes it.

    Raises KeyNameError when there is no such key, or when a plain terminal sends the same for
    another one (Ctrl+I is Tab).
    """
    written = text.strip() or text
    if len(written) == 1:
        return _single(written)
    *modifiers, last = written.split("+")
    modifiers = sorted(modifier.lower() for modifier in modifiers)
    name = last if len(last) == 1 else last.lower()
    known = name in _NAMED or (len(name) == 1 and name.isascii() and name.isalnum())
    doubled = len(set(modifiers)) != len(modifiers)
    if not known or doubled or not set(modifiers) <= _MODIFIERS.keys():
        raise KeyNameError(f"{text!r} is not the name of a key")
    if modifiers in (["alt"], ["alt", "shift"]) and len(name) == 1 and not name.isalpha():
        raise KeyNameError(f"{text!r} is Esc and {name!r} to a plain terminal")
    if modifiers == ["shift"] and len(name) == 1:
        return name.upper()
    key = "+".join((*modifiers, name.lower() if modifiers else name))
    if key in _TAKEN_BY_TERMINALS:
        raise KeyNameError(f"{text!r} is {_TAKEN_BY_TERMINALS[key]} to a plain terminal")
    return key


def _single(character: str) -> str:
    if character in {" ", ","}:
        return {" ": "space", ",": "comma"}[character]
    if not character.isprintable():
        raise KeyNameError(f"{character!r} is not the name of a key")
    return character


def key_label(key: str) -> str:
    """Write a key as it is shown to a person: "Ctrl+N", "PgDn", "?", "U"."""
    if len(key) == 1:
        return key
    *modifiers, name = key.split("+")
    shown = _NAMED.get(name, name.upper() if modifiers else name)
    return "+".join((*(_MODIFIERS.get(each, each) for each in modifiers), shown))
