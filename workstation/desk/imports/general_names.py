"""Tells names too general to go by: a list that says `Services Inc` is not about `Services Ltd`."""

from workstation.exchange.no_company import names_no_company

_GENERAL = frozenset(
    """the company companies co corp corporation inc incorporated llc llp ltd limited plc firm
    business enterprise enterprises organisation organization group holding holdings service
    services solution solutions consulting consultancy consultants advisory management agency
    partner partners associates international global worldwide systems technology technologies tech
    software digital media marketing trading ventures capital investments industries logistics
    construction engineering design studio studios shop store office team customer client prospect
    supplier vendor competitor test demo example
    gmbh ag kg firma unternehmen gesellschaft gruppe dienstleistung dienstleistungen beratung
    losungen handel vertrieb verwaltung kunde lieferant
    sa sarl sas societe entreprise groupe conseil sl grupo empresa servicios soluciones consultoria
    spa srl gruppo azienda societa servizi consulenza bv bedrijf groep diensten""".split()
)


def too_general(key: str) -> bool:
    """Say whether a company's name, as it is compared (``company_key``), may be anybody's.

    So is one general word (`services`), and a word that names no company (`various`).
    """
    return key in _GENERAL or names_no_company(key)
