"""A sentence taken apart: its words, the names and moments in it, and the cues that give them meaning."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from language import dates
from language.names import Mention
from language.vocabulary import Cue
from language.words import Word

Moment = dates.DateMention | dates.Period

_BREAK = re.compile(r"[,;:!?…\n—–→()]|\.(?!\d)|\s[-]+>?\s|->")
# Cues that only say what sort of story a clause tells; their words may still be those of a thing of its own.
SILENT = frozenset({"cause_", "asks_", "preface_", "kin_", "maker_", "papers_", "refused_", "sums_up"})
_HARD_BREAK = re.compile(r"[;!?…\n]|\.(?!\d)")
# Cues that say what is done or asked; a part of a name made only of these is no mention of it.
_PLAIN = frozenset({"filler", "tail", "pronoun", "both", "and_", "thanks", "request", "new"})


@dataclass(frozen=True)
class Sentence:
    """`text` as written (layout mended); words by position; mentions and moments in order of the text."""

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    moments: tuple[Moment, ...]
    shift: dates.Shift | None
    cues: tuple[Cue, ...]
    today: dt.date

    # --- cues

    def all(self, *kinds: str) -> list[Cue]:
        """Cues of these kinds in order of the text, those inside a name or a longer cue of the same kinds left out."""
        return list(self._of_kinds(kinds))

    def _of_kinds(self, kinds: tuple[str, ...]) -> Sequence[Cue]:
        if self._kinds.isdisjoint(kinds):
            return ()
        known = self._asked_for.get(kinds)
        if known is None:
            found = [cue for cue in self.cues if cue.kind in kinds]
            known = self._asked_for[kinds] = found if len(found) < 2 else _outermost(found)
        return known

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(cue.kind for cue in self.cues)

    @cached_property
    def _asked_for(self) -> dict[tuple[str, ...], list[Cue]]:
        return {}

    def first(self, *kinds: str, before: int | None = None, after: int = 0) -> Cue | None:
        """The first cue of these kinds that begins at word `after` or later, and before word `before`."""
        end = len(self.words) if before is None else before
        for cue in self._of_kinds(kinds):
            if after <= cue.first < end:
                return cue
        return None

    def has(self, *kinds: str) -> bool:
        return not self._kinds.isdisjoint(kinds)

    def within(self, *kinds: str) -> frozenset[int]:
        """The numbers of the words that cues of these kinds are made of."""
        return _covered(self._of_kinds(kinds))

    def said(self, cue: Cue) -> str:
        return " ".join(word.text for word in self.words[cue.first : cue.last + 1])

    # --- things

    def of(self, kind: str) -> list[Mention]:
        """Mentions that can be a thing of this kind."""
        known = self._named_as.get(kind)
        if known is None:
            known = self._named_as[kind] = [m for m in self.mentions if m.of(kind)]
        return list(known)

    @cached_property
    def _named_as(self) -> dict[str, list[Mention]]:
        return {}

    def mention_of(self, word: Word) -> Mention | None:
        """The name that a word belongs to."""
        return next((m for m in self.mentions if m.start <= word.start < m.end), None)

    def days(self) -> list[dates.DateMention]:
        return [m for m in self.moments if isinstance(m, dates.DateMention)]

    def period(self) -> dates.Period | None:
        return next((m for m in self.moments if isinstance(m, dates.Period)), None)

    # --- places

    def index(self, position: int) -> int:
        """The number of the first word that begins at this position of the text or later."""
        return bisect_left(self.words, position, key=_start)

    def is_named(self, number: int) -> bool:
        """The word belongs to a name or a moment."""
        return self.words[number].start in self._named

    @cached_property
    def _named(self) -> frozenset[int]:
        spans = (*self.mentions, *self.moments)
        inside = (self.words[self.index(one.start) : self.index(one.end)] for one in spans)
        return frozenset(word.start for words_inside in inside for word in words_inside)

    def plain(self, number: int) -> bool:
        """The word carries no meaning of its own."""
        return number in self._plain

    @cached_property
    def _plain(self) -> frozenset[int]:
        return _covered(c for c in self.cues if c.kind in _PLAIN)

    def meant(self, number: int) -> bool:
        """The word is a cue of any kind, a name or a moment: it is explained."""
        return number in self._told or self.is_named(number)

    @cached_property
    def _told(self) -> frozenset[int]:
        return _covered(c for c in self.cues if c.kind not in SILENT)

    def breaks(self, start: int, end: int, hard: bool = False) -> bool:
        """There is punctuation between these positions of the text."""
        return bool((_HARD_BREAK if hard else _BREAK).search(self.text[start:end]))

    def pause_before(self, number: int) -> bool:
        """There is punctuation right before a word."""
        return self.breaks(self.words[number - 1].end, self.words[number].start)

    def segment(self, number: int) -> tuple[int, int]:
        """The words (first, past the last) between punctuation around a word."""
        return _around(number, self._pauses, len(self.words))

    def hard_segment(self, number: int) -> tuple[int, int]:
        """The words (first, past the last) of the sentence, up to . ! ? and line ends, around a word."""
        return _around(number, self._ends, len(self.words))

    @cached_property
    def _pauses(self) -> list[int]:
        """The words that begin behind punctuation."""
        return self._behind_breaks(hard=False)

    @cached_property
    def _ends(self) -> list[int]:
        """The words that begin a sentence, but for the first."""
        return self._behind_breaks(hard=True)

    def _behind_breaks(self, *, hard: bool) -> list[int]:
        joints = enumerate(pairwise(self.words), 1)
        return [n for n, (one, other) in joints if self.breaks(one.end, other.start, hard)]

    def named_in_segment(self, number: int) -> bool:
        """A thing is named between the same punctuation as this word."""
        first, last = self.segment(number)
        return any(first <= self.index(m.start) < last for m in self.mentions)

    def after(self, number: int) -> str:
        """The text behind a word, as it was written."""
        return self.text[self.words[number].end :] if number >= 0 else self.text

    def opening(self, number: int) -> bool:
        """Nothing but plain words stands before this word."""
        return all(self.plain(n) for n in range(number))


def _outermost(found: Iterable[Cue]) -> list[Cue]:
    """In order of the text, without those that a longer one covers."""
    kept: list[Cue] = []
    span, end, inside = (-1, -1), -1, False
    for cue in sorted(found, key=lambda c: (c.first, -c.last)):
        if (cue.first, cue.last) != span:
            span, inside, end = (cue.first, cue.last), cue.last <= end, max(end, cue.last)
        if not inside:
            kept.append(cue)
    return kept


def _covered(cues: Iterable[Cue]) -> frozenset[int]:
    return frozenset(n for cue in cues for n in range(cue.first, cue.last + 1))


def _around(number: int, begins: Sequence[int], count: int) -> tuple[int, int]:
    """The stretch of words that a word lies in, given where all but the first of them begin."""
    at = bisect_right(begins, number)
    return (begins[at - 1] if at else 0), (begins[at] if at < len(begins) else count)


def _start(word: Word) -> int:
    return word.start
