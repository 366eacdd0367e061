"""A name said only to say that it is not meant: «не 3.0, а 3.1», "instead of login", «к входу отношения не имеет»."""

from __future__ import annotations

from language.names import Mention
from language.sentence import Sentence
from language.words import RELEASE_NOUNS

_INTO = frozenset("в на к in into to for".split())
_NO_LONGER = (["больше", "не"], ["уже", "не"])
_INSTEAD = (
    ["instead", "of"], ["rather", "than"], ["apart", "from"], ["aside", "from"], ["except", "for"], ["other", "than"],
    ["за", "исключением"], ["не", "считая"], ["save", "for"],
)  # fmt: skip
_BUT = (["вместо"], ["кроме"], ["помимо"], ["исключая"], ["unlike"], ["except"], ["excluding"], ["besides"])
EVERY = frozenset("everything everyone all anything nothing features none rest".split())
_OURS = frozenset("our the my that this наш нашей нашему нашим этой этому".split())
_RELATED = frozenset("отношения связано связана связан".split())
_DENYING = frozenset("не нет никакого никак".split())


def is_not_meant(mention: Mention, sentence: Sentence) -> bool:
    """«отмени не вход, а тёмную тему», «не 3.0, а 3.1», "instead of login": named only to say that it is not meant."""
    number = sentence.index(mention.start)
    while number and mention.of("release") and sentence.words[number - 1].text in RELEASE_NOUNS | _INTO:
        number -= 1  # «не релиз 3.0, а 3.1», "not in v3.0"
    before = [word.text for word in sentence.words[max(0, number - 2) : number]]
    if sentence.text[: mention.start].rstrip()[-1:] in (",", ".", ":", "—"):
        return False
    if before in _NO_LONGER:
        return False  # «аналитика больше не в 2.0» tells where it is no more
    if before[-1:] == ["but"] and number > 1:
        first, end = sentence.segment(number)  # "everything but login", "take all of it out of v3.0 but login"
        ends = sentence.index(mention.end) == end and first < number - 1
        return excepts(before) or (ends and any(word.text in EVERY for word in sentence.words[first : number - 1]))
    if excepts(before) or _is_unrelated(sentence, number):
        return True
    if before == ["or", "not"]:
        return False  # "believe it or not dark theme is done"
    return before[-1:] in (["не"], ["not"]) and bool(mention.of("feature") or mention.of("release"))


def excepts(before: list[str]) -> bool:
    """What follows these words is left out: "everything but", "instead of", «кроме»."""
    every_but = before[-1:] == ["but"] and before[-2:-1] != [] and before[-2] in EVERY
    return every_but or before[-1:] in _BUT or before[-2:] in _INSTEAD


def _is_unrelated(sentence: Sentence, number: int) -> bool:
    """ "it has nothing to do with our login", «к входу отношения не имеет»: named only to keep it out of this."""
    first, end = sentence.segment(number)
    while number > first and sentence.words[number - 1].text in _OURS:
        number -= 1
    before = [word.text for word in sentence.words[max(first, number - 4) : number]]
    if before[:3] == ["nothing", "to", "do"] and before[3:] in (["with"], ["w"]):
        return True
    around = [word.text for word in sentence.words[first:end]]
    return before[-1:] in (["к"], ["с"], ["со"]) and bool(_RELATED & set(around)) and bool(_DENYING & set(around))
