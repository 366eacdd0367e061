"""The span of time that is asked about: whole days of the team, or from a moment until now."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from markupsafe import Markup

from handlers.words import day, moment, say
from language import Period

_STAMP = "%Y%m%dT%H%M%S"  # a moment on a button, in UTC: colons part its slots


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` on, and before `end`; without an end until now. `exact`: begin is a moment, not a day."""

    begin: dt.datetime
    end: dt.datetime | None = None
    exact: bool = False

    @classmethod
    def of_days(cls, first: dt.date, last: dt.date, today: dt.date, zone: dt.tzinfo) -> Span:
        """Whole days, both included."""
        begin = dt.datetime.combine(first, dt.time(), zone)
        end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), zone)
        return cls(begin, None if last >= today else end)

    @classmethod
    def asked(cls, period: Period | None, since: str, until: str, today: dt.date, zone: dt.tzinfo) -> Span:
        """What a sentence or a button asks for; since yesterday where it says nothing that can be read."""
        if period is not None:
            return cls.of_days(period.since, period.until, today, zone)
        return cls.of_days(_day(since) or today - dt.timedelta(days=1), _day(until) or today, today, zone)

    @classmethod
    def since(cls, moment_: dt.datetime, zone: dt.tzinfo) -> Span:
        """From a moment until now."""
        return cls(moment_.astimezone(zone), exact=True)

    @property
    def first(self) -> dt.date:
        return self.begin.date()

    @property
    def last(self) -> dt.date | None:
        """None where it goes on until now."""
        return self.last_moment.date() if self.last_moment else None

    @property
    def last_moment(self) -> dt.datetime | None:
        """The last one that is in it; None where it goes on until now."""
        return self.end - dt.timedelta(microseconds=1) if self.end else None

    @property
    def moment_before(self) -> dt.datetime:
        """The last one before it: of a day, the end of the day before."""
        return self.begin if self.exact else self.begin - dt.timedelta(microseconds=1)

    @property
    def slots(self) -> dict[str, object]:
        """What a button must carry to ask for the same again."""
        if self.exact:
            return {"at": self.begin.astimezone(dt.UTC).strftime(_STAMP)}
        if self.last is None:
            return {"since": self.first}
        return {"days": f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"}  # short: a button has room for 64 bytes

    def title(self) -> Markup:
        if self.last is None:
            return say("Changed since %(day)s:", day=self._since())
        if self.first == self.last:
            return say("Changed on %(day)s:", day=day(self.first))
        return say("Changed from %(first)s to %(last)s:", first=day(self.first), last=day(self.last))

    def nothing(self) -> Markup:
        if self.last is None:
            return say("Nothing has changed since %(day)s.", day=self._since())
        if self.first == self.last:
            return say("Nothing changed on %(day)s.", day=day(self.first))
        return say("Nothing changed from %(first)s to %(last)s.", first=day(self.first), last=day(self.last))

    def _since(self) -> str:
        return moment(self.begin) if self.exact else day(self.first)


def stamped(stamp: str) -> dt.datetime | None:
    """The moment a button carries; None where it carries none."""
    with suppress(ValueError):
        return dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC)
    return None


def _day(iso: str) -> dt.date | None:
    with suppress(ValueError):
        return dt.date.fromisoformat(iso)
    return None
