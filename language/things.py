"""What can be spoken of by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["project", "feature", "release", "idea", "risk"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A project, feature, release, idea or risk known by name; `project` is the name of what it belongs to."""

    kind: Kind
    id: int
    name: str
    project_id: int | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True)
class World:
    """All that is known by name, and the project the person is in (None: all projects)."""

    things: tuple[Thing, ...] = field(default=())
    active_project_id: int | None = None
