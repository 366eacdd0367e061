"""What every answer tells the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import Headers

from config import Settings
from web.headers import framed_by, protect

PATHS = ["/chat", "/history", "/history?project=x", "/nowhere", "/health", "/static/chat.js"]


def headers_of(app: Flask, path: str) -> Headers:
    with app.test_client().get(path) as answer:  # a file stays open until its answer is closed
        return answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_what_is_not_ours(app: Flask, path: str) -> None:
    headers = headers_of(app, path)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == ("no-cache" if path.startswith("/static") else "no-store")


@pytest.fixture
def bare(settings: Settings) -> Callable[..., Flask]:
    """An application with the headers and one page."""

    def make(page: Callable[[], str] = lambda: "hello", environment: str = "development") -> Flask:
        app = Flask("bare")
        protect(app, replace(settings, environment=environment))  # type: ignore[arg-type]
        app.add_url_rule("/", "page", page)
        return app

    return make


def test_in_production_browsers_keep_to_https(bare: Callable[..., Flask]) -> None:
    headers = headers_of(bare(environment="production"), "/")
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_at_a_desk_they_may_use_http(bare: Callable[..., Flask]) -> None:
    assert "Strict-Transport-Security" not in headers_of(bare(), "/")


def test_an_inline_script_is_allowed_by_this_answers_nonce_alone(bare: Callable[..., Flask]) -> None:
    app = bare(lambda: render_template_string("<script nonce='{{ csp_nonce() }}'></script>{{ csp_nonce() }}"))
    client = app.test_client()
    first, second = client.get("/"), client.get("/")
    for answer in (first, second):
        found = re.search(r"nonce='([^']+)'></script>(.+)", answer.text)
        assert found
        assert found[1] == found[2]
        assert f"script-src 'self' 'nonce-{found[1]}';" in answer.headers["Content-Security-Policy"]
    assert first.text != second.text


def test_without_anything_inline_there_is_no_nonce(bare: Callable[..., Flask]) -> None:
    assert "nonce" not in headers_of(bare(), "/")["Content-Security-Policy"]


def test_a_page_says_itself_who_may_frame_it(bare: Callable[..., Flask]) -> None:
    def page() -> str:
        framed_by("https://a.example", "https://b.example")
        return "hello"

    policy = headers_of(bare(page), "/")["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://a.example https://b.example")
