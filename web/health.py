"""GET /health: whether this process can answer, for whoever watches over it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from flask import Blueprint, current_app
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from models import db

blueprint = Blueprint("health", __name__)
_BEFORE = re.compile(r"^down_revision\b[^=\n]*=(.*)$", re.MULTILINE)  # one, several in brackets, or None
_QUOTED = re.compile(r"""(["'])(\w+)\1""")


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
    if revision is None or revision in _outdated(current_app.root_path):
        return _unavailable("not migrated")
    return {"status": "ok", "database": "ok", "revision": revision}, 200


def _unavailable(database: str) -> tuple[dict[str, str], int]:
    return {"status": "unavailable", "database": database}, 503


@cache
def _outdated(root: str) -> frozenset[str]:
    """The migrations that another one comes after; read once, the files do not change under a running process.

    Read as text: Alembic, which would load them, takes megabytes that a process never gives back. A revision these
    files do not know is a newer one: during a deploy the older app runs on the newer schema.
    """
    files = Path(root, "migrations", "versions").glob("*.py")
    before = (said for file in files for said in _BEFORE.findall(file.read_text("utf-8")))
    return frozenset(revision for said in before for _, revision in _QUOTED.findall(said))
