"""Sellers' tools whose columns would be taken for something else: Apollo, Close and Freshsales."""

from workstation.exchange.shapes import shape

TOOLS = (
    shape(
        "Apollo contacts",
        "contacts",
        "apollocontactid",
        "firstname lastname email",
        source_id="apollocontactid",
        account_source_id="apolloaccountid",
        title="title",
        account_phone="corporatephone companyphone",
        linkedin="personlinkedinurl",
        facts="stage",
    ),
    shape(
        "Close leads",
        "accounts",
        "displayname",
        "statuslabel",
        "primarycontactname primarycontactprimaryemail primarycontactprimaryphone datecreated",
        source_id="id",
        name="displayname",
        domain="url",
        phone="primarycontactprimaryphone",
        street="primaryaddressaddress1",
        city="primaryaddresscity",
        region="primaryaddressstate",
        postal_code="primaryaddresszipcode",
        country="primaryaddresscountry",
        note="description",
    ),
    shape(
        "Freshsales contacts",
        "contacts",
        "firstname lastname",
        "salesowner",
        "donotdisturb lastcontactedtime recentnote lifecyclestage",
        source_id="id",
        account_name="account accounts accountname",
        phone="work",
        title="jobtitle",
        do_not_call="donotdisturb",
    ),
)
