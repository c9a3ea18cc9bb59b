"""What is chosen from the playbook for a call: openers by flow, stories by industry, the card."""

from workstation.method.emails import EmailTemplate, fill_email
from workstation.method.openers import Opener, openers_for
from workstation.method.stories import Story, stories_for

OPENERS = [
    Opener(key="any", title="Any", text="Hello."),
    Opener(key="first", title="First", text="Hello.", flows=["mapping", "research"]),
    Opener(key="second", title="Second", text="Hello.", flows=["mapping"]),
]


def test_a_flow_has_its_own_openers_and_else_those_for_any() -> None:
    assert [each.key for each in openers_for(OPENERS, "mapping")] == ["first", "second"]
    assert [each.key for each in openers_for(OPENERS, "research")] == ["first"]
    assert [each.key for each in openers_for(OPENERS, "baton")] == ["any"]


def test_openers_that_can_be_said_in_full_come_alone_and_else_all() -> None:
    pile = [
        Opener(key="plain", title="Plain", text="Hello."),
        Opener(key="named", title="Named", text="{referrer} gave me your name, {their_name}."),
    ]

    def said(known: dict[str, str] | None, openers: list[Opener] = pile) -> list[str]:
        return [each.key for each in openers_for(openers, "mapping", known)]

    assert said(None) == ["plain", "named"]
    assert said({"their_name": "Hanna", "referrer": ""}) == ["plain"]
    assert said({"their_name": "Hanna", "referrer": "Ines"}) == ["plain", "named"]
    assert said({"their_name": "Hanna"}, pile[1:]) == ["named"]


def test_stories_of_the_industry_come_first_then_those_for_any_then_the_others() -> None:
    stories = [
        Story(key="shops", title="Shops", text="Once.", industries=["retail"]),
        Story(key="any", title="Any", text="Once."),
        Story(key="schools", title="Schools", text="Once.", industries=["school", "Éducation"]),
    ]
    assert [each.key for each in stories_for(stories, "Higher education")] == [
        "schools",
        "any",
        "shops",
    ]
    assert [each.key for each in stories_for(stories, None)] == ["any", "shops", "schools"]


def test_what_nobody_knows_stays_readable_in_an_email_and_is_named() -> None:
    template = EmailTemplate(
        key="k", title="T", subject="{referrer} sent me", body="Hello {their_name}.\n{reason}"
    )
    filled = fill_email(template, {"their_name": "Hanna", "reason": ""})
    assert filled.subject == "(referrer) sent me"
    assert filled.body == "Hello Hanna.\n(reason)"
    assert filled.missing == ("reason", "referrer")
