"""The tables as the contract has them, read from the migrated database itself, and what they refuse."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models import Base, Feature, MigrationInfo, Project, Release, Risk, User, UserContext, db, name_key, version_key

Rows = Callable[..., list[Any]]

# Table -> column -> type, "?" where null is allowed, "= default" where there is one.
CONTRACT: dict[str, dict[str, str]] = {
    "projects": {
        "id": "integer",
        "name": "character varying(200)",
        "description": "text?",
        "status": "character varying(50) = 'active'",
        "created_at": "timestamp with time zone = now()",
        "updated_at": "timestamp with time zone = now()",
    },
    "releases": {
        "id": "integer",
        "project_id": "integer",
        "version": "character varying(50)",
        "target_date": "date",
        "status": "character varying(50) = 'planned'",
        "created_at": "timestamp with time zone = now()",
        "updated_at": "timestamp with time zone = now()",
    },
    "features": {
        "id": "integer",
        "project_id": "integer",
        "name": "character varying(200)",
        "description": "text?",
        "status": "character varying(50) = 'backlog'",
        "status_reason": "text?",
        "assigned_teams": "text?",
        "assigned_po": "character varying(100)?",
        "release_id": "integer?",
        "created_at": "timestamp with time zone = now()",
        "updated_at": "timestamp with time zone = now()",
    },
    "dependencies": {
        "id": "integer",
        "blocker_feature_id": "integer",
        "blocked_feature_id": "integer",
        "created_at": "timestamp with time zone = now()",
    },
    "ideas": {
        "id": "integer",
        "project_id": "integer?",
        "content": "text",
        "converted_to_feature_id": "integer?",
        "created_at": "timestamp with time zone = now()",
        "updated_at": "timestamp with time zone = now()",
    },
    "risks": {
        "id": "integer",
        "project_id": "integer",
        "feature_id": "integer?",
        "severity": "character varying(50)",
        "description": "text",
        "mitigation": "text?",
        "status": "character varying(50) = 'open'",
        "created_at": "timestamp with time zone = now()",
        "updated_at": "timestamp with time zone = now()",
    },
    "event_log": {
        "id": "bigint",
        "user_id": "character varying(100)",
        "action": "character varying(100)",
        "entity_type": "character varying(50)",
        "entity_id": "integer",
        "project_id": "integer?",
        "message_id": "character varying(100)?",
        "timestamp": "timestamp with time zone = now()",
        "details": "jsonb",
        "created_at": "timestamp with time zone = now()",
    },
    "user_context": {
        "user_id": "character varying(100)",
        "active_project_id": "integer?",
        "updated_at": "timestamp with time zone = now()",
    },
    "processed_messages": {
        "message_id": "character varying(100)",
        "processed_at": "timestamp with time zone = now()",
        "reply": "jsonb?",
        "replied_at": "timestamp with time zone?",
    },
    "users": {
        "id": "integer",
        "telegram_id": "bigint",
        "username": "character varying(100)?",
        "full_name": "character varying(200)",
        "language": "character varying(10) = 'ru'",
        "is_active": "boolean = true",
        "created_at": "timestamp with time zone = now()",
        "updated_at": "timestamp with time zone = now()",
    },
}
COLUMNS = """
    SELECT format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = CAST(:table AS regclass) AND a.attname = :column AND NOT a.attisdropped
