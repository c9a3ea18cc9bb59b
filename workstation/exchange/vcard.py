"""Reads address cards of the versions 2.1, 3 and 4 as their programs really write them.

Ours rather than a library's: vobject stops at the first line it does not know and icalendar's
parser has no quoted-printable, no soft line breaks and no character sets of version 2.1.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workstation.exchange.encoding import MAX_LINE
from workstation.exchange.errors import TableError, shown
from workstation.exchange.vcard_lines import BINARY, ContentLine, PhysicalLines, content_lines

_HEAD = re.compile(rb"((?:[^:\"]|\"[^\"]*\")*):(.*)", re.DOTALL)
_PARAMETERS = re.compile(r";((?:[^;\"]|\"[^\"]*\")*)")
_ENCODINGS = {"QUOTED-PRINTABLE": "Q", "BASE64": "B", "B": "B", "Q": "Q", "8BIT": "", "7BIT": ""}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CHARSET = re.compile(
    r"utf|iso|windows|cp|us-?ascii|koi8|big5|gb|shift|euc|mac|latin", re.IGNORECASE
)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")


@dataclass(slots=True)
class Property:
    """One property of a card; `name` and the keys of `parameters` are upper case.

    `value` is text still escaped as the card's version does it; "" for pictures, sounds and keys.
    """

    name: str
    group: str
    parameters: dict[str, list[str]]
    value: str
    label: str = ""

    @property
    def types(self) -> set[str]:
        """Return what the property is for, in lower case: `work`, `cell`, `fax` and the like."""
        return {
            said.strip().lower().removeprefix("x-evolution-")
            for said in self.parameters.get("TYPE", [])
        }

    @property
    def preference(self) -> int:
        """Return its place among others of its kind, 1 for the preferred one, 101 for the rest."""
        if "pref" in self.types:
            return 1
        said = "".join(self.parameters.get("PREF", []))
        return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 101

    def text(self) -> str:
        """Return the value with its escapes resolved."""
        return unescaped(self.value)

    def parts(self) -> list[str]:
        """Return the parts between the semicolons of a structured value."""
        return [unescaped(part).strip() for part in _split(self.value, ";")]

    def items(self) -> list[str]:
        """Return the items between the commas of a list."""
        return [item for part in _split(self.value, ",") if (item := unescaped(part).strip())]


@dataclass(slots=True)
class Card:
    """One card: which of the file it is (from 1), its first line, what stands on it."""

    number: int
    line: int
    version: str = ""
    properties: list[Property] = field(default_factory=list)
    has_end: bool = False


def cards(path: Path, lines: PhysicalLines) -> Iterator[Card]:
    """Yield the cards of a file one by one; what stands between them is passed over.

    A card without an end ends where the next begins or the file does. A card inside a card (an
    agent) becomes the property AGENT with the name on it. Raises TableError for a card over
    MAX_LINE bytes.
    """
    reading = _Reading(path)
    for line in content_lines(path, lines):
        yield from reading.take(line)
    yield from reading.finish()


class _Reading:
    """Where the reading of a file of cards stands."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._card: Card | None = None
        self._count = 0
        self._size = 0
        self._inner = 0

    def take(self, line: ContentLine) -> Iterator[Card]:
        found = property_of(line.raw)
        if found is None:
            return
        begins = found.name in {"BEGIN", "END"} and found.value.strip().upper() == "VCARD"
        if begins and found.name == "BEGIN":
            if self._card is not None and self._expects_agent():
                self._inner += 1
                return
            yield from self.finish()
            self._count += 1
            self._card, self._size, self._inner = Card(self._count, line.number), 0, 0
        elif begins and self._inner:
            self._inner -= 1
        elif begins and self._card is not None:
            self._card.has_end = True
            yield from self.finish()
        elif self._card is not None:
            self._add(self._card, found, len(line.raw))

    def finish(self) -> Iterator[Card]:
        """Yield the card that is open, if any."""
        card, self._card = self._card, None
        if card is None:
            return
        labels = {
            said.group: unescaped(said.value)
            for said in card.properties
            if said.group and said.name == "X-ABLABEL"
        }
        for said in card.properties:
            label = labels.get(said.group, "") if said.group else ""
            apple = _APPLE_LABEL.fullmatch(label.strip())
            said.label = _words(apple[1]) if apple else label.strip()
        yield card

    def _expects_agent(self) -> bool:
        properties = self._card.properties if self._card else []
        last = properties[-1] if properties else None
        return last is not None and last.name == "AGENT" and not last.value.strip()

    def _add(self, card: Card, found: Property, size: int) -> None:
        self._size += size
        if self._size > MAX_LINE:
            message = (
                f"{shown(self._path)} line {card.line} begins a card of more than "
                f"{MAX_LINE // 1_000_000} MB: look for a missing END:VCARD."
            )
            raise TableError(message)
        if self._inner:
            if found.name == "FN" and card.properties[-1].name == "AGENT":
                card.properties[-1].value = found.value
        elif found.name == "VERSION":
            card.version = found.value.strip()
        else:
            card.properties.append(found)


