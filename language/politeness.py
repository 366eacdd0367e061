"""Polite forms said plainly: "mind marking login as done?" asks the same as "could you mark login as done?"."""

from __future__ import annotations

import re

from language.governing import ORDERS

_MIND = re.compile(r"\b(?:(?:would|do)\s+you\s+)?mind\s+(?P<verb>[a-z]{3,}ing)\b", re.IGNORECASE)
_VOWELS = "aeiou"


def plainly(text: str) -> str:
    """The text with "mind marking" as "could you mark"; other texts as they are."""
    return _MIND.sub(_asked_for, text) if "mind" in text.lower() else text


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
