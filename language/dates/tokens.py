"""A text taken apart for the rules that read days, and what they pass on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from language.dates.words import GLUE
from language.folding import fold
from language.numbers import NUMBER_WORDS

# Upper-case kinds cannot be mistaken for words, which are folded. Order matters: the longest reading first.
_LEX: Final = re.compile(
    r"""
    (?P<ID>[^\W\d]{1,32}\d\w*(?:[.\-]\d+)*)                                  # v2.0, q3, abc15
    | (?P<YMD>\d{4}(?P<s1>[-./])\d{1,2}(?P=s1)\d{1,2})(?!(?!г\b)\w|[./\-]\w)
    | (?P<DMY>\d{1,2}(?:(?P<s2>[-./])\d{1,2}(?P=s2)\d{4}|\.\d{1,2}\.\d\d|/\d{1,2}/\d\d))(?!(?!г\b)\w|[./\-]\w)
    | (?P<DM>\d{1,2}[./]\d{1,2})(?!\w|[./\-–:]\w|,\d)
    | (?P<ORD>\d{1,4}-?(?:ого|ому|ое|го|му|ый|ым|ой|ая|е|м|й|я|st|nd|rd|th))(?!\w)
    | (?P<NUM>\d+)(?!(?!г\b)\w|[.,:]\d|[/\-–]\w)
    | (?P<JUNK>\d\w*(?:[.,:]\d\w*|[/\-–]\w+)*)                          # 2.1.0, 2-3, 10:30, 1,5
    | (?P<WORD>[^\W\d_]+)
    | (?P<MARK>[^\w\s]|_)
    """,
    re.VERBOSE,
)

_NOTHING: Final = ("",) * 8


class Tokens:
    """The tokens of a text. Both lists end in empty strings, so a step past either end reads ""."""

    __slots__ = ("count", "kinds", "past", "today", "tokens", "words")

    def __init__(self, text: str, today: date, *, past: bool = False) -> None:
        self.tokens, self.words, self.kinds = _taken_apart(fold(text))
        self.count = len(self.tokens)
        self.today = today
        self.past = past  # a day without a year, or a weekday, is the latest one, not the coming one

    def touching(self, at: int) -> bool:
        """Whether token `at` follows the one before it without a space."""
        return 0 < at < self.count and self.tokens[at - 1].end() == self.tokens[at].start()

    def glued(self, at: int) -> bool:
        """Whether token `at` is part of a price, a path, a number: "$15.02", "/2027-02-15"."""
        return self.touching(at) and self.words[at - 1] in GLUE

    def whole(self, at: int, after: int) -> bool:
        """Whether nothing but marks stands around the tokens from `at` up to `after`."""
        around = chain(range(at), range(after, self.count))
        return all(self.kinds[place] == "MARK" for place in around)

    def is_number(self, at: int) -> bool:
        return self.kinds[at] in {"NUM", "ORD"} or self.words[at] in NUMBER_WORDS


@lru_cache(maxsize=100)
def _taken_apart(text: str) -> tuple[Sequence[re.Match[str]], Sequence[str], Sequence[str]]:
    """The tokens with their words and kinds; of one message days, periods and shifts are asked for."""
    tokens = list(_LEX.finditer(text))
    return tokens, [*(t[0] for t in tokens), *_NOTHING], [*(t.lastgroup or "" for t in tokens), *_NOTHING]


class Hit(NamedTuple):
    """A day read up to token `after`; None for a day that does not exist."""

    after: int
    value: date | None


class Number(NamedTuple):
    value: int
    after: int
    digits: bool
    ordinal: bool


class Amount(NamedTuple):
    days: int
    months: int
    after: int
    bare: bool  # a unit without a number


Rule = Callable[[Tokens, int], Hit | None]