"""


@pytest.mark.parametrize("table, column", [(table, column) for table in CONTRACT for column in CONTRACT[table]])
def test_a_column_is_as_the_contract_has_it(rows: Rows, table: str, column: str) -> None:
    ((kind, required, default),) = rows(COLUMNS, table=table, column=column)

    told = kind + ("" if required else "?")
    if default and not default.startswith("nextval("):
        told += f" = {re.sub(r'::[a-z ]+$', '', default)}"
    assert told == CONTRACT[table][column]


CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = CAST(:table AS regclass) AND contype <> 'n' ORDER BY conname
"""
FOREIGN = "FOREIGN KEY ({}) REFERENCES {}(id)"
EXPECTED_CONSTRAINTS: dict[str, dict[str, str]] = {
    "projects": {"pk_projects": "PRIMARY KEY (id)", "uq_projects_name": "UNIQUE (name)"},
    "releases": {
        "pk_releases": "PRIMARY KEY (id)",
        "fk_releases_project_id_projects": FOREIGN.format("project_id", "projects") + " ON DELETE CASCADE",
        "uq_releases_project_id_version": "UNIQUE (project_id, version)",
    },
    "features": {
        "pk_features": "PRIMARY KEY (id)",
        "fk_features_project_id_projects": FOREIGN.format("project_id", "projects") + " ON DELETE CASCADE",
        "fk_features_release_id_releases": FOREIGN.format("release_id", "releases") + " ON DELETE SET NULL",
        "uq_features_project_id_name": "UNIQUE (project_id, name)",
    },
    "dependencies": {
        "pk_dependencies": "PRIMARY KEY (id)",
        "fk_dependencies_blocker_feature_id_features": FOREIGN.format("blocker_feature_id", "features")
        + " ON DELETE CASCADE",
        "fk_dependencies_blocked_feature_id_features": FOREIGN.format("blocked_feature_id", "features")
        + " ON DELETE CASCADE",
        "uq_dependencies_blocker_feature_id_blocked_feature_id": "UNIQUE (blocker_feature_id, blocked_feature_id)",
    },
    "ideas": {
        "pk_ideas": "PRIMARY KEY (id)",
        "fk_ideas_project_id_projects": FOREIGN.format("project_id", "projects") + " ON DELETE SET NULL",
        "fk_ideas_converted_to_feature_id_features": FOREIGN.format("converted_to_feature_id", "features")
        + " ON DELETE SET NULL",
    },
    "risks": {
        "pk_risks": "PRIMARY KEY (id)",
        "fk_risks_project_id_projects": FOREIGN.format("project_id", "projects") + " ON DELETE CASCADE",
        "fk_risks_feature_id_features": FOREIGN.format("feature_id", "features") + " ON DELETE CASCADE",
    },
    "event_log": {"pk_event_log": "PRIMARY KEY (id)"},
    "user_context": {
        "pk_user_context": "PRIMARY KEY (user_id)",
        "fk_user_context_active_project_id_projects": FOREIGN.format("active_project_id", "projects")
        + " ON DELETE SET NULL",
    },
    "processed_messages": {"pk_processed_messages": "PRIMARY KEY (message_id)"},
    "users": {"pk_users": "PRIMARY KEY (id)", "uq_users_telegram_id": "UNIQUE (telegram_id)"},
}


@pytest.mark.parametrize(
    "table, constraint", [(table, name) for table in EXPECTED_CONSTRAINTS for name in EXPECTED_CONSTRAINTS[table]]
)
def test_a_key_is_as_the_contract_has_it(rows: Rows, table: str, constraint: str) -> None:
    found = dict(map(tuple, rows(CONSTRAINTS, table=table)))

    assert found[constraint] == EXPECTED_CONSTRAINTS[table][constraint]


INDEXED = {
    "features": [["project_id"], ["status"], ["release_id"]],
    "event_log": [["user_id"], ["entity_type", "entity_id"], ["project_id"], ["timestamp"]],
    "users": [["is_active"]],
}
INDEXES = """
    SELECT array_agg(CAST(a.attname AS text) ORDER BY k.n)
    FROM pg_index i, unnest(CAST(i.indkey AS smallint[])) WITH ORDINALITY AS k(attnum, n), pg_attribute a
    WHERE i.indrelid = CAST(:table AS regclass) AND a.attrelid = i.indrelid AND a.attnum = k.attnum
    GROUP BY i.indexrelid
"""


