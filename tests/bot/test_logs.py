from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot import logs, turn
from handlers.conversation import Conversation
from handlers.reply import Reply
from tests.conftest import ARTEM, SECRET, STRANGER, Chat
from tests.support.botapi import FakeTelegram

Lines = Callable[[], list[dict[str, Any]]]
SAID, TOLD = "Zauberwort", "Parole"  # what a person wrote, and what an exception says


@pytest.fixture
def lines(app: Flask, capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """The log as production writes it: a JSON object a line."""
    before = structlog.get_config()
    logs.configure(production=True)
    yield lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    structlog.configure(**before)


def breaking(monkeypatch: pytest.MonkeyPatch, fault: Callable[[Conversation], object]) -> None:
    def answered(talk: Conversation, *_: object, **__: object) -> Reply:
        fault(talk)
        raise AssertionError("it has to fail")

    monkeypatch.setattr(turn, "answer_text", answered)


def test_a_turn_is_one_line_of_json(chat: Chat, lines: Lines) -> None:
    update = chat.message("Create project Mobile")
    chat.post(update)
    [line] = lines()
    assert line.pop("ms") > 0
    assert line.pop("timestamp").endswith("Z")
    assert {step for step, ms in line.pop("steps").items() if ms > 0} == {
        "parse", "open", "names", "understanding", "handler", "commit", "send",
    }  # fmt: skip
    assert line == {
        "event": "turn", "level": "info", "update_id": update["update_id"], "user": ARTEM, "kind": "text",
        "intent": "project_create", "outcome": "answered", "changes": 2,
    }  # fmt: skip


def test_a_line_is_written_whole(app: Flask, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    """In two writes, the lines of several processes would run into one another."""
    written: list[str] = []
    monkeypatch.setattr("sys.stdout.write", written.append)
    structlog.get_logger().info("готово")
    monkeypatch.undo()
    assert len(written) == 1
    assert json.loads(written[0])["event"] == "готово"
    assert written[0].endswith("\n")


def test_a_redelivery_says_so(chat: Chat, lines: Lines) -> None:
    update = chat.message("Create project Mobile")
    for _ in range(2):
        chat.post(update)
    assert [line["outcome"] for line in lines()] == ["answered", "seen before"]


def raise_told(_: Conversation) -> None:
    raise ValueError(f"{TOLD} {SAID}")


def raise_chained(talk: Conversation) -> None:
    try:
        raise_told(talk)
    except ValueError as fault:
        raise LookupError(TOLD) from fault


def take_a_name_twice(talk: Conversation) -> None:
    for _ in range(2):
        talk.session.execute(text("INSERT INTO users (telegram_id, full_name) VALUES (99, :name)"), {"name": SAID})


def nonsense(talk: Conversation) -> None:
    talk.session.execute(text(f"SELECT {TOLD} FROM no_such_table WHERE name = :name"), {"name": SAID})


FAULTS: dict[Callable[[Conversation], object], tuple[str, str | None]] = {
    raise_told: ("ValueError", None),
    raise_chained: ("LookupError", None),
    take_a_name_twice: ("UniqueViolation", "23505"),
    nonsense: ("UndefinedTable", "42P01"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_shows_where_it_happened_and_nothing_of_what_was_said(
    chat: Chat,
    lines: Lines,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: Callable[[Conversation], object],
) -> None:
    breaking(monkeypatch, fault)
    chat.post(chat.message(f"Create project {SAID}"))
    output = capsys.readouterr()
    logged = [json.loads(line) for line in output.out.splitlines()]
    assert [line["event"] for line in logged] == ["fault", "turn"]
    assert (logged[0]["fault"], logged[0]["sqlstate"]) == FAULTS[fault]
    where = " ".join(logged[0]["where"])
    assert "bot/turn.py" in where
    assert f" {fault.__name__}" in where
    told = output.out + output.err
    assert not [word for word in (SAID, TOLD, SECRET) if word.casefold() in told.casefold()]


def test_a_deep_fault_is_cut_to_its_inner_frames() -> None:
    def deeper(left: int) -> None:
        deeper(left - 1 if 1 / left else 0)

    with pytest.raises(ZeroDivisionError) as caught:
        deeper(100)
    where = logs.described(caught.value)["where"]
    assert isinstance(where, list)
    assert 10 <= len(where) <= 50
    assert where[-1].endswith(" deeper")


@pytest.mark.parametrize(
    "fault, name",
    [
        (ValueError("x"), "ValueError"),
        (OperationalError("SELECT 1", None, TimeoutError("x")), "TimeoutError"),
        (OperationalError("SELECT 1", None, None), "OperationalError"),  # type: ignore[arg-type]
    ],
)
def test_a_database_error_goes_by_the_drivers_name(fault: Exception, name: str) -> None:
    assert logs.kind(fault) == name


@pytest.mark.parametrize("code", [400, 401, 403, 429, 500])
def test_what_telegram_answers_leaves_no_secret_and_no_text(
    chat: Chat, telegram: FakeTelegram, lines: Lines, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    telegram.fail_next(code, f'Bad Request: "{SAID}" is not allowed, see {telegram.url}/bot{telegram.token}/x')
    chat.post(chat.message(f"Create project {SAID}"))
    output = capsys.readouterr()
    told = (output.out + output.err).casefold()
    assert "update_id" in told
    assert not [word for word in (SAID, telegram.token, telegram.url, SECRET) if word.casefold() in told]


def test_every_line_of_a_turn_names_the_update_and_the_person(chat: Chat, telegram: FakeTelegram, lines: Lines) -> None:
    telegram.fail_next(400, "Bad Request: can't parse entities", times=2)
    update = chat.message("Where am I?")
    chat.post(update)
    logged = lines()
    assert [line["event"] for line in logged] == ["reply malformed", "plain reply refused", "turn"]
    assert {(line["update_id"], line["user"]) for line in logged} == {(update["update_id"], ARTEM)}


def test_a_line_outside_of_a_turn_names_no_update(chat: Chat, lines: Lines) -> None:
    chat.post(chat.message("Where am I?"))
    structlog.get_logger().info("later")
    assert [set(line) & {"update_id", "user"} for line in lines()] == [{"update_id", "user"}, set()]


def test_a_stranger_leaves_their_id_and_no_words(app: Flask, telegram: FakeTelegram, lines: Lines) -> None:
    stranger = Chat(app.test_client(), telegram, STRANGER, "Eve")
    stranger.post(stranger.message(SAID))
    logged = lines()
    assert [(line["event"], line["user"]) for line in logged] == [("no access", STRANGER), ("turn", STRANGER)]
    assert SAID not in str(logged)
    assert "Eve" not in str(logged)


def test_a_desk_gets_lines_for_the_eye(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    logs.configure(production=False)
    structlog.get_logger().debug("quiet")
    structlog.get_logger().info("готово")
    structlog.configure(**before)
    told = capsys.readouterr().out
    assert "готово" in told
    assert "quiet" not in told
    assert not told.startswith("{")
