"""Where what would be a new name runs on into another order: it is not sure where the name ends."""

from __future__ import annotations

import re

from language.guards import Reason
from language.readers.new.leading import starts_at
from language.readers.new.trailing import ends_with_order
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import Word

_ANOTHER_ORDER = re.compile(
    r"[\s,](?:и|and|затем|потом|then)\s+(?:(?:in\s+it|inside\s+it|there|в\s+н[её]м|там|туда)\s+)?(?:создай|заведи|добавь|сделай|create|add|make)(?:те)?\s+"
    r"(?:[^\W\d]+\s+){0,2}(?:фич\w+|релиз\w*|проект\w*|её|ее|его|features?|releases?|projects?|it)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*[,;.]\s+(?:(?:а|и|но|and|but|then)\s+)?|\s+(?:а|и|and|but|then)\s+", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d_]{3})[.!]\s+")
_ITSELF = frozenset("it it's this that она он это мы we".split())
_IT = frozenset("её ее ей неё нее it".split())
# "… and have Tim Hale own it", «…, пусть команда Бэкенд займётся»
_DUE = re.compile(r"\b(?:due|deadline|дедлайн\w*|срок\w*)\s", re.IGNORECASE)
_LETS = re.compile(r"(?:have|let|get)\s.*\bit\b|пусть\s", re.IGNORECASE)
_BY = 2  # words from «зависит» to what it depends on
_GIVING = frozenset("assign give mark".split())


def goes_on(s: Sentence, noun: Cue, end: int) -> Reason | None:
    """«создай фичу X и назначь …»: another order follows that was not understood."""
    start = s.words[noun.last].end
    start += starts_at(s.text[start:end])
    if QUOTED.search(s.text, start):
        return None
    if _DUE.search(s.text, start, end) and any(start < d.start and d.end <= end for d in s.days()):
        return "several"  # a feature has no day of its own
    if (
        _tells_its_state(s, start, end)
        or _speaks_of_another(s, start, end)
        or _joins_an_order(s, start, end)
        or _orders_it(s, start, end)
    ):
        return "several"
    return holds_an_order(s.text[s.words[noun.last].end : end])


def _tells_its_state(s: Sentence, start: int, end: int) -> bool:
    """ "… . It is blocked by legal", «… . Она в работе»: a sentence behind the name tells what is to be kept too."""
    stop = _SENTENCE_ENDS.search(s.text, start, end)
    behind = range(s.index(stop.end()), s.index(end)) if stop else range(0)
    if not behind or s.words[behind[0]].text not in _ITSELF:
        return False
    kinds = (*STATUSES, "blocks", "depends", "delete", "rename", "po", "team", "release_noun")
    return any(c.first in behind for c in s.all(*kinds))


def holds_an_order(name: str) -> Reason | None:
    """«… Сайт и создай фичу X»: what would be the name holds another order."""
    return "several" if not QUOTED.search(name) and _ANOTHER_ORDER.search(name) else None


def _joins_an_order(s: Sentence, start: int, end: int) -> bool:
    """ "… and assign", «… и назначь»."""
    orders = s.all("assign", "show", "set", "put", "delete", "rename")
    inside = [c for c in orders if start < s.words[c.first].start < end]
    joined = [c for c in inside if s.words[c.first - 1].text in ("и", "and")]
    return any("impr" in s.words[c.first].marks or c.language == "en" for c in joined)


def _speaks_of_another(s: Sentence, start: int, end: int) -> bool:
    """«…, а тёмную тему закрой», «… и свяжи с входом»: something is told or ordered of a feature that is there."""
    named = [m for m in s.of("feature") if start < m.start and m.end <= end]
    inside = [m for m in named if m.whole]
    if any(0 < s.index(m.start) - c.last <= _BY for m in named for c in s.all("blocked", "blocks", "depends")):
        return True  # "… blocked by onboarding", «… которая зависит от входа»
    for joint in _JOINT.finditer(s.text, start, end):
        behind = range(s.index(joint.end()), s.index(end))
        told = any(c.first in behind for c in s.all(*STATUSES, "set", "put", "delete", "rename", "blocks", "depends"))
        known = any(joint.end() <= m.start for m in inside)
        if known and joint.start() > start and (told or any("impr" in s.words[n].marks for n in behind)):
            return True
    return False


def _orders_it(s: Sentence, start: int, end: int) -> bool:
    """«… и пока отложи её», «…, а проект переименуй», "… assign it to mia"."""
    if ends_with_order(s.text[start:end]):
        return False  # «…, заведи её»
    numbers = range(s.index(start), s.index(end))
    plain = bool(numbers) and "impr" not in s.words[numbers[0]].marks  # «Найди и купи» is a name
    if plain and any(_is_order(s.words[n]) and s.words[n - 1].text == "и" for n in numbers[1:]):
        return True  # «… и сообщи команде»
    if any(s.words[n].text in _GIVING and s.words[n + 1].text == "it" for n in numbers[1:-1]):
        return True
    for joint in _JOINT.finditer(s.text, start, end):
        if joint.start() > start and _LETS.match(s.text, joint.end(), end):
            return True
        behind = [n for n in numbers if s.words[n].start >= joint.end() and joint.start() > start]
        ordered = [n for n in behind if _is_order(s.words[n])]
        kinds = [c for c in s.all("project_noun", "release_noun", "feature_noun") if c.first in behind]
        if ordered and (kinds or any(s.words[n].text in _IT for n in behind)):
            return True
    return False


def _is_order(word: Word) -> bool:
    """In the imperative by its form, and nothing else: «сообщи»."""
    return {"impr", "VERB"} <= word.marks and not word.marks & {"NOUN", "ADJF", "ADVB"}
