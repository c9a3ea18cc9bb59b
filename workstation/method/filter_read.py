"""Reads the text of a filter into its tree."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TypeVar, cast

from workstation.method.filter_days import MOST_WORDS, read_period, read_untouched
from workstation.method.filter_tokens import Token, key_at, split
from workstation.method.filter_tree import (
    EVERYTHING,
    ChoiceField,
    DayField,
    During,
    Either,
    Filter,
    FilterError,
    Has,
    Not,
    Number,
    NumberField,
    OneOf,
    Period,
    Said,
    Text,
    TextField,
    Untouched,
    Words,
    either,
    every,
)
from workstation.method.filter_words import (
    KEYS,
    THINGS,
    Key,
    Known,
    as_choice,
    choices,
    nearest,
    quoted_if_needed,
    resolve,
)

FoundT = TypeVar("FoundT")

MOST_CONDITIONS = 60
MOST_DEPTH = 20
_LONGEST_VALUE = 5
"""Words of the longest name that is chosen from."""

BOUNDS: dict[str, tuple[int, int]] = {
    "tier": (1, 4),
    "fit": (0, 100),
    "stars": (0, 5),
    "urgency": (0, 100),
    "flames": (0, 4),
}
_MOST_NUMBER = 10**12
_SCALES = {"k": 10**3, "m": 10**6, "bn": 10**9, "b": 10**9, "": 1}
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,6})?(k|m|bn|b)?"
_RANGE = re.compile(rf"{_NUMBER}(?:-|–|\.\.){_NUMBER}", re.ASCII)
_SINGLE = re.compile(rf"{_NUMBER}(\+?)", re.ASCII)
_SIGNS = {"over": ">", "above": ">", "under": "<", "below": "<", "from": ">=", "least": ">="}
_JOINS = ("or", "and", "not")


def read(text: str, known: Known) -> Filter:
    """Return the filter a text means; the empty text is the filter that everything fits.

    Raises:
        FilterError: it cannot be read; the message is a sentence with the place.
    """
    reader = _Reader(text, known)
    if reader.here.kind == "end":
        return EVERYTHING
    return reader.whole()


def readable(text: str, known: Known) -> str:
    """Return the part of a filter before its first mistake, all of it where there is none."""
    while text:
        try:
            read(text, known)
        except FilterError as error:
            text = text[: min(error.start, len(text) - 1)].rstrip()
        else:
            break
    return text


FreeWords = tuple[Token | None, tuple[Token, ...], Token]
"""The token before some words (None: they come first), the words, the token after them."""


def free_words(text: str, known: Known) -> list[FreeWords]:
    """Return the runs of words that begin no condition: what a filter looks for as names.

    Raises:
        FilterError: the filter cannot be read.
    """
    reader = _Reader(text, known)
    if reader.here.kind != "end":
        reader.whole()
    return reader.free


class _Reader:
    def __init__(self, text: str, known: Known) -> None:
        self.free: list[FreeWords] = []
        self._text = text
        self._known = known
        self._tokens = split(text)
        self._at = 0
        self._conditions = 0
        self._depth = 0

    @property
    def here(self) -> Token:
        return self._tokens[self._at]

    def _ahead(self, number: int = 1) -> Token:
        return self._tokens[min(self._at + number, len(self._tokens) - 1)]

    def whole(self) -> Filter:
        found = self._either()
        if self.here.kind != "end":
            raise self._wrong(self.here, f"“{self.here.text}” closes nothing")
        return found

    # The three ways of joining conditions

    def _either(self) -> Filter:
        parts = [self._every()]
        while self.here.plain == "or":
            word = self.here
            self._at += 1
            if self._ends():
                raise self._missing(word, "another condition")
            parts.append(self._every())
        return either(parts)

    def _every(self) -> Filter:
        if self.here.plain == "or":
            raise self._wrong(self.here, "“or” has nothing before it")
        parts: list[Filter] = []
        while not self._ends():
            if self.here.is_sign(",") or self.here.plain == "and":
                self._at += 1
                continue
            parts.append(self._one())
        if not parts and self.here.is_sign(")"):
            raise self._wrong(self.here, "there is nothing in the brackets")
        if not parts:
            raise FilterError(
                f"Nothing is said before letter {self.here.start + 1}.",
                self.here.start,
                self.here.end,
                unfinished=self.here.kind == "end",
            )
        return every(parts)

    def _ends(self) -> bool:
        return self.here.kind == "end" or self.here.plain == "or" or self.here.is_sign(")")

    def _one(self) -> Filter:
        token = self.here
        if token.plain == "not" or token.is_sign("-"):
            self._at += 1
            if self._ends() or self.here.is_sign(","):
                raise self._missing(token, "what it leaves out")
            return Not(self._deeper(self._negated))
        if token.is_sign("("):
            self._at += 1
            found = self._deeper(self._either)
            if not self.here.is_sign(")"):
                raise FilterError(
                    f"The bracket at letter {token.start + 1} is not closed.",
                    token.start,
                    token.end,
                    unfinished=self.here.kind == "end",
                )
            self._at += 1
            return found
        return self._condition()

    def _negated(self) -> Filter:
        """Return what a "not" takes away: of plain words the next one only."""
        if self.here.kind == "word" and self.here.plain != "not" and not self._key():
            began = self._at
            words = Words(self._take())
            self._note_free(began)
            return self._counted(words)
        return self._one()

    def _note_free(self, began: int) -> None:
        """Remember the words from a token up to here as looked for."""
        before = self._tokens[began - 1] if began else None
        run = tuple(self._tokens[began : self._at])
        self.free.append((before, run, self.here))

    def _deeper(self, read_part: Callable[[], Filter]) -> Filter:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._wrong(self.here, "the brackets and nots are nested too deep")
        found = read_part()
        self._depth -= 1
        return found

    def _counted(self, found: Filter) -> Filter:
        self._conditions += len(found.parts) if isinstance(found, Either) else 1
        if self._conditions > MOST_CONDITIONS:
            raise self._wrong(self.here, f"a filter has at most {MOST_CONDITIONS} conditions")
        return found

    # One condition

    def _condition(self) -> Filter:
        if self.here.kind == "phrase":
            return self._counted(Words(self._take(), exact=True))
        found = self._key()
        if found is None:
            if self.here.kind == "sign":
                last = self._tokens[self._at - 1].text if self._at else ""
                raise self._wrong(
                    self.here,
                    f"“{self.here.text}” stands alone; it follows a word such as “stars”",
                    meant=nearest(last, [each.word for each in KEYS if each.kind == "number"]),
                )
            first = self._at
            words = Words(self._run())
            self._note_free(first)
            return self._counted(words)
        key, length = found
        began = self.here
        self._at += length
        return self._counted(self._valued(key, began))

    def _valued(self, key: Key, began: Token) -> Filter:
        if key.kind == "number":
            return self._number(key, began)
        if key.kind == "choice":
            return self._choice(key, began)
        if key.kind == "answered":
            return self._answered(key, began)
        if key.kind in ("text", "said"):
            return self._words_of(key, began)
        if key.kind == "day":
            return self._day(key, began)
        if key.kind == "untouched":
            return self._untouched()
        if key.kind == "has":
            return self._thing(key, began)
        if key.kind == "group":
            return OneOf("country", (key.field,))
        return During("step", _OVERDUE) if key.word == "overdue" else Has("lead")

    def _key(self) -> tuple[Key, int] | None:
        return key_at(self._tokens, self._at)

    def _take(self) -> str:
        token = self.here
        self._at += 1
        return token.text

    def _is_plain(self, at: int) -> bool:
        """Tell whether a token is a word that begins nothing."""
        token = self._tokens[at]
        return (
            token.kind == "word" and token.plain not in _JOINS and key_at(self._tokens, at) is None
        )

    def _run(self) -> str:
        """Take the plain words that stand together; an "and" between two belongs to them."""
        words = [self._take()]
        while self._is_plain(self._at) or (
            self.here.plain == "and" and self._is_plain(self._at + 1)
        ):
            words.append(self._take())
        return " ".join(words)

    # Numbers

    def _number(self, key: Key, began: Token) -> Filter:
        if self.here.kind not in ("word", "sign") or self._ends() or self.here.is_sign(",", "("):
            if key.field == "flames":
                return Number("flames", 1)
            raise self._missing(began, f"a number, such as “{key.example}”")
        if key.field == "flames" and self._figures(self._at) is None and not self._compares():
            return Number("flames", 1)
        found: list[Filter] = [self._bounds(key, began)]
        while (self.here.is_sign(",") or self.here.plain == "or") and self._figures(self._at + 1):
            self._at += 1
            found.append(self._bounds(key, began))
        return either(found)

    def _compares(self) -> bool:
        return self.here.is_sign(">", ">=", "<", "<=", "=") or self.here.plain in (*_SIGNS, "at")

    def _figures(self, at: int) -> re.Match[str] | None:
        token = self._tokens[at]
        return (
            (_RANGE.fullmatch(token.plain) or _SINGLE.fullmatch(token.plain))
            if token.plain
            else None
        )

    def _bounds(self, key: Key, began: Token) -> Number:
        sign = "="
        if self._compares():
            if self.here.plain == "at":
                self._at += 1
            sign = _SIGNS.get(self.here.plain, self.here.text)
            if sign not in (">", ">=", "<", "<=", "="):
                raise self._wrong(self.here, f"“at {self.here.text}” is not “at least”")
            self._at += 1
        token = self.here
        figures = self._figures(self._at)
        if figures is None:
            if token.kind == "end":
                raise self._missing(began, f"a number, such as “{key.example}”")
            raise self._wrong(token, f"“{token.text}” is not a number, such as in “{key.example}”")
        self._at += 1
        field = cast("NumberField", key.field)
        if figures.re is _RANGE:
            least, most = self._amount(figures, 1, key, token), self._amount(figures, 4, key, token)
            if sign != "=" or least > most:
                raise self._wrong(token, f"“{token.text}” is not a range from low to high")
            return Number(field, least, most)
        number = self._amount(figures, 1, key, token)
        if figures[4]:
            sign = ">="
        if sign == "=" and self.here.plain == "to" and (to := self._figures(self._at + 1)):
            token = self._ahead()
            most = self._amount(to, 1, key, token)
            self._at += 2
            if to.re is _RANGE or most < number:
                raise self._wrong(token, f"“to {token.text}” is not a range from low to high")
            return Number(field, number, most)
        lowest, highest = BOUNDS.get(key.field, (0, _MOST_NUMBER))
        bounds = {
            "=": (number, number),
            ">=": (number, None),
            ">": (number + 1, None),
            "<=": (None, number),
            "<": (None, number - 1),
        }[sign]
        if (bounds[0] or 0) > highest or (bounds[1] is not None and bounds[1] < lowest):
            raise self._wrong(token, f"no {key.field} is {sign} {number}")
        return Number(field, *bounds)

    def _amount(self, figures: re.Match[str], group: int, key: Key, token: Token) -> int:
        whole, part, scale = figures[group], figures[group + 1], figures[group + 2]
        try:
            number = Decimal(whole.replace(",", "") + (part or "")) * _SCALES[scale or ""]
        except InvalidOperation:
            number = Decimal(-1)
        lowest, highest = BOUNDS.get(key.field, (0, _MOST_NUMBER))
        if number != int(number):
            raise self._wrong(token, f"“{token.text}” is not a whole number")
        if not lowest <= number <= highest:
            raise self._wrong(token, f"{key.field} goes from {lowest} to {highest:,}")
        return int(number)

    # Names to choose from

    def _choice(self, key: Key, began: Token) -> Filter:
        field = as_choice(key.field)
        keys = self._chosen(field, whole=False)
        if keys is None:
            if field == "objection" and not self._names_something():
                return OneOf(field, ("any",))
            if field == "cadence" and not self._names_something():
                return OneOf(field, ("running",))
            raise self._unknown(field, key, began)
        while self.here.is_sign(",") or self.here.plain == "or":
            self._at += 1
            may = self._is_plain(self._at) or (field == "country" and self._is_group())
            more = self._chosen(field, whole=True) if may else None
            if more is None:
                self._at -= 1
                break
            keys += more
        return OneOf(field, tuple(dict.fromkeys(keys)))

    def _is_group(self) -> bool:
        found = self._key()
        return found is not None and found[0].kind == "group"

    def _names_something(self) -> bool:
        """Tell whether a value stands here, known or not."""
        return self.here.kind == "phrase" or self._is_plain(self._at)

    def _chosen(self, field: ChoiceField, *, whole: bool) -> list[str] | None:
        """Take the longest run of words that is a name, or names with slashes between."""
        if self.here.kind == "phrase":
            keys = resolve(field, self.here.text, self._known)
            self._at += bool(keys)
            return keys or None
        for length in range(_LONGEST_VALUE, 0, -1):
            part = self._tokens[self._at : self._at + length]
            if len(part) < length or any(token.kind != "word" for token in part):
                continue
            said = self._text[part[0].start : part[-1].end]
            found = [resolve(field, each, self._known, whole=whole) for each in _parts(said)]
            if all(found):
                self._at += length
                return [key for keys in found for key in keys]
        return None

    def _unknown(self, field: ChoiceField, key: Key, began: Token) -> FilterError:
        token = self.here
        if token.kind not in ("word", "phrase") or self._ends():
            return self._missing(began, f"a name, such as “{key.example}”")
        names = [each.title for each in choices(field, self._known)]
        names += [each.key.replace("_", " ") for each in choices(field, self._known)]
        last = self._at
        while self._is_plain(last + 1):
            last += 1
        said = self._text[token.start : self._tokens[last].end]
        meant = nearest(said, names) or nearest(token.text, names)
        if field == "country" and not meant:
            meant = f"city {quoted_if_needed(said)}"
        what = {"answered": "question", "country": "country"}.get(field, field)
        shown = token.text if meant and nearest(token.text, names) == meant else said
        end = token.start + len(shown)
        return self._wrong(token, f"there is no {what} “{shown}”", meant=meant, end=end)

    def _answered(self, key: Key, began: Token) -> Filter:
        questions: list[str] = []
        if self.here.kind != "phrase":
            found = self._chosen("answered", whole=False)
            if found is None:
                raise self._unknown("answered", key, began)
            questions = found
        if self.here.kind == "phrase":
            return Said("answer", self._take(), exact=True, questions=tuple(questions))
        return OneOf("answered", tuple(questions))

    # Words of one field

    def _words_of(self, key: Key, began: Token) -> Filter:
        exact = self.here.kind == "phrase"
        if not exact and not self._is_plain(self._at):
            raise self._missing(began, f"words, such as “{key.example}”")
        text = self._take() if exact else self._run()
        if key.kind == "said":
            return Said("note", text, exact)
        return Text(cast("TextField", key.field), text, exact)

    # Days

    def _day(self, key: Key, began: Token) -> Filter:
        ahead = key.field == "step"
        if ahead and self.here.plain == "overdue":
            self._at += 1
            return During("step", _OVERDUE)
        found = self._longest(lambda text: read_period(text, ahead=ahead))
        if found is not None:
            return During(cast("DayField", key.field), found)
        if self._names_something():
            raise self._wrong(
                self.here, f"“{self.here.text}” is no period, such as in “{key.example}”"
            )
        if key.field == "touched":
            return Has("touch")
        raise self._missing(began, f"a period, such as “{key.example}”")

    def _untouched(self) -> Filter:
        found = self._longest(read_untouched)
        return found if found is not None else Untouched()

    def _longest(self, read_text: Callable[[str], FoundT | None]) -> FoundT | None:
        for length in range(MOST_WORDS, 0, -1):
            part = self._tokens[self._at : self._at + length]
            if len(part) < length or any(token.kind != "word" for token in part):
                continue
            try:
                found = read_text(" ".join(token.text for token in part))
            except ValueError:
                raise self._wrong(part[-1], f"there is no day {part[-1].text}") from None
            if found is not None:
                self._at += length
                return found
        return None

    # What is there

    def _thing(self, key: Key, began: Token) -> Filter:
        for length in (2, 1):
            part = self._tokens[self._at : self._at + length]
            thing = THINGS.get(" ".join(token.plain for token in part))
            if thing is not None:
                self._at += length
                return Not(Has(thing)) if key.word == "no" else Has(thing)
        token = self.here
        if token.kind in ("end", "sign", "phrase"):
            raise self._missing(began, f"a word for it, such as in “{key.example}”")
        meant = nearest(token.text, THINGS)
        raise self._wrong(token, f"“{key.word} {token.text}” is nothing to go by", meant=meant)

    # Mistakes

    def _wrong(
        self, token: Token, words: str, *, meant: str = "", end: int | None = None
    ) -> FilterError:
        hint = f"; perhaps “{meant}” is meant." if meant else "."
        sentence = f"{words[:1].upper()}{words[1:]} (at letter {token.start + 1}){hint}"
        return FilterError(sentence, token.start, token.end if end is None else end, meant=meant)

    def _missing(self, token: Token, what: str) -> FilterError:
        return FilterError(
            f"After “{token.text}” (at letter {token.start + 1}) comes {what}.",
            token.start,
            token.end,
            unfinished=True,
        )


_OVERDUE = Period("overdue")


def _parts(said: str) -> list[str]:
    return [part.strip() for part in re.split(r"[/|]", said)]
