"""Emails one person writes to another: templates, filled like a flow's prompts."""

from collections.abc import Mapping

import msgspec

from workstation.method.flow import fill, placeholders


class EmailTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short plain-text email; ``after`` names the outcomes it is proposed after.

    Source: Predictable Revenue, the voicemail and email pair: the email goes out at once after
    the message, and each makes the other likelier to be answered.
    """

    key: str
    title: str
    subject: str
    body: str
    after: list[str] = []


class Filled(msgspec.Struct, frozen=True):
    """A template filled in; ``missing`` are the names in braces nobody knows a value for."""

    subject: str
    body: str
    missing: tuple[str, ...]


def fill_email(template: EmailTemplate, values: Mapping[str, str]) -> Filled:
    """Fill a template; what is not known stays readable as "(their name)"."""
    wanted = placeholders(template.subject) | placeholders(template.body)
    missing = tuple(sorted(name for name in wanted if not values.get(name)))
    return Filled(fill(template.subject, values), fill(template.body, values), missing)
