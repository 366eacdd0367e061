"""Cues: words and phrases by meaning, kept as data, found in a text by their dictionary forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from language.folding import fold
from language.words import Word, forms, words

VOCABULARY = Path(__file__).parent / "vocabulary"


@dataclass(frozen=True, slots=True)
class Cue:
    """A meaning found at words first..last of a text (both included)."""

    kind: str
    language: str
    first: int
    last: int

    def covers(self, other: Cue) -> bool:
        """The other cue is a part of this longer one."""
        longer = self.last - self.first > other.last - other.first
        return longer and self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    language: str
    parts: tuple[frozenset[str], ...]


def find_cues(spoken: Sequence[Word]) -> list[Cue]:
    """Every cue of every kind; of one kind the longest at each place."""
    found: dict[tuple[str, int], Cue] = {}
    phrases = _phrases()
    for first, word in enumerate(spoken):
        for form in word.forms | {f"={word.text}"}:
            for phrase in phrases.get(form, ()):
                last = first + len(phrase.parts) - 1
                if _fits(phrase, spoken, first):
                    known = found.get((phrase.kind, first))
                    if known is None or known.last < last:
                        found[phrase.kind, first] = Cue(phrase.kind, phrase.language, first, last)
    return list(found.values())


def _fits(phrase: _Phrase, spoken: Sequence[Word], first: int) -> bool:
    if first + len(phrase.parts) > len(spoken):
        return False
    return all(part & (spoken[first + n].forms | {f"={spoken[first + n].text}"}) for n, part in enumerate(phrase.parts))


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """All phrases by each form that may begin them; read once, on first use."""
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for path in sorted(VOCABULARY.glob("*.yaml")):
        for kind, entries in yaml.safe_load(path.read_text("utf-8")).items():
            for entry in entries:
                phrase = _phrase(kind, path.stem, str(entry))
                for form in phrase.parts[0]:
                    found[form].append(phrase)
    return found


def _phrase(kind: str, language: str, entry: str) -> _Phrase:
    if entry.startswith("="):
        parts = tuple(frozenset({f"={word.text}"}) for word in words(fold(entry[1:])))
    else:
        parts = tuple(_lemma(word.text) for word in words(fold(entry)))
    return _Phrase(kind, language, parts or (frozenset({f"={entry.lstrip('=')}"}),))


def _lemma(text: str) -> frozenset[str]:
    """A word of a phrase matches all its inflections: those whose dictionary form it is."""
    known = forms(text)
    return frozenset({text}) if text in known and len(known) == 1 else known
