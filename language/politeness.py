"""Polite forms said plainly: «прошу отметить вход» orders «отметь вход», "mind marking it?" is "could you mark it?"."""

from __future__ import annotations

import re

from language.governing import ORDERS
from language.words import analyzer

_MIND = re.compile(r"\b(?:(?:would|do)\s+you\s+)?mind\s+(?P<verb>[a-z]{3,}ing)\b", re.IGNORECASE)
_PLEASE = re.compile(
    r"\b(?:прошу|просим|просьба|не\s+забудь(?:те)?|(?:я|мы)\s+бы\s+хотел[аи]?|(?:(?:я|мы)\s+)?хотел[аи]?\s+бы)\s+(?:(?:вас|тебя|тебе|очень|пожалуйста|срочно)\s+)*(?P<verb>[а-яё]+(?:ть|ти|чь)(?:ся)?)\b",
    re.IGNORECASE,
)
_FORGET = re.compile(r"\bdon['’]?t\s+forget\s+to\s+(?=[a-z])", re.IGNORECASE)
# What only Radar does is asked of it: «можно вход отметить готовым?», «не отметите вход готовым?».
_MARKING = "отметить|пометить|проставить"
_VERB_FOLLOWS = r"(?=(?:[\s,]+[\w-]+){0,3}?[\s,]+[а-яё]+(?:ть|ти|чь)\b)"
_NO_QUESTION = r"(?<!кому )(?<!где )(?<!как )(?<!когда )(?<!чем )(?<!что )(?<!кого )"
_COULD = re.compile(
    r"(?:\b(?:вы|ты)\s+не\s+(?:могли|могла|мог)\s+бы|\b(?:не\s+)?(?:могли|могла|мог)\s+бы\s+(?:вы|ты)"
    r"|\b(?:вас|тебя)\s+не\s+затруднит|\bне\s+затруднит\s+ли\s+(?:вас|тебя)"
    rf"|\bне\s+будете\s+ли\s+(?:вы\s+)?так\s+(?:добры|любезны)){_VERB_FOLLOWS}"
    rf"|\bнельзя\s+ли(?=\s+(?:{_MARKING}|поставить|перевести)\b)"
    rf"|{_NO_QUESTION}\bможно(?:\s+мне)?(?!\s+ли\b)(?=(?:\s+[\w-]+){{0,4}}?\s+(?:{_MARKING})\b)",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"^(?P<lead>(?:(?:а|ну|слушай|радар|пожалуйста|привет)[\s,]+)*)(?:не\s+)?"
    r"(?P<verb>отмети(?:те|шь)|помети(?:те|шь)|простави(?:те|шь)|постави(?:те|шь)|перевед[её](?:те|шь))\b(?=.*\?\s*$)",
    re.IGNORECASE | re.DOTALL,
)
# «отметь вход готовым, хорошо?», "mark it done, ok?": an order all the same
_AGREED = re.compile(
    r"^(?P<order>(?:(?:ну|слушай|радар|пожалуйста|please)[\s,]+)*(?:отметь|пометь|поставь|закрой|отмени|переведи|верни|заблокируй"
    r"|возьми|mark|put|move|set|close|cancel|block)(?:те)?\b[^?.!;]*?)"
    r"[\s,]+(?:а|хорошо|ладно|ок|окей|идёт|идет|договорились|не\s+возражаешь|ok|okay|will\s+you|would\s+you)\s*\?+\s*$",
    re.IGNORECASE,
)
_VOWELS = "aeiou"


def plainly(text: str) -> str:
    """The text with "mind marking" as "could you mark", «прошу отметить» as «отметь»; other texts as they are."""
    text = _AGREED.sub(r"\g<order>", _FORGET.sub("please ", text))
    text = _WILL.sub(_asked_to, _COULD.sub("можете", text))
    return _PLEASE.sub(_ordered, _MIND.sub(_asked_for, text))


def _asked_to(found: re.Match[str]) -> str:
    """«не отметите вход готовым?» as «можете отметить вход готовым?»."""
    verb = next((p for p in analyzer().parse(found["verb"].lower()) if p.tag.POS == "VERB"), None)
    return f"{found['lead']}можете {verb.normal_form}" if verb else found.group()


def _ordered(found: re.Match[str]) -> str:
    verb = next((p for p in analyzer().parse(found["verb"].lower()) if p.tag.POS == "INFN"), None)
    order = verb.inflect({"impr", "sing", "excl"}) if verb else None
    return str(order.word) if order else found.group()


def _asked_for(found: re.Match[str]) -> str:
    verb = _ORDERED.get(found["verb"].lower())
    return f"could you {verb}" if verb else found.group()


def _gerund(verb: str) -> str:
    """ "mark" → "marking", "move" → "moving", "put" → "putting"."""
    if verb.endswith("e"):
        return f"{verb[:-1]}ing"
    doubled = len(verb) > 2 and verb[-1] not in f"{_VOWELS}wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return f"{verb}{verb[-1] if doubled else ''}ing"


_VERBS = (*ORDERS, "give", "switch", "archive", "assign", "show")
_ORDERED = {f"{verb}ing": verb for verb in _VERBS} | {_gerund(verb): verb for verb in _VERBS}