@pytest.mark.parametrize(
    "table, columns", [(table, columns) for table in INDEXED for columns in INDEXED[table]], ids=str
)
def test_what_the_contract_wants_indexed_is_found_through_an_index(rows: Rows, table: str, columns: list[str]) -> None:
    """An index serves whoever asks for its first columns."""
    found = [list(names) for (names,) in rows(INDEXES, table=table)]

    assert any(names[: len(columns)] == columns for names in found), found


def test_each_foreign_key_is_found_through_an_index_so_that_deleting_its_target_is_quick(rows: Rows) -> None:
    keys = rows(
        """SELECT CAST(CAST(c.conrelid AS regclass) AS text), CAST(a.attname AS text)
           FROM pg_constraint c, pg_attribute a
           WHERE c.contype = 'f' AND a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"""
    )
    slow = [
        f"{table}.{column}"
        for table, column in keys
        if column not in {names[0] for (names,) in rows(INDEXES, table=table)}
    ]

    assert len(keys) > 10
    assert slow == []


PREFIX = {"p": "pk", "u": "uq", "f": "fk", "c": "ck"}


def test_every_constraint_is_named_for_its_kind_and_table(rows: Rows) -> None:
    found = rows(
        """SELECT CAST(c.contype AS text), CAST(t.relname AS text), CAST(c.conname AS text)
           FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
           WHERE n.nspname = 'public' AND c.contype <> 'n' AND t.relname <> 'alembic_version'"""
    )

    assert len(found) > 40
    assert [name for kind, table, name in found if not f"{name}_".startswith(f"{PREFIX[kind]}_{table}_")] == []


def test_every_index_of_its_own_is_named_for_its_table(rows: Rows) -> None:
    found = rows(
        """SELECT i.indisunique, CAST(t.relname AS text), CAST(c.relname AS text)
           FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
           JOIN pg_namespace n ON n.oid = t.relnamespace
           WHERE n.nspname = 'public' AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)"""
    )

    assert len(found) > 10
    wrong = [name for unique, table, name in found if not name.startswith(f"{'uq' if unique else 'idx'}_{table}_")]
    assert wrong == []


def test_every_moment_has_a_time_zone(rows: Rows) -> None:
    kinds = rows(
        """SELECT data_type, count(*) FROM information_schema.columns
           WHERE table_schema = 'public' AND data_type LIKE 'timestamp%' GROUP BY data_type"""
    )

    assert [kind for kind, _ in kinds] == ["timestamp with time zone"]
    assert kinds[0][1] > 20


def test_every_column_that_is_named_like_a_moment_is_one(rows: Rows) -> None:
    named = """SELECT DISTINCT data_type FROM information_schema.columns
               WHERE table_schema = 'public' AND (column_name LIKE '%\\_at' OR column_name = 'timestamp')"""

    assert rows(named) == [("timestamp with time zone",)]


def test_every_table_has_a_model(rows: Rows) -> None:
    tables = rows("SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = 'public'")

    assert {name for (name,) in tables} == {*Base.metadata.tables, "alembic_version"}


# What the database refuses whoever writes


@pytest.fixture
def world(rows: Rows) -> None:
    rows("INSERT INTO projects (name, name_key) VALUES ('Mobile', 'mobile')")
    for name in ("a", "b"):
        rows("INSERT INTO features (project_id, name, name_key) VALUES (1, :name, :name)", name=name)
    rows("INSERT INTO releases (project_id, version, version_key, target_date) VALUES (1, 'v1', '1', '2027-01-01')")
    rows("INSERT INTO users (telegram_id, full_name) VALUES (5000000017, 'Maria')")


