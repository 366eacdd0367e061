"""Whatever is delivered or asked for: no 5xx, no fault in the log, and no change without an order.

`make fuzz` runs many more; RADAR_FUZZ_SEED makes others. What fails is printed as small as it still fails.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from inspect import signature
from random import Random
from typing import Any

import pytest
from flask import Flask
from rapidfuzz.fuzz import partial_ratio
from sqlalchemy import text
from structlog.testing import capture_logs
from telebot import types

from bot.api import Busy, Refused, Unreachable
from models import db
from tests.conftest import SECRET, Chat
from tests.reliability.requests import asked
from tests.reliability.updates import ATTACHMENTS, KINDS, Delivery, deliveries, paths
from tests.support.botapi import Refusal, check

LIKE = 80  # of a hundred: "обильный банк" is gone to as well
UPDATES = int(os.environ.get("RADAR_FUZZ_UPDATES", "1200"))
REQUESTS = int(os.environ.get("RADAR_FUZZ_REQUESTS", "400"))
SEED = int(os.environ.get("RADAR_FUZZ_SEED", "1"))
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
FAULTS = {"fault", "fault without an apology", "request failed", "reply malformed", "plain reply refused"}


class StrictApi:
    """The Bot API without a network: it refuses what the real one would, and sometimes has a bad day."""

    def __init__(self, random: Random) -> None:
        self.random, self.asked_to_wait = random, False

    def call(self, method: str, params: Mapping[str, Any], *, until: float = 0) -> Any:
        try:
            check(method, params)
        except Refusal as refusal:
            raise Refused(refusal.code, refusal.description) from None
        if self.random.random() < 0.01:
            self.asked_to_wait = True
            raise self.random.choice([Busy(1), Unreachable("no answer in time")])
        return True


class Fuzzed:
    """The application under fuzz: one delivery at a time, with what it said and changed."""

    def __init__(self, app: Flask, api: StrictApi) -> None:
        self.client, self.api = app.test_client(), api
        self.counts: Counter[str] = Counter()

    def wrong(self, delivery: Delivery) -> str:
        """What is wrong with the way this was taken; empty where nothing is."""
        self.api.asked_to_wait = False
        before, answers, asked_for_a_name = _changes(), _answers(), _asked_for_a_name()
        with capture_logs() as lines:
            answer = self.client.post("/webhook", data=delivery.body, headers=HEADERS)
        self.counts[str(answer.status_code)] += 1
        if faults := [line for line in lines if line["event"] in FAULTS]:
            return f"a fault: {faults}"
        if answer.status_code not in (200, 400) and not (answer.status_code == 503 and self.api.asked_to_wait):
            return f"answered {answer.status_code}"
        changed = _changes() != before
        self.counts["changes"] += changed
        said = _said(delivery)
        stands = not changed or delivery.orders or said in answers or (asked_for_a_name and said)
        stands = stands or (_gone_elsewhere_since(before) and any(partial_ratio(said, name) > LIKE for name in answers))
        return "" if stands else "changed something without an order"

    def goes_wrong_like(self, problem: str) -> Callable[[Delivery], bool]:
        return lambda tried: self.wrong(tried)[:20] == problem[:20]


def _changes() -> int:
    """Events there are, but for the empty context that a person's first message brings."""
    with db.engine.connect() as connection:
        query = "SELECT coalesce(max(id), 0) FROM event_log WHERE action <> 'user_context_created'"
        return int(connection.execute(text(query)).scalar_one())


def _gone_elsewhere_since(last: int) -> bool:
    """Nothing was changed but where the person is, as the name of a project alone does it, with a typo too."""
    query = "SELECT count(*) FROM event_log WHERE id > :last AND action <> 'user_context_active_project_id_updated'"
    with db.engine.connect() as connection:
        return int(connection.execute(text(query), {"last": last}).scalar_one()) == 0


def _answers() -> set[str]:
    """The names that are an order said alone: those that answer an open question, and a project's, which is gone to."""
    query = """SELECT option->>'name' FROM questions, jsonb_array_elements(CAST(body AS jsonb)->'options') option
        UNION SELECT name FROM projects"""
    with db.engine.connect() as connection:
        return set(map(_letters, connection.execute(text(query)).scalars()))


def _asked_for_a_name() -> bool:
    """Whether the open question is what something or somebody is called: whatever is written next is the name."""
    query = "SELECT count(*) FROM questions WHERE body->>'slot' IN ('name', 'person')"
    with db.engine.connect() as connection:
        return bool(connection.execute(text(query)).scalar_one())


def _said(delivery: Delivery) -> str:
    message = delivery.update.get("message") if isinstance(delivery.update, dict) else None
    said = message.get("text") if isinstance(message, dict) else None
    return _letters(said) if isinstance(said, str) else ""


def _letters(said: str) -> str:
    """What of a name counts when it is said; folded here, for a database in the C locale folds no Cyrillic."""
    return re.sub(r"\W", "", said).lower()


@pytest.fixture
def fuzzed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Fuzzed:
    api = StrictApi(Random(SEED))
    monkeypatch.setitem(app.extensions, "desk", replace(app.extensions["desk"], api_for=lambda _: api))
    return Fuzzed(app, api)


