"""What a page of the history costs anywhere in a million events, whatever it is filtered by."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import Row, event, text

from bench.figures import Figure, percentile
from bench.world import Sizes, big_world
from models import db

EVENTS = 1_000_000
PAGES = 600
_SEED = 20261125
Chosen = Mapping[str, object]
Told = Row[Any]  # an event: id, project_id, user_id, action, entity_type, entity_id, timestamp

# Each way to filter, made of two events at random: what the first is about, as seen from the second on.
_WAYS: Sequence[Callable[[Told, Told], Chosen]] = (
    lambda _, __: {},
    lambda one, _: {"project": one.project_id},
    lambda one, _: {"user": one.user_id},
    lambda one, _: {"entity": one.entity_type},
    lambda one, _: {"entity": f"{one.entity_type}:{one.entity_id}"},
    lambda _, __: {"entity": "release"},  # one of ten thousand events
    lambda one, _: {"action": one.action},
    lambda _, __: {"action": "release_target_date_updated"},
    lambda one, _: {"until": _day(one)},
    lambda one, _: {"since": _day(one, -7), "until": _day(one)},
    lambda one, _: {"project": one.project_id, "user": one.user_id},
    lambda one, _: {"project": one.project_id, "entity": "risk"},
    lambda one, _: {"project": one.project_id, "until": _day(one)},
    lambda one, other: {"project": one.project_id, "until": _day(other)},
    lambda one, _: {"user": one.user_id, "action": one.action, "since": _day(one, -30)},
    lambda one, _: {"project": one.project_id, "user": one.user_id, "entity": one.entity_type, "until": _day(one)},
)


def measure() -> Sequence[Figure]:
    """Pages at random places with random filters, each once, through the application on one core.

    The floor is the one statement that reads the page's rows, sent once more by psycopg alone.
    """
    with big_world(Sizes(events=EVENTS)) as app:
        places = _places(random.Random(_SEED))  # the same pages in every run
        taken = [_page(app, chosen) for chosen in (places[0], *places)][1:]
    pages, busy, floors = zip(*taken, strict=True)
    return (
        Figure("a page, median", percentile(pages, 50), "ms", floor=percentile(floors, 50)),
        Figure("a page, 95th percentile", percentile(pages, 95), "ms", bar=20, floor=percentile(floors, 95)),
        Figure("a page, the slowest", max(pages), "ms", floor=max(floors)),
        Figure("of it Radar's own processor time, median", percentile(busy, 50), "ms"),
    )


def _places(dice: random.Random) -> list[Chosen]:
    """What the addresses ask for; half of the pages begin at an event of their own, half at the newest."""
    told = db.session.execute(
        text(
            "SELECT id, project_id, user_id, action, entity_type, entity_id, timestamp FROM event_log "
            "WHERE id = ANY(:ids)"
        ),
        {"ids": dice.sample(range(1, EVENTS), 2 * PAGES)},
    ).all()
    pairs = zip(told[::2], told[1::2], strict=False)
    ways = (_WAYS[number % len(_WAYS)](*pair) for number, pair in enumerate(pairs))
    return [{**way, "before": dice.randrange(1, EVENTS)} if dice.random() < 0.5 else way for way in ways]


def _day(told: Told, later: int = 0) -> str:
    day: dt.date = told.timestamp.date() + dt.timedelta(days=later)
    return day.isoformat()


def _page(app: Flask, chosen: Chosen) -> tuple[float, float, float]:
    """Milliseconds of the page, of the processor's in it, and of its rows alone."""
    sent: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        if "event_log.details" in statement and "LIMIT" in statement:
            sent.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    db.session.remove()
    client, address = app.test_client(), f"/history?{urlencode(chosen)}"
    begin, busy = time.perf_counter(), time.process_time()
    answer = client.get(address)
    page, busy = time.perf_counter() - begin, time.process_time() - busy
    event.remove(db.engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return page * 1000, busy * 1000, _alone(*sent[0])


def _alone(statement: str, values: Any) -> float:
    with db.engine.connect() as connection:
        cursor = connection.connection.cursor()
        begin = time.perf_counter()
        cursor.execute(statement, values)
        cursor.fetchall()
        return (time.perf_counter() - begin) * 1000
