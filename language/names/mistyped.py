"""How a name is mistyped or shortened: two words as one ("darktheme"), without a letter ("dark thme"), «интгр»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import OSA

from language.folding import fold
from language.words import Word, forms, marks

_WHOLE = 5  # letters of a word that one may be left out of
_SKELETON = 4  # letters that stand for a word
_VOWELS = re.compile("[aeiouyаеёиоуыэюяйьъ]")
_LONG = 9  # letters: shorter ones may be words of their own


def compounds(name: str) -> dict[str, int]:
    """Neighbouring Latin words of a name as one, and where the second begins in it."""
    pairs = pairwise(fold(name).split())
    joined = {f"{one}{other}": len(one) for one, other in pairs}
    return {word: cut for word, cut in joined.items() if len(word) >= _LONG and word.isascii() and word.isalpha()}


def taken_apart(spoken: Sequence[Word], known: Mapping[str, int]) -> Iterator[Word]:
    """The words, each of these as two."""
    for word in spoken:
        cut = known.get(word.text)
        if cut is None or word.end - word.start != len(word.text):
            yield word
        else:
            yield _part(word, 0, cut)
            yield _part(word, cut, len(word.text))


def left_out(text: str, spellings: Iterable[str]) -> list[str]:
    """The words that this is with a letter left out, neither the first nor the last."""
    near = [key for key in spellings if len(key) == _WHOLE and (key[0], key[-1]) == (text[0], text[-1])]
    return [key for key in near if OSA.distance(text, key, score_cutoff=1) == 1]


def without_vowels(text: str, spellings: Iterable[str]) -> list[str]:
    """The words that this is the consonants of, or the first of them: "offln", «интгр»."""
    if len(text) < _SKELETON or _VOWELS.search(text, 1):
        return []
    alike = (key for key in spellings if key[0] == text[0] and len(key) > len(text) + 1)
    return [key for key in alike if (key[0] + _VOWELS.sub("", key[1:])).startswith(text)]


def _part(word: Word, first: int, last: int) -> Word:
    text = word.text[first:last]
    return replace(
        word, start=word.start + first, end=word.start + last, text=text, forms=forms(text), marks=marks(text)
    )
