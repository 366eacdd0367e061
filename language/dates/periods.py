"""Spans of days gone by: «за неделю», "this month", «с пятницы», «с 1 по 15 марта»."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from language.dates.amounts import amount_at, unit_name
from language.dates.calendar import moved, unit_beside
from language.dates.days import hit_at
from language.dates.ends import past_joints
from language.dates.mentions import Period
from language.dates.months import month_day
from language.dates.nth import nth_weekday
from language.dates.tokens import Amount, Hit, Tokens
from language.dates.weekdays import exact_at
from language.dates.words import (
    AGO,
    BEGINNINGS,
    BESIDE,
    DAY_LABELS,
    DAYS,
    DUE_PREPS,
    LAST,
    LATELY,
    MONTHS,
    MORNING,
    ONE,
    PAIR,
    SINCE_PREPS,
    THIS,
    UNITS,
    UNTIL_PREPS,
    WEEKDAYS,
    word_set,
)
from language.dates.years import number_at, year_at, year_for
from language.numbers import NUMBER_WORDS


class _Span(NamedTuple):
    after: int
    since: date
    until: date
    label: str


def _until_end(unit: str, first: date) -> date:
    return unit_beside(unit, first, 1) - timedelta(days=1)


def _calendar_span(s: Tokens, at: int, offset: int) -> _Span | None:
    """ "this week", «прошлый месяц»: by the calendar, up to today at most."""
    unit = unit_name(s, at)
    if unit not in {"week", "month", "quarter", "year"} or offset > 0:
        return None
    first = unit_beside(unit, s.today, offset)
    until = min(s.today, _until_end(unit, first))
    return _Span(at + 1, first, until, f"{'last' if offset else 'this'}_{unit}")


def _rolling_span(s: Tokens, amount: Amount) -> _Span | None:
    """So long up to today: seven days back for a week, so that nothing of the week is missed."""
    since = moved(s.today, -amount.days, -amount.months)
    whole = {(7, 0): "week", (0, 1): "month", (0, 3): "quarter", (0, 12): "year"}
    return _Span(amount.after, since, s.today, whole.get((amount.days, amount.months), "days"))


def _lately(s: Tokens, at: int) -> _Span | None:
    """«последние 3 дня», "last week", "the past month", «эту неделю»; `at` is the adjective's place."""
    word = s.words[at]
    unit = UNITS.get(s.words[at + 1])
    if word not in THIS:
        amount = amount_at(s, at + 1)
        if amount is not None and not (amount.bare and word in LAST):
            return _rolling_span(s, amount)
        rolling = word in LATELY or word == "past" or s.words[at - 1] == "the"
        if rolling and unit is not None:
            return _rolling_span(s, Amount(unit.days, unit.months, at + 2, bare=True))
    return _calendar_span(s, at + 1, BESIDE[word]) if word in BESIDE else None


def _over(s: Tokens, at: int) -> _Span | None:
    """«за неделю», «за 10 дней», «за март», "in March", «за пятницу»; `at` is behind the preposition."""
    if s.words[at - 1] != "за":
        return _named_month(s, at)
    amount = amount_at(s, at)
    return _rolling_span(s, amount) if amount else _named_month(s, at) or _single_day(s, at)


def _named_month(s: Tokens, at: int) -> _Span | None:
    month = MONTHS.get(s.words[at])
    if month is None or month_day(s, at) is not None:
        return None
    year, after = year_at(s, at + 1) or (year_for(s, month.number, 1), at + 1)
    first = date(year, month.number, 1)
    if first > s.today:
        return None
    return _Span(after, first, min(s.today, _until_end("month", first)), "in_month")


def _single_day(s: Tokens, at: int) -> _Span | None:
    at += s.words[at] == "the"
    hit = hit_at(s, at)
    if hit is None or hit.value is None or hit.value > s.today:
        return None
    label = DAY_LABELS.get((s.today - hit.value).days, "day")
    return _Span(hit.after, hit.value, hit.value, label)


def _day_word(s: Tokens, at: int) -> _Span | None:
    """«вчера», "3 days ago", "last Friday": days that can only lie behind, and today."""
    return None if s.words[at - 1] in DUE_PREPS - {"on"} else _single_day(s, at)


def _ago(s: Tokens, at: int) -> _Span | None:
    amount = amount_at(s, at)
    return _day_word(s, at) if amount and s.words[amount.after] in AGO else None


def _last_span(s: Tokens, at: int) -> _Span | None:
    """«прошлую пятницу» is a day; «на этой неделе в пятницу» is not this week; all else as in `_lately`.

    "The last Friday of February" is a day by the calendar, and may be to come.
    """
    if nth_weekday(s, at) is not None:
        return None
    if hit_at(s, at) is None:
        return _lately(s, at)
    return _day_word(s, at) if s.words[at + 1] in WEEKDAYS and s.words[at] in LAST else None


