"""The release that a new feature is made for: «… и закинь её в 2.0», "It should be in v3.0"."""

from __future__ import annotations

import re
from typing import Any

from language.draft import Named, as_named
from language.sentence import Sentence
from language.vocabulary import Cue

_RELEASE = re.compile(
    r"(?P<joint>\s*[,;.]\s*(?:и\s+|and\s+)?|\s(?:и|and)\s+|\s)"
    r"(?P<order>(?:(?:сразу\s+)?(?:добавь|поставь|положи|включи|закинь|кинь|внеси|запланируй|запихни)(?:те)?"
    r"\s+(?:(?:её|ее)\s+)?(?:сразу\s+)?|сразу\s+|(?:add|put|schedule|plan|slot)\s+it\s+"
    r"|(?:it|она)\s+(?:(?:should|has\s+to|must|needs\s+to|is\s+to)\s+(?:be|go|ship)|(?:goes|ships|пойд[её]т|едет|ид[её]т)"
    r"|должна\s+(?:быть|войти|попасть))\s+))?(?P<where>в|на|к|для|into|in|to|for)\s+(?:the\s+)?"
    r"(?P<noun>(?:релиз\w*|верси\w+|release|version)\s+)?$",
    re.IGNORECASE,
)
_RELEASE_TOLD = re.compile(r"\s*[,;.]\s*(?:релиз|версия|release|version)[\s:—–-]*$", re.IGNORECASE)  # «…, релиз 2.1»
_ITSELF = re.compile(r"[\s.!]*(?:(?:её|ее|его|it)[\s.!]*)?", re.IGNORECASE)
_TO_RELEASE = re.compile(r"\s(?:в|to|into)\s+$", re.IGNORECASE)
_CLOSING = '"»”'
_IN = frozenset({"в", "in"})  # «Баллы в v2.0»; «Подготовка к v2.0» may be a name
_NEGATED = re.compile(
    r"\b(?:не|not|don't|dont|never)\s+(?:add|put|schedule|plan|slot|добавляй|ставь|клади|включай)", re.IGNORECASE
)
# «добавь фичу Вход в релиз 2.0» may mean a feature that has another name here: that one is asked for, not made.
_MAKING = frozenset("создать создавать завести заводить новый create new make".split())


def released_in(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]] | None:
    """The known release at the end of the text, and where what leads to it begins."""
    if _NEGATED.search(s.text, start, end):
        return None
    for mention in s.of("release"):
        if start < mention.start and _ITSELF.fullmatch(s.text, mention.end, max(end, mention.end)):
            if told := _RELEASE_TOLD.search(s.text, start, mention.start):
                return told.start(), {"release": as_named(s, "release", mention)}
            led = _RELEASE.search(s.text, start, mention.start)
            apart = led and (led["noun"] or led["joint"].strip() or s.text[led.start() - 1] in _CLOSING)
            version = led and led["where"].lower() in _IN and s.text[mention.start].lower() == "v"
            if led and (led["order"] or (_is_made(s) and (apart or version))):
                return led.start(), {"release": as_named(s, "release", mention)}
    return None


def release_before(s: Sentence, noun: Cue) -> Named | None:
    """«создай в релизе 2.1 фичу X»."""
    orders = [s.words[c.first].start for c in s.all("create") if s.opening(c.first)]
    noun_at = s.words[noun.first].start
    known = [m for m in s.of("release") if orders and orders[0] < m.start and m.end <= noun_at]
    return as_named(s, "release", known[0]) if len(known) == 1 else None


def goes_into_release(s: Sentence, end: int) -> bool:
    """«добавь фичи Вход и Выход в 2.1»: the text ends in a release that is there."""
    return not _is_made(s) and any(m.end == end and _TO_RELEASE.search(s.text, 0, m.start) for m in s.of("release"))


def _is_made(s: Sentence) -> bool:
    return any(s.words[n].forms & _MAKING for n in s.within("create", "new"))
