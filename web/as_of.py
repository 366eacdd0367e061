"""The moment a page shows: now, or one of the past, asked for as `?as_of=2026-11-13` or `?as_of=2026-11-13T14:05`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import current_app, request
from flask_babel import gettext
from sqlalchemy.orm import Session

from config import Settings
from handlers.words import day, moment
from journal import now
from radar import Facts, end_of_day, facts_as_of, facts_now

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
_FIRST_YEAR = 1970  # the days before the first one that a calendar knows would be no days at all
_MINUTE = dt.timedelta(minutes=1) - dt.timedelta(microseconds=1)


class BadMoment(ValueError):
    """The moment in the address can't be read or has not come yet; the text is one sentence for the reader."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What a page shows. `past` is None where that is now; `asked` is what the address says, empty for now."""

    now: dt.datetime
    zone: dt.tzinfo
    past: dt.datetime | None = None
    asked: str = ""

    @property
    def moment(self) -> dt.datetime:
        return self.past or self.now

    @property
    def today(self) -> dt.date:
        """The team's day of the moment shown."""
        return self.moment.astimezone(self.zone).date()

    @property
    def words(self) -> str:
        """«Так было в конце дня: пт 13.11.2026»; empty for now."""
        if self.past is None:
            return ""
        if _DAY.fullmatch(self.asked):
            return gettext("So it was at the end of %(day)s", day=day(self.today))
        return gettext("So it was on %(moment)s", moment=moment(self.past))

    def link(self, path: str, **query: object) -> str:
        """The address of another page at the same moment. What is None in `query` is left out."""
        asked = {"as_of": self.asked or None, **query}
        known = {name: value for name, value in asked.items() if value is not None}
        return f"{path}?{urlencode(known)}" if known else path

    def facts(self, session: Session, project_id: int | None = None) -> Facts:
        """The radar's facts at that moment, in a constant number of queries."""
        if self.past is None:
            return facts_now(session, self.now, self.zone, project_id)
        return facts_as_of(session, self.past, self.zone, project_id)


def as_of() -> AsOf:
    """What the address of this request asks for: to be given to the template as `as_of`. Raises BadMoment."""
    settings: Settings = current_app.extensions["settings"]
    return read_as_of(request.args.get("as_of", "").strip(), now(), settings.timezone)


def as_of_now() -> AsOf:
    """For pages that have no past."""
    settings: Settings = current_app.extensions["settings"]
    return AsOf(now(), settings.timezone)


def read_as_of(asked: str, at: dt.datetime, zone: dt.tzinfo) -> AsOf:
    """A day counts to its end, a moment to the end of its minute; today is now. Raises BadMoment."""
    if not asked:
        return AsOf(at, zone)
    past = _read(asked, zone)
    if past.astimezone(zone).date() > at.astimezone(zone).date():
        raise BadMoment(gettext("That day has not come yet."))
    return AsOf(at, zone, past, asked) if past < at else AsOf(at, zone)


def _read(asked: str, zone: dt.tzinfo) -> dt.datetime:
    try:
        if _DAY.fullmatch(asked):
            past = end_of_day(dt.date.fromisoformat(asked), zone)
        elif _MOMENT.fullmatch(asked):
            past = dt.datetime.fromisoformat(asked).replace(tzinfo=zone) + _MINUTE
        else:
            raise ValueError
        if past.year < _FIRST_YEAR:
            raise ValueError
        # Into UTC right here: the last year has moments that no other zone can tell.
        return past.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise BadMoment(gettext("A day must be given as 2026-11-27, a moment as 2026-11-27T14:05.")) from None
