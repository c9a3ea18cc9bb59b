"""Lays an address card out under column names, so that it reads like a row of a table."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from workstation.exchange.vcard import Card, Property, unescaped
from workstation.method.text import clean, clean_line

ORDER = (
    "Full name", "First name", "Middle name", "Last name", "Name prefix", "Name suffix", "Nickname",
    "Company", "Department", "Title", "Role", "Email (work)", "Email", "Email (home)",
    "Phone (work)", "Phone (mobile)", "Phone", "Phone (home)", "Street", "City", "Region",
    "Postal code", "Country", "Website", "Note", "Birthday", "Categories", "UID", "Revision",
)  # fmt: skip
"""The columns that come first, where a file has them."""

_ADDRESS = ("Street", "City", "Region", "Postal code", "Country")
_NAME = ("Last name", "First name", "Middle name", "Name prefix", "Name suffix")
_TECHNICAL = frozenset(
    "BEGIN END VERSION PRODID MAILER SOURCE NAME PROFILE CLASS SORT-STRING CLIENTPIDMAP XML KIND "
    "MEMBER PHOTO LOGO SOUND KEY X-ABLABEL X-ABADR X-ABUID X-ABSHOWAS X-MS-OL-DESIGN "
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MS-CARDPICTURE X-EVOLUTION-FILE-AS "
    "X-EVOLUTION-WEBDAV-ETAG X-MOZILLA-HTML X-ADDRESSBOOKSERVER-KIND "
    "X-ADDRESSBOOKSERVER-MEMBER X-IMAGETYPE X-IMAGEHASH X-SHARED-PHOTO-DISPLAY-PREF".split()
)
_SINGLE = {
    "TITLE": "Title", "ROLE": "Role", "UID": "UID", "REV": "Revision", "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary", "X-ANNIVERSARY": "Anniversary", "X-MS-ANNIVERSARY": "Anniversary",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary", "TZ": "Time zone", "GEO": "Coordinates",
    "GENDER": "Gender", "LANG": "Language",
}  # fmt: skip
_MESSENGERS = {
    "X-AIM": "aim", "X-ICQ": "icq", "X-JABBER": "jabber", "X-MSN": "msn", "X-YAHOO": "yahoo",
    "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-GOOGLE-TALK": "google talk",
    "X-GTALK": "google talk", "X-QQ": "qq", "X-GADUGADU": "gadu-gadu", "X-GROUPWISE": "groupwise",
    "X-MS-IMADDRESS": "", "X-KADDRESSBOOK-X-IMADDRESS": "",
}  # fmt: skip
_VENDOR = re.compile(
    r"X-(?:MS-OL-|MS-|EVOLUTION-|COUCHDB-|KADDRESSBOOK-(?:X-)?|MOZILLA-|LOTUS-|ANDROID-|AB)?",
    re.IGNORECASE,
)
_PLACES = {
    "work": "work", "office": "work", "business": "work", "home": "home", "dom": "", "mobile":
    "mobile", "cell": "mobile", "iphone": "mobile", "pcs": "mobile", "home page": "", "homepage":
    "", "main": "main", "other": "other", "school": "school",
}  # fmt: skip
_INNER_NAME = re.compile(
    r"^\s*BEGIN:VCARD\s.*?^FN[^:\n]*:([^\n]*)", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:[.,]\d+)?(\S*)", re.ASCII)
_ANDROID_KINDS = {"nickname": "Nickname", "contact_event": "Event", "relation": "Relation"}


class _Cells:
    """The values of one card by column."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}

    def several(self, column: str, value: str) -> None:
        """Add a value to a column that may hold more than one."""
        value = clean(value).strip()
        held = self.values.setdefault(column, []) if value else []
        if value and value not in held:
            held.append(value)

    def single(self, column: str, value: str) -> None:
        """Give a column its one value; another one goes to `<column> (2)` and so on."""
        value = clean(value).strip()
        name, count = column, 1
        while value and name in self.values and self.values[name] != [value]:
            count += 1
            name = f"{column} ({count})"
        if value:
            self.values[name] = [value]


