"""Lines of address cards and calendars as they are written: escaped, folded, ended by CRLF."""

import re

_MOST_BYTES = 75
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NOT_IN_PARAMETERS = re.compile('[";:,\x00-\x1f\x7f\ud800-\udfff]')


def escaped(text: str) -> str:
    r"""Return a text as it stands in a value: `\`, `;`, `,` and line breaks escaped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _UNFIT.sub("\ufffd", text)


def parameter(text: str) -> str:
    """Return a text as it stands in a parameter: without the marks that would end it."""
    return _NOT_IN_PARAMETERS.sub(" ", text).strip()


def content_line(name: str, value: str) -> bytes:
    """Return one line: a name with its parameters, and a value that is escaped already.

    It is folded so that no part is longer than 75 bytes and no letter is cut in two.
    """
    whole = f"{name}:{value}"
    line = whole.encode()
    if len(line) <= _MOST_BYTES:
        return line + b"\r\n"
    parts, first, most = [], 0, _MOST_BYTES
    while len(line) - first > most:
        last = first + most
        while line[last] & 0xC0 == 0x80:
            last -= 1
        parts.append(line[first:last])
        first, most = last, _MOST_BYTES - 1
    parts.append(line[first:])
    return b"\r\n ".join(parts) + b"\r\n"
