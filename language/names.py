"""Finding the known names inside a text, whatever their ending, word order or small typos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from language.folding import fold, quotes_around
from language.things import Thing, World
from language.words import Word, words

_TYPO_LENGTH = 5  # shorter words differ by one letter too often to be typos of each other
_TYPO_LIKENESS = 84  # of 100, RapidFuzz's normalised InDel similarity
_PART_LENGTH = 4  # a part of a name has at least one word this long


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text that names things; `whole` where it is a full name and not only a part of one."""

    start: int
    end: int
    things: tuple[Thing, ...]
    whole: bool


class Names:
    """The names of a world, indexed by word form."""

    def __init__(self, world: World) -> None:
        self.things = world.things
        self.lengths: list[int] = []
        self.places: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for number, thing in enumerate(self.things):
            name = _name_words(thing.name)
            self.lengths.append(len(name))
            for position, word in enumerate(name):
                for form in word:
                    self.places[form].add((number, position))

    def mentions(self, text: str) -> list[Mention]:
        """Non-overlapping mentions in order of the text: whole names first, the longest first, then parts."""
        spoken = words(fold(text))
        hits = [self._hits(word) for word in spoken]
        free = [True] * len(spoken)
        found = []
        for whole in (True, False):
            for first, last, numbers in self._runs(spoken, hits, whole):
                if all(free[first : last + 1]):
                    free[first : last + 1] = [False] * (last + 1 - first)
                    start, end = quotes_around(text, spoken[first].start, spoken[last].end)
                    found.append(Mention(start, end, tuple(self.things[n] for n in sorted(numbers)), whole))
        return sorted(found, key=lambda m: m.start)

    def nearest(self, said: str, kind: str, limit: int = 3) -> list[Thing]:
        """The things of a kind whose names are most like what was said, the best first."""
        known = [t for t in self.things if t.kind == kind]
        scored = process.extract(
            fold(said), [fold(t.name) for t in known], scorer=fuzz.WRatio, score_cutoff=70, limit=limit
        )
        return [known[index] for _, _, index in scored]

    def _hits(self, word: Word) -> frozenset[tuple[int, int]]:
        exact: set[tuple[int, int]] = set()
        for form in word.forms:
            exact |= self.places.get(form, set())
        if exact or len(word.text) < _TYPO_LENGTH or word.text[0].isdigit():
            return frozenset(exact)
        alike = process.extract(word.text, self.places.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_LIKENESS)
        return frozenset().union(*(self.places[form] for form, _, _ in alike if len(form) >= _TYPO_LENGTH))

    def _runs(
        self, spoken: Sequence[Word], hits: Sequence[frozenset[tuple[int, int]]], whole: bool
    ) -> list[tuple[int, int, frozenset[int]]]:
        """Runs of words that are whole names (or parts), the longest first: (first, last, things)."""
        found = []
        for first in range(len(spoken)):
            for last in range(first, len(spoken)):
                numbers = self._named(hits[first : last + 1])
                if not numbers:
                    break
                length = last - first + 1
                if whole:
                    numbers = frozenset(n for n in numbers if self.lengths[n] == length)
                elif max(len(w.text) for w in spoken[first : last + 1]) < _PART_LENGTH:
                    numbers = frozenset()
                if numbers:
                    found.append((first, last, numbers))
        return sorted(found, key=lambda run: (run[0] - run[1], run[0]))

    @staticmethod
    def _named(hits: Sequence[frozenset[tuple[int, int]]]) -> frozenset[int]:
        """The things in whose name each of these words has a place of its own, in any order."""
        numbers = frozenset.intersection(*(frozenset(n for n, _ in hit) for hit in hits))
        if len(hits) == 1:
            return numbers
        return frozenset(
            n for n in numbers if len({place for hit in hits for place in hit if place[0] == n}) >= len(hits)
        )


@lru_cache(maxsize=20_000)
def _name_words(name: str) -> tuple[frozenset[str], ...]:
    return tuple(word.forms for word in words(fold(name)))


def of_kind(mention: Mention, kinds: Iterable[str]) -> tuple[Thing, ...]:
    wanted = set(kinds)
    return tuple(thing for thing in mention.things if thing.kind in wanted)
