"""Knows the names of countries and regions, so that "Dublin, Ireland" finds its time zone."""

import re
from dataclasses import dataclass
from functools import cache

from workstation.exchange.values import Unreadable, says_nothing, short, squeeze

_COUNTRIES = """
AD AND Andorra; AE ARE United Arab Emirates; AF AFG Afghanistan; AG ATG Antigua and Barbuda; AI
AIA Anguilla; AL ALB Albania; AM ARM Armenia; AO AGO Angola; AQ ATA Antarctica; AR ARG
Argentina; AS ASM American Samoa; AT AUT Austria; AU AUS Australia; AW ABW Aruba; AX ALA Åland
Islands; AZ AZE Azerbaijan; BA BIH Bosnia and Herzegovina; BB BRB Barbados; BD BGD Bangladesh;
BE BEL Belgium; BF BFA Burkina Faso; BG BLG Bulgaria; BH BAH Bahrain; BI BDI Burundi; BJ BEN
Benin; BL BLM Saint Barthélemy; BM BMU Bermuda; BN BRN Brunei; BO BOL Bolivia; BQ BES Caribbean
Netherlands; BR BRA Brazil; BS BHS Bahamas; BT BTN Bhutan; BV BVT Bouvet Island; BW BWA
Botswana; BY BLR Belarus; BZ BLZ Belize; CA CAN Canada; CC CCK Cocos Islands; CD COD
DR Congo; CF CAF Central African Rep.; CG COG Congo; CH CHE Switzerland; CI CIV Côte d'Ivoire;
CK COK Cook Islands; CL CHL Chile; CM CMR Cameroon; CN CHN China; CO COL Colombia; CR CRI Costa
Rica; CU CUB Cuba; CV CPV Cape Verde; CW CUW Curaçao; CX CXR Christmas Island; CY CYP Cyprus; CZ
CZE Czechia; DE DEU Germany; DJ DJI Djibouti; DK DNK Denmark; DM DMA Dominica; DO DOM Dominican
Republic; DZ DZA Algeria; EC ECU Ecuador; EE EST Estonia; EG EGY Egypt; EH ESH Western Sahara;
ER ERI Eritrea; ES ESP Spain; ET ETH Ethiopia; FI FIN Finland; FJ FJI Fiji; FK FLK Falkland
Islands; FM FSM Micronesia; FO FRO Faroe Islands; FR FRA France; GA GAB Gabon; GB GBR United
Kingdom; GD GRD Grenada; GE GEO Georgia; GF GUF French Guiana; GG GGY Guernsey; GH GHA Ghana; GI
GIB Gibraltar; GL GRL Greenland; GM GMB Gambia; GN GIN Guinea; GP GLP Guadeloupe; GQ GNQ
Equatorial Guinea; GR GRC Greece; GS SGS South Georgia and the South Sandwich Islands; GT
GUA Guatemala; GU GUM Guam; GW GNB Guinea-Bissau; GY GUY Guyana; HK HKG Hong Kong; HM HMD Heard
Island and McDonald Islands; HN HND Honduras; HR HRV Croatia; HT HTI Haiti; HU HUN
Hungary; ID IDN Indonesia; IE IRL Ireland; IL ISR Israel; IM IMN Isle of Man; IN IND India; IO
IOT British Indian Ocean Territory; IQ IRQ Iraq; IR IRN Iran; IS ISL Iceland; IT ITA Italy; JE
JEY Jersey; JM JAM Jamaica; JO JOR Jordan; JP JPN Japan; KE KEN Kenya; KG KGZ Kyrgyzstan; KH KHM
Cambodia; KI KIR Kiribati; KM COM Comoros; KN KNA Saint Kitts and Nevis; KP PRK North Korea; KR
KOR South Korea; KW KWT Kuwait; KY CYM Cayman Islands; KZ KAZ Kazakhstan; LA LAO Laos; LB LBN
Lebanon; LC LCA Saint Lucia; LI LIE Liechtenstein; LK LKA Sri Lanka; LR LBR Liberia; LS LSO
Lesotho; LT LTU Lithuania; LU LUX Luxembourg; LV LVA Latvia; LY LBY Libya; MA MOR Morocco; MC
MCO Monaco; MD MDA Moldova; ME MNE Montenegro; MF MAF Saint Martin; MG MDG Madagascar; MH MHL
Marshall Islands; MK MKD North Macedonia; ML MLI Mali; MM MMR Myanmar; MN MNG Mongolia; MO MAC
Macao; MP MNP Northern Mariana Islands; MQ MTQ Martinique; MR MRT Mauritania; MS MSR Montserrat;
MT MLT Malta; MU MUS Mauritius; MV MDV Maldives; MW MWI Malawi; MX MEX Mexico; MY MYS Malaysia;
MZ MOZ Mozambique; NA NAM Namibia; NC NCL New Caledonia; NE NER Niger; NF NFK Norfolk Island; NG
NGA Nigeria; NI NIC Nicaragua; NL NLD Netherlands; NO NOR Norway; NP NPL Nepal; NR NRU Nauru; NU
NIU Niue; NZ NZL New Zealand; OM OMN Oman; PA PAN Panama; PE PER Peru; PF PYF French Polynesia;
PG PNG Papua New Guinea; PH PHL Philippines; PK PAK Pakistan; PL POL Poland; PM SPM Saint Pierre
and Miquelon; PN PCN Pitcairn; PR PRI Puerto Rico; PS PSE Palestine; PT PRT Portugal; PW PLW
Palau; PY PRY Paraguay; QA QAT Qatar; RE REU Réunion; RO ROU Romania; RS SRB Serbia; RU RUS
Russia; RW RWA Rwanda; SA SAU Saudi Arabia; SB SLB Solomon Islands; SC SYC Seychelles; SD SDN
Sudan; SE SWE Sweden; SG SGP Singapore; SH SHN Saint Helena; SI SVN Slovenia; SJ SJM Svalbard
and Jan Mayen; SK SVK Slovakia; SL SLE Sierra Leone; SM SMR San Marino; SN SEN Senegal; SO SOM
Somalia; SR SUR Suriname; SS SSD South Sudan; ST STP São Tomé and Príncipe; SV SLV El Salvador;
SX SXM Sint Maarten; SY SYR Syria; SZ SZW Eswatini; TC TCA Turks and Caicos Islands;
TD TCD Chad; TF ATF French Southern Territories; TG TGO Togo; TH THA Thailand; TJ TJK
Tajikistan; TK TKL Tokelau; TL TLS East Timor; TM TKM Turkmenistan; TN TUN Tunisia; TO TON
Tonga; TR TUR Türkiye; TT TTO Trinidad and Tobago; TV TUV Tuvalu; TW TWN Taiwan; TZ TZA
Tanzania; UA UKR Ukraine; UG UGA Uganda; UM UMI US Outlying Islands; US USA United States; UY
URY Uruguay; UZ UZB Uzbekistan; VA VAT Vatican City; VC VCT Saint Vincent; VE VEN Venezuela; VG
VGB British Virgin Islands; VI VIR US Virgin Islands; VN VNM Vietnam; VU VTU Vanuatu; WF WLF
Wallis and Futuna; WS WSM Samoa; YE YEM Yemen; YT MYT Mayotte; ZA ZAF South Africa; ZM ZMB
Zambia; ZW ZWE Zimbabwe
"""
"""ISO 3166-1: two letters, three letters, usual English name."""

