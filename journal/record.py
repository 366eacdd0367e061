"""The only door for a change: it edits the row and writes the event, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, inspect, select, update
from sqlalchemy.orm import Session, make_transient

from journal.dependants import hanging, links_to, locked
from journal.guard import OWED, door
from journal.tables import columns, has, project_of, snapshot, stored
from models import Base, EventLog
from models.prepared import Prepared, Ready
from models.trip import as_read, together

Change = tuple[dict[str, Any] | None, dict[str, Any] | None]  # before, after
Undoes = Sequence[int | None]  # the event that each row's event takes back; empty: none takes back any
_EVENT = Prepared(
    insert(EventLog)
    .values(
        {
            name: bindparam(name, type_=EventLog.__table__.c[name].type)
            for name in "user_id message_id action entity_type entity_id project_id timestamp details undoes_id".split()
        }
    )
    .inline()  # nobody asks for the number it gets
)


@cache
def _holding(model: type[Any]) -> Prepared:
    """The statement that reads and locks a row of this model."""
    read = select(*(column for _, column in columns(model))).where(model.id == bindparam("number")).with_for_update()
    return Prepared(read)


@cache
def _changing(model: type[Any], names: tuple[str, ...]) -> Prepared:
    """The statement that sets these columns of one row."""
    values = {name: bindparam(name, type_=model.__table__.c[name].type) for name in names}
    (key,) = inspect(model).primary_key
    return Prepared(update(model).where(key == bindparam("own_key")).values(values))


class Gone(Exception):
    """The row was deleted by someone else before this change came to it."""


class Overtaken(Exception):
    """Somebody else has changed the row since it was read: what is about to be said of it is no longer so."""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Journal:
    """Writes the changes of one message of one person.

    `message_id` is what the events have in common: they are taken back together. `clock` gives the moment of
    each event; it is read when the row is already locked, so that one thing's events stand in the order of
    time. `patient`: changes of rows and events wait for the session's next statement, or for whoever takes them by
    `owed` and sends them together with the end of the transaction; a constraint then speaks up no earlier. What
    it changes must be as it was read, else Overtaken is raised: its caller begins anew, and tells how things stand.
    """

    def __init__(
        self,
        session: Session,
        user_id: str,
        message_id: str,
        clock: Callable[[], dt.datetime] = now,
        *,
        patient: bool = False,
    ) -> None:
        self.session, self.user_id, self.message_id, self.clock = session, user_id, message_id, clock
        self.written: list[dict[str, Any]] = []  # the events of this message so far, as they were inserted
        self._patient = patient
        self._waiting: list[Ready] = []  # changes of rows, each before its event
        self._put_off_rows: list[Base] = []  # those whose change the session takes for written
        self._held: set[Base] = set()

    def hold(self, model: type[Any], number: int) -> Any | None:
        """The row, locked before anything is decided about it; None where there is none.

        For a command that is sure to change it: the row is then read and locked at once, not one after the other.
        """
        self._write()  # else the row would be read as it was before its own changes
        [found] = together(self.session, _holding(model)(number=number))  # type: ignore[arg-type]
        if not found:
            return None
        row = as_read(model, found[0])
        if inspect(row).key in self.session.identity_map:  # the session keeps the object, with the values just read
            row = self.session.merge(row, load=False)
        else:
            self.session.add(row)
        self._held.add(row)
        return row

    def owed(self) -> list[Ready]:
        """What still waits, for the caller to send."""
        self.session.info.pop(OWED, None)
        waiting, self._waiting = self._waiting, []
        return waiting

    def create(self, row: Base, *, action: str = "created") -> None:
        """Add a new row. Raises IntegrityError where a constraint forbids it."""
        self.add([row], action=action)

    def change(self, row: Base, values: Mapping[str, Any], *, action: str = "") -> bool:
        """Set columns to new values; the first one names the action (`feature_status_updated`).

        Returns False, and writes nothing, where every value stands already. Raises Gone where the row is no
        more.
        """
        self._lock(row)
        if all(getattr(row, column) == value for column, value in values.items()):
            return False
        self.rewrite([row], [values], action=action or f"{next(iter(values))}_updated")
        return True

    def delete(self, row: Base, *, action: str = "deleted") -> None:
        """Delete a row and, each with its own event, all that would go or be cleared with it.

        The database would do the same by itself (ON DELETE), but then no event would tell of it. Raises Gone
        where the row is no more.
        """
        self._lock(row)
        self.remove([row], action=action)

    # The same for many rows of one type, which are locked already.

    def add(self, rows: Sequence[Base], *, action: str, undoes: Undoes = ()) -> None:
        moment = self.clock()
        with door(self.session):
            for row in rows:
                for column in ("created_at", "updated_at"):
                    # A row that is brought back keeps the moment it first came to be.
                    if has(row, column) and (column == "updated_at" or getattr(row, column) is None):
                        setattr(row, column, moment)
            self.session.add_all(rows)
            self.session.flush()
            self._tell(rows, action, moment, [(None, snapshot(row)) for row in rows], undoes)

    def rewrite(
        self, rows: Sequence[Base], values: Sequence[Mapping[str, Any]], *, action: str, undoes: Undoes = ()
    ) -> None:
        """Each row gets its event, even with no change."""
        moment = self.clock()
        with door(self.session):
            old = [snapshot(row) for row in rows]
            for row, new in zip(rows, values, strict=True):
                for column, value in new.items():
                    setattr(row, column, value)
                if has(row, "updated_at") and self.session.is_modified(row):
                    row.updated_at = moment  # type: ignore[attr-defined]
            if self._patient:
                after = [self._put_off(row, was) for row, was in zip(rows, old, strict=True)]
            else:
                self.session.flush()
                after = [snapshot(row) for row in rows]
            changes = [_difference(*both) for both in zip(old, after, strict=True)]
            self._tell(rows, action, moment, changes, undoes)

    def remove(self, rows: Sequence[Base], *, action: str, undoes: Undoes = ()) -> None:
        ids = [row.id for row in rows]  # type: ignore[attr-defined]
        for link in links_to(type(rows[0])):
            children = hanging(self.session, link, ids)
            if children and link.cascades:
                self.remove(children, action=action)
            elif children:
                cleared = f"{link.column}_updated" if action == "deleted" else action
                self.rewrite(children, [{link.column: None}] * len(children), action=cleared)
        moment = self.clock()
        with door(self.session):
            changes: list[Change] = [(snapshot(row), None) for row in rows]
            for row in rows:
                self.session.delete(row)
            self.session.flush()
            for row in rows:
                make_transient(row)  # a reply may still read its name
            self._tell(rows, action, moment, changes, undoes)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """All the changes made inside, or none of them."""
        self._write()
        before, held = len(self.written), set(self._held)
        outer, self._put_off_rows = self._put_off_rows, []
        try:
            with self.session.begin_nested():
                yield
                self._write()  # releasing the savepoint is a statement too, and comes too late for one of ours
        except BaseException:
            del self.written[before:]
            self._waiting, self._held = [], held  # the locks go with the changes
            self._read_anew()
            raise
        finally:
            self._put_off_rows += outer  # a savepoint around this one may be taken back still

    def _read_anew(self) -> None:
        """Rows whose change is taken back: the session does not know that they were changed at all."""
        for row in self._put_off_rows:
            if row in self.session:
                self.session.expire(row)

    def _lock(self, row: Base) -> None:
        self.session.flush()  # the guard refuses what was edited by hand; reading the row anew would hide it
        if row in self._held and row in self.session:
            return
        identity = inspect(row).identity
        if identity is None or row not in self.session:
            raise Gone
        (key,) = inspect(type(row)).primary_key
        seen = dict(inspect(row).dict)
        if not locked(self.session, select(type(row)).where(key == identity[0])):
            raise Gone
        if self._patient and any(seen.get(name, known) != known for name, known in inspect(row).dict.items()):
            raise Overtaken

    def _tell(
        self, rows: Sequence[Base], action: str, moment: dt.datetime, changes: Sequence[Change], undoes: Undoes
    ) -> None:
        """Append one event for each row."""
        events = [self._event(row, action, moment, *change) for row, change in zip(rows, changes, strict=True)]
        for event, undone in zip(events, undoes or [None] * len(rows), strict=True):
            event["undoes_id"] = undone
        self.written += events
        self._waiting += [_EVENT(**event) for event in events]
        if self._patient:
            self.session.info[OWED] = self._write
        else:
            self._write()

    def _write(self) -> None:
        """Send what waits. Perhaps in the middle of a flush: whoever flushes asks the database, too."""
        if waiting := self.owed():
            together(self.session, *waiting, flush=False)

    def _put_off(self, row: Base, old: Mapping[str, Any]) -> dict[str, Any]:
        """Have the change of a row wait for its event; to the session the row is as it will be then.

        Returns the row as it is after the change.
        """
        state = inspect(row)
        changed = {name: getattr(row, name) for name in state.committed_state}
        if changed:
            self._put_off_rows.append(row)
            key = state.identity[0]  # type: ignore[index]
            self._waiting.append(_changing(type(row), tuple(changed))(own_key=key, **changed))
        # As the session leaves a row that it has written; else it would go through a whole flush to find nothing left.
        state._commit_all(state.dict, self.session.identity_map)  # noqa: SLF001
        return {**old, **{name: stored(value) for name, value in changed.items()}}

    def _event(
        self,
        row: Base,
        action: str,
        moment: dt.datetime,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
    ) -> dict[str, Any]:
        kind: str = row.entity_type  # type: ignore[attr-defined]
        return {
            "user_id": self.user_id,
            "message_id": self.message_id,
            "action": f"{kind}_{action}",
            "entity_type": kind,
            "entity_id": row.id,  # type: ignore[attr-defined]
            "project_id": project_of(self.session, row),
            "timestamp": moment,
            "details": {"before": before, "after": after},
        }


def _difference(old: dict[str, Any], new: dict[str, Any]) -> Change:
    # A name sets its key with it: what changed is what differs now, not only what was asked for.
    return {c: v for c, v in old.items() if new[c] != v}, new
