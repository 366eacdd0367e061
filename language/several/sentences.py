"""Several sentences or lines, each of them a command by itself: «вход готов. Переводы в 2.1», a list of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from language.folding import QUOTED
from language.guards.governing import ORDERS
from language.meaning import Command
from language.sentence import Sentence
from language.several.clauses import CHANGES

_BOUNDARY = re.compile(r"(?<=[\w»\")])[.!]+\s+(?=[^\W\d_])|\s*\n+\s*|\s*;\s+")
_JOIN = re.compile(
    r"\s*,?\s+(?:(?:а|и|and|also|плюс|plus)\s+)+(?:(?:ещё|еще|also|then|потом|заодно|please)\s+)?",
    re.IGNORECASE,
)
_MOST = 5
_SOON = 4  # words: «… и название темы поменяй на …»
_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–—])\s+(?=\D)")  # of a line in a list
# How a sentence begins that says the one before it otherwise, or goes on about it.
_GOES_ON = re.compile(
    r"\W*(?:нет|не|стоп|ой|ах|ох|хотя|точнее|вернее|то есть|тьфу|погоди\w*|подожди\w*|поправка|потому|так как|из-за"
    r"|no|not|nope|wait|stop|oops|oh|actually|sorry|correction|scratch|rather|because|since|well|i mean|i meant)\b",
    re.IGNORECASE,
)
_OF = ("feature", "blocked", "release", "name", "version", "text")  # what a step is of, the first that it has
_KEEPS_WORDS = re.compile(r"^(?:idea|risk)_create$|_describe$")
_NAMES_ANEW = re.compile(r"_(?:create|rename)$")
_TOGETHER = CHANGES | {
    "feature_create",
    "release_create",
    "idea_create",
    "risk_create",
    "feature_rename",
    "feature_describe",
}


def sentences_of(s: Sentence) -> list[str]:
    """Its sentences, lines or parts between semicolons, where each may be a command by itself; none where it is one."""
    ends = [m.span() for m in _BOUNDARY.finditer(s.text)]
    if not 0 < len(ends) < _MOST or any(_is_inside(s, *end) for end in ends):
        return []
    starts = [0, *(end for _, end in ends)]
    if any(s.words[cue.first].start >= starts[1] for cue in s.all("wrong_", "correction")):
        return []
    parts = [s.text[start:end] for start, end in zip(starts, [*(begin for begin, _ in ends), len(s.text)], strict=True)]
    parts = [_MARK.sub("", part) for part in parts]
    return parts if all(map(str.strip, parts)) and not any(map(_GOES_ON.match, parts[1:])) else []


def halves_of(s: Sentence) -> Iterator[list[str]]:
    """Two halves joined by "and", of which the second begins with an order or soon names a thing of its own."""
    for join in islice(_JOIN.finditer(s.text), _MOST):
        if not _is_inside(s, *join.span()) and _begins(s, join.end()):
            yield [s.text[: join.start()], s.text[join.end() :]]


def _is_inside(s: Sentence, start: int, end: int) -> bool:
    """Of a name or of what stands in quotation marks."""
    closed = [*((m.start, m.end) for m in s.mentions), *(m.span() for m in QUOTED.finditer(s.text))]
    return any(first < end and start < last for first, last in closed)


def _begins(s: Sentence, position: int) -> bool:
    number = s.index(position)
    if number >= len(s.words):
        return False
    soon = s.words[min(number + _SOON, len(s.words)) - 1].end
    return _orders(s, number) or any(m.whole and position <= m.start < soon for m in s.mentions)


def _orders(s: Sentence, number: int) -> bool:
    word = s.words[number]
    return word.text in ORDERS or ("impr" in word.marks and not word.text.isascii())


def may_stand_together(commands: Sequence[Command], parts: Sequence[str], s: Sentence) -> bool:
    """All can be done in one go, and none says what another said or takes it for its own words.

    What is kept word for word holds several sentences, but no more than its line; a new name may hold an "and".
    """
    intents = [command.intent for command in commands]
    told = {
        (command.intent, next((command.slots[slot] for slot in _OF if slot in command.slots), None))
        for command in commands
    }
    if len(told) < len(commands) or not _TOGETHER.issuperset(intents):
        return False
    if any(map(_KEEPS_WORDS.search, intents)) and not re.search(r"[\n;]", s.text):
        return False
    joined = list(parts) != sentences_of(s)
    return not (joined and any(_NAMES_ANEW.search(intent) for intent in intents[:-1]) and not _is_ended(s, parts[0]))


def _is_ended(s: Sentence, first: str) -> bool:
    """ "rename login to Key, and close …": a comma and an order end a name."""
    behind = _JOIN.match(s.text, len(first))
    return behind is not None and "," in behind.group() and _orders(s, s.index(behind.end()))
