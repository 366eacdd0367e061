"""`flask understand "…"`: how a sentence is understood, step by step, against the names in the database."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from config import Settings
from handlers.world import known_things
from language import Thing, Understanding, explain
from models import Project, db


@click.command("understand")
@click.argument("text")
@click.option("--project", help="The active project; without it: all projects.")
@with_appcontext
def understand_command(text: str, project: str | None) -> None:
    """Print how TEXT is understood: its words, names, cues, the reading, the decision, and how long it took."""
    settings: Settings = current_app.extensions["settings"]
    active = db.session.scalar(select(Project.id).where(Project.name == project)) if project else None
    if project and active is None:
        raise click.ClickException(f"There is no project “{project}”.")
    today = dt.datetime.now(settings.timezone).date()
    known = known_things(db.session(), active)
    explain(text, known, today)  # the first message of a process also reads the dictionary: it is not timed
    begin = time.perf_counter()
    understanding = explain(text, known, today)
    taken = (time.perf_counter() - begin) * 1000
    for line in told(understanding):
        click.echo(line)
    click.echo(f"took:     {taken:.1f} ms")


def told(understanding: Understanding) -> Iterator[str]:
    """The steps of an understanding, a line each."""
    s = understanding.sentence
    yield f"text:     {s.text}"
    for mention in s.mentions:
        names = ", ".join(f"{t.kind} “{t.name}”" for t in mention.things)
        yield f"name:     {s.text[mention.start : mention.end]} = {'' if mention.whole else 'part of '}{names}"
    for moment in s.moments:
        yield f"moment:   {s.text[moment.start : moment.end]} = {_shown(moment)}"
    for cue in s.cues:
        if cue.kind != "filler":
            yield f"cue:      {s.said(cue)} = {cue.kind.rstrip('_')} ({cue.language})"
    for draft in understanding.drafts:
        kept = f", kept from being done: {draft.kept}" if draft.kept else ""
        yield f"read as:  {draft.intent} by {draft.rule}{kept}"
    yield f"decision: {_shown(understanding.meaning)}"


def _shown(value: Any) -> str:
    if isinstance(value, Thing):
        return f"{value.kind} “{value.name}”"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if hasattr(value, "__dataclass_fields__"):
        inside = ", ".join(f"{f.name}={_shown(getattr(value, f.name))}" for f in fields(value))
        return f"{type(value).__name__}({inside})"
    return str(value)
