"""Which time zone a named place keeps: tables of data, read by zones.py."""

# One country a line: ISO code, the zone all (or by far most) of it keeps, or "-" where there are
# several, then its names.
COUNTRIES = """
AD Europe/Andorra Andorra
AE Asia/Dubai United Arab Emirates/UAE
AF Asia/Kabul Afghanistan
AG America/Antigua Antigua and Barbuda
AI America/Anguilla Anguilla
AL Europe/Tirane Albania
AM Asia/Yerevan Armenia
AO Africa/Luanda Angola
AR America/Argentina/Buenos_Aires Argentina
AS Pacific/Pago_Pago American Samoa
AT Europe/Vienna Austria/Österreich
AU - Australia
AW America/Aruba Aruba
AZ Asia/Baku Azerbaijan
BA Europe/Sarajevo Bosnia and Herzegovina/Bosnia
BB America/Barbados Barbados
BD Asia/Dhaka Bangladesh
BE Europe/Brussels Belgium/België/Belgique
BF Africa/Ouagadougou Burkina Faso
BG Europe/Sofia Bulgaria
BH Asia/Bahrain Bahrain
BI Africa/Bujumbura Burundi
BJ Africa/Porto-Novo Benin
BM Atlantic/Bermuda Bermuda
BN Asia/Brunei Brunei
BO America/La_Paz Bolivia
BR - Brazil/Brasil
BS America/Nassau Bahamas/The Bahamas
BT Asia/Thimphu Bhutan
BW Africa/Gaborone Botswana
BY Europe/Minsk Belarus
BZ America/Belize Belize
CA - Canada
CF Africa/Bangui Central African Rep.
CG Africa/Brazzaville Congo/Republic of the Congo
CH Europe/Zurich Switzerland/Schweiz/Suisse
CI Africa/Abidjan Côte d'Ivoire/Ivory Coast
CK Pacific/Rarotonga Cook Islands
CL America/Santiago Chile
CM Africa/Douala Cameroon
CN Asia/Shanghai China/PR China
CO America/Bogota Colombia
CR America/Costa_Rica Costa Rica
CU America/Havana Cuba
CV Atlantic/Cape_Verde Cape Verde/Cabo Verde
CW America/Curacao Curaçao
CY Asia/Nicosia Cyprus
CZ Europe/Prague Czech Republic/Czechia
DE Europe/Berlin Germany/Deutschland
DJ Africa/Djibouti Djibouti
DK Europe/Copenhagen Denmark/Danmark
DM America/Dominica Dominica
DO America/Santo_Domingo Dominican Republic
DZ Africa/Algiers Algeria
EC America/Guayaquil Ecuador
EE Europe/Tallinn Estonia
EG Africa/Cairo Egypt
ER Africa/Asmara Eritrea
ES Europe/Madrid Spain/España
ET Africa/Addis_Ababa Ethiopia
FI Europe/Helsinki Finland/Suomi
FJ Pacific/Fiji Fiji
FO Atlantic/Faroe Faroe Islands
FR Europe/Paris France
GA Africa/Libreville Gabon
GB Europe/London United Kingdom/UK/Great Britain/England/Scotland/Wales/Northern Ireland
GD America/Grenada Grenada
GE Asia/Tbilisi Georgia
GF America/Cayenne French Guiana
GG Europe/Guernsey Guernsey
GH Africa/Accra Ghana
GI Europe/Gibraltar Gibraltar
GL America/Nuuk Greenland
GM Africa/Banjul Gambia
GN Africa/Conakry Guinea
GP America/Guadeloupe Guadeloupe
GQ Africa/Malabo Equatorial Guinea
GR Europe/Athens Greece
GT America/Guatemala Guatemala
GU Pacific/Guam Guam
GW Africa/Bissau Guinea-Bissau
GY America/Guyana Guyana
HK Asia/Hong_Kong Hong Kong
HN America/Tegucigalpa Honduras
HR Europe/Zagreb Croatia
HT America/Port-au-Prince Haiti
HU Europe/Budapest Hungary
ID - Indonesia
IE Europe/Dublin Ireland/Republic of Ireland/Eire
IL Asia/Jerusalem Israel
IM Europe/Isle_of_Man Isle of Man
IN Asia/Kolkata India
IQ Asia/Baghdad Iraq
IR Asia/Tehran Iran
IS Atlantic/Reykjavik Iceland
IT Europe/Rome Italy/Italia
JE Europe/Jersey Jersey
JM America/Jamaica Jamaica
JO Asia/Amman Jordan
JP Asia/Tokyo Japan
KE Africa/Nairobi Kenya
KG Asia/Bishkek Kyrgyzstan
KH Asia/Phnom_Penh Cambodia
KM Indian/Comoro Comoros
KN America/St_Kitts Saint Kitts and Nevis
KP Asia/Pyongyang North Korea
KR Asia/Seoul South Korea/Korea/Republic of Korea
KW Asia/Kuwait Kuwait
KY America/Cayman Cayman Islands
KZ Asia/Almaty Kazakhstan
LA Asia/Vientiane Laos
LB Asia/Beirut Lebanon
LC America/St_Lucia Saint Lucia
LI Europe/Vaduz Liechtenstein
LK Asia/Colombo Sri Lanka
LR Africa/Monrovia Liberia
LS Africa/Maseru Lesotho
LT Europe/Vilnius Lithuania
LU Europe/Luxembourg Luxembourg
LV Europe/Riga Latvia
LY Africa/Tripoli Libya
MA Africa/Casablanca Morocco
MC Europe/Monaco Monaco
MD Europe/Chisinau Moldova
ME Europe/Podgorica Montenegro
MG Indian/Antananarivo Madagascar
MK Europe/Skopje North Macedonia/Macedonia
ML Africa/Bamako Mali
MM Asia/Yangon Myanmar/Burma
MN Asia/Ulaanbaatar Mongolia
MO Asia/Macau Macau/Macao
MP Pacific/Saipan Northern Mariana Islands
MQ America/Martinique Martinique
MR Africa/Nouakchott Mauritania
MS America/Montserrat Montserrat
MT Europe/Malta Malta
MU Indian/Mauritius Mauritius
MV Indian/Maldives Maldives
MW Africa/Blantyre Malawi
MX - Mexico/México
MY Asia/Kuala_Lumpur Malaysia
MZ Africa/Maputo Mozambique
NA Africa/Windhoek Namibia
NC Pacific/Noumea New Caledonia
NE Africa/Niamey Niger
NG Africa/Lagos Nigeria
NI America/Managua Nicaragua
NL Europe/Amsterdam Netherlands/The Netherlands/Holland
NO Europe/Oslo Norway/Norge
NP Asia/Kathmandu Nepal
NZ Pacific/Auckland New Zealand
OM Asia/Muscat Oman
PA America/Panama Panama
PE America/Lima Peru
PG Pacific/Port_Moresby Papua New Guinea
PH Asia/Manila Philippines/The Philippines
PK Asia/Karachi Pakistan
PL Europe/Warsaw Poland/Polska
PR America/Puerto_Rico Puerto Rico
PS Asia/Hebron Palestine
PT Europe/Lisbon Portugal
PY America/Asuncion Paraguay
QA Asia/Qatar Qatar
RE Indian/Reunion Réunion
RO Europe/Bucharest Romania
RS Europe/Belgrade Serbia
RU - Russia/Russian Federation
RW Africa/Kigali Rwanda
SA Asia/Riyadh Saudi Arabia
SB Pacific/Guadalcanal Solomon Islands
SC Indian/Mahe Seychelles
SD Africa/Khartoum Sudan
SE Europe/Stockholm Sweden/Sverige
SG Asia/Singapore Singapore
SI Europe/Ljubljana Slovenia
SK Europe/Bratislava Slovakia
SL Africa/Freetown Sierra Leone
SM Europe/San_Marino San Marino
SN Africa/Dakar Senegal
SO Africa/Mogadishu Somalia
SR America/Paramaribo Suriname
SS Africa/Juba South Sudan
ST Africa/Sao_Tome Sao Tome and Principe
SV America/El_Salvador El Salvador
SY Asia/Damascus Syria
SZ Africa/Mbabane Eswatini/Swaziland
TC America/Grand_Turk Turks and Caicos Is
TD Africa/Ndjamena Chad
TG Africa/Lome Togo
TH Asia/Bangkok Thailand
TJ Asia/Dushanbe Tajikistan
TL Asia/Dili East Timor/Timor-Leste
TM Asia/Ashgabat Turkmenistan
TN Africa/Tunis Tunisia
TO Pacific/Tongatapu Tonga
TR Europe/Istanbul Turkey/Türkiye
TT America/Port_of_Spain Trinidad and Tobago/Trinidad
TW Asia/Taipei Taiwan
TZ Africa/Dar_es_Salaam Tanzania
UA Europe/Kyiv Ukraine
UG Africa/Kampala Uganda
US - United States/USA/United States of America/America
UY America/Montevideo Uruguay
UZ Asia/Tashkent Uzbekistan
VA Europe/Vatican Vatican City
VC America/St_Vincent Saint Vincent
VE America/Caracas Venezuela
VG America/Tortola British Virgin Islands
VI America/St_Thomas US Virgin Islands
VN Asia/Ho_Chi_Minh Vietnam/Viet Nam
VU Pacific/Efate Vanuatu
WS Pacific/Apia Samoa
YE Asia/Aden Yemen
ZA Africa/Johannesburg South Africa
ZM Africa/Lusaka Zambia
ZW Africa/Harare Zimbabwe
"""

