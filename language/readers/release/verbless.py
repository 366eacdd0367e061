"""What goes into a release in no words of going: «тёмную тему в 2.1», «Dark theme — в релиз 3.0, клиент ждёт»."""

from __future__ import annotations

import re

from language.folding import fold
from language.guards.questions import asked
from language.names import Mention
from language.names.cases import is_object, is_subject
from language.readers.release.places import NOT_INTO, VERSION
from language.sentence import Sentence
from language.vocabulary import STATUSES
from language.words import DENIALS, PERSONAL, Word

_TO_WHERE = frozenset("в на to into in".split())
# Where to, and no place where it is: «в релиз», not «в релизе»; "into", not "in".
_INTO = re.compile(r"(?:\bв\s+(?:релиз|верси[юи])|\b(?:to|into)(?:\s+(?:the|release|version))*|→|->|=>)\s+$")
_INTO_ONE = re.compile(r"\bв\s+$")
_ONLY_PLACES = frozenset({"в", "to", "into", "in"})
# What a remark may not hold: it may take the order back, or give it on a condition or to somebody else.
_LIMITS = (
    "if_", "maybe", "weighed", "never_", "no_", "hearsay", "source", "question", "partly", "someday", "ago", "habit",
    "mistaken", "slip", "tell_", "correction", "halt", "undo", "but_", "too", "later_",
)  # fmt: skip
_BUT = frozenset("но but хотя though although или либо or нет no не not иначе".split())
_WAS = frozenset({"was", "were"})


def is_bare(s: Sentence, features: list[Mention]) -> bool:
    """«тёмную тему в v2.1, пожалуйста», «вход в 2.1»: no case says that it is only told of."""
    told = [n for n in range(len(s.words)) if not (s.plain(n) or s.is_named(n) or _is_put_aside(s, n))]
    told = [n for n in told if not _tells_where_not(s, n, features)]
    nouns = s.within("release_noun")
    return set(told) <= nouns and not asked(s) and not is_subject(s.text[features[0].start : features[0].end])


def is_bare_with_a_remark(s: Sentence, features: list[Mention]) -> bool:
    """«Регистрацию — в релиз 1.4, договорились с заказчиком»: all the rest is told in clauses of its own."""
    releases = s.of("release")
    if len(features) != 1 or len(releases) != 1 or asked(s) or features[0].start > releases[0].start:
        return False
    first, _ = s.segment(s.index(features[0].start))
    _, end = s.segment(s.index(releases[0].start))
    nouns = s.within("release_noun")
    told = [n for n in range(first, end) if not (s.plain(n) or s.is_named(n) or n in nouns)]
    if not _goes_into(s, features[0], releases[0]) or any(s.words[n].text not in _ONLY_PLACES for n in told):
        return False
    return not any(s.words[n].text in _WAS for n in range(first, end)) and _are_remarks(s, first, end)


def _goes_into(s: Sentence, feature: Mention, release: Mention) -> bool:
    """By the place that it goes to, or by the case it stands in."""
    before, said = fold(s.text[: release.start]), s.text[feature.start : feature.end]
    return bool(_INTO.search(before)) or (bool(_INTO_ONE.search(before)) and is_object(said))


def _are_remarks(s: Sentence, first: int, end: int) -> bool:
    """What stands before and behind names nothing, orders nothing and takes nothing back."""
    outside = [n for n in (*range(first), *range(end, len(s.words))) if not _is_of_the_rest(s, n)]
    if any(s.index(m.start) in outside for m in s.mentions):
        return False
    cues = [c for c in s.all(*_LIMITS, *STATUSES) if c.first in outside]
    wished = [c for c in s.all("wish") if c.first < first]
    if cues or wished or any(s.words[n].text in _BUT for n in outside):
        return False
    return not any(_is_ordered(s.words[n]) for n in outside if not s.plain(n))


def _is_of_the_rest(s: Sentence, number: int) -> bool:
    """«…, остальное потом», "the rest we see later": what is said of other features is judged by itself."""
    start, end = s.segment(number)
    inside = {c.kind for c in s.all("the_rest", "too") if start <= c.first < end}
    return inside == {"the_rest"}


def _is_ordered(word: Word) -> bool:
    return "impr" in word.marks and not word.marks & ({"NOUN"} | PERSONAL)


def _tells_where_not(s: Sentence, number: int, features: list[Mention]) -> bool:
    """«вход в 2.1, не успеваем в 2.0»: a clause of its own tells where it does not go."""
    start, end = s.segment(number)
    denied = any(start <= c.first < end for c in s.all("no_"))
    denied = denied and any({"VERB", "past"} & s.words[n].marks or s.words[n].text.isascii() for n in range(start, end))
    return denied and not any(start <= s.index(m.start) < end for m in features)


def _is_put_aside(s: Sentence, number: int) -> bool:
    """«не в 2.1, а в 2.0»: the release that is not meant, and what sets it apart."""
    word = s.words[number]
    if word.text in DENIALS and number + 1 < len(s.words):
        return s.words[number + 1].text in _TO_WHERE
    return VERSION.fullmatch(word.text) is not None and bool(NOT_INTO.search(fold(s.text[: word.start])))