def _since_day(s: Tokens, at: int) -> Hit | None:
    """The day behind «с» or "since": a date, the start of something, «вчерашнего дня»."""
    at += s.words[at] == "the"
    if s.words[at] in BEGINNINGS:
        return _beginning(s, past_joints(s, at + 1))
    if s.words[at] in {"вчерашнего", "сегодняшнего"} and s.words[at + 1] == "дня":
        return Hit(at + 2, s.today - timedelta(days=s.words[at] == "вчерашнего"))
    morning = at + (s.words[at] in {"этого", "сегодняшнего", "самого", "this"})
    if s.words[morning] in MORNING:
        return Hit(morning + 1, s.today)
    span = _calendar_span(s, at + 1, BESIDE.get(s.words[at], 1)) or _named_month(s, at)
    return Hit(span.after, span.since) if span else hit_at(s, at)


def _beginning(s: Tokens, at: int) -> Hit | None:
    beside = s.words[at] in BESIDE
    unit = unit_name(s, at + beside)
    span = _calendar_span(s, at + beside, BESIDE.get(s.words[at], 0)) or _named_month(s, at)
    if span is None and unit == "day":
        return Hit(at + beside + 1, s.today)
    return Hit(span.after, span.since) if span else None


def _since(s: Tokens, at: int) -> _Span | None:
    """«с пятницы», "since March 1", «с 1 по 15 марта», «с понедельника до среды»; `at` is behind «с»."""
    hit = _since_day(s, at)
    if hit is None:
        return _day_to_day(s, at)
    since, after = hit.value, hit.after
    if since is None or since > s.today or s.words[after] == "на":  # «с 1 марта на 15 марта» is a move
        return None
    last = hit_at(s, after + 1) if s.words[after] in UNTIL_PREPS else None
    if last is not None and last.value is not None and since <= last.value <= s.today:
        return _Span(last.after, since, last.value, "between")
    return _Span(after, since, s.today, "since")


def _day_to_day(s: Tokens, at: int) -> _Span | None:
    """«с 1 по 15 марта»: the first day borrows the month of the second."""
    number = number_at(s, at)
    if number is None or s.words[number.after] not in UNTIL_PREPS:
        return None
    last = exact_at(s, number.after + 1)
    if last is None or last.value is None or not 1 <= number.value <= last.value.day:
        return None
    return _Span(last.after, last.value.replace(day=number.value), last.value, "between")


class _PeriodRule(NamedTuple):
    read: Callable[[Tokens, int], _Span | None]
    ahead: int  # how many tokens further it reads: past a preposition, or right here


def _period_rules() -> dict[str, _PeriodRule]:
    """Which word or kind of token may begin a period, and the rule that reads on from there."""
    amounts = NUMBER_WORDS | ONE | PAIR | UNITS.keys() | {"half", "NUM"}
    tables: tuple[tuple[Iterable[str], _PeriodRule], ...] = (
        (amounts, _PeriodRule(_ago, 0)),
        (BESIDE.keys() | LATELY | {"past"}, _PeriodRule(_last_span, 0)),
        ([word for word, days in DAYS.items() if days <= 0], _PeriodRule(_day_word, 0)),
        ({"day"}, _PeriodRule(_day_word, 0)),
        (SINCE_PREPS, _PeriodRule(_since, 1)),
        ({"за", "в", "in", "during"}, _PeriodRule(_over, 1)),
    )
    return {word: rule for words, rule in tables for word in words}


_PERIOD_RULES: Final = _period_rules()

_PERIOD_PREPS: Final = word_set("за в во на in over during for within on")


def find_period(text: str, today: date) -> Period | None:
    """The first span of past days in `text`, or None. Its words include the preposition.

    A plain date («15 февраля», «в пятницу») is no period: read it with `find_dates(…, past=True)`. What
    stands behind «на», «до», «к», "to", "by"… is where something is moved to and no period either.
    """
    s = Tokens(text, today, past=True)
    at = 0
    while at < s.count:
        rule = _PERIOD_RULES.get(s.words[at]) or _PERIOD_RULES.get(s.kinds[at])
        span = rule.read(s, at + rule.ahead) if rule else None
        if span is not None:
            return _period(s, at, span)
        hit = hit_at(s, at)  # «конец этого месяца» is one day: no part of it is a period
        at = hit.after if hit else at + 1
    return None


def _period(s: Tokens, at: int, span: _Span) -> Period:
    at -= s.words[at - 1] == "the"
    at -= at > 0 and s.words[at - 1] in _PERIOD_PREPS
    return Period(s.tokens[at].start(), s.tokens[span.after - 1].end(), span.since, span.until, span.label)
