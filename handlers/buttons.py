"""From a tapped button's data to a command.

Telegram brings back what a button of ours holds; a modified app may send anything else. A person can do no more
that way than by words, yet what does not fit is no fault of ours: it is a button that is no longer good.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from handlers.capability import Handler
from handlers.spans import stamped
from language import Command, Slots, Thing
from models import Feature, Idea, Project, Release, Risk

MODELS: Mapping[str, type[Any]] = {
    "project": Project, "feature": Feature, "release": Release, "idea": Idea, "risk": Risk,
}  # fmt: skip
_LARGEST_ID = 2**31 - 1
_FIRST_DAY, _NO_DAY = dt.date(2000, 1, 1), dt.date(2200, 1, 1)  # beyond them there is no reckoning with zones and weeks


def command_of(data: str, handlers: Mapping[str, Handler]) -> Command | None:
    """The command a `do` button carries; None where its data is not ours or of another version."""
    intent, *pairs = data.split(":")
    slots: Slots = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name in MODELS:
            if not (value.isdecimal() and int(value) <= _LARGEST_ID):
                return None
            slots[name] = Thing(name, int(value), "")  # type: ignore[arg-type]
        else:
            slots[name] = value
    return Command("", intent, slots) if intent in handlers and _takes(handlers[intent], slots) else None


def _takes(handler: Handler, slots: Slots) -> bool:
    """Whether the handler has these slots and can read what they hold."""
    wanted = signature(handler)
    try:
        wanted.bind(None, **slots)
    except TypeError:
        return False
    words = {name: value for name, value in slots.items() if name not in MODELS}
    as_text = all("str" in str(wanted.parameters[name].annotation) for name in words)
    return as_text and all(_READABLE[name](value) for name, value in words.items() if name in _READABLE)


def _is_day(value: str) -> bool:
    try:
        return _FIRST_DAY <= dt.date.fromisoformat(value) < _NO_DAY
    except ValueError:
        return False


def _are_days(value: str) -> bool:
    first, _, last = value.partition("-")
    return _is_day(first) and _is_day(last)


def _is_moment(value: str) -> bool:
    moment = stamped(value)
    return moment is not None and _FIRST_DAY <= moment.date() < _NO_DAY


def _is_number(value: str) -> bool:
    return value.isdecimal() and int(value) <= _LARGEST_ID


# What is not free text but one of a few words, a day or a number.
_READABLE: Mapping[str, Callable[[str], bool]] = {
    "status": Feature.STATUSES.__contains__,
    "severity": Risk.SEVERITIES.__contains__,
    "tongue": ("ru", "en").__contains__,
    "since": _is_day,
    "until": _is_day,
    "on": _is_day,
    "days": _are_days,
    "at": _is_moment,
    "everything": _is_number,
}
