"""What is found in a text: a day, a span of days, a move by so many days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from language.dates.calendar import moved

Problem = Literal["impossible", "past"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day named in a text: `text[start:end]` without its preposition, `text[prep_start:end]` with it.

    `value` is None only where `problem` is "impossible": there is no such day. "past": it is before today.
    """

    start: int
    end: int
    value: date | None
    problem: Problem | None
    prep_start: int


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days up to now, both ends included; `text[start:end]` covers its preposition too.

    `label`: "today", "yesterday", "day" (another single day); "week", "month", "quarter", "year", "days"
    (so long up to today); the same with "this_" or "last_" before it (by the calendar); "in_month"
    (a named month); "since" (from a day till today); "between" (from a day till a day).
    """

    start: int
    end: int
    since: date
    until: date
    label: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A move of something that has a date: later is positive, earlier negative; one of the two is zero."""

    start: int
    end: int
    days: int
    months: int

    def apply(self, day: date) -> date:
        """The moved day; a month on from the 31st is a shorter month's last. OverflowError past year 9999."""
        return moved(day, self.days, self.months)
