"""What "it" stands for where the same message has told of something nobody knows: "Light theme is done, mark it so"."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_COPULAS = frozenset("is are was has".split())
_ARTICLES = frozenset("the our this that my a an".split())
_NAME_WORDS = 2  # at least: "QA is finished" and "testing is done" tell of a step towards the thing
# What belongs to the thing spoken of, or works on it.
_PARTS = frozenset(
    "work job testing test tests qa review reviews audit check checks scan regression rollout deploy deployment "
    "build development coding code design designs mockups team teams guys part parts bit half rest vendor contract "
    "approval paperwork documentation docs texts copy bug bugs fix fixes feature thing task issue ticket "
    "работа проверка тестирование тест вёрстка верстка разработка часть половина приёмка приемка отладка регрессия "
    "выкатка доработка документация команда ревью аудит код дизайн макет сборка интеграция согласование баг правка "
    "задача фича штука дело".split()
)
_STRANGERS = 3  # words before the copula that a name may have


def tells_of_a_stranger(s: Sentence, pointer: Cue) -> bool:
    """An earlier clause gives a status to something that is neither known nor a part of what was spoken of."""
    told = (c for c in s.all(*STATUSES) if c.last < pointer.first)
    return any(_is_a_strangers(s, cue) for cue in told)


def _is_a_strangers(s: Sentence, status: Cue) -> bool:
    return _is_an_english_strangers(s, status) or _is_a_russian_strangers(s, status)


def _is_a_russian_strangers(s: Sentence, status: Cue) -> bool:
    """«светлая тема доделана»: an adjective and its noun, between a pause and the status."""
    first, noun = status.first - 2, status.first - 1
    if s.segment(status.first)[0] != first or s.is_named(noun) or s.meant(first):
        return False
    named = {"ADJF", "nomn"} <= s.words[first].marks and {"NOUN", "nomn"} <= s.words[noun].marks
    return named and not s.words[noun].forms & _PARTS


def _is_an_english_strangers(s: Sentence, status: Cue) -> bool:
    """ "the wallet screen is finished": behind its article a name of two words or three, and the copula."""
    copula = status.first - 1
    first, _ = s.segment(status.first)
    if copula <= first or s.words[copula].text not in _COPULAS:
        return False
    subject = [n for n in range(first, copula) if not s.plain(n) and s.words[n].text not in _ARTICLES]
    if not _NAME_WORDS <= len(subject) <= _STRANGERS or any(s.meant(n) for n in subject):
        return False
    return s.words[subject[-1]].text not in _PARTS