def property_of(raw: bytes) -> Property | None:
    """Read one content line; None when it is no property."""
    split = _HEAD.fullmatch(raw)
    head, colon, value = (split[1], b":", split[2]) if split else raw.partition(b":")
    if not colon:
        return None
    said = _decoded(head, "")
    name, _, _ = said.partition(";")
    group, _, name = name.strip().rpartition(".")
    parameters = _parameters(said)
    encoding = "".join(parameters.get("ENCODING", []))[:20].upper()
    charset = "".join(parameters.get("CHARSET", []))[:40]
    name = name.upper()
    text = "" if name in BINARY else _value(value, _ENCODINGS.get(encoding, ""), charset)
    return Property(name, group.lower(), parameters, text) if name else None


def _parameters(head: str) -> dict[str, list[str]]:
    """Return the parameters; one without a name (version 2.1) is a type or an encoding."""
    found: dict[str, list[str]] = {}
    for said in _PARAMETERS.findall(head):
        key, equals, value = said.partition("=")
        if not equals:
            key, value = ("ENCODING" if key.strip().upper() in _ENCODINGS else "TYPE"), said
        key, value = key.strip().upper(), value.replace('"', "").strip()
        values = value.split(",") if key in {"TYPE", "PREF"} else [value]
        found.setdefault(key, []).extend(part.strip() for part in values)
    return found


def _value(raw: bytes, encoding: str, charset: str) -> str:
    if encoding == "Q":
        raw = quopri.decodestring(raw)
    elif encoding == "B":
        try:
            raw = base64.b64decode(b"".join(raw.split()))
        except (binascii.Error, ValueError):
            return ""
        if b"\0" in raw:
            return ""
    return _decoded(raw, charset)


def _decoded(raw: bytes, charset: str) -> str:
    """Decode by the character set that is named, else as UTF-8, else as Windows-1252."""
    if _CHARSET.match(charset):
        try:
            return raw.decode(charset, "replace")
        except (LookupError, ValueError):
            pass
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def unescaped(text: str) -> str:
    r"""Resolve `\n`, `\,`, `\;`, `\:` and `\\`; any other backslash stays."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda found: "\n" if found[1] in "nN" else found[1] if found[1] in ',;:\\"' else found[0],
        text,
    )


def _split(text: str, at: str) -> list[str]:
    """Split at a mark that no backslash stands before."""
    parts: list[str] = []
    for piece in text.split(at):
        if parts and (len(parts[-1]) - len(parts[-1].rstrip("\\"))) % 2:
            parts[-1] += at + piece
        else:
            parts.append(piece)
    return parts


def _words(label: str) -> str:
    """Write a built-in label of Apple's in words: `AssistantPhone` is `assistant phone`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label).lower()
