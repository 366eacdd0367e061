"""Cues: words and phrases by meaning, kept as data, found in a text by their dictionary forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from language.documents import document
from language.folding import fold
from language.words import KEPT, Word, forms, is_russian, readings, words

_TYPO_LENGTH = 5
STATUSES = ("done", "in_progress", "blocked", "cancelled", "backlog")
FREE_TEXT = ("idea_noun", "risk_noun", "describe")  # what follows them is kept word for word
# Orders whose typos are mended too; in Russian alone, for no dictionary tells English typos from words.
_ORDERS = (
    "create",
    "assign",
    "team",
    "delete",
    "rename",
    "archive",
    "switch",
    "undo",
    "aside",
    "move",
    "put",
    "take_out",
    "feature_noun",
    "project_noun",
    "release_noun",
    "idea_noun",
    "risk_noun",
    "depends",
    "blocks",
    "changed",
)
# English orders are mended where they open a message, and what they are given to right behind them.
_ENGLISH_ORDERS = (
    "create", "delete", "rename", "archive", "switch", "assign", "remove", "restore", "describe", "schedule",
    "reschedule", "postpone", "include",
)  # fmt: skip
_ENGLISH_NOUNS = ("feature", "project", "release")
_LEADS_IN = frozenset("please ok okay so hey now and then well".split())
_BEHIND = 4  # words from an order to what it is given to: "create a new projcet"
# Adverbs that may stand inside a phrase: «над чем сейчас работаем», "has just been shipped".
_OWNERS = frozenset({"у", "для", "от"})  # what stands behind is somebody, no mistyped order: «у Сбера»
_PASSED = frozenset(
    "мы там тут сейчас сегодня уже вчера снова опять теперь вообще наконец прямо пока тоже же бы now today already "
    "just finally really still actually also again currently".split()
)
_MOST_PASSED = 3
VOCABULARY = Path(__file__).parent
_LANGUAGES = ("ru", "en")


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


# Words that are a letter away from a status or an order, and no typo of one: no dictionary here tells.
_NO_TYPOS = frozenset(
    "hated hatted words worms parse parsed stack stacked stick struck stock stocks clone cloned clones chose "
    "clove clothed packed skipped shopped black blank coming coping smart stark stare stared starry stars "
    "stated unlock unlocked lived lives livid scrape scraped scraping scrip strap strapped banned naked dutch "
    "halved compete competed protect fight stomp stomped stooped stepped stoop drooped droop lunched cancer "
    "deplored reads reedy dread relapse accented stapled stalked merge wrapper closer starter killer launcher "
    "passed plight phased pact party сбера сберу сбере убера убере".split()
)
_Opening = tuple[list[_Phrase], dict[str, list[_Phrase]]]  # of one word, and longer ones by each form of the second


def find_cues(spoken: Sequence[Word]) -> list[Cue]:
    """Every cue of every kind; of one kind the longest at each place."""
    found: dict[tuple[str, int], Cue] = {}
    spoken = [_mended(spoken, number) for number in range(len(spoken))]
    keys = [word.forms | {f"={word.text}"} for word in spoken]
    for first in range(len(spoken)):
        for phrase in _beginning(spoken, keys, first):
            last = _fits(phrase, spoken, first)
            if last is not None:
                known = found.get((phrase.kind, first))
                if known is None or known.last < last:
                    found[phrase.kind, first] = Cue(phrase.kind, phrase.language, first, last)
    return list(found.values())


def _beginning(spoken: Sequence[Word], keys: Sequence[frozenset[str]], first: int) -> Iterator[_Phrase]:
    """The phrases that go on with what follows here: a preposition alone begins dozens of them."""
    following = keys[first + 1] if first + 1 < len(spoken) else frozenset[str]()
    here = first + 1
    while here + 1 < len(spoken) and here - first <= _MOST_PASSED and spoken[here].text in _PASSED:
        here += 1
        following |= keys[here]
    openings = _openings()
    for key in keys[first]:
        opening = openings.get(key)
        if opening is None:
            continue
        alone, longer = opening
        yield from alone
        for second in following & longer.keys():
            yield from longer[second]


def _fits(phrase: _Phrase, spoken: Sequence[Word], first: int) -> int | None:
    """The word that the phrase ends with, if it stands here; adverbs inside it are passed over."""
    here = first
    for number, part in enumerate(phrase.parts):
        passed = here + _MOST_PASSED if number else here
        while here < min(passed, len(spoken) - 1) and spoken[here].text in _PASSED and not _is_of(spoken[here], part):
            here += 1
        if here >= len(spoken) or not _is_of(spoken[here], part):
            return None
        here += 1
    return here - 1


def _is_of(word: Word, part: frozenset[str]) -> bool:
    return not part.isdisjoint(word.forms) or f"={word.text}" in part


def loaned(spoken: frozenset[str], group: str) -> frozenset[str]:
    """The English words that a Russian word's forms stand for: «офлайн» for offline. `group`: loans or beside."""
    known = _loanwords(group)
    return frozenset(english for form in spoken for english in known.get(form, ()))


def is_english(word: str) -> bool:
    """The word begins an English phrase of the vocabulary."""
    openings = [_openings().get(form, ([], {})) for form in (word, f"={word}")]
    return any(p.language == "en" for alone, longer in openings for p in chain(alone, *longer.values()))