INSERT = {
    "projects.status": "INSERT INTO projects (name, name_key, status) VALUES ('X', 'x', :value)",
    "features.status": "INSERT INTO features (project_id, name, name_key, status) VALUES (1, 'X', 'x', :value)",
    "releases.status": """INSERT INTO releases (project_id, version, version_key, target_date, status)
                          VALUES (1, 'X', 'x', '2027-01-01', :value)""",
    "risks.severity": "INSERT INTO risks (project_id, severity, description) VALUES (1, :value, 'X')",
    "risks.status": "INSERT INTO risks (project_id, severity, description, status) VALUES (1, 'low', 'X', :value)",
    "user_context.language": "INSERT INTO user_context (user_id, id, language) VALUES ('1', 1, :value)",
}
ALLOWED: dict[str, tuple[str, ...]] = {
    "projects.status": ("active", "archived"),
    "features.status": ("backlog", "in_progress", "blocked", "done", "cancelled"),
    "releases.status": ("planned", "released", "cancelled"),
    "risks.severity": ("low", "medium", "high", "critical"),
    "risks.status": ("open", "closed"),
    "user_context.language": ("ru", "en"),
}


@pytest.mark.parametrize("column, value", [(column, value) for column in ALLOWED for value in ALLOWED[column]])
def test_a_word_the_contract_knows_is_taken(world: None, rows: Rows, column: str, value: str) -> None:
    table, name = column.split(".")
    rows(INSERT[column], value=value)

    assert (value,) in rows(f"SELECT {name} FROM {table}")


@pytest.mark.parametrize("value", ["unknown", "", "Done", "ACTIVE"])
@pytest.mark.parametrize("column", ALLOWED)
def test_a_word_the_contract_does_not_know_is_refused(world: None, rows: Rows, column: str, value: str) -> None:
    with pytest.raises(IntegrityError, match=f"ck_{column.replace('.', '_')}"):
        rows(INSERT[column], value=value)


def test_the_words_a_model_offers_are_those_the_table_takes() -> None:
    offered = {
        "projects.status": Project.STATUSES,
        "features.status": Feature.STATUSES,
        "releases.status": Release.STATUSES,
        "risks.severity": Risk.SEVERITIES,
        "risks.status": Risk.STATUSES,
        "user_context.language": UserContext.LANGUAGES,
    }

    assert offered == ALLOWED


