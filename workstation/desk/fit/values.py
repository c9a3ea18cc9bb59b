"""What a score is worked out from: the accounts' own columns, and the facts that profiles name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workstation.method.fit import FIT_COLUMNS, Columns, Scorer
from workstation.method.profiles import FIELDS, fact_key

if TYPE_CHECKING:
    from workstation.method.conditions import Value
    from workstation.store.store import Store

Facts = dict[str, str]
"""An account's facts by ``fact_key``."""

_PORTION = 20_000
_AT_A_TIME = 500


def column(field: str) -> str:
    """Return SQL for a field of ``profiles.FIELDS``; revenue is written "5000000 EUR"."""
    if field != "revenue":
        return field
    from workstation.exchange.amounts import ODD_DIGITS

    cases = " ".join(f"WHEN '{code}' THEN {10**digits}" for code, digits in ODD_DIGITS.items())
    whole = f"(revenue_minor / CASE revenue_currency {cases} ELSE 100 END)"
    return f"{whole} || coalesce(' ' || nullif(revenue_currency, ''), '')"


def field_of(values: Mapping[str, Any], field: str) -> "Value":
    """Return a field of an account that is not in the file yet, from its columns."""
    if field != "revenue":
        found: Value = values.get(field)
        return found
    from workstation.exchange.amounts import minor_digits

    minor, currency = values.get("revenue_minor"), values.get("revenue_currency")
    if minor is None:
        return None
    return f"{minor // 10 ** minor_digits(currency)} {currency or ''}".strip()


def score_new(scorer: Scorer, values: Mapping[str, Any], facts: Facts) -> Columns:
    """Return the score of an account that is not in the file yet."""
    return scorer.of(
        [
            *(field_of(values, field) for field in scorer.fields),
            *(facts.get(key) for key in scorer.facts),
        ]
    )


def score_all(
    store: "Store", scorer: Scorer, account_ids: Sequence[int] | None
) -> Iterator[list[tuple[int, Columns, Columns]]]:
    """Yield portions of (account, columns as they are, columns as they would be)."""
    listed = ", ".join(("id", *FIT_COLUMNS, *map(column, scorer.fields)))
    first = 1 + len(FIT_COLUMNS)
    facts = _facts(store, scorer.facts, account_ids)
    unknown = (None,) * len(scorer.facts)
    for rows in _portions(store, listed, account_ids):
        portion = []
        for row in rows:
            number = row[0]
            told = facts.get(number)
            more = tuple(told.get(key) for key in scorer.facts) if told else unknown
            portion.append((number, row[1:first], scorer.of(row[first:] + more)))
        yield portion


def _portions(
    store: "Store", listed: str, account_ids: Sequence[int] | None
) -> Iterator[Sequence[Any]]:
    if account_ids is None:
        last = 0
        while rows := store.rows(
            f"SELECT {listed} FROM accounts WHERE id > ? ORDER BY id LIMIT {_PORTION}", (last,)
        ):
            yield rows
            last = rows[-1][0]
        return
    for part in _parts(account_ids):
        yield store.rows(
            f"SELECT {listed} FROM accounts WHERE id IN ({', '.join('?' * len(part))})", part
        )


def _facts(
    store: "Store", keys: Sequence[str], account_ids: Sequence[int] | None
) -> dict[int, Facts]:
    """Return the facts of these keys by account; of several of one key the newest counts."""
    found: dict[int, Facts] = {}
    if not keys:
        return found
    wanted = frozenset(keys)
    if account_ids is None:
        known = [row[0] for row in store.rows("SELECT DISTINCT key FROM facts")]
        asked = [key for key in known if fact_key(key) in wanted]
        parts = [(f"key IN ({', '.join('?' * len(asked))})", asked)] if asked else []
    else:
        parts = [
            (f"account_id IN ({', '.join('?' * len(part))})", list(part))
            for part in _parts(account_ids)
        ]
    for condition, values in parts:
        for number, key, value in store.rows(
            "SELECT account_id, key, value FROM facts WHERE account_id IS NOT NULL "
            f"AND contact_id IS NULL AND {condition} ORDER BY id",
            values,
        ):
            if (name := fact_key(key)) in wanted:
                found.setdefault(number, {})[name] = value
    return found


def facts_of(store: "Store", account_id: int) -> Facts:
    """Return every fact of one account; of several of one key the newest."""
    rows = store.rows(
        "SELECT key, value FROM facts WHERE account_id = ? AND contact_id IS NULL ORDER BY id",
        (account_id,),
    )
    return {fact_key(row["key"]): row["value"] for row in rows}


def fields_of(store: "Store", account_id: int) -> "dict[str, Value] | None":
    """Return an account's fields by name, None when it is not there."""
    listed = ", ".join(f"{column(field)} AS {field}" for field in FIELDS)
    row = store.row(f"SELECT {listed} FROM accounts WHERE id = ?", (account_id,))
    return dict(row) if row else None


def _parts(account_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(account_ids), _AT_A_TIME):
        yield account_ids[start : start + _AT_A_TIME]
