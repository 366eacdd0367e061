"""Words of a text and their dictionary forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3

_WORD = re.compile(r"v?\d+(?:\.\d+)+|\w+(?:[-'’]\w+)*")
_CYRILLIC = re.compile(r"[а-я]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a folded text: where it stands and every dictionary form it may come from."""

    start: int
    end: int
    text: str
    forms: frozenset[str]


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    # Loading the dictionary takes a third of a second: on first use, not at import.
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def forms(word: str) -> frozenset[str]:
    """The word itself and its dictionary forms; of an English word the singular of a plural."""
    if word[0].isdigit() or (word[0] == "v" and word[1:2].isdigit()):
        return frozenset({word.removeprefix("v")})
    if _CYRILLIC.search(word):
        parsed = _analyzer().parse(word)
        return frozenset({word} | {p.normal_form.replace("ё", "е") for p in parsed})
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return frozenset({word, word[:-1]})
    return frozenset({word})


def words(folded: str) -> list[Word]:
    """The words of a folded text, versions like v2.0 in one piece."""
    return [Word(m.start(), m.end(), m.group(), forms(m.group())) for m in _WORD.finditer(folded)]
