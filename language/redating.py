"""Another day behind a word why: «на 8 марта, хотя это праздник, лучше на 9 марта», "…, so April 23 then".

What is said otherwise at once, with no more than «ой», "sorry" between, is found by `correcting.py`.
"""

from __future__ import annotations

import re
from itertools import combinations

from language.dates import DateMention
from language.folding import fold
from language.sentence import Sentence
from language.vocabulary import FREE_TEXT

_PAUSE = r"(?:[,.;:…!?)(]+|\s[—–-])\s*"
_THEREFORE = r"(?:so|then|тогда|поэтому|так что)"
_JOINT = rf"(?:(?:{_THEREFORE}|а|но|и|ну|but|and|well|ok|уж|все-таки)[\s,]+)*"
_ANEW = (
    r"(?:(?:давай(?:те)?|лучше|пусть(?:\s+будет)?|ставь|ставим|двигай|двигаем)(?:\s+(?:уж|лучше|тогда|сразу|давай(?:те)?|пусть|будет))*"
    r"|make\s+(?:it|that)|let['’]?s\s+(?:make\s+it|do|say|go\s+(?:for|with))|better(?:\s+make\s+it)?|rather)"
)
_TO = r"(?:\s+(?:на|к|до|to|for|on|by|the))*\s+$"
_PAUSED = re.compile(_PAUSE)
_LED_IN = re.compile(rf"{_PAUSE}{_JOINT}{_ANEW}{_TO}")
_FOLLOWS = re.compile(rf"{_PAUSE}{_THEREFORE}{_TO}")
_NO_MORE = re.compile(r"[\s,]*(?:(?:then|instead|rather|please|тогда|лучше|пожалуйста)[\s,]*)*[.!)]*\s*")
_MOST_DAYS = 4


def redated(s: Sentence) -> str | None:
    """The text with the day that is meant where the first one stands; None where none is said anew."""
    days = s.days()
    if len(days) < 2 or not (s.of("release") or s.has("release_noun")) or s.has(*FREE_TEXT):
        return None
    for one, other in combinations(days[:_MOST_DAYS], 2):
        if _is_anew(s, one, other):
            return f"{s.text[: one.start]}{s.text[other.start : other.end]}{_beside(s, one)}{s.text[other.end :]}"
    return None


def _beside(s: Sentence, day: DateMention) -> str:
    """«на 1 марта перенеси, хотя нет, …»: the order that stands behind the first day."""
    pause = _PAUSED.search(s.text, day.end)
    return s.text[day.end : pause.start()].rstrip() if pause else ""


def _is_anew(s: Sentence, one: DateMention, other: DateMention) -> bool:
    """Only a word why stands between, which names nothing and sets no condition."""
    between = fold(s.text[one.end : other.start])
    follows = _FOLLOWS.search(between) and _NO_MORE.fullmatch(fold(s.text[other.end :]))
    if not (follows or _LED_IN.search(between)) or not _is_ordered(s, one, other):
        return False
    numbers = range(s.index(one.end), s.index(other.start))
    return not any(c.first in numbers for c in s.all("if_", "maybe")) and not any(map(s.is_named, numbers))


def _is_ordered(s: Sentence, one: DateMention, other: DateMention) -> bool:
    """What is to be on the first day is said before it, or right behind it: «v2.0 на 1 марта перенеси, …»."""
    pause = _PAUSED.search(s.text, one.end)
    until = min(pause.start() if pause else other.start, other.start)
    return any(s.words[c.first].start < until for c in s.all("move", "put", "create", "set", "release_noun"))
