"""Names as they are compared: of companies without their legal form, of people with initials."""

import re
import unicodedata
from collections.abc import Sequence

_NOT_WORDS = re.compile(r"[\W_]+")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w(?:\.|\b))")
_SLASHED = re.compile(r"\b([aik])/s\b")
_AND = re.compile(r"[&+＆]")
_APOSTROPHES = re.compile("['’`´]")
_TWO_LETTERS = re.compile("([aou])e")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_ANDS = frozenset("and und et og och".split())
_FORMS = frozenset(
    """inc incorporated corp corporation co company llc llp lp ltd limited plc pllc lllp
    gmbh mbh ag kg kgaa ohg gbr ug ev se sa sas sasu sarl eurl sca snc scs srl srls spa sapa
    sl slu sau bv nv vof cv ab hb as asa ans aps is ks oy oyj doo dd ad ead eood ood
    spzoo spk sro kft zrt nyrt bt rt ltda eireli sapi pty pte pvt private bhd sdn
    kk gk tbk jsc ojsc cjsc pjsc ooo oao zao pao ou uab sia sti haftungsbeschrankt
    aktiengesellschaft publ""".split()
)
_FIRST_FORMS = frozenset("pt ooo oao zao pao tov ab".split())
_PHRASES = re.compile(
    r"\b(?:sp z oo|sp z o o|s a r l|sa rl|sa de cv|s de rl(?: de cv)?|s p a|s r l|s r o|g m b h)$"
)
_ONE_WORD = {"sp z oo": "spzoo", "sp z o o": "spzoo", "s a r l": "sarl", "sa rl": "sarl",
             "s p a": "spa", "s r l": "srl", "s r o": "sro", "g m b h": "gmbh"}  # fmt: skip
_EASTERN = re.compile(
    "株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|\\(주\\)|㈱"
)
_FOREIGN_ANDS = _ANDS - {"and"}
_OTHER_ANDS = re.compile(r"\b(?:und|et|og|och)\b")
_SEVERAL_BLANKS = re.compile("  +")
_LAST_WORDS = _FORMS | {"and"}
_TELLING_WORDS = _LAST_WORDS | frozenset("oo o l rl cv a h".split())
_FIRST_WORDS = _FIRST_FORMS | {"the"}
_SIGNS = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum() and code != ord("\n")}
)
_SAME = {"incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd"}


def name_key(name: str) -> str:
    """Return a name as it is compared: without case, punctuation and odd blanks."""
    folded = (name if name.isascii() else unicodedata.normalize("NFKC", name)).casefold()
    return _NOT_WORDS.sub(" ", folded).strip() or folded


def company_key(name: str) -> str:
    """Return a company's name as it is compared across lists; never empty for a name.

    Beyond ``name_key`` the legal form (`Inc.`, `GmbH & Co. KG`, `Sp. z o.o.`) is left out, accents
    and umlauts are folded (`ä`, `ae` and `a` alike), and `&`, `and` and `und` are the same.
    """
    return company_parts(name)[0]


def company_keys(names: Sequence[str]) -> list[str]:
    """Return what ``company_key`` gives for each of many names, "" for "", much faster.

    Plain names are treated as the lines of one text.
    """
    text = "\n".join(names)
    if not text.isascii() or text.count("\n") != len(names) - 1:
        plain = [name if name.isascii() and "\n" not in name else "" for name in names]
        keys = company_keys(plain) if any(plain) else plain
        return [
            key or (company_key(name) if name else "")
            for key, name in zip(keys, names, strict=True)
        ]
    text = text.casefold()
    if "." in text:
        text = _INITIALS.sub("", text)
    if "/" in text:
        text = _SLASHED.sub(r"\1s", text)
    text = text.replace("&", " and ").replace("+", " and ")
    text = text.replace("'", "").replace("`", "").translate(_SIGNS)
    text = _SEVERAL_BLANKS.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n").strip(" ")
    if not _FOREIGN_ANDS.isdisjoint(text.split()):
        text = _OTHER_ANDS.sub("and", text)
    keys = [
        _bare(key) if last in _TELLING_WORDS or first in _FIRST_WORDS else key
        for key in text.split("\n")
        for first, last in ((key.partition(" ")[0], key.rpartition(" ")[2]),)
    ]
    if "ae" in text or "oe" in text or "ue" in text:
        keys = _TWO_LETTERS.sub(r"\1", "\n".join(keys)).split("\n")
    return [key or (name_key(name) if name else "") for key, name in zip(keys, names, strict=True)]


def _one_word(found: re.Match[str]) -> str:
    return _ONE_WORD.get(found[0], "sa")


def _bare(folded: str) -> str:
    """Return folded words without a legal form at their end or beginning, and without `the`."""
    return " ".join(_without_forms(_PHRASES.sub(_one_word, folded).split())[0])


def company_parts(name: str) -> tuple[str, str]:
    """Return a company's key (see ``company_key``) and its legal form, "" where it names none."""
    rest, form = _without_forms(_folded_words(name))
    said = " ".join(_SAME.get(word, word) for word in form if word != "and")
    key = " ".join(rest)
    if "ae" in key or "oe" in key or "ue" in key:
        key = _TWO_LETTERS.sub(r"\1", key)
    return key or name_key(name), said


def _without_forms(words: list[str]) -> tuple[list[str], list[str]]:
    kept = len(words)
    while kept > 1 and words[kept - 1] in _LAST_WORDS:
        kept -= 1
    form, rest = words[kept:], words[:kept]
    if rest[:1] == ["the"] and len(rest) > 1:
        rest = rest[1:]
    if len(rest) > 1 and rest[0] in _FIRST_FORMS:
        form, rest = [rest[0], *form], rest[1:]
    return rest, form


def _folded_words(name: str) -> list[str]:
    if name.isascii():
        text = name.casefold()
    else:
        text = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
        plain = unicodedata.normalize("NFKD", _EASTERN.sub(" ", text) or text)
        text = "".join(letter for letter in plain if not unicodedata.combining(letter))
    if "." in text:
        text = _INITIALS.sub("", text)
    if "/" in text:
        text = _SLASHED.sub(r"\1s", text)
    if "&" in text or "+" in text or "＆" in text:
        text = _AND.sub(" and ", text)
    if not text.isascii() or "'" in text or "`" in text:
        text = _APOSTROPHES.sub("", text)
    text = _NOT_WORDS.sub(" ", text).strip()
    if text[-3:-2] == " " or text[-2:-1] == " ":
        text = _PHRASES.sub(_one_word, text)
    return ["and" if word in _ANDS else word for word in text.split()]


def names_agree(one: str, other: str) -> bool:
    """Say whether two names may be one person's: `J. Doe`, `Jane Doe` and `Doe, Jane` may.

    Every word of the shorter name must be in the longer, or be the initial of a word there, and
    at least one word must be whole. The same name agrees, though it be one letter or an emoji.
    """
    first, second = (_person_words(name) for name in (one, other))
    if first == second and (first or one.strip() == other.strip()):
        return True
    if len(first) > len(second):
        first, second = second, first
    left = list(second)
    whole = 0
    for word in sorted(first, key=len, reverse=True):
        found = next((each for each in left if each == word), None)
        whole += found is not None and len(word) > 1
        if found is None:
            found = next((each for each in left if _initial(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return whole > 0


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[:1] == other[:1]


def _person_words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [_TWO_LETTERS.sub(r"\1", word) for word in _NOT_WORDS.sub(" ", bare).split()]
