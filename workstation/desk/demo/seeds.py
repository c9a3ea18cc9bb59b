"""Reads what the demo company is made from: the files in ``data/demo``."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A city; ``numbers`` is a pattern of phone numbers kept free for fiction, "" where none is."""

    city: str
    region: str
    country: str
    zone: str
    culture: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented company."""

    name: str
    industry: str
    place: Place


@dataclass(frozen=True, slots=True)
class Title:
    """A job title with its buying role; ``weight`` is how often it occurs."""

    title: str
    role: str
    weight: int


@dataclass(frozen=True, slots=True)
class Seeds:
    """Everything the demo is made from; ``words`` is the content of ``words.yaml``."""

    firms: list[Firm]
    first: dict[str, list[str]]
    last: dict[str, list[str]]
    titles: list[Title]
    words: dict[str, Any]


def load_seeds(folder: Path) -> Seeds:
    """Read the folder of the demo's files."""
    places = {
        row["city"]: Place(
            row["city"],
            row["region"],
            row["country"],
            row["time_zone"],
            row["culture"],
            row["numbers"],
        )
        for row in _table(folder / "places.csv")
    }
    people = _yaml(folder / "people.yaml")
    return Seeds(
        firms=[
            Firm(row["name"], row["industry"], places[row["city"]])
            for row in _table(folder / "companies.csv")
        ],
        first=people["first"],
        last=people["last"],
        titles=[Title(*entry) for entry in people["titles"]],
        words=_yaml(folder / "words.yaml"),
    )


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _yaml(path: Path) -> Any:  # noqa: ANN401
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
