"""What the rules look at: the facts about features, releases and risks on one day. All days are the team's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

UNFINISHED = frozenset({"backlog", "in_progress", "blocked"})
SEVERITIES = ("critical", "high", "medium", "low")  # the most severe first
WINDOW = 14  # days in which a status that goes to and fro counts
_BACK = {"done": UNFINISHED, "in_progress": frozenset({"backlog"})}


@dataclass(frozen=True, slots=True)
class Pace:
    """How a project has finished features so far."""

    durations: tuple[int, ...] = ()  # days from the first start to done, ascending
    weekly: tuple[int, ...] = ()  # finished in each whole ISO week since work began, the oldest first


@dataclass(frozen=True, slots=True)
class Flip:
    """A change of status."""

    on: dt.date
    old: str
    new: str

    @property
    def back(self) -> bool:
        """From done to anything unfinished, or from in progress to the backlog."""
        return self.new in _BACK.get(self.old, ())


@dataclass(frozen=True, slots=True)
class Aside:
    """Put aside: off the radar until this day, on which it is back."""

    until: dt.date
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An unfinished feature at the other end of a dependency; it may be in another project."""

    id: int
    name: str
    project_id: int


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """An open risk."""

    id: int
    text: str
    severity: str
    project_id: int
    project: str
    since: dt.date
    feature_id: int | None = None
    feature: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a release: when, by whom (as in `event_log.user_id`), from day to day, and why if it was said."""

    at: dt.datetime
    on: dt.date  # the team's day of `at`
    old: dt.date
    new: dt.date
    who: str
    why: str | None = None

    @property
    def days(self) -> int:
        """Negative where it was moved to an earlier day."""
        return (self.new - self.old).days


@dataclass(frozen=True)  # no slots: every feature of the release asks for the same sums
class Slip:
    """The first day a release was promised for, and every move since, the oldest first."""

    first: dt.date
    moves: tuple[Move, ...] = ()

    @property
    def last(self) -> dt.date:
        return self.moves[-1].new if self.moves else self.first

    @cached_property
    def pushes(self) -> tuple[Move, ...]:
        """The moves to a later day."""
        return tuple(move for move in self.moves if move.days > 0)

    @cached_property
    def pushed_days(self) -> int:
        """Days of all pushes together; moves to an earlier day take nothing from it."""
        return sum(move.days for move in self.pushes)


@dataclass(frozen=True)
class ReleaseFacts:
    """A planned release."""

    id: int
    version: str
    project_id: int
    project: str
    today: dt.date
    date: dt.date
    slip: Slip
    unfinished: int = 0
    pace: Pace = Pace()
    aside: Aside | None = None

    @cached_property
    def days_left(self) -> int:
        """Negative where the day has passed."""
        return (self.date - self.today).days

    @property
    def overdue(self) -> bool:
        """Its day has passed, and it is not out: late for certain, whatever its chance."""
        return self.days_left < 0


class FeatureFacts(NamedTuple):  # thousands are made for a look at the radar
    """An unfinished feature of an active project."""

    id: int
    name: str
    project_id: int
    project: str
    status: str
    today: dt.date
    since: dt.date  # it has had its status
    touched: dt.date  # it was last changed
    started: dt.date | None = None  # it first was in progress
    status_reason: str | None = None
    po: str | None = None
    flips: tuple[Flip, ...] = ()  # of the last days, the oldest first
    blockers: tuple[Neighbour, ...] = ()  # unfinished features it waits for
    waiting: tuple[Neighbour, ...] = ()  # unfinished features that wait for it
    release: ReleaseFacts | None = None  # where it is still planned
    risks: tuple[RiskFacts, ...] = ()  # open ones, the most severe first
    pace: Pace = Pace()
    aside: Aside | None = None

    @property
    def status_days(self) -> int:
        return _days(self.since, self.today)

    @property
    def untouched_days(self) -> int:
        return _days(self.touched, self.today)

    @property
    def work_days(self) -> int:
        """Days since it first was in progress; 0 where it never was."""
        return _days(self.started, self.today) if self.started else 0

    @property
    def again(self) -> bool:
        """In progress, and not for the first time: the work is reckoned from the first."""
        return self.status == "in_progress" and self.started is not None and self.started < self.since

    @property
    def recent_flips(self) -> tuple[Flip, ...]:
        return self.flips and tuple(flip for flip in self.flips if _days(flip.on, self.today) <= WINDOW)


@dataclass(frozen=True)
class Facts:
    """All there is to know about the active projects, or about one, on one day; risks the most severe first."""

    today: dt.date
    features: tuple[FeatureFacts, ...] = ()
    releases: tuple[ReleaseFacts, ...] = ()
    risks: tuple[RiskFacts, ...] = ()

    @cached_property
    def things(self) -> tuple[FeatureFacts | ReleaseFacts, ...]:
        """What the radar looks at: all but what is put aside."""
        return tuple(thing for thing in self._all if thing.aside is None)

    @cached_property
    def put_aside(self) -> tuple[FeatureFacts | ReleaseFacts, ...]:
        """What is kept off the radar for now, what returns first at the top."""
        found = [(thing.aside.until, place, thing) for place, thing in enumerate(self._all) if thing.aside]
        return tuple(thing for _, _, thing in sorted(found, key=lambda entry: entry[:2]))

    @property
    def _all(self) -> tuple[FeatureFacts | ReleaseFacts, ...]:
        return (*self.features, *self.releases)

    @cached_property
    def shown_risks(self) -> tuple[RiskFacts, ...]:
        """The open risks but those of features that are put aside."""
        hidden = {feature.id for feature in self.features if feature.aside}
        return tuple(risk for risk in self.risks if risk.feature_id not in hidden)


def later(feature: FeatureFacts, days: int) -> FeatureFacts:
    """The same feature so many days on, if nobody does anything."""
    day = feature.today + dt.timedelta(days=days)
    release = replace(feature.release, today=day) if feature.release else None
    return feature._replace(today=day, release=release)


def week_of(day: dt.date) -> int:
    """The ISO weeks before the one it is in, since the first day there is, a Monday."""
    return (day.toordinal() - 1) // 7


def _days(since: dt.date, until: dt.date) -> int:
    return max((until - since).days, 0)
