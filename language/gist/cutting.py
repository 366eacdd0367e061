"""A sentence cut in two: one part is kept, the other left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.gist.traits import BEFORE, BEHIND, Side
from language.sentence import Sentence
from language.words import DENIALS, Word

_QUOTES = "«\"“'(„"  # that open before a word
_JOINING = re.compile(r"\W+(?:и|а|но|and|but|so)$", re.IGNORECASE)
_LOOSE = " ,;:—–-"
_DENIALS = DENIALS | frozenset(
    "нет ни никто никому никогда нельзя без незачем некому "
    "never no nope nah none nobody nothing without hardly cannot".split()
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Before word `number`; on `side` stands what is left out."""

    number: int
    side: Side
    kept: str
    left_out: str

    def leaves_out(self, number: int) -> bool:
        """The word is among those left out."""
        return (number < self.number) == (self.side == BEFORE)


def cuts(s: Sentence) -> Iterator[Cut]:
    """Every way to leave out the beginning or the end, but none through a name, or that takes a "not" from its word."""
    inside = {n for m in s.mentions for n in range(s.index(m.start) + 1, s.index(m.end))}
    for number in range(1, len(s.words)):
        if number in inside:
            continue
        place = before_quotes(s, number)
        head, tail = s.text[:place].strip(_LOOSE), s.text[place:].strip(_LOOSE)
        if head and tail and not denies(s.words[number - 1]):
            yield Cut(number, BEFORE, tail, _JOINING.sub("", head))
        if head and tail:
            yield Cut(number, BEHIND, head, tail)


def before_quotes(s: Sentence, number: int) -> int:
    """Where a word begins, with the quotation marks that open before it."""
    place = s.words[number].start
    while s.text[place - 1] in _QUOTES:
        place -= 1
    return place


def denies(word: Word) -> bool:
    """ "not", "don't", «нет»."""
    return word.text in _DENIALS or word.text.endswith(("n't", "n’t"))
