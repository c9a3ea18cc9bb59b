"""What a workbook says about its sheets, its texts and the looks of its cells."""

import posixpath
import re
import zipfile
from dataclasses import dataclass

from workstation.exchange.workbook_archive import Attributes, each_element, new_parser, part, pieces

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SIGN = re.compile(r"\[\$([^\]\-]+)(?:-[0-9A-Fa-f]+)?\]|([€£¥₹])|\"(\$)\"|\\(\$)")
_ZEROS = re.compile(r"0{2,}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the part it lies in, and whether people see it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How a number is to be read: as a day or moment, a length of time, with zeros, with a sign."""

    is_day: bool = False
    is_length: bool = False
    digits: int = 0
    sign: str = ""


PLAIN = Look()


def sheets_of(opened: zipfile.ZipFile) -> tuple[list[Sheet], bool]:
    """Return the sheets with cells in their order, and whether days count from 1904."""
    found: list[tuple[str, str, bool]] = []
    since_1904 = False
    targets: dict[str, str] = {}

    main = _main_part(opened)
    folder = posixpath.dirname(main)

    def of_workbook(tag: str, attributes: Attributes) -> None:
        nonlocal since_1904
        if tag == "sheet":
            related = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            visible = attributes.get("state", "visible") == "visible"
            found.append((attributes.get("name", ""), related, visible))
        elif tag == "workbookPr":
            since_1904 = attributes.get("date1904", "0").lower() in {"1", "true", "on"}

    def of_relations(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            )

    each_element(opened, main, of_workbook)
    each_element(
        opened, f"{folder}/_rels/{posixpath.basename(main)}.rels".lstrip("/"), of_relations
    )
    sheets = [Sheet(name, targets[id_], seen) for name, id_, seen in found if id_ in targets]
    return sheets, since_1904


def _main_part(opened: zipfile.ZipFile) -> str:
    """Return the part that lists the sheets; some programs number its name."""
    found = ["xl/workbook.xml"]

    def started(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    try:
        each_element(opened, "_rels/.rels", started)
    except KeyError:
        return found[0]
    return found[-1]


def shared_texts(opened: zipfile.ZipFile) -> list[str]:
    """Return the texts the cells point to; a workbook may have none."""
    try:
        info = part(opened, "xl/sharedStrings.xml")
    except KeyError:
        return []
    reading = _Texts()
    parser = new_parser()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    for _ in pieces(opened, info, parser):
        pass
    return reading.texts


class _Texts:
    """Collects shared texts, leaving out how they are pronounced."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._said: list[str] = []
        self._listening = False
        self._sounds = 0

    def start(self, tag: str, _: Attributes) -> None:
        name = tag.rpartition(":")[2]
        if name == "t":
            self._listening = not self._sounds
        elif name == "rPh":
            self._sounds += 1
        elif name == "si":
            self._said = []

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "t":
            self._listening = False
        elif name == "rPh":
            self._sounds -= 1
        elif name == "si":
            self.texts.append(unescaped("".join(self._said)))

    def text(self, data: str) -> None:
        if self._listening:
            self._said.append(data)


def unescaped(text: str) -> str:
    """Return a text with the characters XML cannot hold, which workbooks write as `_x000D_`."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def looks_of(opened: zipfile.ZipFile) -> list[Look]:
    """Return the look of every cell style, in the order cells refer to them."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    inside = ""

    def of_styles(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag in {"cellXfs", "cellStyleXfs"}:
            inside = tag
        elif tag == "numFmt":
            codes.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
        elif tag == "xf" and inside == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    try:
        each_element(opened, "xl/styles.xml", of_styles)
    except KeyError:
        return []
    known: dict[str, Look] = {}
    return [known.setdefault(number, _look(number, codes)) for number in styles]


def _look(number: str, codes: dict[str, str]) -> Look:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    own = codes.get(number)
    code = own if own is not None else BUILTIN_FORMATS.get(int(number) if number.isdecimal() else 0)
    if not code or code == "General":
        return PLAIN
    if is_timedelta_format(code):
        return Look(is_length=True)
    if is_date_format(code):
        return Look(is_day=True)
    if _ZEROS.fullmatch(code):
        return Look(digits=len(code))
    sign = _SIGN.search(own or "")
    return Look(sign=next(filter(None, sign.groups())).strip()) if sign else PLAIN
