"""Finding the known names inside a text, whatever their ending, word order or small typos."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from language.folding import fold, quotes_around
from language.names.mistyped import compounds, left_out, taken_apart, without_vowels
from language.names.versions import versions_said
from language.things import Thing, World
from language.tidying.layout import retyped
from language.vocabulary import is_swapped, loaned
from language.words import KEPT, Word, forms, is_russian, marks, sound, words

_TYPO_LENGTH = 5  # shorter words differ by one letter too often to be typos of each other
_RUN_TOGETHER = 7  # letters of a word that is said as two
_LONG = 9  # words so long may differ by two letters, if they begin alike
_PART_LENGTH = 4  # a part of a name has at least one word this long, or an abbreviation
_ABBREVIATION = re.compile(r"(?<!\w)[^\W\d_a-zа-яё]{3,}$")  # at the end of a name as telling as a long word
_OPENING = re.compile(r"^[^\W\d_a-zа-яё]{3,}(?=\s)")  # at its beginning only in "the api one"
_ONE = frozenset({"one", "thing"})

_FIRST_WORD = re.compile(r"\w+")
_LEAST_MANGLED, _MOST_MANGLED = 6, 3  # letters of a word that may be so, and how many of them may differ
_STEM, _LEFT_OUT = 3, 4  # letters of a word cut short, and how many more the whole has
_CUT = re.compile(r"[:;!?\n]")  # no name goes on behind these

Place = tuple[int, int]  # number of the thing, position of the word in its name
Run = tuple[int, int, frozenset[int]]  # the first and the last word, numbers of the things they may name


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text that names things; `whole` where it is a full name and not only a part of one."""

    start: int
    end: int
    things: tuple[Thing, ...]
    whole: bool

    def of(self, kind: str) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.things if thing.kind == kind)


class Heard(NamedTuple):
    """What one word may stand for: places in the names of things, and the things that it names for sure."""

    hits: Mapping[int, set[int]]
    sure: frozenset[int]


