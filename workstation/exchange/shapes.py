"""Recognises the exports of tools people come from by the names of their columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from workstation.exchange.fields import RecordKind
from workstation.exchange.squashing import squashed


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of file that a tool writes.

    `needs` are sets of squashed column names of which a file must have at least one each, and
    `lacks` those it must not have. `names` are the columns that fill a field in this tool, the
    better name first; what is not said there is guessed as in any file, but for `facts`. `doubt`
    is a sentence for files of this shape that hold no records.
    """

    name: str
    kind: RecordKind
    needs: tuple[frozenset[str], ...]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    format: str = ""
    doubt: str = ""

    def fits(self, names: Collection[str], format_: str) -> bool:
        """Say whether a file of these squashed columns is of this shape."""
        if self.format:
            return self.format == format_
        return all(not one.isdisjoint(names) for one in self.needs) and self.lacks.isdisjoint(names)


def shape(
    title: str,
    of: RecordKind,
    /,
    *needs: str,
    facts: str = "",
    lacks: str = "",
    format_: str = "",
    doubt: str = "",
    **names: str,
) -> Shape:
    """Return a shape; sets of names are written as words between blanks."""
    return Shape(
        name=title,
        kind=of,
        needs=tuple(frozenset(one.split()) for one in needs),
        names={key: tuple(said.split()) for key, said in names.items()},
        facts=frozenset(facts.split()),
        lacks=frozenset(lacks.split()),
        format=format_,
        doubt=doubt,
    )


def recognise(columns: Sequence[str], format_: str = "CSV") -> Shape | None:
    """Return the shape of a file with these columns, None for a file of no tool we know."""
    from workstation.exchange.shape_list import SHAPES

    names = frozenset(map(squashed, columns))
    return next((one for one in SHAPES if one.fits(names, format_)), None)


def shape_named(name: str) -> Shape | None:
    """Return the shape of a name."""
    from workstation.exchange.shape_list import SHAPES

    return next((one for one in SHAPES if one.name == name), None)
