"""The command line: `flask demo`."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from config import Settings
from demo.fill import Made, NotEmpty, fill
from demo.story import StoryError, load
from journal import now
from models import db

_KINDS = {
    "project": "projects",
    "release": "releases",
    "feature": "features",
    "dependency": "dependencies",
    "idea": "ideas",
    "risk": "risks",
}


def register(app: Flask) -> None:
    app.cli.add_command(demo)


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with a sample world and its history."""
    settings: Settings = current_app.extensions["settings"]
    if settings.production:
        raise click.ClickException("The demo is for a desk: in production its events would stay in the log for ever.")
    today = now().astimezone(settings.timezone).date()
    try:
        made = fill(db.session(), load(), today, settings.timezone)
        db.session.commit()
    except NotEmpty as refusal:
        click.echo(str(refusal))  # what was asked for is there: no failure for make to report
        return
    except StoryError as refusal:
        raise click.ClickException(str(refusal)) from None
    finally:
        db.session.rollback()  # after the commit there is nothing left to roll back
    click.echo(_summary(made))
    click.echo(_next(settings))


def _summary(made: Made) -> str:
    rows = ", ".join(f"{made.rows[kind]} {name}" for kind, name in _KINDS.items())
    return f"Made {rows}: {made.events} events from {made.first:%d.%m.%Y} to {made.last:%d.%m.%Y}."


def _next(settings: Settings) -> str:
    say = "say: Что горит? · Где риск? · Что изменилось за неделю? · Что горело в пятницу? · Отмени последнее"
    here = settings.public_url
    return f"Next: make run, unless it runs already; open {here}/chat and {say}\nThe radar: {here}/"