def cells_of(card: Card) -> dict[str, str]:
    """Return what stands on a card by column; several of one kind are lines of one cell.

    A card of a company (by its kind, or its only name is the organisation's) has no names of a
    person. Addresses for work fill the plain columns, others carry what they are for.
    """
    cells = _Cells()
    ranked = sorted(card.properties, key=lambda said: said.preference)
    kinds: dict[str, list[Property]] = {}
    for said in ranked:
        kinds.setdefault(said.name, []).append(said)
    _names(card, kinds, cells)
    addresses = kinds.get("ADR", [])
    for said in sorted(addresses, key=lambda said: _place(said) == "home"):
        _address(said, cells)
    if not addresses:
        for said in kinds.get("LABEL", []):
            cells.single(_called("Street", _place(said)), said.text())
    for said in ranked:
        if said.name not in {"N", "FN", "ORG", "ADR", "LABEL"} | _TECHNICAL:
            _other(said, cells)
    # Our own cards say a mark by its property, and by a category for people to see.
    marks = {name.removeprefix("X-").lower() for name in kinds}
    if held := cells.values.get("Categories"):
        cells.values["Categories"] = [each for each in held if each not in marks]
    return {column: "\n".join(values) for column, values in cells.values.items() if values}


def kind_of(card: Card) -> str:
    """Return what a card stands for: `individual`, `org`, `group` or what it says of itself."""
    for said in card.properties:
        if said.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"}:
            return said.value.strip().lower()
        if said.name == "X-ABSHOWAS" and said.value.strip().upper() == "COMPANY":
            return "org"
    return "individual"


def in_order(found: Iterable[str]) -> list[str]:
    """Return columns with the well-known ones first and the others as they were found."""
    names = list(dict.fromkeys(found))
    known = [name for name in ORDER if name in names]
    return known + [name for name in names if name not in set(known)]


def _names(card: Card, kinds: dict[str, list[Property]], cells: _Cells) -> None:
    named = kinds.get("N", [])
    parts = named[0].parts() if named else []
    full = [clean_line(said.text()) for said in kinds.get("FN", [])]
    companies = [said.parts() for said in kinds.get("ORG", [])]
    company = next((clean_line(parts[0]) for parts in companies if parts[0]), "")
    is_company = kind_of(card) == "org" or not (any(parts) or (full and full[0] != company))
    if is_company and not company and full:
        company = full[0]
        cells.single("Company", company)
    elif not is_company:
        for column, value in zip(_NAME, parts, strict=False):
            cells.single(column, clean_line(value))
        whole = " ".join(parts[at] for at in (3, 1, 2, 0, 4) if at < len(parts) and parts[at])
        for name in full or [clean_line(whole)]:
            cells.single("Full name", name)
    for units in companies:
        cells.single("Company", clean_line(units[0]))
        cells.single("Department", clean_line(", ".join(unit for unit in units[1:] if unit)))


def _address(said: Property, cells: _Cells) -> None:
    box, extended, street, *rest = [*said.parts(), *[""] * 7][:7]
    lines = [line.strip(" ,") for line in (street, extended, box)]
    values = ["\n".join(filter(None, lines)), *(clean_line(part).strip(" ,") for part in rest)]
    if not any(values):
        values[0] = unescaped("".join(said.parameters.get("LABEL", [])))
    place, count = _place(said), 1
    columns = [_called(column, place) for column in _ADDRESS]
    while any(column in cells.values for column in columns):
        count += 1
        columns = [_called(column, f"{place} {count}".strip()) for column in _ADDRESS]
    for column, value in zip(columns, values, strict=True):
        cells.single(column, value)


def _other(said: Property, cells: _Cells) -> None:
    """Put a property that is neither name nor address where it belongs."""
    name, text = said.name, said.text()
    several = _SEVERAL.get(name)
    if several:
        several(said, text, cells)
    elif name == "AGENT":
        inner = _INNER_NAME.search(text)
        cells.single("Agent", inner[1] if inner else text)
    elif name in _SINGLE:
        is_day = name == "REV" or _SINGLE[name] in {"Birthday", "Anniversary"}
        cells.single(_SINGLE[name], _in_iso(text) if is_day else text)
    elif name in _MESSENGERS:
        cells.several(_called("Messenger", _MESSENGERS[name]), text)
    elif name == "X-ANDROID-CUSTOM":
        parts = said.parts()
        kind = parts[0].rpartition("/")[2]
        cells.several(_ANDROID_KINDS.get(kind, _title(kind)), parts[1] if len(parts) > 1 else "")
    else:
        words = _VENDOR.sub("", name, count=1).replace("-", " ").replace("_", " ").lower()
        column = _title(said.label or words) or name.capitalize()
        cells.several(column, _in_iso(text) if "DATE" in name else text)


