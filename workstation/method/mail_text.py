"""An email as plain text and as a ``mailto:`` address, so that nothing in it becomes a header."""

from urllib.parse import quote

from workstation.method.text import clean, clean_line


def mailto(to: str, subject: str, body: str) -> str:
    """Return the address that makes a mail program open this email (RFC 6068).

    Everything is percent-encoded, so that no address can add a header or a second recipient;
    line breaks of the body are CR LF, those in the address and the subject become spaces.
    """
    lines = clean(body).replace("\n", "\r\n")
    fields = f"subject={quote(clean_line(subject), safe='')}&body={quote(lines, safe='')}"
    return f"mailto:{quote(clean_line(to), safe='@')}?{fields}"


def as_text(to: str, subject: str, body: str) -> str:
    """Return the email as text to copy: To, Subject, an empty line, the body."""
    head = [f"To: {clean_line(to)}"] if to.strip() else []
    return "\n".join([*head, f"Subject: {clean_line(subject)}", "", clean(body).rstrip(), ""])
