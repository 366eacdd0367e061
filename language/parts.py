"""A stretch of a sentence read as a sentence of its own."""

from __future__ import annotations

from dataclasses import replace

from language.names import Mention
from language.sentence import Sentence
from language.things import Thing
from language.words import Word


def part_of(s: Sentence, start: int, end: int) -> Sentence:
    """What stands between these positions of the text, each word at its place and as it was understood."""
    inside = [n for n, word in enumerate(s.words) if start <= word.start and word.end <= end]
    first, last = (inside[0], inside[-1]) if inside else (len(s.words), len(s.words) - 1)
    cues = [c for c in s.cues if first <= c.first and c.last <= last]
    return replace(
        s,
        text=" " * start + s.text[start:end],
        words=s.words[first : last + 1],
        mentions=tuple(m for m in s.mentions if start <= m.start and m.end <= end),
        moments=tuple(m for m in s.moments if start <= m.start and m.end <= end),
        cues=tuple(replace(c, first=c.first - first, last=c.last - first) for c in cues),
    )


def about(s: Sentence, things: tuple[Thing, ...], pointer: Word | None) -> Sentence:
    """The sentence as one about these things: the pointer stands for it, or it goes without saying before all else."""
    start = s.words[0].start if s.words else 0
    named = Mention(pointer.start, pointer.end, things, True) if pointer else Mention(start, start, things, True)
    return replace(s, mentions=tuple(sorted((named, *s.mentions), key=lambda m: m.start)))
