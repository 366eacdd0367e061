"""What was just ordered is forbidden behind it: «создай фичу X… нет, погоди, не заводи», «…, глупость, не записывай».

The verb is the very one of the order, or one of writing down; what follows it may only tell why.
"""

from __future__ import annotations

import re

from language.folding import fold, without_quoted
from language.sentence import Sentence
from language.vocabulary import FREE_TEXT, STATUSES

_FORBIDS = re.compile(
    r"\bне (?P<verb>\w+(?:[йиь](?:те)?|[еи]м))(?: (?:пока|ее|его|это|эту|этого|ничего|туда))*"
    r"(?=\s*(?:[,.;:!?…)]|\s[—–-]\s|$)|\s(?:я|мы|он|она|они|это|там|тут|у|уже|сначала|лучше|потом|еще)\b)"
)
_TURNS = frozenset("хотя нет впрочем стоп стой стойте погоди погодите подожди подождите постой ой ай тьфу упс".split())
_NOTES = frozenset(
    "записывать записать писать заносить занести вносить внести сохранять сохранить фиксировать заводить завести "
    "создавать создать добавлять добавить регистрировать".split()
)
_MAKES = frozenset("создать создавать завести заводить добавить добавлять сделать внести вносить".split())
_BESIDE = frozenset(
    "а и но ну да ладно все всё нет не-а лучше уж же бред глупость фигня чушь ерунда дичь чепуха ересь пожалуй надо не "
    "пока потом".split()
)
_DOES = (*STATUSES, "set", "create", "new", "delete", "move", "put", "take_out", "assign", "rename", "archive", "ship")
_SAID = (*_DOES, "switch", "describe", "close_", "blocks", "depends", "idea_noun", "risk_noun")
_FURTHEST = 9  # words behind it that may tell why


# «…, но зависимость не ставь»: what was told is named by its noun, and is not to be written down.
_NOT_THAT = re.compile(
    r"\b(?:но|а|только)\s+(?:(?:в|на|ее|его|эту)\s+)*(?P<noun>\w+)\s+(?:пока\s+)?не\s+(?P<verb>\w+)[\s.!]*$"
)
_TOLD = {
    "dependency_noun": ("depends", "blocks", "without"),
    "release_noun": ("put", "take_out"),
    "po": ("po", "assign"),
}


def is_forbidden_behind(s: Sentence) -> bool:
    text = fold(s.text)
    if " не " not in text or not s.has(*_SAID):
        return False
    text = without_quoted(text)
    that = _NOT_THAT.search(text)
    return (that is not None and _is_told(s, that)) or any(_takes_back(s, found) for found in _FORBIDS.finditer(text))


def _is_told(s: Sentence, that: re.Match[str]) -> bool:
    noun, verb = s.index(that.start("noun")), s.words[s.index(that.start("verb"))]
    kinds = (kind for kind in _TOLD if noun in s.within(kind))
    told = any(c.last < noun - 1 for kind in kinds for c in s.all(*_TOLD[kind]))
    return told and "impr" in verb.marks


def _takes_back(s: Sentence, found: re.Match[str]) -> bool:
    denial, verb, end = (s.index(at) for at in (found.start(), found.start("verb"), found.end()))
    said = [c for c in s.all(*_SAID) if c.last < denial]
    if not said or len(s.words) - end > _FURTHEST or _goes_on(s, end):
        return False
    turn = next((n for n in range(denial - 1, said[0].last, -1) if s.words[n].text in _TURNS), None)
    if turn is not None and any(turn <= s.index(m.start) < denial for m in s.mentions):
        return False  # «закрой вход, нет, тему не закрывай»
    forms, marks = s.words[verb].forms, s.words[verb].marks
    kept = s.first(*FREE_TEXT, before=denial) is not None
    if not kept and turn is not None and _is_said_before(s, forms, denial):
        return bool(marks & {"impr", "1per"})
    makes = kept or any(s.words[c.first].forms & (_MAKES | {"новый"}) for c in said)
    if "impr" not in marks or not (makes and forms & _NOTES):
        return False
    begins = _begins(s, denial)
    behind = begins > max(said[0].last, 1) + (0 if kept or s.mentions else 1)
    return behind and (any(s.words[n].text in _TURNS for n in range(begins, denial)) or s.pause_before(denial))


def _is_said_before(s: Sentence, forms: frozenset[str], denial: int) -> bool:
    """«закрой …, не закрывай»: the same step, whatever its aspect."""
    stems = {form.removeprefix("за")[:_STEM] for form in forms} | {form[:_STEM] for form in forms}
    acts = [c.first for c in s.all(*_DOES, "switch", "close_") if c.last < denial]
    return any(form[:_STEM] in stems for n in acts if "VERB" in s.words[n].marks for form in s.words[n].forms)


_STEM = 5  # letters that both aspects of a verb share: «закрыть», «закрывать»


def _begins(s: Sentence, denial: int) -> int:
    """The first of the words that lead the denial in: «хотя ладно, фигня, не записывай»."""
    while denial and s.words[denial - 1].text in _BESIDE | _TURNS:
        denial -= 1
    return denial


def _goes_on(s: Sentence, number: int) -> bool:
    """Something else is ordered or named behind."""
    if number >= len(s.words):
        return False
    behind = [c.first for c in s.all(*_DOES) if c.first >= number]
    ordered = any("impr" in s.words[n].marks and s.words[n - 1].text != "не" for n in behind)
    named = any(s.index(m.start) >= number and m.whole for m in s.mentions)
    return ordered or named or s.words[number].text in ("а", "только")