REFUSED = {
    "uq_projects_name_key": "INSERT INTO projects (name, name_key) VALUES ('MOBILE', 'mobile')",
    "uq_projects_name": "INSERT INTO projects (name, name_key) VALUES ('Mobile', 'other')",
    "uq_features_project_id_name": "INSERT INTO features (project_id, name, name_key) VALUES (1, 'a', 'other')",
    "uq_features_project_id_name_key": "INSERT INTO features (project_id, name, name_key) VALUES (1, 'A', 'a')",
    "uq_releases_project_id_version": """INSERT INTO releases (project_id, version, version_key, target_date)
                                         VALUES (1, 'v1', 'other', '2027-01-01')""",
    "uq_releases_project_id_version_key": """INSERT INTO releases (project_id, version, version_key, target_date)
                                             VALUES (1, '1', '1', '2027-01-01')""",
    "uq_dependencies_blocker_feature_id_blocked_feature_id": """
        INSERT INTO dependencies (blocker_feature_id, blocked_feature_id) VALUES (1, 2), (1, 2)""",
    "ck_dependencies_not_itself": "INSERT INTO dependencies (blocker_feature_id, blocked_feature_id) VALUES (1, 1)",
    "uq_users_telegram_id": "INSERT INTO users (telegram_id, full_name) VALUES (5000000017, 'Twin')",
    "pk_processed_messages": "INSERT INTO processed_messages (message_id) VALUES ('1'), ('1')",
    "fk_features_project_id_projects": "INSERT INTO features (project_id, name, name_key) VALUES (9, 'x', 'x')",
    "full_name": "INSERT INTO users (telegram_id) VALUES (7)",
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_what_must_not_be_is_refused(world: None, rows: Rows, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=f'"{constraint}"'):
        rows(REFUSED[constraint])


def test_one_feature_may_block_many_and_be_blocked_by_many(world: None, rows: Rows) -> None:
    rows("INSERT INTO features (project_id, name, name_key) VALUES (1, 'c', 'c')")
    rows("INSERT INTO dependencies (blocker_feature_id, blocked_feature_id) VALUES (1, 2), (1, 3), (2, 3)")

    assert rows("SELECT count(*) FROM dependencies") == [(3,)]


# What the models add


@pytest.mark.parametrize(
    "name, key",
    [
        ("Login", "login"),
        ("ВХОД", "вход"),
        ("Ёлка", "елка"),
        ("ЁЛКА", "елка"),
        ("  two \t words\n", "two words"),
        ("неразрывный\u00a0пробел", "неразрывный пробел"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_names_are_the_same_without_regard_to_case_yo_and_spaces(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    "version, key",
    [
        ("v2.0", "2.0"),
        ("V2.0", "2.0"),
        ("2.0", "2.0"),
        ("v. 2.0", "2.0"),
        ("v 2", "2"),
        ("Весна", "весна"),
        ("vanilla", "vanilla"),
        ("v", "v"),
        ("2.0v", "2.0v"),
    ],
)
def test_a_version_is_the_same_with_and_without_its_v(version: str, key: str) -> None:
    assert version_key(version) == key


@pytest.mark.parametrize("letter", ["Ё", "ß", "İ", "ﬃ"])
def test_the_longest_names_have_room_for_their_keys_even_where_folding_makes_them_longer(
    world: None, rows: Rows, letter: str
) -> None:
    """`casefold` makes two letters of ß, and three of ﬃ: no letter becomes more."""
    name, version = letter * 200, letter * 50
    rows("INSERT INTO projects (name, name_key) VALUES (:name, :key)", name=name, key=name_key(name))
    rows("INSERT INTO features (project_id, name, name_key) VALUES (1, :name, :key)", name=name, key=name_key(name))
    rows(
        "INSERT INTO releases (project_id, version, version_key, target_date) VALUES (1, :name, :key, '2027-01-01')",
        name=version,
        key=version_key(version),
    )

    assert rows("SELECT count(*) FROM projects") == [(2,)]


def test_no_letter_becomes_more_than_three_when_folded() -> None:
    assert max(len(name_key(chr(code))) for code in range(sys.maxunicode + 1)) == 3


def test_a_name_sets_its_key(app: Flask) -> None:
    assert Project(name="Ёлка").name_key == "елка"
    assert Feature(name="Ёлка").name_key == "елка"
    assert Release(version="V2.0").version_key == "2.0"


def test_a_persons_name_in_the_journal_is_their_telegram_id(app: Flask) -> None:
    assert User(telegram_id=5_000_000_017).journal_id == "5000000017"


LIMITS = {"lock_timeout": "5s", "statement_timeout": "15s", "idle_in_transaction_session_timeout": "30s"}


@pytest.mark.parametrize("setting, value", [*LIMITS.items(), ("TimeZone", "UTC"), ("application_name", "radar")])
def test_every_connection_has_its_limits(app: Flask, setting: str, value: str) -> None:
    with db.engine.connect() as connection:
        assert connection.execute(text(f"SHOW {setting}")).scalar() == value


def test_what_people_write_stays_out_of_error_messages(app: Flask, rows: Rows) -> None:
    rows("INSERT INTO projects (name, name_key) VALUES ('x', 'x')")
    with db.engine.connect() as connection, pytest.raises(IntegrityError) as failure:
        connection.execute(text("INSERT INTO projects (name, name_key) VALUES (:name, 'x')"), {"name": "a secret plan"})

    assert "a secret plan" not in str(failure.value)


def test_each_applied_migration_is_told_in_words(app: Flask) -> None:
    with db.session() as session:
        told = session.query(MigrationInfo).order_by(MigrationInfo.revision).all()

    assert told[0].description == "All tables"
    assert all(info.applied_at.tzinfo is not None for info in told)
