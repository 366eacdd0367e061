"""Which tables are journalled, and how a row looks inside an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_dict
from sqlalchemy.sql.elements import NamedColumn

from models import Base, Dependency, Feature, Idea, Project, Release, Risk, UserContext

JOURNALLED: dict[str, type[Any]] = {
    model.entity_type: model for model in (Project, Release, Feature, Dependency, Idea, Risk, UserContext)
}
# Moments of the row itself: they follow from the event's time and never stand in the way of an undo.
BOOKKEEPING = frozenset({"created_at", "updated_at"})


def columns(model: type[Base]) -> Iterator[tuple[str, NamedColumn[Any]]]:
    """Attribute name and column of each column of a model, in table order."""
    for attribute in inspect(model).column_attrs:
        yield attribute.key, attribute.columns[0]


@cache
def _names(model: type[Base]) -> Sequence[str]:
    return [name for name, _ in columns(model)]


def has(row: Base, column: str) -> bool:
    return column in _names(type(row))


def stored(value: object) -> Any:
    """A column's value as it stands in an event: dates and moments in ISO 8601, moments in UTC."""
    if not isinstance(value, dt.date):
        return value
    return (value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value).isoformat()


def snapshot(row: Base) -> dict[str, Any]:
    """The whole row as {column: stored value}."""
    known = instance_dict(row)  # what is not read yet is left to the ORM
    return {name: stored(known[name] if name in known else getattr(row, name)) for name in _names(type(row))}


def revived(model: type[Base], values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values back as Python values; a column that has since been dropped is left out."""
    known = dict(columns(model))
    return {name: _revive(known[name], value) for name, value in values.items() if name in known}


def _revive(column: NamedColumn[Any], value: Any) -> Any:
    if isinstance(value, str):
        kind = column.type.python_type
        if kind is dt.datetime:
            return dt.datetime.fromisoformat(value)
        if kind is dt.date:
            return dt.date.fromisoformat(value)
    return value


def project_of(session: Session, row: Base) -> int | None:
    """The project under which an event of this row is listed; a dependency's is that of what has to wait."""
    if isinstance(row, Project):
        return row.id
    if isinstance(row, UserContext):
        return row.active_project_id
    if isinstance(row, Dependency):
        return session.get_one(Feature, row.blocked_feature_id).project_id
    project_id: int | None = getattr(row, "project_id", None)
    return project_id
