"""Coming in by a link of the bot, staying in, and going out."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.http import parse_date
from werkzeug.test import TestResponse

from config import LOCAL_USER_ID, Settings
from models import db, token_hash
from tests.conftest import ARTEM, MARIA, Chat
from tests.support.botapi import FakeTelegram
from tests.support.forms import token_of
from web import limits
from web.local_path import local_path

Rows = Callable[..., list[Any]]
COOKIE = "__Host-radar"


@pytest.fixture
def chat(production: Flask, telegram: FakeTelegram) -> Chat:
    return Chat(production.test_client(), telegram)


@pytest.fixture
def browser(production: Flask) -> FlaskClient:
    return production.test_client()


def link_for(chat: Chat) -> str:
    """The path of a new link."""
    chat.say("Открой радар")
    return chat.shown["Открыть в браузере"].removeprefix("https://radar.example")


def press(browser: FlaskClient, link: str, **fields: str) -> TestResponse:
    """Open the link and press the button."""
    page = browser.get(link)
    assert page.status_code == 200, page.status
    return browser.post(link, data={"csrf_token": token_of(page.text), **fields})


def go_out(browser: FlaskClient) -> TestResponse:
    return browser.post("/logout", data={"csrf_token": token_of(browser.get("/history").text)})


def inside(browser: FlaskClient) -> bool:
    status = browser.get("/history").status_code
    assert status in (200, 401)
    return status == 200


def test_a_link_lets_its_person_in(chat: Chat, browser: FlaskClient) -> None:
    assert not inside(browser)
    answer = press(browser, link_for(chat))
    assert (answer.status_code, answer.location) == (303, "/")
    assert inside(browser)


def test_looking_at_a_link_does_not_use_it_up(chat: Chat, browser: FlaskClient, rows: Rows) -> None:
    link = link_for(chat)
    for look in (browser.get, browser.head, browser.get):
        assert look(link).status_code == 200
    assert rows("SELECT used_at FROM login_links") == [(None,)]
    assert rows("SELECT 1 FROM web_sessions") == []


def test_it_says_as_whom_one_comes_in(chat: Chat, browser: FlaskClient) -> None:
    chat.name = "Artem <b>"
    assert "Войти как Artem &lt;b&gt;?" in browser.get(link_for(chat)).text


def test_a_link_is_good_once(chat: Chat, browser: FlaskClient, production: Flask) -> None:
    link = link_for(chat)
    press(browser, link)
    other = production.test_client()
    page = other.get(link)
    assert page.status_code == 410
    assert "уже использована" in page.text
    assert not inside(other)


def test_a_used_link_posted_again_lets_nobody_in(chat: Chat, browser: FlaskClient, production: Flask) -> None:
    link, other = link_for(chat), production.test_client()
    token = token_of(other.get(link).text)
    press(browser, link)
    assert other.post(link, data={"csrf_token": token}).status_code == 410
    assert not inside(other)


def test_of_many_who_press_at_once_one_gets_in(chat: Chat, production: Flask, rows: Rows) -> None:
    link, start = link_for(chat), threading.Barrier(5)

    def attempt() -> int:
        mine = production.test_client()
        token = token_of(mine.get(link).text)
        start.wait(20)
        return mine.post(link, data={"csrf_token": token}).status_code

    with ThreadPoolExecutor(5) as pool:
        answers = [done.result() for done in [pool.submit(attempt) for _ in range(5)]]
    assert sorted(answers) == [303, 410, 410, 410, 410]
    assert rows("SELECT count(*) FROM web_sessions") == [(1,)]


@pytest.mark.parametrize("age, good", [("9 minutes 50 seconds", True), ("10 minutes", False), ("2 days", False)])
def test_a_link_is_good_for_ten_minutes(chat: Chat, browser: FlaskClient, rows: Rows, age: str, good: bool) -> None:
    link = link_for(chat)
    rows(f"UPDATE login_links SET expires_at = expires_at - interval '{age}'")
    assert browser.get(link).status_code == (200 if good else 410)


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "telegram2", "../history", "т" * 43])
def test_a_made_up_link_is_dead(chat: Chat, browser: FlaskClient, token: str) -> None:
    link_for(chat)
    assert browser.get(f"/login/{token}").status_code in (404, 410)


def test_a_dead_link_leads_whoever_is_in_to_the_radar(chat: Chat, browser: FlaskClient) -> None:
    link = link_for(chat)
    press(browser, link)
    answer = browser.get(link)
    assert (answer.status_code, answer.location) == (302, "/")


def test_a_new_link_leaves_the_old_one_good(chat: Chat, browser: FlaskClient) -> None:
    first, _ = link_for(chat), link_for(chat)
    assert press(browser, first).status_code == 303


def test_only_its_hash_is_kept_of_a_session(chat: Chat, browser: FlaskClient, rows: Rows) -> None:
    press(browser, link_for(chat))
    with browser.session_transaction() as kept:
        assert len(kept["id"]) == 43
        assert rows("SELECT id_hash FROM web_sessions") == [(hashlib.sha256(kept["id"].encode()).hexdigest(),)]


def test_the_cookie_is_for_https_this_host_and_the_browser_alone(chat: Chat, browser: FlaskClient) -> None:
    cookie = press(browser, link_for(chat)).headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    until = parse_date(cookie.split("Expires=")[1].split(";")[0])
    assert until
    assert abs(until - dt.datetime.now(dt.UTC) - dt.timedelta(days=30)) < dt.timedelta(minutes=1)


def test_what_a_browser_had_before_is_no_session_afterwards(chat: Chat, browser: FlaskClient, rows: Rows) -> None:
    with browser.session_transaction() as kept:
        kept["id"] = "chosen-by-someone-else"
        kept["more"] = "x"
    press(browser, link_for(chat))
    with browser.session_transaction() as kept:
        assert kept["id"] != "chosen-by-someone-else"
        assert "more" not in kept
    assert rows("SELECT 1 FROM web_sessions WHERE id_hash = :h", h=token_hash("chosen-by-someone-else")) == []


def test_a_cookie_not_signed_by_us_is_nobodys(chat: Chat, browser: FlaskClient) -> None:
    press(browser, link_for(chat))
    cookie = browser.get_cookie(COOKIE, domain="radar.example")
    assert cookie
    browser.set_cookie(COOKIE, cookie.value[:-2] + "xx", domain="radar.example")
    assert not inside(browser)


@pytest.mark.parametrize("kept", [None, 7, ["x"], "", "x" * 43])
def test_a_signed_cookie_with_anything_but_a_session_is_nobodys(
    chat: Chat, browser: FlaskClient, production: Flask, kept: object
) -> None:
    press(production.test_client(), link_for(chat))
    with browser.session_transaction() as session:
        session["id"] = kept
    assert not inside(browser)


@pytest.mark.parametrize("age, good", [("29 days 23 hours", True), ("30 days", False)])
def test_a_session_ends_after_thirty_days(chat: Chat, browser: FlaskClient, rows: Rows, age: str, good: bool) -> None:
    press(browser, link_for(chat))
    rows(f"UPDATE web_sessions SET expires_at = expires_at - interval '{age}'")
    assert inside(browser) is good


def test_a_session_costs_one_query(chat: Chat, browser: FlaskClient, production: Flask) -> None:
    press(browser, link_for(chat))
    asked: list[str] = []
    with production.app_context():
        event.listen(db.engine, "before_cursor_execute", note := lambda *call: asked.append(call[2]))
        try:
            assert inside(browser)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
    assert len([sql for sql in asked if "web_sessions" in sql]) == 1


def test_going_out_ends_it_in_every_browser(chat: Chat, browser: FlaskClient, production: Flask) -> None:
    other = production.test_client()
    for each in (browser, other):
        press(each, link_for(chat))
    answer = go_out(browser)
    assert answer.status_code == 303
    assert not inside(browser)
    assert not inside(other)


def test_whoever_has_gone_out_is_told_so_and_how_to_come_back(chat: Chat, browser: FlaskClient) -> None:
    press(browser, link_for(chat))
    page = browser.get(go_out(browser).location)
    assert page.status_code == 401
    assert "<h1>Вы вышли</h1>" in page.text
    assert "Вы вышли из Радара во всех браузерах. Чтобы войти" in page.text
    assert "<h1>You are out</h1>" in page.text


def test_the_address_that_tells_of_going_out_shows_the_radar_to_whoever_is_in(chat: Chat, browser: FlaskClient) -> None:
    press(browser, link_for(chat))
    told = go_out(browser).location
    press(browser, link_for(chat))
    page = browser.get(told)
    assert page.status_code == 200
    assert "Вы вышли" not in page.text


def test_going_out_makes_links_that_were_not_used_worthless(
    chat: Chat, browser: FlaskClient, production: Flask
) -> None:
    spare = link_for(chat)
    press(browser, link_for(chat))
    go_out(browser)
    assert production.test_client().get(spare).status_code == 410


def test_going_out_leaves_other_people_in(
    chat: Chat, browser: FlaskClient, production: Flask, telegram: FakeTelegram
) -> None:
    hers = production.test_client()
    marias = Chat(production.test_client(), telegram, MARIA, "Мария")
    marias.numbers = iter(range(900, 999))
    press(hers, link_for(marias))
    press(browser, link_for(chat))
    go_out(browser)
    assert inside(hers)


def test_a_copied_cookie_is_no_good_after_going_out(chat: Chat, browser: FlaskClient, production: Flask) -> None:
    press(browser, link_for(chat))
    cookie, thief = browser.get_cookie(COOKIE, domain="radar.example"), production.test_client()
    assert cookie
    thief.set_cookie(COOKIE, cookie.value, domain="radar.example", secure=True)
    assert inside(thief)
    go_out(browser)
    assert not inside(thief)


def test_nobody_can_be_sent_out_by_a_link(chat: Chat, browser: FlaskClient) -> None:
    press(browser, link_for(chat))
    assert browser.get("/logout").status_code == 405
    assert browser.post("/logout").status_code == 400
    assert inside(browser)


def test_who_is_not_in_may_go_out(production: Flask, browser: FlaskClient, chat: Chat) -> None:
    token = token_of(browser.get(link_for(chat)).text)
    assert browser.post("/logout", data={"csrf_token": token}).status_code == 303


def test_who_is_taken_off_the_list_is_out_at_once(
    chat: Chat, browser: FlaskClient, production: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = link_for(chat)
    press(browser, link_for(chat))
    shorter = replace(production.extensions["settings"], allowed_telegram_ids=frozenset({MARIA}))
    monkeypatch.setitem(production.extensions, "settings", shorter)
    assert not inside(browser)
    assert production.test_client().get(spare).status_code == 410


def test_who_blocks_the_bot_is_out_at_once(chat: Chat, browser: FlaskClient, rows: Rows) -> None:
    press(browser, link_for(chat))
    rows("UPDATE users SET is_active = false")
    assert not inside(browser)


def test_a_link_is_no_good_to_someone_who_was_sent_away_meanwhile(chat: Chat, browser: FlaskClient, rows: Rows) -> None:
    link = link_for(chat)
    token = token_of(browser.get(link).text)
    rows("UPDATE users SET is_active = false")
    assert browser.post(link, data={"csrf_token": token}).status_code == 410
    assert not inside(browser)


def test_a_deleted_person_is_out(chat: Chat, browser: FlaskClient, rows: Rows) -> None:
    press(browser, link_for(chat))
    rows("DELETE FROM user_context")
    rows("DELETE FROM users")
    assert rows("SELECT 1 FROM web_sessions UNION SELECT 1 FROM login_links") == []
    assert not inside(browser)


def test_sessions_that_are_over_are_swept_away(chat: Chat, browser: FlaskClient, rows: Rows) -> None:
    press(browser, link_for(chat))
    rows("UPDATE web_sessions SET expires_at = now() - interval '1 second'")
    rows("UPDATE login_links SET expires_at = now() - interval '31 days'")
    press(browser, link_for(chat))
    assert rows("SELECT count(*) FROM web_sessions") == [(1,)]
    assert rows("SELECT count(*) FROM login_links") == [(1,)]


def test_too_many_tries_from_one_address_have_to_wait(
    chat: Chat, browser: FlaskClient, production: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_ONE_ADDRESS", 3)
    link = link_for(chat)
    token = token_of(browser.get(link).text)

    def attempt(address: str, path: str = "/login/made-up") -> TestResponse:
        return browser.post(path, data={"csrf_token": token}, environ_overrides={"REMOTE_ADDR": address})

    assert [attempt("9.9.9.9").status_code for _ in range(4)] == [410, 410, 410, 429]
    late = attempt("9.9.9.9", link)
    assert late.status_code == 429
    assert 1 <= int(late.headers["Retry-After"]) <= 600
    assert attempt("8.8.8.8", link).status_code == 303


@pytest.mark.parametrize(
    "first, second, one",
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("9.9.9.9", "9.9.9.8", False),
        ("rubbish", "", True),
    ],
)
def test_whose_address_it_is(browser: FlaskClient, rows: Rows, chat: Chat, first: str, second: str, one: bool) -> None:
    token = token_of(browser.get(link_for(chat)).text)
    for address in (first, second):
        browser.post("/login/x", data={"csrf_token": token}, environ_overrides={"REMOTE_ADDR": address})
    assert rows("SELECT count(*) FROM login_attempts") == [(1 if one else 2,)]


def test_of_an_address_only_a_keyed_hash_is_kept(
    chat: Chat, browser: FlaskClient, production: Flask, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = "SELECT who FROM login_attempts WHERE who LIKE 'address:%'"
    press(browser, link_for(chat))
    assert len(rows(counted)) == 1
    another_key = replace(production.extensions["settings"], secret_key="x" * 32)
    monkeypatch.setitem(production.extensions, "settings", another_key)
    press(browser, link_for(chat))
    assert len(rows(counted)) == 2
    for unkeyed in ("127.0.0.1", hashlib.sha256(b"127.0.0.1").hexdigest()):
        assert not any(unkeyed in who for (who,) in rows(counted))


def test_too_many_logins_of_one_person_have_to_wait(
    chat: Chat, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_ONE_PERSON", 2)
    links = [link_for(chat) for _ in range(3)]
    assert [press(browser, link).status_code for link in links] == [303, 303, 429]


def test_old_counts_are_swept_away(
    chat: Chat, browser: FlaskClient, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(browser, link_for(chat))
    rows("UPDATE login_attempts SET since = since - interval '10 minutes'")
    press(browser, link_for(chat))
    assert rows("SELECT count(*), max(attempts) FROM login_attempts") == [(2, 1)]


@pytest.mark.parametrize(
    "wanted",
    ["/history", "/history?project=3&until=2026-11-25", "/features/7?as_of=2026-11-25T10:00", "/a/b#c", "/", "/%2F/x"],
)
def test_one_is_led_to_the_page_one_wanted(chat: Chat, browser: FlaskClient, wanted: str) -> None:
    assert local_path(wanted) == wanted
    assert press(browser, link_for(chat), next=wanted).location == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "history",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/history\\..\\evil",
        "https://evil.example",
        "https:evil.example",
        "http:/evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "\x00/x",
        "/x\x7f",
        "/\u2028/evil.example",
        "/ /evil.example",
        "//[",
    ],
)
def test_one_is_never_led_away(wanted: str | None) -> None:
    assert local_path(wanted) == "/"


def test_the_page_wanted_goes_through_the_button(chat: Chat, browser: FlaskClient) -> None:
    link = link_for(chat)
    assert 'name="next" value="/history"' in browser.get(f"{link}?next=/history").text
    assert 'name="next" value="/"' in browser.get(f"{link}?next=//evil.example").text


def test_a_link_of_another_person_replaces_who_was_in(
    chat: Chat, browser: FlaskClient, production: Flask, telegram: FakeTelegram, rows: Rows
) -> None:
    marias = Chat(production.test_client(), telegram, MARIA, "Мария")
    marias.numbers = iter(range(900, 999))
    press(browser, link_for(chat))
    link = link_for(marias)
    assert "Мария" in browser.get(link).text
    press(browser, link)
    assert inside(browser)
    go_out(browser)
    left = rows("SELECT u.telegram_id FROM web_sessions s JOIN users u ON u.id = s.user_id")
    assert left == [(ARTEM,)]


def test_at_a_desk_the_link_works_too_and_one_is_in_without(app: Flask, telegram: FakeTelegram) -> None:
    chat, browser = Chat(app.test_client(), telegram), app.test_client()
    chat.say("Открой радар")
    assert inside(browser)
    assert "/logout" not in browser.get("/history").text
    press(browser, chat.shown["Открыть в браузере"].removeprefix("http://127.0.0.1:8000"))
    assert "/logout" in browser.get("/history").text
    assert "За этим столом вход открыт всегда" in go_out(browser).text
    assert inside(browser)
    assert LOCAL_USER_ID == 1


def test_a_private_page_is_kept_by_no_cache(chat: Chat, browser: FlaskClient) -> None:
    press(browser, link_for(chat))
    headers = browser.get("/history").headers
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]
