"""Dates in figures: 15.02.2027, 2027-02-15, 15/02."""

from __future__ import annotations

import re
from typing import Final

from language.dates.calendar import real_day
from language.dates.tokens import Hit, Tokens
from language.dates.words import CUES, DUE_PREPS, SINCE_PREPS, WEEKDAYS
from language.dates.years import past_year_word, with_year

_VERSION_CUE: Final = re.compile(r"(?:релиз|верси|release|version)\w*|v|ver|в|во|in")

_MONTHS: Final = 12

# Behind a decimal these say that it is an amount: «на 1.5 недели», "by 2.5%".
_MEASURES: Final = re.compile(
    r"[%$€₽°]|(?:дн|ден|недел|месяц|кварт|час|минут|секунд|раз|процент|балл|пункт|руб|тыс|млн|млрд|"
    r"day|week|month|quarter|hour|minute|second|percent|point|time|million|thousand)\w*|мс|ms|gb|mb|kb|гб|мб|кб|x|х"
)


def full_date(s: Tokens, at: int) -> Hit | None:
    """15.02.2027, 2027-02-15, 15/02/27; a year of two digits only where the rest does not look a version."""
    if s.glued(at):
        return None
    first, middle, last = re.split(r"[-./]", s.words[at])
    if s.kinds[at] == "YMD":
        first, last = last, first
    american = s.kinds[at] == "DMY" and _is_month_first(s.words[at], first, middle)
    if american:
        first, middle = middle, first
    year = int(last)
    if len(last) == 2:
        padded = american or (len(middle) == 2 and (len(first) == 2 or middle[0] == "0"))
        if not padded or _is_version(s, at):
            return None
        year += 2000
    return Hit(past_year_word(s, at + 1), real_day(year, int(middle), int(first)))


def _is_month_first(said: str, first: str, second: str) -> bool:
    """ "2/20/2027" as Americans write it, where what stands second can be no month; never with dots."""
    return "." not in said and 1 <= int(first) <= _MONTHS < int(second)


def _is_version(s: Tokens, at: int) -> bool:
    """Whether «релиз», "v" and the like stand right before."""
    before = at - 1
    if s.words[before] in {".", ":", "№", "#"}:
        before -= 1
    return _VERSION_CUE.fullmatch(s.words[before]) is not None


def _is_due(s: Tokens, at: int) -> bool:
    """Whether something before says that a date comes: a preposition, «срок», a weekday."""
    word = s.words[at - 1]
    if word in DUE_PREPS or (s.past and word in SINCE_PREPS):
        return True
    if word in {":", ",", "-", "—", "–", "("}:
        word = s.words[at - 2]
    return word in CUES or word in WEEKDAYS


def short_date(s: Tokens, at: int) -> Hit | None:
    """15.02 or 15/02, where it is no version, fraction, time or amount."""
    if s.glued(at) or s.words[at] == "24/7" or _MEASURES.fullmatch(s.words[at + 1]):
        return None
    first, second = re.split(r"[./]", s.words[at])
    if _is_month_first(s.words[at], first, second):
        first, second = second, first
    day, month = int(first), int(second)
    even = len(first) == len(second) == 2
    if _is_version(s, at):
        return None
    real = 1 <= day <= 31 and 1 <= month <= 12
    if _is_due(s, at) or s.whole(at, at + 1):
        fits = month > 0 and (real or even)  # "to 1.15" is a version, "18.00" an hour; "15.13" a slip
    else:
        fits = even and real and "0" in {first[0], second[0]}
    return with_year(s, at + 1, month, day) if fits else None
