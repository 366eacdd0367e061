"""Coming in inside Telegram, by what Telegram says of the person."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from init_data_py import sign
from werkzeug.test import TestResponse

from journal import now
from tests.conftest import ARTEM, PUBLIC, STRANGER, Chat
from tests.support.botapi import FakeTelegram
from web import limits

Rows = Callable[..., list[Any]]
TOKEN = "1:TEST"  # the bot's, as in the settings of the tests
OURS = {"Origin": PUBLIC, "Sec-Fetch-Site": "same-origin"}


def word(person: int = ARTEM, *, token: str = TOKEN, age: dt.timedelta = dt.timedelta(0), **more: str) -> str:
    """What Telegram says of a person who has opened the Mini App so long ago."""
    user = json.dumps({"id": person, "first_name": "Artem", "language_code": "ru"})
    fields = {"query_id": "AAE", "user": user, "signature": "c2ln", **more}
    return sign(fields, token, auth_date=now() - age)


@pytest.fixture
def browser(production: Flask, telegram: FakeTelegram) -> FlaskClient:
    """The browser inside Telegram of a person who has talked to the bot."""
    Chat(production.test_client(), telegram).say("/start")
    return production.test_client()


def come(browser: FlaskClient, init_data: str, headers: dict[str, str] = OURS, **fields: str) -> TestResponse:
    return browser.post("/login/telegram", data={"init_data": init_data, **fields}, headers=headers)


def inside(browser: FlaskClient) -> bool:
    return browser.get("/history").status_code == 200


def test_telegrams_word_lets_its_person_in(browser: FlaskClient, rows: Rows) -> None:
    answer = come(browser, word())
    assert (answer.status_code, answer.location) == (303, "/")
    assert inside(browser)
    assert rows("SELECT telegram_id FROM web_sessions JOIN users ON users.id = user_id") == [(ARTEM,)]


def test_one_is_led_to_the_page_one_wanted_and_never_away(browser: FlaskClient) -> None:
    assert 'value="/history?project=3"' in browser.get("/login/telegram?next=/history?project=3").text
    assert "evil" not in browser.get("/login/telegram?next=//evil.example").text
    assert come(browser, word(), next="/history?project=3").location == "/history?project=3"
    assert come(browser, word(), next="//evil.example").location == "/"


@pytest.mark.parametrize(
    "init_data",
    [
        "",
        "rubbish",
        "hash=",
        "%ff%fe",
        "a=1&hash=" + "0" * 64,
        "auth_date=99999999999999999999&hash=" + "0" * 64,
        "auth_date=1&hash=" + "й" * 64,
        "user={}&auth_date=1&hash=" + "0" * 64,
        "&".join(["x=1"] * 500),
    ],
)
def test_what_is_not_telegrams_is_refused(browser: FlaskClient, init_data: str) -> None:
    assert come(browser, init_data).status_code == 400
    assert not inside(browser)


def test_a_word_signed_with_another_bots_token_is_refused(browser: FlaskClient) -> None:
    assert come(browser, word(token="2:OTHER")).status_code == 400
    assert come(browser, word(token="")).status_code == 400


def test_telegrams_word_is_compared_in_constant_time(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing else lets anybody in: where that comparison says no, the right word is refused too.
    monkeypatch.setattr("hmac.compare_digest", lambda *_: False)
    assert come(browser, word()).status_code == 400


@pytest.mark.parametrize("piece", [("4242", "4243"), ("Artem", "Maria"), ("query_id=AAE", "query_id=AAF")])
def test_a_word_that_was_changed_is_refused(browser: FlaskClient, piece: tuple[str, str]) -> None:
    changed = word().replace(*piece)
    assert changed != word()
    assert come(browser, changed).status_code == 400


def test_a_word_about_nobody_is_refused(browser: FlaskClient) -> None:
    assert come(browser, sign({"query_id": "AAE"}, TOKEN)).status_code == 400


@pytest.mark.parametrize(
    "age, good",
    [
        (dt.timedelta(minutes=9, seconds=50), True),
        (dt.timedelta(minutes=10, seconds=2), False),
        (dt.timedelta(days=1), False),
        (dt.timedelta(seconds=-50), True),
        (dt.timedelta(minutes=-2), False),
    ],
)
def test_the_word_is_good_for_ten_minutes(browser: FlaskClient, age: dt.timedelta, good: bool) -> None:
    assert come(browser, word(age=age)).status_code == (303 if good else 400)
    assert inside(browser) is good


def test_an_old_word_of_the_person_who_is_in_does_no_harm(browser: FlaskClient, rows: Rows) -> None:
    come(browser, word())
    assert come(browser, word(age=dt.timedelta(hours=5))).status_code == 303
    assert rows("SELECT count(*) FROM web_sessions") == [(1,)]


def test_an_old_word_of_another_person_lets_nobody_in(browser: FlaskClient, maria: Chat, rows: Rows) -> None:
    maria.say("/start")
    come(browser, word())
    assert come(browser, word(maria.person, age=dt.timedelta(hours=5))).status_code == 400


@pytest.mark.parametrize("person", [STRANGER, 5_000_000_017])
def test_who_is_not_on_the_list_or_has_never_written_to_the_bot_is_refused(
    browser: FlaskClient, rows: Rows, person: int
) -> None:
    assert come(browser, word(person)).status_code == 403
    assert rows("SELECT 1 FROM web_sessions") == []


def test_who_was_taken_off_the_list_is_refused(
    browser: FlaskClient, production: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = replace(production.extensions["settings"], allowed_telegram_ids=frozenset({STRANGER}))
    monkeypatch.setitem(production.extensions, "settings", shorter)
    assert come(browser, word()).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": PUBLIC, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_log_a_browser_in(browser: FlaskClient, headers: dict[str, str]) -> None:
    assert come(browser, word(), headers).status_code == 400
    assert not inside(browser)


def test_without_a_bot_nobody_comes_in_by_it(
    browser: FlaskClient, production: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = replace(production.extensions["settings"], telegram_bot_token=None)
    monkeypatch.setitem(production.extensions, "settings", without)
    assert come(browser, word(token="")).status_code == 400


@pytest.mark.parametrize("limit, tries", [("OF_ONE_ADDRESS", 3), ("OF_ONE_PERSON", 3)])
def test_too_many_tries_have_to_wait(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, limit: str, tries: int
) -> None:
    monkeypatch.setattr(limits, limit, tries)
    assert [come(browser, word()).status_code for _ in range(4)] == [303, 303, 303, 429]


def test_telegrams_web_clients_alone_may_frame_the_page_and_no_other_page(browser: FlaskClient) -> None:
    policy = browser.get("/login/telegram").headers["Content-Security-Policy"]
    assert policy.endswith(
        "frame-ancestors https://web.telegram.org https://webk.telegram.org https://weba.telegram.org"
    )
    come(browser, word())
    for path in ("/history", "/", "/login/x"):
        assert browser.get(path).headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_the_page_loads_nothing_from_elsewhere(browser: FlaskClient) -> None:
    page = browser.get("/login/telegram?next=/features/7").text
    assert "telegram.org" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert 'name="next" value="/features/7"' in page
