"""Reading the facts of a moment: the one module of the radar that knows the journal and the tables.

The state is read from the tables (now) or from the log (any moment before); what needs history always comes from
the log. Steps taken back never happened here: neither they nor their undoing count as a change of status or date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    String,
    Table,
    and_,
    any_,
    bindparam,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from journal import turns
from journal.turns import Dated
from models import Dependency, Feature, Project, Release, Risk
from models.prepared import Prepared
from models.trip import together
from models.wire import Rows
from radar.days import LinkRow, ProjectRow, Step, courses_of, pointed_to, state_of, states_of, stood
from radar.making import MARGIN, History, in_question, make, slip_of
from radar.state import DoneRow, FeatureRow, Pair, ReleaseRow, RiskRow, State
from radar.things import UNFINISHED, Facts, Neighbour, Slip

_PROJECT, _FEATURE, _RELEASE, _RISK, _DEPENDENCY = (
    cast("Table", model.__table__) for model in (Project, Feature, Release, Risk, Dependency)
)

_TOLD = {"feature": "status", "release": "target_date"}
_RISK_COLUMNS = RiskRow._fields[:-1]  # the name of its feature stands elsewhere


def facts_now(session: Session, moment: dt.datetime, zone: dt.tzinfo, project_id: int | None = None) -> Facts:
    """The facts as the tables have them; `moment` says what time it is. In a constant number of queries.

    Without a project: of all that are not archived.
    """
    return _facts(session, moment, zone, _state_now(session, project_id), None)


def facts_as_of(session: Session, moment: dt.datetime, zone: dt.tzinfo, project_id: int | None = None) -> Facts:
    """The same as `facts_now` would have said at that moment, read from the log."""
    return _facts(session, moment, zone, _state_then(session, moment, project_id), moment)


def facts_of_moments(
    session: Session, moments: Iterable[dt.datetime], zone: dt.tzinfo
) -> Iterator[tuple[dt.datetime, Facts]]:
    """The same as `facts_as_of` at each of these moments, the earliest first, in as many queries for thirty of them as
    for one. One after the other: all of them at once would be a lot to keep.
    """
    moments = sorted(set(moments))
    if len(moments) < 2:  # of one alone the courses stand in indexes
        yield from ((moment, facts_as_of(session, moment, zone)) for moment in moments)
        return
    projects, states = _states(session, moments)
    given = turns.changes(session, _TOLD, projects, moments[-1])
    statuses, dates = given["feature"], given["release"]
    seen = zip(moments, states, courses_of(statuses, moments), strict=True)
    asked = [(number, moment) for moment, state, courses in seen for number in in_question(state, courses)]
    touched: dict[dt.datetime, dict[int, dt.datetime]] = {moment: {} for moment in moments}
    for (number, moment), at in turns.touched(session, asked).items():
        touched[moment][number] = at
    day_of = cache(_day_of(zone))  # the same moments, day after day
    for moment, state, courses in zip(moments, states, courses_of(statuses, moments), strict=True):
        yield moment, make(moment, day_of, state, History(courses, touched[moment], _dated(dates, moment)))


def slips(
    session: Session, releases: Iterable[int], zone: dt.tzinfo, until: dt.datetime | None = None
) -> dict[int, Slip]:
    """The first day of each of these releases and every move since, with who, how far and why. One query.

    Also of releases that are out or deleted. With `until`: as it was known at that moment; a release that came
    to be later is left out.
    """
    dates = turns.dates_of_releases(session, releases, until)
    return {number: slip_of(dated, _day_of(zone)) for number, dated in dates.items()}


def end_of_day(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The last moment of a day of the team."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone) - dt.timedelta(microseconds=1)


def _facts(session: Session, moment: dt.datetime, zone: dt.tzinfo, state: State, until: dt.datetime | None) -> Facts:
    courses, dates = turns.courses_and_dates(session, state.projects, moment - MARGIN, until)
    asked = [(number, until or turns.EVER) for number in in_question(state, courses)]
    touched = {number: at for (number, _), at in turns.touched(session, asked).items()}
    return make(moment, _day_of(zone), state, History(courses, touched, dates))


def _day_of(zone: dt.tzinfo) -> Callable[[dt.datetime], dt.date]:
    return lambda moment: moment.astimezone(zone).date()


# ------------------------------------------------------------------------------------------------- the state


def _state_now(session: Session, project_id: int | None) -> State:
    known = {"project": project_id} if project_id is not None else {}
    queries = _queries(project_id is not None)
    named, features, done, releases, risks, pairs = together(
        session, *(query(**known) for query in queries), flush=False
    )
    projects: dict[int, str] = dict(named)

    def within(shape: Any, rows: Rows) -> list[Any]:
        # Each query sees what was committed by then: a project may have come back since the first one.
        return [row for row in map(shape._make, rows) if row.project_id in projects]

    return State(
        projects,
        within(FeatureRow, features),
        within(DoneRow, done),
        within(ReleaseRow, releases),
        within(RiskRow, risks),
        [Pair(Neighbour(*row[:3]), Neighbour(*row[3:])) for row in pairs],
    )


@cache
def _queries(one_project: bool) -> tuple[Prepared, ...]:
    """The projects, their features that are not finished, those that are done, releases, risks, dependencies."""
    project = _PROJECT.c
    wanted = project.id == bindparam("project") if one_project else project.status == "active"

    def rows(table: Any, columns: Iterable[str], *where: Any) -> Select[Any]:
        query = select(*(table.c[name] for name in columns)).join(_PROJECT, project.id == table.c.project_id)
        return query.where(wanted, *where).order_by(table.c.id)

    risks = rows(_RISK, _RISK_COLUMNS, _RISK.c.status == "open").add_columns(_FEATURE.c.name)
    return (
        Prepared(select(project.id, project.name).where(wanted).order_by(project.id)),
        Prepared(rows(_FEATURE, FeatureRow._fields, _unfinished(_FEATURE))),
        Prepared(rows(_FEATURE, DoneRow._fields, _FEATURE.c.status == "done")),
        Prepared(rows(_RELEASE, ReleaseRow._fields, _RELEASE.c.status == "planned")),
        Prepared(risks.outerjoin(_FEATURE, _FEATURE.c.id == _RISK.c.feature_id)),
        Prepared(_pairs_query(one_project)),
    )


def _pairs_query(one_project: bool) -> Select[Any]:
    first, second = _FEATURE.alias("blocker"), _FEATURE.alias("waiting")
    query = (
        select(*_neighbour_columns(first), *_neighbour_columns(second))
        .select_from(_DEPENDENCY)
        .join(first, first.c.id == _DEPENDENCY.c.blocker_feature_id)
        .join(second, second.c.id == _DEPENDENCY.c.blocked_feature_id)
        .join(_PROJECT, _PROJECT.c.id == second.c.project_id)
        .where(_unfinished(first), _unfinished(second))
        .order_by(_DEPENDENCY.c.id)
    )
    if not one_project:
        return query.where(_PROJECT.c.status == "active")
    own: Any = bindparam("project")
    return query.where(or_(second.c.project_id == own, and_(first.c.project_id == own, _PROJECT.c.status == "active")))


def _unfinished(feature: FromClause) -> ColumnElement[bool]:
    # Not `IN`, which has as many parameters as values: this is written before there are any.
    return feature.c.status == any_(literal(sorted(UNFINISHED), ARRAY(String)))


def _neighbour_columns(feature: Any) -> tuple[Any, ...]:
    return feature.c.id, feature.c.name, feature.c.project_id


def _state_then(session: Session, moment: dt.datetime, project_id: int | None) -> State:
    known = _projects(session, moment)
    active = {number for number, row in known.items() if row.status == "active"}
    wanted = active if project_id is None else {project_id} & known.keys()
    return state_of({"project": known, **_homed(session, moment, wanted, linked=active | wanted)}, project_id)


def _projects(session: Session, moment: dt.datetime) -> dict[int, ProjectRow]:
    rows = turns.rows_as_of(session, Project, ProjectRow._fields, moment)
    return {row.id: ProjectRow(*row) for row in rows}


# ----------------------------------------------------------------------------------------------- many days


_SHAPES: Mapping[str, Any] = {
    "project": ProjectRow, "release": ReleaseRow, "risk": RiskRow, "dependency": LinkRow, "feature": FeatureRow
}  # fmt: skip
# The features come last: some of them are read because others point to them.
_HOMED: turns.Columns = (
    (Release, ReleaseRow._fields), (Risk, _RISK_COLUMNS), (Dependency, LinkRow._fields), (Feature, FeatureRow._fields)
)  # fmt: skip
_POINTERS: turns.Pointers = (
    (Risk, "feature_id"), (Dependency, "blocker_feature_id"), (Dependency, "blocked_feature_id")
)  # fmt: skip


def _states(session: Session, moments: Sequence[dt.datetime]) -> tuple[set[int], list[State]]:
    """The projects that were active at some of these moments, and the state at each, the earliest first.

    Read once, at the first moment, and then moved on event by event.
    """
    read = turns.steps(session, ((Project, ProjectRow._fields), *_HOMED), moments[0], moments[-1])
    steps: dict[str, list[Step]] = {
        kind: [(at, number, None if row is None else _SHAPES[kind](*row)) for at, number, row in those]
        for kind, those in read.items()
    }
    known = _projects(session, moments[0])
    active = {row.id for row in (*known.values(), *_left(steps["project"])) if row.status == "active"}
    pointed = {n for row in (*_left(steps["risk"]), *_left(steps["dependency"])) for n in pointed_to(row)}
    rows = _homed(session, moments[0], active, linked=active, more=pointed)
    return active, list(states_of({"project": known, **rows}, steps, moments))


def _left(steps: Iterable[Step]) -> list[Any]:
    """The rows that the steps left."""
    return [row for _, _, row in steps if row]


def _homed(
    session: Session, moment: dt.datetime, projects: set[int], *, linked: set[int], more: Iterable[int] = ()
) -> dict[str, dict[int, Any]]:
    """The rows of these projects as they stood, dependencies of the `linked` ones; and whatever other features these
    point to, and those asked for with `more`.
    """
    homes = {"release": projects, "risk": projects, "dependency": linked, "feature": projects}
    found = turns.things_as_of(session, _HOMED, moment, projects=homes, pointers=_POINTERS, ids=more)
    return {kind: {row[0]: _SHAPES[kind](*row) for row in rows} for kind, rows in found.items()}


def _dated(dates: Mapping[int, Sequence[turns.Change]], moment: dt.datetime) -> dict[int, list[Dated]]:
    """What `turns.courses_and_dates` would have told at that moment of the days given to releases."""
    found = {}
    for number, told in dates.items():
        if then := stood(told, moment):
            found[number] = [Dated(c.at, c.who, dt.date.fromisoformat(c.value), c.why) for c in then]
    return found
