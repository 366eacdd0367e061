"""How hot past days were: everything's points at the end of each day.

A day that is over stays as it was, so each process reads it once and remembers it.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from radar import BURNING, Facts, FeatureFacts, Item, ReleaseFacts, crossings, end_of_day, facts_of_moments, points_of

_MOST = 1000  # days remembered; the oldest are forgotten first


class Ember(NamedTuple):
    """A thing and its points on some day."""

    kind: str
    id: int
    name: str
    project_id: int
    project: str
    points: int


Heat = Mapping[tuple[str, int], Ember]  # of one moment, by kind and id
_Written = tuple[dt.datetime | None, int]  # when the last event up to a day's end was written, and how many that day
_remembered: dict[tuple[dt.date, str, _Written], Heat] = {}


class Crossing(NamedTuple):
    """A thing that caught fire or went out between two moments."""

    ember: Ember
    old: int
    new: int


def heat_of(items: Iterable[Item]) -> Heat:
    return {(item.kind, item.thing.id): _ember(item.thing, item.points) for item in items}


def heat_at(facts: Facts) -> Heat:
    """The same as of the radar of these facts, without its reasons: nobody is told those of thirty days."""
    embers = (_ember(thing, points) for thing in facts.things if (points := points_of(thing)))
    return {(ember.kind, ember.id): ember for ember in embers}


def of_project(heat: Heat, project_id: int | None) -> Heat:
    """The same, of one project; of all for None."""
    if project_id is None:
        return heat
    return {key: ember for key, ember in heat.items() if ember.project_id == project_id}


def burning(heat: Heat) -> list[Ember]:
    return [ember for ember in heat.values() if ember.points >= BURNING]


def crossed(before: Heat, after: Heat) -> tuple[list[Crossing], list[Crossing]]:
    """What burns after and did not before, and what burnt before and does so no more; the hottest first."""
    old, new = _points(before), _points(after)
    caught, cooled = crossings(old, new)
    return (
        [Crossing(after[key], old.get(key, 0), new[key]) for key in caught],
        [Crossing(before[key], old[key], new.get(key, 0)) for key in cooled],
    )


def past_days(session: Session, days: Sequence[dt.date], zone: dt.tzinfo) -> dict[dt.date, Heat]:
    """The heat at the end of each of these days, all over by now, in a constant number of queries."""
    return _read(session, days, zone, None)[0]


def past_days_and(
    session: Session, days: Sequence[dt.date], zone: dt.tzinfo, moment: dt.datetime
) -> tuple[dict[dt.date, Heat], Facts]:
    """The same, and the facts of another moment, read together with the days that are not remembered."""
    found, facts = _read(session, days, zone, moment)
    assert facts is not None  # noqa: S101  # it was asked for
    return found, facts


def _read(
    session: Session, days: Sequence[dt.date], zone: dt.tzinfo, wanted: dt.datetime | None
) -> tuple[dict[dt.date, Heat], Facts | None]:
    ordered = sorted(set(days))
    written = _written(session, ordered, zone)
    keys = {day: (day, str(zone), written[day]) for day in ordered}
    # Into a dictionary of our own: another thread may forget any of them meanwhile.
    found = {day: heat for day, key in keys.items() if (heat := _remembered.get(key)) is not None}
    missing = {end_of_day(day, zone): day for day in ordered if day not in found}
    then = None
    with _no_collections():
        for moment, facts in facts_of_moments(session, [*missing, *([wanted] if wanted else [])], zone):
            then = facts if moment == wanted else then
            if day := missing.get(moment):
                found[day] = _remembered[keys[day]] = heat_at(facts)
    for old in list(_remembered)[:-_MOST]:
        _remembered.pop(old, None)
    return found, then


@contextmanager
def _no_collections() -> Iterator[None]:
    """Facts are many and none leads back to itself: a day's are gone with their last name, and the collector would
    walk through them and all that is loaded in vain. Whoever switched it off switches it on, whatever others do.
    """
    mine = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if mine:
            gc.enable()


def forget() -> None:
    """As after a start: every day is read again."""
    _remembered.clear()


def _ember(thing: FeatureFacts | ReleaseFacts, points: int) -> Ember:
    if isinstance(thing, FeatureFacts):
        return Ember("feature", thing.id, thing.name, thing.project_id, thing.project, points)
    return Ember("release", thing.id, thing.version, thing.project_id, thing.project, points)


def _points(heat: Heat) -> dict[tuple[str, int], int]:
    return {key: ember.points for key, ember in heat.items()}


def _written(session: Session, days: Sequence[dt.date], zone: dt.tzinfo) -> dict[dt.date, _Written]:
    """How far the log has come at the end of each day: it tells whether what is remembered of the day still holds."""
    if not days:
        return {}
    begins = [end_of_day(day - dt.timedelta(days=1), zone) for day in days]
    ends = [end_of_day(day, zone) for day in days]
    rows = session.execute(_EVENTS_BY_DAY, {"begins": begins, "ends": ends}).all()
    return {day: (at, count) for day, (at, count) in zip(days, rows, strict=True)}


# By the database's own clock and not by the moment an event tells of: what is written late shows too. Each day by
# itself: whichever others are asked for with it, what is told of it is the same, and nothing between them is read.
_EVENTS_BY_DAY = text("""
    SELECT COALESCE(own.at, before.at), own.count
    FROM unnest(CAST(:begins AS timestamptz[]), CAST(:ends AS timestamptz[])) WITH ORDINALITY day(begun, ended, place)
    CROSS JOIN LATERAL (
        SELECT max(created_at) AS at, count(*) AS count FROM event_log WHERE timestamp > begun AND timestamp <= ended
    ) own LEFT JOIN LATERAL (
        SELECT created_at AS at FROM event_log WHERE own.count = 0 AND timestamp <= begun
        ORDER BY timestamp DESC, id DESC LIMIT 1
    ) before ON true
    ORDER BY place
""")