class Names:
    """The names of a world, indexed by word form."""

    def __init__(self, things: tuple[Thing, ...]) -> None:
        self.things = things
        self._words: dict[str, Heard] = {}
        self.lengths: list[int] = []
        self.places: dict[str, set[Place]] = defaultdict(set)
        self.compounds: dict[str, int] = {}  # two words of a name run together, and where the second begins
        self.versions: dict[str, list[Thing]] = defaultdict(list)
        self.abbreviations = {fold(short) for thing in things for short in _ABBREVIATION.findall(thing.name)}
        self.heads = {head for thing in things if (head := _short_head(thing.name))}
        self.openings = {fold(short) for thing in things for short in _OPENING.findall(thing.name)}
        for number, thing in enumerate(self.things):
            keys = _name_keys(thing.name)
            self.lengths.append(len(keys))
            for position, word_keys in enumerate(keys):
                for key in word_keys:
                    self.places[key].add((number, position))
            self.compounds |= compounds(thing.name)
            if thing.kind == "release":
                self.versions[fold(thing.name).removeprefix("v")].append(thing)
        self.letters: dict[str, list[str]] = defaultdict(list)  # short keys by the letters they are made of
        for key in self.places:
            if len(key) == _TYPO_LENGTH - 1:
                self.letters["".join(sorted(key))].append(key)
        self.spellings = [key for key in self.places if len(key) >= _TYPO_LENGTH and key[0] != "~"]

    def begin_with(self, word: str) -> bool:
        """Whether a name begins with a word as it is written."""
        return any(position == 0 for _, position in self.places.get(fold(word), ()))

    def mentions(self, text: str) -> list[Mention]:
        """Non-overlapping mentions in order of the text: whole names first, the longest first, then parts."""
        spoken = self._joined(words(fold(text)))
        heard = [self._heard(word) for word in spoken]
        free = [True] * len(spoken)
        found = []
        for mention, first, last in self._spoken_versions(text, spoken):
            free[first : last + 1] = [False] * (last + 1 - first)
            found.append(mention)
        runs = self._runs(text, spoken, heard)
        for whole, fitting in ((True, self._wholes(runs)), (False, self._parts(runs, spoken))):
            for first, last, numbers in fitting:
                if all(free[first : last + 1]):
                    free[first : last + 1] = [False] * (last + 1 - first)
                    start, end = quotes_around(text, spoken[first].start, spoken[last].end)
                    found.append(Mention(start, end, tuple(self.things[n] for n in sorted(numbers)), whole))
        return sorted(found, key=lambda m: m.start)

    def nearest(self, said: str, kind: str, limit: int = 3) -> list[Thing]:
        """The things of a kind whose names are most like what was said, the best first."""
        known = [t for t in self.things if t.kind == kind]
        scored = process.extract(
            fold(said), [fold(t.name) for t in known], scorer=fuzz.ratio, score_cutoff=60, limit=limit
        )
        return [known[index] for _, _, index in scored]

    def beginning_with(self, word: str) -> Sequence[str]:
        """The folded names that have this first word, the longest first."""
        return self._beginnings.get(word, ())

    def called(self, name: str) -> tuple[Thing, ...]:
        """All things of this folded name."""
        return tuple(self._called.get(name, ()))

    @cached_property
    def _called(self) -> dict[str, list[Thing]]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.things:
            found[fold(thing.name)].append(thing)
        return found

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._called, key=len, reverse=True):
            if first := _FIRST_WORD.match(name):
                found[first.group()].append(name)
        return found

    def _joined(self, spoken: Sequence[Word]) -> Sequence[Word]:
        """ "on boarding" as one word where a name has it so, "darktheme" as two: as they were heard or typed."""
        found: list[Word] = []
        for word in taken_apart(spoken, self.compounds):
            before = found[-1] if found else None
            text = f"{before.text}{word.text}" if before and before.end + 1 == word.start else ""
            if before and len(text) >= _RUN_TOGETHER and text.isalpha() and text in self.places:
                found[-1] = replace(word, start=before.start, text=text, forms=forms(text), marks=marks(text))
            else:
                found.append(word)
        return found

    def _is_telling(self, text: str) -> bool:
        return len(text) >= _PART_LENGTH or text in self.abbreviations

    def _spoken_versions(self, text: str, spoken: Sequence[Word]) -> Iterable[tuple[Mention, int, int]]:
        """Releases whose version is said in words: «два ноль», "three point zero"."""
        for version in versions_said(text):
            things = self.versions.get(version.value.removeprefix("v"))
            inside = [n for n, w in enumerate(spoken) if version.start <= w.start and w.end <= version.end]
            if things and inside:
                yield Mention(version.start, version.end, tuple(things), whole=True), inside[0], inside[-1]

    def _heard(self, word: Word) -> Heard:
        """What a word may stand for; the words of messages are mostly the same few."""
        known = self._words.get(word.text)
        if known is None:
            strong = self._hits(word)
            sure = frozenset(number for number, _ in strong)
            known = Heard(_by_thing(strong | self._weak_hits(word)), sure)
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            self._words[word.text] = known
        return known

    def _at(self, keys: Iterable[str]) -> frozenset[Place]:
        return frozenset[Place]().union(*(self.places.get(key, set()) for key in keys))

    def _weak_hits(self, word: Word) -> frozenset[Place]:
        """What a word stands for only beside a word that names the thing for sure: «режим» for mode, a typo that
        happens to be a word («темня» is of «темнить»)."""
        loaned_ones = self._at(loaned(word.forms, "beside")) | self._cut_short(word.text)
        if word.text.isalpha() and not _is_known(word.text):
            loaned_ones |= self._at(without_vowels(word.text, self.spellings))
        if word.text.isascii() and word.text.isalpha() and len(word.text) == _TYPO_LENGTH - 1:
            return loaned_ones | self._at(left_out(word.text, self.spellings))
        unknown = word.text.isalpha() and not word.text.isascii() and not _is_known(word.text)
        if unknown and len(word.text) == _TYPO_LENGTH - 1:
            return loaned_ones | self._alike(word.text, 1)  # «вход черз госуслуги»: a letter left out
        latin = word.text.isascii() and word.text.isalpha()
        if (unknown or latin) and len(word.text) >= _LEAST_MANGLED:
            return loaned_ones | self._mangled(word.text, _MOST_MANGLED - latin, _STEM if latin else _STEM - 1)
        if word.text.isascii() or not word.marks or word.marks & {"NOUN", "ADJF", "PREP", "CONJ", "PRCL", "NPRO"}:
            return loaned_ones
        return loaned_ones | self._near(word.text, 1)

    def _mangled(self, text: str, most: int, alike: int) -> frozenset[Place]:
        """«тёмуню» beside «тему», "offlain" beside "mode": more than a typo, the beginning as it should be."""
        near = process.extract(text, self.spellings, scorer=OSA.distance, score_cutoff=most, limit=None)
        return frozenset[Place]().union(*(self.places[key] for key, _, _ in near if key[:alike] == text[:alike]))

    def _cut_short(self, text: str) -> frozenset[Place]:
        """ "notifs" beside "push", «уведы» beside «интеграция»: the beginning of a long word of a name."""
        stem = text.removesuffix("s") if text.isascii() else text[:-1]
        if len(stem) < _STEM or not text.isalpha() or _is_known(text):
            return frozenset()
        return self._at(key for key in self.spellings if len(key) >= len(stem) + _LEFT_OUT and key.startswith(stem))

    def _hits(self, word: Word) -> frozenset[Place]:
        for keys in (word.forms, loaned(word.forms, "loans"), _other_script_keys(word.text)):
            exact = self._at(keys)
            if exact:
                return exact
        return self._typo_hits(word)

    def _typo_hits(self, word: Word) -> frozenset[Place]:
        if word.text[0].isdigit() or _is_known(word.text):
            return frozenset()
        if len(word.text) == _TYPO_LENGTH - 1:
            swapped = [key for key in self.letters.get("".join(sorted(word.text)), ()) if is_swapped(word.text, key)]
            return frozenset[Place]().union(*(self.places[key] for key in swapped))
        most = 2 if len(word.text) >= _LONG else 1
        near = self._near(word.text, most)
        if near or word.text.isascii():
            return near
        # «тмную» is by its ending a form of «тмный», and that is «тёмный» with a letter left out
        return frozenset[Place]().union(*(self._near(form, 1) for form in word.forms if form != word.text))

    def _near(self, text: str, most: int) -> frozenset[Place]:
        return self._alike(text, most) if len(text) >= _TYPO_LENGTH else frozenset()

    def _alike(self, text: str, most: int) -> frozenset[Place]:
        near = process.extract(text, self.spellings, scorer=OSA.distance, score_cutoff=most, limit=None)
        alike = [key for key, distance, _ in near if distance < 2 or key[:2] == text[:2]]
        return frozenset[Place]().union(*(self.places[key] for key in alike))

    def _runs(
        self,
        text: str,
        spoken: Sequence[Word],
        heard: Sequence[Heard],
    ) -> list[Run]:
        """Runs of words that may name things, the longest first; each thing is named for sure by one of its words."""
        found = []
        cut = [bool(_CUT.search(text[one.end : other.start])) for one, other in pairwise(spoken)]
        for first, word in enumerate(heard):
            places, certain = word.hits, word.sure
            numbers = frozenset(places)
            for last in range(first, len(spoken)):
                if last > first:
                    if cut[last - 1]:
                        break
                    hits = heard[last].hits
                    places = {n: places[n] | hits[n] for n in places.keys() & hits.keys()}
                    numbers = _with_places(places, last - first + 1)
                    certain |= heard[last].sure
                if not numbers:
                    break
                if named := numbers & certain:
                    found.append((first, last, named))
        return sorted(found, key=lambda run: (run[0] - run[1], run[0]))

    def _wholes(self, runs: Iterable[Run]) -> Iterator[Run]:
        """The runs that have as many words as the names they stand for."""
        for first, last, numbers in runs:
            named = frozenset(n for n in numbers if self.lengths[n] == last - first + 1)
            if named:
                yield first, last, named

    def _parts(self, runs: Iterable[Run], spoken: Sequence[Word]) -> Iterator[Run]:
        """The runs with a word that tells enough to be a part of a name."""
        return (
            run
            for run in runs
            if any(self._is_telling(word.text) or word.forms & self.heads for word in spoken[run[0] : run[1] + 1])
            or self._is_one(run, spoken)
        )

    def _is_one(self, run: Run, spoken: Sequence[Word]) -> bool:
        """ "the api one", "the api thing": a short word that stands for a name, where it is said that it does."""
        first, last, _ = run
        one = first == last and last + 1 < len(spoken) and spoken[last + 1].text in _ONE
        return one and spoken[first].text in self.openings