def smallest(delivery: Delivery, still_wrong: Callable[[Delivery], bool]) -> Delivery:
    """The delivery without all that can be left out of it so that it still goes wrong."""
    if not isinstance(delivery.update, dict):
        return delivery
    tries = 0
    shrunk = True
    while shrunk and tries < 300:
        shrunk = False
        for path in paths(delivery.update):
            tries += 1
            if path != ("update_id",) and still_wrong(smaller := _without(delivery, path, tries)):
                delivery, shrunk = smaller, True
                break
    return delivery


def _without(delivery: Delivery, path: tuple[Any, ...], number: int) -> Delivery:
    update = json.loads(json.dumps(delivery.update))
    inside = update
    for key in path[:-1]:
        inside = inside[key]
    del inside[path[-1]]
    # Under a number of its own: it would be seen before otherwise.
    update["update_id"] = 2**40 + number
    return Delivery(json.dumps(update).encode(), update)


def test_updates_of_every_kind_and_none_are_taken_without_a_fault(
    fuzzed: Fuzzed, chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    random = Random(SEED)
    print(f"seed {SEED}, {UPDATES} updates")  # noqa: T201 - shown by `make fuzz`, and where it fails
    for words in ("Create project Website", "Создай фичу Вход"):
        assert fuzzed.client.post("/webhook", json=chat.message(words), headers=HEADERS).status_code == 200
    caplog.set_level(logging.WARNING)
    for number in range(10_000, 10_000 + UPDATES):
        delivery = deliveries(random, number)
        if problem := fuzzed.wrong(delivery):
            small = smallest(delivery, fuzzed.goes_wrong_like(problem))
            pytest.fail(f"seed {SEED}, update {number}: {problem}\n{delivery}\nand as small as this:\n{small}")
    print(dict(fuzzed.counts))  # noqa: T201 - as above
    assert [record.getMessage() for record in caplog.records] == []
    assert fuzzed.counts["changes"] > UPDATES / 100, "hardly any order got through: the fuzz tests nothing"


def test_web_requests_of_all_kinds_are_answered_without_a_fault(
    fuzzed: Fuzzed, app: Flask, chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    random = Random(SEED)
    print(f"seed {SEED}, {REQUESTS} requests")  # noqa: T201 - shown by `make fuzz`, and where it fails
    for words in ("Create project Website", "Создай фичу Вход", "Фича Вход готова"):
        fuzzed.client.post("/webhook", json=chat.message(words), headers=HEADERS)
    caplog.set_level(logging.WARNING)
    before = _changes()
    counts: Counter[int] = Counter()
    for number in range(REQUESTS):
        request = asked(random, app.url_map)
        with capture_logs() as lines:
            answer = fuzzed.client.open(**request, buffered=True)  # to the end: an export is made as it is read
        counts[answer.status_code] += 1
        faults = [line for line in lines if line["event"] in FAULTS]
        assert answer.status_code < 500, f"seed {SEED}, request {number}: {answer.status_code} to {request} {lines}"
        assert not faults, f"seed {SEED}, request {number}: {request} {faults}"
    print(dict(counts))  # noqa: T201 - as above
    assert _changes() == before
    assert [record.getMessage() for record in caplog.records] == []
    assert counts[200] > REQUESTS / 20, "hardly any page was shown: the fuzz tests nothing"


# The generator


def test_there_is_an_example_of_every_kind_of_update() -> None:
    fields = set(signature(types.Update.__init__).parameters) - {"self", "update_id"}

    assert set(KINDS) == fields


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_taken_and_only_a_message_and_a_tap_are_orders(fuzzed: Fuzzed, kind: str) -> None:
    update = {"update_id": 5, kind: KINDS[kind]}

    assert fuzzed.wrong(Delivery(json.dumps(update).encode(), update)) == ""


@pytest.mark.parametrize("attachment", ATTACHMENTS, ids=lambda value: next(iter(value)))
def test_an_attachment_is_no_order(fuzzed: Fuzzed, attachment: dict[str, Any]) -> None:
    message = {key: value for key, value in KINDS["message"].items() if key != "text"} | attachment
    update = {"update_id": 5, "message": message}

    assert fuzzed.wrong(Delivery(json.dumps(update).encode(), update)) == ""
    assert fuzzed.counts["changes"] == 0


def test_the_same_seed_makes_the_same_deliveries() -> None:
    first, second = ([str(deliveries(random, n)) for n in range(200)] for random in (Random(7), Random(7)))

    assert first == second


def test_a_failing_update_is_made_small() -> None:
    update = {"update_id": 1, "message": {"text": "x", "chat": {"id": 1, "type": "private"}, "date": 2}, "poll": {}}

    small = smallest(Delivery(b"", update), lambda tried: "text" in tried.update.get("message", {}))

    assert {key: value for key, value in small.update.items() if key != "update_id"} == {"message": {"text": "x"}}


def test_a_change_without_an_order_would_be_seen(fuzzed: Fuzzed, chat: Chat) -> None:
    update = chat.message("Create project Website")
    disguised = Delivery(json.dumps(update).encode(), {"update_id": 1})

    assert fuzzed.wrong(disguised) == "changed something without an order"
