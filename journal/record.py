"""The only door for a change: it edits the row and writes the event, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session, make_transient

from journal.dependants import hanging, links_to
from journal.guard import door
from journal.tables import BOOKKEEPING, project_of, revived, snapshot, stored
from models import Base, EventLog


class Gone(Exception):
    """The row was deleted by someone else before this change came to it."""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Journal:
    """Writes the changes of one message of one person.

    `message_id` is what the events have in common: they are taken back together. `clock` gives the moment of
    each event; it is read when the row is already locked, so that one thing's events stand in the order of time.
    """

    def __init__(
        self, session: Session, user_id: str, message_id: str, clock: Callable[[], dt.datetime] = now
    ) -> None:
        self.session, self.user_id, self.message_id, self.clock = session, user_id, message_id, clock
        self.written: list[dict[str, Any]] = []  # the events of this message so far, as they were inserted

    def create(self, row: Base, *, action: str = "created", undoes: int | None = None) -> None:
        """Add a new row. Raises IntegrityError where a constraint forbids it."""
        moment = self.clock()
        for column in BOOKKEEPING:
            if column == "updated_at" or getattr(row, column, moment) is None:
                setattr(row, column, moment)
        with door(self.session):
            self.session.add(row)
            self.session.flush()
            self._write([_event(row, action, moment, None, snapshot(row), undoes)])

    def change(self, row: Base, values: Mapping[str, Any], *, action: str = "", undoes: int | None = None) -> bool:
        """Set columns to new values; the first one names the action (`feature_status_updated`).

        Returns False, and writes nothing, where every value stands already (an undo writes its event even then).
        Raises Gone where the row is no more.
        """
        self._lock(row)
        moment = self.clock()
        before = {c: stored(getattr(row, c)) for c, v in values.items() if getattr(row, c) != v}
        if not before and undoes is None:
            return False
        # A name sets its key with it: what changed is what differs afterwards, not only what was asked for.
        old = snapshot(row)
        with door(self.session):
            for column, value in values.items():
                setattr(row, column, value)
            if before and "updated_at" in old:
                row.updated_at = moment  # type: ignore[attr-defined]
            self.session.flush()
            after = snapshot(row)
            before = {c: v for c, v in old.items() if after[c] != v}
            self._write([_event(row, action or f"{next(iter(values))}_updated", moment, before, after, undoes)])
        return True

    def delete(self, row: Base, *, action: str = "", undoes: int | None = None) -> None:
        """Delete a row and, each with its own event, all that would go or be cleared with it.

        The database would do the same by itself (ON DELETE), but then no event would tell of it.
        """
        self._lock(row)
        self._delete_all([row], action, undoes)

    def _delete_all(self, rows: Sequence[Base], action: str, undoes: int | None = None) -> None:
        model, ids = type(rows[0]), [row.id for row in rows]  # type: ignore[attr-defined]
        for link in links_to(model, cascades=True):
            if children := hanging(self.session, link, ids):
                self._delete_all(children, action)
        for link in links_to(model, cascades=False):
            for child in hanging(self.session, link, ids):
                self.change(child, {link.column: None}, action=action)
        moment = self.clock()
        with door(self.session):
            events = [_event(row, action or "deleted", moment, snapshot(row), None, undoes) for row in rows]
            for row in rows:
                self.session.delete(row)
            self.session.flush()
            for row in rows:
                make_transient(row)
            self._write(events)

    def restore(self, model: type[Base], values: Mapping[str, Any], *, action: str, undoes: int) -> None:
        """Bring a deleted row back with its old id. Raises IntegrityError where its place is taken."""
        self.create(model(**revived(model, values)), action=action, undoes=undoes)

    def _lock(self, row: Base) -> None:
        try:
            self.session.refresh(row, with_for_update=True)
        except InvalidRequestError as error:
            raise Gone from error

    def _write(self, events: list[dict[str, Any]]) -> None:
        who = {"user_id": self.user_id, "message_id": self.message_id}
        self.session.execute(insert(EventLog), [event | who for event in events])
        self.written += events


def _event(
    row: Base,
    action: str,
    moment: dt.datetime,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    undoes: int | None,
) -> dict[str, Any]:
    kind: str = row.entity_type  # type: ignore[attr-defined]
    return {
        "action": f"{kind}_{action}",
        "entity_type": kind,
        "entity_id": row.id,  # type: ignore[attr-defined]
        "project_id": project_of(row),
        "timestamp": moment,
        "details": {"before": before, "after": after},
        "undoes_id": undoes,
    }
