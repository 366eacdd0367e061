"""The person who speaks: «назначь вход на меня», "assign login to me", «какие фичи на мне»."""

from __future__ import annotations

import re

from language.folding import fold
from language.meaning import SPEAKER
from language.sentence import Sentence
from language.vocabulary import STATUSES

_TO_ME = re.compile(
    r"\b(?:на|за)\s+(?:меня|себя|мной|мною)\b|\bназнач\w*\s+(?:мне|меня)\b|\b(?:on|to|for)\s+(?:me|myself)\b"
    r"|\b(?:assign|make|put)\s+me\b|\bme\s+as\b"
)
_MINE = re.compile(
    r"\bна\s+мне\b|\bза\s+мной\b|\bна\s+меня\b|\bassigned\s+to\s+me\b|\bon\s+me\b|\bi\s+own\b|\bi'm\s+the\s+po\b"
)
_MERE = frozenset({"is", "as", "are", "put", "set", "make"})  # they assign only beside a word for who does it


def given_to_speaker(s: Sentence) -> str:
    """`SPEAKER` where something is to be theirs, else nothing."""
    found = _TO_ME.search(fold(s.text))
    if found is None or _by_others(s, s.index(found.start())) or _as_a_favour(s, found.group()):
        return ""
    return SPEAKER


def _as_a_favour(s: Sentence, to_me: str) -> bool:
    """ "mark it as in progress for me": the order is another, and is only asked of whoever listens."""
    given = s.has("po") or any(s.said(c) not in _MERE for c in s.all("assign"))
    return to_me.startswith("for") and s.has(*STATUSES) and not given


def _by_others(s: Sentence, number: int) -> bool:
    """«…, а то на меня всё повесят»: what others will do, and nobody orders."""
    start, end = s.segment(number)
    return any({"futr", "3per", "plur"} <= word.marks for word in s.words[start:end])


def asked_of_speaker(s: Sentence) -> str:
    """`SPEAKER` where it is asked what is theirs, else nothing."""
    return SPEAKER if _MINE.search(fold(s.text)) else ""
