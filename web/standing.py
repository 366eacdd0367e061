"""How things stood at the moment a page shows: rows from the tables, or from the log where the moment is past.

A row is as it stands in an event: days and moments in ISO 8601.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from journal import Filter, as_of, history
from journal.tables import JOURNALLED, columns, stored
from models import Dependency, Feature, Idea, Project, Release, Risk
from web.as_of import AsOf
from web.filters import LARGEST_ID
from web.history import up_to

Row = Mapping[str, Any]
Rows = dict[int, Row]
_KINDS = ("project", "feature", "release", "risk", "idea", "dependency")


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
    if number > LARGEST_ID:
        return None
    if moment.past is None:
        return _rows(session, JOURNALLED[kind], JOURNALLED[kind].id == number).get(number)
    last = history(session, up_to(moment, Filter(entity=f"{kind}:{number}")), 1)
    return last[0].details["after"] if last else None


def standing(session: Session, moment: AsOf, project_id: int) -> Standing:
    """A project that was there, in a constant number of queries."""
    return _then(session, moment, project_id) if moment.past else _now(session, project_id)


def _now(session: Session, project_id: int) -> Standing:
    own = select(Feature.id).where(Feature.project_id == project_id)
    features = _rows(session, Feature, Feature.project_id == project_id)
    dependencies = _rows(
        session, Dependency, or_(Dependency.blocker_feature_id.in_(own), Dependency.blocked_feature_id.in_(own))
    )
    neighbours = _rows(session, Feature, Feature.id.in_(_ends(dependencies) - set(features)))
    homes = {project_id, *(row["project_id"] for row in neighbours.values())}
    projects = _rows(session, Project, Project.id.in_(homes))
    return Standing(
        project=projects[project_id],
        features=features,
        releases=_rows(session, Release, Release.project_id == project_id),
        risks=_rows(session, Risk, Risk.project_id == project_id),
        ideas=_rows(session, Idea, Idea.project_id == project_id),
        dependencies=dependencies,
        neighbours=neighbours,
        homes={number: row["name"] for number, row in projects.items()},
    )


def _then(session: Session, moment: AsOf, project_id: int) -> Standing:
    there: dict[str, Rows] = {kind: {} for kind in _KINDS}
    for (kind, number), row in sorted(as_of(session, moment.moment, _KINDS).items()):
        if row is not None:
            there[kind][number] = row
    own = {
        kind: {n: row for n, row in rows.items() if row.get("project_id") == project_id} for kind, rows in there.items()
    }
    dependencies = {n: row for n, row in there["dependency"].items() if _ends({n: row}) & set(own["feature"])}
    neighbours = {n: there["feature"][n] for n in sorted(_ends(dependencies) - set(own["feature"]))}
    return Standing(
        project=there["project"][project_id],
        features=own["feature"],
        releases=own["release"],
        risks=own["risk"],
        ideas=own["idea"],
        dependencies=dependencies,
        neighbours=neighbours,
        homes={number: row["name"] for number, row in there["project"].items()},
    )


def _ends(dependencies: Rows) -> set[int]:
    return {row[end] for row in dependencies.values() for end in ("blocker_feature_id", "blocked_feature_id")}


def _rows(session: Session, model: type[Any], *where: Any) -> Rows:
    """Rows of one table, past the ORM, the oldest first."""
    names = [name for name, _ in columns(model)]
    query = select(*(column for _, column in columns(model))).where(*where).order_by(model.id)
    rows = (dict(zip(names, map(stored, row), strict=True)) for row in session.execute(query))
    return {row["id"]: row for row in rows}
