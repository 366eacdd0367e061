"""What things were at a moment and how they came to be so, read for many at once out of a long log.

Steps taken back never happened here: neither they nor their undoing. One thing's events stand in the order of
time, so that its moments alone say which came last. Each function takes one query, whose statements are fixed:
putting one together would take longer than running it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from models import Base
from models.event import TURNS

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
EVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)  # later than anything
_UNTIL = "COALESCE(CAST(:until AS timestamptz), 'infinity')"
# One set, looked up for each row: steps are seldom taken back.
_STANDS = f"e.id NOT IN (SELECT undoes_id FROM event_log WHERE undoes_id IS NOT NULL AND timestamp <= {_UNTIL})"


class Course(NamedTuple):
    """How a feature came to its status: when it was first in progress, since when it has the status it has, and the
    changes since a moment as [when, old, new].
    """

    started: dt.datetime | None
    since: dt.datetime
    recent: Sequence[Sequence[str]]


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
    kind = f"entity_type = '{model.entity_type}'"
    within = "AND project_id = ANY(CAST(:projects AS integer[]))" if in_projects else ""
    there = f"SELECT DISTINCT entity_id FROM event_log WHERE {kind} {within} AND {TURNS} AND timestamp <= :until"
    if by_id:
        there = "SELECT DISTINCT unnest(CAST(:ids AS integer[])) AS entity_id"
    shape = ", ".join(f"{name} {model.__table__.c[name].type.compile(_DIALECT)}" for name in columns)
    return text(f"""
        SELECT known.* FROM ({there}) wanted, LATERAL (
            SELECT details->'after' AS after FROM event_log e
            WHERE e.{kind} AND e.entity_id = wanted.entity_id AND e.timestamp <= :until
            ORDER BY e.timestamp DESC, e.id DESC LIMIT 1
        ) last, LATERAL jsonb_to_record(last.after) AS known({shape})
        WHERE last.after <> 'null' ORDER BY wanted.entity_id
    """)


def courses(
    session: Session, projects: Iterable[int], recent: dt.datetime, until: dt.datetime | None = None
) -> dict[int, Course]:
    """The course of each feature of these projects that is not deleted, by its id; its changes since `recent`."""
    rows = session.connection().execute(_COURSES, {"projects": list(projects), "recent": recent, "until": until})
    return {
        number: Course(started, since, [change for _, *change in sorted(recent)] if recent else ())
        for number, started, since, recent in rows.all()
    }


# A deletion has no status after it. The few recent changes are put in order here: sorting all rows for their sake
# would take longer than reading them.
_COURSES = text(f"""
    SELECT entity_id, min(timestamp) FILTER (WHERE details #>> '{{after,status}}' = 'in_progress'), max(timestamp),
           jsonb_agg(jsonb_build_array(id, timestamp, details #> '{{before,status}}', details #> '{{after,status}}'))
               FILTER (WHERE timestamp >= :recent AND details #> '{{before,status}}' IS NOT NULL)
    FROM event_log e
    WHERE entity_type = 'feature' AND project_id = ANY(CAST(:projects AS integer[])) AND {TURNS}
      AND timestamp <= {_UNTIL} AND {_STANDS}
    GROUP BY entity_id HAVING bool_and(details #>> '{{after,status}}' IS NOT NULL)
""")


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
    session: Session, kind: str, column: str, projects: Iterable[int], until: dt.datetime
) -> dict[int, list[Change]]:
    """Every value that `status` or `target_date` of these projects' things of a kind was given, the oldest first."""
    given: dict[int, list[Change]] = {}
    known = {
        "kind": kind, "path": ["after", column], "column": column, "projects": list(projects), "until": until
    }  # fmt: skip
    for number, *change in session.connection().execute(_CHANGES, known).all():
        given.setdefault(number, []).append(Change(*change))
    return given


_CHANGES = text(f"""
    SELECT e.entity_id, e.timestamp, u.timestamp, e.details #>> CAST(:path AS text[]), e.user_id,
           e.details #>> '{{after,date_reason}}'
    FROM (
        SELECT * FROM event_log
        WHERE entity_type = :kind AND project_id = ANY(CAST(:projects AS integer[])) AND {TURNS} AND timestamp <= :until
    ) e
    LEFT JOIN event_log u ON u.undoes_id = e.id
    WHERE (e.details->'before' = 'null' OR e.details->'before' ? :column) AND e.details->'after' <> 'null'
    ORDER BY e.timestamp, e.id
""")


def steps(
    session: Session, kinds: Iterable[str], since: dt.datetime, until: dt.datetime
) -> Sequence[tuple[dt.datetime, str, int, Any]]:
    """Each change after one moment until another: when, of what kind, of which thing, and the row it left."""
    known = {"kinds": list(kinds), "since": since, "until": until}
    return [tuple(row) for row in session.connection().execute(_STEPS, known).all()]


_STEPS = text("""
    SELECT timestamp, entity_type, entity_id, details->'after' FROM event_log
    WHERE timestamp > :since AND timestamp <= :until AND entity_type = ANY(CAST(:kinds AS text[]))
    ORDER BY timestamp, id
""")


def dates_of_projects(
    session: Session, projects: Iterable[int], until: dt.datetime | None = None
) -> dict[int, list[Dated]]:
    """The days that each release of these projects was given, by its id, the oldest first."""
    return _dates(session, _DATES_OF_PROJECTS, projects, until)


def dates_of_releases(
    session: Session, releases: Iterable[int], until: dt.datetime | None = None
) -> dict[int, list[Dated]]:
    """The same of these releases."""
    return _dates(session, _DATES_OF_RELEASES, releases, until)


def _dates(
    session: Session, query: TextClause, numbers: Iterable[int], until: dt.datetime | None
) -> dict[int, list[Dated]]:
    dates: dict[int, list[Dated]] = {}
    for number, *given in session.connection().execute(query, {"numbers": list(numbers), "until": until}).all():
        dates.setdefault(number, []).append(Dated(*given))
    return dates


def _dates_query(column: str) -> TextClause:
    return text(f"""
        SELECT entity_id, timestamp, user_id, CAST(details #>> '{{after,target_date}}' AS date),
               details #>> '{{after,date_reason}}'
        FROM event_log e
        WHERE entity_type = 'release' AND {column} = ANY(CAST(:numbers AS integer[])) AND {TURNS}
          AND (details->'before' = 'null' OR details->'before' ? 'target_date') AND details->'after' <> 'null'
          AND timestamp <= {_UNTIL} AND {_STANDS}
        ORDER BY timestamp, id
    """)


_DATES_OF_PROJECTS, _DATES_OF_RELEASES = _dates_query("project_id"), _dates_query("entity_id")
