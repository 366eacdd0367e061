"""Moments for the reader, in the team's zone: by the clock, how long ago, exactly."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask_babel import format_date, format_datetime, format_timedelta

from journal import now


@dataclass(frozen=True, slots=True)
class Moment:
    """`day` and `clock` are of the team's day; `iso` is for machines."""

    day: str
    clock: str
    ago: str
    exact: str
    iso: str


def moment_of(at: dt.datetime, zone: dt.tzinfo) -> Moment:
    local = at.astimezone(zone)
    return Moment(
        day=str(format_date(local.date(), "full")),
        clock=f"{local:%H:%M}",
        ago=str(format_timedelta(at - now(), add_direction=True)),
        exact=str(format_datetime(at, "d MMMM y, HH:mm:ss zzzz")),
        iso=local.isoformat(timespec="seconds"),
    )
