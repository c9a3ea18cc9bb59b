"""Finds in a note that somebody is not to be called, where it plainly says so and no more."""

import re

from workstation.method.text import folded

_REFUSED = re.compile(
    r"(?:please |pls |bitte |por favor )?(?:"
    r"(?:do ?n[o']?t|do not|never) (?:call|phone|ring|contact|cold ?call)|dnc|no (?:cold ?)?calls|"
    r"(?:(?:he|she|they) )?(?:has |have )?asked (?:us )?not to (?:be )?"
    r"(?:call|called|phone|phoned|contact|contacted)|"
    r"(?:(?:he|she) )?(?:does not|doesn'?t) want (?:to be (?:called|contacted)|(?:any )?calls)|"
    r"(?:nicht|nie|niemals)(?: mehr| wieder)? (?:anrufen|kontaktieren)|keine? (?:werbe)?anrufe?|"
    r"(?:mochte|will|wunscht) (?:nicht(?: mehr)? (?:angerufen|kontaktiert) werden|keine anrufe)|"
    r"ne (?:pas|plus) (?:jamais )?(?:appeler|contacter)|no (?:llamar|contactar)|"
    r"niet(?: meer)? (?:bellen|benaderen)|non (?:chiamare|contattare)|ring (?:inte|ej|ikke)"
    r")(?: (?:again|any ?more|ever|please|him|her|them|us|bitte|mehr|mas|svp|piu|"
    r"(?:this|the) (?:person|contact|number|company)))*"
)
_LIMITS = re.compile(
    r"(?:no|non|nein|nee|nej|false|none|n|0|not|except|unless|only|but|if|when|while|before|after|"
    r"until|till|til|between|on|in|at|during|by|from|as|today|tomorrow|this|next|"
    r"ausser|nur|aber|wenn|falls|vor|nach|bis|zwischen|am|im|um|ab|heute|morgen|diese\w*|"
    r"avant|apres|jusqu\w*|sauf|entre|le|antes|despues|hasta|salvo|tot|voor|na|"
    r"mon|tue|wed|thu|fri|\d.*)\b.*"
)
"""How what stands behind begins where it is only for a time, or not so at all."""
_BY_THEN = frozenset(
    ("was", "formerly", "previously", "old", "no longer", "not", "fruher", "avant")
)
_PART = re.compile(r"\s*(?:[.;|,/!:()]+|\s[-–—]+\s)\s*")
_MAY = re.compile(
    "call|phone|ring|contact|dnc|anruf|ngeruf|kontakt|appel|llam|bell|benader|chiam|contatt",
    re.IGNORECASE,
)
"""One of these is in every such note."""
_LONGEST = 2000


def says_not_to_call(note: str) -> bool:
    """Say whether a sentence of a note, or a part of one, says just that somebody must not be.

    `Do not call before 10` and `not on the do-not-call list` say something else.
    """
    if len(note) > _LONGEST or not _MAY.search(note):
        return False
    note = note.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("\n", ";")
    said = re.sub(r"(?<=\w)-(?=\w)", " ", folded(note))
    parts = [" ".join(part.split()) for part in _PART.split(said)]
    parts = [part for part in parts if part]
    return any(
        _REFUSED.fullmatch(part)
        and not (parts[at + 1 :] and _LIMITS.fullmatch(parts[at + 1]))
        and not (at and parts[at - 1] in _BY_THEN)
        for at, part in enumerate(parts)
    )
