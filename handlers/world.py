"""Everything that can be spoken of by name, read once and remembered until a name changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from language import Thing, World
from models import Feature, Idea, Project, Release, Risk
from models.name_change import names_seen


@dataclass(frozen=True, slots=True)
class Known:
    """All projects; features, releases, open ideas and risks of those not archived, as one snapshot shows them."""

    seen: str  # the database and the snapshot, or an earlier one
    things: tuple[Thing, ...]
    projects: Mapping[int, str]  # every project's name by its id


@dataclass
class Memory:
    """What one process remembers of the names between two messages.

    Threads share it: whoever asks whether it still holds (`models.name_change`) takes `known` first, and keeps to that.
    """

    known: Known | None = None  # None: nothing has been read yet

    def renew(self, session: Session) -> Known:
        """Read the names anew. Not where the session's transaction has changed one: that may never be committed."""
        self.known = read_names(session)
        return self.known


def read_names(session: Session) -> Known:
    """The names as they stand. Two queries, the snapshot first: what comes between them is read once more."""
    seen = session.scalars(select(names_seen())).one()
    rows = session.execute(_THINGS)
    things = tuple(Thing(kind, number, name, home, project) for kind, number, name, home, project in rows)
    return Known(seen, things, {thing.id: thing.name for thing in things if thing.kind == "project"})


def known_things(session: Session, active_project_id: int | None) -> World:
    """The names as they stand, for one who is in this project."""
    return World(read_names(session).things, active_project_id)


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
