"""How things stood at a moment, and what they had been before: the rows that facts are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from radar.things import Neighbour


class FeatureRow(NamedTuple):
    id: int
    project_id: int
    name: str
    status: str
    status_reason: str | None
    assigned_po: str | None
    release_id: int | None
    aside_until: dt.date | None
    aside_reason: str | None
    created_at: dt.datetime
    updated_at: dt.datetime


class ReleaseRow(NamedTuple):
    id: int
    project_id: int
    version: str
    target_date: dt.date
    aside_until: dt.date | None
    aside_reason: str | None


class RiskRow(NamedTuple):
    id: int
    project_id: int
    feature_id: int | None
    severity: str
    description: str
    created_at: dt.datetime


class Pair(NamedTuple):
    """A dependency between two unfinished features, what has to wait being in an active project."""

    blocker: Neighbour
    waiting: Neighbour


@dataclass(frozen=True, slots=True)
class State:
    """The features not cancelled, the planned releases, the open risks, of the projects asked for."""

    projects: Mapping[int, str]
    features: Sequence[FeatureRow]
    releases: Sequence[ReleaseRow]
    risks: Sequence[RiskRow]
    pairs: Sequence[Pair]


class Past(NamedTuple):
    """The statuses a feature has had, the oldest first, and since when."""

    values: Sequence[str] = ()
    moments: Sequence[dt.datetime] = ()


class Dated(NamedTuple):
    """A release was given a day: at its making, and with each move."""

    at: dt.datetime
    who: str
    day: dt.date
    why: str | None
