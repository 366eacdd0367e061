"""Amounts of time: «две недели», "a couple of days", «полгода»."""

from __future__ import annotations

from language.dates.tokens import Amount, Tokens
from language.dates.words import DASHES, ONE, PAIR, UNITS
from language.dates.years import in_range, number_at

_MOST_OF_A_UNIT = 999


def unit_name(s: Tokens, at: int) -> str:
    unit = UNITS.get(s.words[at])
    return unit.name if unit else ""


def _count(s: Tokens, at: int) -> tuple[int, int] | None:
    """How many units follow, and where they stand: "a", "a couple of", «пару», a number."""
    word = s.words[at]
    if word in PAIR:
        return 2, at + 1
    if word in ONE:
        if s.words[at + 1] == "couple":
            return 2, at + 2 + (s.words[at + 2] == "of")
        return 1, at + 1
    number = number_at(s, at)
    if number is None or number.ordinal or not 0 < number.value <= _MOST_OF_A_UNIT:
        return None
    return number.value, number.after + (s.words[number.after] in {"more", "extra"})


def amount_at(s: Tokens, at: int) -> Amount | None:
    """«неделю», «две недели», "a couple of days", «полгода»; None for ranges and halves, which are vague."""
    if s.words[at] == "half" and s.words[at + 1] == "a" and s.words[at + 2] == "year":
        return Amount(0, 6, at + 3, bare=False)
    counted = _count(s, at)
    count, place = counted or (1, at)
    unit = UNITS.get(s.words[place])
    single = count % 10 == 1 and count % 100 != 11
    if unit is None or (not unit.alone if counted is None else unit.alone and not single):
        return None  # «за 2 квартал» is the second quarter, not two of them
    half = s.words[at - 1] in DASHES and s.kinds[at - 2] == "JUNK"  # «1,5 - 2 недели»
    if half or in_range(s, at) or _goes_on(s, place + 1):
        return None
    return Amount(unit.days * count, unit.months * count, place + 1, bare=counted is None)


def _goes_on(s: Tokens, at: int) -> bool:
    """«неделю-другую», "a week or two", «месяц и неделю», «неделю с половиной»: more than was read."""
    link, word = s.words[at], s.words[at + 1]
    if link in {"с", "and"} and word in {"половиной", "a", "half"}:
        return True
    if link in DASHES or link in {"или", "or"}:
        return s.is_number(at + 1) or s.kinds[at + 1] == "JUNK" or word in {"другую", "другой", "so", "more"}
    count = _count(s, at + 1)
    return link in {"и", "and"} and (word in UNITS or (count is not None and s.words[count[1]] in UNITS))
