from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot import claims
from bot.claims import LEASE, Lease, Owed
from models import ProcessedMessage, db
from tests.support.many import aside

NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
LEASED = Lease.begin(NOON)
CALLS = [{"method": "sendMessage", "params": {"chat_id": 1, "text": "ёлка 🎄"}}]


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with Session(db.engine) as session:
        yield session


@pytest.fixture
def other(app: Flask) -> Iterator[Session]:
    with Session(db.engine) as session:
        yield session


def test_the_first_one_to_claim_an_update_has_it(session: Session) -> None:
    assert [claims.claim(session, "1"), claims.claim(session, "1"), claims.claim(session, "2")] == [
        True, False, True,
    ]  # fmt: skip


def test_who_comes_second_waits_until_the_first_has_committed(session: Session, other: Session) -> None:
    claims.claim(session, "1")
    second = aside(lambda: claims.claim(other, "1"))
    with pytest.raises(TimeoutError):
        second.result(0.1)
    session.commit()
    assert second.result(5) is False


def test_who_comes_second_has_it_where_the_first_gave_up(session: Session, other: Session) -> None:
    claims.claim(session, "1")
    second = aside(lambda: claims.claim(other, "1"))
    session.rollback()
    assert second.result(5) is True


@pytest.fixture
def stored(session: Session) -> Session:
    claims.claim(session, "1")
    claims.store(session, "1", CALLS, LEASED)
    session.commit()
    return session


def seconds(number: float) -> dt.datetime:
    return NOON + dt.timedelta(seconds=number)


def test_a_stored_reply_is_left_to_its_sender_for_a_while(stored: Session) -> None:
    lease = int(LEASE.total_seconds())
    waits = [claims.owed(stored, "1", seconds(s)).wait for s in (0, 0.5, lease - 0.5, lease, lease + 1)]
    assert waits == [lease + 1, lease, 1, 0, 0]


def test_a_stored_reply_comes_back_as_it_was(stored: Session) -> None:
    assert claims.owed(stored, "1", NOON + LEASE) == Owed(CALLS, 0)


def sent(session: Session) -> None:
    claims.sent(session, "1", NOON)


def nothing_said(session: Session) -> None:
    claims.store(session, "1", [], LEASED)


@pytest.mark.parametrize("done", [sent, nothing_said])
def test_nothing_is_owed_when_it_is_done(stored: Session, done: Callable[[Session], None]) -> None:
    done(stored)
    assert claims.owed(stored, "1", NOON + LEASE) == Owed([], 0)


def test_a_claim_without_a_reply_owes_nothing(session: Session) -> None:
    claims.claim(session, "1")
    assert claims.owed(session, "1", NOON) == Owed([], 0)


def test_a_failed_sending_sets_the_time_of_the_next(stored: Session) -> None:
    claims.not_sent(stored, "1", LEASED, seconds(3))
    assert [claims.owed(stored, "1", seconds(s)).wait for s in (0, 2.5, 3)] == [4, 1, 0]


def test_a_sender_whose_time_is_over_takes_nothing_from_who_has_taken_it_over(stored: Session) -> None:
    later = NOON + LEASE
    claims.take_over(stored, "1", Lease.begin(later))
    claims.not_sent(stored, "1", LEASED, later + dt.timedelta(seconds=1))
    assert claims.owed(stored, "1", later + dt.timedelta(seconds=2)).wait > 0


def test_the_sending_is_over_before_the_lease_is() -> None:
    lease = Lease.begin(NOON)
    assert lease.until - time.monotonic() < (lease.ends - NOON).total_seconds()


def test_who_takes_the_sending_over_has_it_for_a_while(stored: Session) -> None:
    later = NOON + LEASE
    claims.take_over(stored, "1", Lease.begin(later))
    assert claims.owed(stored, "1", later).wait > 0


def test_of_two_who_would_take_it_over_the_second_sees_the_first(stored: Session, other: Session) -> None:
    later = NOON + LEASE
    assert claims.owed(stored, "1", later).wait == 0
    second = aside(lambda: claims.owed(other, "1", later))
    with pytest.raises(TimeoutError):
        second.result(0.1)
    claims.take_over(stored, "1", Lease.begin(later))
    stored.commit()
    assert second.result(5).wait > 0


def test_only_the_mark_of_sending_may_be_lost(stored: Session) -> None:
    show = text("SHOW synchronous_commit")
    with db.engine.connect() as connection, Session(connection) as session:
        shown = [session.scalar(show)]
        claims.sent(session, "1", NOON)
        shown.append(session.scalar(show))
        session.commit()
        shown.append(session.scalar(show))
    assert shown == ["on", "off", "on"]


def test_a_claim_is_kept_with_its_moment(stored: Session) -> None:
    claims.sent(stored, "1", seconds(2))
    stored.commit()
    row = stored.get_one(ProcessedMessage, "1")
    assert row.replied_at == seconds(2)


AGED = """
    INSERT INTO processed_messages (message_id, processed_at, replied_at)
    SELECT kind || number, now() - age, CASE WHEN answered THEN now() END
    FROM (VALUES ('old', interval '7 days 1 minute', true), ('owed', interval '8 days', false),
                 ('young', interval '6 days 23 hours', true)) AS kinds (kind, age, answered),
         generate_series(1, :each) number
"""


def marked(session: Session, key: str) -> list[str]:
    """Mark an update as answered; which kinds of others are left."""
    claims.claim(session, key)
    session.commit()
    claims.sent_alone(key, dt.datetime.now(dt.UTC))
    left = "SELECT DISTINCT rtrim(message_id, '0123456789') FROM processed_messages ORDER BY 1"
    return [kind for kind in session.scalars(text(left)) if kind]


def test_updates_of_more_than_a_week_ago_are_forgotten(session: Session) -> None:
    session.execute(text(AGED), {"each": 3})
    assert marked(session, "20") == ["young"]


def test_most_updates_delete_nothing(session: Session) -> None:
    session.execute(text(AGED), {"each": 3})
    assert [marked(session, str(number)) for number in (1, 19, 21)] == [["old", "owed", "young"]] * 3


def test_a_long_past_goes_a_few_at_a_time_but_faster_than_updates_come(session: Session) -> None:
    session.execute(text(AGED), {"each": 50})
    counts = []
    for key in ("20", "40", "60", "80"):
        marked(session, key)
        counts.append(session.scalar(text("SELECT count(*) FROM processed_messages WHERE message_id !~ '^[0-9]'")))
    assert counts == [110, 70, 50, 50]


def test_who_deletes_does_not_wait_for_one_that_is_being_sent(session: Session, other: Session) -> None:
    session.execute(text(AGED), {"each": 1})
    session.commit()
    other.execute(text("SELECT FROM processed_messages WHERE message_id = 'owed1' FOR UPDATE"))
    assert marked(session, "20") == ["owed", "young"]
