"""Runs the migrations inside the Flask application, with its engine and its models."""

from __future__ import annotations

from typing import Any

from alembic import context
from alembic.operations import MigrationScript
from flask import current_app
from sqlalchemy import Connection, delete, inspect, text
from sqlalchemy.dialects.postgresql import insert

from models import Base, MigrationInfo, db


def note_applied(ctx: Any, step: Any, **_: Any) -> None:
    """Keep a row in migrations_info for each revision that stands; Alembic calls this after each step."""
    connection: Connection = ctx.connection
    if not inspect(connection).has_table(MigrationInfo.__tablename__):
        return  # the first migration has just been taken back
    for revision in step.up_revisions:
        if step.is_upgrade:
            row = {"revision": revision.revision, "description": (revision.doc or "")[:200]}
            connection.execute(insert(MigrationInfo).values(**row).on_conflict_do_nothing())
        else:
            connection.execute(delete(MigrationInfo).where(MigrationInfo.revision == revision.revision))


def leave_out_empty(_: Any, __: Any, directives: list[MigrationScript]) -> None:
    """`flask db migrate` writes no file where nothing has changed."""
    operations = directives[0].upgrade_ops
    if operations is not None and operations.is_empty():
        directives[:] = []


def run() -> None:
    if context.is_offline_mode():
        raise SystemExit("Migrations run against a database: flask db upgrade, without --sql.")
    options: dict[str, Any] = dict(current_app.extensions["migrate"].configure_args)
    options["process_revision_directives"] = leave_out_empty
    # Each in a transaction of its own: one for all would keep every table locked until the last of them is done, and
    # turns under way would wait, or deadlock with it.
    options["transaction_per_migration"] = True
    with db.engine.connect() as connection:
        try:
            # A migration may take longer than any request is allowed to.
            connection.execute(text("SET statement_timeout = 0"))
            connection.commit()
            context.configure(
                connection=connection, target_metadata=Base.metadata, on_version_apply=note_applied, **options
            )
            with context.begin_transaction():
                context.run_migrations()
        finally:
            # No request may inherit that, so this connection never goes back to the pool.
            connection.invalidate()


run()
