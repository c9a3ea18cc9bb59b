"""The names other tools give to what we keep of companies and people, for the column guess.

Names are squashed: lower case, letters and digits only, accents off, a trailing `__c` (Salesforce's
mark of a custom field) dropped. In every list the better name stands first; a file that has two of
them fills the field from the better one and keeps the other as a fact.
"""

MODIFIED = (
    "lastmodifieddate lastmodified systemmodstamp lastmodifiedat lastmodifiedon modifieddate "
    "modifiedon modifiedat modified updatedat updateddate updatetime lastupdated lastupdate "
    "lastupdatedon lastmodificationdate dateupdated datemodified lastchanged lastmodifiedtime "
    "modifiedtime hslastmodifieddate "
    "geandertam letzteanderung zuletztgeandert "
    "datemodification modifiele fechamodificacion"
)
NEXT_STEP = (
    "followupon followup followupdate nextfollowup nextfollowupdate nextfollowupon nextstepon "
    "nextstepdate datenextstep nextstep nextcall nextcalldate nextcallon callback callbackon "
    "callbackdate callon calldate nextsteps whatnext nextcontact nextcontactdate nextcontacton "
    "nextactivitydate nextactivitydeadline nextinteraction nextinteractiondate nextengagement "
    "nextactivity nextactionon nextactiondate nextaction nexttouch nexttouchdate remindon "
    "reminderdate reminder wiedervorlage wiedervorlageam wiedervorlagedatum wv wvdatum "
    "nachsterschritt nachsteraktion nachsterkontakt nachsteranruf ruckruf ruckrufam relance "
    "daterelance prochainerelance prochainappel prochainecontact daterappel rappel "
    "datederelance datedelarelance prochaineaction dateprochaineaction prochainrdv recontacterle "
    "recontacter nexttaskon nexttaskdate nachsteaktionam nachsterkontaktam erinnerungam "
    "fechaproximallamada fechaproximocontacto proximaaccion "
    "proximallamada proximocontacto proximopaso fechaseguimiento seguimiento terugbellen "
    "terugbeldatum volgendeactie volgendcontact opvolgen opvolgdatum uppfoljning "
    "uppfoljningsdatum nastakontakt nastasteg aterkom prossimocontatto prossimachiamata richiamare"
)
"""Columns with the day on which something is to happen next."""
LAST_TOUCH = (
    "touchedat touchedon lastmessagedate lastmessage lastmessagedat lastmessagesent "
    "lastcontacted lastcontactedon lastcontactedat lastcontactedtime "
    "lastcontacteddate "
    "lastcontact lastcontactdate lastcontacton dateoflastcontact datelastcontacted lasttouched "
    "lasttouchedon lasttouch lasttouchdate lasttouchpoint lastreachedout lastcommunication "
    "lastcommunicationdate lastcall lastcalldate lastcalled lastcalledon lastcallon lastemailed "
    "lastemailedon lastemaildate lastemailsent lastmeeting lastmeetingdate lastvisit lastvisited "
    "lastactivity lastactivitydate lastactivityon lastactivityat lastactivitytime "
    "dateoflastactivity lastinteraction lastinteractiondate lastinteractionon "
    "letzterkontakt letzterkontaktam letzterkontaktdatum letztekontaktaufnahme zuletztkontaktiert "
    "zuletztkontaktiertam zuletztkontakt letzteaktivitat letzteaktivitatam letzteraktivitat "
    "letzteransprache letzteranruf letzteranrufam letztesgesprach "
    "letzterbesuch letztesmeeting letztermailkontakt datumletzterkontakt "
    "derniercontact datederniercontact dernierappel dernierrdv derniereactivite "
    "datedederniercontact datedernierappel dernierecommunication "
    "ultimocontacto fechaultimocontacto ultimallamada ultimaactividad fechadeultimocontacto "
    "laatstecontact laatstecontactdatum laatstgesproken laatsteactiviteit laatstecontactmoment "
    "senastekontakt senastkontaktad senasteaktivitet sistekontakt sidstekontakt "
    "ultimocontatto dataultimocontatto ultimaattivita ultimachiamata"
)
"""Columns with the day on which somebody was touched last, whoever did."""
_NEVER = (
    "donotcontactflag nepascontacter nepasdemarcher nocontactar nichtkontaktieren kontaktsperre "
    "kontaktverbot sperre kundensperre nietbenaderen nietcontacteren noncontattare kontaktaej "
    "robinsonliste"
)
"""Columns that forbid all contact, in several tongues."""
_BUSINESS = (
    "",
    "account",
    "personcompany",
    "company",
    "billing",
    "business",
    "organization",
    "firma",
)


