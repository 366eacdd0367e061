"""A weekday counted within its month: «последняя пятница февраля», "the first Monday of March"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from language.dates.ends import past_joints
from language.dates.tokens import Hit, Tokens
from language.dates.words import LAST, LATELY, MONTHS, WEEKDAYS
from language.dates.years import number_at, year_at, year_for

_MOST, _WEEK = 5, 7


def nth_weekday(s: Tokens, at: int) -> Hit | None:
    """The weekday of this number in the month; None for a day that the month lacks."""
    counted = _which(s, at)
    weekday = WEEKDAYS.get(s.words[counted[1]]) if counted else None
    if counted is None or weekday is None:
        return None
    which, place = counted
    place = past_joints(s, place + 1 + (s.words[place + 1] in {"in", "в"}))
    month = MONTHS.get(s.words[place])
    if month is None:
        return None
    told = year_at(s, place + 1)
    if told is not None:
        return Hit(told[1], _day(told[0], month.number, weekday.number, which))
    day = _day(s.today.year, month.number, weekday.number, which)
    year = year_for(s, month.number, day.day) if day else s.today.year
    return Hit(place + 1, _day(year, month.number, weekday.number, which))


def _which(s: Tokens, at: int) -> tuple[int, int] | None:
    """Its number from 1, or 0 for the last one; and where the weekday stands."""
    if s.words[at] in LAST or s.words[at] in LATELY:
        return 0, at + 1
    number = number_at(s, at)
    return (number.value, number.after) if number and number.ordinal and 1 <= number.value <= _MOST else None


def _day(year: int, month: int, weekday: int, which: int) -> date | None:
    first, days = monthrange(year, month)
    days_of_it = range(1 + (weekday - first) % _WEEK, days + 1, _WEEK)
    return date(year, month, days_of_it[which - 1]) if which <= len(days_of_it) else None
