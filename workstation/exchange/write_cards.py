"""Writes people as address cards, version 3 or 4, with what protects them from being contacted."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal

import msgspec

from workstation.exchange.content_lines import content_line, escaped, parameter

Version = Literal["3.0", "4.0"]

_PHONES: dict[str, tuple[str, ...]] = {
    "work": ("work", "voice"), "mobile": ("cell",), "home": ("home", "voice"),
    "fax": ("fax",), "main": ("work", "voice"), "other": ("voice",),
}  # fmt: skip
_EMAILS = {"work": "work", "home": "home"}


class Way(msgspec.Struct, frozen=True):
    """An address or a number: ``kind`` is work, home, mobile, fax or other.

    ``state`` is valid, bounced or wrong; ``extension`` belongs to a number.
    """

    kind: str
    value: str
    state: str = "valid"
    extension: str | None = None


class CardPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as their card says it.

    ``uid`` stays the same whenever they are written; ``changed_at`` is a moment as ISO text in
    UTC; ``categories`` are words; ``protection`` are the reasons not to contact them, by property
    (``DO-NOT-CALL``, ``OPTED-OUT``).
    """

    uid: str
    name: str
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    title: str = ""
    role: str = ""
    note: str = ""
    changed_at: str = ""
    emails: tuple[Way, ...] = ()
    phones: tuple[Way, ...] = ()
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    website: str = ""
    categories: tuple[str, ...] = ()
    protection: dict[str, str] = {}


def cards_into(file: BinaryIO, people: Iterable[CardPerson], *, version: Version = "3.0") -> int:
    """Write a card for each into an open file and return how many there are.

    An address that bounced or is wrong is no EMAIL (nor such a number a TEL), so that no program
    uses it: it stands as X-BOUNCED-EMAIL, X-WRONG-EMAIL or X-WRONG-PHONE.
    """
    count = 0
    for person in people:
        file.write(b"".join(_lines(person, version)))
        count += 1
    return count


def _lines(person: CardPerson, version: Version) -> Iterator[bytes]:
    yield content_line("BEGIN", "VCARD")
    yield content_line("VERSION", version)
    yield content_line("PRODID", "-//workstation//sales workstation//EN")
    yield content_line("UID", escaped(person.uid))
    yield content_line("FN", escaped(person.name or person.company or "?"))
    yield content_line("N", ";".join(escaped(part) for part in (*_names(person), "", "", "")))
    for name, text in (
        ("ORG", person.company),
        ("TITLE", person.title),
        ("ROLE", person.role),
        ("URL", person.website),
        ("NOTE", person.note),
    ):
        if text:
            yield content_line(name, escaped(text))
    place = (person.street, person.city, person.region, person.postal_code, person.country)
    if any(place):
        value = ";".join(escaped(part) for part in ("", "", *place))
        yield content_line(f"ADR;TYPE={_said(('work',), version)}", value)
    yield from _emails(person, version)
    yield from _phones(person, version)
    if person.categories:
        yield content_line("CATEGORIES", ",".join(escaped(each) for each in person.categories))
    for name, reason in person.protection.items():
        yield content_line(f"X-{name}", escaped(reason))
    if person.changed_at:
        yield content_line("REV", _moment(person.changed_at, version))
    yield content_line("END", "VCARD")


def _names(person: CardPerson) -> tuple[str, str]:
    """Return the last and the first name; a name nobody took apart is split at its last blank."""
    if person.first_name or person.last_name:
        return person.last_name, person.first_name
    first, _, last = person.name.rpartition(" ")
    return last, first


def _emails(person: CardPerson, version: Version) -> Iterator[bytes]:
    first = True
    for way in person.emails:
        if way.state != "valid":
            yield content_line(f"X-{way.state.upper()}-EMAIL", escaped(way.value))
            continue
        kinds = [*(["internet"] if version == "3.0" else []), _EMAILS.get(way.kind, "")]
        yield content_line(f"EMAIL{_types([kind for kind in kinds if kind], version, first)}",
                           escaped(way.value))  # fmt: skip
        first = False


def _phones(person: CardPerson, version: Version) -> Iterator[bytes]:
    first = True
    for way in person.phones:
        said = f"{way.value} ext. {way.extension}" if way.extension else way.value
        if way.state != "valid":
            yield content_line("X-WRONG-PHONE", escaped(said))
            continue
        types = _types(_PHONES.get(way.kind, ("voice",)), version, first)
        first = False
        if version == "4.0" and way.value.startswith("+"):
            inner = f";ext={parameter(way.extension)}" if way.extension else ""
            yield content_line(f"TEL;VALUE=uri{types}", f"tel:{way.value}{inner}")
        else:
            yield content_line(f"TEL{types}", escaped(said))


def _types(kinds: Iterable[str], version: Version, first: bool) -> str:  # noqa: FBT001
    """Return what something is for; the first of several is the preferred one."""
    named = list(kinds)
    if version == "3.0":
        named += ["pref"] if first else []
        return f";TYPE={_said(named, version)}" if named else ""
    said = f";TYPE={_said(named, version)}" if named else ""
    return f"{said};PREF=1" if first else said


def _said(kinds: Iterable[str], version: Version) -> str:
    joined = ",".join(kinds)
    if version == "3.0":
        return joined.upper()
    return f'"{joined}"' if "," in joined else joined


def _moment(text: str, version: Version) -> str:
    return text if version == "3.0" else text.replace("-", "").replace(":", "")