# Country, code, principal zone, names.
REGIONS = """
US AL America/Chicago Alabama
US AK America/Anchorage Alaska
US AZ America/Phoenix Arizona
US AR America/Chicago Arkansas
US CA America/Los_Angeles California
US CO America/Denver Colorado
US CT America/New_York Connecticut
US DE America/New_York Delaware
US DC America/New_York District of Columbia
US FL America/New_York Florida
US GA America/New_York Georgia
US HI Pacific/Honolulu Hawaii
US ID America/Boise Idaho
US IL America/Chicago Illinois
US IN America/Indiana/Indianapolis Indiana
US IA America/Chicago Iowa
US KS America/Chicago Kansas
US KY America/New_York Kentucky
US LA America/Chicago Louisiana
US ME America/New_York Maine
US MD America/New_York Maryland
US MA America/New_York Massachusetts
US MI America/Detroit Michigan
US MN America/Chicago Minnesota
US MS America/Chicago Mississippi
US MO America/Chicago Missouri
US MT America/Denver Montana
US NE America/Chicago Nebraska
US NV America/Los_Angeles Nevada
US NH America/New_York New Hampshire
US NJ America/New_York New Jersey
US NM America/Denver New Mexico
US NY America/New_York New York
US NC America/New_York North Carolina
US ND America/Chicago North Dakota
US OH America/New_York Ohio
US OK America/Chicago Oklahoma
US OR America/Los_Angeles Oregon
US PA America/New_York Pennsylvania
US RI America/New_York Rhode Island
US SC America/New_York South Carolina
US SD America/Chicago South Dakota
US TN America/Chicago Tennessee
US TX America/Chicago Texas
US UT America/Denver Utah
US VT America/New_York Vermont
US VA America/New_York Virginia
US WA America/Los_Angeles Washington/Washington State
US WV America/New_York West Virginia
US WI America/Chicago Wisconsin
US WY America/Denver Wyoming
CA AB America/Edmonton Alberta
CA BC America/Vancouver British Columbia
CA MB America/Winnipeg Manitoba
CA NB America/Moncton New Brunswick
CA NL America/St_Johns Newfoundland and Labrador/Newfoundland
CA NS America/Halifax Nova Scotia
CA NT America/Yellowknife Northwest Territories
CA NU America/Iqaluit Nunavut
CA ON America/Toronto Ontario
CA PE America/Halifax Prince Edward Island
CA QC America/Toronto Quebec
CA SK America/Regina Saskatchewan
CA YT America/Whitehorse Yukon
AU ACT Australia/Sydney Australian Capital Territory
AU NSW Australia/Sydney New South Wales
AU NT Australia/Darwin Northern Territory
AU QLD Australia/Brisbane Queensland
AU SA Australia/Adelaide South Australia
AU TAS Australia/Hobart Tasmania
AU VIC Australia/Melbourne Victoria
AU WA Australia/Perth Western Australia
BR SP America/Sao_Paulo São Paulo
BR RJ America/Sao_Paulo Rio de Janeiro
BR MG America/Sao_Paulo Minas Gerais
BR PR America/Sao_Paulo Paraná
BR RS America/Sao_Paulo Rio Grande do Sul
BR SC America/Sao_Paulo Santa Catarina
BR DF America/Sao_Paulo Distrito Federal
BR AM America/Manaus Amazonas
ES CN Atlantic/Canary Canary Islands/Canarias
PT 20 Atlantic/Azores Azores/Açores
"""

