"""Everything that can be spoken of by name, read for one message."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CompoundSelect, Select, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from language import Kind, Thing, World
from models import Feature, Idea, Project, Release, Risk


def known_things(session: Session, active_project_id: int | None) -> World:
    """All projects; features, releases, open ideas and risks of those not archived. One query."""
    rows = session.execute(_THINGS)
    things = tuple(Thing(cast("Kind", kind), number, name, home, project) for kind, number, name, home, project in rows)
    return World(things, active_project_id)


def _named(kind: str, model: Any, name: Any) -> Select[Any]:
    query = select(literal(kind), model.id, name, model.project_id, Project.name)
    return query.join(Project, Project.id == model.project_id).where(Project.status == "active")


_THINGS: CompoundSelect[Any] = union_all(
    select(literal("project"), Project.id, Project.name, null(), null()),
    _named("feature", Feature, Feature.name),
    _named("release", Release, Release.version),
    _named("risk", Risk, Risk.description).where(Risk.status == "open"),
    # An idea may belong to no project at all.
    select(literal("idea"), Idea.id, Idea.content, Idea.project_id, Project.name)
    .outerjoin(Project, Project.id == Idea.project_id)
    .where(Idea.converted_to_feature_id.is_(None), or_(Project.id.is_(None), Project.status == "active")),
)
