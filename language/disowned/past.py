"""Told of long ago, or so in name alone: «была заблокирована прошлой весной», «по плану готова, по жизни нет»."""

from __future__ import annotations

import re

from language.disowned.telling import Telling

# «по плану готова, по жизни нет», «официально готова, а по факту …»
_IN_FACT = re.compile(
    r",\s*(?:а|но)?\s*(?:по (?:жизни|факту)|на (?:деле|самом деле)|в (?:реальности|действительности))\b"
    r"(?=[^.!?]*(?:\bнет\b|\bне\b|пшик|кон[ья]|ноль|пусто|ничего|никак))"
)
# «…, оказалось что не наша»
_PROVED_NOT = re.compile(
    r"\bоказал(?:ось|ся|ась),? что не (?:наш|та|то|тот|у нас|готов)\w*\b|\bоказалось,? (?:что )?нет\b"
)
# «была заблокирована прошлой весной», «помнишь, как стояла?»
_LONG_AGO = re.compile(
    r"\bбыл[аои]?\b.*(?:\b(?:поза)?прошл\w+ (?:весн|лет|осен|зим|год|век)|\bпомни(?:шь|те)\b)"
    r"|\bпомни(?:шь|те)\b.*\bбыл[аои]?\b|\bбыл[аои]? еще при \w+|\bеще при \w+.*\bбыл[аои]?\b"
    r"|\b(?:вспомнил[аи]?|вспоминаю|помню),? как\b"
)
_NOW = re.compile(r"\b(?:так вот|теперь|сейчас|уже|наконец|снова|опять|все-таки|сегодня|вчера)\b")
_REMEMBERED = re.compile(
    r"\bremember\s*\?|\b(?:that['’]?s|that was) (?:still )?from (?:last|the last|the old|an old) \w+"
)


def is_of_once(told: Telling) -> bool:
    """Whatever it was then, or is said to be."""
    so_called = any(pattern.search(told.text, told.behind) for pattern in (_IN_FACT, _PROVED_NOT))
    return so_called or _is_of_long_ago(told.text) or told.is_about_what_stands_before(_REMEMBERED)


def _is_of_long_ago(text: str) -> bool:
    found = _LONG_AGO.search(text)
    begun = text.find("был", found.start()) if found else -1
    return found is not None and not _NOW.search(text, begun if begun >= 0 else found.end())
