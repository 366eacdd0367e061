"""The page of the radar with twenty projects and 200 features, as the server answers it: no network, no browser."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence

from flask.testing import FlaskClient

from bench.figures import Figure, percentile
from bench.world import Sizes, big_world
from web import heat

_TIMES = 15


def measure() -> Sequence[Figure]:
    """The median of several answers on one core; after a start the thirty days of the chart are read anew."""
    with big_world(Sizes(200)) as app:
        client = app.test_client()
        day = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=14)
        now = _milliseconds(client, "/")
        past = _milliseconds(client, f"/?as_of={day}")
        started = []
        for _ in range(3):
            heat.forget()
            started.append(_once(client, "/"))
        return (
            Figure("/ now", percentile(now, 50), "ms", bar=100),
            Figure("/ as of two weeks ago", percentile(past, 50), "ms", bar=150),
            Figure("/ after a start", percentile(started, 50), "ms", bar=1000),
            Figure("/ now, without styles and script", len(client.get("/").data) / 1000, "kB", bar=80),
        )


def _milliseconds(client: FlaskClient, path: str) -> list[float]:
    client.get(path)
    return [_once(client, path) for _ in range(_TIMES)]


def _once(client: FlaskClient, path: str) -> float:
    begin = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - begin) * 1000
