"""Dates in words: «15 февраля», "March first", «15 числа», «до 20-го»."""

from __future__ import annotations

from language.dates.calendar import real_day, unit_beside
from language.dates.tokens import Hit, Number, Tokens
from language.dates.words import (
    BESIDE,
    BREAKS,
    EN_PREPS,
    LONE_DAY_PREPS,
    MONTHS,
    SEASONS,
    UNITS,
    UNTIL_SEASON,
    YEAR_WORDS,
    month_behind_a_day,
)
from language.dates.years import in_range, number_at, with_year


def _modal_may(s: Tokens, at: int, month_at: int, after: int) -> bool:
    """Whether "may" is no month: "at least 3 may fail", "we may first ship"."""
    return (
        s.words[month_at] == "may"
        and s.words[at - 1] not in EN_PREPS | {"the", "(", ","}
        and s.kinds[after] == "WORD"
        and s.words[after] not in EN_PREPS | {"and", "or"}
    )


def day_month(s: Tokens, at: int, number: Number) -> Hit | None:
    """«15 февраля 2027 года», «пятнадцатое февраля», "the 1st of March"."""
    place = number.after + (s.words[number.after] == "of")
    month = month_behind_a_day(s.words[place])
    if month is None or in_range(s, at):
        return None
    if not number.digits and not (number.ordinal if month.english else month.of_day):
        return None  # «один март» and "one may" are no dates
    if month.english and (_modal_may(s, at, place, place + 1) or _belongs_after(s, at, place + 1)):
        return None
    return with_year(s, place + 1, month.number, number.value)


def _belongs_after(s: Tokens, at: int, place: int) -> bool:
    """In "release 2 March 15" the month's day stands behind it, unless a preposition opens the date."""
    number = number_at(s, place)
    if number is None or not number.digits or not 1 <= number.value <= 31:
        return False
    return s.words[at - 1] not in EN_PREPS and s.words[number.after] not in YEAR_WORDS


def month_day(s: Tokens, at: int) -> Hit | None:
    """ "February 15, 2027", "Feb. 15", "March the 1st", "March first"."""
    month = MONTHS[s.words[at]]
    place = at + 1 + (month.short and s.words[at + 1] == ".")
    place += s.words[place] == "the"
    number = number_at(s, place) if month.english else None
    if number is None or not (number.digits or number.ordinal) or number.value > 99:
        return None
    if s.words[number.after] in UNITS or _modal_may(s, at, at, number.after):
        return None
    return with_year(s, number.after, month.number, number.value)


def by_season(s: Tokens, at: int) -> Hit | None:
    """«до лета», "until summer": the first day of the coming one."""
    before = at - 1 - (s.words[at - 1] == "the")
    if before < 0 or s.words[before] not in UNTIL_SEASON:
        return None
    return with_year(s, at + 1, SEASONS[s.words[at]], 1)


def day_of_month(s: Tokens, at: int, number: Number) -> Hit | None:
    """«15 числа», «15-е число следующего месяца», "the 15th of next month", «до 20-го», "by the 15th"."""
    after = number.after
    counted = s.words[after] in {"числа", "число", "числу"}
    after += counted or s.words[after] == "of"
    after += s.words[after] == "the"
    offset = BESIDE.get(s.words[after])
    named = s.words[after + 1] in {"месяца", "month"} and offset is not None
    if not named and not counted and not _stands_alone(s, at, number):
        return None
    if not 1 <= number.value <= 31 or in_range(s, at):
        return None
    if named and offset is not None:
        month = unit_beside("month", s.today, offset)
        return Hit(after + 2, real_day(month.year, month.month, number.value))
    return _nearest_day(s, number.value, number.after + counted)


def _nearest_day(s: Tokens, day: int, after: int) -> Hit:
    """The coming such day of a month, today included; looking back the latest."""
    ahead = day < s.today.day and not s.past
    back = day > s.today.day and s.past
    month = unit_beside("month", s.today, ahead - back)
    return Hit(after, real_day(month.year, month.month, day))


def _stands_alone(s: Tokens, at: int, number: Number) -> bool:
    """«до 20-го», "by the 15th": an ordinal behind a preposition and before nothing it could count."""
    before = at - 1 - (s.words[at - 1] == "the")
    return s.words[before] in LONE_DAY_PREPS and _counts_nothing(s, number)


def _counts_nothing(s: Tokens, number: Number) -> bool:
    word = s.words[number.after - 1]
    date_like = word.endswith(("ое", "ого", "ому", "-е", "го", "му", "ье", "ьего", "ьему")) or word.isascii()
    end = number.after >= s.count or s.words[number.after] in BREAKS
    return number.ordinal and date_like and end


def lone_day(s: Tokens, number: Number) -> Hit | None:
    """«пятницу 27-го», «пятницу 27 числа», "Friday the 13th"."""
    counted = s.words[number.after] == "числа"
    if not 1 <= number.value <= 31 or not (counted or _counts_nothing(s, number)):
        return None
    return _nearest_day(s, number.value, number.after + counted)
