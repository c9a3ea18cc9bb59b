"""Reads the small YAML files a rep writes (themes, keys): bounded, plain, one clear complaint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_LARGEST = 64_000
_DEEPEST = 50


def read_small_yaml(path: Path) -> tuple[str, Any]:
    """Return the text of a file and its root `yaml.Node` (None when there is nothing in it).

    Raises ValueError with the second half of a sentence ("line 3: this is not YAML, ...") when the
    file is too large, not UTF-8, not YAML or nested absurdly deep; FileNotFoundError when there is
    no file.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    if len(data) > _LARGEST:
        raise ValueError(f"is {len(data)} bytes long, expected at most {_LARGEST}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text") from None
    # YAML's readers take minutes for a long row of brackets, so those never reach them.
    if text.count("[") + text.count("{") + text.count("\n- - ") > _DEEPEST:
        raise ValueError("has too many brackets for a file of this kind")
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise ValueError(f"{where}this is not YAML, {error.problem}") from None
    except (yaml.YAMLError, RecursionError):
        raise ValueError("is not YAML text") from None
    return text, root