_MOST_INDEXES, _MOST_WORDS = 16, 5_000
_indexes: dict[int, Names] = {}  # by the identity of the things: to compare hundreds of them takes a tenth as long


def names_of(world: World) -> Names:
    """The index of a world's names; made anew only when a name has changed, for it takes a millisecond."""
    known = _indexes.get(id(world.things))
    if known is None or known.things is not world.things:  # not by world: it is the same whatever project one is in
        known = Names(world.things)
        if len(_indexes) >= _MOST_INDEXES:
            _indexes.clear()
        _indexes[id(world.things)] = known
    return known


def _by_thing(places: Iterable[Place]) -> Mapping[int, set[int]]:
    """The positions in each thing's name."""
    found: dict[int, set[int]] = {}
    for number, position in places:
        found.setdefault(number, set()).add(position)
    return found


def _with_places(places: Mapping[int, set[int]], number: int) -> frozenset[int]:
    """Those things in whose name so many words have a place each, in any order."""
    return frozenset([n for n, taken in places.items() if len(taken) >= number])


@lru_cache(maxsize=20_000)
def _name_keys(name: str) -> tuple[frozenset[str], ...]:
    """Per word of a name every form it may be recognised by; short joining words are words too."""
    return tuple(_word_keys(word.text) | word.forms for word in words(fold(name)))


