"""GET /health: whether this process can answer, for whoever watches over it."""

from __future__ import annotations

from functools import cache

from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from models import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> tuple[dict[str, str], int]:
    """200 with the database's revision; 503 when the database is away or not at the newest migration."""
    try:
        with db.engine.connect() as connection:
            revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:  # there is no such table yet
        return _unavailable("not migrated")
    except SQLAlchemyError:
        return _unavailable("away")
    if revision is None or revision in _outdated(current_app.extensions["migrate"].directory):
        return _unavailable("not migrated")
    return {"status": "ok", "database": "ok", "revision": revision}, 200


def _unavailable(database: str) -> tuple[dict[str, str], int]:
    return {"status": "unavailable", "database": database}, 503


@cache
def _outdated(folder: str) -> frozenset[str]:
    """The migrations before the newest one; read once, the files do not change under a running process.

    A revision these files do not know is a newer one: during a deploy the older app runs on the newer schema.
    """
    scripts = ScriptDirectory(folder)
    return frozenset(script.revision for script in scripts.walk_revisions()) - {scripts.get_current_head()}
