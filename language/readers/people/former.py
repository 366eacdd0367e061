"""Who answered for a feature before, told beside who does now: «Олег больше не PO входа, назначь Марину»."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from language.sentence import Sentence

_CAP = r"[A-ZА-ЯЁ][\w'’-]*"
_NAME = rf"{_CAP}(?:\s+{_CAP})?"
_WHO = r"(?:po|pm|ро|product owner|owner|продакт|владел\w+|овнер|оунер|ответственн\w+)"
# Who it is no longer, or was.
_NO_LONGER = re.compile(
    rf"\b{_NAME}\s+(?:(?i:больше|уже|теперь|более)\s+не(?=\s+(?i:{_WHO})\b)"
    rf"|(?i:is|was)\s+(?i:no\s+longer|not)\s+(?:the\s+)?(?=(?i:{_WHO})\b)|(?i:isn['’]t)\s+(?:the\s+)?(?=(?i:{_WHO})\b))"
    rf"|\b(?i:был[аи]?|раньше\s+был[аи]?|was|used\s+to\s+be)\s+{_NAME}(?=\s*[,;.—–-])"
)
# What leads the other in: an order about somebody «вместо него», «стала …», "now it's …".
_NEXT = re.compile(
    rf"(?P<order>\b(?i:вместо\s+(?:него|не[её]|них)|instead(?:\s+of\s+(?:him|her|them))?|any\s?more)\b)"
    rf"|(?<=[,;.—–-]\s)(?:(?i:а|и|and|but)\s+)?(?P<leads>(?i:стал[аи]?|станет|теперь|сейчас|now\s+it['’]s|it['’]s\s+now"
    rf"|now\s+it\s+is))\s+(?={_NAME})"
)
_SOMEBODY = re.compile(_NAME)
_PAUSE = re.compile(r"[,;.!—–-]")
_ANY_MORE = re.compile(r"any\s?more", re.IGNORECASE)


def without_the_former(s: Sentence) -> Sentence:
    """The sentence where only who answers for it now is named; as it is where that is not told."""
    if not s.has("po"):
        return s
    former = _NO_LONGER.search(s.text)
    following = [m for m in _NEXT.finditer(s.text) if former and m.start() >= former.end()]
    told = any(not _ANY_MORE.fullmatch(m.group()) for m in following)
    if former is None or not (told or s.has("assign", "hand_over")) or not _names_another(s, former.end()):
        return s
    behind = [c for c in s.all("assign", "hand_over", "put") if s.words[c.first].start >= former.end()]
    if not (behind or any(m["leads"] for m in following)):
        return s
    return _without(s, [former.span(), *(m.span(m.lastgroup or 0) for m in following)])


def _names_another(s: Sentence, position: int) -> bool:
    """Somebody is named in a clause behind."""
    pause = _PAUSE.search(s.text, position)
    named = _SOMEBODY.finditer(s.text, pause.end()) if pause else ()
    return any(not any(a.start <= m.start() < a.end for a in s.mentions) for m in named)


def _without(s: Sentence, spans: list[tuple[int, int]]) -> Sentence:
    """The sentence with these stretches left blank, each other word at its place."""
    if any(a < m.end and m.start < b for a, b in spans for m in s.mentions):
        return s
    kept = [n for n, w in enumerate(s.words) if not any(a <= w.start < b for a, b in spans)]
    text = s.text
    for a, b in spans:
        text = text[:a] + " " * (b - a) + text[b:]
    cues = [c for c in s.cues if all(n in kept for n in range(c.first, c.last + 1))]
    return replace(
        s,
        text=text,
        words=tuple(s.words[n] for n in kept),
        cues=tuple(replace(c, first=bisect_left(kept, c.first), last=bisect_left(kept, c.last)) for c in cues),
    )
