"""Effects exactly once, replies at least once, whatever fails on the way."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from app import create_app
from bot import turn
from bot.claims import LEASE
from bot.faults import Passing
from bot.updates import NotAnUpdate
from config import Settings
from handlers import dispatch
from handlers.conversation import Conversation
from handlers.reply import Reply
from journal import now
from models import db, engine_options
from models.prepared import Prepared
from models.trip import alone
from tests.conftest import ARTEM, MARIA, Chat
from tests.support.botapi import FakeTelegram
from tests.support.many import aside, at_once

Rows = Callable[..., list[Any]]
Update = dict[str, Any]
Before = Callable[[Conversation], object]
Dying = Callable[[], AbstractContextManager[None]]

NAMES = "SELECT name FROM projects ORDER BY id"
EVENTS = "SELECT action FROM event_log WHERE entity_type = 'project' ORDER BY id"
CLAIMS = "SELECT message_id FROM processed_messages"
LOCKED_OUT = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


def statuses(answers: list[TestResponse]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def sending(chat: Chat, update: Update) -> Callable[[], TestResponse]:
    """One delivery of an update, to be made in any thread."""
    return lambda: chat.post(update)


@pytest.fixture
def outcomes() -> Iterator[Callable[[], list[str]]]:
    with capture_logs() as logged:
        yield lambda: [line["outcome"] for line in logged if line["event"] == "turn"]


@pytest.fixture
def after_answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Before], None]:
    """Have something happen inside each transaction, when the change is made and not yet committed."""
    answer: Callable[..., Reply] = dispatch.answer_text

    def plan(happens: Before) -> None:
        def answered(talk: Conversation, *args: Any, **kwargs: Any) -> Reply:
            reply = answer(talk, *args, **kwargs)
            happens(talk)
            return reply

        monkeypatch.setattr(turn, "answer_text", answered)

    return plan


After = Callable[[Before], None]


def once(happens: Before) -> Before:
    """The same, the first time only."""
    left = [happens]
    return lambda talk: left.pop()(talk) if left else None


@pytest.fixture
def somebody_waits(rows: Rows) -> Callable[..., None]:
    """Wait until another transaction waits for a lock."""

    def wait(*_: object) -> None:
        end = time.monotonic() + 5
        while not rows(LOCKED_OUT):
            assert time.monotonic() < end, "nobody came to wait for a lock"
            time.sleep(0.005)

    return wait


# Once.


def test_change_event_claim_and_reply_are_there_together(chat: Chat, rows: Rows) -> None:
    update = chat.message("Create project Mobile")
    assert chat.post(update).status_code == 200
    key = str(update["update_id"])
    assert rows(NAMES) == [("Mobile",)]
    assert rows("SELECT DISTINCT message_id FROM event_log WHERE entity_type = 'project'") == [(key,)]
    [(claimed, reply, replied_at)] = rows("SELECT message_id, reply, replied_at FROM processed_messages")
    assert (claimed, [call["method"] for call in reply]) == (key, ["sendMessage"])
    assert replied_at is not None


def test_an_update_delivered_again_does_nothing(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    update = chat.message("Create project Mobile")
    assert [chat.post(update).status_code for _ in range(3)] == [200, 200, 200]
    assert (rows(NAMES), rows(EVENTS), len(telegram.texts)) == ([("Mobile",)], [("project_created",)], 1)


def test_an_update_sent_eight_times_at_once_has_one_effect_and_one_reply(
    chat: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    update = chat.message("Create project Mobile")
    answers = at_once([sending(chat, update)] * 8)
    assert set(statuses(answers)) <= {200, 503}
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in answers if answer.status_code == 503)
    assert statuses(at_once([sending(chat, update)] * 8)) == [200] * 8
    assert (rows(NAMES), rows(EVENTS), len(telegram.texts)) == ([("Mobile",)], [("project_created",)], 1)


def test_someone_new_who_writes_eight_times_at_once_is_one_person(
    chat: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    answers = at_once([sending(chat, chat.message("Where am I?")) for _ in range(8)])
    assert statuses(answers) == [200] * 8
    assert rows("SELECT telegram_id FROM users") == [(ARTEM,)]
    assert rows("SELECT count(*) FROM event_log WHERE action = 'user_context_created'") == [(1,)]
    assert len(telegram.texts) == 8


def test_the_same_message_id_in_two_chats_is_two_messages(chat: Chat, maria: Chat, rows: Rows) -> None:
    for one, name in ((chat, "Mobile"), (maria, "Site")):
        assert one.post(one.message(f"Create project {name}", message_id=7)).status_code == 200
    assert rows(NAMES) == [("Mobile",), ("Site",)]


# Several at the same moment.


def test_two_people_who_take_one_name_at_once_both_get_an_answer(
    chat: Chat,
    maria: Chat,
    telegram: FakeTelegram,
    rows: Rows,
    after_answer: After,
    somebody_waits: Callable[..., None],
    outcomes: Callable[[], list[str]],
) -> None:
    for one in (chat, maria):
        one.say("Where am I?")
    telegram.clear()
    # The first one commits only when the second one, who saw the name free, waits for it.
    after_answer(once(somebody_waits))
    answers = at_once([sending(one, one.message("Create project Mobile")) for one in (chat, maria)])
    assert statuses(answers) == [200, 200]
    assert (rows(NAMES), rows(EVENTS)) == ([("Mobile",)], [("project_created",)])
    assert set(outcomes()) == {"answered"}
    assert {call.params["chat_id"] for call in telegram.calls} == {ARTEM, MARIA}


def test_two_taps_of_one_button_at_once_have_one_effect(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    chat.say("Create project Mobile")
    chat.say("Delete project Mobile")
    yes = next(data for label, data in chat.shown.items() if label.startswith("✅"))
    telegram.clear()
    taps = [chat.press(yes), chat.press(yes)]
    assert statuses(at_once([sending(chat, tap) for tap in taps])) == [200, 200]
    assert rows(EVENTS) == [("project_created",), ("project_deleted",)]
    toasts = [call.params.get("text") for call in telegram.calls if call.method == "answerCallbackQuery"]
    assert sum(toast is not None for toast in toasts) == 1
    assert len(telegram.texts) == 1


def test_a_message_and_a_tap_of_one_person_come_one_after_the_other(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.say("Where am I?")
    steps: list[str] = []

    def slow(answer: Callable[..., Reply]) -> Callable[..., Reply]:
        def slowly(*args: Any, **kwargs: Any) -> Reply:
            steps.append("in")
            time.sleep(0.05)
            steps.append("out")
            return answer(*args, **kwargs)

        return slowly

    for name in ("answer_text", "answer_tap"):
        monkeypatch.setattr(turn, name, slow(getattr(turn, name)))
    updates = [chat.message("Create project Mobile"), chat.press("d:project_list"), chat.message("My projects")]
    assert statuses(at_once([sending(chat, update) for update in updates])) == [200] * 3
    assert steps == ["in", "out"] * 3


def test_two_people_do_not_wait_for_each_other(chat: Chat, maria: Chat, after_answer: After) -> None:
    both = threading.Barrier(2)
    after_answer(lambda _: both.wait(5))
    answers = at_once([sending(one, one.message("Where am I?")) for one in (chat, maria)])
    assert statuses(answers) == [200, 200]


# While a reply is on its way.


def test_no_connection_to_the_database_is_held_while_sending(chat: Chat, telegram: FakeTelegram, app: Flask) -> None:
    db.session.remove()
    telegram.hang_next(0.3, method="sendMessage")
    answer = aside(sending(chat, chat.message("Create project Mobile")))
    assert [call.method for call in telegram.wait_for(1)] == ["sendMessage"]
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert answer.result(5).status_code == 200


def test_a_second_delivery_leaves_the_sending_to_the_first(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    update = chat.message("Create project Mobile")
    telegram.hang_next(0.3, method="sendMessage")
    first = aside(sending(chat, update))
    telegram.wait_for(1)
    second = chat.post(update)
    assert second.status_code == 503
    assert 1 <= int(second.headers["Retry-After"]) <= LEASE.total_seconds() + 1
    assert first.result(5).status_code == 200
    assert chat.post(update).status_code == 200
    assert len(telegram.texts) == 1


class Died(BaseException):
    """The process is no more."""


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """Meanwhile the process dies between the commit and the reply."""

    def die(*_: object) -> None:
        raise Died

    @contextmanager
    def dies() -> Iterator[None]:
        with monkeypatch.context() as patched:
            patched.setattr(turn, "deliver", die)
            yield

    return dies


def test_a_process_that_dies_before_the_reply_leaves_it_to_the_next_delivery(
    chat: Chat, telegram: FakeTelegram, rows: Rows, monkeypatch: pytest.MonkeyPatch, dying: Dying
) -> None:
    update = chat.message("Create project Mobile")
    with dying(), pytest.raises(Died):
        chat.post(update)
    assert (rows(NAMES), telegram.calls) == ([("Mobile",)], [])
    assert chat.post(update).status_code == 503
    monkeypatch.setattr(turn, "now", lambda: now() + LEASE + dt.timedelta(seconds=1))
    assert [chat.post(update).status_code for _ in range(2)] == [200, 200]
    assert (rows(EVENTS), len(telegram.texts)) == ([("project_created",)], 1)


def test_of_several_deliveries_after_a_death_one_sends_the_reply(
    chat: Chat, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch, dying: Dying
) -> None:
    update = chat.message("Create project Mobile")
    with dying(), pytest.raises(Died):
        chat.post(update)
    monkeypatch.setattr(turn, "now", lambda: now() + LEASE + dt.timedelta(seconds=1))
    assert set(statuses(at_once([sending(chat, update)] * 4))) <= {200, 503}
    assert len(telegram.texts) == 1


# Faults of ours.


def fail(fault: Exception) -> Before:
    def raises(_: Conversation) -> None:
        raise fault

    return raises


def ask_nonsense(talk: Conversation) -> None:
    talk.session.execute(text("SELECT * FROM no_such_table"))


def go_on_after_a_failed_statement(talk: Conversation) -> None:
    with suppress(Exception):
        ask_nonsense(talk)
    talk.session.execute(text("SELECT 1"))


def break_a_constraint(talk: Conversation) -> None:
    talk.session.execute(text("INSERT INTO users (telegram_id, full_name) VALUES (4242, 'again')"))


FAULTS = [
    fail(ValueError("ours")), fail(KeyError("ours")), fail(RecursionError("ours")), fail(TimeoutError("ours")),
    fail(ConnectionError("ours")), fail(NotAnUpdate("ours")), ask_nonsense, go_on_after_a_failed_statement,
    break_a_constraint,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_ours_leaves_nothing_and_is_apologised_for(
    chat: Chat, telegram: FakeTelegram, rows: Rows, after_answer: After, fault: Before
) -> None:
    after_answer(fault)
    update = chat.message("Create project Mobile")
    with capture_logs() as logged:
        assert chat.post(update).status_code == 200
    assert (rows(NAMES), rows(EVENTS), rows(CLAIMS)) == ([], [], [(str(update["update_id"]),)])
    [(reply, replied_at)] = rows("SELECT reply, replied_at FROM processed_messages")
    assert telegram.texts == [reply[0]["params"]["text"]]
    assert replied_at is not None
    assert [(line["event"], line.get("outcome")) for line in logged] == [
        ("fault", None),
        ("turn", "apologised"),
    ]


def test_after_an_apology_a_redelivery_does_nothing(
    chat: Chat, telegram: FakeTelegram, rows: Rows, after_answer: After
) -> None:
    after_answer(once(fail(ValueError("ours"))))
    update = chat.message("Create project Mobile")
    assert [chat.post(update).status_code for _ in range(2)] == [200, 200]
    assert (rows(NAMES), len(telegram.texts)) == ([], 1)


def test_after_an_apology_the_next_message_is_answered(chat: Chat, rows: Rows, after_answer: After) -> None:
    after_answer(once(fail(ValueError("ours"))))
    chat.say("Create project Mobile")
    chat.say("Create project Mobile")
    assert rows(NAMES) == [("Mobile",)]


@pytest.mark.parametrize(
    "code, words, line",
    [
        ("ru", "Создай проект Вход", "Контекст: Все проекты"),
        ("ru", "Create project Login", "Context: All projects"),
        ("en", "Создай проект Вход", "Контекст: Все проекты"),
        ("en", "42", "Context: All projects"),
        ("de", "42", "Контекст: Все проекты"),
        (None, "42", "Контекст: Все проекты"),
    ],
    ids=["ru-ru", "ru-en", "en-ru", "en-none", "de-none", "none-none"],
)
def test_an_apology_speaks_the_persons_language(
    chat: Chat, after_answer: After, code: str | None, words: str, line: str
) -> None:
    after_answer(fail(ValueError("ours")))
    chat.language = code
    assert chat.say(words).split("\n")[0] == line


def test_an_apology_speaks_the_language_that_was_chosen(chat: Chat, after_answer: After) -> None:
    chat.say("Language: English")
    after_answer(fail(ValueError("ours")))
    assert chat.say("Создай проект Вход").startswith("Context: All projects\n")


def test_an_apology_that_could_not_be_sent_comes_later(
    chat: Chat, telegram: FakeTelegram, rows: Rows, after_answer: After
) -> None:
    after_answer(fail(ValueError("ours")))
    update = chat.message("Create project Mobile")
    telegram.fail_next(429, retry_after=1)
    assert chat.post(update).status_code == 503
    rows("UPDATE processed_messages SET send_after = now()")
    assert chat.post(update).status_code == 200
    assert (rows(NAMES), len(telegram.texts)) == ([], 1)


def test_several_deliveries_of_a_poisoned_update_bring_one_apology(
    chat: Chat, telegram: FakeTelegram, rows: Rows, after_answer: After
) -> None:
    after_answer(fail(ValueError("ours")))
    update = chat.message("Create project Mobile")
    assert set(statuses(at_once([sending(chat, update)] * 6))) <= {200, 503}
    assert chat.post(update).status_code == 200
    assert (rows(NAMES), len(telegram.texts)) == ([], 1)


def test_where_not_even_an_apology_can_be_stored_the_message_comes_again(
    chat: Chat, telegram: FakeTelegram, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = chat.message("Create project Mobile")
    with monkeypatch.context() as patched, capture_logs() as logged:
        patched.setattr(turn, "context_of", lambda *_: 1 / 0)
        answer = chat.post(update)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert [line["event"] for line in logged] == ["fault", "fault without an apology", "turn"]
    assert (rows(CLAIMS), telegram.calls) == ([], [])
    assert chat.post(update).status_code == 200
    assert rows(NAMES) == [("Mobile",)]


def test_a_name_that_is_taken_each_time_is_a_fault_of_ours_after_the_second_try(
    chat: Chat, after_answer: After
) -> None:
    tries: list[Conversation] = []

    def taken(talk: Conversation) -> None:
        tries.append(talk)
        raise IntegrityError("…", None, Exception())

    after_answer(taken)
    with capture_logs() as logged:
        chat.say("Create project Mobile")
    assert len(tries) == 2
    assert logged[-1]["outcome"] == "apologised"


# Faults that pass.


@pytest.fixture
def impatient(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with one connection and limits that a test can wait for."""

    def hurried(pool_size: int, max_overflow: int) -> dict[str, Any]:
        options = engine_options(pool_size, max_overflow)
        limits = "-c lock_timeout=100 -c statement_timeout=300 -c idle_in_transaction_session_timeout=200"
        options["connect_args"] |= {"options": f"{limits} -c timezone=UTC"}
        return options | {"pool_timeout": 0.1}

    monkeypatch.setattr("app.engine_options", hurried)
    other = create_app(replace(settings, database_pool_size=1, database_max_overflow=0))
    yield other
    with other.app_context():
        db.engine.dispose()


