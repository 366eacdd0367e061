"""Reading the facts of a moment: the one module of the radar that knows the journal and the tables.

The state is read from the tables (now) or from the log (any moment before); what needs history always comes from
the log. Steps taken back never happened here: neither they nor their undoing count as a change of status or date.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from sqlalchemy import Select, Table, and_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from journal import as_of
from models import Dependency, EventLog, Feature, Project, Release, Risk
from radar.making import make, slip_of
from radar.state import Dated, FeatureRow, Pair, Past, ReleaseRow, RiskRow, State
from radar.things import UNFINISHED, Facts, Neighbour, Slip

_PROJECT, _FEATURE, _RELEASE, _RISK, _DEPENDENCY, _EVENT = (
    cast("Table", model.__table__) for model in (Project, Feature, Release, Risk, Dependency, EventLog)
)
_KINDS = ("project", "feature", "release", "risk", "dependency")
_TOLD = (("feature", "status"), ("release", "target_date"))


def facts_now(session: Session, moment: dt.datetime, zone: dt.tzinfo, project_id: int | None = None) -> Facts:
    """The facts as the tables have them; `moment` says what time it is. In a constant number of queries.

    Without a project: of all that are not archived.
    """
    return _facts(session, moment, zone, _state_now(session, project_id), None)


def facts_as_of(session: Session, moment: dt.datetime, zone: dt.tzinfo, project_id: int | None = None) -> Facts:
    """The same as `facts_now` would have said at that moment, read from the log."""
    return _facts(session, moment, zone, _state_then(session, moment, project_id), moment)


def facts_of_days(session: Session, days: Iterable[dt.date], zone: dt.tzinfo) -> dict[dt.date, Facts]:
    """The same as `facts_as_of` at the end of each of these days, in as many queries for thirty days as for one."""
    moments = sorted(end_of_day(day, zone) for day in set(days))
    if not moments:
        return {}
    statuses, dates = (_changes(session, *what, moments[-1]) for what in _TOLD)
    found = {}
    for moment, state in zip(moments, _states(session, moments), strict=True):
        pasts = {n: Past([c.value for c in told], [c.at for c in told]) for n, told in _then(statuses, moment)}
        dated = {n: [Dated(c.at, c.who, _DAY(c.value), c.why) for c in told] for n, told in _then(dates, moment)}
        facts = make(moment, zone, state, pasts, dated)
        found[facts.today] = facts
    return found


def slips(
    session: Session, releases: Iterable[int], zone: dt.tzinfo, until: dt.datetime | None = None
) -> dict[int, Slip]:
    """The first day of each of these releases and every move since, with who, how far and why. One query.

    Also of releases that are out or deleted. With `until`: as it was known at that moment; a release that came
    to be later is left out.
    """
    dates = _dates(session, "entity_id", releases, until)
    return {number: slip_of(dated, zone) for number, dated in dates.items()}


def end_of_day(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The last moment of a day of the team."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone) - dt.timedelta(microseconds=1)


def _facts(session: Session, moment: dt.datetime, zone: dt.tzinfo, state: State, until: dt.datetime | None) -> Facts:
    statuses = _statuses(session, state.projects, until)
    return make(moment, zone, state, statuses, _dates(session, "project_id", state.projects, until))


# ------------------------------------------------------------------------------------------------- the state


def _state_now(session: Session, project_id: int | None) -> State:
    connection, queries = session.connection(), _queries(project_id is not None)
    known = {"project": project_id} if project_id is not None else {}

    def rows(query: Select[Any]) -> Sequence[Any]:
        return connection.execute(query, known).all()

    return State(
        dict(map(tuple, rows(queries.projects))),
        [FeatureRow(*row) for row in rows(queries.features)],
        [ReleaseRow(*row) for row in rows(queries.releases)],
        [RiskRow(*row) for row in rows(queries.risks)],
        [Pair(Neighbour(*row[:3]), Neighbour(*row[3:])) for row in rows(queries.pairs)],
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
        rows(_FEATURE, FeatureRow, _FEATURE.c.status != "cancelled"),
        rows(_RELEASE, ReleaseRow, _RELEASE.c.status == "planned"),
        rows(_RISK, RiskRow, _RISK.c.status == "open"),
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


def _state_then(session: Session, moment: dt.datetime, project_id: int | None) -> State:
    # All projects even for one: a dependency may reach into another.
    return _state_of(as_of(session, moment, _KINDS), project_id)


def _states(session: Session, moments: Sequence[dt.datetime]) -> Iterator[State]:
    """The state at each of the moments, the earliest first: read once, then moved on event by event."""
    event = _EVENT.c
    rows = as_of(session, moments[0], _KINDS)
    later = select(event.timestamp, event.entity_type, event.entity_id, event.details["after"]).where(
        event.entity_type.in_(_KINDS), event.timestamp > moments[0], event.timestamp <= moments[-1]
    )
    # One thing's events stand in the order of time, so that each is the newest when its turn comes.
    events = deque(session.connection().execute(later.order_by(event.timestamp, event.id)))
    for moment in moments:
        while events and events[0][0] <= moment:
            _, kind, number, row = events.popleft()
            rows[kind, number] = row
        yield _state_of(rows, None)


def _state_of(then: Mapping[tuple[str, int], dict[str, Any] | None], project_id: int | None) -> State:
    there: dict[str, dict[int, dict[str, Any]]] = {kind: {} for kind in _KINDS}
    for (kind, number), row in sorted(then.items()):
        if row is not None:
            there[kind][number] = row
    active = {number for number, row in there["project"].items() if row["status"] == "active"}
    wanted = active if project_id is None else {project_id} & there["project"].keys()

    def rows(shape: Any, kind: str, kept: Callable[[dict[str, Any]], bool]) -> list[Any]:
        return [_shaped(shape, row) for row in there[kind].values() if row["project_id"] in wanted and kept(row)]

    return State(
        {number: there["project"][number]["name"] for number in wanted},
        rows(FeatureRow, "feature", lambda row: row["status"] != "cancelled"),
        rows(ReleaseRow, "release", lambda row: row["status"] == "planned"),
        rows(RiskRow, "risk", lambda row: row["status"] == "open"),
        [pair for pair in _pairs_then(there, active | wanted) if project_id is None or project_id in _homes(pair)],
    )


def _shaped(shape: Any, row: Mapping[str, Any]) -> Any:
    # An event may be older than a column: it was empty then.
    values = {name: row.get(name) for name in shape._fields}
    return shape(
        **{name: _REVIVE[name](value) if value and name in _REVIVE else value for name, value in values.items()}
    )


_DAY, _MOMENT = dt.date.fromisoformat, dt.datetime.fromisoformat
_REVIVE: Mapping[str, Callable[[str], Any]] = {
    "target_date": _DAY, "aside_until": _DAY, "created_at": _MOMENT, "updated_at": _MOMENT,
}  # fmt: skip


def _pairs_then(there: Mapping[str, Mapping[int, dict[str, Any]]], active: set[int]) -> Iterable[Pair]:
    features = there["feature"]
    for row in there["dependency"].values():
        blocker, waiting = features[row["blocker_feature_id"]], features[row["blocked_feature_id"]]
        both = blocker["status"] in UNFINISHED and waiting["status"] in UNFINISHED
        if both and waiting["project_id"] in active:
            yield Pair(_neighbour(blocker), _neighbour(waiting))


def _neighbour(feature: Mapping[str, Any]) -> Neighbour:
    return Neighbour(feature["id"], feature["name"], feature["project_id"])


def _homes(pair: Pair) -> tuple[int, int]:
    return pair.blocker.project_id, pair.waiting.project_id


# ----------------------------------------------------------------------------------------------- the history


def _statuses(session: Session, projects: Iterable[int], until: dt.datetime | None) -> dict[int, Past]:
    """The statuses each feature has had, by its id."""
    rows = session.connection().execute(_statuses_query(until is not None), _known(projects, until))
    return {number: Past(values, moments) for number, values, moments in rows}


@cache
def _statuses_query(limited: bool) -> Select[Any]:
    event = _EVENT.c
    status = event.details["after"]["status"].astext
    query = select(
        event.entity_id,
        func.array_agg(aggregate_order_by(status, event.id)),
        func.array_agg(aggregate_order_by(event.timestamp, event.id)),
    )
    return _setting(query, "feature", "status", event.project_id, limited).group_by(event.entity_id)


def _dates(
    session: Session, whose: Literal["project_id", "entity_id"], numbers: Iterable[int], until: dt.datetime | None
) -> dict[int, list[Dated]]:
    """The days each release was given, by its id; `whose` says what the numbers are."""
    dates: dict[int, list[Dated]] = {}
    rows = session.connection().execute(_dates_query(whose, until is not None), _known(numbers, until))
    for number, at, who, day, why in rows:
        dates.setdefault(number, []).append(Dated(at, who, _DAY(day), why))
    return dates


@cache
def _dates_query(whose: str, limited: bool) -> Select[Any]:
    event = _EVENT.c
    after = event.details["after"]
    day, why = after["target_date"].astext, after["date_reason"].astext
    query = select(event.entity_id, event.timestamp, event.user_id, day, why).order_by(event.id)
    return _setting(query, "release", "target_date", event[whose], limited)


class _Change(NamedTuple):
    """One column of one thing was given a value, which stood until a later step took it back."""

    at: dt.datetime
    undone_at: dt.datetime | None
    value: str
    who: str
    why: str | None


def _changes(session: Session, kind: str, column: str, until: dt.datetime) -> dict[int, list[_Change]]:
    """Every value the column was given, by the thing's id, the oldest first."""
    changes: dict[int, list[_Change]] = {}
    for number, *change in session.connection().execute(_changes_query(kind, column), {"until": until}):
        changes.setdefault(number, []).append(_Change(*change))
    return changes


