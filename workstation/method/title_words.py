"""The words that make a title ("VP", "head of", "Leiterin") and what they say about a person."""

import re

HEADS = frozenset(
    """
    vp svp evp avp president vice-president director manager lead leader teamlead head chief officer
    ceo cfo coo cto cio ciso cmo cro cso cpo chro owner co-owner founder co-founder cofounder
    partner principal chairman chairwoman chair superintendent supervisor foreman coordinator
    assistant secretary receptionist reception gatekeeper pa ea analyst engineer architect developer
    consultant adviser advisor buyer specialist technician administrator admin accountant controller
    treasurer clerk planner dispatcher operator representative rep executive exec strategist
    bookkeeper counsel md gm sdr bdr ae

    geschäftsführer geschäftsführerin inhaber inhaberin vorstand vorständin leiter leiterin leitung
    chef chefin direktor direktorin prokurist prokuristin assistent assistentin assistenz sekretär
    sekretärin sekretariat sachbearbeiter sachbearbeiterin referent referentin einkäufer einkäuferin
    berater beraterin gründer gründerin empfang

    directeur directrice pdg dg daf dsi responsable gérant gérante président présidente fondateur
    fondatrice assistante secrétaire adjoint adjointe acheteur acheteuse comptable cheffe
    chargé chargée conseiller conseillère accueil

    director directora gerente gerenta jefe jefa presidente presidenta dueño dueña propietario
    propietaria fundador fundadora asistente secretario secretaria recepcionista encargado encargada
    comprador compradora contable coordinador coordinadora consejero consejera
    """.split()
)
"""Words that are enough to make a title."""

HEAD_ENDINGS = (
    "leiter",
    "leiterin",
    "leitung",
    "führer",
    "führerin",
    "direktor",
    "direktorin",
    "manager",
    "managerin",
    "assistent",
    "assistentin",
    "referent",
    "referentin",
    "berater",
    "beraterin",
    "部長",
    "課長",
    "社長",
    "经理",
    "總監",
    "总监",
)
"""How German compounds and titles in Chinese and Japanese end."""

DEPARTMENTS = frozenset(
    """
    senior sr junior jr deputy vice assistant associate executive managing general global regional
    national area group team acting interim personal corporate divisional chief staff night
    day shift desk front back office floor plant site store warehouse field inside outside account
    operations ops sales marketing finance financial it information technology technical tech
    engineering product production manufacturing quality assurance control purchasing procurement
    sourcing supply chain logistics transport fleet shipping maintenance facilities facility safety
    security compliance legal risk hr human resources people talent recruiting training customer
    client success service services support experience business development growth revenue strategy
    strategic digital data analytics research innovation project program programme portfolio
    partnerships partner channel public relations communications brand content events accounting
    accounts payable receivable payroll treasury tax audit administration administrative network
    systems system software infrastructure cloud

    vertrieb einkauf marketing personal produktion technik logistik finanzen buchhaltung qualität
    betrieb verwaltung stellvertretender stellvertretende kaufmännischer kaufmännische technischer
    technische leitender leitende geschäftsleitung vertriebs einkaufs

    commercial commerciale ventes achats finances financier financière informatique technique
    qualité logistique général générale ressources humaines exploitation direction production

    ventas compras finanzas operaciones producción calidad logística recursos humanos informática
    comercial financiero financiera administrativo administrativa
    """.split()
)
"""Words that say which kind or which department; part of a title, rarely of a name."""

JOINING = frozenset(
    "of for to and & the our a der die das des für und de du la le l' et del el y".split()
)
"""Small words inside a title."""

ARTICLES = frozenset("the our a their his her".split())
"""Small words a title may begin with."""

TAKES_NEXT = frozenset("of for für to de du des del der".split())
"""Small words after which whatever comes belongs to the title ("head of widgets")."""

_GATEKEEPERS = frozenset(
    """
    assistant secretary receptionist reception gatekeeper pa ea assistent assistentin
    assistenz sekretär sekretärin sekretariat empfang assistante secrétaire accueil asistente
    secretario secretaria recepcionista
    """.split()
)
_DECIDERS = frozenset(
    """
    ceo owner co-owner founder co-founder cofounder md geschäftsführer geschäftsführerin inhaber
    inhaberin gründer gründerin pdg gérant gérante fondateur fondatrice dueño dueña propietario
    propietaria fundador fundadora
    """.split()
)
_DECIDING = re.compile(r"\bmanaging director\b|\bchief executive\b|\b(?<!vice[ -])president\b")
_AFTER_DEPUTY = frozenset("manager director professor vp editor".split())


def bare(word: str) -> str:
    """Return a word as the lists here have it: no capitals, no dots or other marks around it."""
    return word.casefold().replace(".", "").strip("'’\":!?*")


def is_head(word: str) -> bool:
    """Say whether a word alone makes a title; a German compound is known by its end."""
    plain = bare(word)
    return plain in HEADS or (len(plain) > 2 and plain.endswith(HEAD_ENDINGS))


def is_title_word(word: str) -> bool:
    """Say whether a word is one that titles are made of."""
    return is_head(word) or bare(word) in DEPARTMENTS


def role_of(title: str) -> str:
    """Return the buying role a title makes clear, "unknown" where it does not."""
    words = [bare(word) for word in title.replace(",", " ").split()]
    for place, word in enumerate(words):
        deputy = word == "assistant" and _AFTER_DEPUTY.intersection(words[place + 1 : place + 3])
        to_somebody = word == "assistant" and words[place + 1 : place + 2] == ["to"]
        if word in _GATEKEEPERS and (to_somebody or not deputy):
            return "gatekeeper"
    if "front desk" in " ".join(words):
        return "gatekeeper"
    if _DECIDERS.intersection(words) or _DECIDING.search(" ".join(words)):
        return "decision_maker"
    return "unknown"
