"""Polite forms said plainly: «прошу отметить вход» orders «отметь вход», "mind marking it?" is "could you mark it?"."""

from __future__ import annotations

import re

from language.governing import ORDERS
from language.words import analyzer

_MIND = re.compile(r"\b(?:(?:would|do)\s+you\s+)?mind\s+(?P<verb>[a-z]{3,}ing)\b", re.IGNORECASE)
_PLEASE = re.compile(
    r"\b(?:прошу|просим|просьба|(?:я|мы)\s+бы\s+хотел[аи]?|(?:(?:я|мы)\s+)?хотел[аи]?\s+бы)\s+(?:(?:вас|тебя|тебе|очень|пожалуйста|срочно)\s+)*(?P<verb>[а-яё]+(?:ть|ти|чь)(?:ся)?)\b",
    re.IGNORECASE,
)
_VOWELS = "aeiou"


def plainly(text: str) -> str:
    """The text with "mind marking" as "could you mark", «прошу отметить» as «отметь»; other texts as they are."""
    return _PLEASE.sub(_ordered, _MIND.sub(_asked_for, text))


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
