"""The day a release is to come out, of all days that a sentence tells: «к 15 марта не успеем, сдвинь на 30 марта»."""

from __future__ import annotations

import re

from language.dates import DateMention
from language.folding import fold
from language.sentence import Sentence
from language.vocabulary import Cue

_FROM_DAY = re.compile(r"\b(?:с|со|from)\s+(?:the\s+)?$")
_TO_DAY = re.compile(r"\s*(?:на|до|to|till|until|->|→)\s*(?:the\s+)?")
# The day that it was to be before: "instead of December 20", «…, а не 15 февраля»
_NOT_DAY = re.compile(
    r"\b(?:(?:а|and|but)\s+)?(?:не|not|instead\s+of|rather\s+than|вместо)\s+(?:(?:на|к|до|с|on|for|by|to|the|от)\s+)*$",
    re.IGNORECASE,
)
# The day that it was on until now: «было 31.01, стало 28.02», "it was due January 31, now February 28".
_OF_A_DAY = r"(?:(?:на|к|до|дата|срок|дедлайн|due|planned|scheduled|set|slated|for|on|by|at|date|day|deadline)\s+)*"
_BEFORE = (
    r"(?:(?:был[аои]?|стоял[аои]?|значил(?:ся|ась|ось|ись)|планировал(?:и|ся|ась|ось)|намечал(?:и|ся|ась|ось)"
    r"|намеч(?:ен[аоы]?)|раньше|прежде|изначально|первоначально|(?:стар|прежн|предыдущ)\w+\s+(?:дат|срок|дедлайн)\w*"
    r"|was|were|had\s+been|used\s+to\s+be|originally|previously|formerly"
    r"|(?:old|previous|original|former)\s+(?:date|day|deadline))\b[\s:—–-]*)+"
)
_OLD_DAY = re.compile(rf"\b{_BEFORE}{_OF_A_DAY}$")
_ONLY_OLD_DAY = re.compile(
    rf"[,.;:(—–\d-]\s*(?:(?:а|это|он|она|релиз|дата|срок|it|that|the|which|date|but)\s+)*{_BEFORE}{_OF_A_DAY}$"
)


def target_day(s: Sentence, cue: Cue | None = None) -> DateMention | None:
    """The first day that is not denied; the first one in the clause of the order, where that has one."""
    days = s.days()
    if len(days) < 2:
        denied = not days or _NOT_DAY.search(s.text[: days[0].start])  # «не 1 марта, а 20-го»
        return None if denied else days[0]
    if _FROM_DAY.search(fold(s.text[: days[0].start])) and _TO_DAY.fullmatch(_between(s, days[0], days[1])):
        return days[1]
    meant = [day for day in days if not _NOT_DAY.search(s.text[: day.start])] or days
    meant = [day for day in meant if not _OLD_DAY.search(fold(s.text[: day.start]))] or meant
    if cue is not None:
        first, last = s.segment(cue.first)
        meant = [day for day in meant if first <= s.index(day.start) < last] or meant
    return meant[0]


def denied_words(s: Sentence) -> set[int]:
    """The words that deny a day: "instead of" in "on January 22 instead of December 20", «было» in «было 31.01»."""
    spans = [(found.start(), day.end) for day in s.days() if (found := _denial(s, day))]
    return {n for start, end in spans for n in range(s.index(start), s.index(end))}


def _denial(s: Sentence, day: DateMention) -> re.Match[str] | None:
    before = s.text[: day.start]
    return _NOT_DAY.search(before) or (_ONLY_OLD_DAY.search(fold(before)) if len(s.days()) > 1 else None)


def _between(s: Sentence, one: DateMention, other: DateMention) -> str:
    return fold(s.text[one.end : other.start])
