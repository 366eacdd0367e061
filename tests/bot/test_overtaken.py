"""Two people change the same thing at the same time, and the second has read it already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from journal import dependants, record
from tests.conftest import Chat
from tests.support.many import aside

Rows = Callable[..., list[Any]]
Faster = Callable[..., None]

FEATURES = "SELECT name, status FROM features ORDER BY id"


@pytest.fixture
def faster(maria: Chat, monkeypatch: pytest.MonkeyPatch) -> Faster:
    """Has Maria say something, and be answered, between the reading and the locking of what is changed next."""

    def have(*said: str) -> None:
        ahead, honest = list(said), dependants.locked

        def locked(session: Session, query: Any) -> Any:
            if ahead:
                update = maria.message(ahead.pop(0))
                assert aside(lambda: maria.post(update)).result(10).status_code == 200
            return honest(session, query)

        monkeypatch.setattr(record, "locked", locked)

    return have


def test_who_does_what_another_has_just_done_is_told_that_it_is_so_already(
    chat: Chat, maria: Chat, rows: Rows, faster: Faster
) -> None:
    """And not that it was done just now, of which no event would tell."""
    for words in ("Create project Mobile", "Create feature Login", "Create release v1 for February 15"):
        chat.say(words)
    maria.say("Switch to project Mobile")
    faster("Add feature Login to release v1")
    assert "<b>Login</b> is in <b>v1</b> already" in chat.say("Add feature Login to release v1")
    assert rows("SELECT user_id FROM event_log WHERE action = 'feature_release_id_updated'") == [(str(maria.person),)]


def test_what_is_told_of_a_change_begins_where_another_has_just_left_it(
    chat: Chat, maria: Chat, rows: Rows, faster: Faster
) -> None:
    for words in ("Create project Mobile", "Create feature Login", "Create feature Search"):
        chat.say(words)
    maria.say("Switch to project Mobile")
    faster("Login is blocked, reason: no API")
    assert "blocked → done" in chat.say("Login is done and search is in progress").replace("<b>", "")
    assert rows(FEATURES) == [("Login", "done"), ("Search", "in_progress")]


def test_who_is_overtaken_again_and_again_is_heard_later(chat: Chat, maria: Chat, rows: Rows, faster: Faster) -> None:
    for words in ("Create project Mobile", "Create feature Login", "Create feature Search"):
        chat.say(words)
    maria.say("Switch to project Mobile")
    faster("Login is blocked, reason: no API", "Login is in progress")
    update = chat.message("Login is done and search is in progress")
    assert [chat.post(update).status_code for _ in range(2)] == [503, 200]
    assert rows(FEATURES) == [("Login", "done"), ("Search", "in_progress")]