def _of_business(names: str) -> str:
    """Return names with what a column of a company's in a list of people may have before them."""
    return " ".join(f"{whose}{name}" for whose in _BUSINESS[::-1] for name in names.split())


ACCOUNTS: dict[str, str] = {
    "source_id": "accountid companyid externalid recordid organizationid organisationid "
    "customerid id "
    "kunr kdnr kundnr dunsnumber accountnumber customernumber kundennr kundennummer konto "
    "kontonummer "
    "debitorennummer klantnummer kundnummer codeclient numeroclient",
    "name": "accountname companyname company account organizationname organisationname "
    "organization organisation name businessname legalname customername customer client "
    "clientname security firm firma firmenname unternehmen employer employername entreprise "
    "societe raisonsociale empresa issuername issuer nom nomcommercial denomination nombre nome "
    "bedrijf bedrijfsnaam organisatie foretag foretagsnamn foretagetsnamn azienda ragionesociale "
    "societa nomeazienda nomdelasociete nomdelentreprise nombreempresa razonsocial firmaname "
    "firmierung naam namn business companyorganisation companyorganization organisationcompany "
    "organizationcompany name1 kundenname firmenname1",
    "domain": "domain companydomainname companydomain domainname website websiteurl "
    "companywebsite web www webpage homepage url companyurl internet webseite siteweb sitioweb "
    "internetseite internetadresse homepageurl webpagina webbplats webbsida hemsida sitoweb "
    "paginaweb siteinternet websajt",
    "industry": "industry primaryindustry companyindustry gicssector sector vertical branche "
    "secteur secteurdactivite sectoractividad gicssubindustry subindustry sicdescription "
    "naicsdescription bransch settore sectorindustrial",
    "employees": "numberofemployees employees employeecount noofemployees nbofemployees "
    "numemployees companysize headcount fulltimeemployees mitarbeiter mitarbeiterzahl effectif "
    "empleados size staff staffcount noofstaff numberofstaff employeesnumber employeenumber "
    "totalemployees anzahlmitarbeiter beschaftigte medewerkers aantalmedewerkers werknemers "
    "anstallda antalanstallda dipendenti numerodipendenti nombredemployes nombredesalaries "
    "numerodeempleados noempleados numempleados nbsalaries nbdesalaries effectifs "
    "mitarbeiteranzahl unternehmensgrosse firmengrosse",
    "revenue_minor": "annualrevenue revenue companyannualrevenue companyrevenue yearlyrevenue "
    "sales annualsales umsatz jahresumsatz chiffredaffaires facturacion turnover omzet jaaromzet "
    "omsattning fatturato chiffreaffaires volumendenegocio umsatzpjahr salesusd revenueusd "
    "annualrevenueusd revenueeur umsatzeur umsatzin "
    "umsatzineur annualsalesusd",
    "currency": "annualrevenuecurrency revenuecurrency companyrevenuecurrency currencyisocode "
    "currency currencycode accountcurrency companycurrency wahrung devise moneda valuta monnaie "
    "divisa",
    "street": "billingstreet street streetaddress address addressline1 address1 billingaddress "
    "companystreet companyaddress mailingstreet strasse adresse rue calle direccion "
    "shippingstreet adres straat straatnaam gata gatuadress adress indirizzo strassehausnummer "
    "strasseundhausnummer strassenr strassehausnr strassenummer",
    "city": "billingcity city companycity town headquarterscity hqcity mailingcity ort stadt ville "
    "ciudad shippingcity plaats woonplaats stad postort citta comune localidad poblacion commune "
    "localite",
    "region": "billingstate billingstateprovince state stateregion stateprovince region province "
    "companystate county stateorprovince stateorcounty headquartersstate hqstate mailingstate "
    "bundesland departement provincia "
    "billingstatecode shippingstate provincie lan regione estado comunidadautonoma comunidad "
    "kanton canton",
    "postal_code": "billingpostalcode billingzippostalcode billingzip postalcode zip zipcode "
    "zippostalcode zippostcode postcode companyzip mailingpostalcode plz postleitzahl codepostal "
    "codigopostal shippingpostalcode billingcode shippingcode mailingcode postnummer postnr cap cp",
    "country": "billingcountry billingcountrycode country countryregion countrycode "
    "companycountry headquarterscountry hqcountry mailingcountry land pays pais shippingcountry "
    "nation staat paese lkz landerkennzeichen landkz laenderkz",
    "place": "headquarterslocation headquarters hqlocation hq location headoffice place "
    "companylocation standort sitz siege sede",
    "time_zone": "timezone tz zeitzone",
    "phone": "phone phonenumber companyphone mainphone telephone businessphone officephone tel "
    "phoneno companyphonenumber corporatephone telefon telefonnummer telefono "
    "telefonzentrale zentrale telefoon telefoonnummer telefonnr telefonnumber telefonzentral "
    "numerodetelephone numerodetelefono recapitotelefonico tlf tfno rufnummer telno telnr",
    "note": "description note notes comment comments companydescription aboutus about "
    "shortdescription beschreibung bemerkung bemerkungen notiz notizen remarques commentaire "
    "notas comentarios observaciones remark remarks anmerkung anmerkungen kommentar kommentare "
    "opmerking opmerkingen notitie notities anteckning anteckningar kommentarer remarque "
    "observacion osservazioni commento commenti commentaires details",
    "source_detail": "accountsource leadsource originalsource source campaign recordsource "
    "originalsourcetype quelle herkunft provenance origen",
    "do_not_contact": "donotcontact donotcall dnc blacklisted blacklist isblacklisted gesperrt "
    "sperrvermerk werbesperre globaloptout donotdisturb "
    f"{_NEVER}",
    "parent_source_id": "parentid parentaccountid parentcompanyid parentorganizationid "
    "parentrecordid",
    "parent_name": "parentaccount parentname parentaccountname parentcompany parentcompanyname "
    "parent ultimateparent muttergesellschaft konzernmutter maisonmere empresamatriz",
    "ticker": "tickersymbol ticker stocksymbol stockticker symbol",
    "founded": "founded yearfounded foundedyear yearstarted yearestablished gegrundet "
    "gruendungsjahr grundungsjahr anneedecreation yearoffounding foundingyear",
    "linkedin": "linkedin linkedincompanypage linkedinurl companylinkedinurl linkedinpage "
    "linkedincompanyprofile linkedinprofile linkedincompany linkedinpageurl linkedinprofileurl "
    "companylinkedin",
    "modified": MODIFIED,
    "follow_up_on": NEXT_STEP,
    "touched_on": LAST_TOUCH,
}

