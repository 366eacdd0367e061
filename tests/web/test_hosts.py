"""The names Radar answers to in production, and what it believes of the proxy in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, request

from app import create_app
from models import db

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


@pytest.fixture
def on_railway(production: Flask) -> Iterator[Flask]:
    """With a domain of its own, and a token for /metrics."""
    names = {"railway_domain": "radar.up.railway.app", "private_domain": "Radar.railway.internal"}
    app = create_app(replace(production.extensions["settings"], **names, metrics_token="m" * 16))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path, status", [("/health", 200), ("/", 401), ("/login/telegram", 200), ("/nowhere", 404)])
def test_railways_own_name_is_answered_beside_that_of_ones_own(on_railway: Flask, path: str, status: int) -> None:
    for host in ("radar.example", "radar.up.railway.app", "RADAR.up.railway.app:443"):
        assert on_railway.test_client().get(path, base_url=f"https://{host}").status_code == status, host
    assert on_railway.test_client().get(path, base_url="https://other.up.railway.app").status_code == 400


def test_the_private_name_is_answered_for_metrics_and_health(on_railway: Flask) -> None:
    client, headers = on_railway.test_client(), {"Authorization": f"Bearer {'m' * 16}"}
    for base in (
        "http://radar.railway.internal:8080",
        "http://radar.railway.internal",
        "http://RADAR.railway.internal",
    ):
        assert client.get("/metrics", base_url=base, headers=headers).status_code == 200
        assert client.get("/metrics", base_url=base).status_code == 401
        assert client.get("/health", base_url=base).status_code == 200


@pytest.mark.parametrize("path", ["/", "/history", "/login/telegram", "/webhook", "/nowhere", "/static/radar.css"])
def test_under_the_private_name_there_is_nothing_else(on_railway: Flask, path: str) -> None:
    client = on_railway.test_client()
    for base in ("http://radar.railway.internal", "http://radar.railway.internal:8080"):
        assert client.get(path, base_url=base).status_code == 400
        assert client.post(path, base_url=base).status_code == 400


def test_another_private_name_is_not_answered(on_railway: Flask) -> None:
    for host in ("other.railway.internal", "radar.railway.internal.evil", "x.radar.railway.internal"):
        assert on_railway.test_client().get("/metrics", base_url=f"http://{host}").status_code == 400


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
