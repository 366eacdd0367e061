"""Reading the facts of a moment: the one module of the radar that knows the journal and the tables.

The state is read from the tables (now) or from the log (any moment before); what needs history always comes from
the log. Steps taken back never happened here: neither they nor their undoing count as a change of status or date.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import Select, Table, and_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from journal import as_of
from models import Dependency, EventLog, Feature, Project, Release, Risk
from radar.things import (
    UNFINISHED,
    WINDOW,
    Facts,
    FeatureFacts,
    Flip,
    Neighbour,
    Pace,
    Push,
    ReleaseFacts,
    RiskFacts,
    monday_of,
    mondays,
)

__all__ = ["Facts", "FeatureFacts", "Pace", "ReleaseFacts", "RiskFacts", "end_of_day", "facts_as_of", "facts_now"]

_PROJECT, _FEATURE, _RELEASE, _RISK, _DEPENDENCY, _EVENT = (
    cast("Table", model.__table__) for model in (Project, Feature, Release, Risk, Dependency, EventLog)
)
_SEVERITIES = {severity: place for place, severity in enumerate(reversed(Risk.SEVERITIES))}
_MARGIN = dt.timedelta(days=WINDOW + 2)  # enough for the window in any zone


class _Feature(NamedTuple):
    id: int
    project_id: int
    name: str
    status: str
    status_reason: str | None
    assigned_po: str | None
    release_id: int | None
    created_at: dt.datetime
    updated_at: dt.datetime


class _Release(NamedTuple):
    id: int
    project_id: int
    version: str
    target_date: dt.date


class _Risk(NamedTuple):
    id: int
    project_id: int
    feature_id: int | None
    severity: str
    description: str
    created_at: dt.datetime


class _Pair(NamedTuple):
    """A dependency between two unfinished features, what has to wait being in an active project."""

    blocker: Neighbour
    waiting: Neighbour


@dataclass(frozen=True, slots=True)
class _State:
    """How things stood: the features not cancelled, the planned releases, the open risks."""

    projects: Mapping[int, str]
    features: Sequence[_Feature]
    releases: Sequence[_Release]
    risks: Sequence[_Risk]
    pairs: Sequence[_Pair]


class _Past(NamedTuple):
    """The values one column of a thing has had, the oldest first, and since when."""

    values: Sequence[str]
    moments: Sequence[dt.datetime]


_NO_PAST = _Past((), ())
Thing = TypeVar("Thing")


def facts_now(session: Session, moment: dt.datetime, zone: dt.tzinfo, project_id: int | None = None) -> Facts:
    """The facts as the tables have them; `moment` says what time it is. In a constant number of queries.

    Without a project: of all that are not archived.
    """
    return _Reading(session, moment, zone, _state_now(session, project_id)).facts()


def facts_as_of(session: Session, moment: dt.datetime, zone: dt.tzinfo, project_id: int | None = None) -> Facts:
    """The same as `facts_now` would have said at that moment, read from the log."""
    return _Reading(session, moment, zone, _state_then(session, moment, project_id), moment).facts()


def end_of_day(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The last moment of a day of the team."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone) - dt.timedelta(microseconds=1)


# ------------------------------------------------------------------------------------------------- the state


def _state_now(session: Session, project_id: int | None) -> _State:
    connection, queries = session.connection(), _queries(project_id is not None)
    known = {"project": project_id} if project_id is not None else {}

    def rows(query: Select[Any]) -> Sequence[Any]:
        return connection.execute(query, known).all()

    return _State(
        dict(map(tuple, rows(queries.projects))),
        [_Feature(*row) for row in rows(queries.features)],
        [_Release(*row) for row in rows(queries.releases)],
        [_Risk(*row) for row in rows(queries.risks)],
        [_Pair(Neighbour(*row[:3]), Neighbour(*row[3:])) for row in rows(queries.pairs)],
    )


class _Queries(NamedTuple):
    projects: Select[Any]
    features: Select[Any]
    releases: Select[Any]
    risks: Select[Any]
    pairs: Select[Any]


@cache
def _queries(one_project: bool) -> _Queries:
    """Written once: putting a statement together takes longer than running it. On tables, past the ORM."""
    project = _PROJECT.c
    wanted = project.id == bindparam("project") if one_project else project.status == "active"

    def rows(table: Any, shape: type[Any], *where: Any) -> Select[Any]:
        query = select(*(table.c[name] for name in shape._fields)).join(_PROJECT, project.id == table.c.project_id)
        return query.where(wanted, *where).order_by(table.c.id)

    return _Queries(
        select(project.id, project.name).where(wanted).order_by(project.id),
        rows(_FEATURE, _Feature, _FEATURE.c.status != "cancelled"),
        rows(_RELEASE, _Release, _RELEASE.c.status == "planned"),
        rows(_RISK, _Risk, _RISK.c.status == "open"),
        _pairs_query(one_project),
    )


def _pairs_query(one_project: bool) -> Select[Any]:
    first, second = _FEATURE.alias("blocker"), _FEATURE.alias("waiting")
    query = (
        select(*_neighbour_columns(first), *_neighbour_columns(second))
        .select_from(_DEPENDENCY)
        .join(first, first.c.id == _DEPENDENCY.c.blocker_feature_id)
        .join(second, second.c.id == _DEPENDENCY.c.blocked_feature_id)
        .join(_PROJECT, _PROJECT.c.id == second.c.project_id)
        .where(first.c.status.in_(UNFINISHED), second.c.status.in_(UNFINISHED))
        .order_by(_DEPENDENCY.c.id)
    )
    if not one_project:
        return query.where(_PROJECT.c.status == "active")
    own: Any = bindparam("project")
    return query.where(or_(second.c.project_id == own, and_(first.c.project_id == own, _PROJECT.c.status == "active")))


def _neighbour_columns(feature: Any) -> tuple[Any, ...]:
    return feature.c.id, feature.c.name, feature.c.project_id


def _state_then(session: Session, moment: dt.datetime, project_id: int | None) -> _State:
    # All projects even for one: a dependency may reach into another.
    there: dict[str, dict[int, dict[str, Any]]] = {
        kind: {} for kind in ("project", "feature", "release", "risk", "dependency")
    }
    for (kind, number), row in sorted(as_of(session, moment, there).items()):
        if row is not None:
            there[kind][number] = row
    active = {number for number, row in there["project"].items() if row["status"] == "active"}
    wanted = active if project_id is None else {project_id} & there["project"].keys()

    def rows(shape: Any, kind: str, kept: Callable[[dict[str, Any]], bool]) -> list[Any]:
        return [_shaped(shape, row) for row in there[kind].values() if row["project_id"] in wanted and kept(row)]

    return _State(
        {number: there["project"][number]["name"] for number in wanted},
        rows(_Feature, "feature", lambda row: row["status"] != "cancelled"),
        rows(_Release, "release", lambda row: row["status"] == "planned"),
        rows(_Risk, "risk", lambda row: row["status"] == "open"),
        [pair for pair in _pairs_then(there, active | wanted) if project_id is None or project_id in _homes(pair)],
    )


def _shaped(shape: Any, row: Mapping[str, Any]) -> Any:
    revive = {"target_date": dt.date.fromisoformat, "created_at": _moment, "updated_at": _moment}
    return shape(*(revive[name](row[name]) if name in revive else row.get(name) for name in shape._fields))


def _moment(stored: str) -> dt.datetime:
    return dt.datetime.fromisoformat(stored)


def _pairs_then(there: Mapping[str, Mapping[int, dict[str, Any]]], active: set[int]) -> Iterable[_Pair]:
    features = there["feature"]
    for row in there["dependency"].values():
        blocker, waiting = features[row["blocker_feature_id"]], features[row["blocked_feature_id"]]
        both = blocker["status"] in UNFINISHED and waiting["status"] in UNFINISHED
        if both and waiting["project_id"] in active:
            yield _Pair(_neighbour(blocker), _neighbour(waiting))


def _neighbour(feature: Mapping[str, Any]) -> Neighbour:
    return Neighbour(feature["id"], feature["name"], feature["project_id"])


def _homes(pair: _Pair) -> tuple[int, int]:
    return pair.blocker.project_id, pair.waiting.project_id


# ----------------------------------------------------------------------------------------------- the history


def _pasts(
    session: Session, kind: str, column: str, projects: Iterable[int], until: dt.datetime | None
) -> dict[int, _Past]:
    """What one column of each thing of a kind has been, by the thing's id."""
    known = {"kind": kind, "projects": list(projects), **({"until": until} if until else {})}
    rows = session.connection().execute(_pasts_query(column, until is not None), known)
    return {number: _Past(values, moments) for number, values, moments in rows}


