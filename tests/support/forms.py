"""What a browser does for a person who posts: it sends back the token of the page it has opened."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

_TOKEN = re.compile(r'(?:name="csrf_token" value|data-token)="([^"]+)"')


def token_of(html: str) -> str:
    """The token a page holds."""
    found = _TOKEN.search(html)
    assert found, "the page holds no token"
    return found[1]


def with_token(client: FlaskClient, page: str = "/chat") -> dict[str, str]:
    """The header a script of that page sends; the client keeps the cookie the token belongs to."""
    return {"X-CSRFToken": token_of(client.get(page).text)}


def browser(app: Flask, page: str = "/chat") -> tuple[FlaskClient, dict[str, str]]:
    """A browser with that page open, and the headers its scripts post with."""
    client = app.test_client()
    return client, {"Origin": "http://localhost", **with_token(client, page)}
