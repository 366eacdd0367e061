from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.updates import ALLOWED_UPDATES, Incoming, NotAnUpdate, parse

Json = dict[str, Any]

ARTEM = {"id": 4242, "is_bot": False, "first_name": "Артём", "last_name": "К", "username": "artem"}
PRIVATE = {"id": 4242, "type": "private", "first_name": "Артём"}
GROUPS = [{"id": -5, "type": kind, "title": "Команда"} for kind in ("group", "supergroup", "channel")]
MESSAGE = {"message_id": 7, "date": 1_800_000_000, "from": ARTEM, "chat": PRIVATE, "text": "что горит?"}
TAPPED = {"message_id": 9, "date": 1_800_000_000, "chat": PRIVATE, "text": "Удалить?"}
TAP = {"id": "77", "from": ARTEM, "chat_instance": "1", "data": "q:abc:yes", "message": TAPPED}
MEMBER = {
    "chat": PRIVATE, "from": ARTEM, "date": 1_800_000_000,
    "old_chat_member": {"user": ARTEM, "status": "member"},
    "new_chat_member": {"user": ARTEM, "status": "kicked", "until_date": 0},
}  # fmt: skip


def update(**field: Any) -> Json:
    return {"update_id": 1000, **field}


def without(raw: Json, *names: str) -> Json:
    return {name: value for name, value in raw.items() if name not in names}


def taken(raw: Json) -> Incoming:
    incoming = parse(raw)
    assert incoming is not None
    return incoming


@pytest.mark.parametrize("sign", ["\0", "\u202a", "\u202e", "\u2066", "\u2069"])
def test_signs_that_would_turn_a_reply_around_are_left_out(sign: str) -> None:
    assert taken(update(message=MESSAGE | {"text": f"{sign}что{sign} горит?"})).text == "что горит?"


@pytest.mark.parametrize("sign", ["\u200d", "\u200f", "\u202f", "\u2065"])
def test_signs_that_emoji_and_names_are_made_with_stay(sign: str) -> None:
    assert taken(update(message=MESSAGE | {"text": f"а{sign}б"})).text == f"а{sign}б"


def test_a_message_is_read_with_its_sender() -> None:
    incoming = taken(update(message=MESSAGE))
    assert (incoming.kind, incoming.text, incoming.key) == ("text", "что горит?", "1000")
    assert (incoming.sender.id, incoming.sender.full_name) == (4242, "Артём К")
    assert (incoming.sender.username, incoming.sender.language) == ("artem", None)
    assert not incoming.forwarded


@pytest.mark.parametrize("origin", [{"type": "user", "date": 1}, {"type": "of the year 2030"}])
def test_a_forwarded_message_is_marked_whatever_its_origin(origin: Json) -> None:
    assert taken(update(message=MESSAGE | {"forward_origin": origin})).forwarded


@pytest.mark.parametrize(
    "attachment",
    [
        {"sticker": {"file_id": "1", "file_unique_id": "2", "type": "regular", "width": 1, "height": 1}},
        {"photo": [{"file_id": "1", "file_unique_id": "2", "width": 1, "height": 1}], "caption": "вот"},
        {"voice": {"file_id": "1", "file_unique_id": "2", "duration": 3}},
        {"document": {"file_id": "1", "file_unique_id": "2"}},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"contact": {"phone_number": "1", "first_name": "М"}},
        {"poll": {"id": "1"}},
        {"venue": "not what telebot expects"},
        {"giveaway": {"of": "a later version"}},
        {"something_of_2030": {}},
        {"reply_to_message": {"no": "id"}, "entities": 5},
        {},
    ],
)
def test_what_is_not_text_is_answered_however_strange(attachment: Json) -> None:
    assert taken(update(message=without(MESSAGE, "text") | attachment)).kind == "other"


@pytest.mark.parametrize("strange", [{"entities": [{"type": "new"}]}, {"quote": 1}, {"link_preview_options": []}])
def test_text_is_read_whatever_comes_with_it(strange: Json) -> None:
    assert taken(update(message=MESSAGE | strange)).text == "что горит?"


LEFT_ALONE = [
    "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "purchased_paid_media",
    "poll", "poll_answer", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost",
    "something_of_2030",
]  # fmt: skip


@pytest.mark.parametrize("field", LEFT_ALONE)
@pytest.mark.parametrize("content", [MESSAGE, {}, "junk"])
def test_other_kinds_of_updates_are_left_alone(field: str, content: object) -> None:
    assert parse(update(**{field: content})) is None


def test_an_update_with_nothing_in_it_is_left_alone() -> None:
    assert parse({"update_id": 1}) is None


@pytest.mark.parametrize("chat", GROUPS)
@pytest.mark.parametrize(
    "field, content",
    [("message", MESSAGE), ("callback_query", TAP), ("my_chat_member", MEMBER)],
)
def test_groups_and_channels_are_left_alone(field: str, content: Json, chat: Json) -> None:
    place = {"message": TAPPED | {"chat": chat}} if field == "callback_query" else {"chat": chat}
    assert parse(update(**{field: content | place})) is None


@pytest.mark.parametrize(
    "field, content",
    [("message", MESSAGE), ("callback_query", TAP), ("my_chat_member", MEMBER)],
)
def test_other_bots_are_left_alone(field: str, content: Json) -> None:
    assert parse(update(**{field: content | {"from": ARTEM | {"is_bot": True}}})) is None


def test_a_message_without_a_sender_is_left_alone() -> None:
    assert parse(update(message=without(MESSAGE, "from"))) is None