@cache
def _pasts_query(column: str, limited: bool) -> Select[Any]:
    """Steps taken back left out: every event that another one undoes, and the undoing itself."""
    event = _EVENT.c
    before, after = event.details["before"], event.details["after"]
    passed = [event.timestamp <= bindparam("until")] if limited else []
    undone = select(event.undoes_id).where(event.undoes_id.is_not(None), *passed)
    return (
        select(
            event.entity_id,
            func.array_agg(aggregate_order_by(after[column].astext, event.id)),
            func.array_agg(aggregate_order_by(event.timestamp, event.id)),
        )
        .where(
            event.entity_type == bindparam("kind"),
            event.project_id.in_(bindparam("projects", expanding=True)),
            func.jsonb_typeof(after) == "object",
            or_(func.jsonb_typeof(before) == "null", before.has_key(column)),
            event.action.not_like("%\\_undone"),
            event.id.not_in(undone),
            *passed,
        )
        .group_by(event.entity_id)
    )


# ------------------------------------------------------------------------------------------------- the facts


@dataclass(frozen=True)
class _Reading:
    """State and history of one moment, on their way to facts. `until` is None where the moment is now."""

    session: Session
    moment: dt.datetime
    zone: dt.tzinfo
    state: _State
    until: dt.datetime | None = None

    def facts(self) -> Facts:
        unfinished = [row for row in self.state.features if row.status in UNFINISHED]
        features = tuple(self._feature(row) for row in unfinished)
        return Facts(self.today, features, tuple(self._releases.values()), tuple(self._risks))

    @cached_property
    def _statuses(self) -> Mapping[int, _Past]:
        return _pasts(self.session, "feature", "status", self.state.projects, self.until)

    @cached_property
    def _dates(self) -> Mapping[int, _Past]:
        return _pasts(self.session, "release", "target_date", self.state.projects, self.until)

    @cached_property
    def today(self) -> dt.date:
        return self._day(self.moment)

    def _day(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self.zone).date()

    def _feature(self, row: _Feature) -> FeatureFacts:
        past = self._statuses.get(row.id, _NO_PAST)
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
        )

    def _flips(self, past: _Past) -> tuple[Flip, ...]:
        if len(past.values) < 2 or past.moments[-1] < self.moment - _MARGIN:
            return ()
        changes = zip(pairwise(past.values), past.moments[1:], strict=True)
        flips = (Flip(self._day(at), old, new) for (old, new), at in changes if old != new)
        return tuple(flip for flip in flips if (self.today - flip.on).days <= WINDOW)

    @cached_property
    def _releases(self) -> dict[int, ReleaseFacts]:
        unfinished = Counter(row.release_id for row in self.state.features if row.status in UNFINISHED)
        return {row.id: self._release(row, unfinished[row.id]) for row in self.state.releases}

    def _release(self, row: _Release, unfinished: int) -> ReleaseFacts:
        past = self._dates.get(row.id, _NO_PAST)
        days = [dt.date.fromisoformat(value) for value in past.values] or [row.target_date]
        moves = zip(pairwise(days), past.moments[1:], strict=True)
        return ReleaseFacts(
            id=row.id,
            version=row.version,
            project_id=row.project_id,
            project=self.state.projects[row.project_id],
            today=self.today,
            date=row.target_date,
            first_date=days[0],
            pushes=tuple(Push(self._day(at), (new - old).days) for (old, new), at in moves if new > old),
            unfinished=unfinished,
            pace=self._paces[row.project_id],
        )

    @cached_property
    def _risks(self) -> list[RiskFacts]:
        """The most severe first, of equal ones the oldest."""
        names = {row.id: row.name for row in self.state.features}
        rows = sorted(self.state.risks, key=lambda row: (_SEVERITIES[row.severity], row.id))
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
            past = self._statuses.get(row.id, _NO_PAST)
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


def _first_start(past: _Past) -> dt.datetime | None:
    return next((at for value, at in zip(*past, strict=True) if value == "in_progress"), None)


def _last(past: _Past, value: str) -> dt.datetime | None:
    """When the value it has now was set."""
    return past.moments[-1] if past.values and past.values[-1] == value else None


def _grouped(pairs: Iterable[tuple[int, Thing]]) -> dict[int, tuple[Thing, ...]]:
    groups: dict[int, list[Thing]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
