"""Days, weeks, months, quarters and years of the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_WORK_WEEK_END = 4  # Friday


def real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, days: int, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("the date is out of range")
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def _first_of(unit: str, day: date) -> date:
    """The first day of the week, month, quarter or year that holds `day`."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": day.month - (day.month - 1) % 3}.get(unit, 1)
    return date(day.year, month, 1)


def unit_beside(unit: str, day: date, offset: int) -> date:
    """The first day of the week, month, quarter or year so many on (or, below zero, back)."""
    first = _first_of(unit, day)
    if unit == "week":
        return first + timedelta(days=7 * offset)
    return moved(first, 0, {"month": 1, "quarter": 3}.get(unit, 12) * offset)


def last_of(unit: str, day: date) -> date:
    """The last day of the month, quarter or year that holds `day`; of a week, its Friday."""
    if unit == "week":
        return _first_of(unit, day) + timedelta(days=_WORK_WEEK_END)
    return unit_beside(unit, day, 1) - timedelta(days=1)
