"""What a tapped button holds is read strictly: a modified app may send anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Chat

NO_LONGER_GOOD = "Кнопка"


def tapped(chat: Chat, data: str) -> str:
    """The toast that a tap with this data is answered with; empty where a message came instead."""
    assert chat.post(chat.press(data)).status_code == 200
    *_, last = chat.telegram.calls
    return str(last.params.get("text", "")) if last.method == "answerCallbackQuery" else ""


@pytest.mark.parametrize(
    "data",
    [
        "u:", "d:", "d:no_such_intent", "d:feature_show", "d:feature_show:feature=²",
        "d:feature_show:feature=2147483648",
        "d:feature_status:feature=1:status=nonsense", "d:help:more=1", "d:release_create:version=v9:date=2030-01-01",
        "d:risk_create:text=x:severity=deadly", "d:language_choose:tongue=xx", "d:what_changed:since=2026-02-30",
        "d:what_changed:since=9999-12-31", "d:project_list:everything=x", "d:what_changed:at=00010101T000000",
        "d:what_changed:at=99991231T235959", "d:radar_burning:on=0001-01-01", "d:radar_why:feature=1:on=0001-01-01",
    ],
)  # fmt: skip
def test_data_that_is_not_ours_is_a_button_no_longer_good(
    chat: Chat, feature: str, unchanged: Callable[[], bool], data: str
) -> None:
    assert tapped(chat, data).startswith(NO_LONGER_GOOD)
    assert unchanged()


@pytest.mark.parametrize(
    "data",
    ["d:feature_show:feature=1", "d:feature_status:feature=1:status=done", "d:what_changed:since=2026-11-01", "u:1001"],
)
def test_data_as_our_buttons_hold_it_is_taken(chat: Chat, feature: str, data: str) -> None:
    assert tapped(chat, data) == ""