def test_a_tap_is_read_with_the_message_its_button_hangs_on() -> None:
    incoming = taken(update(callback_query=TAP))
    assert (incoming.kind, incoming.text) == ("tap", "q:abc:yes")
    assert (incoming.callback_id, incoming.message_id) == ("77", 9)


@pytest.mark.parametrize(
    "message",
    [
        {"message_id": 9, "date": 0, "chat": PRIVATE},
        {"message_id": 9, "date": 1_800_000_000, "chat": PRIVATE, "checklist": "of a later version"},
        None,
    ],
    ids=["inaccessible", "strange", "none"],
)
def test_a_tap_is_read_whatever_its_message_has_become(message: Json | None) -> None:
    query = without(TAP, "message") | ({"message": message} if message else {})
    incoming = taken(update(callback_query=query))
    assert incoming.text == "q:abc:yes"
    assert incoming.message_id == (9 if message and message["date"] else None)


def test_a_tap_of_a_game_is_left_alone() -> None:
    assert parse(update(callback_query=without(TAP, "data") | {"game_short_name": "chess"})) is None


@pytest.mark.parametrize(
    "status, kind", [("kicked", "blocked"), ("member", "unblocked"), ("of a later version", "unblocked")]
)
def test_blocking_the_bot_is_told_from_coming_back(status: str, kind: str) -> None:
    member = MEMBER | {"new_chat_member": {"user": ARTEM, "status": status}}
    assert taken(update(my_chat_member=member)).kind == kind


@pytest.mark.parametrize(
    "sender, name, username, language",
    [
        ({"first_name": "Мария"}, "Мария", None, None),
        ({"first_name": "", "last_name": ""}, "4242", None, None),
        ({"first_name": "\x00"}, "4242", None, None),
        ({"first_name": "Я" * 300, "username": "u" * 300}, "Я" * 200, "u" * 100, None),
        ({"first_name": "А", "language_code": "ru-RU"}, "А", None, "ru"),
        ({"first_name": "А", "language_code": "EN"}, "А", None, "en"),
        ({"first_name": "А", "language_code": ""}, "А", None, None),
        ({"first_name": "А", "something_of_2030": [1]}, "А", None, None),
    ],
)
def test_the_sender_is_read_in_the_shape_it_is_stored(
    sender: Json, name: str, username: str | None, language: str | None
) -> None:
    found = taken(update(message=MESSAGE | {"from": {"id": 4242, "is_bot": False, **sender}})).sender
    assert (found.full_name, found.username, found.language) == (name, username, language)


@pytest.mark.parametrize(
    "written, kept",
    [
        ("фича\x00 вход", "фича вход"),
        ("\x00", ""),
        ("a\ud800b", "a?b"),
        ("\udc00", "?"),
        ("👩‍💻 готово", "👩‍💻 готово"),
    ],
)
def test_text_is_kept_as_far_as_postgresql_can_store_it(written: str, kept: str) -> None:
    assert taken(update(message=MESSAGE | {"text": written})).text == kept
    assert taken(update(callback_query=TAP | {"data": written})).text == kept


THINGS: list[Any] = [None, 5, [], {}, "text"]
UNREADABLE: list[Any] = [5, [], {}, {"id": 1}, "text", "[" * 90_000]
NO_IDS: list[Any] = [None, [], {}, "text", "1", -1, 1.5, True, 2**63]
JUNK: list[Any] = [
    *THINGS, [MESSAGE], {"message": MESSAGE},
    *({"update_id": number, "message": MESSAGE} for number in NO_IDS),
    *(update(message=content) for content in [*THINGS, True, [MESSAGE]]),
    *(update(message=without(MESSAGE, field)) for field in ("message_id", "date", "chat")),
    *(update(message=MESSAGE | {"text": content}) for content in THINGS if content not in (None, "text")),
    *(update(message=MESSAGE | {"chat": content}) for content in [None, *UNREADABLE]),
    *(update(message=MESSAGE | {"from": content}) for content in UNREADABLE),
    *(update(message=MESSAGE | {"from": ARTEM | {"id": number}}) for number in NO_IDS),
    *(update(message=MESSAGE | {"from": ARTEM | {field: 5}}) for field in ("first_name", "username", "language_code")),
    *(update(callback_query=content) for content in [*THINGS, without(TAP, "from")]),
    *(update(callback_query=TAP | {"message": content}) for content in [*THINGS, {"date": 0}]),
    update(callback_query=TAP | {"data": 5}),
    *(update(my_chat_member=content) for content in [*THINGS, without(MEMBER, "new_chat_member")]),
    update(my_chat_member=MEMBER | {"new_chat_member": "kicked"}),
    update(message='{"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "a"}'),
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:70])
def test_junk_is_no_update(junk: object) -> None:
    with pytest.raises(NotAnUpdate):
        parse(junk)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([ARTEM, PRIVATE, MESSAGE]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*MESSAGE, *TAP, *MEMBER, "forward_origin", "id", "type"]), inner, max_size=6)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ALLOWED_UPDATES), anything, st.sampled_from([{}, MESSAGE, TAP, MEMBER]))
def test_whatever_comes_is_read_or_is_no_update(field: str, content: Any, base: Json) -> None:
    content = {**base, **content} if isinstance(content, dict) else content
    try:
        incoming = parse(update(**{field: content}))
    except NotAnUpdate:
        return
    assert incoming is None or incoming.text.encode() is not None
