"""How things stood at the moment a page shows: rows from the tables, or from the log where the moment is past.

A row is as it stands in an event: days and moments in ISO 8601.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.tables import JOURNALLED, columns, stored
from journal.turns import rows_as_of
from models import Dependency, Feature, Idea, Project, Release, Risk
from web.as_of import AsOf
from web.filters import LARGEST_ID

Row = Mapping[str, Any]
Rows = dict[int, Row]


@dataclass(frozen=True, slots=True)
class Standing:
    """A project with all that is in it, each thing by its id.

    `neighbours` are features of other projects that one of its features waits for or holds up; `homes` are the
    names of all these projects.
    """

    project: Row
    features: Rows
    releases: Rows
    risks: Rows
    ideas: Rows
    dependencies: Rows
    neighbours: Rows
    homes: dict[int, str]

    def feature(self, number: int) -> Row:
        return self.features.get(number) or self.neighbours[number]

    def blockers(self, number: int) -> list[Row]:
        """What a feature waits for, the finished ones included."""
        return [self.feature(d["blocker_feature_id"]) for d in self._pairs if d["blocked_feature_id"] == number]

    def waiting(self, number: int) -> list[Row]:
        return [self.feature(d["blocked_feature_id"]) for d in self._pairs if d["blocker_feature_id"] == number]

    @property
    def _pairs(self) -> list[Row]:
        return list(self.dependencies.values())


def thing_then(session: Session, moment: AsOf, kind: str, number: int) -> Row | None:
    """One thing's row, if it was there."""
    return _rows(session, moment, JOURNALLED[kind], ids=[number]).get(number) if number <= LARGEST_ID else None


def all_rows(session: Session, moment: AsOf, model: type[Any]) -> Rows:
    """Every row of a table, the oldest first."""
    return _rows(session, moment, model)


def standing(session: Session, moment: AsOf, project_id: int) -> Standing:
    """A project that was there, in a constant number of queries."""
    read = partial(_rows, session, moment)
    features = read(Feature, projects=[project_id])
    # All there are: one may reach from a project to another, and they are few.
    dependencies = {n: row for n, row in read(Dependency).items() if not _ends(row).isdisjoint(features)}
    neighbours = read(Feature, ids={end for row in dependencies.values() for end in _ends(row)} - set(features))
    projects = read(Project, ids={project_id, *(row["project_id"] for row in neighbours.values())})
    return Standing(
        project=projects[project_id],
        features=features,
        releases=read(Release, projects=[project_id]),
        risks=read(Risk, projects=[project_id]),
        ideas=read(Idea, projects=[project_id]),
        dependencies=dependencies,
        neighbours=neighbours,
        homes={number: row["name"] for number, row in projects.items()},
    )


def _ends(dependency: Row) -> set[int]:
    return {dependency["blocker_feature_id"], dependency["blocked_feature_id"]}


def _rows(
    session: Session,
    moment: AsOf,
    model: type[Any],
    *,
    projects: Collection[int] | None = None,
    ids: Collection[int] | None = None,
) -> Rows:
    """Rows of one table, the oldest first: of some projects, or of some ids, or all."""
    names = [name for name, _ in columns(model)]
    if moment.past is None:
        query = select(*(column for _, column in columns(model))).order_by(model.id)
        query = query if projects is None else query.where(model.project_id.in_(projects))
        found: Iterable[Any] = session.execute(query if ids is None else query.where(model.id.in_(ids)))
    else:
        found = rows_as_of(session, model, names, moment.past, projects=projects, ids=ids)
    rows = (dict(zip(names, map(stored, row), strict=True)) for row in found)
    # The log also finds what was in a project before and has left it.
    return {row["id"]: row for row in rows if projects is None or row["project_id"] in projects}
