"""A big world in an embedded PostgreSQL: twenty projects in work, and years of projects long archived.

The log is written first, by the database itself, and the tables are made of each thing's last event, so that
`journal.verify` finds no difference. The same sizes always make the same world, with its last event a moment ago.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, text

from app import create_app
from config import load_settings
from models import db
from models.embedded import remove_embedded, start_embedded

PROJECTS = 20
FINISHED = 25  # features of each project that are done, at least: enough for a forecast
EVENTS_EACH = 50  # of a feature in work
EVENTS_PAST = 25  # of a feature of an archived project
ARCHIVED_SIZE = 200  # features of an archived project


@dataclass(frozen=True, slots=True)
class Sizes:
    """How big: `unfinished` features of the projects in work, and about how many events in the log."""

    unfinished: int = 200
    events: int = 0

    @property
    def active(self) -> int:
        """All features of the projects in work: for two unfinished ones, one that is done."""
        return self.unfinished + max(FINISHED * PROJECTS, self.unfinished // 2)

    @property
    def past(self) -> int:
        """Features of archived projects: what is left of the events."""
        return max(0, self.events - self.active * EVENTS_EACH) // EVENTS_PAST


@contextmanager
def big_world(sizes: Sizes) -> Iterator[Flask]:
    """The application, with its context, on a database of its own that is deleted in the end.

    About 25,000 events are written a second.
    """
    with tempfile.TemporaryDirectory(prefix="radar-bench-") as folder:
        server = Path(folder) / "postgres"
        url = start_embedded(server, durable=False)
        app = create_app(load_settings({"DATABASE_URL": url, "ENVIRONMENT": "development"}, Path(folder)))
        with app.app_context():
            upgrade()
            fill(sizes)
            yield app
            db.session.remove()
            db.engine.dispose()
        remove_embedded(server)


def fill(sizes: Sizes) -> None:
    """Write the world into the empty database of the current application."""
    with db.engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
        indexes = _without_indexes(connection)
        connection.execute(text(_FUNCTIONS))
        known = {"projects": PROJECTS, "active": sizes.active, "unfinished": sizes.unfinished, "past": sizes.past}
        known |= {"each": EVENTS_EACH, "each_past": EVENTS_PAST, "size": ARCHIVED_SIZE}
        for statement in (_STEPS_OF_PROJECTS, _STEPS_OF_FEATURES, *_REST, *_TABLES):
            connection.execute(text(statement), known)
        for definition in indexes:
            connection.execute(text(definition))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _without_indexes(connection: Connection) -> list[str]:
    """Drop the log's indexes, which are made anew faster than they grow; returns what makes them.

    One stays: by it each event finds the one before it, with which it is sealed.
    """
    needed = "indexname LIKE 'pk%' OR indexname = 'idx_event_log_entity_type_entity_id'"
    query = f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'event_log' AND NOT ({needed})"
    rows = connection.execute(text(query)).all()
    for name, _ in rows:
        connection.execute(text(f'DROP INDEX "{name}"'))
    return [definition for _, definition in rows]


# What happened stands in the temporary table `steps`: each step of each thing with the row it left. The log is
# these steps in the order of time.
_FUNCTIONS = """
CREATE FUNCTION pg_temp.told(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') $$;
CREATE FUNCTION pg_temp.ago(days numeric, salt bigint) RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT now() - make_interval(secs => (days * 86400)::bigint + 60) + make_interval(secs => (salt % 999 + 1) / 1e6) $$;
"""
_STEPS_OF_PROJECTS = """
CREATE TEMP TABLE steps ON COMMIT DROP AS
WITH known AS (
    SELECT n AS id, n > :projects AS archived, (CASE WHEN n > :projects THEN 'Архив ' ELSE 'Проект ' END) || n AS name
    FROM generate_series(1, :projects + (:past + :size - 1) / :size) n
)
SELECT 'project' AS kind, id::integer, id::integer AS project, k, at,
       CASE k WHEN 1 THEN 'created' ELSE 'status_updated' END AS action,
       CASE k WHEN 2 THEN jsonb_build_object('status', 'active',
                                             'updated_at', pg_temp.told(pg_temp.ago(4000, id))) END AS before,
       jsonb_build_object('id', id, 'name', name, 'name_key', lower(name), 'description', null,
                          'status', CASE k WHEN 1 THEN 'active' ELSE 'archived' END,
                          'created_at', pg_temp.told(pg_temp.ago(4000, id)), 'updated_at', pg_temp.told(at)) AS after
FROM known, generate_series(1, CASE WHEN archived THEN 2 ELSE 1 END) k,
     -- archived as soon as its last feature was done
     LATERAL (SELECT pg_temp.ago(CASE k WHEN 1 THEN 4000
                                 ELSE 339 + ((id - :projects - 1) * :size + 1) * 3400.0 / greatest(:past, 1)
                                 END, id) AS at) moments
"""
# A feature walks along a path of statuses; the steps between tell its description anew.
_STEPS_OF_FEATURES = """
INSERT INTO steps
WITH features AS (
    SELECT n::integer AS id, ((n - 1) % :projects + 1)::integer AS project, :each AS steps, n <= :unfinished AS open,
           CASE WHEN n > :unfinished THEN '{backlog,in_progress,blocked,in_progress,done}'
                ELSE (ARRAY['{backlog}', '{backlog,in_progress}', '{backlog,in_progress,blocked}',
                            '{backlog,in_progress,blocked,in_progress}',
                            '{backlog,in_progress,done,in_progress}'])[n / :projects % 5 + 1] END::text[] AS path,
           -- days ago: the first step, and the last
           20 + n * 7 % 150 + (CASE WHEN n > :unfinished THEN 5 ELSE 0 END) AS began,
           CASE WHEN n > :unfinished THEN n * 7 % 150 + 1 ELSE n * 11 % 19 END AS ended
    FROM generate_series(1, :active) n
    UNION ALL
    SELECT (:active + n)::integer, (:projects + 1 + (n - 1) / :size)::integer, :each_past, false,
           '{backlog,in_progress,blocked,in_progress,done}', 400 + n * 3400.0 / :past, 340 + n * 3400.0 / :past
    FROM generate_series(1, :past) n
), taken AS (
    SELECT f.*, k, path[1 + (k - 1) * cardinality(path) / steps] AS status,
           CASE WHEN k > 1 THEN path[1 + (k - 2) * cardinality(path) / steps] END AS old_status,
           pg_temp.ago(began - (began - ended) * (k - 1.0) / (steps - 1), id::bigint * 31 + k) AS at,
           pg_temp.ago(began - (began - ended) * (k - 2.0) / (steps - 1), id::bigint * 31 + k - 1) AS old_at,
           pg_temp.ago(began, id::bigint * 31 + 1) AS made
    FROM features f, generate_series(1, steps) k
), worded AS (
    SELECT *, status IS DISTINCT FROM old_status AS turned, k - (k - 1) * cardinality(path) / steps AS words FROM taken
)
SELECT 'feature', id, project, k, at,
       CASE WHEN k = 1 THEN 'created' WHEN turned THEN 'status_updated' ELSE 'description_updated' END,
       CASE WHEN k = 1 THEN NULL WHEN turned
                 THEN jsonb_build_object('status', old_status, 'updated_at', pg_temp.told(old_at))
            ELSE jsonb_build_object('description', 'Шаг ' || words - 1, 'updated_at', pg_temp.told(old_at)) END,
       jsonb_build_object('id', id, 'project_id', project, 'name', 'Фича ' || id, 'name_key', 'фича ' || id,
                          'description', 'Шаг ' || words, 'status', status,
                          'status_reason', null,
                          'assigned_teams', CASE WHEN id % 3 = 0 THEN 'Платежи, Бэкенд' END,
                          'assigned_po', CASE WHEN id % 4 > 0 THEN 'Анна Иванова' END,
                          'release_id', CASE WHEN open AND id / :projects % 3 < 2
                                             THEN (project - 1) * 2 + 1 + id / :projects % 3 END,
                          'aside_until', null, 'aside_reason', null,
                          'created_at', pg_temp.told(made), 'updated_at', pg_temp.told(at))
FROM worded
"""
_REST = (
    # Two releases a project, each moved twice: the first time with a reason.
    """
    INSERT INTO steps
    WITH moves AS (
        SELECT n::integer AS id, ((n - 1) / 2 + 1)::integer AS project, k,
               pg_temp.ago(200 - k * 40, n * 7 + k) AS at, pg_temp.ago(200 - (k - 1) * 40, n * 7 + k - 1) AS old_at,
               pg_temp.ago(160, n * 7 + 1) AS made,
               current_date + (n * 5 % 40)::integer - 3 - (3 - k) * 14 AS day,
               CASE WHEN k = 2 THEN 'ждём подрядчика' END AS why
        FROM generate_series(1, :projects * 2) n, generate_series(1, 3) k
    )
    SELECT 'release', id, project, k, at, CASE k WHEN 1 THEN 'created' ELSE 'target_date_updated' END,
           CASE WHEN k > 1 THEN jsonb_build_object('target_date', day - 14, 'date_reason',
                                                   CASE WHEN k = 3 THEN 'ждём подрядчика' END,
                                                   'updated_at', pg_temp.told(old_at)) END,
           jsonb_build_object('id', id, 'project_id', project, 'version', 'v' || id || '.0', 'version_key', id || '.0',
                              'target_date', day, 'date_reason', why, 'status', 'planned', 'aside_until', null,
                              'aside_reason', null, 'created_at', pg_temp.told(made), 'updated_at', pg_temp.told(at))
    FROM moves
    """,
    # Of ten features in work one has a risk, and two wait for another of their project.
    """
    INSERT INTO steps
    SELECT 'risk', r, r * 9 % :projects + 1, 1, at, 'created', NULL,
           jsonb_build_object('id', r, 'project_id', r * 9 % :projects + 1, 'feature_id', r * 9 + 1,
                              'severity', (ARRAY['low', 'medium', 'high', 'critical'])[r % 4 + 1],
                              'description', 'Риск ' || r, 'mitigation', null, 'status', 'open',
                              'created_at', pg_temp.told(at), 'updated_at', pg_temp.told(at))
    FROM generate_series(1, :unfinished / 10) r, LATERAL (SELECT pg_temp.ago(10, r) AS at) moments
    """,
    """
    INSERT INTO steps
    SELECT 'dependency', d, (d * 9 / 2 - 1) % :projects + 1, 1, at, 'created', NULL,
           jsonb_build_object('id', d, 'blocker_feature_id', d * 9 / 2, 'blocked_feature_id', d * 9 / 2 + :projects,
                              'created_at', pg_temp.told(at))
    FROM generate_series(1, (:unfinished - :projects) / 5) d, LATERAL (SELECT pg_temp.ago(9, d) AS at) moments
    """,
    """
    INSERT INTO event_log
        (user_id, action, entity_type, entity_id, project_id, message_id, timestamp, details, undoes_id, created_at)
    SELECT (1000 + id % 7)::text, kind || '_' || action, kind, id, project, 'bench:' || id || ':' || k, at,
           jsonb_build_object('before', before, 'after', after), NULL, at
    FROM steps ORDER BY at, kind, id, k
    """,
)
_TABLES = tuple(
    f"""
    INSERT INTO {table} SELECT r.* FROM (
        SELECT DISTINCT ON (id) after FROM steps WHERE kind = '{kind}' ORDER BY id, k DESC
    ) last, jsonb_populate_record(NULL::{table}, after) r
    """
    for table, kind in (
        ("projects", "project"),
        ("releases", "release"),
        ("features", "feature"),
        ("dependencies", "dependency"),
        ("risks", "risk"),
    )
) + tuple(
    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) + 1 FROM {table}), false)"
    for table in ("projects", "releases", "features", "dependencies", "risks")
)
