"""What every answer of the radar shares: the facts of a day, names with their project, the button that asks why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress

from markupsafe import Markup

from handlers.conversation import Conversation
from handlers.listing import LABEL
from handlers.radar_words import NAME
from handlers.reply import Button, do
from handlers.words import bold, say, short
from radar import Facts, FeatureFacts, ReleaseFacts, RiskFacts, end_of_day, facts_as_of, facts_now

RELEASE_SIGN = "📦"
_WEEK, _LEAP_YEARS = 7, 4


def facts_of(talk: Conversation, project_id: int | None, date: dt.date | None = None) -> Facts:
    """The facts of now, or of the end of a day."""
    if date is None:
        return facts_now(talk.session, talk.now, talk.zone, project_id)
    return facts_as_of(talk.session, end_of_day(date, talk.zone), talk.zone, project_id)


def asked_day(talk: Conversation, date: dt.date | None) -> dt.date | None:
    """The day gone by that is asked about; None for today, which is now.

    «В пятницу» and «20 ноября» are read as the coming ones; where one asks what was, the last ones are meant.
    """
    if date is None or date == talk.today:
        return None
    ahead = (date - talk.today).days
    if 0 < ahead <= _WEEK:
        back = 2 * _WEEK if ahead == _WEEK else _WEEK  # said on a Friday, «в пятницу» is not today
        return date - dt.timedelta(days=back)
    earlier = (_years_back(date, years) for years in range(_LEAP_YEARS + 1))
    return next((day for day in earlier if day is not None and day <= talk.today), None)


def _years_back(date: dt.date, years: int) -> dt.date | None:
    with suppress(ValueError):  # a 29 February
        return date.replace(year=date.year - years)
    return None


def read_day(on: str) -> dt.date | None:
    with suppress(ValueError):
        return dt.date.fromisoformat(on)
    return None


def asked_slots(date: dt.date | None) -> dict[str, object]:
    """What a button must carry to ask about the same day."""
    return {} if date is None else {"on": date}


def named(talk: Conversation, thing: FeatureFacts | ReleaseFacts) -> Markup:
    """The name; with the project where the context does not say it."""
    return homed(talk, bold(short(name_of(thing), NAME)), thing)


def name_of(thing: FeatureFacts | ReleaseFacts) -> str:
    return thing.name if isinstance(thing, FeatureFacts) else thing.version


def homed(talk: Conversation, line: Markup, thing: FeatureFacts | ReleaseFacts | RiskFacts) -> Markup:
    if talk.context.active_project_id == thing.project_id:
        return line
    return Markup("%s (%s)") % (line, short(thing.project, NAME))


def why_button(thing: FeatureFacts | ReleaseFacts, on: Mapping[str, object] | None = None) -> Button:
    kind = "feature" if isinstance(thing, FeatureFacts) else "release"
    return do(label(say("Why: %(name)s", name=name_of(thing))), "radar_why", **{kind: thing.id}, **on or {})


def label(words: Markup) -> str:
    return short(words.unescape(), LABEL)
