"""Tells words that stand where a company should and name none: `Retired`, `[not provided]`."""

import re
from collections.abc import Iterable

_NONE = frozenset(
    """n/a|n.a.|na|#n/a|#na|#n/d|n/d|n.v.t.|nvt|k.a.|k. a.|none|null|nil|nan|no value|not provided
    not available|not applicable|not specified|not known|unknown|unknown company|undefined|tbd|tba
    no company|without company|nicht angegeben|nicht zutreffend|keine angabe|keine angaben|keine
    keine firma|ohne firma|ohne|unbekannt|aucun|aucune|aucune entreprise|sans entreprise|néant
    inconnu|non renseigné|non communiqué|ninguno|ninguna|sin empresa|desconocido|no aplica|nessuno
    nessuna|nessuna azienda|sconosciuto|geen|geen bedrijf|onbekend|ingen|okänd|nenhuma|nenhum
    -none-""".replace("\n", "|").split("|")
)
_OWN = frozenset(
    """self employed|selfemployed|self|freelance|freelancer|freelancing|freelance consultant
    independent|independent consultant|independent contractor|independent professional|sole trader
    sole proprietor|unemployed|not employed|retired|retiree|student|private|private person
    private individual|private citizen|individual|personal|homemaker|between jobs
    in between jobs|job seeker|seeking new opportunities|looking for new opportunities
    seeking opportunities|open to work|open to opportunities|career break|stealth|stealth mode
    stealth startup|stealth mode startup|confidential|undisclosed|various|selbständig
    selbstständig|selbstaendig|selbststaendig|selbständige|selbstständige|freiberufler
    freiberuflerin|freiberuflich|freier mitarbeiter|freie mitarbeiterin|privat|privatperson
    privatkunde|rentner|rentnerin|im ruhestand|ruhestand|in rente|pensionär|pensionärin|pensioniert
    studentin|studierende|arbeitslos|arbeitssuchend|arbeitsuchend|hausfrau|hausmann|indépendant
    indépendante|independant|independante|auto entrepreneur|autoentrepreneur|micro entrepreneur
    à mon compte|a mon compte|profession libérale|particulier|retraité|retraitée|étudiant
    étudiante|sans emploi|en recherche d'emploi|en recherche d’emploi|autónomo|autónoma|autonomo
    autonoma|trabajador autónomo|por cuenta propia|cuenta propia|independiente|particular|jubilado
    jubilada|estudiante|desempleado|desempleada|libero professionista|libera professionista
    lavoratore autonomo|privato|pensionato|pensionata|studente|studentessa|disoccupato|disoccupata
    zelfstandig|zelfstandige|zzp|zzp'er|zzp’er|zzper|gepensioneerd|werkloos|egenföretagare
    egen företagare|frilans|frilansare|pensionär|selvstændig|selvstendig|autônomo|autônoma
    aposentado|aposentada|estudante""".replace("\n", "|").split("|")
)
_OWN_WORDS = frozenset(word.strip() for word in _OWN)
_NONE_WORDS = frozenset(word.strip() for word in _NONE)
_LONGEST = max(map(len, _OWN_WORDS | _NONE_WORDS)) + 4
_MOST_MARKS = 3
_NO_WORD = r"(?:[^\w\n]|_)*"
_NOTHING_LINE = re.compile(
    rf"^{_NO_WORD}(?:(?:{'|'.join(map(re.escape, _NONE_WORDS))}){_NO_WORD})?$",
    re.IGNORECASE | re.MULTILINE,
)
_AROUND = "()[]<>{}*\"'! "


def names_no_company(cell: str) -> bool:
    """Say whether the whole of a cell is a word that stands for no company."""
    return _said(cell) != ""


def some_name_nothing(cells: Iterable[str]) -> bool:
    """Say, much faster than one by one, whether any of many cells may only stand for empty ones."""
    return _NOTHING_LINE.search("\n".join(filter(None, cells)).replace("-", " ")) is not None


def names_nothing(cell: str) -> bool:
    """Say whether a cell only stands for an empty one (`n/a`, `unknown`), telling of nobody.

    A long row of question marks is a name whose letters an encoding lost.
    """
    lost = len(cell) > _MOST_MARKS and not any(map(str.isalnum, cell))
    return _said(cell) == "none" and not lost


def says_of_person(cell: str) -> bool:
    """Say whether such a word tells of the person (`Retired`), rather than of an empty cell."""
    return _said(cell) == "own"


def _said(cell: str) -> str:
    if not cell or len(cell) > _LONGEST:
        return ""
    word = cell.casefold().strip(_AROUND)
    plain = " ".join(word.replace("-", " ").split())
    if plain in _OWN_WORDS or plain.rstrip(".") in _OWN_WORDS:
        return "own"
    return "none" if not plain.strip("./?_#") or {word, plain} & _NONE_WORDS else ""
