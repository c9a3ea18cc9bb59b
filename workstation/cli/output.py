"""Writing for people, pipes and programs: tables on a terminal, plain lines in a pipe, or JSON."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import IO, NamedTuple

import click

from workstation.cli.width import cut, padded, width
from workstation.method.text import clean, clean_line

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}
_GAP = "  "


def on_terminal() -> bool:
    """Tell whether a person reads what is written."""
    return sys.stdout.isatty()


def colourful(stream: IO[str] | None = None) -> bool:
    """Tell whether colour is welcome: a terminal, and NO_COLOR not set."""
    stream = stream or sys.stdout
    return (
        stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"
    )


def paint(text: str, style: str) -> str:
    """Return text in a style, or as it is where colour is not welcome."""
    if not style or not text or not colourful():
        return text
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


def say(text: str) -> None:
    """Write text; a reader that has gone away ends the command quietly."""
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


def complain(text: str, *, lines: bool = False) -> None:
    """Write to standard error: one cleaned line, or with ``lines`` several."""
    click.echo(clean(text) if lines else clean_line(text), err=True)


def advise(advice: Iterable[str]) -> None:
    """Write what the rep should know besides, on standard error."""
    for sentence in advice:
        complain(sentence)


def say_json(value: object) -> None:
    """Write a value as JSON, indented on a terminal."""
    import msgspec

    content = msgspec.json.encode(value)
    say((msgspec.json.format(content, indent=2) if on_terminal() else content).decode())


class Column(NamedTuple):
    """A column of a table.

    ``least`` is how many cells it may shrink to on a narrow terminal, 0 when it must not.
    """

    title: str
    right: bool = False
    least: int = 0
    style: str = ""


def say_table(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """Write rows as a table, in a pipe as lines of fields set apart by tabs, nothing cut off."""
    say_tables(columns, (("", rows),))


def say_tables(
    columns: Sequence[Column], blocks: Iterable[tuple[str, Iterable[Sequence[object]]]]
) -> None:
    """Write blocks of rows, each under a title, as tables with the same columns."""
    texts = [(title, [[_text(cell) for cell in row] for row in rows]) for title, rows in blocks]
    every = [row for _, rows in texts for row in rows]
    if not every:
        return
    if not on_terminal():
        say("\n".join("\t".join(row) for row in every))
        return
    import shutil

    room = shutil.get_terminal_size().columns - len(_GAP) * (len(columns) - 1)
    widths = fitted(columns, every, room)
    lines = [paint(_line(columns, widths, [column.title for column in columns]), "dim")]
    for title, rows in texts:
        lines += [paint(title, "bold")] if title else []
        lines += [_line(columns, widths, row, styled=True) for row in rows]
    say("\n".join(lines))


def _text(cell: object) -> str:
    return "" if cell is None else clean_line(str(cell))


def fitted(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return the widths of columns: what they need, the widest that shrink giving way first."""
    widths = [
        max(width(column.title), *(width(row[at]) for row in rows))
        for at, column in enumerate(columns)
    ]
    while sum(widths) > room:
        wide = [at for at, column in enumerate(columns) if 0 < column.least < widths[at]]
        if not wide:
            break
        widest = max(wide, key=lambda at: widths[at])
        others = [widths[at] for at in wide if widths[at] < widths[widest]]
        alike = sum(widths[at] == widths[widest] for at in wide)
        share = -(-(sum(widths) - room) // alike)
        step = max(1, min(share, widths[widest] - max([*others, columns[widest].least])))
        widths[widest] -= step
    return widths


def _line(
    columns: Sequence[Column], widths: Sequence[int], cells: Sequence[str], *, styled: bool = False
) -> str:
    parts = []
    for at, column in enumerate(columns):
        last = at == len(columns) - 1
        text = cut(cells[at], widths[at])
        text = text if last and not column.right else padded(text, widths[at], right=column.right)
        parts.append(paint(text, column.style) if styled else text)
    return _GAP.join(parts).rstrip()
