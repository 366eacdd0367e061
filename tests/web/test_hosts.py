"""The names Radar answers to in production, and what it believes of the proxy in front of it."""

from __future__ import annotations

import pytest
from flask import Flask, request

HEALTH = "http://healthcheck.railway.app"


@pytest.mark.parametrize("path", ["/", "/health", "/history", "/login/telegram", "/nowhere"])
@pytest.mark.parametrize("host", ["evil.example", "radar.example.evil", "localhost", "127.0.0.1", "x.radar.example"])
def test_other_names_are_not_answered(production: Flask, host: str, path: str) -> None:
    assert production.test_client().get(path, base_url=f"https://{host}").status_code == 400


def test_the_webhook_is_not_answered_under_other_names_either(production: Flask) -> None:
    assert production.test_client().post("/webhook", base_url="https://evil.example").status_code == 400


def test_our_own_name_is_answered_on_any_port(production: Flask) -> None:
    client = production.test_client()
    assert client.get("/health").status_code == 200
    assert client.get("/health", base_url="https://RADAR.example:8443").status_code == 200


def test_railways_health_check_is_answered(production: Flask) -> None:
    assert production.test_client().get("/health", base_url=HEALTH).status_code == 200


@pytest.mark.parametrize("path", ["/", "/history", "/login/telegram", "/nowhere", "/static/radar.css"])
def test_under_its_name_there_is_nothing_else(production: Flask, path: str) -> None:
    assert production.test_client().get(path, base_url=HEALTH).status_code == 400


def test_a_desk_answers_to_every_name(app: Flask) -> None:
    assert app.test_client().get("/health", base_url="http://tunnel.example").status_code == 200


def test_the_nearest_proxy_alone_is_believed(production: Flask) -> None:
    seen: list[str | None] = []
    hooks = production.before_request_funcs.setdefault(None, [])
    hooks.insert(0, note := lambda: seen.append(request.remote_addr))
    try:
        headers = {"X-Forwarded-For": "6.6.6.6, 5.5.5.5, 9.9.9.9"}
        production.test_client().get("/health", headers=headers)
    finally:
        hooks.remove(note)
    assert seen == ["9.9.9.9"]
