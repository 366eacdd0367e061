"""Moments for the reader, in the team's zone: by the clock, how long ago, exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.dates import TIMEDELTA_UNITS, format_date, format_timedelta, get_timezone_name
from flask_babel import get_locale, gettext

from journal import now

_SECOND, _MINUTE, _HOUR = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(hours=1)
_NEARLY = 0.85  # of a unit counts as one: 23 days are three weeks, 26 are a month
_ONE: dict[str, Callable[[], str]] = {  # nobody says «1 месяц назад»
    "year": lambda: gettext("a year ago"),
    "month": lambda: gettext("a month ago"),
    "week": lambda: gettext("a week ago"),
    "day": lambda: gettext("a day ago"),
    "hour": lambda: gettext("an hour ago"),
    "minute": lambda: gettext("a minute ago"),
    "second": lambda: gettext("a second ago"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """`day` and `clock` are of the team's day; `iso` is for machines."""

    day: str
    clock: str
    ago: str
    exact: str
    iso: str


class Clock:
    """Tells many moments of one page: its language and what time it is now are asked once."""

    def __init__(self, zone: dt.tzinfo) -> None:
        self.zone, self.locale, self.now = zone, get_locale() or Locale("en"), now()

    def tell(self, at: dt.datetime) -> Moment:
        local = at.astimezone(self.zone)
        date = local.date()
        return Moment(
            day=_day(date, self.locale),
            clock=f"{local:%H:%M}",
            ago=self._ago(self.now - at),
            exact=f"{_short_day(date, self.locale)}, {local:%H:%M:%S} {_zone(self.zone, date, self.locale)}",
            iso=local.isoformat(timespec="seconds"),
        )

    def _ago(self, elapsed: dt.timedelta) -> str:
        # Another server's clock may be a little ahead: nothing lies in the future.
        return _ago(_rounded(elapsed), self.locale) if elapsed >= _SECOND else gettext("just now")


# A page tells fifty moments of few days: to put a day or a distance into words takes longer than to read it.


@lru_cache(1024)
def _day(day: dt.date, locale: Locale) -> str:
    # In English as everywhere else, the day before its month, not as in America.
    return format_date(day, "EEEE d MMMM y" if locale.language == "en" else "full", locale)


@lru_cache(1024)
def _short_day(day: dt.date, locale: Locale) -> str:
    return format_date(day, "d MMMM y", locale)


@lru_cache(1024)
def _zone(zone: dt.tzinfo, day: dt.date, locale: Locale) -> str:
    """What the zone is called on that day, at noon: summer time has a name of its own."""
    return get_timezone_name(dt.datetime.combine(day, dt.time(12), zone), "long", locale=locale)


def _rounded(elapsed: dt.timedelta) -> dt.timedelta:
    """To what the words tell at most, so that many moments share them."""
    unit = _HOUR if elapsed > 48 * _HOUR else _MINUTE if elapsed > 2 * _HOUR else _SECOND
    return elapsed // unit * unit


@lru_cache(1024)
def _ago(elapsed: dt.timedelta, locale: Locale) -> str:
    unit, count = _largest_unit(elapsed)
    if count == 1:
        return _ONE[unit]()
    return format_timedelta(-elapsed, threshold=_NEARLY, add_direction=True, locale=locale)


def _largest_unit(elapsed: dt.timedelta) -> tuple[str, int]:
    """The unit in which Babel tells the time, and how many there are of it."""
    counts = ((unit, elapsed.total_seconds() / seconds) for unit, seconds in TIMEDELTA_UNITS)
    return next((unit, round(count)) for unit, count in counts if count >= _NEARLY)
