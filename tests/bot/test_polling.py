from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.api import BotApi, Busy, Refused, Unreachable
from bot.faults import Passing
from bot.polling import poll
from tests.support.botapi import FakeTelegram

Update = dict[str, Any]


class Stop(threading.Event):
    """A stop that never waits, remembers how long it was asked to, and comes after `last` times."""

    def __init__(self, last: int = 1000) -> None:
        super().__init__()
        self.waits: list[float | None] = []
        self.last = last

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        if len(self.waits) >= self.last:
            self.set()
        return self.is_set()


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        server.longest_poll = 0.02
        yield server


@pytest.fixture
def api(telegram: FakeTelegram) -> BotApi:
    return BotApi(telegram.token, telegram.url, 1)


def message(update_id: int) -> Update:
    return {"update_id": update_id, "message": {"message_id": 1, "text": "что горит?"}}


class Desk:
    """Takes updates; raises the faults it was given, one at each delivery; stops after update `last`."""

    def __init__(self, stop: Stop, last: int, *faults: Exception) -> None:
        self.stop, self.last, self.faults = stop, last, list(faults)
        self.seen: list[int] = []

    def __call__(self, update: Update) -> None:
        self.seen.append(update["update_id"])
        if self.faults:
            raise self.faults.pop(0)
        if update["update_id"] == self.last:
            self.stop.set()


def offsets(telegram: FakeTelegram) -> list[int]:
    return [call.params["offset"] for call in telegram.polls]


def run(api: BotApi, handle: Callable[[Update], None], stop: Stop) -> None:
    poll(api, handle, stop=stop, allowed_updates=["message", "callback_query"])


def test_updates_are_handed_over_in_order(telegram: FakeTelegram, api: BotApi) -> None:
    for update_id in (5, 6, 9):
        telegram.push(message(update_id))
    stop = Stop()
    desk = Desk(stop, 9)
    run(api, desk, stop)
    assert desk.seen == [5, 6, 9]
    assert telegram.polls[0].params == {
        "offset": 0,
        "timeout": 25,
        "allowed_updates": ["message", "callback_query"],
    }


def test_an_update_is_confirmed_only_after_it_was_handled(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.push(message(5))
    stop = Stop()
    desk = Desk(stop, 6)
    confirmed: list[list[int]] = []

    def handle(update: Update) -> None:
        confirmed.append(offsets(telegram))
        if update["update_id"] == 5:
            telegram.push(message(6))
        desk(update)

    run(api, handle, stop)
    assert desk.seen == [5, 6]
    assert confirmed == [[0], [0, 6]]


def test_quiet_polls_go_on(telegram: FakeTelegram, api: BotApi) -> None:
    stop = Stop()
    desk = Desk(stop, 5)
    polling = threading.Thread(target=run, args=(api, desk, stop))
    polling.start()
    deadline = time.monotonic() + 2
    while len(telegram.polls) < 2 and time.monotonic() < deadline:
        time.sleep(0.005)
    telegram.push(message(5))
    polling.join(2)
    assert desk.seen == [5]
    assert stop.waits == []


def test_a_passing_fault_brings_the_same_update_again(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.push(message(5))
    telegram.push(message(6))
    stop = Stop()
    faults = [Passing(3), Passing(), Busy(7), Unreachable("x"), *[Unreachable("x")] * 4]
    desk = Desk(stop, 6, *faults)
    run(api, desk, stop)
    assert desk.seen == [5] * 9 + [6]
    assert stop.waits == [3, 1, 7, 8, 16, 30, 30, 30]
    assert offsets(telegram) == [0]


def test_no_update_is_handed_over_once_told_to_stop(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.push(message(5))
    telegram.push(message(6))
    stop = Stop()
    desk = Desk(stop, 5)
    run(api, desk, stop)
    assert desk.seen == [5]


def test_it_stops_in_the_middle_of_a_passing_fault(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.push(message(5))
    stop = Stop(last=2)
    desk = Desk(stop, 5, *[Passing(1)] * 10)
    run(api, desk, stop)
    assert desk.seen == [5, 5]
    assert offsets(telegram) == [0]


@pytest.mark.parametrize("fault", [ValueError("ours"), Refused(400, "Bad Request: message text is empty")])
def test_a_fault_of_ours_is_tried_three_times_and_left(telegram: FakeTelegram, api: BotApi, fault: Exception) -> None:
    telegram.push(message(5))
    telegram.push(message(6))
    stop = Stop()
    desk = Desk(stop, 6, fault, fault, fault)
    with capture_logs() as logged:
        run(api, desk, stop)
    assert desk.seen == [5, 5, 5, 6]
    assert stop.waits == [1, 2]
    assert [(line["event"], line["update_id"]) for line in logged] == [("update failed", 5)] * 3


def test_a_fault_of_ours_that_mends_itself_is_forgotten(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.push(message(5))
    stop = Stop()
    desk = Desk(stop, 5, ValueError("ours"))
    run(api, desk, stop)
    assert desk.seen == [5, 5]


def test_it_waits_longer_from_fault_to_fault(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.fail_next(502, times=6)
    telegram.fail_next(429, retry_after=11)
    telegram.fail_next(400)
    stop = Stop(last=8)
    run(api, Desk(stop, 5), stop)
    assert stop.waits == [1, 2, 4, 8, 16, 30, 11, 30]


def test_a_good_poll_makes_the_next_wait_short_again(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.fail_next(502, times=3)
    telegram.push(message(5))
    stop = Stop(last=4)

    def handle(_: Update) -> None:
        telegram.fail_next(502)

    run(api, handle, stop)
    assert stop.waits == [1, 2, 4, 1]


def test_a_broken_connection_does_not_end_it(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.reset_next()
    telegram.push(message(5))
    stop = Stop()
    desk = Desk(stop, 5)
    run(api, desk, stop)
    assert desk.seen == [5]
    assert stop.waits == [1]


@pytest.mark.parametrize("junk", [{}, [1], [{"message": {}}]])
def test_junk_instead_of_updates_is_waited_out(junk: object) -> None:
    class Junk(BotApi):
        def call(self, *_: object, **__: object) -> object:
            return junk

    stop = Stop(last=2)
    desk = Desk(stop, 5)
    run(Junk("1:TEST", "http://telegram.invalid", 1), desk, stop)
    assert (desk.seen, stop.waits) == ([], [1, 2])


def test_a_webhook_that_is_set_ends_it_with_the_mend(telegram: FakeTelegram, api: BotApi) -> None:
    api.call("setWebhook", {"url": "https://radar.example/webhook"})
    stop = Stop()
    with capture_logs() as logged, pytest.raises(SystemExit) as left:
        run(api, Desk(stop, 5), stop)
    assert left.value.code == 1
    assert len(logged) == 1
    assert "flask telegram delete" in logged[0]["event"]


@pytest.mark.parametrize("code", [401, 404])
def test_a_wrong_token_ends_it_and_names_the_variable(telegram: FakeTelegram, api: BotApi, code: int) -> None:
    telegram.fail_next(code)
    stop = Stop()
    with capture_logs() as logged, pytest.raises(SystemExit) as left:
        run(api, Desk(stop, 5), stop)
    assert left.value.code == 1
    assert ["TELEGRAM_BOT_TOKEN" in line["event"] for line in logged] == [True]


def test_a_passing_fault_says_when_to_come_again() -> None:
    assert (Passing(5).retry_after, Passing(0).retry_after) == (5, 1)
    assert str(Passing(5)) == "a fault that will pass; deliver the update again in 5 s"