@pytest.fixture
def hasty(impatient: Flask, chat: Chat, telegram: FakeTelegram) -> Chat:
    """A chat with that application; the patient one has met the person: these limits are for the test alone."""
    chat.say("Where am I?")
    telegram.clear()
    return Chat(impatient.test_client(), telegram, numbers=chat.numbers)


@pytest.fixture
def admin(settings: Settings) -> Iterator[psycopg.Connection[Any]]:
    url = make_url(str(settings.database_url)).set(drivername="postgresql", database="postgres")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        yield connection


def assert_passing(answer: TestResponse, telegram: FakeTelegram, rows: Rows) -> None:
    """503 with a pause, and nothing half done."""
    assert answer.status_code == 503
    assert 1 <= int(answer.headers["Retry-After"]) <= 5
    assert (rows(NAMES), rows(EVENTS), telegram.calls) == ([], [], [])


def assert_done(chat: Chat, update: Update, telegram: FakeTelegram, rows: Rows) -> None:
    """The next delivery has the effect and the reply, once."""
    assert chat.post(update).status_code == 200
    assert (rows(NAMES), rows(EVENTS), len(telegram.texts)) == ([("Mobile",)], [("project_created",)], 1)


@pytest.mark.parametrize(
    "held",
    [
        "SELECT 1 FROM users FOR UPDATE",
        "INSERT INTO processed_messages (message_id) VALUES ('1001')",
        "LOCK TABLE projects",
        "INSERT INTO projects (name, name_key) VALUES ('Mobile', 'mobile')",
    ],
)
def test_a_lock_that_is_not_to_be_had_in_time_passes(
    chat: Chat, hasty: Chat, telegram: FakeTelegram, rows: Rows, held: str
) -> None:
    update = hasty.message("Create project Mobile")
    assert update["update_id"] == 1001
    with db.engine.connect() as other:
        other.execute(text(held))
        answer = hasty.post(update)
    assert_passing(answer, telegram, rows)
    assert_done(chat, update, telegram, rows)


