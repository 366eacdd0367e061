"""Requests to the pages: every route there is, with parameters nobody would type."""

from __future__ import annotations

from random import Random
from typing import Any

from werkzeug.routing import Map

METHODS = ("GET",) * 12 + ("POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")
NAMES = (
    "project",
    "entity",
    "user",
    "action",
    "since",
    "until",
    "before",
    "after",
    "as_of",
    "page",
    "lang",
    "next",
    "x",
)
VALUES = (
    "", "0", "1", "-1", "2", "1e9", "999999999999999999999", "2147483648", "9223372036854775808", "feature",
    "feature:1",
    "feature:", ":", "project:²", "unicorn:1", "2026-11-25",
    "2026-02-30", "2026-11-25T10:00", "0000-00-00", "9999-12-31",
    "0001-01-01", "9999-12-31T23:59", "2026-11-25T25:61", "yesterday", "' OR 1=1 --", "<script>", "\x00", "%00", "%ff",
    "\ud800", "ё", "а" * 3000, "../../etc/passwd", "null", "NaN", "[]", "http://example.org/", "//example.org", "²",
)  # fmt: skip
PATHS = ("/", "/nowhere", "//", "/.env", "/static/../config.py", "/static/%2e%2e/config.py", "/history/", "/%00", "/ё")
BODIES: tuple[dict[str, Any], ...] = (
    {}, {"data": b""}, {"data": b"\xff\x00{"}, {"json": None}, {"json": []}, {"json": {"text": 1}},
    {"json": {"data": []}},
    {"data": {"token": "x"}}, {"data": b"x" * 70_000}, {"json": {"message_id": "x"}}, {"data": "a=1&a=2"},
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {}, {}, {}, {"Accept-Language": "en"}, {"Accept-Language": "xx;q=nan,\x7f"}, {"Cookie": "session=x"},
    {"Origin": "null"},
    {"Accept": "application/json"}, {"Range": "bytes=9-1"}, {"If-Modified-Since": "never"}, {"X-Forwarded-For": "1,2"},
    {"Content-Type": "application/json"}, {"Content-Type": "multipart/form-data"}, {"Content-Length": "x"},
    {"Host": "evil.example"}, {"Host": "["}, {"X-Forwarded-Host": "a b"}, {"Sec-Fetch-Site": "cross-site"},
)  # fmt: skip


def asked(random: Random, routes: Map) -> dict[str, Any]:
    """The arguments of one request by Flask's test client."""
    path = random.choice(PATHS) if random.random() < 0.1 else _path(random, routes)
    query = {random.choice(NAMES): _value(random) for _ in range(random.choice([0, 0, 1, 1, 2, 4]))}
    method = random.choice(METHODS)
    body = random.choice(BODIES) if method in {"POST", "PUT", "PATCH"} else {}
    return {"path": path, "query_string": query, "method": method, "headers": random.choice(HEADERS), **body}


def _path(random: Random, routes: Map) -> str:
    rule = random.choice(sorted(routes.iter_rules(), key=str))
    return "".join(part if static else _value(random) or "1" for static, part in _parts(str(rule)))


def _parts(rule: str) -> list[tuple[bool, str]]:
    """The pieces of a route's rule: literal text, and what stands in <…>."""
    pieces: list[tuple[bool, str]] = []
    for piece in rule.replace("<", ">").split(">"):
        pieces.append((len(pieces) % 2 == 0, piece))
    return pieces


def _value(random: Random) -> str:
    # What the client would take for a query of its own is quoted, as a browser does.
    return random.choice(VALUES).encode("utf-8", "replace").decode().replace("?", "%3F")
