"""Several statements in one round trip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import bindparam, insert, inspect, text
from sqlalchemy.exc import DataError, IntegrityError, NotSupportedError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from models import ProcessedMessage, User, UserContext, db
from models.prepared import Prepared
from models.trip import as_read, together

Rows = Callable[..., list[Any]]
KEEP = Prepared(insert(ProcessedMessage).values(message_id=bindparam("key"), reply=bindparam("calls")))
COUNT = Prepared(text("SELECT count(*) FROM processed_messages"))
DIVIDE = Prepared(text("SELECT 1 / CAST(:number AS integer)"))
CLAIMS = "SELECT message_id, reply FROM processed_messages ORDER BY message_id"


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with Session(db.engine) as session:
        yield session


def test_each_statement_sees_those_before_it(session: Session) -> None:
    first, _, second = together(session, COUNT(), KEEP(key="1", calls=None), COUNT())
    assert (first, second) == ([(0,)], [(1,)])


def test_json_is_kept_as_it_was(session: Session, rows: Rows) -> None:
    together(session, KEEP(key="1", calls=[{"text": "ёлка 🎄"}]), KEEP(key="2", calls=None), commit=True)
    assert rows(CLAIMS) == [("1", [{"text": "ёлка 🎄"}]), ("2", None)]


def test_without_commit_it_is_the_sessions_transaction(session: Session, rows: Rows) -> None:
    together(session, KEEP(key="1", calls=None))
    assert rows(CLAIMS) == []
    session.commit()
    assert len(rows(CLAIMS)) == 1


def test_what_the_session_holds_goes_first(session: Session) -> None:
    session.add(ProcessedMessage(message_id="1"))
    assert together(session, COUNT()) == [[(1,)]]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_that_fails_takes_all_with_it_and_commits_nothing(session: Session, rows: Rows, place: int) -> None:
    statements = [KEEP(key="1", calls=None), KEEP(key="2", calls=None)]
    statements.insert(place, DIVIDE(number=0))
    with pytest.raises(DataError):
        together(session, *statements, commit=True)
    session.rollback()
    assert rows(CLAIMS) == []
    assert together(session, COUNT()) == [[(0,)]]


def test_a_fault_is_the_one_the_session_would_raise_without_its_values(session: Session) -> None:
    with pytest.raises(IntegrityError) as caught:
        together(session, KEEP(key="1", calls=["secret"]), KEEP(key="1", calls=["secret"]))
    assert getattr(caught.value.orig, "sqlstate", None) == "23505"
    assert "secret" not in str(caught.value)


def test_a_row_read_past_the_orm_knows_what_is_changed_in_it() -> None:
    values = {"id": 7, "full_name": "Мария", "username": "maria"}
    user = as_read(User, [values.get(column.key) for column in User.__table__.c])
    user.full_name, user.username = "Мария", "masha"
    state = inspect(user)
    assert (user.id, user.full_name, user.username) == (7, "Мария", "masha")
    assert (state.detached, state.identity) == (True, (7,))
    assert {name: old for name, old in state.committed_state.items() if getattr(user, name) != old} == {
        "username": "maria"
    }


def test_a_row_read_past_the_orm_is_found_by_its_key_wherever_that_stands(session: Session) -> None:
    values = {"user_id": "77", "id": 7, "active_project_id": None}
    own = as_read(UserContext, [values.get(column.key) for column in UserContext.__table__.c])
    session.add(own)
    assert session.get(UserContext, "77") is own
    session.expunge(own)


def test_a_connection_that_broke_on_the_way_is_thrown_away_without_a_word(
    session: Session, rows: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    """The pool would log what the driver says of it, which may quote what people wrote."""
    [[(number,)]] = together(session, Prepared(text("SELECT pg_backend_pid()"))())
    rows("SELECT pg_terminate_backend(:number, 5000)", number=number)
    with pytest.raises(OperationalError):
        together(session, KEEP(key="1", calls=None), COUNT(), commit=True)
    session.rollback()
    session.close()
    assert [record for record in caplog.records if record.name.startswith("sqlalchemy")] == []
    assert together(session, COUNT()) == [[(0,)]]


@pytest.mark.parametrize("end", ["rollback", "commit"])
def test_what_was_prepared_is_good_for_the_next_transaction(session: Session, end: str) -> None:
    for _ in range(7):  # psycopg would prepare statements of its own by then, and throw away all at a rollback
        session.execute(text("SELECT 1"))
        assert together(session, COUNT()) == [[(0,)]]
    getattr(session, end)()
    assert together(session, COUNT()) == [[(0,)]]


def test_what_was_prepared_is_good_behind_a_savepoint_that_was_rolled_back(session: Session) -> None:
    together(session, COUNT())
    nested = session.begin_nested()
    together(session, KEEP(key="1", calls=None))
    nested.rollback()
    assert together(session, COUNT()) == [[(0,)]]


def test_a_statement_that_fails_at_its_first_use_can_be_used_again(session: Session) -> None:
    with pytest.raises(DataError):
        together(session, DIVIDE(number=0), KEEP(key="1", calls=None))
    session.rollback()
    assert together(session, DIVIDE(number=1), KEEP(key="1", calls=None)) == [[(1,)], []]


def test_a_connection_on_which_all_was_thrown_away_is_not_used_again(session: Session) -> None:
    together(session, COUNT())
    session.execute(text("DEALLOCATE ALL"))
    with pytest.raises(ProgrammingError):
        together(session, COUNT())
    session.rollback()
    assert together(session, COUNT()) == [[(0,)]]


@pytest.fixture
def shelf(app: Flask, rows: Rows) -> Iterator[None]:
    """A table that tests may alter."""
    rows("CREATE TABLE shelf (label varchar(5))")
    yield
    rows("DROP TABLE shelf")


def test_connections_on_which_a_column_was_read_before_it_was_altered_are_not_used_again(
    session: Session, rows: Rows, shelf: None
) -> None:
    read = Prepared(text("SELECT label FROM shelf"))
    with Session(db.engine) as other:
        together(session, read())
        together(other, read())
    session.rollback()
    rows("ALTER TABLE shelf ALTER COLUMN label TYPE varchar(6)")
    with pytest.raises(NotSupportedError) as caught:
        together(session, read())
    assert caught.value.connection_invalidated
    session.rollback()
    with Session(db.engine) as other:
        assert together(session, read()) == together(other, read()) == [[]]
    session.rollback()


def test_more_statements_than_a_connection_takes_at_once(session: Session, rows: Rows) -> None:
    calls = [{"text": "ё" * 1000}]
    together(session, *(KEEP(key=str(number), calls=calls) for number in range(3000)), commit=True)
    assert rows("SELECT count(*) FROM processed_messages") == [(3000,)]


def test_a_value_that_cannot_be_sent_leaves_the_transaction_as_it_was(session: Session) -> None:
    together(session, KEEP(key="1", calls=None))
    with pytest.raises(DataError):
        together(session, KEEP(key="a\x00b", calls=None))
    assert together(session, COUNT()) == [[(1,)]]
