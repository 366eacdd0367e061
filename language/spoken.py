"""The language a person speaks: that of the words around the names."""

from __future__ import annotations

import re
from dataclasses import replace

from language.folding import fold
from language.meaning import Meaning
from language.sentence import Sentence

_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-я]")


def spoken_language(text: str) -> str | None:
    """The language of a text by its letters; None where it has none."""
    folded = fold(text)
    if _CYRILLIC.search(folded):
        return "ru"
    return "en" if _LATIN.search(folded) else None


def in_language_spoken(meaning: Meaning, s: Sentence) -> Meaning:
    """The language of the words around the names; where they are of both, that of the words that decided."""
    rest = without_names(s)
    latin, cyrillic = len(_LATIN.findall(rest)), len(_CYRILLIC.findall(rest))
    if latin and cyrillic and meaning.language in ("ru", "en"):
        return meaning
    one_word = len(rest.split()) <= 1
    spoken = spoken_language(s.text if one_word else rest) or spoken_language(s.text)
    return replace(meaning, language=spoken) if spoken else meaning


def without_names(s: Sentence) -> str:
    """The folded words around the names."""
    text = list(fold(s.text))
    for mention in s.mentions:
        text[mention.start : mention.end] = " " * (mention.end - mention.start)
    return " ".join(word for word in "".join(text).split() if any(map(str.isalpha, word)))
