"""From rows to facts: what the rows of a moment and their past say on that day, in the team's zone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from radar.state import Dated, FeatureRow, Past, ReleaseRow, State
from radar.things import (
    SEVERITIES,
    UNFINISHED,
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
    monday_of,
    mondays,
)

_MARGIN = dt.timedelta(days=WINDOW + 2)  # enough for the window in any zone
_NO_PAST = Past()
Thing = TypeVar("Thing")


def make(
    moment: dt.datetime,
    zone: dt.tzinfo,
    state: State,
    statuses: Mapping[int, Past],
    dates: Mapping[int, Sequence[Dated]],
) -> Facts:
    """The facts of a moment; `statuses` by feature, `dates` by release."""
    return _Making(moment, zone, state, statuses, dates).facts()


def slip_of(dated: Sequence[Dated], zone: dt.tzinfo) -> Slip:
    """The first day and the moves, from the days a release was given, the oldest first."""
    moves = (
        Move(new.at, new.at.astimezone(zone).date(), old.day, new.day, new.who, new.why)
        for old, new in pairwise(dated)
        if new.day != old.day
    )
    return Slip(dated[0].day, tuple(moves))


@dataclass(frozen=True)
class _Making:
    moment: dt.datetime
    zone: dt.tzinfo
    state: State
    statuses: Mapping[int, Past] = field(repr=False)
    dates: Mapping[int, Sequence[Dated]] = field(repr=False)

    def facts(self) -> Facts:
        unfinished = [row for row in self.state.features if row.status in UNFINISHED]
        features = tuple(self._feature(row) for row in unfinished)
        return Facts(self.today, features, tuple(self._releases.values()), tuple(self._risks))

    @cached_property
    def today(self) -> dt.date:
        return self._day(self.moment)

    def _day(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self.zone).date()

    def _feature(self, row: FeatureRow) -> FeatureFacts:
        past = self.statuses.get(row.id, _NO_PAST)
        started = _first_start(past)
        return FeatureFacts(
            id=row.id,
            name=row.name,
            project_id=row.project_id,
            project=self.state.projects[row.project_id],
            status=row.status,
            today=self.today,
            since=self._day(_last(past, row.status) or row.created_at),
            touched=self._day(row.updated_at),
            started=self._day(started) if started else None,
            status_reason=row.status_reason,
            po=row.assigned_po,
            flips=self._flips(past),
            blockers=self._blockers.get(row.id, ()),
            waiting=self._waiting.get(row.id, ()),
            release=self._releases.get(row.release_id or 0),
            risks=self._risks_of.get(row.id, ()),
            pace=self._paces[row.project_id],
            aside=self._aside(row),
        )

    def _aside(self, row: FeatureRow | ReleaseRow) -> Aside | None:
        """None from the day on that it is put aside until: it returns by itself."""
        if row.aside_until is None or row.aside_until <= self.today:
            return None
        return Aside(row.aside_until, row.aside_reason)

    def _flips(self, past: Past) -> tuple[Flip, ...]:
        if len(past.values) < 2 or past.moments[-1] < self.moment - _MARGIN:
            return ()
        changes = zip(pairwise(past.values), past.moments[1:], strict=True)
        flips = (Flip(self._day(at), old, new) for (old, new), at in changes if old != new)
        return tuple(flip for flip in flips if (self.today - flip.on).days <= WINDOW)

    @cached_property
    def _releases(self) -> dict[int, ReleaseFacts]:
        unfinished = Counter(row.release_id for row in self.state.features if row.status in UNFINISHED)
        return {row.id: self._release(row, unfinished[row.id]) for row in self.state.releases}

    def _release(self, row: ReleaseRow, unfinished: int) -> ReleaseFacts:
        dated = self.dates.get(row.id)
        return ReleaseFacts(
            id=row.id,
            version=row.version,
            project_id=row.project_id,
            project=self.state.projects[row.project_id],
            today=self.today,
            date=row.target_date,
            slip=slip_of(dated, self.zone) if dated else Slip(row.target_date),
            unfinished=unfinished,
            pace=self._paces[row.project_id],
            aside=self._aside(row),
        )

    @cached_property
    def _risks(self) -> list[RiskFacts]:
        """The most severe first, of equal ones the oldest."""
        names = {row.id: row.name for row in self.state.features}
        rows = sorted(self.state.risks, key=lambda row: (SEVERITIES.index(row.severity), row.id))
        return [
            RiskFacts(
                id=row.id,
                text=row.description,
                severity=row.severity,
                project_id=row.project_id,
                project=self.state.projects[row.project_id],
                since=self._day(row.created_at),
                feature_id=row.feature_id,
                feature=names.get(row.feature_id or 0),
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
            past = self.statuses.get(row.id, _NO_PAST)
            started = _first_start(past)
            start = self._day(started) if started else None
            ended = _last(past, row.status) if row.status == "done" else None
            if start:
                starts[row.project_id].append(start)
            if ended:
                end = self._day(ended)
                ends[row.project_id].append(end)
                if start:
                    durations[row.project_id].append((end - start).days)
        return {n: Pace(tuple(sorted(durations[n])), self._weekly(starts[n], ends[n])) for n in starts}

    def _weekly(self, starts: Sequence[dt.date], ends: Sequence[dt.date]) -> tuple[int, ...]:
        if not ends:
            return ()
        finished = Counter(monday_of(end) for end in ends)
        return tuple(finished[monday] for monday in mondays(min([*starts, *ends]), self.today))


def _first_start(past: Past) -> dt.datetime | None:
    return next((at for value, at in zip(*past, strict=True) if value == "in_progress"), None)


def _last(past: Past, value: str) -> dt.datetime | None:
    """When the value it has now was set."""
    return past.moments[-1] if past.values and past.values[-1] == value else None


def _grouped(pairs: Iterable[tuple[int, Thing]]) -> dict[int, tuple[Thing, ...]]:
    groups: dict[int, list[Thing]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