def sleep_in_a_statement(talk: Conversation) -> None:
    talk.session.execute(text("SELECT pg_sleep(5)"))


def sleep_between_statements(_: Conversation) -> None:
    time.sleep(0.4)


@pytest.mark.parametrize("sleep", [sleep_in_a_statement, sleep_between_statements])
def test_a_turn_that_takes_too_long_passes(
    chat: Chat, hasty: Chat, telegram: FakeTelegram, rows: Rows, after_answer: After, sleep: Before
) -> None:
    update = hasty.message("Create project Mobile")
    after_answer(once(sleep))
    assert_passing(hasty.post(update), telegram, rows)
    assert_done(chat, update, telegram, rows)


def test_no_free_connection_passes(
    impatient: Flask, chat: Chat, hasty: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    update = hasty.message("Create project Mobile")
    with impatient.app_context():
        held = db.engine.connect()
    answer = hasty.post(update)
    held.close()
    assert_passing(answer, telegram, rows)
    assert_done(chat, update, telegram, rows)


def test_a_connection_that_breaks_in_the_middle_passes(
    chat: Chat, telegram: FakeTelegram, rows: Rows, after_answer: After, admin: psycopg.Connection[Any]
) -> None:
    def cut(talk: Conversation) -> None:
        pid = talk.session.scalar(text("SELECT pg_backend_pid()"))
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    after_answer(once(cut))
    update = chat.message("Create project Mobile")
    assert_passing(chat.post(update), telegram, rows)
    assert_done(chat, update, telegram, rows)


@pytest.mark.parametrize(
    "done",
    ["DEALLOCATE ALL", "ALTER TABLE users ALTER COLUMN full_name TYPE varchar({length})"],
    ids=["what was prepared is thrown away", "a migration alters a column that is read"],
)
def test_statements_that_are_good_no_more_pass(
    impatient: Flask, chat: Chat, hasty: Chat, telegram: FakeTelegram, rows: Rows, done: str
) -> None:
    hasty.say("Where am I?")
    telegram.clear()
    update = hasty.message("Create project Mobile")
    with impatient.app_context(), db.engine.begin() as connection:
        connection.execute(text(done.format(length=201)))
    try:
        assert_passing(hasty.post(update), telegram, rows)
        assert_done(hasty, update, telegram, rows)
    finally:
        rows("ALTER TABLE users ALTER COLUMN full_name TYPE varchar(200)")


def test_a_database_that_is_away_passes(
    chat: Chat,
    telegram: FakeTelegram,
    rows: Rows,
    admin: psycopg.Connection[Any],
    outcomes: Callable[[], list[str]],
) -> None:
    name = db.engine.url.database
    chat.say("Where am I?")
    telegram.clear()
    update = chat.message("Create project Mobile")
    admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    try:
        admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])
        answers = [chat.post(update), chat.post(update)]
    finally:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    for answer in answers:
        assert_passing(answer, telegram, rows)
    assert_done(chat, update, telegram, rows)
    assert outcomes() == ["answered", "OperationalError", "OperationalError", "answered"]


