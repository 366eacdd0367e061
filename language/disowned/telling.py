"""A message as it is searched for what makes it nobody's order: where things are named, and where orders stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.folding import fold
from language.sentence import Sentence
from language.vocabulary import FREE_TEXT, STATUSES, Cue

_QUOTED = re.compile(r"\"[^\"]*\"|«[^»]*»|“[^”]*”")
_CHANGES = ("delete", "move", "rename", "archive", "undo", "create", "assign", "put", "blocks", "depends")
_PLAINLY = ("delete", "archive")
ENDS = r"(?=\s*(?:[,.;!?…)]|\s[—–-]\s|$))"
BEGINS = r"(?:[,.;!?…(]\s*|\s[—–-]\s+|\bэто\s+|\bто есть\s+)"
LIGHT = r"(?:(?:это|она|он|оно|вообще|никак|совсем|уже|же|тут|просто|сейчас|вчера|так|вот)\s+)*"
CLAUSE = (
    r"(?:[.,;:!?…—–-]\s*(?:(?:and|but|so|oh|oh no|no|wait|then|а|но|и|так что|нет|ой)\W+)*"
    r"|\s(?:and(?: then)?|lol|haha|but|so|sorry|oh|please|а|но|так что)\s+)"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """`text`: folded, with what stands in quotation marks blanked; `behind`: where the first name ends."""

    sentence: Sentence
    text: str
    behind: int

    def steps(self) -> list[Cue]:
        """The orders and the statuses of it."""
        return self.sentence.all(*STATUSES, *_CHANGES)

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
    text = _QUOTED.sub(lambda m: " " * len(m.group()), fold(s.text))
    return Telling(s, text, min((m.end for m in s.mentions), default=0))
