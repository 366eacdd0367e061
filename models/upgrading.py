"""`flask db`: Flask-Migrate's commands, loaded with Alembic when one is asked for and not in every web process.

Alembic takes megabytes that no message and no page ever needs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import click
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.local import LocalProxy

_NAME = "db"


def init_app(app: Flask, database: SQLAlchemy, folder: Path) -> None:
    """Add `flask db`, and what `flask_migrate.upgrade` looks for, for the migrations in this folder."""

    def load() -> None:
        """Flask-Migrate puts its own entry and its own commands in the place of those added here."""
        # Not above: Alembic takes megabytes of each web process.
        from flask_migrate import Migrate  # noqa: PLC0415

        Migrate(app, database, directory=str(folder), render_as_batch=False)

    def configured() -> Any:
        load()
        return app.extensions["migrate"]

    def group() -> click.Group:
        load()
        return cast("click.Group", app.cli.commands[_NAME])

    app.extensions["migrate"] = LocalProxy(configured)
    app.cli.add_command(_OnDemand(group), _NAME)


class _OnDemand(click.Command):
    """Stands for a group of commands until one of them is to be run."""

    def __init__(self, group: Callable[[], click.Group]) -> None:
        super().__init__(_NAME, help="Perform database migrations.")
        self._group = group

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        return self._group().make_context(info_name, args, parent, **extra)