@cache
def _changes_query(kind: str, column: str) -> Select[Any]:
    event, undoing = _EVENT.c, _EVENT.alias("undoing")
    after = event.details["after"]
    query = (
        select(
            event.entity_id,
            event.timestamp,
            undoing.c.timestamp,
            after[column].astext,
            event.user_id,
            after["date_reason"].astext,
        )
        .select_from(_EVENT)
        .outerjoin(undoing, undoing.c.undoes_id == event.id)
        .order_by(event.id)
    )
    return _given(query, kind, column).where(event.timestamp <= bindparam("until"))


def _then(changes: Mapping[int, Sequence[_Change]], moment: dt.datetime) -> Iterator[tuple[int, list[_Change]]]:
    """Of each thing the changes that stood at the moment."""
    for number, told in changes.items():
        stood = [c for c in told if c.at <= moment and (c.undone_at is None or c.undone_at > moment)]
        if stood:
            yield number, stood


def _known(numbers: Iterable[int], until: dt.datetime | None) -> dict[str, Any]:
    return {"numbers": list(numbers), **({"until": until} if until else {})}


def _setting(query: Select[Any], kind: str, column: str, whose: Any, limited: bool) -> Select[Any]:
    """The query over the events that set a column of things of a kind.

    Steps taken back left out: every event that another one undoes, and the undoing itself.
    """
    event = _EVENT.c
    passed = [event.timestamp <= bindparam("until")] if limited else []
    undone = select(event.undoes_id).where(event.undoes_id.is_not(None), *passed)
    numbers: Any = bindparam("numbers", expanding=True)
    return _given(query, kind, column).where(whose.in_(numbers), event.id.not_in(undone), *passed)


def _given(query: Select[Any], kind: str, column: str) -> Select[Any]:
    """The query over the events that gave a column a value; those that took a step back left out."""
    event = _EVENT.c
    before, after = event.details["before"], event.details["after"]
    return query.where(
        event.entity_type == kind,
        func.jsonb_typeof(after) == "object",
        or_(func.jsonb_typeof(before) == "null", before.has_key(column)),
        event.action.not_like("%\\_undone"),
    )