# Country, region code or "-", zone, names. Cities of countries with several zones, cities off
# their region's principal zone, and cities known without their country.
CITIES = """
US NY America/New_York New York City/New York/NYC/Manhattan/Brooklyn/Buffalo
US DC America/New_York Washington DC/Washington D C
US MA America/New_York Boston
US IL America/Chicago Chicago
US CA America/Los_Angeles Los Angeles/San Francisco/San Diego/San Jose/Sacramento/Palo Alto
US TX America/Chicago Houston/Dallas/Austin/San Antonio/Fort Worth
US TX America/Denver El Paso
US FL America/New_York Miami/Orlando/Tampa/Jacksonville
US FL America/Chicago Pensacola/Panama City Beach
US WA America/Los_Angeles Seattle
US OR America/Los_Angeles Portland
US CO America/Denver Denver
US AZ America/Phoenix Phoenix/Tucson
US NV America/Los_Angeles Las Vegas/Reno
US UT America/Denver Salt Lake City
US PA America/New_York Philadelphia/Pittsburgh
US GA America/New_York Atlanta
US MI America/Detroit Detroit
US MN America/Chicago Minneapolis/Saint Paul
US MO America/Chicago Saint Louis/Kansas City
US OH America/New_York Cleveland/Cincinnati
US LA America/Chicago New Orleans
US TN America/Chicago Nashville/Memphis
US TN America/New_York Knoxville/Chattanooga
US KY America/Kentucky/Louisville Louisville
US KY America/Chicago Bowling Green/Paducah/Owensboro
US IN America/Chicago Gary/Hammond/Evansville
US ID America/Los_Angeles Coeur d'Alene/Lewiston
US SD America/Denver Rapid City
US HI Pacific/Honolulu Honolulu
US AK America/Anchorage Anchorage
CA ON America/Toronto Toronto/Ottawa/Mississauga
CA QC America/Toronto Montreal
CA BC America/Vancouver Vancouver
CA AB America/Edmonton Calgary/Edmonton
CA MB America/Winnipeg Winnipeg
CA NS America/Halifax Halifax
AU NSW Australia/Sydney Sydney
AU NSW Australia/Broken_Hill Broken Hill
AU VIC Australia/Melbourne Melbourne
AU QLD Australia/Brisbane Brisbane
AU WA Australia/Perth Perth
AU SA Australia/Adelaide Adelaide
AU ACT Australia/Sydney Canberra
AU TAS Australia/Hobart Hobart
AU NT Australia/Darwin Darwin
BR SP America/Sao_Paulo São Paulo/Campinas
BR RJ America/Sao_Paulo Rio de Janeiro
BR DF America/Sao_Paulo Brasília
BR MG America/Sao_Paulo Belo Horizonte
BR PR America/Sao_Paulo Curitiba
BR RS America/Sao_Paulo Porto Alegre
BR AM America/Manaus Manaus
MX - America/Mexico_City Mexico City/Ciudad de México/CDMX/Guadalajara/Puebla
MX - America/Monterrey Monterrey
MX - America/Tijuana Tijuana
MX - America/Cancun Cancún
ID - Asia/Jakarta Jakarta/Bandung/Surabaya
ID - Asia/Makassar Denpasar/Makassar
RU - Europe/Moscow Moscow/Saint Petersburg
RU - Asia/Yekaterinburg Yekaterinburg
RU - Asia/Novosibirsk Novosibirsk
RU - Asia/Vladivostok Vladivostok
GB - Europe/London London/Manchester/Edinburgh/Glasgow/Leeds/Bristol/Cardiff/Belfast
IE - Europe/Dublin Dublin/Cork
FR - Europe/Paris Paris/Lyon/Marseille/Toulouse
DE - Europe/Berlin Berlin/Hamburg/Munich/München/Frankfurt/Cologne/Köln/Stuttgart/Düsseldorf
NL - Europe/Amsterdam Amsterdam/Rotterdam/The Hague/Utrecht
BE - Europe/Brussels Brussels/Antwerp/Ghent
CH - Europe/Zurich Zurich/Geneva/Genève/Basel/Bern
AT - Europe/Vienna Vienna/Wien
IT - Europe/Rome Rome/Roma/Milan/Milano/Turin
ES - Europe/Madrid Madrid/Barcelona/Valencia
ES CN Atlantic/Canary Las Palmas/Santa Cruz de Tenerife
PT - Europe/Lisbon Lisbon/Lisboa/Porto
DK - Europe/Copenhagen Copenhagen/København
SE - Europe/Stockholm Stockholm/Gothenburg
NO - Europe/Oslo Oslo
FI - Europe/Helsinki Helsinki
PL - Europe/Warsaw Warsaw/Kraków
CZ - Europe/Prague Prague/Praha
HU - Europe/Budapest Budapest
GR - Europe/Athens Athens
GE - Asia/Tbilisi Tbilisi/Batumi
TR - Europe/Istanbul Istanbul/Ankara
IL - Asia/Jerusalem Tel Aviv/Jerusalem/Haifa
AE - Asia/Dubai Dubai/Abu Dhabi
IN - Asia/Kolkata Mumbai/Bangalore/Bengaluru/Delhi/New Delhi/Chennai/Hyderabad/Pune/Kolkata
CN - Asia/Shanghai Shanghai/Beijing/Shenzhen/Guangzhou
JP - Asia/Tokyo Tokyo/Osaka
KR - Asia/Seoul Seoul
TH - Asia/Bangkok Bangkok
NZ - Pacific/Auckland Auckland/Wellington/Christchurch
NZ - Pacific/Chatham Chatham Islands
ZA - Africa/Johannesburg Johannesburg/Cape Town/Durban
NG - Africa/Lagos Lagos
KE - Africa/Nairobi Nairobi
EG - Africa/Cairo Cairo
AR - America/Argentina/Buenos_Aires Buenos Aires
CO - America/Bogota Bogotá
PE - America/Lima Lima
CL - America/Santiago Santiago
"""