@cache
def _loanwords(group: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for english, spellings in document(VOCABULARY / "loanwords.yaml")[group].items():
        for spelling in spellings:
            found[spelling].append(english)
    return found


def _english_here(spoken: Sequence[Word], number: int) -> tuple[str, ...]:
    """The English words that a mistyped one may be at this place."""
    if all(word.text in _LEADS_IN for word in spoken[:number]):
        return _ENGLISH_ORDERS
    if number + 1 < len(spoken) and spoken[number + 1].text == "on":
        return ("depends",)
    if number > _BEHIND:
        return ()
    ordered = any(_typo_of(word.text, _ENGLISH_ORDERS) or word.text in _ENGLISH_ORDERS for word in spoken[:number])
    return _ENGLISH_NOUNS if ordered else ()


@lru_cache(maxsize=KEPT)
def _typo_of(text: str, words_meant: tuple[str, ...]) -> str | None:
    """The one of these words that this is with a letter wrong, no inflection of it: "craete", "swich"."""
    if len(text) < _TYPO_LENGTH or not text.isascii() or not text.isalpha() or text in _openings():
        return None
    near = process.extractOne(text, words_meant, scorer=OSA.distance, score_cutoff=1)
    meant = str(near[0]) if near else ""
    return meant if meant and text[0] == meant[0] and not text.startswith(meant) else None


def _mended(spoken: Sequence[Word], number: int) -> Word:
    """A mistyped status or order as it was meant: «гатов», "blokced", «удоли»; other words as they are."""
    word = spoken[number]
    if number and spoken[number - 1].text in _OWNERS:
        return word
    meant = _status_meant(word.text)
    if meant is None and word.text.isascii() and (english := _english_here(spoken, number)):
        meant = _typo_of(word.text, english)
    return replace(word, text=meant, forms=forms(meant)) if meant else word


def is_swapped(text: str, meant: str) -> bool:
    """Two neighbouring letters of a short word changed places, the first one not: "doen", "drak"."""
    return (
        len(text) == len(meant)
        and text != meant
        and text[0] == meant[0]
        and OSA.distance(text, meant) == 1
        and (sorted(text) == sorted(meant))
    )


@lru_cache(maxsize=KEPT)
def _status_meant(text: str) -> str | None:
    if len(text) < _TYPO_LENGTH - 1 or not text.isalpha() or (not text.isascii() and is_russian(text)):
        return None
    if text in _NO_TYPOS or text in _openings() or f"={text}" in _openings() or _is_surface(text):
        return None
    if len(text) < _TYPO_LENGTH:
        return min((meant for meant in _alike(text) if is_swapped(text, meant)), default=None)
    near = (m for m in _alike(text) if OSA.distance(text, m, score_cutoff=1) == 1)
    meant = min(near, key=lambda m: (m[0] != text[0], -len(m), m), default=None)  # a letter is left out oftenest
    return None if meant and text.isascii() and text[0] != meant[0] else meant  # "billing" is no "killing"


def _is_surface(text: str) -> bool:
    return text in _surfaces_by_ends().get((text[:2], ""), ())


def _alike(text: str) -> Iterator[str]:
    """The surfaces that may be a letter away: wherever that is, two letters at one end are as they were."""
    return chain.from_iterable(_surfaces_by_ends().get(key, ()) for key in _ends(text))


def _ends(text: str) -> tuple[tuple[str, str], ...]:
    """What one wrong letter leaves of a word: its beginning or its end; of four letters maybe only the outer ones."""
    outer = ((text[0], text[-1]),) if len(text) < _TYPO_LENGTH else ()
    return (text[:2], ""), ("", text[-2:]), *outer


@cache
def _surfaces_by_ends() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for surface in _status_surfaces():
        for key in _ends(surface):
            found[key].append(surface)
    return found


def _status_surfaces() -> set[str]:
    """Every form of the words that tell of a status («в работе» too) or order, long enough for a typo to be one."""
    found: set[str] = set()
    for language in _LANGUAGES:
        kinds = document(VOCABULARY / f"{language}.yaml")
        for kind in STATUSES if language == "en" else (*STATUSES, *_ORDERS):
            for entry in (str(e).lstrip("=") for e in kinds[kind]):
                said = entry.split()
                # the last word of «в работе», and of «отмени последнее»
                led_in = len(said) == 2 and (said[0] in ("в", "на", "in", "on") or kind == "undo")
                if len(said) == 1 or led_in:
                    found |= {fold(p.word) for q in readings(said[-1])[:1] for p in q.lexeme}
                    found.add(fold(said[-1]))
    return {form for form in found if len(form) >= _TYPO_LENGTH - 1}


@cache
def _openings() -> dict[str, _Opening]:
    """All phrases by each form that may begin them, and by each second word; read once, on first use."""
    found: dict[str, _Opening] = {}
    for phrase in _phrases():
        for form in phrase.parts[0]:
            alone, longer = found.setdefault(form, ([], {}))
            if len(phrase.parts) == 1:
                alone.append(phrase)
            for second in phrase.parts[1] if len(phrase.parts) > 1 else ():
                longer.setdefault(second, []).append(phrase)
    return found


def _phrases() -> Iterator[_Phrase]:
    shared: dict[frozenset[str], frozenset[str]] = {}  # thousands of parts, each of which would take 200 bytes
    for language in _LANGUAGES:
        for kind, entries in document(VOCABULARY / f"{language}.yaml").items():
            for entry in entries:
                yield _Phrase(kind, language, tuple(shared.setdefault(part, part) for part in _parts(str(entry))))


def _parts(entry: str) -> Iterator[frozenset[str]]:
    """The forms that each word of a phrase may have."""
    exact = entry.startswith("=")
    spoken = words(fold(entry.removeprefix("=")))
    if not spoken:
        yield frozenset({f"={entry.lstrip('=')}"})
    for word in spoken:
        yield frozenset({f"={word.text}"}) if exact else _lemma(word.text)


def _lemma(text: str) -> frozenset[str]:
    """A word of a phrase matches all its inflections: those whose dictionary form it is."""
    known = forms(text)
    return frozenset({text}) if text in known and len(known) == 1 else known
