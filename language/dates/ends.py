"""Ends and middles: «конец месяца», "end of Q3", «последний день марта», "mid-March"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from language.dates.amounts import unit_name
from language.dates.calendar import last_of, unit_beside
from language.dates.tokens import Hit, Tokens
from language.dates.words import BESIDE, DAYS, MONTHS, QUARTERS, SHORT_ENDS, WEEKDAYS
from language.dates.years import number_at, weekday_value, with_year, year_at, year_for


def by_end(s: Tokens, at: int) -> Hit | None:
    """«конец месяца», «конце марта», "end of next quarter", "end of Q3", «конец 2027 года»."""
    return _end_of(s, at + 1)


def by_last_day(s: Tokens, at: int) -> Hit | None:
    """«последний день месяца», "last day of March"."""
    if s.words[at + 1] not in {"день", "дня", "дню", "число", "числа", "day"}:
        return None
    return _end_of(s, at + 2)


def by_short_end(s: Tokens, at: int) -> Hit | None:
    if SHORT_ENDS[s.words[at]] == "day" and (named := _day_named(s, at + 1)):
        return named
    return Hit(at + 1, _unit_end(s, SHORT_ENDS[s.words[at]], None))


def _day_named(s: Tokens, at: int) -> Hit | None:
    """ "EOD Friday", «до конца дня в пятницу»: the day whose end it is."""
    at += s.words[at] in {"on", "of", "в", "во"}
    if weekday := WEEKDAYS.get(s.words[at]):
        return Hit(at + 1, weekday_value(s, weekday.number, back=s.past))
    days = DAYS.get(s.words[at])
    return None if days is None else Hit(at + 1, s.today + timedelta(days=days))


def past_joints(s: Tokens, at: int) -> int:
    """Past "of" and "the", and the hyphen of "mid-March"."""
    while s.words[at] in {"of", "the", "-"}:
        at += 1
    return at


def _end_of(s: Tokens, at: int) -> Hit | None:
    at = past_joints(s, at)
    offset = BESIDE.get(s.words[at])
    place = at + (offset is not None)
    unit = unit_name(s, place)
    if unit == "day" and (named := _day_named(s, place + 1)):
        return named
    if unit in {"day", "week", "month", "quarter", "year"}:
        return Hit(place + 1, _unit_end(s, unit, offset))
    return _end_of_named(s, at) if offset is None else None


def _unit_end(s: Tokens, unit: str, offset: int | None) -> date:
    """The end of the day, week, month… that runs, or of one beside it."""
    if unit == "day":
        return s.today + timedelta(days=offset or 0)
    if offset is not None:
        return last_of(unit, unit_beside(unit, s.today, offset))
    value = last_of(unit, s.today)
    if s.past and value > s.today:
        return last_of(unit, unit_beside(unit, s.today, -1))
    if not s.past and value < s.today:  # on a weekend the work week is over
        return last_of(unit, unit_beside(unit, s.today, 1))
    return value


def _end_of_named(s: Tokens, at: int) -> Hit | None:
    """The end of a month, a quarter or a year that is named."""
    month = MONTHS.get(s.words[at])
    if month is not None:
        return _end_of_month(s, at + 1, month.number)
    if s.words[at] in QUARTERS:
        return _end_of_month(s, at + 1, QUARTERS[s.words[at]] * 3)
    number = number_at(s, at)
    if number is None:
        return None
    if 1 <= number.value <= 4 and unit_name(s, number.after) == "quarter":
        return _end_of_month(s, number.after + 1, number.value * 3)
    year = year_at(s, at)
    return Hit(year[1], date(year[0], 12, 31)) if year else None


def _end_of_month(s: Tokens, at: int, month: int) -> Hit:
    at += s.words[at] == "of"
    last = monthrange(s.today.year, month)[1]
    year, after = year_at(s, at) or (year_for(s, month, last), at)
    return Hit(after, date(year, month, monthrange(year, month)[1]))


def by_middle(s: Tokens, at: int) -> Hit | None:
    """«середина марта», "mid-March", «в середине месяца»: the 15th."""
    at = past_joints(s, at + 1)
    month = MONTHS.get(s.words[at])
    if month is not None:
        return with_year(s, at + 1, month.number, 15)
    offset = BESIDE.get(s.words[at])
    place = at + (offset is not None)
    if unit_name(s, place) != "month":
        return None
    if offset is None:
        offset = -(s.today.day < 15) if s.past else int(s.today.day > 15)
    return Hit(place + 1, unit_beside("month", s.today, offset).replace(day=15))