def _short_head(name: str) -> str | None:
    """«чат» of «Чат с поддержкой»: a noun of three letters that a longer name begins with is told alone too."""
    head, *rest = fold(name).split() or [""]
    noun = len(head) == _PART_LENGTH - 1 and head.isalpha() and {"NOUN", "nomn"} <= marks(head)
    return head if rest and noun else None


def _word_keys(text: str) -> frozenset[str]:
    """How it sounds; of «QR-код» also what it is called for short, «QR»."""
    short = text.split("-", 1)[0] if "-" in text else ""
    keys = forms(short) if short and not short[0].isdigit() else frozenset[str]()
    return keys | {key} if (key := _sound_key(text)) else keys


def _sound_key(text: str) -> str | None:
    skeleton = sound(text)
    return f"{skeleton}{'L' if text.isascii() else 'C'}" if skeleton else None


@lru_cache(maxsize=KEPT)
def _other_script_keys(text: str) -> frozenset[str]:
    """How a word of the other alphabet is found: by its sound, or as typed in the wrong keyboard layout."""
    keys: set[str] = set()
    skeleton = sound(text)
    if skeleton and not (not text.isascii() and _is_known(text)):
        keys.add(f"{skeleton}{'C' if text.isascii() else 'L'}")
    keys |= forms(retyped(text)) if len(text) >= _PART_LENGTH else set()
    return frozenset(keys)


def _is_known(text: str) -> bool:
    """A word of the Russian dictionary is no typo of another one."""
    return not text.isascii() and is_russian(text)
