"""The names other tools give to what we keep: the table the column guess reads from.

Names are squashed: lower case, letters and digits only, accents off, a trailing `__c` (Salesforce's
mark of a custom field) dropped. In every list the better name stands first; a file that has two of
them fills the field from the better one and keeps the other as a fact.
"""

ACCOUNTS: dict[str, str] = {
    "source_id": "accountid companyid recordid organizationid organisationid customerid id "
    "accountnumber customernumber kundennummer",
    "name": "accountname companyname company account organizationname organisationname "
    "organization organisation name businessname legalname customername customer client "
    "clientname security firm firma firmenname unternehmen employer employername entreprise "
    "societe raisonsociale empresa issuername issuer",
    "domain": "domain companydomainname companydomain domainname website websiteurl "
    "companywebsite web webpage homepage url companyurl internet webseite siteweb sitioweb",
    "industry": "industry primaryindustry companyindustry gicssector sector vertical branche "
    "secteur sectoractividad gicssubindustry subindustry sicdescription naicsdescription",
    "employees": "numberofemployees employees employeecount noofemployees nbofemployees "
    "numemployees companysize headcount fulltimeemployees mitarbeiter mitarbeiterzahl effectif "
    "empleados size",
    "revenue_minor": "annualrevenue revenue companyannualrevenue companyrevenue yearlyrevenue "
    "sales annualsales umsatz jahresumsatz chiffredaffaires facturacion turnover",
    "currency": "currencyisocode currency currencycode revenuecurrency wahrung devise moneda",
    "street": "billingstreet street streetaddress address addressline1 address1 billingaddress "
    "companystreet companyaddress mailingstreet strasse adresse rue calle direccion "
    "shippingstreet",
    "city": "billingcity city companycity town headquarterscity hqcity mailingcity ort stadt ville "
    "ciudad shippingcity",
    "region": "billingstate billingstateprovince state stateregion stateprovince region province "
    "companystate county headquartersstate hqstate mailingstate bundesland departement provincia "
    "billingstatecode shippingstate",
    "postal_code": "billingpostalcode billingzippostalcode billingzip postalcode zip zipcode "
    "zippostalcode postcode companyzip mailingpostalcode plz postleitzahl codepostal "
    "codigopostal shippingpostalcode",
    "country": "billingcountry billingcountrycode country countryregion countrycode "
    "companycountry headquarterscountry hqcountry mailingcountry land pays pais shippingcountry",
    "place": "headquarterslocation headquarters hqlocation hq location headoffice place "
    "companylocation standort",
    "time_zone": "timezone tz zeitzone",
    "phone": "phone phonenumber companyphone mainphone telephone businessphone officephone tel "
    "phoneno companyphonenumber corporatephone telefon telefonnummer telefono",
    "note": "description note notes comment comments companydescription aboutus about "
    "shortdescription beschreibung bemerkung notiz remarques",
    "source_detail": "accountsource leadsource originalsource source campaign recordsource "
    "originalsourcetype quelle",
    "parent_name": "parentaccount parentname parentaccountname parentcompany parentcompanyname "
    "parent ultimateparent",
    "ticker": "tickersymbol ticker stocksymbol stockticker symbol",
    "founded": "founded yearfounded foundedyear yearstarted yearestablished gegrundet "
    "gruendungsjahr",
    "linkedin": "linkedin linkedincompanypage linkedinurl companylinkedinurl linkedinpage "
    "linkedincompanyprofile",
}

CONTACTS: dict[str, str] = {
    "source_id": "contactid personid recordid recordidcontact leadid id",
    "account_name": "accountname companyname company account organization organisation "
    "organizationname organisationname employer associatedcompany primaryassociatedcompany "
    "organization1name firma firmenname unternehmen entreprise societe empresa",
    "account_source_id": "accountid companyid associatedcompanyid associatedcompanyids "
    "associatedcompanyidsprimary primaryassociatedcompanyid organizationid organisationid",
    "first_name": "firstname givenname forename first vorname prenom nombre",
    "last_name": "lastname surname familyname last nachname nom nomdefamille apellido apellidos",
    "name": "fullname contactname personname contact name displayname person ansprechpartner",
    "title": "title jobtitle position function jobrole personaltitle organization1title "
    "jobposition funktion stelle fonction poste cargo",
    "role": "buyingrole role contactrole decisionrole persona rolle",
    "email": "email emailaddress workemail businessemail email1 email1value primaryemail "
    "contactemail emailadresse mail courriel correo correoelectronico",
    "email2": "email2 secondaryemail otheremail alternateemail email2value personalemail "
    "additionalemail additionalemailaddresses emailaddress2 email2address",
    "phone": "phone phonenumber workphone businessphone directphone workdirectphone telephone "
    "officephone directdial phone1 phone1value primaryphone contactphone corporatephone tel "
    "companyphone telefon telefono",
    "mobile": "mobile mobilephone mobilephonenumber mobilenumber cell cellphone cellphonenumber "
    "mobiltelefon handy portable movil phone2 phone2value",
    "city": "mailingcity city contactcity town personcity businesscity ort stadt ville ciudad "
    "othercity",
    "country": "mailingcountry mailingcountrycode country countryregion countrycode "
    "contactcountry personcountry businesscountryregion land pays pais othercountry",
    "do_not_call": "donotcall dnc donotcontact nocall donotphone callblocked dontcall",
    "opted_out": "hasoptedoutofemail emailoptout optedout optout unsubscribed "
    "unsubscribedfromallemail optedoutofemail hsemailoptout donotemail nomail abgemeldet",
    "note": "description note notes comment comments bemerkung notiz remarques",
}

SIGNALS: dict[str, str] = {
    "source_id": "signalid eventid activityid",
    "account_name": "account accountname companyname company organization organisation firma "
    "unternehmen entreprise empresa",
    "domain": "domain companydomain website companywebsite url",
    "email": "email emailaddress contactemail personemail workemail",
    "kind": "signal signalkind signaltype signalname kind event eventtype eventname activitytype",
    "points": "points signalpoints score scorechange",
    "when": "when at happenedat occurredat signalat signaldate eventdate eventtime activitydate "
    "timestamp datetime date time moment",
    "note": "note notes comment comments details description",
}

OPPORTUNITIES = frozenset(
    (
        *("stagename", "stage", "dealstage", "dealname", "opportunityname", "closedate"),
        *("amount", "probability", "isclosed", "iswon", "forecastcategory", "expectedrevenue"),
        *("dealtype", "nextstep", "pipeline"),
    )
)
"""Column names of lists of opportunities, which are neither accounts nor contacts."""
