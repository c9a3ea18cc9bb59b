"""HubSpot: the lists of contacts, companies, deals and tasks that it exports."""

from workstation.exchange.shapes import shape

_PEOPLE = "firstname lastname givenname familyname"
_HUBSPOT = (
    "recordid hsobjectid createdate lastactivitydate lastmodifieddate lifecyclestage leadstatus "
    "marketingcontactstatus associatedcompany associatedcompanyids associatedcompanyidsprimary "
    "associatedcontact associatedcontactids primaryassociatedcompanyid contactowner companyowner "
    "dealowner"
)
HUBSPOT = (
    shape(
        "HubSpot deals",
        "opportunities",
        "dealname",
        f"dealstage pipeline {_HUBSPOT}",
        source_id="recordid hsobjectid dealid",
        name="dealname",
        closed_on="closedate",
        is_won="isclosedwon hsisclosedwon",
        is_closed="isdealclosed hsisclosed",
        account_executive="dealowner",
        close_reason="closedlostreason closedwonreason",
        facts="title opportunity status",
    ),
    shape(
        "HubSpot tasks",
        "tasks",
        "tasktitle taskname hstasksubject",
        "taskstatus tasktype tasknotes duedate recordid",
        source_id="recordid taskid hsobjectid",
        subject="tasktitle taskname hstasksubject",
        kind="tasktype hstasktype",
        status="taskstatus hstaskstatus",
        note="tasknotes notes hstaskbody",
    ),
    shape(
        "HubSpot companies",
        "accounts",
        "companyname companydomainname companyowner",
        "companydomainname companyowner recordid hsobjectid companyid",
        lacks=f"{_PEOPLE} dealname email tasktitle",
        source_id="recordid hsobjectid companyid",
        name="companyname name",
        domain="companydomainname domain websiteurl",
        parent_source_id="parentcompanyid hsparentcompanyid",
        facts="type",
    ),
    shape(
        "HubSpot companies",
        "accounts",
        "name",
        "hsobjectid hsleadstatus hubspotownerid hslastmodifieddate numassociatedcontacts",
        "domain website numberofemployees annualrevenue",
        lacks=f"{_PEOPLE} dealname email",
        source_id="hsobjectid id",
        name="name",
        domain="domain website",
        parent_source_id="hsparentcompanyid",
        facts="type",
    ),
    shape(
        "HubSpot contacts",
        "contacts",
        "firstname lastname email",
        "recordid hsobjectid contactowner marketingcontactstatus unsubscribedfromallemail "
        "hsemailoptout lifecyclestage associatedcompanyids emailhardbouncereason",
        lacks="dealname givenname whoid leadowner skypeid secondaryemail emailoptout",
        source_id="recordid hsobjectid contactid",
        account_name="primaryassociatedcompany associatedcompanyprimary associatedcompany "
        "companyname company",
        title="jobtitle",
        account_domain="websiteurl website companydomainname",
        account_region="stateregion state",
        facts="role buyingrole persona title",
    ),
)
