"""Taking steps back and forth: `before` is written back as a new event that names the one it undoes.

A step is everything one message did. An event is live until another one undoes it; a redo is the undo of an
undo. Which is which shows in the action: `feature_undone`, `feature_redone`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from journal.dependants import hanging, links_from, links_to
from journal.record import Gone, Journal
from journal.tables import BOOKKEEPING, JOURNALLED, revived, stored
from models import Base, EventLog, UserContext

_UNDONE, _REDONE = "undone", "redone"


class NothingToTakeBack(Exception):
    """There is no such step, or it has been taken back already."""


@dataclass
class InTheWay(Exception):
    """A later change keeps the step from being taken back; `event` is that change, where it can be named."""

    event: EventLog | None


def last_step(session: Session, user_id: str) -> str | None:
    """The message of this person's last step that still stands, undos left out."""
    # The empty context that comes with a person's first message is not something they did.
    kind = and_(EventLog.action.not_like(f"%\\_{_UNDONE}"), EventLog.action != "user_context_created")
    return _last_message(session, user_id, kind)


def last_undo(session: Session, user_id: str) -> str | None:
    """The message of this person's last undo that has not been taken back itself."""
    return _last_message(session, user_id, EventLog.action.like(f"%\\_{_UNDONE}"))


def _last_message(session: Session, user_id: str, kind: Any) -> str | None:
    return session.scalar(
        select(EventLog.message_id)
        .where(EventLog.user_id == user_id, kind, _is_live())
        .order_by(EventLog.id.desc())
        .limit(1)
    )


def _is_live() -> Any:
    later = aliased(EventLog)
    return ~exists().where(later.undoes_id == EventLog.id)


def take_back(journal: Journal, message_id: str) -> list[EventLog]:
    """Undo one step (or redo it, when the step is an undo); returns the events taken back, oldest first.

    All or nothing: raises InTheWay and leaves the transaction to be rolled back to its savepoint, or
    NothingToTakeBack.
    """
    events = live_events(journal.session, message_id)
    if not events:
        raise NothingToTakeBack
    action = _REDONE if events[0].action.endswith(f"_{_UNDONE}") else _UNDONE
    with journal.session.begin_nested():
        for event in reversed(events):
            _take_back_one(journal, event, action)
    return events


def live_events(session: Session, message_id: str) -> list[EventLog]:
    """The events of one message that nothing has undone, oldest first."""
    return list(
        session.scalars(
            select(EventLog).where(EventLog.message_id == message_id, _is_live()).order_by(EventLog.id)
        )
    )


def _take_back_one(journal: Journal, event: EventLog, action: str) -> None:
    model, row = _locked(journal.session, event)
    before, after = event.details["before"], event.details["after"]
    if after is None:
        if row is not None:
            raise InTheWay(_latest(journal.session, event.entity_type, event.entity_id))
        _restore(journal, model, event, action)
    elif row is None:
        raise InTheWay(_latest(journal.session, event.entity_type, event.entity_id))
    elif before is None:
        _uncreate(journal, event, row, action)
    else:
        _write_back(journal, event, row, action)


def _locked(session: Session, event: EventLog) -> tuple[type[Base], Any]:
    model = JOURNALLED[event.entity_type]
    return model, session.scalar(
        select(model)
        .where(model.id == event.entity_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _restore(journal: Journal, model: type[Base], event: EventLog, action: str) -> None:
    values = event.details["before"]
    for link in links_from(model):
        parent_id = values.get(link.column)
        if parent_id is not None and journal.session.get(link.target, parent_id) is None:
            raise InTheWay(_latest(journal.session, link.target.entity_type, parent_id))
    try:
        with journal.session.begin_nested():
            journal.restore(model, values, action=action, undoes=event.id)
    except IntegrityError as error:
        raise InTheWay(_namesake(journal.session, model, values)) from error


def _uncreate(journal: Journal, event: EventLog, row: Base, action: str) -> None:
    changed = [c for c, v in event.details["after"].items() if c not in BOOKKEEPING and stored(getattr(row, c)) != v]
    if changed:
        raise InTheWay(_latest(journal.session, event.entity_type, event.entity_id))
    for link in links_to(type(row), cascades=True):
        if children := hanging(journal.session, link, [event.entity_id]):
            raise InTheWay(_latest(journal.session, link.model.entity_type, children[-1].id))
    journal.delete(row, action=action, undoes=event.id)


def _write_back(journal: Journal, event: EventLog, row: Base, action: str) -> None:
    before, after = event.details["before"], event.details["after"]
    values = {c: v for c, v in before.items() if c not in BOOKKEEPING}
    standing = [c for c in values if stored(getattr(row, c)) != after[c]]
    if standing and isinstance(row, UserContext):
        # Whoever has moved on to another project since is not pulled back.
        values = {}
    elif standing:
        raise InTheWay(_latest_of(journal.session, event, standing))
    try:
        with journal.session.begin_nested():
            journal.change(row, revived(type(row), values), action=action, undoes=event.id)
    except IntegrityError as error:
        raise InTheWay(_rival(journal.session, type(row), {**after, **values})) from error
    except Gone as error:
        raise InTheWay(_latest(journal.session, event.entity_type, event.entity_id)) from error


def _latest(session: Session, entity_type: str, entity_id: int) -> EventLog | None:
    return session.scalar(
        select(EventLog)
        .where(EventLog.entity_type == entity_type, EventLog.entity_id == entity_id)
        .order_by(EventLog.id.desc())
        .limit(1)
    )


def _latest_of(session: Session, event: EventLog, columns: list[str]) -> EventLog | None:
    """The last event that changed one of these columns of the event's thing."""
    return session.scalar(
        select(EventLog)
        .where(
            EventLog.entity_type == event.entity_type,
            EventLog.entity_id == event.entity_id,
            EventLog.id > event.id,
            EventLog.details["before"].has_any(columns),  # type: ignore[attr-defined]
        )
        .order_by(EventLog.id.desc())
        .limit(1)
    )


def _rival(session: Session, model: type[Base], values: dict[str, Any]) -> EventLog | None:
    """What keeps these values out: the parent that is gone, or the thing that bears the name now."""
    for link in links_from(model):
        parent_id = values.get(link.column)
        if parent_id is not None and session.get(link.target, parent_id) is None:
            return _latest(session, link.target.entity_type, parent_id)
    return _namesake(session, model, values)


def _namesake(session: Session, model: Any, values: dict[str, Any]) -> EventLog | None:
    key = next((c for c in ("name_key", "version_key") if c in values), None)
    if key is None:
        return None
    same = [getattr(model, key) == values[key], model.id != values["id"]]
    if "project_id" in values:
        same.append(model.project_id == values["project_id"])
    row_id = session.scalar(select(model.id).where(and_(*same)))
    return _latest(session, model.entity_type, row_id) if row_id is not None else None
