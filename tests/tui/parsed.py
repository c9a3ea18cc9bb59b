"""Style sheets are parsed once in a process, not anew for every program a test starts."""

from collections import defaultdict
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_parsed: dict[frozenset[tuple[str, str]], dict[tuple[Any, ...], list[RuleSet]]] = defaultdict(dict)
"""For each set of a theme's variables, the rules of each source."""


def keep_parsed_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every style sheet take the rules another one has read from the same text."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_once)


def _parse_once(sheet: Stylesheet, css: str, *origin: Any, **options: Any) -> list[RuleSet]:
    own = _parsed[frozenset(sheet._variables.items())]
    key = (css, *origin, *options.items())
    if key not in own:
        own[key] = _parse(sheet, css, *origin, **options)
    return own[key]
