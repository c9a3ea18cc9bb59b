"""Gives new accounts of a file their fit before they are written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workstation.desk.fit.values import Facts, field_of
from workstation.desk.imports.fresh import Fresh
from workstation.method.fit import FIT_COLUMNS, Scorer
from workstation.method.profiles import fact_key

if TYPE_CHECKING:
    from workstation.desk.imports.batch import Batch

_REVENUE = ("revenue_minor", "revenue_currency")


def score_made(batch: "Batch", scorer: Scorer) -> None:
    """Score the accounts made row by row, and note which others are to be scored anew."""
    told: dict[int, Facts] = {}
    for account, contact, key, value in batch.facts:
        if account is None or contact is not None:
            continue
        if not account.pending:
            batch.touched.add(account.id)
        elif (name := fact_key(key)) in scorer.facts:
            told.setdefault(id(account), {})[name] = value
    batch.touched.update(batch.updates["accounts"])
    if not batch.accounts:
        return
    held = [known.held for known, _, _ in batch.accounts]
    columns: list[Sequence[Any]] = [
        [field_of(one, field) for one in held] for field in scorer.fields
    ]
    nothing: Facts = {}
    facts = [told.get(id(known), nothing) for known, _, _ in batch.accounts]
    columns += [[one.get(key) for one in facts] for key in scorer.facts]
    for one, score in zip(held, scorer.of_columns(columns, len(held)), strict=True):
        one.update(zip(FIT_COLUMNS, score, strict=True))


def score_fresh(fresh: Fresh, scorer: Scorer) -> None:
    """Score accounts made column by column."""
    count = len(fresh)
    nothing = [None] * count
    columns: list[Sequence[Any]] = [
        _revenues(fresh) if field == "revenue" else fresh.columns.get(field, nothing)
        for field in scorer.fields
    ]
    told: dict[str, list[str | None]] = {key: [None] * count for key in scorer.facts}
    for at, key, value in fresh.facts:
        if (name := fact_key(key)) in told:
            told[name][at] = value
    columns += told.values()
    scores = zip(*scorer.of_columns(columns, count), strict=True)
    fresh.columns.update(zip(FIT_COLUMNS, scores, strict=True))


def _revenues(fresh: Fresh) -> Sequence[Any]:
    nothing = [None] * len(fresh)
    pairs = list(zip(*(fresh.columns.get(name, nothing) for name in _REVENUE), strict=True))
    known = {
        pair: field_of(dict(zip(_REVENUE, pair, strict=True)), "revenue") for pair in set(pairs)
    }
    return list(map(known.__getitem__, pairs))
