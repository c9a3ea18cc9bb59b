"""Takes the records out of what a tool's programming interface answers: `{"results": [...]}`."""

from collections.abc import Iterator

from workstation.exchange.json_objects import Found

_LISTS = frozenset(
    """results result data records record items values value rows objects entries list elements
    contacts people persons companies organizations accounts leads deals opportunities users
    customers""".split()
)
_ABOUT = frozenset(
    """paging pagination page pages per_page perpage limit offset total totals total_count
    totalcount totalsize total_size size count has_more hasmore more next next_page nextpage
    nextrecordsurl next_cursor cursor prev previous links _links meta metadata info status success
    done ok error errors message query time request_id version object type kind etag
    additional_data related_objects @odata.context @odata.nextlink @odata.count""".split()
)
_INNER = ("properties", "fields")
"""Keys under which such an answer keeps what a record says."""


def unwrapped(found: Found) -> Iterator[Found]:
    """Yield the records in an answer, or the object itself where it is a record.

    It is an answer where a list of objects stands beside nothing but what is told of the list.
    """
    value = found.value
    listed = _listed(value) if value is not None else None
    if listed is None:
        yield found if value is None else Found(found.line, plain(value), found.text)
        return
    for at, each in enumerate(listed):
        yield Found(found.line + at, plain(each))


def _listed(value: dict[str, object]) -> list[dict[str, object]] | None:
    held = [key for key in value if key.casefold() not in _ABOUT]
    if len(held) != 1 or held[0].casefold() not in _LISTS:
        return None
    items = value[held[0]]
    if isinstance(items, dict):
        return _listed(items)
    if not isinstance(items, list) or not items:
        return None
    return items if all(isinstance(item, dict) for item in items) else None


def plain(value: dict[str, object]) -> dict[str, object]:
    """Put what stands under `properties` among the rest of a record, unless that is there too."""
    for key in _INNER:
        inner = value.get(key)
        if isinstance(inner, dict) and not inner.keys() & (value.keys() - {key}):
            rest = {name: held for name, held in value.items() if name != key}
            return {**rest, **inner}
    return value
