"""A message as it is searched for what makes it nobody's order: where things are named, and where orders stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.folding import fold, without_quoted
from language.guards.governing import ORDERS
from language.sentence import Sentence
from language.vocabulary import FREE_TEXT, STATUSES, Cue

_CHANGES = ("delete", "move", "rename", "archive", "undo", "create", "assign", "put", "blocks", "depends")
_PLAINLY = ("delete", "archive")
_ACTS = (*STATUSES, *_CHANGES, "set", "take_out", "ship", "po", "team", "describe")
_NO_ACTS = frozenset("to in into is as now new need теперь новый нужно нужен нужна хочу хотим давай".split())
ENDS = r"(?=\s*(?:[,.;!?…)]|\s[—–-]\s|$))"
BEGINS = r"(?:[,.;!?…(]\s*|\s[—–-]\s+|\bэто\s+|\bто есть\s+)"
LIGHT = r"(?:(?:это|она|он|оно|вообще|никак|совсем|уже|же|тут|просто|сейчас|вчера|так|вот)\s+)*"
CLAUSE = (
    r"(?:[.,;:!?…—–-]\s*(?:(?:and|but|so|oh|oh no|no|wait|then|а|но|и|так что|нет|ой)\W+)*"
    r"|\s(?:and(?: then)?|lol|haha|but|so|sorry|oh|please|а|но|так что)\s+)"
)
_OPENING = frozenset("so then and but please just now well ok".split())


@dataclass(frozen=True, slots=True)
class Telling:
    """`text`: folded, with what stands in quotation marks blanked; `behind`: where the first name ends."""

    sentence: Sentence
    text: str
    behind: int

    def steps(self) -> list[Cue]:
        """The orders and the statuses of it."""
        return self.sentence.all(*STATUSES, *_CHANGES)

    def acts(self) -> list[Cue]:
        """All that may change something, but for bare words of place and time that serve as such beside others."""
        s = self.sentence
        return [c for c in s.all(*_ACTS) if c.last > c.first or s.words[c.first].text not in _NO_ACTS]

    def is_ordered(self, act: Cue) -> bool:
        """An order by its form: «закрой»; "close", where it opens its clause."""
        s = self.sentence
        word = s.words[act.first]
        if not word.text.isascii():
            return "impr" in word.marks and "incl" not in word.marks
        start, _ = s.segment(act.first)
        return word.text in ORDERS and all(s.plain(n) or s.words[n].text in _OPENING for n in range(start, act.first))

    def is_ordered_plainly(self, act: Cue) -> bool:
        """The same, wherever it stands."""
        word = self.sentence.words[act.first]
        return word.text in ORDERS or "impr" in word.marks

    def orders_behind(self, number: int) -> bool:
        """Something is ordered, or told of a thing by its name, at this word or later."""
        s = self.sentence
        named = any(m.whole and s.index(m.start) >= number for m in s.mentions)
        return named or any(c.first >= number and self.is_ordered(c) for c in self.acts())

    def stands_before(self, position: int) -> bool:
        """An order or a status does, and nothing whose words are kept as they are."""
        s = self.sentence
        noun = s.first(*FREE_TEXT)
        kept = noun is not None and s.words[noun.first].start < position
        return not kept and any(s.words[c.first].start < position for c in self.steps())

    def goes_on(self, position: int) -> bool:
        """Another status, or a name, stands behind: what is meant may be said there."""
        s = self.sentence
        named = any(m.start >= position and m.whole for m in s.mentions)
        return named or any(s.words[c.first].start >= position for c in s.all(*STATUSES, *_PLAINLY))

    def is_about_what_stands_before(self, *patterns: re.Pattern[str]) -> bool:
        """One of them is found behind an order or a status, and no other follows."""
        found = (m.span() for pattern in patterns for m in pattern.finditer(self.text))
        return any(self.stands_before(at) and not self.goes_on(end) for at, end in found)

    def leads(self, number: int) -> bool:
        """An order or a status stands behind this word in its sentence."""
        _, end = self.sentence.hard_segment(number)
        return any(number < c.first < end for c in self.steps())


def telling(s: Sentence) -> Telling:
    text = without_quoted(fold(s.text))
    return Telling(s, text, min((m.end for m in s.mentions), default=0))
