"""Groups of countries that territories are cut by, as sets of ISO codes."""

from typing import NamedTuple


class CountryGroup(NamedTuple):
    """A group: its key as it is typed, its title, other names, the ISO codes of its countries."""

    key: str
    title: str
    names: tuple[str, ...]
    codes: frozenset[str]


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NORDICS = _codes("DK FI FO GL IS NO SE")
_DACH = _codes("AT CH DE LI")
_BENELUX = _codes("BE LU NL")
_BALTICS = _codes("EE LT LV")
_IBERIA = _codes("AD ES GI PT")
_ISLES = _codes("GB GG IE IM JE")
_EU = _codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
_EUROPE = (
    _EU | _NORDICS | _DACH | _ISLES | _IBERIA | _codes("AL BA BY MC MD ME MK RS RU SM UA VA")
) - _codes("GL")
_MIDDLE_EAST = _codes("AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE")
_AFRICA = _codes(
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR "
    "MU MW MZ NA NE NG RE RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW"
)
_NORTH_AMERICA = _codes("CA US")
_LATIN = _codes("AR BO BR CL CO CR CU DO EC GF GT HN HT MX NI PA PE PR PY SV UY VE")
_ANZ = _codes("AU NZ")
_APAC = _ANZ | _codes(
    "BD BN BT CK CN FJ GU HK ID IN JP KH KI KR LA LK MM MN MO MP MV MY NC NP PF PG PH PK SB SG TH "
    "TL TW VN VU WS"
)

GROUPS: tuple[CountryGroup, ...] = (
    CountryGroup("nordics", "the Nordics", ("nordic", "scandinavia"), _NORDICS),
    CountryGroup("dach", "DACH", (), _DACH),
    CountryGroup("benelux", "Benelux", (), _BENELUX),
    CountryGroup("baltics", "the Baltics", (), _BALTICS),
    CountryGroup("iberia", "Iberia", (), _IBERIA),
    CountryGroup("uki", "the UK and Ireland", ("uk&i", "uk and ireland"), _ISLES),
    CountryGroup("eu", "the EU", ("european union",), _EU),
    CountryGroup("europe", "Europe", (), _EUROPE),
    CountryGroup("emea", "EMEA", (), _EUROPE | _MIDDLE_EAST | _AFRICA),
    CountryGroup("middle-east", "the Middle East", ("middle east", "mena"), _MIDDLE_EAST),
    CountryGroup("africa", "Africa", (), _AFRICA),
    CountryGroup("namer", "North America", ("north america",), _NORTH_AMERICA),
    CountryGroup("latam", "Latin America", ("latin america",), _LATIN),
    CountryGroup("americas", "the Americas", (), _NORTH_AMERICA | _LATIN),
    CountryGroup("anz", "Australia and New Zealand", (), _ANZ),
    CountryGroup("apac", "Asia and the Pacific", ("asia pacific",), _APAC),
)
"""In the order completion offers them."""

BY_KEY = {each.key: each for each in GROUPS}


def codes_of(keys: tuple[str, ...]) -> frozenset[str]:
    """Return the ISO codes of countries and groups of countries given by their keys."""
    codes: set[str] = set()
    for key in keys:
        group = BY_KEY.get(key)
        codes |= group.codes if group else {key}
    return frozenset(codes)