def test_a_database_that_goes_away_while_sending_costs_a_doubled_reply_at_worst(
    chat: Chat, telegram: FakeTelegram, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = chat.message("Create project Mobile")
    with monkeypatch.context() as patched, db.engine.connect() as other:
        sleep = Prepared(text("SELECT pg_sleep(9)"))()
        patched.setattr("bot.claims.sent_alone", lambda *_: alone(sleep))
        telegram.hang_next(0.1)
        answer = aside(sending(chat, update))
        telegram.wait_for(1)
        while not other.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(9)'")):
            other.rollback()
        other.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(9)'"))
        assert answer.result(5).status_code == 503
    rows("UPDATE processed_messages SET send_after = now()")
    assert chat.post(update).status_code == 200
    assert (rows(NAMES), len(telegram.texts)) == ([("Mobile",)], 2)


def test_of_two_people_in_a_deadlock_one_comes_again(chat: Chat, maria: Chat, rows: Rows, after_answer: After) -> None:
    for one, name in ((chat, "First"), (maria, "Second")):
        one.say(f"Create project {name}")
    both = threading.Barrier(2)

    def cross(talk: Conversation) -> None:
        order = ("First", "Second") if talk.user.telegram_id == ARTEM else ("Second", "First")
        talk.session.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
        for place, name in enumerate(order):
            talk.session.execute(text("SELECT 1 FROM projects WHERE name = :name FOR UPDATE"), {"name": name})
            if place == 0:
                both.wait(5)

    after_answer(cross)
    updates = [(one, one.message("Idea: faster")) for one in (chat, maria)]
    answers = at_once([sending(one, update) for one, update in updates])
    assert statuses(answers) == [200, 503]
    after_answer(lambda _: None)
    assert [one.post(update).status_code for one, update in updates] == [200, 200]
    assert rows("SELECT content FROM ideas") == [("faster",)] * 2


# Without HTTP, as the poller hands updates over.


def test_the_poller_hears_of_a_passing_fault(app: Flask, chat: Chat, telegram: FakeTelegram) -> None:
    telegram.fail_next(429, retry_after=7)
    with pytest.raises(Passing) as caught:
        turn.take(app.extensions["desk"], chat.message("Where am I?"))
    assert caught.value.retry_after == 7


@pytest.mark.parametrize("failing", [False, True])
def test_the_poller_begins_each_update_with_a_fresh_session(
    app: Flask, chat: Chat, telegram: FakeTelegram, failing: bool
) -> None:
    if failing:
        telegram.fail_next(429)
    with suppress(Passing):
        turn.take(app.extensions["desk"], chat.message("Where am I?"))
    assert not db.session.registry.has()


def test_the_poller_hears_of_junk(app: Flask) -> None:
    with pytest.raises(NotAnUpdate):
        turn.take(app.extensions["desk"], {"update_id": "1"})


# Membership.


def member(chat: Chat, status: str) -> Update:
    user = chat.user()
    change = {
        "chat": {"id": chat.person, "type": "private"}, "from": user, "date": 1,
        "old_chat_member": {"user": user, "status": "member"}, "new_chat_member": {"user": user, "status": status},
    }  # fmt: skip
    return {"update_id": next(chat.numbers), "my_chat_member": change}


def test_who_blocks_the_bot_is_inactive_until_they_come_back(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    chat.say("Where am I?")
    telegram.clear()
    active = []
    for status in ("kicked", "member", "kicked"):
        assert chat.post(member(chat, status)).status_code == 200
        active += rows("SELECT is_active FROM users")
    assert active == [(False,), (True,), (False,)]
    assert telegram.calls == []


def test_who_writes_is_active_again(chat: Chat, rows: Rows) -> None:
    chat.say("Where am I?")
    chat.post(member(chat, "kicked"))
    chat.say("Where am I?")
    assert rows("SELECT is_active FROM users") == [(True,)]


def test_a_block_delivered_again_after_a_return_does_nothing(chat: Chat, rows: Rows) -> None:
    chat.say("Where am I?")
    blocked = member(chat, "kicked")
    for update in (blocked, member(chat, "member"), blocked):
        assert chat.post(update).status_code == 200
    assert rows("SELECT is_active FROM users") == [(True,)]


def test_a_block_by_someone_unknown_makes_no_user(chat: Chat, rows: Rows) -> None:
    assert chat.post(member(chat, "kicked")).status_code == 200
    assert rows("SELECT count(*) FROM users") == [(0,)]
