from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.api import BotApi, Refused
from bot.setup import delete_webhook, set_webhook, webhook_info
from tests.support.botapi import FakeTelegram

SECRET = "s3cret_-"


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


@pytest.fixture
def api(telegram: FakeTelegram) -> BotApi:
    return BotApi(telegram.token, telegram.url, 1)


class Told(BotApi):
    """A Bot API that knows one answer."""

    def __init__(self, info: dict[str, Any]) -> None:
        super().__init__("1:TEST", "http://telegram.invalid", 1)
        self.info = info

    def call(self, *_: object, **__: object) -> dict[str, Any]:
        return self.info


@pytest.mark.parametrize("public_url", ["https://radar.example", "https://radar.example/"])
def test_telegram_is_told_where_to_deliver(telegram: FakeTelegram, api: BotApi, public_url: str) -> None:
    set_webhook(api, public_url, SECRET, ("message", "callback_query"), 8)
    assert telegram.calls[0].params == {
        "url": "https://radar.example/webhook",
        "secret_token": SECRET,
        "allowed_updates": ["message", "callback_query"],
        "max_connections": 8,
    }


@pytest.mark.parametrize("public_url", ["http://127.0.0.1:8000", "radar.example", "", "https://", "https:///x"])
def test_an_address_without_https_is_refused(telegram: FakeTelegram, api: BotApi, public_url: str) -> None:
    with pytest.raises(ValueError, match=r"^PUBLIC_URL must be an https:// address"):
        set_webhook(api, public_url, SECRET, ["message"], 8)
    assert telegram.calls == []


@pytest.mark.parametrize("secret", ["", "with space", "секрет", "a" * 257])
def test_a_secret_telegram_would_not_send_is_refused_and_not_quoted(
    telegram: FakeTelegram, api: BotApi, secret: str
) -> None:
    with pytest.raises(ValueError, match=r"^TELEGRAM_WEBHOOK_SECRET must be") as caught:
        set_webhook(api, "https://radar.example", secret, ["message"], 8)
    assert not secret or secret not in str(caught.value)
    assert telegram.calls == []


def test_a_refusal_by_telegram_is_passed_on(api: BotApi) -> None:
    with pytest.raises(Refused, match="max_connections"):
        set_webhook(api, "https://radar.example", SECRET, ["message"], 101)


def test_the_webhook_is_described_without_secrets(api: BotApi) -> None:
    set_webhook(api, "https://radar.example:8443", SECRET, ["message", "callback_query"], 8)
    assert webhook_info(api).splitlines() == [
        "webhook: https://radar.example:8443/webhook",
        "waiting updates: 0",
        "max connections: 8",
        "allowed updates: message, callback_query",
    ]


def test_a_webhook_that_was_taken_away_is_not_set(telegram: FakeTelegram, api: BotApi) -> None:
    set_webhook(api, "https://radar.example", SECRET, ["message"], 8)
    delete_webhook(api)
    telegram.push({"update_id": 1, "message": {}})
    assert webhook_info(api) == "webhook: not set\nwaiting updates: 1"


def test_a_path_that_is_not_ours_is_kept_back() -> None:
    shown = webhook_info(Told({"url": "https://me:pass@other.example/1:TEST?key=x", "ip_address": "10.0.0.1"}))
    assert shown.splitlines() == [
        "webhook: https://other.example/… (not Radar's path)",
        "waiting updates: 0",
        "address: 10.0.0.1",
    ]


@pytest.mark.parametrize(
    "more, words",
    [
        ({"last_error_message": "Connection refused"}, "Connection refused"),
        ({}, "no reason given"),
    ],
)
def test_the_last_error_is_shown_with_its_moment(more: dict[str, str], words: str) -> None:
    info = {"url": "", "last_error_date": 1_800_000_000, **more}
    assert f"last error: 2027-01-15 08:00:00 UTC, {words}" in webhook_info(Told(info))
