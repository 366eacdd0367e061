"""Updates no one would think of: every kind of the Bot API, whole, mutated, or no update at all."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from inspect import signature
from random import Random
from typing import Any

from handlers.dispatch import HANDLERS
from tests.conftest import ARTEM, MARIA, STRANGER

Json = Any
Path = tuple[Any, ...]

PERSON = {"id": ARTEM, "is_bot": False, "first_name": "Артём", "username": "artem", "language_code": "ru"}
CHAT = {"id": ARTEM, "type": "private", "first_name": "Артём"}
GROUP = {"id": -100_123, "type": "supergroup", "title": "Команда"}
DATE = 1_800_000_000
MESSAGE = {"message_id": 7, "date": DATE, "from": PERSON, "chat": CHAT, "text": "что горит?"}
POST = {"message_id": 8, "date": DATE, "chat": GROUP | {"type": "channel"}, "text": "Создай проект Канал"}
MEMBER = {"user": PERSON, "status": "member"}
CHANGED = {"chat": CHAT, "from": PERSON, "date": DATE, "old_chat_member": MEMBER, "new_chat_member": MEMBER}
REACTION = {"type": "emoji", "emoji": "👍"}
SOURCE = {"source": "premium", "user": PERSON}
BUSINESS = {"id": "b1", "user": PERSON, "user_chat_id": ARTEM, "date": DATE, "is_enabled": True}
ADDRESS = {"country_code": "RU", "state": "", "city": "Москва", "street_line1": "", "street_line2": "", "post_code": ""}
POLL = {
    "id": "p1", "question": "Готово?", "options": [{"text": "да", "voter_count": 1}], "total_voter_count": 1,
    "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
}  # fmt: skip

# Every kind of update there is, with a value as it might come.
KINDS: dict[str, Json] = {
    "message": MESSAGE,
    "edited_message": MESSAGE | {"edit_date": DATE + 1, "text": "Создай проект Правка"},
    "channel_post": POST,
    "edited_channel_post": POST | {"edit_date": DATE + 1},
    "business_connection": BUSINESS,
    "business_message": MESSAGE | {"business_connection_id": "b1", "text": "Создай проект Дело"},
    "edited_business_message": MESSAGE | {"business_connection_id": "b1", "edit_date": DATE},
    "deleted_business_messages": {"business_connection_id": "b1", "chat": CHAT, "message_ids": [1, 2]},
    "guest_message": MESSAGE | {"guest_query_id": "g1", "text": "Создай проект Гость"},
    "message_reaction": {
        "chat": CHAT, "message_id": 7, "user": PERSON, "date": DATE, "old_reaction": [], "new_reaction": [REACTION],
    },
    "message_reaction_count": {"chat": GROUP, "message_id": 7, "date": DATE, "reactions": []},
    "inline_query": {"id": "i1", "from": PERSON, "query": "Создай проект Строка", "offset": ""},
    "chosen_inline_result": {"result_id": "r1", "from": PERSON, "query": "Создай проект Выбор"},
    "callback_query": {
        "id": "77", "from": PERSON, "chat_instance": "1", "data": "d:project_list",
        "message": {"message_id": 9, "date": DATE, "chat": CHAT, "text": "Удалить?"},
    },
    "shipping_query": {"id": "s1", "from": PERSON, "invoice_payload": "x", "shipping_address": ADDRESS},
    "pre_checkout_query": {"id": "c1", "from": PERSON, "currency": "XTR", "total_amount": 1, "invoice_payload": "x"},
    "purchased_paid_media": {"from": PERSON, "paid_media_payload": "x"},
    "poll": POLL,
    "poll_answer": {"poll_id": "p1", "user": PERSON, "option_ids": [0]},
    "my_chat_member": CHANGED,
    "chat_member": CHANGED | {"chat": GROUP},
    "chat_join_request": {"chat": GROUP, "from": PERSON, "user_chat_id": ARTEM, "date": DATE},
    "chat_boost": {
        "chat": GROUP, "boost": {"boost_id": "b", "add_date": DATE, "expiration_date": DATE, "source": SOURCE},
    },
    "removed_chat_boost": {"chat": GROUP, "boost_id": "b", "remove_date": DATE, "source": SOURCE},
    "managed_bot": {"user": PERSON, "bot": PERSON | {"is_bot": True}},
    "subscription": {"user": PERSON},
    "stopped_message_generation": {"chat": CHAT, "message_id": 7},
}  # fmt: skip

ATTACHMENTS: list[Json] = [
    {"sticker": {"file_id": "1", "file_unique_id": "2", "type": "regular", "width": 1, "height": 1}},
    {"photo": [{"file_id": "1", "file_unique_id": "2", "width": 1, "height": 1}], "caption": "Создай проект Фото"},
    {"voice": {"file_id": "1", "file_unique_id": "2", "duration": 3}},
    {"contact": {"phone_number": "1", "first_name": "А"}},
    {"location": {"latitude": 55.7, "longitude": 37.6}},
    {"new_chat_members": [PERSON]},
    {"pinned_message": MESSAGE},
    {"a_thing_of_the_year_2030": {"id": 1}},
]
COMMANDS = (
    "Создай проект Мобильный банк", "Create project Website", "Переключись на проект Website", "Сбрось контекст",
    "Создай фичу Вход в проекте Website", "Фича Вход готова", "Фича Вход в работе",
    "Feature Вход is blocked, reason: API",
    "Вход заблокирован, ждём доступы", "Создай релиз v2.0 на 15 февраля", "Перенеси релиз v2.0 на неделю",
    "Добавь фичу Вход в релиз v2.0", "Назначь PO фичи Вход: Анна", "Команды фичи Вход: A, B", "Идея: тёмная тема",
    "Риск: сервер не выдержит, высокий", "Закрой риск сервер не выдержит", "Отмени последнее", "Верни отменённое",
    "Удали фичу Вход", "Архивируй проект Website", "Верни проект Website из архива", "да", "нет", "2", "/undo",
    "Фича Вход блокирует фичу Оплата", "Создай фичу Оплата в проекте Website", "Переименуй фичу Оплата в Платежи",
    "Описание проекта Website: сайт", "Язык: английский", "Преврати идею тёмная тема в фичу", "Language: Russian",
    "Создай фичу Отчёт. Отчёт в работе",
)  # fmt: skip
# Nothing of this is an order, however it is turned.
NO_COMMANDS = (
    "что горит?", "а вход готов?", "не создавай проект Тень", "если вход готов, скажи", "где риск", "спасибо!",
    "👍👍👍",
    "Маша сказала, что вход готов?", "What is burning?", "hm", "…", "   ", "\n\n", "' OR 1=1 --", "<b>x</b>",
    "&lt;&amp;",
    "{{7*7}}", "%s%s%n", "/unknown", "/start", "/help", "\u202eадоК", "ё" * 4096, "a" * 4096, "😀" * 2048, "И̶д̶е̶я̶",
    "Покажи фичи", "Что изменилось за неделю?", "История фичи Вход", "как бы так сделать, чтобы вход был готов",
    "0", "-1", "1e999", "null", "\x00", "a\x00b", "http://example.org/?q=1", "(" * 500, "v" * 300 + "2.0",
)  # fmt: skip
TAPS = (
    "d:project_list", "d:help", "d:feature_list", "u:{n}", "u:1", "q:abc:yes", "q::", "d:nothing", "d:", "d", ":", "",
    "u:", "d:help:talk=1", "d:help:help", "d:feature_list:status=blocked",
    "d:feature_status:feature=1:status=done", "d:language_choose:tongue=en", "d:what_changed:since=2026-11-01",
)  # fmt: skip
WORDS = (
    "1",
    "2",
    "0",
    "-1",
    "²",
    "999999999999",
    "",
    "x",
    "done",
    "nonsense",
    "2030-01-01",
    "en",
    "xx",
    "<b>",
    "ы" * 9,
)
ODD: tuple[Json, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63 - 1, 2**63, 2**70, -(2**70), 0.5, 1e308, "", " ", "\x00", "\ud800", "-1",
    "a" * 300, "ы" * 5000, [], [[]], {}, {"id": 1}, [None], [1, 2, 3], {"": ""}, "{}", STRANGER, str(ARTEM), MARIA,
)  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """One request to the webhook; `update` is what its body says, where it says anything."""

    body: bytes
    update: Json = None
    broken: bool = False  # the bytes themselves are

    @property
    def orders(self) -> bool:
        """Whether a change may come of it: a person on the list, in a private chat, writes or taps something.

        What was written is an order if it is one to the letter, or a command with letters changed: a typo is
        understood. A tap may change something if it has the form of a button of ours.
        """
        return not self.broken and (_tapped(self.update) or _written(self.update))

    def __str__(self) -> str:
        return self.body.decode(errors="backslashreplace")[:3000]


def deliveries(random: Random, number: int) -> Delivery:
    """The delivery of this number; the same for the same random numbers."""
    kind = random.random()
    if kind < 0.06:
        return Delivery(_garbage(random), broken=True)
    update = _update(random, number)
    for _ in range(random.choice([0, 0, 0, 1, 1, 2, 3])):
        update = mutated(random, update)
    if isinstance(update, dict) and random.random() < 0.9:
        update["update_id"] = number
    body = json.dumps(update).encode()
    if random.random() < 0.03:
        return Delivery(_damaged(random, body), broken=True)
    return Delivery(body, update)


def _update(random: Random, number: int) -> Json:
    name = random.choice(list(KINDS)) if random.random() < 0.4 else random.choice(["message", "callback_query"])
    value = copy.deepcopy(KINDS[name])
    if name == "message":
        value["text"] = _text(random)
        value |= random.choice(ATTACHMENTS) if random.random() < 0.15 else {}
        value |= {"forward_origin": {"type": "user", "date": 1}} if random.random() < 0.1 else {}
    elif name == "callback_query":
        data = random.choice(TAPS) if random.random() < 0.5 else _forged(random)
        value["data"] = data.replace("{n}", str(number - random.randrange(1, 50)))
    return {"update_id": number, name: value}


def _forged(random: Random) -> str:
    """Data as no button of ours holds it: any intent, with anything in its slots."""
    intent = random.choice(sorted(HANDLERS))
    slots = list(signature(HANDLERS[intent]).parameters)[1:]
    chosen = random.sample(slots, random.randint(0, len(slots)))
    return ":".join(["d", intent, *(f"{slot}={random.choice(WORDS)}" for slot in chosen)])


def _text(random: Random) -> str:
    kind = random.random()
    if kind < 0.15:
        return random.choice(COMMANDS)
    if kind < 0.35:
        return _misspelt(random, random.choice(COMMANDS))
    if kind < 0.8:
        return random.choice(NO_COMMANDS)
    return "".join(chr(random.choice([*range(32, 127), *range(0x410, 0x450), 0x301, 0x1F600])) for _ in range(40))


def _misspelt(random: Random, text: str) -> str:
    place = random.randrange(len(text))
    odd = random.choice(["", "ё", "<", "\u0301", " ", '"', "\n", text, "😀", "\x00", "9" * 30, "ы" * 250])
    return text[:place] + odd + text[place + random.randrange(3) :]


def mutated(random: Random, value: Json) -> Json:
    """A copy with one thing in it removed, replaced or added."""
    value = copy.deepcopy(value)
    *way, last = random.choice(list(paths(value)) or [()]) or [None]
    if last is None:
        return random.choice(ODD)
    inside = at(value, tuple(way))
    match random.randrange(4):
        case 0:
            del inside[last]
        case 1:
            inside[last] = {"new": copy.deepcopy(inside[last])}
        case 2 if isinstance(inside, dict):
            inside[f"{last}_"] = random.choice(ODD)
        case _:
            inside[last] = copy.deepcopy(random.choice(ODD))
    return value


def paths(value: Json, above: Path = ()) -> list[Path]:
    """The way to every part of a value, the outer ones first."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))
    found = [(*above, key) for key in keys]
    for key in keys:
        found += paths(value[key], (*above, key))
    return found


