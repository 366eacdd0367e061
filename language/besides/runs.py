"""The stretches of words between pauses that a side clause may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from language.folding import fold
from language.names import Mention
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.words import CONJUNCTIONS

# A colon is no pause here: what stands behind it tells why, or is the text of something.
_PAUSE = re.compile(r"[,;!?…\n()]|\.(?!\d)|\s[—–-]+\s")
# What may begin a side clause with neither pause nor "and" before it: "close login don't touch signup".
_OPENINGS = frozenset("не don't dont without leave hands".split())


def runs(s: Sentence, named: Sequence[Mention]) -> list[range]:
    """The numbers of the words between pauses; what stands in quotation marks and in a name is in one piece."""
    closed = [found.span() for found in QUOTED.finditer(s.text)]
    closed += [(m.start, m.end) for m in named if m.whole]
    begins = [0]
    for number, (one, other) in enumerate(pairwise(s.words), 1):
        inside = any(start <= one.start and other.end <= end for start, end in closed)
        instead = (one.text, other.text) == ("того", "чтобы")  # «вместо того, чтобы удалять вход, …»
        if not (inside or instead) and _PAUSE.search(s.text, one.end, other.start):
            begins.append(number)
    return [range(first, last) for first, last in pairwise([*begins, len(s.words)])]


def is_quoted(s: Sentence, number: int) -> bool:
    word = s.words[number]
    return any(found.start() <= word.start < found.end() for found in QUOTED.finditer(s.text))


def endings(s: Sentence, run: range) -> Iterator[range]:
    """The run itself, then what stands behind an "and" or where a side clause may begin with no pause."""
    yield run
    for number in run[1:]:
        joined = s.words[number - 1].text in CONJUNCTIONS and number - 1 > run.start
        if joined or s.words[number].text in _OPENINGS:
            yield range(number, run.stop)


def beginnings(s: Sentence, run: range) -> Iterator[range]:
    """What stands before an "and", the shortest first: "leave v2.1 as it is and add another release"."""
    for number in run[1:-1]:
        if s.words[number].text in CONJUNCTIONS:
            yield range(run.start, number)


def is_joint(s: Sentence, number: int) -> bool:
    return s.words[number].text in CONJUNCTIONS


def said_in(s: Sentence, run: range) -> str:
    """These words, folded, with what stands between them."""
    return fold(s.text)[s.words[run.start].start : s.words[run[-1]].end]
