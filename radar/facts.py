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

from journal import turns
from journal.turns import Dated
from models import Dependency, Feature, Project, Release, Risk
from radar.making import MARGIN, History, in_question, make, slip_of
from radar.state import DoneRow, FeatureRow, Pair, ReleaseRow, RiskRow, State
from radar.things import UNFINISHED, Facts, Neighbour, Slip

_PROJECT, _FEATURE, _RELEASE, _RISK, _DEPENDENCY = (
    cast("Table", model.__table__) for model in (Project, Feature, Release, Risk, Dependency)
)

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
    projects, each = _states(session, moments)
    states = dict(zip(moments, each, strict=True))
    statuses, dates = (turns.changes(session, *what, projects, moments[-1]) for what in _TOLD)
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

    projects = dict(map(tuple, rows(queries.projects)))

    def within(shape: Any, query: Select[Any]) -> list[Any]:
        # Each query sees what was committed by then: a project may have come back since the first one.
        return [row for row in map(shape._make, rows(query)) if row.project_id in projects]

    return State(
        projects,
        within(FeatureRow, queries.features),
        within(DoneRow, queries.done),
        within(ReleaseRow, queries.releases),
        within(RiskRow, queries.risks),
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


class _ProjectRow(NamedTuple):
    id: int
    name: str
    status: str


class _Link(NamedTuple):
    id: int
    blocker_feature_id: int
    blocked_feature_id: int


_SHAPES: Mapping[str, Any] = {
    "project": _ProjectRow, "feature": FeatureRow, "release": ReleaseRow, "risk": RiskRow, "dependency": _Link
}  # fmt: skip
_HOMED = {"feature": Feature, "release": Release, "risk": Risk, "dependency": Dependency}
_Rows = dict[str, dict[int, Any]]  # by kind and id; None: deleted
_Steps = Sequence[tuple[dt.datetime, str, int, Any]]


def _states(session: Session, moments: Sequence[dt.datetime]) -> tuple[set[int], list[State]]:
    """The projects that were active at some of these moments, and the state at each, the earliest first.

    Read once, at the first moment, and then moved on event by event.
    """
    read = turns.steps(session, list(_SHAPES), moments[0], moments[-1])
    steps = [(at, kind, number, row and _shaped(_SHAPES[kind], row)) for at, kind, number, row in read]
    known = {row.id: row for row in turns.rows_as_of(session, Project, _ProjectRow._fields, moments[0])}
    ever = [*known.values(), *(row for _, kind, _, row in steps if kind == "project" and row)]
    active = {row.id for row in ever if row.status == "active"}
    rows = {"project": known, **_homed(session, moments[0], active, steps)}
    return active, [_state_of(rows) for _ in _moved_on(rows, steps, moments)]


def _homed(session: Session, moment: dt.datetime, projects: set[int], steps: _Steps) -> _Rows:
    """The rows of these projects as they stood; and of whatever other features these or the steps point to."""
    rows: _Rows = {}
    for kind, model in _HOMED.items():
        columns = _RISK_COLUMNS if model is Risk else _SHAPES[kind]._fields
        stood = turns.rows_as_of(session, model, columns, moment, projects=projects)
        rows[kind] = {row.id: _SHAPES[kind](*row) for row in stood}
    stepped = [row for _, kind, _, row in steps if kind in ("risk", "dependency") and row]
    pointed = {n for row in (*rows["risk"].values(), *rows["dependency"].values(), *stepped) for n in _pointed(row)}
    others = turns.rows_as_of(session, Feature, FeatureRow._fields, moment, ids=pointed - rows["feature"].keys())
    rows["feature"] |= {row.id: FeatureRow(*row) for row in others}
    return rows


def _pointed(row: RiskRow | _Link) -> set[int]:
    """The features it points to."""
    if isinstance(row, _Link):
        return {row.blocker_feature_id, row.blocked_feature_id}
    return {row.feature_id} if row.feature_id else set()


def _moved_on(rows: _Rows, steps: _Steps, moments: Iterable[dt.datetime]) -> Iterator[dt.datetime]:
    """Moves the rows on to each of the moments in turn."""
    ahead = deque(steps)
    for moment in moments:
        # One thing's events stand in the order of time, so that each is the newest when its turn comes.
        while ahead and ahead[0][0] <= moment:
            _, kind, number, row = ahead.popleft()
            rows[kind][number] = row
        yield moment


def _state_of(rows: _Rows) -> State:
    active = {number: row.name for number, row in sorted(rows["project"].items()) if row and row.status == "active"}

    def those(kind: str, *statuses: str) -> list[Any]:
        found = (row for _, row in sorted(rows[kind].items()) if row and row.project_id in active)
        return [row for row in found if row.status in statuses]

    ends = {n: _End(n, row.name, row.project_id, row.status) for n, row in rows["feature"].items() if row}
    links = [row[1:] for _, row in sorted(rows["dependency"].items()) if row]
    return State(
        active,
        those("feature", *UNFINISHED),
        [DoneRow(row.id, row.project_id) for row in those("feature", "done")],
        those("release", "planned"),
        [row._replace(feature=ends[row.feature_id].name) if row.feature_id else row for row in those("risk", "open")],
        [pair for pair in _pairs_then(links, ends) if pair.waiting.project_id in active],
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
