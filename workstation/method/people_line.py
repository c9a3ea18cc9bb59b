"""A person as typed in a call, in one line: name, title, numbers, addresses, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workstation.method.phones import Phone, parse_phone
from workstation.method.text import clean, folded
from workstation.method.title_words import (
    ARTICLES,
    JOINING,
    TAKES_NEXT,
    bare,
    is_head,
    is_title_word,
    role_of,
)

LONGEST = 2000
"""Characters that are read; what comes after them goes to the note as it is."""

_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EMAIL = re.compile(r"(?:mailto:)?([\w.+%'&=/-]{1,64}@[\w-]+(?:\.[\w-]+)+)")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EXTENSION = (
    r"(?:[,;]?\s{0,3}(?:extension|ext|extn|durchwahl|dw|poste|anexo|x|#)[.:]?\s{0,3}\d{1,7}\b)"
)
_NUMBER = re.compile(
    rf"(?<![\w@])\+?\s?\(?\d(?:[\d\s().\-–/]{{4,60}})?\d{_EXTENSION}?(?![\w@])", re.IGNORECASE
)
_WITH_EXTENSION = re.compile(rf"(.*?)({_EXTENSION})?", re.IGNORECASE | re.DOTALL)
_LABELS = (
    "email e-mail mail phone telephone tel telefon tél teléfono mobile mobil cell handy móvil"
    " portable direct office work fax"
).split()
_LABEL = re.compile(
    rf"(?<!\w)(?:({'|'.join(_LABELS)})\s?[.:]{{0,2}}|([emtpdof])\s?[.:])\s*$", re.IGNORECASE
)
_SPELT_OUT = re.compile(r"(?:^|(?<=[\n,;]))\s*(?:name|title|position)\s?:", re.IGNORECASE)
"""What stands before a part and says which it is; nothing is lost with it."""

_FAX = frozenset(("fax", "f"))
_BREAK = "\n"
_SEPARATORS = re.compile(r"[,;\t|•·()\[\]{}<>\"“”„«»、，；]|(?<=\s)[-–—/:]+(?=\s)|(?<=\w):(?=\s)")
_DIGIT = re.compile(r"\d")
_LEAD_INS = frozenset(
    "ask asked for talk talked to speak spoke with call see please contact it's its is meet".split()
)
_GREETINGS = frozenset(
    (
        "best regards", "kind regards", "warm regards", "regards", "best", "thanks", "many thanks",
        "thank you", "cheers", "sincerely", "yours sincerely", "hi", "hello", "dear", "best wishes",
        "mit freundlichen grussen", "viele grusse", "cordialement", "saludos", "un saludo",
        "sent from my iphone",
    )
)  # fmt: skip
_COMPANY = frozenset(
    "inc ltd llc llp plc gmbh ag kg corp corporation company sarl sas srl bv nv oy kk pty".split()
)
_BEFORE_NUMBERS = frozenset(
    "ext extension extn fax x no nr number floor suite room street road avenue at the of".split()
)
_MOST_NAME_WORDS = 7
_FEWEST_DIGITS = 7
"""Digits from which on a number is meant for dialling, also when its country is not known."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person as far as a line says who they are.

    `name` and `title` are "" where the line has none; `role` is a buying role, "unknown" unless
    the title makes it clear; `note` holds every word that was not understood. `said` repeats it
    all in one line, so that an error is seen before anything is saved.
    """

    name: str
    title: str
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    role: str
    note: str
    said: str


@dataclass(slots=True)
class _Found:
    phones: list[Phone] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read_person(line: str, *, region: str | None = None, company: str = "") -> Named:
    """Read a line about one person; the parts may come in any order, with separators or without.

    `region` (ISO code, "US") is the country of a number without "+"; `company` the name of the
    account, which is nobody's name. Reads anything and never raises; what it cannot place is in
    the note.
    """
    text = _INVISIBLE.sub("", clean(line))
    found = _Found()
    if len(text) > LONGEST:
        found.rest.append(" ".join(text[LONGEST:].split()))
    text = _take_web(_SPELT_OUT.sub("", text[:LONGEST]), found)
    text = _take_emails(text, found)
    text = _take_numbers(text, region, found)
    chunks = [" ".join(each.split()) for each in _SEPARATORS.sub(_BREAK, text).split(_BREAK)]
    _place([each for each in chunks if each], folded(company), found)
    return _named(found)


def _take_web(text: str, found: _Found) -> str:
    def take(match: re.Match[str]) -> str:
        found.rest.append(match[0])
        return _BREAK

    return _WEB.sub(take, text)


def _take_emails(text: str, found: _Found) -> str:
    pieces: list[str] = []
    at = 0
    for match in _EMAIL.finditer(text):
        if match[1] not in found.emails:
            found.emails.append(match[1])
        pieces.append(_LABEL.sub("", text[at : match.start()]))
        at = match.end()
    return _BREAK.join((*pieces, text[at:]))


def _take_numbers(text: str, region: str | None, found: _Found) -> str:
    pieces: list[str] = []
    at = 0
    for match in _NUMBER.finditer(text):
        phones, left = _phones_in(match[0], region)
        before = text[at : match.start()]
        label = _LABEL.search(before)
        if not phones and sum(map(str.isdigit, match[0])) < _FEWEST_DIGITS:
            continue
        if not phones:
            found.rest.append(" ".join(match[0].split()))
            left = ""
        elif label is not None and (label[1] or label[2]).casefold() in _FAX:
            found.rest.append(f"fax {' '.join(match[0].split())}")
            left = ""
        else:
            found.phones += [each for each in phones if each not in found.phones]
        pieces += [before[: label.start()] if label else before, left]
        at = match.end()
    return _BREAK.join((*pieces, text[at:]))


def _phones_in(run: str, region: str | None) -> tuple[list[Phone], str]:
    """Read a run of digits as one number or several, and what is left of it at the end."""
    whole = parse_phone(run, region)
    if whole is not None:
        return [whole], ""
    split = _WITH_EXTENSION.fullmatch(run)
    digits, extension = (split[1], split[2] or "") if split else (run, "")
    groups = digits.split()
    phones: list[Phone] = []
    while groups:
        for many in range(len(groups), 0, -1):
            tail = extension if many == len(groups) else ""
            number = parse_phone(" ".join(groups[:many]) + tail, region)
            if number is not None:
                phones.append(number)
                groups = groups[many:]
                extension = extension if groups else ""
                break
        else:
            break
    return phones, " ".join((*groups, extension)).strip()


def _place(chunks: list[str], company: str, found: _Found) -> None:
    """Decide for each piece of text between separators what it is."""
    mixed: list[tuple[list[str], list[tuple[bool, list[str]]]]] = []
    for chunk in chunks:
        words = chunk.split()
        if _is_rest(chunk, words, company):
            found.rest.append(chunk)
            continue
        parts = _parts(words)
        if all(titled for titled, _ in parts):
            found.titles.append(chunk)
        elif any(titled for titled, _ in parts):
            mixed.append((words, parts))
        else:
            _place_name(words, found)
    for words, parts in mixed:
        if found.names:
            found.titles.append(" ".join(words))
        else:
            _place_mixed(parts, found)
    if not found.names and not found.titles:
        _rescue_name(found)


def _rescue_name(found: _Found) -> None:
    """Take the words before a stray number as the name, when nothing else is one."""
    for place, chunk in enumerate(found.rest):
        words = chunk.split()
        begin = next((at for at, word in enumerate(words) if _DIGIT.search(word)), 0)
        name = [word for word in words[:begin] if any(letter.isalpha() for letter in word)]
        if name and len(name) == begin and not _BEFORE_NUMBERS.intersection(map(bare, name)):
            found.names.append(" ".join(name))
            found.rest[place] = " ".join(words[begin:])
            return


def _is_rest(chunk: str, words: list[str], company: str) -> bool:
    plain = folded(chunk).rstrip(".!:")
    return (
        plain in _GREETINGS
        or (bool(company) and plain == company)
        or _DIGIT.search(chunk) is not None
        or not any(letter.isalpha() for letter in chunk)
        or "@" in chunk
        or bare(words[-1]) in _COMPANY
    )


def _place_name(words: list[str], found: _Found) -> None:
    """Take words without any title as the name, unless there is one already."""
    begin = 0
    while begin < len(words) and words[begin].casefold() in _LEAD_INS:
        begin += 1
    marks = [word for word in words[begin:] if not any(letter.isalpha() for letter in word)]
    name = [word for word in words[begin:] if word not in marks]
    if found.names or not name or len(name) > _MOST_NAME_WORDS:
        found.rest.append(" ".join(words))
        return
    found.names.append(" ".join(name))
    if aside := [*words[:begin], *marks]:
        found.rest.append(" ".join(aside))


def _place_mixed(parts: list[tuple[bool, list[str]]], found: _Found) -> None:
    """Take the first words beside a title as the name; words after both go with the title."""
    title: list[str] = []
    for titled, words in parts:
        if titled or found.names:
            title += words
        else:
            _place_name(words, found)
    if title:
        found.titles.append(" ".join(title))


def _parts(words: list[str]) -> list[tuple[bool, list[str]]]:
    """Split words into runs that are a title (True) and runs that are not (False)."""
    kinds = _kinds(words)
    parts: list[tuple[bool, list[str]]] = []
    for titled, word in zip(kinds, words, strict=True):
        if parts and parts[-1][0] == titled:
            parts[-1][1].append(word)
        else:
            parts.append((titled, [word]))
    return parts


def _kinds(words: list[str]) -> list[bool]:
    """Say for each word whether it belongs to a title."""
    known = [is_title_word(word) for word in words]
    titled = [False] * len(words)
    whole = all(
        known[place] or bare(word) in JOINING or bare(word) in ARTICLES
        for place, word in enumerate(words)
    )
    if whole and any(known):
        return [True] * len(words)
    for place, word in enumerate(words):
        if is_head(word):
            _spread(words, known, titled, place)
    return titled


def _spread(words: list[str], known: list[bool], titled: list[bool], head: int) -> None:
    """Mark the title around its head: the words before that it is made of, and those after."""
    first = head
    while first > 0 and known[first - 1]:
        first -= 1
    if first > 0 and bare(words[first - 1]) in ARTICLES:
        first -= 1
    last = end = head
    while end + 1 < len(words):
        end += 1
        small = bare(words[end]) in JOINING
        after = bare(words[end - 1])
        if known[end] or (not small and _takes_next(words, end)):
            last = end
        elif not small or (after in TAKES_NEXT and bare(words[end]) in TAKES_NEXT):
            break
    titled[first : last + 1] = [True] * (last + 1 - first)


def _takes_next(words: list[str], place: int) -> bool:
    """Say whether a word follows "of", with or without an article between them."""
    before = bare(words[place - 1])
    earlier = bare(words[place - 2]) if place > 1 else ""
    articles = ARTICLES | {"la", "el", "le", "der", "die", "das", "l'"}
    return before in TAKES_NEXT or (before in articles and earlier in TAKES_NEXT)


def _named(found: _Found) -> Named:
    name = " ".join(found.names) or _name_in(found)
    title = ", ".join(found.titles)
    note = "; ".join(found.rest)
    role = role_of(title)
    pieces = (
        name or ("" if title else "no name"),
        title,
        *(each.display for each in found.phones),
        *found.emails,
        role.replace("_", " ") if role != "unknown" else "",
        f"to the note: {note}" if note else "",
    )
    return Named(
        name=name,
        title=title,
        phones=tuple(found.phones),
        emails=tuple(found.emails),
        role=role,
        note=note,
        said=" · ".join(each for each in pieces if each),
    )


def _name_in(found: _Found) -> str:
    """Return the name an address spells ("dana.whitfield@"), when nothing else says who it is."""
    if found.titles or not found.emails:
        return ""
    words = re.split(r"[._]", found.emails[0].partition("@")[0])
    if len(words) < 2 or not all(len(word) > 1 and word.isalpha() for word in words):
        return ""
    return " ".join(word.capitalize() for word in words)
