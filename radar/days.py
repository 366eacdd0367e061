"""Many days at once: rows that stood at the first moment are moved on to the next ones, step by step."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, TypeVar

from radar.making import MARGIN, Course
from radar.state import DoneRow, FeatureRow, Pair, RiskRow, State
from radar.things import UNFINISHED, Neighbour


class ProjectRow(NamedTuple):
    id: int
    name: str
    status: str


class LinkRow(NamedTuple):
    id: int
    blocker_feature_id: int
    blocked_feature_id: int


class Change(Protocol):
    """A value was given to a thing, which stood until a later step took it back."""

    @property
    def at(self) -> dt.datetime: ...
    @property
    def undone_at(self) -> dt.datetime | None: ...
    @property
    def value(self) -> str: ...


class _Course(NamedTuple):
    started: dt.datetime | None
    since: dt.datetime
    recent: Sequence[tuple[dt.datetime, str, str]]


Step = tuple[dt.datetime, int, Any]  # when, which thing, the row it left; None: it was deleted
Rows = Mapping[str, dict[int, Any]]  # by kind and id; None: deleted
Changed = TypeVar("Changed", bound=Change)


def states_of(rows: Rows, steps: Mapping[str, Iterable[Step]], moments: Iterable[dt.datetime]) -> Iterator[State]:
    """The state at each of the moments, the earliest first; `rows` are moved on with them.

    One thing's steps stand in the order of time, so that each is the newest when its turn comes.
    """
    ahead = {kind: deque(those) for kind, those in steps.items()}
    for moment in moments:
        for kind, those in ahead.items():
            while those and those[0][0] <= moment:
                _, number, row = those.popleft()
                rows[kind][number] = row
        yield state_of(rows)


def state_of(rows: Rows, project_id: int | None = None) -> State:
    """Of all projects that are active, or of one."""
    known = {number: row for number, row in sorted(rows["project"].items()) if row}
    active = {number for number, row in known.items() if row.status == "active"}
    wanted = active if project_id is None else {project_id} & known.keys()
    linked = active | wanted

    def those(kind: str, *statuses: str) -> list[Any]:
        found = (row for _, row in sorted(rows[kind].items()) if row and row.project_id in wanted)
        return [row for row in found if row.status in statuses]

    features = those("feature", "done", *UNFINISHED)
    ends: dict[int, Any] = rows["feature"]
    links = [row[1:] for _, row in sorted(rows["dependency"].items()) if row]
    return State(
        {number: row.name for number, row in known.items() if number in wanted},
        [row for row in features if row.status != "done"],
        [DoneRow(row.id, row.project_id) for row in features if row.status == "done"],
        those("release", "planned"),
        [row._replace(feature=ends[row.feature_id].name) if row.feature_id else row for row in those("risk", "open")],
        [pair for pair in _pairs(links, ends) if pair.waiting.project_id in linked and wanted & _homes(pair)],
    )


def _pairs(links: Iterable[tuple[int, int]], ends: Mapping[int, FeatureRow]) -> Iterator[Pair]:
    """The dependencies between features neither of which is finished."""
    for link in links:
        blocker, waiting = (ends[number] for number in link)
        if blocker.status in UNFINISHED and waiting.status in UNFINISHED:
            yield Pair(_neighbour(blocker), _neighbour(waiting))


def _neighbour(feature: FeatureRow) -> Neighbour:
    return Neighbour(feature.id, feature.name, feature.project_id)


def _homes(pair: Pair) -> set[int]:
    return {pair.blocker.project_id, pair.waiting.project_id}


def pointed_to(row: Any) -> set[int]:
    """The features that a row points to."""
    if isinstance(row, LinkRow):
        return {row.blocker_feature_id, row.blocked_feature_id}
    return {row.feature_id} if isinstance(row, RiskRow) and row.feature_id else set()


def stood(told: Iterable[Changed], moment: dt.datetime) -> list[Changed]:
    """The changes that stood at the moment."""
    return [c for c in told if c.at <= moment and (c.undone_at is None or c.undone_at > moment)]


def courses_of(
    statuses: Mapping[int, Sequence[Change]], moments: Sequence[dt.datetime]
) -> Iterator[Mapping[int, Course]]:
    """The courses at each of the moments, the earliest first; the one that is given is moved on to the next."""
    turning: list[set[int]] = [set() for _ in moments]
    for number, told in statuses.items():
        turns = {moment for change in told for moment in (change.at, change.undone_at) if moment}
        for place in {bisect_left(moments, moment) for moment in turns} - {len(moments)}:
            turning[place].add(number)
    courses: dict[int, Course] = {}
    for moment, numbers in zip(moments, turning, strict=True):
        for number in numbers:
            courses.pop(number, None)
            if told := stood(statuses[number], moment):
                courses[number] = _course(told, moment)
        yield courses


def _course(told: Sequence[Change], moment: dt.datetime) -> Course:
    started = next((change.at for change in told if change.value == "in_progress"), None)
    recent = [(new.at, old.value, new.value) for old, new in pairwise(told) if new.at >= moment - MARGIN]
    return _Course(started, told[-1].at, recent)
