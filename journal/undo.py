"""Taking steps back and forth: `before` is written back as a new event that names the one it undoes.

A step is everything one message did. An event is live until another one undoes it; a redo is the undo of an
undo. Which is which shows in the action: `feature_undone`, `feature_redone`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import UniqueConstraint, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from journal.circles import circle
from journal.dependants import hanging, links_from, links_to, locked
from journal.record import Journal
from journal.tables import BOOKKEEPING, JOURNALLED, revived, snapshot
from models import Base, Dependency, EventLog, UserContext

_UNDONE, _REDONE = "undone", "redone"


class NothingToTakeBack(Exception):
    """There is no such step, or it has been taken back already."""


@dataclass(eq=False)
class InTheWay(Exception):
    """A later change keeps the step from being taken back; `event` is that change, where it can be named."""

    event: EventLog | None


def last_step(session: Session, user_id: str) -> str | None:
    """The message of this person's last step that still stands, undos left out."""
    return _last_message(session, user_id, EventLog.action.not_like(f"%\\_{_UNDONE}"))


def last_undo(session: Session, user_id: str) -> str | None:
    """The message of this person's last undo that has not been taken back itself."""
    return _last_message(session, user_id, EventLog.action.like(f"%\\_{_UNDONE}"))


def last_is_taking_back(session: Session, user_id: str) -> bool:
    """Whether what this person did last and still stands is an undo or a redo."""
    action = session.scalar(
        select(EventLog.action).where(EventLog.user_id == user_id, _is_live()).order_by(EventLog.id.desc()).limit(1)
    )
    return action is not None and action.endswith((f"_{_UNDONE}", f"_{_REDONE}"))


def _last_message(session: Session, user_id: str, kind: Any) -> str | None:
    return session.scalar(
        select(EventLog.message_id)
        .where(EventLog.user_id == user_id, kind, _is_live())
        .order_by(EventLog.id.desc())
        .limit(1)
    )


def _is_live() -> Any:
    later = aliased(EventLog)
    # The empty context that comes with a person's first message is not something they did.
    return and_(~exists().where(later.undoes_id == EventLog.id), EventLog.action != "user_context_created")


def take_back(journal: Journal, message_id: str) -> list[EventLog]:
    """Undo one step (or redo it, when the step is an undo); returns the events taken back, oldest first.

    All or nothing, and once: of two at the same time the second finds nothing. Raises NothingToTakeBack or
    InTheWay, and has then changed nothing.
    """
    session = journal.session
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(message_id, 0))))
    events = live_events(session, message_id)
    if not events:
        raise NothingToTakeBack
    with journal.savepoint():
        _Step(journal, events).take_back()
    return events


def live_events(session: Session, message_id: str) -> list[EventLog]:
    """The events of one message that nothing has undone, oldest first."""
    return list(
        session.scalars(select(EventLog).where(EventLog.message_id == message_id, _is_live()).order_by(EventLog.id))
    )


def taken_back(session: Session, ids: Sequence[int]) -> set[int]:
    """Those of these events that another one has undone."""
    return set(session.scalars(select(EventLog.undoes_id).where(EventLog.undoes_id.in_(ids))))


