"""Salesforce: what the Data Loader writes (names of its programming interface) and its reports."""

from workstation.exchange.shapes import shape

_API = "systemmodstamp isdeleted createdbyid lastmodifiedbyid ownerid lastmodifieddate id"
_BILLING = (
    "billingstreet billingcity billingstate billingstateprovince billingpostalcode "
    "billingzippostalcode billingcountry"
)
_MAILING = (
    "mailingstreet mailingcity mailingstate mailingstateprovince mailingpostalcode "
    "mailingzippostalcode mailingcountry"
)

SALESFORCE = (
    shape(
        "Salesforce opportunities",
        "opportunities",
        "stagename stage",
        "closedate",
        "id opportunityid opportunityname opportunityowner accountid isclosed forecastcategory",
        lacks="dealname whoid",
        source_id="id opportunityid",
        name="name opportunityname",
        account_source_id="accountid",
        facts="title ownerid",
    ),
    shape(
        "Salesforce tasks",
        "tasks",
        "subject",
        "whoid whatid tasksubtype activitydate calldurationinseconds activityid startdatetime "
        "companyaccount assigned",
        lacks="tasktitle",
        source_id="id activityid taskid eventid",
        kind="tasksubtype calltype type activitytype",
        due_on="activitydate duedate startdatetime activitydatetime date start",
        facts="whatid task title name",
    ),
    shape(
        "Salesforce leads",
        "contacts",
        "isconverted convertedaccountid converteddate leadid leadstatus leadowner companyaccount "
        "isunreadbyowner",
        "lastname name",
        "company companyaccount",
        lacks=f"recordid {_MAILING}",
        source_id="id leadid",
        account_name="company companyaccount",
        city="city",
        country="country countrycode",
        account_region="state stateprovince statecode",
        facts="role",
    ),
    shape(
        "Salesforce contacts",
        "contacts",
        "lastname name contactname",
        f"{_MAILING} reportstoid contactid hasoptedoutofemail contactowner emailoptout",
        f"accountid accountname mailingcity reportstoid {_API}",
        lacks="recordid",
        source_id="id contactid",
        city="mailingcity othercity",
        country="mailingcountry mailingcountrycode othercountry",
        account_domain="accountwebsite website",
        facts="role address url web street state zip region",
    ),
    shape(
        "Salesforce accounts",
        "accounts",
        "name accountname",
        "id accountid accountowner parentaccount lastactivity rating ownership",
        f"{_BILLING} shippingcity parentid accountowner numberofemployees tickersymbol",
        lacks="recordid firstname lastname whoid dealname",
        source_id="id accountid",
        parent_source_id="parentid parentaccountid",
        phone="phone",
        facts="accountnumber title",
    ),
)
