"""Reading the facts of a moment: the one module of the radar that knows the journal and the tables.

The state is read from the tables (now) or from the log (any moment before); what needs history always comes from
the log. Steps taken back never happened here: neither they nor their undoing count as a change of status or date.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Any, NamedTuple, cast

from sqlalchemy import Select, Table, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from journal import as_of, turns
from journal.turns import Dated
from models import Dependency, Feature, Project, Release, Risk
from radar.making import MARGIN, History, in_question, make, slip_of
from radar.state import DoneRow, FeatureRow, Pair, ReleaseRow, RiskRow, State
from radar.things import UNFINISHED, Facts, Neighbour, Slip

_PROJECT, _FEATURE, _RELEASE, _RISK, _DEPENDENCY = (
    cast("Table", model.__table__) for model in (Project, Feature, Release, Risk, Dependency)
)

_KINDS = ("project", "feature", "release", "risk", "dependency")
_TOLD = (("feature", "status"), ("release", "target_date"))
_RISK_COLUMNS = RiskRow._fields[:-1]  # the name of its feature stands elsewhere
_ENDS = ("blocker_feature_id", "blocked_feature_id")


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
    statuses, dates = (turns.changes(session, *what, moments[-1]) for what in _TOLD)
    states = dict(zip(moments, _states(session, moments), strict=True))
    courses = {moment: _courses(statuses, moment) for moment in moments}
    asked = [(n, moment) for moment in moments for n in in_question(states[moment], courses[moment])]
    touched = turns.touched(session, asked)
    found = {}
    for moment in moments:
        dated = {n: [Dated(c.at, c.who, _DAY(c.value), c.why) for c in told] for n, told in _then(dates, moment)}
        last = {number: at for (number, until), at in touched.items() if until == moment}
        facts = make(moment, zone, states[moment], History(courses[moment], last, dated))
        found[facts.today] = facts
    return found


def slips(
    session: Session, releases: Iterable[int], zone: dt.tzinfo, until: dt.datetime | None = None
) -> dict[int, Slip]:
    """The first day of each of these releases and every move since, with who, how far and why. One query.

    Also of releases that are out or deleted. With `until`: as it was known at that moment; a release that came
    to be later is left out.
    """
    dates = turns.dates_of_releases(session, releases, until)
    return {number: slip_of(dated, zone) for number, dated in dates.items()}


def end_of_day(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The last moment of a day of the team."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone) - dt.timedelta(microseconds=1)


def _facts(session: Session, moment: dt.datetime, zone: dt.tzinfo, state: State, until: dt.datetime | None) -> Facts:
    courses = turns.courses(session, state.projects, moment - MARGIN, until)
    asked = [(number, until or turns.EVER) for number in in_question(state, courses)]
    history = History(
        courses,
        {number: at for (number, _), at in turns.touched(session, asked).items()},
        turns.dates_of_projects(session, state.projects, until),
    )
    return make(moment, zone, state, history)


# ------------------------------------------------------------------------------------------------- the state


def _state_now(session: Session, project_id: int | None) -> State:
    connection, queries = session.connection(), _queries(project_id is not None)
    known = {"project": project_id} if project_id is not None else {}

    def rows(query: Select[Any]) -> Sequence[Any]:
        return connection.execute(query, known).all()

    return State(
        dict(map(tuple, rows(queries.projects))),
        [FeatureRow(*row) for row in rows(queries.features)],
        [DoneRow(*row) for row in rows(queries.done)],
        [ReleaseRow(*row) for row in rows(queries.releases)],
        [RiskRow(*row) for row in rows(queries.risks)],
        [Pair(Neighbour(*row[:3]), Neighbour(*row[3:])) for row in rows(queries.pairs)],
    )


class _Queries(NamedTuple):
    projects: Select[Any]
    features: Select[Any]
    done: Select[Any]
    releases: Select[Any]
    risks: Select[Any]
    pairs: Select[Any]


@cache
def _queries(one_project: bool) -> _Queries:
    """Written once: putting a statement together takes longer than running it. On tables, past the ORM."""
    project = _PROJECT.c
    wanted = project.id == bindparam("project") if one_project else project.status == "active"

    def rows(table: Any, columns: Iterable[str], *where: Any) -> Select[Any]:
        query = select(*(table.c[name] for name in columns)).join(_PROJECT, project.id == table.c.project_id)
        return query.where(wanted, *where).order_by(table.c.id)

    risks = rows(_RISK, _RISK_COLUMNS, _RISK.c.status == "open").add_columns(_FEATURE.c.name)
    return _Queries(
        select(project.id, project.name).where(wanted).order_by(project.id),
        rows(_FEATURE, FeatureRow._fields, _FEATURE.c.status.in_(UNFINISHED)),
        rows(_FEATURE, DoneRow._fields, _FEATURE.c.status == "done"),
        rows(_RELEASE, ReleaseRow._fields, _RELEASE.c.status == "planned"),
        risks.outerjoin(_FEATURE, _FEATURE.c.id == _RISK.c.feature_id),
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
    known = {row.id: row for row in turns.rows_as_of(session, Project, ("id", "name", "status"), moment)}
    active = {row.id for row in known.values() if row.status == "active"}
    wanted = active if project_id is None else {project_id} & known.keys()

    def rows(model: Any, columns: Sequence[str]) -> Sequence[Any]:
        return turns.rows_as_of(session, model, columns, moment, projects=wanted)

    features = rows(Feature, FeatureRow._fields)
    risks = [RiskRow(*row) for row in rows(Risk, _RISK_COLUMNS) if row.status == "open"]
    pairs = turns.rows_as_of(session, Dependency, _ENDS, moment, projects=active | wanted)
    ends = _named(session, moment, {*chain(*pairs), *(risk.feature_id for risk in risks if risk.feature_id)})
    return State(
        {number: row.name for number, row in known.items() if number in wanted},
        [FeatureRow(*row) for row in features if row.status in UNFINISHED],
        [DoneRow(row.id, row.project_id) for row in features if row.status == "done"],
        [ReleaseRow(*row) for row in rows(Release, ReleaseRow._fields) if row.status == "planned"],
        [risk._replace(feature=ends[risk.feature_id].name) if risk.feature_id else risk for risk in risks],
        [pair for pair in _pairs_then(pairs, ends) if wanted & _homes(pair)],
    )


def _states(session: Session, moments: Sequence[dt.datetime]) -> Iterator[State]:
    """The state at each of the moments, the earliest first: read once, then moved on event by event."""
    rows = as_of(session, moments[0], _KINDS)
    # One thing's events stand in the order of time, so that each is the newest when its turn comes.
    events = deque(turns.steps(session, _KINDS, moments[0], moments[-1]))
    for moment in moments:
        while events and events[0][0] <= moment:
            _, kind, number, row = events.popleft()
            rows[kind, number] = row
        yield _state_of(rows)


def _state_of(then: Mapping[tuple[str, int], dict[str, Any] | None]) -> State:
    there: dict[str, dict[int, dict[str, Any]]] = {kind: {} for kind in _KINDS}
    for (kind, number), row in sorted(then.items()):
        if row is not None:
            there[kind][number] = row
    known = {number: row["name"] for number, row in there["project"].items() if row["status"] == "active"}

    def rows(shape: Any, kind: str, *statuses: str) -> list[Any]:
        found = (row for row in there[kind].values() if row["project_id"] in known)
        return [_shaped(shape, row) for row in found if row["status"] in statuses]

    ends = {number: _shaped(_End, row) for number, row in there["feature"].items()}
    risks = rows(RiskRow, "risk", "open")
    pairs = ((row["blocker_feature_id"], row["blocked_feature_id"]) for row in there["dependency"].values())
    return State(
        known,
        rows(FeatureRow, "feature", *UNFINISHED),
        rows(DoneRow, "feature", "done"),
        rows(ReleaseRow, "release", "planned"),
        [risk._replace(feature=ends[risk.feature_id].name) if risk.feature_id else risk for risk in risks],
        [pair for pair in _pairs_then(pairs, ends) if pair.waiting.project_id in known],
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


class _End(NamedTuple):
    id: int
    name: str
    project_id: int
    status: str


def _named(session: Session, moment: dt.datetime, ids: Iterable[int]) -> dict[int, Any]:
    """The features at the ends of dependencies and under risks: of all projects, as they reach from one to another."""
    rows = turns.rows_as_of(session, Feature, _End._fields, moment, ids=ids)
    return {row.id: row for row in rows}


def _pairs_then(pairs: Iterable[tuple[int, int]], ends: Mapping[int, Any]) -> Iterator[Pair]:
    for blocker, waiting in pairs:
        if ends[blocker].status in UNFINISHED and ends[waiting].status in UNFINISHED:
            yield Pair(Neighbour(*ends[blocker][:3]), Neighbour(*ends[waiting][:3]))


def _homes(pair: Pair) -> set[int]:
    return {pair.blocker.project_id, pair.waiting.project_id}


# ----------------------------------------------------------------------------------------------- many days


def _courses(statuses: Mapping[int, Sequence[turns.Change]], moment: dt.datetime) -> dict[int, turns.Course]:
    """What `turns.courses` would have told at that moment."""
    courses = {}
    for number, told in _then(statuses, moment):
        started = next((change.at for change in told if change.value == "in_progress"), None)
        recent = [
            (new.at.isoformat(), old.value, new.value) for old, new in pairwise(told) if new.at >= moment - MARGIN
        ]
        courses[number] = turns.Course(started, told[-1].at, recent)
    return courses


def _then(
    changes: Mapping[int, Sequence[turns.Change]], moment: dt.datetime
) -> Iterator[tuple[int, list[turns.Change]]]:
    """Of each thing the changes that stood at the moment."""
    for number, told in changes.items():
        stood = [c for c in told if c.at <= moment and (c.undone_at is None or c.undone_at > moment)]
        if stood:
            yield number, stood
