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
from language.words import marks

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
_TO_DAY = r"(?P<to>(?:на|к|до)\s+)?"
_NOT = re.compile(rf"\bне\s+{_TO_DAY}$", re.IGNORECASE)
_BUT = re.compile(
    rf",?\s+а\s+{_TO_DAY}(?P<day>\d{{1,2}}(?:-?(?:го|е|ое))?|(?:двадцать\s+|тридцать\s+)?[а-яё]+(?:ое|ого|ье|ьего))"
    r"(?=\s*(?:$|[.,;!)])|\s+[а-яё])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\bне\s+(?P<other>(?:на|к|до)\s+)?(?P<day>[\w.]+(?:\s+[а-яё]+){0,2}?),?\s+а\s+(?P<to>(?:на|к|до)\s+)?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"\S+|(?:двадцать|тридцать)\s+\S+", re.IGNORECASE)  # its month is told with the other
_MONTH = re.compile(r"[а-яё]+$", re.IGNORECASE)


def redated(s: Sentence) -> str | None:
    """The text with the day that is meant where the first one stands; None where none is said anew."""
    days = s.days()
    if days and (otherwise := _denied(s, days[-1]) or _without_denied(s, days[-1])):
        return otherwise
    if len(days) < 2 or not (s.of("release") or s.has("release_noun")) or s.has(*FREE_TEXT):
        return None
    for one, other in combinations(days[:_MOST_DAYS], 2):
        if _is_anew(s, one, other):
            return f"{s.text[: one.start]}{s.text[other.start : other.end]}{_beside(s, one)}{s.text[other.end :]}"
    return None


def _denied(s: Sentence, day: DateMention) -> str | None:
    """«v2.0 не 1 марта, а 20-го»: the month is told with the day that it is not."""
    before, behind = _NOT.search(s.text[: day.start]), _BUT.match(s.text, day.end)
    month = _MONTH.search(s.text[day.start : day.end])
    if not (before and behind and month and s.of("release")):
        return None
    first, _ = s.hard_segment(s.index(day.start))
    if any({"VERB", "past"} <= word.marks for word in s.words[first : s.index(day.start)]):
        return None  # «вышел не 1 марта, а 20-го» tells
    to = behind["to"] or before["to"] or "на "
    return f"{s.text[: before.start()]}{to}{behind['day']} {month.group()}{s.text[behind.end() :]}"


def _without_denied(s: Sentence, day: DateMention) -> str | None:
    """«дата v2.0 не 1 марта, а 20 марта»: only the second is meant."""
    aside = _ASIDE.search(s.text[: day.start]) if s.of("release") else None
    if (
        aside is None
        or _BARE.fullmatch(s.text[day.start : day.end])
        or not (aside["day"][0].isdigit() or "Anum" in marks(fold(aside["day"].split()[0])))
    ):
        return None
    return f"{s.text[: aside.start()]}{aside['to'] or aside['other'] or ''}{s.text[day.start :]}"


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
