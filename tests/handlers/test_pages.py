"""«Открой радар»: the way from the chat to the pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from models import token_hash
from tests.conftest import ARTEM, PUBLIC, SECRET, Chat
from tests.support.botapi import FakeTelegram

Rows = Callable[..., list[Any]]
LINK = re.compile(r"http://127\.0\.0\.1:8000/login/([A-Za-z0-9_-]{43})")


def link_of(chat: Chat) -> str:
    return chat.shown["Открыть в браузере"]


def test_the_link_holds_a_token_of_which_the_database_has_the_hash(chat: Chat, rows: Rows) -> None:
    chat.say("Открой радар")
    found = LINK.fullmatch(link_of(chat))
    assert found
    assert rows("SELECT l.token_hash, u.telegram_id FROM login_links l JOIN users u ON u.id = l.user_id") == [
        (hashlib.sha256(found[1].encode()).hexdigest(), ARTEM)
    ]


def test_it_is_good_for_ten_minutes(chat: Chat, rows: Rows) -> None:
    chat.say("Открой радар")
    assert rows("SELECT extract(epoch FROM expires_at - created_at)::int FROM login_links") == [(600,)]


def test_every_link_is_another(chat: Chat) -> None:
    links = {chat.say("Открой радар") and link_of(chat) for _ in range(5)}
    assert len(links) == 5


def test_a_sixth_link_within_ten_minutes_is_refused(chat: Chat, rows: Rows) -> None:
    for _ in range(5):
        chat.say("Открой радар")
    assert "через десять минут" in chat.say("Открой радар")
    assert chat.shown == {}
    assert rows("SELECT count(*) FROM login_links") == [(5,)]


def test_after_ten_minutes_there_are_links_again(chat: Chat, rows: Rows) -> None:
    for _ in range(5):
        chat.say("Открой радар")
    rows("UPDATE login_links SET created_at = created_at - interval '10 minutes'")
    chat.say("Открой радар")
    assert LINK.fullmatch(link_of(chat))


def test_one_persons_links_are_not_counted_for_another(chat: Chat, maria: Chat) -> None:
    for _ in range(5):
        chat.say("Открой радар")
    maria.say("Открой радар")
    assert LINK.fullmatch(link_of(maria))


def test_an_update_that_comes_again_makes_no_second_link(chat: Chat, rows: Rows) -> None:
    update = chat.message("Открой радар")
    chat.post(update)
    chat.post(update)
    assert rows("SELECT count(*) FROM login_links") == [(1,)]


def test_the_message_cannot_be_forwarded(chat: Chat, telegram: FakeTelegram) -> None:
    chat.say("Открой радар")
    assert telegram.calls[-1].params["protect_content"] is True


def test_once_sent_the_token_is_nowhere_in_the_database(chat: Chat, rows: Rows) -> None:
    chat.say("Открой радар")
    token = link_of(chat).rpartition("/")[2]
    tables = rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    for (table,) in tables:
        assert rows(f'SELECT 1 FROM "{table}" t WHERE t::text LIKE :token', token=f"%{token}%") == [], table


def test_other_replies_are_kept(chat: Chat, rows: Rows) -> None:
    chat.say("Мои проекты")
    assert rows("SELECT reply IS NULL FROM processed_messages") == [(False,)]


def test_until_it_is_sent_the_link_is_kept_and_then_sent(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    telegram.fail_next(429, retry_after=1)
    update = chat.message("Открой радар")
    assert chat.post(update).status_code == 503
    assert rows("SELECT reply IS NULL FROM processed_messages") == [(False,)]
    rows("UPDATE processed_messages SET send_after = NULL")
    assert chat.post(update).status_code == 200
    [button] = telegram.calls[-1].params["reply_markup"]["inline_keyboard"][0]
    found = LINK.fullmatch(button["url"])
    assert found
    assert rows("SELECT token_hash FROM login_links") == [(token_hash(found[1]),)]
    assert rows("SELECT reply FROM processed_messages") == [(None,)]


def test_over_https_the_radar_also_opens_inside_telegram(production: Flask, telegram: FakeTelegram) -> None:
    chat = Chat(production.test_client(), telegram)
    chat.say("Open radar")
    assert chat.shown["Open here"] == f"{PUBLIC}/login/telegram"
    assert chat.shown["Open in the browser"].startswith(f"{PUBLIC}/login/")


@pytest.mark.parametrize("url, shown", [("http://localhost:8000", "text"), ("http://10.0.0.5:8000", "button")])
def test_a_name_telegram_takes_for_no_address_is_written_out(
    app: Flask, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch, url: str, shown: str
) -> None:
    desk = app.extensions["desk"]
    monkeypatch.setitem(app.extensions, "desk", type(desk)(desk.session, desk.allowed, desk.api_for, desk.zone, url))
    chat = Chat(app.test_client(), telegram)
    chat.say("Open radar")
    assert (f"<code>{url}/login/" in chat.said) is (shown == "text")
    assert bool(chat.shown) is (shown == "button")


def test_a_stranger_gets_no_link(chat: Chat, rows: Rows) -> None:
    chat.person = 666
    chat.say("Открой радар")
    assert rows("SELECT 1 FROM login_links") == []
    assert SECRET not in chat.said
