"""Weekdays: «в пятницу», "next Friday", «в пятницу 27-го», «на следующей неделе в пятницу»."""

from __future__ import annotations

from datetime import date, timedelta

from language.dates.amounts import amount_at, unit_name
from language.dates.calendar import unit_beside
from language.dates.ends import by_last_day
from language.dates.figures import full_date, short_date
from language.dates.months import day_month, lone_day, month_day
from language.dates.nth import nth_weekday
from language.dates.tokens import Amount, Hit, Tokens
from language.dates.words import BESIDE, CUES, EITHER, EN_PREPS, MONTHS, RU_PREP_CASE, WEEKDAYS, Weekday
from language.dates.years import number_at, weekday_value

_WEEK = 7


def by_weekday(s: Tokens, at: int) -> Hit | None:
    """«в пятницу», «до пятницы», "Friday, 27 November": not a weekday that merely occurs."""
    weekday = WEEKDAYS[s.words[at]]
    exact = _exact_beside_weekday(s, at + 1, weekday.number)
    if exact is not None:
        return exact
    choice = s.words[at + 1] in EITHER and s.words[at + 2] in WEEKDAYS
    if choice or not _weekday_called_for(s, at, weekday):
        return None
    return _weekday_tail(s, at + 1, weekday_value(s, weekday.number, back=s.past), weekday.number)


def _weekday_called_for(s: Tokens, at: int, weekday: Weekday) -> bool:
    before = s.words[at - 1]
    if before in EN_PREPS and before != "of":
        return weekday.cases == "e"
    if before in RU_PREP_CASE:
        return RU_PREP_CASE[before] in weekday.cases
    if before in {":", "-", "—", "–"}:
        before = s.words[at - 2]
    return before in CUES or s.whole(at, at + 1)


def _exact_beside_weekday(s: Tokens, at: int, weekday: int) -> Hit | None:
    """The date behind a weekday; one that falls on another weekday does not exist."""
    at += s.words[at] in {",", "("}
    hit = exact_at(s, at)
    if hit is not None and hit.value is not None and hit.value.weekday() != weekday:
        return Hit(hit.after, None)
    return hit


def exact_at(s: Tokens, at: int) -> Hit | None:
    if s.kinds[at] in {"DMY", "YMD"}:
        return full_date(s, at)
    if s.kinds[at] == "DM":
        return short_date(s, at)
    at += s.words[at] == "the"
    if s.words[at] in MONTHS:
        return month_day(s, at)
    number = number_at(s, at)
    return (day_month(s, at, number) or lone_day(s, number)) if number else None


def _weekday_tail(s: Tokens, at: int, value: date, weekday: int) -> Hit:
    """What may follow a weekday: «через неделю», "Friday week", "three weeks from now", «на следующей неделе»."""
    if s.words[at] in {"через", "in"}:
        amount = amount_at(s, at + 1)
        if amount is not None and amount.days and amount.days % _WEEK == 0:
            return Hit(amount.after, value + timedelta(days=amount.days))
    if weeks := _weeks_from_now(s, at):
        return Hit(weeks.after + 2, value + timedelta(days=weeks.days))
    if s.words[at] == "week":
        return Hit(at + 1, value + timedelta(days=7))
    place = at + (s.words[at] in {"на", "of"})
    place += s.words[place] == "the"
    offset = BESIDE.get(s.words[place])
    if offset is not None and unit_name(s, place + 1) == "week":
        return Hit(place + 2, unit_beside("week", s.today, offset) + timedelta(days=weekday))
    return Hit(at, value)


def _weeks_from_now(s: Tokens, at: int) -> Amount | None:
    """ "(Monday) three weeks from now"."""
    amount = amount_at(s, at)
    if amount is None or not amount.days or amount.days % _WEEK:
        return None
    told = s.words[amount.after] == "from" and s.words[amount.after + 1] in {"now", "today"}
    return amount if told else None


def by_beside(s: Tokens, at: int) -> Hit | None:
    """«следующую пятницу», "this Friday", «на следующей неделе в пятницу», "last day of March"."""
    if named := nth_weekday(s, at):
        return named
    offset = BESIDE[s.words[at]]
    place = at + 1 + (s.words[at + 1] in BESIDE)
    weekday = WEEKDAYS.get(s.words[place])
    if weekday is not None:
        value = weekday_value(s, weekday.number, back=offset < 0)
        return _weekday_tail(s, place + 1, value, weekday.number)
    if s.words[at] == "last" and s.words[place] == "day":
        return by_last_day(s, at)
    if unit_name(s, place) != "week":
        return None
    place += 1 + (s.words[place + 1] in {"в", "во", "on", ","})
    weekday = WEEKDAYS.get(s.words[place])
    if weekday is None:
        return None
    return Hit(place + 1, unit_beside("week", s.today, offset) + timedelta(days=weekday.number))
