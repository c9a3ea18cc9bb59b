"""The names other tools give to what goes on with a company: signals, opportunities and tasks.

They are written as in `synonyms`.
"""

from workstation.exchange.synonyms import MODIFIED

SIGNALS: dict[str, str] = {
    "source_id": "signalid eventid activityid",
    "account_name": "account accountname companyname company organization organisation firma "
    "unternehmen entreprise empresa",
    "domain": "domain companydomain website companywebsite url",
    "email": "email emailaddress contactemail personemail workemail",
    "contact_name": "contactname contact personname person contactperson who ansprechpartner",
    "kind": "signal signalkind signaltype signalname kind event eventtype eventname activitytype",
    "points": "points signalpoints score scorechange",
    "when": "when at happenedat occurredat signalat signaldate eventdate eventtime activitydate "
    "timestamp datetime date time moment",
    "note": "note notes comment comments details description",
}

OPPORTUNITIES: dict[str, str] = {
    "source_id": "opportunityid dealid recordid id",
    "name": "opportunityname dealname dealtitle opportunity deal title name opportunitytitle "
    "verkaufschance bezeichnung titel affaire opportunite oportunidad negocio",
    "account_name": "accountname companyname company account organizationname organisationname "
    "organization organisation primaryassociatedcompany associatedcompanyprimary "
    "associatedcompany customer customername client firma unternehmen kunde entreprise societe "
    "empresa cliente",
    "account_source_id": "accountid companyid associatedcompanyidsprimary "
    "primaryassociatedcompanyid associatedcompanyids associatedcompanyid organizationid",
    "account_domain": "companydomainname companydomain accountdomain domain companywebsite "
    "accountwebsite website",
    "contact_source_id": "contactid primarycontactid associatedcontactids personid contactpersonid",
    "contact_email": "contactemail email emailaddress personemail",
    "stage": "stagename stage dealstage opportunitystage salesstage phase verkaufsphase etape "
    "etapa status dealstatus",
    "is_won": "iswon isclosedwon won gewonnen",
    "is_closed": "isclosed closed isdealclosed abgeschlossen",
    "kind": "opportunitytype dealtype type typ",
    "amount_minor": "amount dealamount dealvalue opportunityamount value expectedamount betrag "
    "wert auftragswert volumen montant importe valor totalamount",
    "currency": "currencyisocode amountcurrency currencyofvalue dealcurrency currency currencycode "
    "wahrung devise moneda",
    "source": "leadsource originalsource source dealsource quelle",
    "account_executive": "opportunityowner dealowner ownername owner salesrep accountexecutive "
    "closer verantwortlich inhaber",
    "created_on": "createddate createdate created opportunitycreateddate dealcreated createdat "
    "createdon dateadded erstelltam datedecreation fechacreacion",
    "closed_on": "closedate closeddate closedon dealclosedon dateclosed expectedclosedate "
    "expectedclose expectedclosingdate abschlussdatum datedecloture fechacierre",
    "close_reason": "closedlostreason lostreason lossreason closereason winlossreason "
    "closedwonreason reasonlost verlustgrund",
    "next_step": "nextstep nextsteps nachsterschritt prochaineetape siguientepaso",
    "note": "description dealdescription note notes comment comments beschreibung bemerkung "
    "notizen notiz remarques",
    "modified": MODIFIED,
}

TASKS: dict[str, str] = {
    "source_id": "activityid taskid eventid recordid id",
    "account_name": "companyaccount accountname companyname company account organizationname "
    "organization primaryassociatedcompany associatedcompany firma unternehmen entreprise empresa",
    "account_source_id": "accountid companyid associatedcompanyidsprimary associatedcompanyids "
    "organizationid",
    "account_domain": "companydomainname companydomain domain website",
    "contact_name": "contactname contact name personname person contactperson associatedcontact "
    "ansprechpartner",
    "contact_source_id": "whoid contactid associatedcontactids personid contactpersonid",
    "email": "email emailaddress contactemail personemail",
    "subject": "subject tasktitle taskname title activitysubject betreff aufgabe objet asunto task",
    "kind": "tasksubtype tasktype activitytype type calltype eventtype typ art",
    "status": "status taskstatus state done completed isclosed erledigt",
    "due_on": "activitydate duedate due dueon dueat datedue startdatetime activitydatetime "
    "starttime startdate date falligam faelligam falligkeitsdatum datedecheance",
    "done_at": "completeddatetime completedat completiondate completeddate completedon doneat "
    "markedasdonetime datecompleted erledigtam",
    "outcome": "calldisposition callresult outcome calloutcome activityoutcome result ergebnis",
    "seconds": "calldurationinseconds calldurationseconds callduration durationseconds seconds",
    "note": "description fullcomments comments tasknotes taskbody notes note comment body "
    "beschreibung bemerkung notizen",
}
