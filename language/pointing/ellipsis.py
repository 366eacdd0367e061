"""What is said of one thing goes for another that is only named: "login isn't done but signup is", «…, а вход — да»."""

from __future__ import annotations

import re

from language.sentence import Sentence
from language.vocabulary import STATUSES

_DENIED = re.compile(r"\s+(?:isn['’]t|is\s+not|aren['’]t|are\s+not|не|ещё\s+не|еще\s+не|пока\s+не)\s+", re.IGNORECASE)
_JOINT = re.compile(
    r"\s*(?:[,;.]\s*(?:but|and|while|а|но|зато)?|\s(?:but|while|а|но|зато))\s+(?:the\s+|our\s+)?", re.IGNORECASE
)
_IS = re.compile(r"\s+(?:is|are)[\s.!]*|\s*(?:—|–|-)?\s+да[\s.!]*", re.IGNORECASE)


def filled_in(s: Sentence) -> str | None:
    """The text with what goes without saying in it, where it is all that is said; else None."""
    if len(s.of("feature")) != len(s.mentions) or len(s.mentions) != 2:  # one denied, one told
        return None
    one, other = s.mentions
    denied = _DENIED.match(s.text, one.end)
    if denied is None or not all(s.plain(n) for n in range(s.index(one.start))):
        return None
    told = next((c for c in s.all(*STATUSES) if s.words[c.first].start == denied.end()), None)
    if told is None or not _JOINT.fullmatch(s.text, s.words[told.last].end, other.start):
        return None
    if not _IS.fullmatch(s.text, other.end):
        return None
    status = s.text[s.words[told.first].start : s.words[told.last].end]
    joint = " is " if told.language == "en" else " "
    return f"{s.text[other.start : other.end]}{joint}{status}"