_ALSO = {
    "US": "United States of America; USA; U.S.; U.S.A.; America; Vereinigte Staaten; Etats-Unis",
    "GB": "UK; U.K.; Great Britain; Britain; England; Scotland; Wales; Northern Ireland",
    "DE": "Deutschland; Allemagne; Alemania", "AT": "Österreich; Autriche",
    "CH": "Schweiz; Suisse; Svizzera", "FR": "Frankreich; Francia", "ES": "España; Spanien",
    "IT": "Italia; Italien; Italie", "NL": "Holland; The Netherlands; Nederland; Niederlande",
    "BE": "België; Belgique; Belgien", "BR": "Brasil", "MX": "México", "SE": "Sverige",
    "NO": "Norge", "DK": "Danmark", "FI": "Suomi", "PL": "Polska", "PT": "Portugal",
    "CZ": "Czech Republic", "RU": "Russian Federation", "KR": "Korea; Republic of Korea",
    "IE": "Republic of Ireland; Éire", "CN": "China; People's Republic of China; PRC",
    "HK": "Hong Kong SAR", "TW": "Taiwan", "VN": "Viet Nam", "TR": "Turkey", "CI": "Ivory Coast",
    "AE": "UAE; U.A.E.", "CD": "Democratic Republic of the Congo", "SZ": "Swaziland",
    "MK": "Macedonia", "CV": "Cabo Verde", "TL": "East Timor", "MM": "Burma", "IN": "Bharat",
    "BS": "The Bahamas", "GM": "The Gambia", "MO": "Macau",
}  # fmt: skip

