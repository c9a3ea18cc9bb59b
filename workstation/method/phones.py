"""Phone numbers as people write them become one spelling that can be dialled and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.method.text import clean_line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_SPREADSHEET_NUMBER = re.compile(r"(\d{7,15})\.0+")
_MOST_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number that could exist.

    `e164` is for dialling and comparing ("+13125550142"), `extension` the digits after it or
    None, `display` for reading ("+1 312 555 0142 ext. 7"), `region` the ISO code of its country
    or None where several share the code.
    """

    e164: str
    extension: str | None
    display: str
    region: str | None


def parse_phone(raw: str, region: str | None) -> Phone | None:
    """Read a phone number; `region` (ISO code, "US") is the country of one without "+".

    Gives None for what cannot be a number. Numbers nobody has been given yet are accepted:
    numbering plans grow faster than tables of them.
    """
    number = possible_number(raw, region)
    if number is None:
        return None
    import phonenumbers

    bare = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    extension = phonenumbers.normalize_digits_only(number.extension or "") or None
    number.extension = None
    display = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    display = display.replace("-", " ")
    country = phonenumbers.region_code_for_number(number)
    if country is None:
        codes = phonenumbers.region_codes_for_country_code(number.country_code or 0)
        country = codes[0] if len(codes) == 1 else None
    return Phone(
        e164=bare,
        extension=extension,
        display=f"{display} ext. {extension}" if extension else display,
        region=country if country != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY else None,
    )


def readable(number: str) -> str:
    """Return a number in E.164 grouped for reading, and any other as it is.

    Loads the phone number library (tens of milliseconds, once): not for start-up or a list.
    """
    phone = parse_phone(number, None) if number.startswith("+") else None
    return phone.display if phone else number


def possible_number(raw: str, region: str | None) -> PhoneNumber | None:
    """Return `raw` as the phone number library's object when somebody could dial it, else None."""
    import phonenumbers

    text = clean_line(raw)
    if not text or len(text) > _MOST_CHARACTERS:
        return None
    if whole := _SPREADSHEET_NUMBER.fullmatch(text):
        text = whole[1]
    country = region.strip().upper() if region else None
    if country is None and text.startswith("00"):
        text = "+" + text[2:]
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return number if reason == phonenumbers.ValidationResult.IS_POSSIBLE else None


def tel_uri(phone: Phone) -> str:
    """Return the link that dials a number (RFC 3966): "tel:+13125550142;ext=7"."""
    return f"tel:{phone.e164}" + (f";ext={phone.extension}" if phone.extension else "")


def is_given_out(phone: Phone) -> bool:
    """Say whether numbers like it are in use, as far as the library knows its country's plan."""
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.parse(phone.e164))
