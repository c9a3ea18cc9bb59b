"""Finds in columns such as Type or Status how far somebody is: a customer, no fit, not now."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, get_args

from workstation.exchange.squashing import squashed
from workstation.exchange.values import short, yes_no

Meaning = Literal["client", "bad_fit", "stop", "converted", "lost", "not_now"]
"""Pays already; no fit (a rival, out of business); does not want to be contacted; has become an
opportunity; was one and is lost; has no interest or no time now."""
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
PROTECTIVE: frozenset[Meaning] = frozenset(("client", "bad_fit", "stop"))
"""Those of whom nobody is to be prospected."""

BY_WEIGHT: tuple[Meaning, ...] = ("stop", "bad_fit", "client", "lost", "converted", "not_now")
"""Of several words in a cell the one that forbids most counts, then the one that tells most."""

_STATUS_COLUMNS = frozenset(
    """type accounttype companytype contacttype organizationtype organisationtype recordtype
    relationship relationshiptype relation status accountstatus companystatus contactstatus
    customerstatus clientstatus leadstatus statuslabel lifecyclestage lifecycle stage accountstage
    contactstage category categories kategorie kategorien typ kundentyp kundenstatus kundenart art
    adressattyp customertype clienttype segment group groups tag tags label labels classification
    klassifizierung statut typedeclient categorie tipo estado categoria tipocliente soort klanttype
    kundtyp organizationlabel personlabel relationtype bin list lists prospectstatus salesstatus
    contactgroup kontaktstatus beziehung rating directmarketingstatus operatingstatus
    companyoperatingstatus
    kundengruppe kundenklasse customergroup customerclass
    personstage contactstage leadstage prospectstage""".split()
)
_YES_COLUMNS = frozenset(
    """iscustomer isclient existingcustomer currentcustomer currentclient existingclient istkunde
    bestandskunde isaclient isacustomer activecustomer""".split()
)
_WORDS: dict[Meaning, frozenset[str]] = {
    "client": frozenset(
        """customer customers client clients currentcustomer currentclient existingcustomer
        existingclient activecustomer activeclient customeractive keycustomer keyaccountcustomer
        customerdirect customerchannel payingcustomer bestandskunde kunde kunden aktivkunde
        stammkunde schlusselkunde clientactuel clientactif clients cliente clienteactual
        clienteactivo klant bestaandeklant kund befintligkund evangelist clienteattivo
        installedbase vipcustomer""".split()
    ),
    "bad_fit": frozenset(
        """competitor competitors competition rival wettbewerber konkurrent konkurrenz mitbewerber
        concurrent concurrence competidor competidora concorrente concurrentie outofbusiness
        closeddown bankrupt insolvent insolvenz liquidation liquidated dissolved defunct badfit
        notafit nofit disqualified ungeeignet
        unqualified notqualified nichtqualifiziert unqualifiziert closedunqualified
        closeddisqualified closednotqualified junk junklead passtnicht keinpotenzial
        keinpotential nocalificado nonqualifie nonqualificato nietgekwalificeerd""".split()
    ),
    "stop": frozenset(
        """donotcontact dnc donotcall dontcontact donotsolicit nocontact nevercontact stop blocked
        blacklist blacklisted blocklist blocklisted gesperrt werbesperre sperre nichtkontaktieren
        keinkontakt nepascontacter nocontactar optedout optout unsubscribed suppressed abgemeldet
        nietbenaderen kontaktaej nichtanrufen nichtmehranrufen bittenichtanrufen
        bittenichtmehranrufen nichtmehrkontaktieren kontaktunerwunscht unerwunscht donotcontactagain
        donotcallagain nevercallagain nevercall nepasappeler neplusappeler nepluscontacter
        nollamar nollamarmas""".split()
    ),
    "converted": frozenset(
        """converted closedconverted qualifiedconverted convertedtoopportunity konvertiert
        umgewandelt opendeal dealopen opportunity opportunities openopportunity activeopportunity
        inopportunity opportunitycreated dealcreated converti convertido convertito
        geconverteerd konverterad""".split()
    ),
    "lost": frozenset(
        """lost closedlost lostopportunity lostdeal deallost opportunitylost deadopportunity
        deaddeal verloren auftragverloren perdu perdue affaireperdue perdido perso
        forlorad tapt""".split()
    ),
    "not_now": frozenset(
        """notinterested nointerest nolongerinterested lostinterest keininteresse keinbedarf
        nichtinteressiert zurzeitkeininteresse derzeitkeininteresse aktuellkeininteresse
        keininteressemehr noneed noneednow noneedatthistime notatthistime badtiming wrongtiming
        poortiming notnow notyet notready notreadytobuy nobudget keinbudget closednotconverted
        notconverted nichtkonvertiert lostlead nurture nurturing recycled recycle onhold parked
        later postponed deferred revisit revisitlater contactlater calllater callbacklater
        contactinfuture futureinterest spater zuruckgestellt pausiert aufeis pasinteresse
        pasinteressee pasdinteret plustard nointeresado nointeresada sininteres masadelante
        noninteressato noninteressata geeninteresse nietgeinteresseerd nunietgeschikt ointresserad
        intetintresse ikkeinteressert ikkeinteresseret""".split()
    ),
}
_BEHIND_DASH: frozenset[Meaning] = frozenset(("stop", "lost", "converted", "not_now"))
_SENTENCES = str.maketrans(";|,/\n", "\n\n\n\n\n")
_LONGEST = 200


def may_say_status(column: str) -> bool:
    """Say whether a column of this name may say what somebody is to us."""
    name = squashed(column)
    return name in _STATUS_COLUMNS or name in _YES_COLUMNS


def meaning_of(column: str, cell: str) -> Meaning | None:
    """Return what a cell of such a column means, None where it says nothing of the kind.

    The whole cell or one of its parts has to say so: `Former customer` is none.
    """
    if not cell or len(cell) > _LONGEST:
        return None
    if squashed(column) in _YES_COLUMNS:
        return "client" if yes_no(cell) is True else None
    parts = {squashed(part) for part in (cell, *cell.translate(_SENTENCES).split("\n"))}
    behind = {squashed(part) for part in cell.split(" - ")} - parts
    # A dash says more of it: `Cold - No interest`; `Customer - Churned` is none, though.
    return next(
        (
            one
            for one in BY_WEIGHT
            if not _WORDS[one].isdisjoint(parts | behind if one in _BEHIND_DASH else parts)
        ),
        None,
    )


@dataclass(slots=True)
class StatusColumn:
    """Counts the rows in which a column says what somebody is; ``words`` are how they say it."""

    name: str
    rows: Counter[Meaning] = field(default_factory=Counter)
    words: dict[Meaning, dict[str, None]] = field(default_factory=dict)
    _met: dict[str, Meaning | None] = field(default_factory=dict)

    def see(self, cell: str) -> None:
        """Take in a cell."""
        if cell not in self._met:
            if len(self._met) > 1 << 14:
                self._met.clear()
            found = self._met[cell] = meaning_of(self.name, cell.strip())
            if found is not None:
                said = self.words.setdefault(found, {})
                if len(said) < 4:
                    said[short(cell)] = None
        else:
            found = self._met[cell]
        if found is not None:
            self.rows[found] += 1
