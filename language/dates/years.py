"""Numbers and years, in figures and in words; the year of a day that is said without one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from language.dates.calendar import real_day
from language.dates.tokens import Hit, Number, Tokens
from language.dates.words import BESIDE, EITHER, YEAR_WORDS
from language.numbers import NUMBER_WORDS, is_ordinal, read_number

_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def year_for(s: Tokens, month: int, day: int) -> int:
    """The year of a day and month said without one: the coming such day, or looking back the latest."""
    said, now = (month, day), (s.today.month, s.today.day)
    if s.past:
        return s.today.year - (said > now)
    return s.today.year + (said < now)


def weekday_value(s: Tokens, weekday: int, *, back: bool) -> date:
    """The first such weekday strictly after today, or the latest strictly before it."""
    if back:
        return s.today - timedelta(days=(s.today.weekday() - weekday - 1) % 7 + 1)
    return s.today + timedelta(days=(weekday - s.today.weekday() - 1) % 7 + 1)


def number_at(s: Tokens, at: int) -> Number | None:
    kind, word = s.kinds[at], s.words[at]
    if kind in {"NUM", "ORD"}:
        digits = word if kind == "NUM" else re.split(r"\D", word, maxsplit=1)[0]
        return Number(int(digits), at + 1, digits=True, ordinal=kind == "ORD") if len(digits) <= 4 else None
    found = read_number(s.words[at : at + 8]) if word in NUMBER_WORDS else None
    if found is None:
        return None
    value, used = found
    return Number(value, at + used, digits=False, ordinal=is_ordinal(s.words[at + used - 1]))


def in_range(s: Tokens, at: int) -> bool:
    """Whether the number at `at` ends a range or a choice («2 - 3 недели», «15 или 16 марта»): vague."""
    return s.words[at - 1] in EITHER and s.is_number(at - 2)


def past_year_word(s: Tokens, at: int) -> int:
    if s.words[at] not in YEAR_WORDS:
        return at
    return at + 2 if s.words[at] == "г" and s.words[at + 1] == "." and s.touching(at + 1) else at + 1


def _named_year(s: Tokens, at: int) -> tuple[int, int] | None:
    """«этого года», "next year": the year and the place after it."""
    if s.words[at] in BESIDE and s.words[at + 1] in {"года", "году", "year"}:
        return s.today.year + BESIDE[s.words[at]], at + 2
    return None


def year_at(s: Tokens, at: int) -> tuple[int, int] | None:
    """A year in digits or words, with «года» or «г.» behind it: the year and the place after it."""
    number = number_at(s, at)
    if number is None:
        return _named_year(s, at)
    value, after = number.value, number.after
    if value == 20 and not number.digits:  # "twenty twenty-seven"
        tail = number_at(s, after)
        if tail is not None and not tail.digits and 10 <= tail.value < 100:
            return 2000 + tail.value, tail.after
    if value < 100 and s.words[after] in YEAR_WORDS:
        value += 2000
    if _FIRST_YEAR <= value <= _LAST_YEAR:
        return value, past_year_word(s, after)
    return None


def with_year(s: Tokens, at: int, month: int, day: int) -> Hit:
    """The day once its day and month are read: its year, if said, stands at `at`, maybe behind a comma."""
    found = year_at(s, at)
    if found is None and s.words[at] in {",", "."} and len(s.words[at + 1]) == 4 and s.kinds[at + 1] == "NUM":
        found = year_at(s, at + 1)
    if s.words[at] in {"'", "’"} and len(s.words[at + 1]) == 2 and s.kinds[at + 1] == "NUM":
        found = 2000 + int(s.words[at + 1]), at + 2
    year, after = found or (year_for(s, month, day), at)
    return Hit(after, real_day(year, month, day))
