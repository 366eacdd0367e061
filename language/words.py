"""Words of a text, their dictionary forms and what kind of word they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import pymorphy3
from pymorphy3.analyzer import Parse

# A version in one piece; single letters spelled out ("a p i"); a word, hyphens and apostrophes inside it.
_WORD = re.compile(r"v?\d+(?:\.\d+)+|[✅☑✔%]|\b(?:[a-z] ){2,}[a-z]\b|[^\W_]+(?:[-'’](?!s\b)[^\W_]+)*")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
CYRILLIC = re.compile(r"[а-я]")
_PARTICLE = re.compile(r"(?<=\w\w)-(?:ка|то|таки)$")
_NO_PLURALS = frozenset({"news"})  # they are nothing new that is to be made
_SIBILANT = ("shes", "ches", "xes", "zes", "sses")
_VOWELS = re.compile(r"[aeiouy]+")
TRANSLITERATION = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "y",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e",
        "ю": "yu", "я": "ya",
    }
)  # fmt: skip
DENIALS = frozenset({"не", "not"})
BUT = frozenset({"а", "но", "but"})
CONJUNCTIONS = BUT | {"и", "and"}
SO_THAT = frozenset({"чтобы", "чтоб"})
PERSONAL = frozenset({"Name", "Surn"})  # marks of what a person is called
OF_PEOPLE = PERSONAL | {"Patr"}
TIMES = frozenset(
    "день неделя месяц год час минута утро вечер ночь квартал раз итог спринт секунда минутка секундочка "
    "мин сек полчаса sec secs min mins hr hrs second minute moment while bit hour day week month quarter year "
    "sprint".split()
)
# «у дизайнеров», «у бэкенда»: who works on it
CREW = frozenset(
    "дизайнер разработчик тестировщик программист аналитик верстальщик бэкендер фронтендер девопс админ команда ребята"
    " коллега подрядчик".split()
)
RELEASE_NOUNS = frozenset("релиз релиза релизу версия версию версии release version the".split())
ONE = frozenset({"one", "ones"})  # "the push one"
_PAST = frozenset({"VERB", "past"})
_BEFORE_WOULD = frozenset(
    "я ты он она оно мы вы они это если когда как кто что где хоть лишь кабы надо нужно пора хорошо неплохо да то так "
    "давно тогда уж".split()
)
_SOUNDS = (
    ("tion", "shn"),
    ("ph", "f"),
    ("ck", "k"),
    ("th", "t"),
    ("w", "v"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
)
_SHORTEST_SOUND = 3
KEPT = 2_000  # words a process remembers what was looked up of: what a team uses, and some


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a folded text: where it stands, every dictionary form it may come from, its grammar.

    `marks` are grammemes of its readings: "impr" imperative, "past", "futr", "pres", "infn", "NOUN", "ADJF", …
    """

    start: int
    end: int
    text: str
    forms: frozenset[str]
    marks: frozenset[str] = frozenset()


@cache
def first_names() -> frozenset[str]:
    """English first names in small letters, as they are dictated; none that is another word too."""
    return frozenset((Path(__file__).parent / "vocabulary" / "first_names.txt").read_text("utf-8").split())


def shortest_form(word: Word) -> str:
    """One dictionary form for a word: of several any would do, if always the same."""
    return min(word.forms, key=lambda form: (len(form), form))


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The dictionary; loading it takes a third of a second, so on first use and not at import."""
    return pymorphy3.MorphAnalyzer(lang="ru")


def readings(word: str) -> list[Parse]:
    """What a word may be, the likeliest first; never none.

    A word with a letter that has no name in Unicode («𗀀») makes pymorphy3 raise: it is read as a foreign one.
    """
    try:
        return list(analyzer().parse(word))
    except ValueError:
        return list(analyzer().parse("x"))


@lru_cache(maxsize=KEPT)
def is_russian(word: str) -> bool:
    """The dictionary has the word, in this form."""
    return bool(analyzer().word_is_known(word))


@lru_cache(maxsize=KEPT)
def forms(word: str) -> frozenset[str]:
    """The word itself and its dictionary forms; of an English word the singular of a plural."""
    if word[0].isdigit() or (word[0] == "v" and word[1:2].isdigit()):
        return frozenset({word.removeprefix("v")})
    if CYRILLIC.search(word):
        bare = _PARTICLE.sub("", word)
        if bare != word:
            return forms(bare) | {word}
        return frozenset({word} | {p.normal_form.replace("ё", "е") for p in readings(word)})
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NO_PLURALS:
        return frozenset({word, word[:-1]} | ({word[:-2]} if word.endswith(_SIBILANT) else set()))
    return frozenset({word})


@lru_cache(maxsize=KEPT)
def marks(word: str) -> frozenset[str]:
    """Grammemes of all readings of a Russian word; empty for other languages."""
    if not CYRILLIC.search(word):
        return frozenset()
    word = _PARTICLE.sub("", word)
    return _shared(frozenset(str(g) for p in readings(word) for g in p.tag.grammemes))


@lru_cache(maxsize=KEPT)
def _shared(found: frozenset[str]) -> frozenset[str]:
    """The same set for all words of a kind: each takes two kilobytes, and there are but some hundred."""
    return found


@lru_cache(maxsize=KEPT)
def sound(word: str) -> str | None:
    """The consonants of a word as they sound, the same for «онбординг» and "onboarding"; None for short ones."""
    latin = word.translate(TRANSLITERATION)
    if not latin.isascii() or not latin.isalpha():
        return None
    for letters, sounds in _SOUNDS:
        latin = latin.replace(letters, sounds)
    skeleton = re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", latin))
    return f"~{skeleton}" if len(skeleton) >= _SHORTEST_SOUND else None


@lru_cache(maxsize=100)
def words(folded: str) -> tuple[Word, ...]:
    """The words of a folded text; versions like v2.0 and spelled letters in one piece.

    Several ask for those of one message, each at its place.
    """
    found = tuple(_word(one) for one in _WORD.finditer(folded))
    return found if " б " not in folded else (*found[:1], *(_in_full(one, before) for before, one in pairwise(found)))


def _in_full(word: Word, before: Word) -> Word:
    """«была б», «если б», «я б» are said with «бы»; «вариант б» is not."""
    unreal = word.text == "б" and (before.text in _BEFORE_WOULD or before.marks >= _PAST)
    return Word(word.start, word.end, *_known("бы")) if unreal else word


def _word(found: re.Match[str]) -> Word:
    return Word(found.start(), found.end(), *_known(found.group()))


@lru_cache(maxsize=KEPT)
def _known(said: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """A word as it is meant, its forms and marks."""
    text = _DRAWN_OUT.sub(r"\1", said)  # «готовооо»
    if " " in text:
        text = text.replace(" ", "")
    return text, forms(text), marks(text)
