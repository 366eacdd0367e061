"""Every day that a text names: which word begins a date, and the rule that reads on from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from language.dates.distances import by_amount, by_number, day_beside, day_name, through
from language.dates.ends import by_end, by_last_day, by_middle, by_short_end
from language.dates.figures import full_date, short_date
from language.dates.mentions import DateMention, Problem
from language.dates.months import by_season, month_day
from language.dates.nth import nth_weekday
from language.dates.tokens import Hit, Rule, Tokens
from language.dates.weekdays import by_beside, by_weekday
from language.dates.words import (
    BESIDE,
    DAYS,
    ENDS,
    LATELY,
    MIDDLES,
    MONTHS,
    ONE,
    PAIR,
    PHRASE_PREPS,
    PREPS,
    SEASONS,
    SHORT_ENDS,
    UNITS,
    WEEKDAYS,
)
from language.numbers import NUMBER_WORDS


def _rules() -> dict[str, Rule]:
    """Which word or kind of token may begin a date, and the rule that reads on from there."""
    tables: tuple[tuple[Iterable[str], Rule], ...] = (
        (UNITS, by_amount),
        (MONTHS, month_day),
        (SEASONS, by_season),
        (WEEKDAYS, by_weekday),
        (NUMBER_WORDS | ONE | PAIR | {"half", "NUM", "ORD"}, by_number),
        (BESIDE, by_beside),
        (LATELY, lambda s, at: nth_weekday(s, at) or by_last_day(s, at)),
        (DAYS, day_name),
        ({"day"}, day_beside),
        ({"через", "in"}, through),
        (ENDS, by_end),
        (SHORT_ENDS, by_short_end),
        (MIDDLES, by_middle),
        ({"DMY", "YMD"}, full_date),
        ({"DM"}, short_date),
    )
    return {word: rule for words, rule in tables for word in words}


_RULES: Final = _rules()


def hit_at(s: Tokens, at: int) -> Hit | None:
    rule = _RULES.get(s.words[at]) or _RULES.get(s.kinds[at])
    return rule(s, at) if rule else None


def _hits(s: Tokens) -> Iterator[tuple[int, Hit]]:
    at = 0
    while at < s.count:
        hit = hit_at(s, at)
        if hit is None:
            at += 1
        else:
            yield at, hit
            at = hit.after


def _prep_at(s: Tokens, at: int) -> int:
    """The first token of the preposition that ends right before `at`, or `at` itself."""
    for phrase in PHRASE_PREPS:
        begin = at - len(phrase)
        if begin >= 0 and tuple(s.words[begin:at]) == phrase:
            return begin
    return at - 1 if at and s.words[at - 1] in PREPS else at


def _mention(s: Tokens, at: int, hit: Hit) -> DateMention:
    at -= s.words[at - 1] == "the"
    problem: Problem | None = None
    if hit.value is None:
        problem = "impossible"
    elif hit.value < s.today and not s.past:
        problem = "past"
    start, end = s.tokens[at].start(), s.tokens[hit.after - 1].end()
    return DateMention(start, end, hit.value, problem, s.tokens[_prep_at(s, at)].start())


def find_dates(text: str, today: date, *, past: bool = False) -> list[DateMention]:
    """Every day named in `text`, left to right, none overlapping; `today` is the day in the team's zone.

    With `past` the text looks back («что горело в пятницу?»): a weekday or a day without a year is the
    latest one (a weekday strictly before today), and "past" is no problem.
    """
    s = Tokens(text, today, past=past)
    return [_mention(s, at, hit) for at, hit in _hits(s)]


def find_date(text: str, today: date, *, past: bool = False) -> DateMention | None:
    """The first day named in `text`, as in `find_dates`, or None. For a move ask `find_shift` first."""
    s = Tokens(text, today, past=past)
    first = next(_hits(s), None)
    return _mention(s, *first) if first else None
