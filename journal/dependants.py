"""What hangs on a row: the rows that its foreign keys would drag along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.tables import JOURNALLED, columns
from models import Base


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key of a journalled table: `model.column` points to `target`."""

    model: type[Any]
    column: str
    target: type[Any]
    cascades: bool  # ON DELETE CASCADE, else SET NULL


def _links() -> Iterator[Link]:
    by_table = {model.__table__: model for model in JOURNALLED.values()}
    for model in JOURNALLED.values():
        for name, column in columns(model):
            for key in column.foreign_keys:
                target = by_table.get(key.column.table)
                if target is not None:
                    yield Link(model, name, target, cascades=key.ondelete == "CASCADE")


LINKS = tuple(_links())


def links_to(model: type[Base]) -> list[Link]:
    return [link for link in LINKS if link.target is model]


def links_from(model: type[Base]) -> list[Link]:
    return [link for link in LINKS if link.model is model]


def hanging(session: Session, link: Link, ids: Sequence[int]) -> Sequence[Any]:
    """The rows that point through this link to one of the ids, locked, in order of id."""
    column = getattr(link.model, link.column)
    return locked(session, select(link.model).where(column.in_(ids)).order_by(link.model.id))


def locked(session: Session, query: Any) -> Sequence[Any]:
    """The rows of a query, locked, and as they stand now: the session may have read them before the lock."""
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
