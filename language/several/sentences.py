"""Several sentences or lines, each of them a command by itself: «вход готов. Переводы в 2.1», a list of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from language.folding import QUOTED
from language.guards.governing import ORDERS
from language.intents import gives_a_name, keeps_its_text
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
_NUMBER = re.compile(r"(?:^|\n)\s*\d{1,2}$")  # of a line too: the full stop behind it ends no sentence
# How a sentence begins that says the one before it otherwise, or goes on about it.
_GOES_ON = re.compile(
    r"\W*(?:нет|не|стоп|ой|упс|поспешил\w*|ошиб\w*|ах|ох|хотя|точнее|вернее|то есть|тьфу|погоди\w*|подожди\w*"
    r"|поправка|потому|так как|из-за"
    r"|no|not|nope|wait|stop|oops|oh|actually|sorry|correction|scratch|rather|because|since|well|i mean|i meant)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\W*(?:идея|риск|idea|risk)\b[^:\n]{0,40}:", re.IGNORECASE)  # a line of its own in a list
_OF = ("feature", "blocked", "release", "name", "version", "text")  # what a step is of, the first that it has
_TOGETHER = CHANGES | {
    "feature_create",
    "release_create",
    "idea_create",
    "risk_create",
    "feature_rename",
    "feature_describe",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message, and what stands between it and the next one."""

    text: str
    end: str
    ordered: bool  # it opens with an order

    @property
    def is_joined(self) -> bool:
        """By an "and", and by no sign."""
        return self.end.strip(" ,").isalpha()


Told = tuple[Part, Sequence[Command]]  # a part, and what it means


def sentences_of(s: Sentence) -> list[Part]:
    """Its sentences, lines or parts between semicolons, where each may be a command by itself; none where it is one."""
    ends = [m.span() for m in _BOUNDARY.finditer(s.text) if not _NUMBER.search(s.text[: m.start()])]
    if not 0 < len(ends) < _MOST or any(_is_inside(s, *end) for end in ends):
        return []
    if any(s.words[cue.first].start >= ends[0][1] for cue in s.all("wrong_", "correction")):
        return []
    parts = list(_parts(s, ends))
    goes_on = any(_GOES_ON.match(part.text) for part in parts[1:])
    return parts if all(part.text.strip() for part in parts) and not goes_on else []


def halves_of(s: Sentence) -> Iterator[list[Part]]:
    """All that is joined by "and", then halves: each part begins with an order or soon names a thing of its own."""
    joins = [m.span() for m in islice(_JOIN.finditer(s.text), _MOST)]
    joins = [span for span in joins if not _is_inside(s, *span) and _begins(s, span[1]) and not _contrasts(s, *span)]
    if len(joins) > 1:
        yield list(_parts(s, joins))
    yield from (list(_parts(s, [span])) for span in joins)


def _contrasts(s: Sentence, start: int, end: int) -> bool:
    """«не отменяй, а перенеси в бэклог»: what is to be done instead."""
    first, last = s.hard_segment(s.index(start) - 1)
    before = s.words[first : min(last, s.index(start))]
    return s.text[start:end].strip(" ,").lower() == "а" and any(word.text == "не" for word in before)


def _parts(s: Sentence, ends: Sequence[tuple[int, int]]) -> Iterator[Part]:
    for (_, start), (end, following) in pairwise([(0, 0), *ends, (len(s.text), len(s.text))]):
        opens = s.index(start)
        yield Part(_MARK.sub("", s.text[start:end]), s.text[end:following], opens < len(s.words) and _orders(s, opens))


def _is_inside(s: Sentence, start: int, end: int) -> bool:
    """Of a name or of what stands in quotation marks."""
    closed = [*((m.start, m.end) for m in s.mentions), *(m.span() for m in QUOTED.finditer(s.text))]
    return any(first < end and start < last for first, last in closed)


def _begins(s: Sentence, position: int) -> bool:
    """«… и название темы поменяй …»; in «команды Дизайн и Рост, и закрой оплату» no half begins with «Рост»."""
    number = s.index(position)
    if number >= len(s.words) or _orders(s, number):
        return number < len(s.words)
    named = next((s.index(m.start) for m in s.mentions if m.whole and m.start >= position), len(s.words))
    between = range(number, named)
    return named < min(number + _SOON, len(s.words)) and all(s.plain(n) or s.meant(n) for n in between)


def _orders(s: Sentence, number: int) -> bool:
    word = s.words[number]
    return word.text in ORDERS or ("impr" in word.marks and not word.text.isascii())


def runs_on(told: Told, following: Told) -> bool:
    """«создай фичу Чат и закрой вход и …»: the name may hold the order behind it; a comma would end it."""
    part, commands = told
    anew = any(gives_a_name(c.intent) or keeps_its_text(c.intent) for c in commands)
    return anew and part.is_joined and "," not in part.end and following[0].ordered


def may_stand_together(told: Sequence[Told]) -> bool:
    """All can be done in one go, and none says what another said or takes it for its own words."""
    commands = [command for _, some in told for command in some]
    steps = {(c.intent, next((c.slots[slot] for slot in _OF if slot in c.slots), None)) for c in commands}
    if len(steps) < len(commands) or not _TOGETHER.issuperset(command.intent for command in commands):
        return False
    return all(_ends(*one, *other) for one, other in pairwise(told)) and _is_apart(told)


def _ends(part: Part, commands: Sequence[Command], following: Part, others: Sequence[Command]) -> bool:
    """Its words end there: those of an idea or a risk with their line, a new name with its sentence or at an order."""
    intents = [command.intent for command in commands]
    if any(map(keeps_its_text, intents)):
        listed = following.ordered or _HEADED.match(following.text) is not None
        return "\n" in part.end and listed and "feature_describe" not in intents
    if any(map(gives_a_name, intents)) and part.is_joined:
        same = {c.slots.get("feature") for c in commands} == {c.slots.get("feature") for c in others} != {None}
        return following.ordered and ("," in part.end or same)  # "rename X to Y and make it blocked"
    return True


def _is_apart(told: Sequence[Told]) -> bool:
    """What is kept word for word at the end is more than a sentence behind another: it has its line."""
    before, (_, last) = told[-2][0], told[-1]
    return not any(keeps_its_text(command.intent) for command in last) or bool({*"\n;"} & {*before.end})
