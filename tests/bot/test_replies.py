from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.replies import Call, calls_for, plain, secret
from bot.updates import Incoming, Sender
from handlers.reply import Button, Reply
from tests.support.botapi import LONGEST, check, parsed_text

SENDER = Sender(4242, "Artem", None, "ru")
MESSAGE = Incoming(1, "text", SENDER, "hello")
TAP = Incoming(1, "tap", SENDER, "d:help", callback_id="77", message_id=9)
OLD_TAP = Incoming(1, "tap", SENDER, "d:help", callback_id="77", message_id=None)
CONTEXT = Markup("Context: All projects")


def reply(*lines: Markup, **more: Any) -> Reply:
    return Reply(list(lines) or [Markup("Done.")], context=CONTEXT, **more)


def methods(calls: list[Call]) -> list[str]:
    return [call["method"] for call in calls]


def text_of(calls: list[Call]) -> str:
    text: str = calls[-1]["params"]["text"]
    return text


@pytest.mark.parametrize(
    "incoming, more, expected",
    [
        (MESSAGE, {}, ["sendMessage"]),
        (MESSAGE, {"replaces": True}, ["sendMessage"]),
        (TAP, {}, ["answerCallbackQuery", "sendMessage"]),
        (TAP, {"replaces": True}, ["answerCallbackQuery", "editMessageText"]),
        (OLD_TAP, {"replaces": True}, ["answerCallbackQuery", "sendMessage"]),
        (TAP, {"toast": "Too late."}, ["answerCallbackQuery"]),
    ],
)
def test_a_reply_takes_the_calls_it_needs(incoming: Incoming, more: dict[str, Any], expected: list[str]) -> None:
    calls = calls_for(reply(**more), incoming)
    assert methods(calls) == expected
    for call in calls:
        check(call["method"], call["params"])


def test_the_context_comes_first() -> None:
    assert text_of(calls_for(reply(Markup("<b>a</b>"), Markup("b")), MESSAGE)) == "Context: All projects\n<b>a</b>\nb"


def test_the_answer_to_a_question_stands_where_it_stood() -> None:
    params = calls_for(reply(replaces=True), TAP)[1]["params"]
    assert (params["chat_id"], params["message_id"]) == (4242, 9)
    assert "reply_markup" not in params  # without one the buttons of the question go


def test_a_toast_is_cut_to_what_fits() -> None:
    params = calls_for(reply(toast="т" * 300), TAP)[0]["params"]
    assert params == {"callback_query_id": "77", "text": "т" * 200}


def test_no_link_gets_a_preview() -> None:
    assert calls_for(reply(), MESSAGE)[0]["params"]["link_preview_options"] == {"is_disabled": True}


def rows_of(*labels: str) -> list[list[str]]:
    buttons = [Button(label, "d:help") for label in labels]
    keyboard = calls_for(reply(buttons=buttons), MESSAGE)[0]["params"]["reply_markup"]["inline_keyboard"]
    return [[button["text"] for button in row] for row in keyboard]


@pytest.mark.parametrize(
    "labels, rows",
    [
        (["a"], [["a"]]),
        (["a", "b", "c"], [["a", "b"], ["c"]]),
        (["a", "b" * 19, "c"], [["a"], ["b" * 19], ["c"]]),
        (["b" * 19, "a", "c"], [["b" * 19], ["a", "c"]]),
        (["x" * 300], [["x" * 100]]),
    ],
)
def test_short_buttons_share_a_row_and_long_ones_are_cut(labels: list[str], rows: list[list[str]]) -> None:
    assert rows_of(*labels) == rows


LINES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60),
        st.sampled_from(["&" * 300, "<b>" * 200, "🔥" * 900, " " * 1500 + ".", "\n" * 1000, "ё" * 2047, "x" * 5000]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_reply_is_one_that_telegram_takes(lines: list[str]) -> None:
    calls = calls_for(reply(*[Markup("<b>%s</b>") % escape(line) for line in lines]), MESSAGE)
    check(calls[0]["method"], calls[0]["params"])
    assert text_of(calls).startswith(CONTEXT)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_as_many_whole_lines_are_shown_as_fit(lines: list[str]) -> None:
    marked = [Markup("%s") % line for line in lines]
    shown = text_of(calls_for(reply(*marked), MESSAGE))
    whole = "\n".join([CONTEXT, *marked])
    if shown != whole:
        assert shown.endswith("\n…")
        kept = shown.removesuffix("\n…")
        assert whole.startswith(kept)
        left_out = "\n".join(marked)[len(kept) - len(CONTEXT) - 1 :]
        seen, _ = parsed_text(whole, "HTML")
        assert left_out
        assert len(seen.encode("utf-16-le")) // 2 > LONGEST["sendMessage", "text"] - 10


@pytest.mark.parametrize("letter", ["x", "ё", "🔥", "&"])
@pytest.mark.parametrize("units", range(4088, 4100))
def test_a_reply_is_cut_only_at_telegrams_limit(letter: str, units: int) -> None:
    """The end mark needs its place, too: three units under the limit are left free."""
    size = len(letter.encode("utf-16-le")) // 2
    left = units - len(CONTEXT) - 1
    line = Markup("%s") % ("x" * (left % size) + letter * (left // size))
    calls = calls_for(reply(line), MESSAGE)
    check(calls[0]["method"], calls[0]["params"])
    assert (text_of(calls) == f"{CONTEXT}\n{line}") is (units <= 4093)


def test_a_plain_text_always_fits() -> None:
    sent = {"method": "sendMessage", "params": {"chat_id": 1, "text": "🔥" * 5000, "parse_mode": "HTML"}}
    check("sendMessage", plain(sent)["params"])


@pytest.mark.parametrize(
    "html, text",
    [
        ("<b>Вход</b> &lt;x&gt; &amp;amp;", "Вход <x> &amp;"),
        ('<a href="https://x">link</a>', "link"),
        ("a < b", "a < b"),
        ("5 &gt; 3", "5 > 3"),
    ],
)
def test_plain_text_is_what_the_eye_would_have_seen(html: str, text: str) -> None:
    sent = {"method": "sendMessage", "params": {"chat_id": 1, "text": html, "parse_mode": "HTML"}}
    assert plain(sent) == {"method": "sendMessage", "params": {"chat_id": 1, "text": text}}


def test_plain_text_of_an_edit_is_a_new_message() -> None:
    edit = calls_for(reply(replaces=True), TAP)[1]
    assert plain(edit) == {"method": "sendMessage", "params": {"chat_id": 4242, "text": f"{CONTEXT}\nDone."}}


def test_a_button_can_lead_to_a_page_in_the_browser_or_inside_telegram() -> None:
    buttons = [Button("Inside", web_app="https://radar.example/x"), Button("Browser", url="https://radar.example/y")]
    calls = calls_for(reply(buttons=buttons), MESSAGE)
    check(calls[0]["method"], calls[0]["params"])
    assert calls[0]["params"]["reply_markup"]["inline_keyboard"] == [
        [
            {"text": "Inside", "web_app": {"url": "https://radar.example/x"}},
            {"text": "Browser", "url": "https://radar.example/y"},
        ]
    ]


@pytest.mark.parametrize("incoming", [MESSAGE, TAP])
def test_a_reply_that_lets_one_in_is_marked_and_cannot_be_forwarded(incoming: Incoming) -> None:
    calls = calls_for(reply(secret=True), incoming)
    assert secret(calls)
    assert calls[-1]["params"]["protect_content"] is True
    check(calls[-1]["method"], calls[-1]["params"])
    assert not secret(calls_for(reply(), incoming))
