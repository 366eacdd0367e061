"""How things stood at a moment, and what they had been before: the rows that facts are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from radar.things import Neighbour


class FeatureRow(NamedTuple):
    """A feature that is not finished."""

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


class DoneRow(NamedTuple):
    """A feature that is done: of it only how it came to that counts."""

    id: int
    project_id: int


class ReleaseRow(NamedTuple):
    id: int
    project_id: int
    version: str
    target_date: dt.date
    status: str
    aside_until: dt.date | None
    aside_reason: str | None


class RiskRow(NamedTuple):
    id: int
    project_id: int
    feature_id: int | None
    severity: str
    status: str
    description: str
    created_at: dt.datetime
    feature: str | None = None  # its name


class Pair(NamedTuple):
    """A dependency between two unfinished features, what has to wait being in an active project."""

    blocker: Neighbour
    waiting: Neighbour


@dataclass(frozen=True, slots=True)
class State:
    """The features not cancelled, the planned releases, the open risks, of the projects asked for."""

    projects: Mapping[int, str]
    features: Sequence[FeatureRow]
    done: Sequence[DoneRow]
    releases: Sequence[ReleaseRow]
    risks: Sequence[RiskRow]
    pairs: Sequence[Pair]
