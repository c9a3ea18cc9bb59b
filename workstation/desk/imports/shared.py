"""Tells domains and mail boxes that many share from those of one company or person."""

import re
from collections.abc import Sequence
from functools import lru_cache

_PROVIDERS = frozenset(
    """gmail googlemail hotmail outlook live yahoo ymail rocketmail gmx web aol icloud protonmail
    tutanota zoho yandex windowslive""".split()
)
"""Providers of mail under many endings: `hotmail.de`, `yahoo.co.uk`."""
_ONE_COUNTRY = re.compile(r"(?:com?|net|org)?\.?[a-z]{2,3}")

FREE_MAIL = frozenset(
    """msn.com me.com mac.com passport.com aim.com web.de t-online.de freenet.de arcor.de 1und1.de
    online.de mail.de posteo.de mailbox.org vodafone.de kabelmail.de unitybox.de email.de magenta.de
    proton.me pm.me tutanota.de tuta.io tuta.com mail.com email.com usa.com fastmail.com fastmail.fm
    hey.com hushmail.com inbox.com mail.ru bk.ru list.ru inbox.ru rambler.ru ya.ru ukr.net i.ua
    qq.com 163.com 126.com sina.com sina.cn sohu.com foxmail.com naver.com daum.net hanmail.net
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net
    juno.com netzero.net optonline.net roadrunner.com rr.com frontier.com frontiernet.net
    centurylink.net windstream.net mindspring.com pacbell.net ameritech.net swbell.net prodigy.net
    rogers.com shaw.ca sympatico.ca bell.net telus.net videotron.ca
    btinternet.com btopenworld.com ntlworld.com virginmedia.com blueyonder.co.uk sky.com
    talktalk.net tiscali.co.uk orange.net o2.co.uk plusnet.com
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr
    libero.it virgilio.it tiscali.it alice.it tin.it tim.it fastwebnet.it
    telefonica.net terra.es movistar.es uol.com.br bol.com.br terra.com.br ig.com.br
    ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl chello.nl hetnet.nl telenet.be skynet.be
    proximus.be bluewin.ch hispeed.ch sunrise.ch aon.at chello.at a1.net utanet.at
    telia.com comhem.se bredband.net online.no tele2.se mail.dk stofanet.dk
    wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz email.cz
    bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz rediffmail.com""".split()
)
"""Mail domains that say nothing about the company somebody works for."""

_SHARED_SITES = frozenset(
    "facebook.com linkedin.com instagram.com twitter.com x.com youtube.com google.com "
    "wordpress.com wixsite.com github.com xing.com tiktok.com".split()
)
SHARED_ENDINGS = (
    ".facebook.com", ".linkedin.com", ".instagram.com", ".youtube.com", ".tiktok.com",
    "sites.google.com", "business.google.com", "maps.google.com",
)  # fmt: skip
_SHARED_BOXES = frozenset(
    """info information infos sales office contact contacts contactus hello hi hallo admin
    administration mail email post support help helpdesk team enquiries enquiry inquiries inquiry
    kontakt service services customerservice customercare care marketing reception frontdesk
    billing finance accounting accounts payable receivable invoice invoices invoicing rechnung
    rechnungen buchhaltung hr humanresources jobs job careers career karriere bewerbung recruiting
    recruitment orders order bestellung bestellungen purchasing procurement einkauf vertrieb verkauf
    press media presse pr news newsletter noreply donotreply webmaster postmaster hostmaster abuse
    security privacy datenschutz legal compliance it itsupport tech shop store booking bookings
    reservations events partner partners partnerships zentrale empfang sekretariat accueil ventas
    contacto contatto commercial comptabilite facturation main general company staff all
    everyone board management ops operations logistics shipping warehouse feedback""".split()
)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_SECOND_LEVELS = frozenset(
    """ac asn co com edu gob gop gouv gov go gv id ind info lg ltd me mil muni ne net nhs nic nom
    nsw or org plc pro qld sa sch school tas tm vic wa web""".split()
)
"""Under a country's ending these are endings too: `acme.co.uk`, `acme.com.au`, `acme.or.jp`."""
_COUNTRY_LETTERS = 2


def domains_above(domain: str) -> tuple[str, ...]:
    """Return the domains that one belongs to, nearest first, down to what somebody registers.

    `mail.eu.acme.co.uk` belongs to `eu.acme.co.uk` and `acme.co.uk`. Domains that many share
    (`gmail.com`) are none of them. Which endings are given out is known of the common ones only.
    """
    return domains_from(domain.partition(".")[2])


@lru_cache(maxsize=8192)
def domains_from(domain: str) -> tuple[str, ...]:
    """Return a domain that somebody may have registered, and those that it belongs to."""
    parts = domain.split(".")
    ending = 1 + (
        len(parts[-1]) == _COUNTRY_LETTERS and parts[-2:-1] != [] and (parts[-2] in _SECOND_LEVELS)
    )
    found = (".".join(parts[at:]) for at in range(len(parts) - ending))
    return tuple(each for each in found if identifying_domain(each))


@lru_cache(maxsize=8192)
def identifying_domain(domain: str | None) -> str:
    """Return a domain that belongs to one company, "" for one that many share."""
    if not domain or domain in FREE_MAIL or domain in _SHARED_SITES:
        return ""
    name, _, ending = domain.partition(".")
    return "" if name in _PROVIDERS and _ONE_COUNTRY.fullmatch(ending) else domain


def domain_of(address: str) -> str:
    """Return the domain of an address, "" where many companies share it."""
    return identifying_domain(address.rpartition("@")[2])


def is_shared_box(address: str) -> bool:
    """Say whether several people may read this address (info@…, no-reply@…)."""
    return _NOT_LETTERS.sub("", address.partition("@")[0].lower()) in _SHARED_BOXES


def is_shared_site(domain: str) -> bool:
    """Say whether pages of many companies stand on a site (`uk.linkedin.com`)."""
    return domain in _SHARED_SITES or domain.endswith(SHARED_ENDINGS)


def any_shared_site(domains: Sequence[str]) -> bool:
    """Say whether there may be a site among domains on which pages of many companies stand."""
    text = " ".join(domains)
    return not _SHARED_SITES.isdisjoint(domains) or any(end in text for end in SHARED_ENDINGS)
