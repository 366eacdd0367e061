"""What things were at a moment and how they came to be so, read for many at once out of a long log.

Steps taken back never happened here: neither they nor their undoing. One thing's events stand in the order of
time, so that its moments alone say which came last. Each function takes one query, whose statements are fixed:
putting one together would take longer than running it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from models import Base
from models.event import STARTS, TURNS
from models.prepared import Prepared
from models.trip import together

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
EVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)  # later than anything
_UNTIL = "COALESCE(CAST(:until AS timestamptz), 'infinity')"
# One set, looked up for each row: steps are seldom taken back.
_STANDS = f"e.id NOT IN (SELECT undoes_id FROM event_log WHERE undoes_id IS NOT NULL AND timestamp <= {_UNTIL})"


class Course(NamedTuple):
    """How a feature came to its status: when it was first in progress, since when it has the status it has, and the
    changes since a moment as (when, old, new).
    """

    started: dt.datetime | None
    since: dt.datetime
    recent: Sequence[tuple[dt.datetime, str, str]]


class Dated(NamedTuple):
    """A release was given a day: at its making, and with each move."""

    at: dt.datetime
    who: str
    day: dt.date
    why: str | None


def rows_as_of(
    session: Session,
    model: type[Base],
    columns: Sequence[str],
    moment: dt.datetime,
    *,
    projects: Iterable[int] | None = None,
    ids: Iterable[int] | None = None,
) -> Sequence[Any]:
    """These columns of each row as it stood, in order of id: of some projects, or of some ids, or of all.

    An event may be older than a column: it was empty then.
    """
    known: dict[str, Any] = {"until": moment}
    if projects is not None:
        known["projects"] = list(projects)
    if ids is not None:
        known["ids"] = list(ids)
    query = _rows_query(model, tuple(columns), projects is not None, ids is not None)
    return session.connection().execute(query, known).all()


@cache
def _rows_query(model: type[Any], columns: tuple[str, ...], in_projects: bool, by_id: bool) -> TextClause:
    wanted = "SELECT DISTINCT unnest(CAST(:ids AS integer[])) AS entity_id"
    if not by_id:
        wanted = _turned(model, "AND project_id = ANY(CAST(:projects AS integer[]))" if in_projects else "")
    return text(f"""
        SELECT known.* FROM ({_stood(model, wanted)}) stood,
            LATERAL jsonb_to_record(stood.after) AS known({_shape(model, columns)})
        ORDER BY stood.id
    """)


def _turned(model: type[Any], within: str) -> str:
    """The ids of those that had turned by then, of a table or of a part of it."""
    kind = f"entity_type = '{model.entity_type}'"
    return f"SELECT DISTINCT entity_id FROM event_log WHERE {kind} {within} AND {TURNS} AND timestamp <= :until"


def _stood(model: type[Any], wanted: str) -> str:
    """The rows of a table as they stood, of those whose ids are wanted; what was deleted by then is left out."""
    return f"""
        SELECT wanted.entity_id AS id, last.after FROM ({wanted}) wanted, LATERAL (
            SELECT details->'after' AS after FROM event_log e
            WHERE e.entity_type = '{model.entity_type}' AND e.entity_id = wanted.entity_id AND e.timestamp <= :until
            ORDER BY e.timestamp DESC, e.id DESC LIMIT 1
        ) last WHERE last.after <> 'null'
    """


Columns = tuple[tuple[type[Any], tuple[str, ...]], ...]  # of several tables
Pointers = tuple[tuple[type[Any], str], ...]  # columns that hold ids of another table


def things_as_of(
    session: Session,
    read: Columns,
    moment: dt.datetime,
    *,
    projects: Mapping[str, Iterable[int]],
    pointers: Pointers = (),
    ids: Iterable[int] = (),
) -> dict[str, list[Sequence[Any]]]:
    """By kind the same of several tables: of the `projects` of each kind.

    Of the last table in `read` also those that the `pointers` of the others lead to, and those with these `ids`,
    wherever they are.
    """
    known: dict[str, Any] = {f"{kind}_projects": list(numbers) for kind, numbers in projects.items()}
    [found] = together(session, _things_query(read, pointers)(ids=list(ids), until=moment, **known), flush=False)
    places = _places(read)
    things: dict[str, list[Sequence[Any]]] = {kind: [] for kind in places}
    for kind, *values in found:
        things[kind].append(places[kind](values))
    return things


@cache
def _things_query(read: Columns, pointers: Pointers) -> Prepared:
    """Each kind by its own index."""
    led = [
        f"SELECT CAST(after->>'{column}' AS integer) FROM {model.entity_type}_rows WHERE after->>'{column}' IS NOT NULL"
        for model, column in pointers
    ]
    elsewhere = "".join(f" UNION {ids}" for ids in [*led, "SELECT unnest(CAST(:ids AS integer[]))"])
    last = read[-1][0]
    wanted = {model: _turned(model, _within(model)) + (elsewhere if model is last else "") for model, _ in read}
    parts = [f"{model.entity_type}_rows AS ({_stood(model, those)})" for model, those in wanted.items()]
    kinds = " UNION ALL ".join(
        f"SELECT '{model.entity_type}' AS kind, * FROM {model.entity_type}_rows" for model, _ in read
    )
    return Prepared(
        text(f"""
            WITH {", ".join(parts)} SELECT stood.kind, known.*
            FROM ({kinds}) stood, LATERAL jsonb_to_record(stood.after) AS known({_shape_of(read)})
            ORDER BY stood.id
        """)
    )


def _within(model: type[Any]) -> str:
    return f"AND project_id = ANY(CAST(:{model.entity_type}_projects AS integer[]))"


def courses_and_dates(
    session: Session, projects: Iterable[int], recent: dt.datetime, until: dt.datetime | None = None
) -> tuple[dict[int, Course], dict[int, list[Dated]]]:
    """Of these projects, by their ids: the course of each feature, with its changes since `recent`; and the days that
    each release was given, the oldest first. In one round trip.
    """
    known = {"projects": list(projects), "until": until}
    found, given = together(session, _COURSES(recent=recent, **known), _DATES_OF_PROJECTS(**known), flush=False)
    courses = {
        number: Course(started, since, list(zip(at, old, new, strict=True)) if at else ())
        for number, started, since, at, old, new in found
    }
    return courses, _dated(given)


# Most of it stands in two indexes; of the events themselves the few recent ones are read.
_OF_PROJECTS = f"project_id = ANY(CAST(:projects AS integer[])) AND timestamp <= {_UNTIL}"
_COURSES = Prepared(
    text(f"""
    WITH undone AS MATERIALIZED (SELECT undoes_id FROM event_log WHERE undoes_id IS NOT NULL AND timestamp <= {_UNTIL})
    SELECT entity_id, starts.at, turns.at, recent.at, recent.old, recent.new
    FROM (
        SELECT entity_id, max(timestamp) AS at FROM event_log
        WHERE entity_type = 'feature' AND {TURNS} AND {_OF_PROJECTS} AND id NOT IN (SELECT undoes_id FROM undone)
        GROUP BY entity_id
    ) turns LEFT JOIN (
        SELECT entity_id, min(timestamp) AS at FROM event_log
        WHERE {STARTS} AND {_OF_PROJECTS} AND id NOT IN (SELECT undoes_id FROM undone)
        GROUP BY entity_id
    ) starts USING (entity_id) LEFT JOIN (
        SELECT entity_id, array_agg(timestamp ORDER BY id) AS at,
               array_agg(details #>> '{{before,status}}' ORDER BY id) AS old,
               array_agg(details #>> '{{after,status}}' ORDER BY id) AS new
        FROM event_log
        WHERE entity_type = 'feature' AND {TURNS} AND {_OF_PROJECTS} AND timestamp >= :recent
          AND details #>> '{{before,status}}' IS NOT NULL AND details->'after' <> 'null'
          AND id NOT IN (SELECT undoes_id FROM undone)
        GROUP BY entity_id
    ) recent USING (entity_id)
""")
)


def touched(session: Session, asked: Iterable[tuple[int, dt.datetime]]) -> dict[tuple[int, dt.datetime], dt.datetime]:
    """When each of these features had last been changed at a moment, by the two of them.

    To put a feature aside changes nothing about it.
    """
    pairs = list(asked)
    if not pairs:
        return {}
    ids, moments = (list(part) for part in zip(*pairs, strict=True))
    rows = session.connection().execute(_TOUCHED, {"ids": ids, "moments": moments})
    return {(number, until): at for number, until, at in rows.all()}


_TOUCHED = text(r"""
    SELECT wanted.id, wanted.until, last.timestamp
    FROM unnest(CAST(:ids AS integer[]), CAST(:moments AS timestamptz[])) wanted(id, until), LATERAL (
        SELECT timestamp FROM event_log e
        WHERE entity_type = 'feature' AND entity_id = wanted.id AND timestamp <= wanted.until
          AND NOT EXISTS (SELECT FROM event_log u WHERE u.undoes_id = e.id AND u.timestamp <= wanted.until)
          AND action NOT LIKE '%\_undone' AND NOT details->'before' ?| '{aside_until,aside_reason}'
        ORDER BY timestamp DESC, e.id DESC LIMIT 1
    ) last
""")


class Change(NamedTuple):
    """A status or a day was given to a thing, which stood until a later step took it back."""

    at: dt.datetime
    undone_at: dt.datetime | None
    value: str
    who: str
    why: str | None


def changes(
    session: Session, columns: Mapping[str, str], projects: Iterable[int], until: dt.datetime
) -> dict[str, dict[int, list[Change]]]:
    """Every value that a column of these projects' things was given, the oldest first, by kind and id.

    `columns` are `status` or `target_date`, by kind.
    """
    given: dict[str, dict[int, list[Change]]] = {kind: {} for kind in columns}
    known = {"kinds": list(columns), "columns": list(columns.values()), "projects": list(projects), "until": until}
    for kind, number, *change in session.connection().execute(_CHANGES, known).all():
        given[kind].setdefault(number, []).append(Change(*change))
    return given


_CHANGES = text(f"""
    SELECT told.kind, e.entity_id, e.timestamp, u.timestamp, e.details->'after'->>told.name, e.user_id,
           e.details #>> '{{after,date_reason}}'
    FROM unnest(CAST(:kinds AS text[]), CAST(:columns AS text[])) told(kind, name), LATERAL (
        SELECT * FROM event_log
        WHERE entity_type = told.kind AND project_id = ANY(CAST(:projects AS integer[])) AND {TURNS}
          AND timestamp <= :until
    ) e
    LEFT JOIN event_log u ON u.undoes_id = e.id
    WHERE (e.details->'before' = 'null' OR e.details->'before' ? told.name) AND e.details->'after' <> 'null'
    ORDER BY e.timestamp, e.id
""")


def steps(
    session: Session, columns: Columns, since: dt.datetime, until: dt.datetime
) -> dict[str, list[tuple[dt.datetime, int, Sequence[Any] | None]]]:
    """By kind the changes of several tables after one moment until another, the oldest first: when, of which thing, and
    these columns of the row it left, None where it was deleted.
    """
    [found] = together(session, _steps_query(columns)(since=since, until=until), flush=False)
    places = _places(columns)
    read: dict[str, list[Any]] = {kind: [] for kind in places}
    for at, kind, number, deleted, *values in found:
        read[kind].append((at, number, None if deleted else places[kind](values)))
    return read


@cache
def _steps_query(columns: Columns) -> Prepared:
    kinds = ", ".join(f"'{model.entity_type}'" for model, _ in columns)
    return Prepared(
        text(f"""
            SELECT e.timestamp, e.entity_type, e.entity_id, e.details->'after' = 'null', left_so.*
            FROM event_log e
            LEFT JOIN LATERAL jsonb_to_record(NULLIF(e.details->'after', 'null')) left_so({_shape_of(columns)}) ON true
            WHERE e.entity_type IN ({kinds}) AND e.timestamp > :since AND e.timestamp <= :until
            ORDER BY e.timestamp, e.id
        """)
    )


@cache
def _types(read: Columns) -> Mapping[str, type[Any]]:
    """All columns of several tables in one row: each leaves empty what it does not have. A column that several of them
    have is of the same type in each.
    """
    return {name: model for model, names in read for name in names}


def _shape_of(read: Columns) -> str:
    return ", ".join(_shape(model, [name]) for name, model in _types(read).items())


def _places(read: Columns) -> dict[str, itemgetter[Any]]:
    """By kind what takes its own columns out of such a row."""
    names = list(_types(read))
    return {model.entity_type: itemgetter(*map(names.index, own)) for model, own in read}


def _shape(model: type[Any], columns: Iterable[str]) -> str:
    return ", ".join(f"{name} {model.__table__.c[name].type.compile(_DIALECT)}" for name in columns)


def dates_of_releases(
    session: Session, releases: Iterable[int], until: dt.datetime | None = None
) -> dict[int, list[Dated]]:
    """The days that each of these releases was given, by its id, the oldest first."""
    [given] = together(session, _DATES_OF_RELEASES(releases=list(releases), until=until), flush=False)
    return _dated(given)


def _dated(given: Iterable[Sequence[Any]]) -> dict[int, list[Dated]]:
    dates: dict[int, list[Dated]] = {}
    for number, *told in given:
        dates.setdefault(number, []).append(Dated(*told))
    return dates


def _dates_query(which: str) -> Prepared:
    return Prepared(
        text(f"""
            SELECT entity_id, timestamp, user_id, CAST(details #>> '{{after,target_date}}' AS date),
                   details #>> '{{after,date_reason}}'
            FROM event_log e
            WHERE entity_type = 'release' AND {which} AND {TURNS}
              AND (details->'before' = 'null' OR details->'before' ? 'target_date') AND details->'after' <> 'null'
              AND timestamp <= {_UNTIL} AND {_STANDS}
            ORDER BY timestamp, id
        """)
    )


_DATES_OF_PROJECTS = _dates_query("project_id = ANY(CAST(:projects AS integer[]))")
_DATES_OF_RELEASES = _dates_query("entity_id = ANY(CAST(:releases AS integer[]))")
