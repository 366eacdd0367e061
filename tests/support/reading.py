"""Answers as a person sees them, and dates as Radar writes them."""

from __future__ import annotations

import datetime as dt
import html
import re

_RU = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def seen(text: str) -> str:
    """The text without its markup."""
    return html.unescape(re.sub(r"</?[a-z]+>", "", text))


def written(date: dt.date, language: str = "ru") -> str:
    """«пт 27.11.2026», "Fri 27 Nov 2026"."""
    if language == "ru":
        return f"{_RU[date.weekday()]} {date:%d.%m.%Y}"
    return f"{_EN[date.weekday()]} {date.day} {_MONTHS[date.month - 1]} {date.year}"


def coming(today: dt.date, month: int, day: int) -> dt.date:
    """The next such day, today included."""
    this_year = dt.date(today.year, month, day)
    return this_year if this_year >= today else dt.date(today.year + 1, month, day)