def at(value: Json, path: Path) -> Json:
    for key in path:
        value = value[key]
    return value


def _garbage(random: Random) -> bytes:
    return random.choice([
        b"", b"null", b"[]", b"1", b'"x"', b"{", b"\xff\xfe", b"{}", b'{"update_id": NaN}', b"[" * 50_000,
        b'{"a":' * 50_000, b"9" * 5000, b'{"update_id": ' + b"9" * 5000 + b"}", random.randbytes(200),
        b'{"update_id": 1, "update_id": 2}', b'{"message": {"text": "\\ud800"}}', b"\xef\xbb\xbf{}",
    ])  # fmt: skip


def _damaged(random: Random, body: bytes) -> bytes:
    place = random.randrange(len(body))
    return random.choice([body[:place], body[place:], body[:place] + random.randbytes(3) + body[place:]])


def _written(update: Json) -> bool:
    """Read as plainly as can be, and not by the program's own parser."""
    message = _part(update, "message")
    text = message.get("text")
    if not isinstance(text, str) or not _from_someone(message, message.get("chat")):
        return False
    return "forward_origin" not in message and text not in NO_COMMANDS


def _tapped(update: Json) -> bool:
    query = _part(update, "callback_query")
    # A message that is not there, or can't be seen any more, is no obstacle.
    return _from_someone(query, None) and bool(re.match(r"[duq]:.", str(query.get("data"))))


def _part(update: Json, name: str) -> dict[str, Any]:
    part = update.get(name) if isinstance(update, dict) else None
    return part if isinstance(part, dict) else {}


def _from_someone(part: dict[str, Any], chat: Json) -> bool:
    sender = part.get("from")
    known = isinstance(sender, dict) and sender.get("id") in {ARTEM, MARIA} and not sender.get("is_bot")
    return known and (chat is None or (isinstance(chat, dict) and chat.get("type") == "private"))
