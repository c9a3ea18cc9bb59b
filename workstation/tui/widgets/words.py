"""How screens say days, lengths, stars and roles, in a few cells."""

from datetime import date

from workstation.method.days import say_day


def stars(number: int | None) -> str:
    """Return fit as five signs, "★★★★☆"; unknown fit as "?"."""
    return "?" if number is None else "★" * number + "☆" * (5 - number)


def flames(urgency: int) -> str:
    """Return urgency as up to four signs and its number, "▲▲▲ 71"; nothing at zero."""
    return "" if urgency <= 0 else "▲" * min(1 + urgency // 25, 4) + f" {urgency}"


def said_day(day: date, today: date) -> str:
    """Return a day as "today", "tomorrow", "yesterday" or "Thu 26 Nov"."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get((day - today).days) or say_day(day, near=today)


def said_seconds(seconds: int | None) -> str:
    """Return a length as "3:41", or "1:02:05" from an hour on."""
    if seconds is None:
        return ""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def said_role(role: str) -> str:
    """Return a buying role in words."""
    return role.replace("_", " ")
