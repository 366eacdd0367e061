"""The page of the radar as the server answers it: no network, no browser. Twenty projects: 200 features in work; and
2,000, with a million events in the log.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence

from flask.testing import FlaskClient

from bench.figures import Figure, percentile
from bench.world import Sizes, big_world
from web import heat

_TIMES = 25
_LOG = 1_000_000  # events


def measure() -> Sequence[Figure]:
    """The median of several answers on one core; after a start the thirty days of the chart are read anew."""
    with big_world(Sizes(200)) as app:
        client = app.test_client()
        figures = _page(client, "", now=75, past=100, started=500)
        weight = len(client.get("/").data) / 1000
        figures.append(Figure("/ now, without styles and script", weight, "kB", bar=80))
    with big_world(Sizes(2_000, _LOG)) as app:
        figures += _page(app.test_client(), ", 2,000 features and 1,000,000 events", now=150, past=300, started=2_000)
    return figures


def _page(client: FlaskClient, where: str, *, now: float, past: float, started: float) -> list[Figure]:
    day = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=14)
    return [
        _figure(f"/ now{where}", _milliseconds(client, "/"), now),
        _figure(f"/ as of two weeks ago{where}", _milliseconds(client, f"/?as_of={day}"), past),
        _figure(f"/ after a start{where}", [_started(client) for _ in range(5)], started),
    ]


def _figure(name: str, taken: Sequence[float], bar: float) -> Figure:
    return Figure(name, percentile(taken, 50), "ms", bar=bar, quickest=min(taken))


def _milliseconds(client: FlaskClient, path: str) -> list[float]:
    client.get(path)
    return [_once(client, path) for _ in range(_TIMES)]


def _started(client: FlaskClient) -> float:
    heat.forget()
    return _once(client, "/")


def _once(client: FlaskClient, path: str) -> float:
    begin = time.perf_counter()
    answer = client.get(path)
    taken = time.perf_counter() - begin
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return taken * 1000