_REGIONS = {
    "US": """AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado;
CT Connecticut; DE Delaware; DC District of Columbia; DC D.C.; DC Washington D.C.; FL Florida;
GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky;
LA Louisiana; ME Maine; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi;
MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico;
NY New York; NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania;
PR Puerto Rico; RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee; TX Texas;
UT Utah; VT Vermont; VA Virginia; WA Washington; WV West Virginia; WI Wisconsin; WY Wyoming""",
    "CA": """AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick;
NL Newfoundland and Labrador; NS Nova Scotia; NT Northwest Territories; NU Nunavut; ON Ontario;
PE Prince Edward Island; QC Quebec; QC Québec; SK Saskatchewan; YT Yukon""",
    "AU": """NSW New South Wales; VIC Victoria; QLD Queensland; SA South Australia;
WA Western Australia; TAS Tasmania; ACT Australian Capital Territory; NT Northern Territory""",
}

_FOOTNOTE = re.compile(r"\[\w+\]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation sits: empty text where unknown, `country` in two ISO letters."""

    city: str = ""
    region: str = ""
    country: str = ""


_OF_CARS = {
    "a": "AT", "b": "BE", "d": "DE", "e": "ES", "f": "FR", "h": "HU", "i": "IT", "l": "LU",
    "n": "NO", "p": "PT", "s": "SE",
}  # fmt: skip


def country_code(text: str) -> str | Unreadable:
    """Read a country by its ISO code of two or three letters or by a usual name of it.

    One letter is what stands on the country's cars.
    """
    folded = _folded(text)
    code = _countries().get(folded) or _OF_CARS.get(folded)
    return code or Unreadable(f"'{short(text)}' is not a country this program knows")


def region_home(text: str) -> str | None:
    """Return the country of a state or province given by name or letters, if it is one."""
    return _regions().get(_folded(text))


def split_place(text: str) -> Place | Unreadable:
    """Read `City, Region`, `City, Country` or `City, Region, Country` (or a country alone).

    A last part that is a state or province gives the country too. Where a name is both (Georgia),
    the state wins, as in the lists of United States companies this form comes from. A last part
    that is neither is kept as the region, with no country.
    """
    parts = [squeeze(part) for part in _FOOTNOTE.sub("", text).split(",") if part.strip()]
    if not parts or says_nothing(text):
        return Unreadable(f"'{short(text)}' names no place")
    last = _folded(parts[-1])
    if len(parts) == 1:
        code = _countries().get(last) if len(last) > 2 or last in {"us", "uk"} else None
        return Place(country=code) if code else Place(city=parts[0])
    home = region_home(parts[-1])
    if home:
        return Place(", ".join(parts[:-1]), parts[-1], home)
    code = _countries().get(last)
    if not code:
        return Place(", ".join(parts[:-1]), parts[-1])
    if len(parts) == 2:
        return Place(parts[0], country=code)
    return Place(", ".join(parts[:-2]), parts[-2], code)


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _COUNTRIES.replace("\n", " ").split(";"):
        code, three, name = entry.split(maxsplit=2)
        found.update(dict.fromkeys((_folded(code), _folded(three), _folded(name)), code))
    for code, names in _ALSO.items():
        found.update((_folded(name), code) for name in names.split(";"))
    return found


@cache
def _regions() -> dict[str, str]:
    """Return country by name of region, and by its letters where only one country uses them."""
    found: dict[str, str] = {}
    for country, regions in _REGIONS.items():
        for entry in regions.replace("\n", " ").split(";"):
            letters, name = entry.split(maxsplit=1)
            found.setdefault(_folded(letters), country)
            found.setdefault(_folded(name), country)
    return found


def _folded(text: str) -> str:
    return squeeze(text).casefold().rstrip(".").replace(".", "")