CONTACTS: dict[str, str] = {
    "source_id": "contactid personid recordid recordidcontact kontaktid id leadid leadnumber "
    "kontaktnummer prospectid externalid",
    "account_name": "accountname companyname company account organization organisation "
    "organizationname organisationname employer associatedcompany primaryassociatedcompany "
    "organization1name firma firmenname unternehmen entreprise societe empresa bedrijf "
    "bedrijfsnaam organisatie foretag foretagsnamn azienda societa ragionesociale werkgever "
    "arbeitgeber arbetsgivare nomdelasociete nomdelentreprise nombreempresa business "
    "companyorganisation companyorganization organisationcompany organizationcompany "
    "companyinstitution institution name1 kundenname firmenname1 companies personcompanyname "
    "personcompany relatedcompany "
    "contactcompany leadcompany prospectcompany currentcompany currentcompanyname "
    "currentemployer currentorganization currentorganisation",
    "account_source_id": "accountid companyid associatedcompanyidsprimary "
    "primaryassociatedcompanyid associatedcompanyid associatedcompanyids organizationid "
    "organisationid kunr kdnr kundnr dunsnumber kundennr kundennummer debitorennummer",
    "first_name": "firstname givenname forename first vorname rufname prenom nombre nombres nome "
    "voornaam fornamn primernombre contactfirstname ansprechpartnervorname "
    "vornameansprechpartner kontaktvorname",
    "last_name": "lastname surname familyname last nachname familienname zuname nomdefamille nom "
    "apellido apellidos primerapellido cognome achternaam efternamn familienaam segundonombre "
    "contactlastname ansprechpartnernachname nachnameansprechpartner kontaktnachname",
    "name": "fullname contactname personname contactperson contact name displayname person "
    "ansprechpartner ansprechpartnerin kontakt kontaktperson nomcomplet nometprenom interlocuteur "
    "nombrecompleto contacto vollername contactpersoon contatto referente personadecontacto "
    "contactoprincipal naam namn attendeename attendee participantname participant "
    "delegatename teilnehmer teilnehmername nomprenom prenomnom nomducontact nombreyapellidos "
    "nomecognome nameundvorname",
    "title": "title jobtitle position function jobrole personaltitle organization1title "
    "jobposition funktion stelle berufsbezeichnung fonction poste cargo puesto ruolo job "
    "jobfunction functie functietitel rol befattning titel mansione qualifica intituledeposte "
    "stellenbezeichnung occupation jobtitel contacttitle contactjobtitle arbeitstitel "
    "currenttitle currentjobtitle currentposition currentrole role rolle headline",
    "role": "buyingrole role contactrole decisionrole persona rolle",
    "email": "email emailaddress workemail businessemail email1 email1value primaryemail "
    "contactemail emailadresse mail courriel correo correoelectronico emailadres epost epostadress",
    "phone": "phone phonenumber workphone businessphone directphone workdirectphone telephone "
    "officephone directdial phone1 phone1value primaryphone contactphone tel telefon telefono "
    "telefoon telefoonnummer telefonnr telefonnummer telno telnr tlf",
    "mobile": "mobile mobilephone mobilephonenumber mobilenumber cell cellphone cellphonenumber "
    "mobiltelefon handy portable movil mobilecell cellmobile mobiel mobieltje mobil mobilnummer "
    "mobiltelefonnummer cellulare telefonomobile telephoneportable telephonemobile telefonomovil "
    "gsm",
    "city": "mailingcity city contactcity town personcity businesscity ort stadt ville ciudad "
    "othercity plaats woonplaats stad postort citta comune localidad poblacion commune localite "
    "ortgeschaftlich",
    "country": "mailingcountry mailingcountrycode country countryregion countrycode "
    "contactcountry personcountry businesscountryregion land pays pais othercountry nation staat "
    "paese cc landgeschaftlich landregiongeschaftlich lkz landerkennzeichen landkz laenderkz",
    "do_not_call": "donotcall dnc donotcontact nocall donotphone callblocked dontcall nichtanrufen "
    "anrufsperre werbesperre nepasappeler nollamar donotcalllist donotcallme nophone "
    "blacklisted blacklist isblacklisted blocklisted gesperrt sperrvermerk keinewerbung "
    "werbeverbot permissiontocall callconsent phoneconsent oktocall okaytocall maycall "
    "permissiontocontact einwilligung donotdisturb "
    "tps ctps tpsregistered ctpsregistered tpsflag ctpsflag tpsstatus ctpsstatus bloctel "
    "contactrestrictions contactrestriction donotcallflag dncflag dncstatus donotcallstatus "
    "mobilednc directdnc "
    f"{_NEVER}",
    "opted_out": "hasoptedoutofemail emailoptout optedout optout unsubscribed "
    "unsubscribedfromallemail optedoutofemail hsemailoptout donotemail nomail abgemeldet "
    "emailoptedout desabonne desinscrit dadodebaja marketingstatus subscriptionstatus "
    "personmarketingstatus globaloptout globallyoptedout donotemailme newsletterabgemeldet "
    "emailstatus emailmarketingstatus unsubscribe isunsubscribed subscribed issubscribed "
    "emailsubscribed newslettersubscribed subscribedtonewsletter optedin optin emailoptin "
    "hasoptedin emailoptedin consent emailconsent marketingconsent gdprconsent consentgiven "
    "donotbulkemail permissiontoemail mayemail werbeeinwilligung emailpermissionstatus "
    "permissionstatus confirmedoptoutdate optoutdate optedoutdate unsubscribedat "
    "unsubscribeddate unsubscribedate unsubtime unsubscribetime unsubreason",
    "bounced_emails": "bouncedemails bouncedemail wrongemail wrongemails",
    "wrong_phones": "wrongphones wrongphone wrongnumber",
    "account_bin": "accountbin",
    "bounced": "bounced emailbounced isemailbounced hardbounced emailhardbounced hardbounce "
    "emailhardbouncereason hardbouncereason emailbouncedreason emailbouncereason bouncereason "
    "bouncing isbouncing emailbouncing emailbouncedat emailbounceddate invalidemail cleantime "
    "cleandate",
    "note": "description note notes comment comments bemerkung bemerkungen notiz notizen "
    "remarques commentaire notas comentarios observaciones remark remarks anmerkung anmerkungen "
    "kommentar kommentare opmerking opmerkingen notitie notities anteckning anteckningar "
    "kommentarer remarque observacion osservazioni commento commentaires recentnote details",
    "time_zone": "timezone tz zeitzone",
    "account_domain": _of_business(
        "domain domainname website websiteurl web www webpage webseite homepage url siteweb "
        "sitioweb "
        "internet internetseite webpagina webbplats hemsida sitoweb paginaweb siteinternet "
        "websitelink"
    ),
    "account_industry": _of_business(
        "industry sector branche secteur vertical sectoractividad primaryindustry bransch settore"
    ),
    "account_employees": _of_business(
        "numberofemployees noofemployees employees employeecount headcount size mitarbeiter "
        "mitarbeiterzahl effectif empleados staff staffcount anzahlmitarbeiter beschaftigte "
        "medewerkers aantalmedewerkers anstallda antalanstallda dipendenti nombredemployes "
        "nombredesalaries nbsalaries effectifs noempleados numempleados totalemployees"
    ),
    "account_revenue_minor": _of_business(
        "annualrevenue revenue umsatz jahresumsatz chiffredaffaires facturacion turnover omzet "
        "omsattning fatturato salesusd revenueusd annualrevenueusd revenueeur umsatzeur umsatzin "
        "umsatzineur"
    ),
    "account_currency": _of_business(
        "annualrevenuecurrency revenuecurrency currencyisocode currency currencycode wahrung "
        "devise moneda"
    ),
    "account_street": _of_business(
        "street streetaddress address addressline1 address1 strasse adresse anschrift rue calle "
        "direccion adres straat gata gatuadress adress indirizzo strassehausnummer strassenr "
        "strassehausnr strassegeschaftlich addressstreet"
    ),
    "account_city": "accountcity companycity billingcity organizationcity firmaort",
    "account_region": _of_business(
        "state stateprovince stateorprovince stateregion province region county bundesland "
        "departement provincia provincie lan regione estado kanton canton"
    ),
    "account_postal_code": _of_business(
        "postalcode zippostalcode zippostcode zip zipcode postcode plz postleitzahl codepostal "
        "codigopostal "
        "postnummer postnr cap cp plzgeschaftlich postleitzahlgeschaftlich"
    ),
    "account_phone": "accountphone companyphone companymainphone mainphone companyphonenumber "
    "companyhqphone corporatephone organizationphone telefonfirma zentrale telefonzentrale",
    "modified": MODIFIED,
    "linkedin": "linkedinprofileurl personlinkedinurl linkedincontactprofileurl linkedinurl "
    "linkedinprofile linkedin profileurl profile contactlinkedinurl personlinkedin linkedinlink "
    "linkedinpage linkedincontact",
    "follow_up_on": NEXT_STEP,
    "touched_on": LAST_TOUCH,
}
