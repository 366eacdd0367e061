"""Days by their distance from today: «завтра», «через неделю», "3 days ago", "a week from Friday"."""

from __future__ import annotations

from datetime import timedelta

from language.dates.amounts import amount_at
from language.dates.calendar import moved
from language.dates.months import day_month, day_of_month
from language.dates.nth import nth_weekday
from language.dates.tokens import Amount, Hit, Tokens
from language.dates.weekdays import by_weekday
from language.dates.words import AGO, DAYS, FROM_NOW, WEEKDAYS
from language.dates.years import number_at, weekday_value

_WEEK = 7


def by_number(s: Tokens, at: int) -> Hit | None:
    number = number_at(s, at)
    if number is None:
        return by_amount(s, at)
    return nth_weekday(s, at) or day_month(s, at, number) or day_of_month(s, at, number) or by_amount(s, at)


def day_name(s: Tokens, at: int) -> Hit:
    return Hit(at + 1, s.today + timedelta(days=DAYS[s.words[at]]))


def day_beside(s: Tokens, at: int) -> Hit | None:
    """ "the day after tomorrow", "the day before yesterday"."""
    phrase = (s.words[at + 1], s.words[at + 2])
    days = {("after", "tomorrow"): 2, ("before", "yesterday"): -2}.get(phrase)
    return Hit(at + 3, s.today + timedelta(days=days)) if days else by_amount(s, at)


def through(s: Tokens, at: int) -> Hit | None:
    """«через неделю», "in 3 days", "in two weeks' time", «через неделю в пятницу»."""
    amount = amount_at(s, at + 1)
    if amount is None or (amount.bare and amount.days == 1):  # «через день» may mean every other day
        return None
    after = amount.after
    if s.words[after] in {"'", "’"}:
        after += 1 + (s.words[after + 1] == "s")
    after += s.words[after] == "time"
    place = after + (s.words[after] in {"в", "во", "on"})
    weekday = WEEKDAYS.get(s.words[place]) if place > after else None
    if weekday is not None and amount.days and amount.days % _WEEK == 0:
        friday = weekday_value(s, weekday.number, back=False)
        return Hit(place + 1, friday + timedelta(days=amount.days))
    return Hit(after, moved(s.today, amount.days, amount.months))


def by_amount(s: Tokens, at: int) -> Hit | None:
    """«неделю назад», "3 days ago", "a week from Friday"; "a week later" as the whole text only.

    Anywhere else "a week later" moves something from its own date: see `find_shift`.
    """
    amount = amount_at(s, at)
    if amount is None:
        return None
    follows = s.words[amount.after]
    if follows in AGO and s.words[at - 1] not in {"на", "by"}:
        return Hit(amount.after + 1, moved(s.today, -amount.days, -amount.months))
    if follows == "from" or (follows == "after" and s.words[amount.after + 1] in DAYS) or _is_on_a_weekday(s, amount):
        return _from_day(s, amount)
    if follows in FROM_NOW and s.whole(at, amount.after + 1):
        return Hit(amount.after + 1, moved(s.today, amount.days, amount.months))
    return None


def _is_on_a_weekday(s: Tokens, amount: Amount) -> bool:
    """ "a week on Monday", "three weeks on Friday": so many weeks after the coming one."""
    weeks = amount.days and amount.days % _WEEK == 0 and not amount.bare
    return bool(weeks) and s.words[amount.after] == "on" and s.words[amount.after + 1] in WEEKDAYS


def _from_day(s: Tokens, amount: Amount) -> Hit | None:
    place = amount.after + 1
    word = s.words[place]
    if word == "now":
        return Hit(place + 1, moved(s.today, amount.days, amount.months))
    hit = by_weekday(s, place) if word in WEEKDAYS else day_name(s, place) if word in DAYS else None
    if hit is None or hit.value is None:
        return hit
    return Hit(hit.after, moved(hit.value, amount.days, amount.months))
