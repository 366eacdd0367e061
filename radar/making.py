"""From rows to facts: what the rows of a moment and their past say on that day, in the team's zone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from radar.forecast import FEWEST_FINISHED
from radar.state import FeatureRow, ReleaseRow, State
from radar.things import (
    SEVERITIES,
    WINDOW,
    Aside,
    Facts,
    FeatureFacts,
    Flip,
    Move,
    Neighbour,
    Pace,
    ReleaseFacts,
    RiskFacts,
    Slip,
    week_of,
)

MARGIN = dt.timedelta(days=WINDOW + 2)  # so far back the latest changes must reach: enough in any zone
DayOf = Callable[[dt.datetime], dt.date]  # the day of the team that a moment falls on
Thing = TypeVar("Thing")


class Course(Protocol):
    """How a feature came to its status: when it was first in progress, since when it has the status it has, and its
    latest changes as (when, old, new).
    """

    @property
    def started(self) -> dt.datetime | None: ...
    @property
    def since(self) -> dt.datetime: ...
    @property
    def recent(self) -> Sequence[tuple[dt.datetime, str, str]]: ...


class Dated(Protocol):
    """A release was given a day: at its making, and with each move."""

    @property
    def at(self) -> dt.datetime: ...
    @property
    def who(self) -> str: ...
    @property
    def day(self) -> dt.date: ...
    @property
    def why(self) -> str | None: ...


class History(NamedTuple):
    """What came before: the course and the last change of features, the days given to releases, by their ids."""

    courses: Mapping[int, Course]
    touched: Mapping[int, dt.datetime]
    dates: Mapping[int, Sequence[Dated]]


def in_question(state: State, courses: Mapping[int, Course]) -> list[int]:
    """The features in progress of which it matters when they were last touched: those whose project has finished
    too little to tell by its own pace how long is long.
    """
    timed = Counter(project for number, project in state.done if number in courses and courses[number].started)
    working = (row for row in state.features if row.status == "in_progress")
    return [row.id for row in working if timed[row.project_id] < FEWEST_FINISHED]


def make(moment: dt.datetime, day_of: DayOf, state: State, history: History) -> Facts:
    """The facts of a moment."""
    return _Making(day_of(moment), day_of, state, history).facts()


def slip_of(dated: Sequence[Dated], day_of: DayOf) -> Slip:
    """The first day and the moves, from the days a release was given, the oldest first."""
    moves = (
        Move(new.at, day_of(new.at), old.day, new.day, new.who, new.why)
        for old, new in pairwise(dated)
        if new.day != old.day
    )
    return Slip(dated[0].day, tuple(moves))


@dataclass(frozen=True)
class _Making:
    today: dt.date
    day_of: DayOf
    state: State
    history: History

    def facts(self) -> Facts:
        features = tuple(self._feature(row) for row in self.state.features)
        return Facts(self.today, features, tuple(self._releases.values()), tuple(self._risks))

    def _feature(self, row: FeatureRow) -> FeatureFacts:
        course = self.history.courses.get(row.id)
        return FeatureFacts(
            id=row.id,
            name=row.name,
            project_id=row.project_id,
            project=self.state.projects[row.project_id],
            status=row.status,
            today=self.today,
            since=self.day_of(course.since if course else row.created_at),
            touched=self.day_of(self.history.touched.get(row.id, row.updated_at)),
            started=self._started.get(row.id),
            status_reason=row.status_reason,
            po=row.assigned_po,
            flips=self._flips(course.recent) if course and course.recent else (),
            blockers=self._blockers.get(row.id, ()),
            waiting=self._waiting.get(row.id, ()),
            release=self._releases.get(row.release_id or 0),
            risks=self._risks_of.get(row.id, ()),
            pace=self._paces[row.project_id],
            aside=self._aside(row),
        )

    @cached_property
    def _started(self) -> dict[int, dt.date]:
        courses = self.history.courses.items()
        return {number: self.day_of(course.started) for number, course in courses if course.started}

    def _aside(self, row: FeatureRow | ReleaseRow) -> Aside | None:
        """None from the day on that it is put aside until: it returns by itself."""
        if row.aside_until is None or row.aside_until <= self.today:
            return None
        return Aside(row.aside_until, row.aside_reason)

    def _flips(self, recent: Sequence[tuple[dt.datetime, str, str]]) -> tuple[Flip, ...]:
        flips = (Flip(self.day_of(at), old, new) for at, old, new in recent if old != new)
        return tuple(flip for flip in flips if (self.today - flip.on).days <= WINDOW)

    @cached_property
    def _releases(self) -> dict[int, ReleaseFacts]:
        unfinished = Counter(row.release_id for row in self.state.features)
        return {row.id: self._release(row, unfinished[row.id]) for row in self.state.releases}

    def _release(self, row: ReleaseRow, unfinished: int) -> ReleaseFacts:
        dated = self.history.dates.get(row.id)
        return ReleaseFacts(
            id=row.id,
            version=row.version,
            project_id=row.project_id,
            project=self.state.projects[row.project_id],
            today=self.today,
            date=row.target_date,
            slip=slip_of(dated, self.day_of) if dated else Slip(row.target_date),
            unfinished=unfinished,
            pace=self._paces[row.project_id],
            aside=self._aside(row),
        )

    @cached_property
    def _risks(self) -> list[RiskFacts]:
        """The most severe first, of equal ones the oldest."""
        rows = sorted(self.state.risks, key=lambda row: (SEVERITIES.index(row.severity), row.id))
        return [
            RiskFacts(
                id=row.id,
                text=row.description,
                severity=row.severity,
                project_id=row.project_id,
                project=self.state.projects[row.project_id],
                since=self.day_of(row.created_at),
                feature_id=row.feature_id,
                feature=row.feature,
            )
            for row in rows
        ]

    @cached_property
    def _risks_of(self) -> dict[int, tuple[RiskFacts, ...]]:
        return _grouped((risk.feature_id, risk) for risk in self._risks if risk.feature_id is not None)

    @cached_property
    def _blockers(self) -> dict[int, tuple[Neighbour, ...]]:
        return _grouped((pair.waiting.id, pair.blocker) for pair in self.state.pairs)

    @cached_property
    def _waiting(self) -> dict[int, tuple[Neighbour, ...]]:
        return _grouped((pair.blocker.id, pair.waiting) for pair in self.state.pairs)

    @cached_property
    def _paces(self) -> dict[int, Pace]:
        """How each project has finished its features, and how many in which week since it began to."""
        starts: dict[int, list[dt.date]] = {number: [] for number in self.state.projects}
        ends: dict[int, list[dt.date]] = {number: [] for number in self.state.projects}
        durations: dict[int, list[int]] = {number: [] for number in self.state.projects}
        for row in self.state.features:
            if started := self._started.get(row.id):
                starts[row.project_id].append(started)
        for number, project in self.state.done:
            course = self.history.courses.get(number)
            if course is None:
                continue
            ended = self.day_of(course.since)
            ends[project].append(ended)
            if started := self._started.get(number):
                starts[project].append(started)
                durations[project].append((ended - started).days)
        return {n: Pace(tuple(sorted(durations[n])), self._weekly(starts[n], ends[n])) for n in starts}

    def _weekly(self, starts: Sequence[dt.date], ends: Sequence[dt.date]) -> tuple[int, ...]:
        if not ends:
            return ()
        finished = Counter(map(week_of, ends))
        return tuple(finished[week] for week in range(week_of(min([*starts, *ends])), week_of(self.today)))


def _grouped(pairs: Iterable[tuple[int, Thing]]) -> dict[int, tuple[Thing, ...]]:
    groups: dict[int, list[Thing]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