class _Step:
    """One step on its way back, newest event first; neighbours of one kind go together."""

    def __init__(self, journal: Journal, events: Sequence[EventLog]) -> None:
        self.journal, self.session, self.events = journal, journal.session, events
        # Whether switching a context is all that this step did.
        self.alone = {event.entity_type for event in events} == {UserContext.entity_type}
        self.rows: dict[tuple[str, int], Any] = {}  # as they stand, locked

    def take_back(self) -> None:
        for kind, ids in _ids(self.events).items():
            model = JOURNALLED[kind]
            found = locked(self.session, select(model).where(model.id.in_(ids)).order_by(model.id))
            self.rows |= {(kind, row.id): row for row in found}
        restored: list[Dependency] = []
        for group in _groups(reversed(self.events)):
            before, after = group[0].details["before"], group[0].details["after"]
            self._refuse_unless_there(group, there=after is not None)
            if after is None:
                rows = self._restore(group)
                restored += [row for row in rows if isinstance(row, Dependency)]
            elif before is None:
                self._uncreate(group)
            else:
                self._write_back(group)
        self._refuse_circles(restored)

    def _refuse_unless_there(self, group: Sequence[EventLog], *, there: bool) -> None:
        for event in group:
            if ((event.entity_type, event.entity_id) in self.rows) is not there:
                raise InTheWay(_last_event(self.session, event.entity_type, event.entity_id))

    def _restore(self, group: Sequence[EventLog]) -> Sequence[Base]:
        model = JOURNALLED[group[0].entity_type]
        values = [event.details["before"] for event in group]
        rows: list[Base] = [model(**revived(model, row)) for row in values]
        with self._or_in_the_way(model, values):
            self.journal.add(rows, action=_back(group[0]), undoes=[event.id for event in group])
        self.rows |= {(event.entity_type, event.entity_id): row for event, row in zip(group, rows, strict=True)}
        return rows

    def _uncreate(self, group: Sequence[EventLog]) -> None:
        rows = [self.rows.pop((event.entity_type, event.entity_id)) for event in group]
        for event, row in zip(group, rows, strict=True):
            if standing := _differing(row, event.details["after"]):
                raise InTheWay(_last_event(self.session, event.entity_type, event.entity_id, columns=standing))
        for link in links_to(type(rows[0])):
            # Whoever is in the project now just finds themselves outside; anything else would be lost.
            if link.model is not UserContext and (left := hanging(self.session, link, [row.id for row in rows])):
                raise InTheWay(_last_event(self.session, link.model.entity_type, left[-1].id, columns=[link.column]))
        self.journal.remove(rows, action=_back(group[0]), undoes=[event.id for event in group])

    def _write_back(self, group: Sequence[EventLog]) -> None:
        rows = [self.rows[event.entity_type, event.entity_id] for event in group]
        values = [self._old_values(event, row) for event, row in zip(group, rows, strict=True)]
        with self._or_in_the_way(type(rows[0]), [snapshot(r) | v for r, v in zip(rows, values, strict=True)]):
            self.journal.rewrite(rows, values, action=_back(group[0]), undoes=[event.id for event in group])

    def _old_values(self, event: EventLog, row: Base) -> dict[str, Any]:
        before, after = event.details["before"], event.details["after"]
        values = {c: v for c, v in revived(type(row), before).items() if c not in BOOKKEEPING}
        standing = _differing(row, {c: after[c] for c in values})
        if isinstance(row, UserContext) and not self.alone:
            # Whoever has moved on to another project since is not pulled back, nor into one that is gone.
            return {} if standing or _missing_parent(self.session, type(row), values) else values
        if standing:
            raise InTheWay(_last_event(self.session, event.entity_type, event.entity_id, columns=standing))
        return values

    @contextmanager
    def _or_in_the_way(self, model: type[Any], wanted: Sequence[dict[str, Any]]) -> Iterator[None]:
        """Tells, where the database refuses these values, what keeps them out."""
        try:
            with self.journal.savepoint():
                yield
        except IntegrityError as error:
            obstacles = (_obstacle(self.session, model, values) for values in wanted)
            raise InTheWay(next((event for event in obstacles if event), None)) from error

    def _refuse_circles(self, restored: Sequence[Dependency]) -> None:
        """A dependency that comes back may close a circle with those added since."""
        if found := circle(self.session, restored):
            later = found - {row.id for row in restored}
            raise InTheWay(_last_event(self.session, Dependency.entity_type, *later))


def _ids(events: Iterable[EventLog]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {}
    for event in events:
        ids.setdefault(event.entity_type, []).append(event.entity_id)
    return ids


def _groups(events: Iterable[EventLog]) -> Iterator[list[EventLog]]:
    """Neighbours that do the same to things of one type, each thing once: one change may rest on another."""
    for _, same in groupby(events, key=_kind):
        group: dict[int, EventLog] = {}
        for event in same:
            if event.entity_id in group:
                yield list(group.values())
                group = {}
            group[event.entity_id] = event
        yield list(group.values())


def _kind(event: EventLog) -> tuple[str, bool, bool, str]:
    return event.entity_type, event.details["before"] is None, event.details["after"] is None, _back(event)


def _back(event: EventLog) -> str:
    """What taking this event back is called; one step may hold an undo and a change of its own."""
    return _REDONE if event.action.endswith(f"_{_UNDONE}") else _UNDONE


def _differing(row: Base, values: dict[str, Any]) -> list[str]:
    """The columns whose value is no longer the one given."""
    current = snapshot(row)
    return [c for c, v in values.items() if c in current and c not in BOOKKEEPING and current[c] != v]


def _last_event(session: Session, entity_type: str, *ids: int, columns: Iterable[str] = ()) -> EventLog | None:
    """The last event of these things; with columns, the last that set one of them."""
    query = select(EventLog).where(EventLog.entity_type == entity_type, EventLog.entity_id.in_(ids))
    if columns:
        before = EventLog.details["before"]
        query = query.where(or_(func.jsonb_typeof(before) == "null", before.has_any(array(columns))))
    return session.scalar(query.order_by(EventLog.id.desc()).limit(1))


def _obstacle(session: Session, model: type[Any], values: dict[str, Any]) -> EventLog | None:
    """What keeps a row with these values out: a thing it points to that is gone, or another in its place."""
    if gone := _missing_parent(session, model, values):
        return _last_event(session, *gone)
    for constraint in model.__table__.constraints:
        if isinstance(constraint, UniqueConstraint):
            same = [column == values.get(column.name) for column in constraint.columns]
            rival = session.scalar(select(model.id).where(*same, model.id != values["id"]))
            if rival is not None:
                return _last_event(session, model.entity_type, rival)
    return None


def _missing_parent(session: Session, model: type[Base], values: dict[str, Any]) -> tuple[str, int] | None:
    for link in links_from(model):
        number = values.get(link.column)
        if number is not None and session.scalar(select(link.target.id).where(link.target.id == number)) is None:
            return link.target.entity_type, number
    return None