def _email(said: Property, text: str, cells: _Cells) -> None:
    address = re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE)
    cells.several(_called("Email", _place(said)), address)


def _phone(said: Property, text: str, cells: _Cells) -> None:
    number, _, more = re.sub(r"^tel:", "", text.strip(), flags=re.IGNORECASE).partition(";")
    extension = re.search(r"(?:^|;)ext=([^;]+)", more, re.IGNORECASE)
    if extension:
        number = f"{number} ext. {extension[1]}"
    elif more and "=" not in more:
        number = f"{number};{more}"
    types, label = said.types, said.label.lower()
    if "fax" in types or "fax" in label:
        place = "home" if "home" in types or "home" in label else "work"
        cells.several(f"Fax ({place})" if {"home", "work"} & types or label else "Fax", number)
    elif "pager" in types or label == "pager":
        cells.several("Pager", number)
    else:
        cells.several(_called("Phone", _place(said)), number)


def _website(said: Property, text: str, cells: _Cells) -> None:
    place = _place(said)
    cells.several(_called("Website", "" if place == "work" else place), text)


def _list(column: str) -> Callable[[Property, str, _Cells], None]:
    def put(said: Property, _: str, cells: _Cells) -> None:
        for item in said.items():
            cells.several(column, item)

    return put


def _messenger(said: Property, text: str, cells: _Cells) -> None:
    service = "".join(said.parameters.get("X-SERVICE-TYPE", []))
    scheme, colon, address = text.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*", scheme):
        scheme, address = "", text
    cells.several(_called("Messenger", (service or scheme).lower()), address)


def _profile(said: Property, text: str, cells: _Cells) -> None:
    service = next((kind for kind in sorted(said.types) if kind != "pref"), "")
    known = {"linkedin": "LinkedIn", "twitter": "Twitter", "facebook": "Facebook"}
    cells.several(known.get(service) or _called("Profile", service or said.label.lower()), text)


def _related(said: Property, text: str, cells: _Cells) -> None:
    kind = said.label or next((kind for kind in sorted(said.types) if kind != "pref"), "")
    cells.several(_title(kind) or "Related name", text)


_SEVERAL: dict[str, Callable[[Property, str, _Cells], None]] = {
    "EMAIL": _email, "TEL": _phone, "X-MS-TEL": _phone, "URL": _website, "IMPP": _messenger,
    "X-SOCIALPROFILE": _profile, "X-ABRELATEDNAMES": _related, "RELATED": _related,
    "CATEGORIES": _list("Categories"), "NICKNAME": _list("Nickname"),
    "NOTE": lambda _, text, cells: cells.several("Note", text),
}  # fmt: skip


def _place(said: Property) -> str:
    """Return what an address, number or site is for, as the word in brackets behind the column."""
    label = clean_line(said.label).lower()
    if label:
        return _PLACES.get(label, label.removesuffix(" phone"))
    types = said.types
    for kind in ("cell", "iphone", "mobile", "pcs"):
        if kind in types:
            return "mobile"
    for kind in ("work", "home", "main", "callback", "assistant", "company", "car", "radio"):
        if kind in types:
            return kind
    return "other" if "other" in types else ""


def _called(column: str, place: str) -> str:
    if column in _ADDRESS and (place in {"work", "other"} or place.startswith("work ")):
        place = place.removeprefix("work").removeprefix("other").strip()
    return f"{column} ({clean_line(place)})" if place else column


def _title(words: str) -> str:
    said = clean_line(words)
    return said[:1].upper() + said[1:]


def _in_iso(text: str) -> str:
    """Write a day or moment without separators (`19800322`, `20120305T131933Z`) with them."""
    said = text.strip()
    if found := _MOMENT.fullmatch(said):
        year, month, day, hour, minute, second, zone = found.groups()
        on = f"{year}-{month}-{day}"
        bare_day = (hour, minute, second) == ("00", "00", "00") and not zone.strip("Z")
        return on if bare_day else f"{on}T{hour}:{minute}:{second}{zone}"
    found = _DAY.fullmatch(said)
    return date(*map(int, found.groups())).isoformat() if found and _exists(said) else said


def _exists(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
