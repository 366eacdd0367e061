"""The judge of `make chaos`: what counts as lost, doubled and unanswered."""

from __future__ import annotations

from collections import Counter
from typing import Any

from chaos.load import people
from chaos.outcome import Outcome, judge, table
from tests.support.botapi import Call

VERIFIED = "verified 9 events, 3 rows, 0 differences"
FIRST, SECOND = people(1)[0].first()


def answer(number: int, **more: Any) -> Call:
    button = {"text": "↩️", "callback_data": f"u:{number}"}
    params = {"chat_id": 1, "text": "…", "reply_markup": {"inline_keyboard": [[button]]}}
    return Call("sendMessage", params, **({"ok": True} | more))


def judged(events: dict[int, int], calls: list[Call], verified: str = VERIFIED, *, control: bool = False) -> Outcome:
    outcome = Outcome("trouble", control)
    judge(outcome, [FIRST, SECOND], Counter({str(n): left for n, left in events.items()}), calls, verified)
    return outcome


def test_what_left_its_events_and_was_answered_is_good() -> None:
    outcome = judged({FIRST.number: 2, SECOND.number: 1}, [answer(FIRST.number), answer(SECOND.number)])

    assert (outcome.updates, outcome.lost, outcome.doubled, outcome.unanswered) == (2, [], [], [])
    assert outcome.good


def test_an_update_with_too_few_events_is_lost_and_with_too_many_doubled() -> None:
    outcome = judged({FIRST.number: 1, SECOND.number: 2}, [answer(FIRST.number), answer(SECOND.number)])

    assert (outcome.lost, outcome.doubled) == ([FIRST.number], [SECOND.number])
    assert not outcome.good


def test_an_answer_that_broke_on_the_way_is_none_and_one_that_came_twice_is_counted() -> None:
    broken = answer(FIRST.number, ok=False, error="no answer")
    outcome = judged({FIRST.number: 2, SECOND.number: 1}, [broken, answer(SECOND.number), answer(SECOND.number)])

    assert (outcome.unanswered, outcome.answered_twice) == ([FIRST.number], 1)


def test_nobody_waits_for_an_answer_to_who_has_blocked_the_bot() -> None:
    refused = answer(FIRST.number, ok=False, error="Forbidden: bot was blocked by the user")
    outcome = judged({FIRST.number: 2, SECOND.number: 1}, [refused, answer(SECOND.number)])

    assert (outcome.unanswered, outcome.blocked) == ([], 1)
    assert outcome.good


def test_a_message_the_bot_api_does_not_take_is_a_fault_of_ours() -> None:
    malformed = answer(FIRST.number, ok=False, error="Bad Request: message text is empty")

    assert judged({FIRST.number: 2, SECOND.number: 1}, [malformed, answer(FIRST.number), answer(SECOND.number)]).faults


def test_differences_are_those_that_verify_tells_and_its_silence_is_one() -> None:
    assert judged({}, [], "verified 9 events, 3 rows, 4 differences").differences == 4
    assert judged({}, [], "Traceback …").differences != 0


def test_a_control_is_good_only_where_something_was_found() -> None:
    clean = judged({FIRST.number: 2, SECOND.number: 1}, [answer(FIRST.number), answer(SECOND.number)], control=True)
    found = judged({}, [], control=True)

    assert (clean.good, found.good) == (False, True)
    assert "NOT CAUGHT" in table([clean])
    assert "caught" in table([found])
